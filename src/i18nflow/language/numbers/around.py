"""What stands around a number and changes what it says: a clock, "million", a currency, a unit, a month."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from i18nflow.language.numbers.figures import Figure, Kind, number_key, time_key
from i18nflow.language.numbers.table import Table

_NEXT_WORD = re.compile(r"([\s\u00a0\u202f\u2009-]?)\s*([^\W\d_]+)")
_UNIT_SIGN = re.compile(r"[\s\u00a0\u202f\u2009]?([€$£¥%‰]|°\s?C?)")
_SIGN_BEFORE = re.compile(r"((?:\b(US|[A-Z]{1,2}))?([€$£¥])|\b([A-Z]{3}|Ls))[\s\u00a0\u202f]?\Z")
_CENTURY_SPAN = 100
_SHORTEST_PHONE = 6
_MOST_SCALES = 2  # "three hundred thousand"


def dressed(figure: Figure, text: str, table: Table) -> Figure:
    """``figure`` (a number or time in digits) with what stands around it taken in."""
    if figure.kind is Kind.TIME:
        return _clock(figure, text, table) or figure
    if figure.kind is not Kind.NUMBER:
        return figure
    # Most numbers stand before a plain word: ask the cheap questions first.
    figure = _clock(figure, text, table) or figure
    if figure.kind is Kind.TIME:
        return figure
    if table.phone_before and table.phone_before.search(text[max(0, figure.start - 12) : figure.start]):
        digits = re.sub(r"\D", "", text[figure.start : figure.end])
        if len(digits) >= _SHORTEST_PHONE:
            return Figure(Kind.PHONE, "p:" + digits, figure.start, figure.end, frozenset({figure.key}))
    named = _calendar(figure, text, table)
    if named is not None:
        return named
    return multiplied(measured(scaled(figure, text, table), text, table), text, table)


def scaled(figure: Figure, text: str, table: Table) -> Figure:
    """``2,5 miljoni``, ``3.1 million``, ``5bn``, ``2 ar pusi miljoni``: the number times its scale word."""
    value = figure.value
    if value is None:
        return figure
    end = figure.end
    if table.and_a_half and (half := table.and_a_half.match(text, end)):
        value, end = value + Decimal("0.5"), half.end()
    power = 0
    steps = 0
    while (
        steps < _MOST_SCALES
        and (word := _NEXT_WORD.match(text, end))
        and (more := _scale(word, text, table)) is not None
    ):
        power, end, steps = power + more, word.end(), steps + 1
        if text[end : end + 1] == "." and word[2].lower() in table.vague and len(word[2]) <= 5:
            end += 1
    if not power:
        maybe = _maybe_million(figure, text, table)
        if value == figure.value and not maybe:
            return figure
        half_end = end if value != figure.value else figure.end
        return replace(figure, key=number_key(value), end=half_end, accepts=figure.accepts | maybe)
    key = number_key(value * Decimal(10) ** power)
    return replace(figure, key=key, end=end, scale=max(power, figure.scale), accepts=frozenset(), parts=())


def _scale(word: re.Match[str], text: str, table: Table) -> int | None:
    """The power of ten of the word that follows a number, or None."""
    low = word[2].lower()
    power = table.scales.get(low)
    if power is None or (len(low) == 1 and (word[1] or low == "m")):
        return None
    return power


def _maybe_million(figure: Figure, text: str, table: Table) -> frozenset[str]:
    """``€5m``, ``5m``: the letter may be a million or a metre."""
    if "m" not in table.scales or not re.match(r"\s?m\b", text[figure.end : figure.end + 3]):
        return frozenset()
    value = figure.value
    return frozenset() if value is None else frozenset({number_key(value * 10 ** table.scales["m"])})


def _clock(figure: Figure, text: str, table: Table) -> Figure | None:
    """The number as a time of day, where a clock word stands before it or a half of the day after it."""
    digits = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?", text[figure.start : figure.end])
    if digits is None:
        return _soldiers_clock(figure, text)
    hour, minute = int(digits[1]), int(digits[2] or 0)
    if hour > 24 or minute > 59:
        return None
    end = figure.end
    late = table.evening_after.match(text, end) if table.evening_after else None
    early = table.morning_after.match(text, end) if table.morning_after and not late else None
    if late or early:
        return _half_day(figure, hour, minute, late or early, late=bool(late))
    before = table.clock_before and table.clock_before.search(text[max(0, figure.start - 12) : figure.start])
    after = table.oclock_after.match(text, end) if table.oclock_after else None
    if not before and not after:
        return None
    # A whole hour is often said by twelve ("plkst. 7"); with minutes the 24-hour clock holds.
    accepts = {
        time_key(hour, minute),
        *({time_key(hour + 12, minute)} if hour <= 12 and (table.half_days or not minute) else set()),
    }
    if not minute:
        accepts.add(f"n:{hour}")
    return replace(
        figure, kind=Kind.TIME, key=time_key(hour, minute), end=after.end() if after else end,
        accepts=frozenset(accepts), parts=_time_parts(hour, minute),
    )  # fmt: skip


def _soldiers_clock(figure: Figure, text: str) -> Figure | None:
    """``0415``, ``1430 UTC``: four digits that may be a time."""
    digits = text[figure.start : figure.end]
    if not re.fullmatch(r"[0-2]\d[0-5]\d", digits) or int(digits[:2]) > 24:
        return None
    if digits[0] != "0" and not re.match(
        r"\s?(?:UTC|GMT|hours|hrs|h\b|Z\b)", text[figure.end : figure.end + 8]
    ):
        return None
    accepts = figure.accepts | {time_key(int(digits[:2]), int(digits[2:]))}
    return replace(figure, accepts=accepts)


def _half_day(figure: Figure, hour: int, minute: int, mark: re.Match[str] | None, *, late: bool) -> Figure:
    """``2.30 p.m.``, ``7 vakarā``: the half of the day is said, so the time is certain."""
    assert mark is not None
    if late and hour < 12:
        hour += 12
    elif not late and hour == 12:
        hour = 0
    # The full stop of "p.m." may end the sentence; it belongs to the span all the same.
    accepts = frozenset({f"n:{hour % 12 or 12}"}) if not minute else frozenset[str]()
    return replace(
        figure, kind=Kind.TIME, key=time_key(hour, minute), end=mark.end(), accepts=accepts, parts=(),
    )  # fmt: skip


def _time_parts(hour: int, minute: int) -> tuple[str, ...]:
    return (f"n:{hour}", f"n:{minute}") if minute else (f"n:{hour}",)


def _calendar(figure: Figure, text: str, table: Table) -> Figure | None:
    """The number as a quarter, century, decade or year, where the words after it say so."""
    value, end = figure.value, figure.end
    if value is None or value != value.to_integral_value() or not text[figure.start : end].isdigit():
        return None
    number = int(value)
    if table.quarter_after and number <= 4 and (after := table.quarter_after.match(text, end)):
        return replace(figure, kind=Kind.QUARTER, end=after.end())
    if table.century_after and number <= 30 and (after := table.century_after.match(text, end)):
        return century(replace(figure, end=after.end()), number)
    if (
        table.decade_after
        and number % 10 == 0
        and (after := table.decade_after.match(text, end))
        and (number < 100 or 1000 <= number <= 2100)
    ):
        found = decade(replace(figure, end=after.end()), number)
        # "90s" may also be degrees or years of age; "ap 1200. gadu" (accusative) is a year.
        return (
            replace(found, accepts=found.accepts | {f"n:{number}"}) if _maybe_plain(after, number) else found
        )
    if table.year_after and 100 <= number <= 2200 and table.year_after.match(text, end):
        return replace(figure, kind=Kind.YEAR)
    if table.ordinal_after and (after := table.ordinal_after.match(text, end)):
        # The full stop of a Latvian ordinal stays outside: it may end the sentence as well.
        kind = (
            Kind.ORDINAL
            if text[after.end() - 1] != "." or text[after.end() :].lstrip()[:1].islower()
            else Kind.NUMBER
        )
        return replace(figure, kind=kind, end=end if text[after.end() - 1] == "." else after.end())
    return None


def _maybe_plain(after: re.Match[str], number: int) -> bool:
    return (number < _CENTURY_SPAN and after.group() == "s") or (
        number >= 1000 and after.group().endswith("gadu")
    )


def century(figure: Figure, number: int) -> Figure:
    """The 20th century, which may also be said as the 1900s."""
    return replace(
        figure,
        kind=Kind.CENTURY,
        key=f"n:{number}",
        accepts=frozenset({f"dec:{(number - 1) * _CENTURY_SPAN}"}),
    )


def decade(figure: Figure, number: int) -> Figure:
    """The 1970s (which may be shortened to the seventies) or the seventies."""
    if number < _CENTURY_SPAN:
        return replace(figure, kind=Kind.DECADE, key=f"short:{number}", accepts=frozenset(), parts=())
    short = f"short:{number % 100}"
    return replace(figure, kind=Kind.DECADE, key=f"dec:{number}", accepts=frozenset({short}), parts=())


def multiplied(figure: Figure, text: str, table: Table) -> Figure:
    """``two decades`` may stand for twenty years, ``3 dozen`` for 36: the product is acceptable too."""
    word = _NEXT_WORD.match(text, figure.end)
    value = figure.value
    if word is None or value is None:
        return figure
    low = word[2].lower()
    by = table.multiples.get(low) or next(
        (k for stem, k in table.multiple_stems.items() if low.startswith(stem)), 0
    )
    if by:
        return replace(figure, accepts=figure.accepts | {number_key(value * by)})
    part = next((k for stem, k in table.fraction_stems.items() if low.startswith(stem)), 0)
    return replace(figure, accepts=figure.accepts | {number_key(round(value / part, 4))}) if part else figure


def measured(figure: Figure, text: str, table: Table) -> Figure:
    """The number with the currency or unit that stands beside it."""
    currency, start, end = _currency(figure, text, table)
    if currency:
        key = figure.key
        if (
            not figure.scale
            and (glued := re.match(r"\s?m\b", text[figure.end : figure.end + 3]))
            and "m" in table.scales
        ):
            value = figure.value
            assert value is not None
            key, end = number_key(value * 10 ** table.scales["m"]), max(end, figure.end + glued.end())
        return replace(figure, key=key, currency=currency, amount=(start, end))
    unit = _unit(figure.end, text, table)
    return replace(figure, unit=unit) if unit else figure


def _currency(figure: Figure, text: str, table: Table) -> tuple[str, int, int]:
    """(ISO code or "$", start, end) of the amount; "" where the number is no money."""
    if figure.currency and figure.amount:
        return figure.currency, *figure.amount
    before = _SIGN_BEFORE.search(text[max(0, figure.start - 6) : figure.start])
    if before:
        start = max(0, figure.start - 6) + before.start()
        name = (before[3] or before[4]).lower()
        sign = table.currencies.get(name, "")
        if sign == "$" and before[2]:
            sign = "USD" if before[2] == "US" else before[2]
        if sign:
            return sign, start, figure.end
    return _currency_after(figure, text, table)


def _currency_after(figure: Figure, text: str, table: Table) -> tuple[str, int, int]:
    sign = _UNIT_SIGN.match(text, figure.end)
    if sign:
        return table.currencies.get(sign[1], ""), figure.start, sign.end()
    word = _NEXT_WORD.match(text, figure.end)
    if word is None:
        return "", figure.start, figure.end
    low, whose, end = word[2].lower(), "", word.end()
    if low in table.dollar_of:
        whose = table.dollar_of[low]
        word = _NEXT_WORD.match(text, end + (text[end : end + 1] == "."))
        if word is None:
            return "", figure.start, figure.end
        low, end = word[2].lower(), word.end()
    code = table.currencies.get(low) or _by_stem(low, table.currency_stems)
    if code == "$" and whose:
        code = whose
    return code, figure.start, end


def _unit(end: int, text: str, table: Table) -> str:
    sign = _UNIT_SIGN.match(text, end)
    if sign:
        return table.units.get(sign[1].lower().replace(" ", ""), "")
    word = _NEXT_WORD.match(text, end)
    if word is None:
        return ""
    low = word[2].lower()
    if low == "per" and text[word.end() :].lstrip().startswith("cent"):
        return "%"
    if low in table.units:
        return table.units[low]
    return _by_stem(low, table.unit_stems)


def _by_stem(word: str, stems: dict[str, str] | object) -> str:
    assert isinstance(stems, dict)
    for stem, value in stems.items():
        if word.startswith(stem):
            return str(value)
    return ""
