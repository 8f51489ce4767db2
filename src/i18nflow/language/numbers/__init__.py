"""Numbers, dates, times, money and codes of a text, read by value; compared between two languages; written.

``read`` gives the figures of a text, ``compare`` what two texts say differently, ``say`` a figure in the form
that a language would print it in.
"""

from i18nflow.language.numbers.comparing import Difference, Sort, compare
from i18nflow.language.numbers.eras import other_era
from i18nflow.language.numbers.figures import Figure, Kind, Weight
from i18nflow.language.numbers.reading import read
from i18nflow.language.numbers.saying import bare, say

__all__ = ["Difference", "Figure", "Kind", "Sort", "Weight", "bare", "compare", "other_era", "read", "say"]
