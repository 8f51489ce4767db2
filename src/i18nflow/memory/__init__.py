"""The translation memory: the best earlier pairs for a source text, with a score; where words stand in it."""

from i18nflow.memory.concordance import Hit, Phrase
from i18nflow.memory.matching import Query, matches, ranked

__all__ = ["Hit", "Phrase", "Query", "matches", "ranked"]
