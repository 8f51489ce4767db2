"""The translation memory: the best earlier pairs for a source text, with a score."""

from i18nflow.memory.matching import Query, matches, ranked

__all__ = ["Query", "matches", "ranked"]
