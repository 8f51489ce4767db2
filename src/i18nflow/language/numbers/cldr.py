"""The table of a language that has none of its own, from CLDR: signs, months, weekdays, currencies."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol

from i18nflow.language.numbers.table import Table

_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "JPY", "CNY", "RUB", "UAH")
_PLURALS = ("one", "few", "many", "other")


def locale(lang: str) -> Locale:
    """The CLDR locale of a BCP 47 tag; the root locale where CLDR does not know the language."""
    for tag in (lang, lang.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en", "150")


def table(lang: str) -> Table:
    """Digits, months, weekdays and money of any language; no number words."""
    place = locale(lang)
    return Table(
        lang=lang.partition("-")[0],
        decimal=get_decimal_symbol(place),
        group=get_group_symbol(place),
        months=_names(place, "months", lang),
        weekdays={name: day + 1 for name, day in _names(place, "days", lang).items()},
        # "5." before a small letter and "5th" are ordinals; the value is the same either way.
        ordinal_after=re.compile(r"\.(?!\d)|(?:er|e|º|ª)\b"),
        currencies=_currencies(place),
        units={"%": "%", "km": "km", "m": "m", "kg": "kg", "mm": "mm", "cm": "cm", "ha": "ha"},
        before_month=frozenset(),
    )


def _names(place: Locale, what: str, lang: str) -> dict[str, int]:
    tables = place.months if what == "months" else place.days
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for number, name in tables[context]["wide"].items():
            found[name.lower()] = number
    return found


def _currencies(place: Locale) -> dict[str, str]:
    found = {"€": "EUR", "$": "$", "£": "GBP", "¥": "¥"}
    for code in _CURRENCIES:
        found[code.lower()] = code
    return found
