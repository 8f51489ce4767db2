"""The translation memory: the best earlier pairs for a source text, with a score; where words stand in it."""

from i18nflow.memory.concordance import Hit, Phrase
from i18nflow.memory.matching import Query, matches, ranked
from i18nflow.memory.penalties import Penalties
from i18nflow.memory.repair import Named, Repaired, repair

__all__ = ["Hit", "Named", "Penalties", "Phrase", "Query", "Repaired", "matches", "ranked", "repair"]
