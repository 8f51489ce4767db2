"""The table of a language: our own where there is one, else what CLDR knows."""

from __future__ import annotations

from functools import lru_cache

from i18nflow.language.numbers import cldr, english, latvian
from i18nflow.language.numbers.table import Table

_TABLES = {"lv": latvian.TABLE, "en": english.TABLE}
_VARIANTS = {"en-US": english.AMERICAN}


@lru_cache(maxsize=64)
def table(lang: str) -> Table:
    """The table for a BCP 47 tag; a language without one of its own reads digits, months and money by CLDR."""
    base = lang.partition("-")[0]
    return _VARIANTS.get(lang) or _TABLES.get(base) or cldr.table(lang)


def has_words(lang: str) -> bool:
    """Whether number words of the language are read, and not only digits."""
    return bool(table(lang).cardinals)
