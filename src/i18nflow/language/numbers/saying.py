"""A figure in the form that a language prints it in: "EUR 220,231", "30 June 2020", "second quarter"."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, get_day_names, get_month_names
from babel.numbers import format_decimal

from i18nflow.language.numbers.cldr import locale
from i18nflow.language.numbers.figures import Figure, Kind
from i18nflow.language.numbers.registry import table


@dataclass(frozen=True, slots=True)
class Style:
    """What CLDR does not settle. ``money`` places code and amount (EU Interinstitutional Style Guide 7.3.3).

    Patterns take ``n`` (an ordinal in the language's digits), ``word`` (in words, where it has one), ``amount``,
    ``code``; ``dates`` are CLDR date patterns by what is known: day and year, day, year, month only.
    """

    money: str = "{amount} {code}"
    ordinal: str = "{n}."
    quarter: str = "{n}."
    century: str = "{n}."
    decade: str = "{n}"
    time: str = "{h}:{m:02d}"
    day_month_year: str | None = None
    day_month: str | None = None
    month_year: str | None = None
    scales: tuple[tuple[int, str], ...] = ()


_STYLES = {
    "en": Style(
        money="{code} {amount}", ordinal="{n}{th}", quarter="{word} quarter", century="{n}{th} century", decade="{n}s",
        day_month_year="d MMMM y", day_month="d MMMM", month_year="MMMM y",
        scales=((12, "trillion"), (9, "billion"), (6, "million")),
    ),
    "en-US": Style(
        money="{code} {amount}", ordinal="{n}{th}", quarter="{word} quarter", century="{n}{th} century", decade="{n}s",
        day_month_year="MMMM d, y", day_month="MMMM d", month_year="MMMM y",
        scales=((12, "trillion"), (9, "billion"), (6, "million")),
    ),
    "lv": Style(
        quarter="{n}. ceturksnis", century="{n}. gadsimts", decade="{n}. gadi", time="plkst. {h}.{m:02d}",
        day_month_year="y. 'gada' d. MMMM", day_month="d. MMMM", month_year="y. 'gada' MMMM",
        scales=((9, "miljardi"), (6, "miljoni")),
    ),
    "de": Style(
        quarter="{n}. Quartal", century="{n}. Jahrhundert", decade="{n}er-Jahre",
        day_month_year="d. MMMM y", day_month="d. MMMM", month_year="MMMM y",
        scales=((9, "Milliarden"), (6, "Millionen")),
    ),
}  # fmt: skip
_LAST_WORD = 20
_WORDS = {1: "first", 2: "second", 3: "third", 4: "fourth"}


def say(figure: Figure, lang: str) -> str | None:
    """``figure`` in the right form of ``lang``; None where it must stay as the source writes it (a code)."""
    style = _STYLES.get(lang) or _STYLES.get(lang.partition("-")[0]) or Style()
    if figure.kind is Kind.DATE:
        return _say_date(figure.key[2:], lang, style)
    if figure.kind is Kind.MONTH:
        return _month(int(figure.key[2:]), lang)
    if figure.kind is Kind.WEEKDAY:
        names = get_day_names("wide", context="stand-alone", locale=locale(lang))
        return str(names[int(figure.key[2:]) - 1])
    if figure.kind is Kind.TIME:
        hour, minute = map(int, figure.key[2:].split(":"))
        return style.time.format(h=hour, m=minute)
    if figure.kind is Kind.DECADE:
        return style.decade.format(n=figure.key.partition(":")[2])
    value = figure.value
    if value is None:
        return None
    named = {Kind.ORDINAL: style.ordinal, Kind.CENTURY: style.century, Kind.QUARTER: style.quarter}.get(
        figure.kind
    )
    if named is not None:
        number = int(value)
        return named.format(n=number, th=_th(number), word=_WORDS.get(number, f"{number}{_th(number)}"))
    if figure.kind is Kind.YEAR:
        return str(value)
    return amount(figure, lang)


def bare(figure: Figure, lang: str) -> str:
    """A number without its currency. What may be a year (1539) keeps its four digits together."""
    value = figure.value or Decimal(0)
    maybe_year = 1000 <= value <= 2100 and value == value.to_integral_value()
    if maybe_year and not (figure.currency or figure.unit or figure.scale):
        return f"{value:f}"
    return number(value, lang, figure.scale)


def amount(figure: Figure, lang: str) -> str:
    """A number with its currency or per cent sign."""
    style = _STYLES.get(lang) or _STYLES.get(lang.partition("-")[0]) or Style()
    text = bare(figure, lang)
    if len(figure.currency) == 3:
        return style.money.format(code=figure.currency, amount=text)
    if figure.currency and lang.startswith("en"):
        return figure.currency + text if figure.currency in "$¥" else text
    return text + "%" if figure.unit == "%" and lang.startswith("en") else text


def in_word(figure: Figure, lang: str) -> str | None:
    """The number as a word, where the language has one uninflected word for it (English up to twenty)."""
    if not lang.startswith("en") or figure.value is None:
        return None
    words = table(lang).ordinals if figure.kind is Kind.ORDINAL else table(lang).cardinals
    return next(
        (word for word, value in words.items() if value == figure.value and value <= _LAST_WORD), None
    )


def number(value: Decimal, lang: str, scale: int = 0) -> str:
    """A number with the language's signs; in millions where it was said so and the language has the word."""
    style = _STYLES.get(lang) or _STYLES.get(lang.partition("-")[0]) or Style()
    for power, word in style.scales:
        if scale and scale >= 6 and abs(value) >= Decimal(10) ** power:
            return f"{_plain(value / Decimal(10) ** power, lang)} {word}"
    return _plain(value, lang)


@lru_cache(maxsize=1024)
def _plain(value: Decimal, lang: str) -> str:
    digits = max(0, -int(value.as_tuple().exponent))
    return format_decimal(value, format="#,##0." + "#" * digits if digits else "#,##0", locale=locale(lang))


def _say_date(key: str, lang: str, style: Style) -> str | None:
    year, month, day = (int(part) if part else None for part in key.split("-"))
    assert month is not None
    pattern = style.day_month_year if day and year else style.day_month if day else style.month_year
    try:
        when = datetime.date(year or 2000, month, day or 1)
    except ValueError:
        return None
    return str(format_date(when, format=pattern or "long", locale=locale(lang)))


def _month(number: int, lang: str) -> str:
    return str(get_month_names("wide", context="stand-alone", locale=locale(lang))[number])


def _th(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
