"""Figures written in words: "divdesmit pieci", "half a million", "jūnijā", "the seventies", "XX"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from i18nflow.language.numbers.around import century, decade, measured, multiplied, scaled
from i18nflow.language.numbers.figures import Figure, Kind, Spans, Weight, number_key
from i18nflow.language.numbers.table import Table

WORD = re.compile(r"[^\W\d_]+")
_ROMAN_SHAPE = re.compile(r"(?<![\w.])(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})(?!\w)")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_GLUE = re.compile(r"[\s\u00a0\-‑]+\Z")
_HUNDRED = 100
_MEASURES = frozenset(
    {"km", "m", "cm", "mm", "mile", "foot", "inch", "kg", "g", "t", "l", "ha", "°", "%", "pound", "MW", "kWh"}
)


class _Word(NamedTuple):
    low: str
    start: int
    end: int
    capital: bool


def in_words(text: str, table: Table, taken: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """Numbers, months, weekdays and decades in words, outside the spans already ``taken``."""
    words = [
        _Word(found.group().lower(), found.start(), found.end(), found.group()[0].isupper())
        for found in WORD.finditer(text)
    ]
    if taken:
        spans = Spans(taken)
        words = [word for word in words if not spans.meet(word.start, word.end)]
    at = 0
    while at < len(words):
        if words[at].low not in table.starters:
            at += 1
            continue
        figure, used = _number(words, at, text, table)
        if figure is None:
            figure, used = _calendar_word(words, at, text, table), 1
        if figure is not None:
            yield figure
        at += used


def roman(text: str, table: Table) -> Iterator[Figure]:
    """Roman numbers: hard where a century or quarter follows, else firm (II) or soft (I, V)."""
    for found in _ROMAN_SHAPE.finditer(text):
        letters = found.group()
        value = _roman_value(letters)
        start, end = found.span()
        figure = Figure(Kind.ORDINAL, f"n:{value}", start, end, weight=Weight.FIRM, written="roman")
        if table.century_after and (after := table.century_after.match(text, end)):
            yield century(Figure(Kind.CENTURY, "", start, after.end(), written="roman"), value)
        elif table.quarter_after and value <= 4 and (after := table.quarter_after.match(text, end)):
            yield Figure(Kind.QUARTER, f"n:{value}", start, after.end(), written="roman")
        elif len(letters) == 1 or set(letters) & {"L", "C"}:
            yield Figure(Kind.ORDINAL, f"n:{value}", start, end, weight=Weight.SOFT, written="roman")
        else:
            yield figure


def soft(text: str, table: Table) -> Iterator[Figure]:
    """Words that may stand for a number, each with all values it may stand for."""
    for found in WORD.finditer(text):
        low = found.group().lower()
        keys = table.soft.get(low)
        if keys is None:
            stem = table.stems.match(low)
            keys = table.soft_stems[stem.group()] if stem else ()
        if keys:
            yield Figure(
                Kind.NUMBER, keys[0], found.start(), found.end(), frozenset(keys[1:]), weight=Weight.SOFT, written="words"
            )  # fmt: skip


def _number(words: Sequence[_Word], at: int, text: str, table: Table) -> tuple[Figure | None, int]:
    """The longest number in words that starts at ``at``, and how many words it takes."""
    first = words[at]
    if table.half_of and first.low == "half" and (half := table.half_of.match(text, first.start)):
        power = table.scales[half[1].lower()]
        figure = Figure(
            Kind.NUMBER, number_key(Decimal(10) ** power / 2), first.start, half.end(), weight=Weight.FIRM, written="words"
        )  # fmt: skip
        return measured(figure, text, table), sum(word.start < half.end() for word in words[at:])
    if first.low in table.articles and table.and_a_half and table.and_a_half.match(text, first.end):
        one = Figure(Kind.NUMBER, "n:1", first.start, first.end, weight=Weight.FIRM, written="words")
        figure = measured(scaled(one, text, table), text, table)
        return figure, sum(word.start < figure.end for word in words[at:])
    if first.low not in table.number_words and first.low not in table.articles:
        return None, 1
    value, used, ordinal = _compose(words, at, text, table)
    if not used:
        return None, 1
    last = words[at + used - 1]
    weight = Weight.SOFT if value in (0, 1) or (ordinal and value <= 2) else Weight.FIRM
    kind = Kind.ORDINAL if ordinal else Kind.NUMBER
    power = table.scales.get(last.low, 0)
    scale = power if power > 2 else 0
    figure = Figure(
        kind, number_key(value), first.start, last.end, weight=weight, written="words", scale=scale
    )
    if ordinal and 3 <= value <= 10:
        figure = replace(figure, accepts=frozenset({number_key(round(1 / value, 4))}))  # "a third of it"
    if not ordinal:
        figure = measured(scaled(figure, text, table) if table.and_a_half else figure, text, table)
        figure = multiplied(figure, text, table)
        if figure.unit in _MEASURES and weight is Weight.FIRM:
            figure = replace(
                figure, weight=Weight.HARD
            )  # "seven miles" is a measurement, not a manner of speaking
    elif table.century_after and (after := table.century_after.match(text, last.end)):
        figure = century(figure, int(value))
    elif table.quarter_after and value <= 4 and (after := table.quarter_after.match(text, last.end)):
        figure = Figure(
            Kind.QUARTER, figure.key, first.start, after.end(), weight=Weight.FIRM, written="words"
        )
    return figure, max(used, sum(word.start < figure.end for word in words[at:]))


def _compose(words: Sequence[_Word], at: int, text: str, table: Table) -> tuple[Decimal, int, bool]:
    """(value, words used, is ordinal) of the number that starts at ``at``; nothing used where there is none.

    The grammar is that of both languages: tens and units add up, hundred multiplies what stands before it,
    thousand and more close a group.
    """
    total, group, low_limit = Decimal(0), Decimal(0), Decimal(1000)
    used, said, last_power = 0, False, 99
    position = at
    while position < len(words):
        word = words[position]
        if position > at and not _GLUE.match(text[words[position - 1].end : word.start]):
            break
        if word.low in table.joiners:
            if (
                not said
                or position + 1 >= len(words)
                or not (group >= _HUNDRED or total)
                or not _small(words[position + 1], table)
            ):
                break
            position += 1
            continue
        if word.low in table.articles and position == at:
            following = words[position + 1] if position + 1 < len(words) else None
            if (
                following is None
                or table.scales.get(following.low) is None
                or following.low in {"k", "m", "bn", "mn", "tn"}
            ):
                break
            group, said = Decimal(1), True
        elif (value := table.cardinals.get(word.low)) is not None:
            if said and not (value < low_limit and (group == 0 or value < _trailing(group))):
                break
            group, said = group + value, True
        elif (ordinal := table.ordinals.get(word.low)) is not None:
            if said and not (ordinal < _trailing(group) or group == 0):
                break
            if said or ordinal > 0:
                return total + group + ordinal, position - at + 1, True
        elif (whole := table.whole.get(word.low)) is not None:
            if said:
                break
            group, said = whole, True
        elif (power := table.scales.get(word.low)) is not None:
            if not said and word.low in table.vague:
                break
            if power > 2 and power >= last_power:
                break
            if power == 2:
                group = max(group, Decimal(1)) * _HUNDRED if not group or group < _HUNDRED else group
            else:
                total, group = total + max(group, Decimal(1)) * Decimal(10) ** power, Decimal(0)
                low_limit, last_power = Decimal(10) ** power, power
            said = True
        else:
            break
        position += 1
        used = position - at
    return total + group, used, False


def _small(word: _Word, table: Table) -> bool:
    return word.low in table.cardinals or word.low in table.ordinals


def _trailing(group: Decimal) -> int:
    """What may be added to a group: units after tens, anything below a hundred after hundreds."""
    if group == 0:
        return 1000
    if group % 100 == 0:
        return 100
    return 10 if group % 10 == 0 and group % 100 != 10 else 0


def _calendar_word(words: Sequence[_Word], at: int, text: str, table: Table) -> Figure | None:
    word = words[at]
    if word.low in table.months:
        return _month(words, at, text, table)
    if word.low in table.month_abbreviations:
        return _short_month(word, text, table)
    if word.low in table.weekdays:
        key = f"w:{table.weekdays[word.low]}"
        return Figure(Kind.WEEKDAY, key, word.start, word.end, weight=Weight.FIRM, written="words")
    if word.low in table.decades:
        figure = Figure(Kind.DECADE, "", word.start, word.end, weight=Weight.FIRM, written="words")
        return decade(figure, table.decades[word.low])
    return None


def _short_month(word: _Word, text: str, table: Table) -> Figure | None:
    """``Nov.`` beside a day or year is a month; alone it may be a name, and in small letters it is none."""
    beside = _beside_digits(word, text)
    dotted = text[word.end : word.end + 1] == "."
    small = table.lang in _SMALL_MONTHS
    # "aug." is a month in Latvian, "Aug 2" says that something grows.
    if (small and (not dotted or not beside or word.capital)) or (not beside and not word.capital):
        return None
    weight = Weight.HARD if beside else Weight.SOFT
    key = f"m:{table.month_abbreviations[word.low]}"
    return Figure(Kind.MONTH, key, word.start, word.end + dotted, weight=weight, written="words")


def _month(words: Sequence[_Word], at: int, text: str, table: Table) -> Figure:
    """A month; soft where the word may be a name or a verb (Maija, May, march)."""
    word = words[at]
    month_is_capital = table.lang not in _SMALL_MONTHS
    if month_is_capital:
        doubtful = not word.capital or word.low in table.unsure_months
        before = words[at - 1].low if at else ""
        sure = word.capital and (_beside_digits(word, text) or before in table.before_month)
    else:
        doubtful = word.capital
        sure = _beside_digits(word, text)
    weight = Weight.SOFT if doubtful and not sure else Weight.HARD
    return Figure(
        Kind.MONTH, f"m:{table.months[word.low]}", word.start, word.end, weight=weight, written="words"
    )


# CLDR: languages whose month names are written small.
_SMALL_MONTHS = frozenset(
    {"lv", "lt", "et", "fi", "sv", "da", "nb", "nl", "fr", "es", "it", "pt", "pl", "cs", "sk", "ru", "uk"}
)


def _beside_digits(word: _Word, text: str) -> bool:
    before = text[max(0, word.start - 6) : word.start].rstrip(" .\u00a0–-tshndr")
    after = text[word.end : word.end + 3].lstrip(" .,\u00a0")
    return before[-1:].isdigit() or after[:1].isdigit()


def _roman_value(letters: str) -> int:
    total = 0
    for letter, following in zip(letters, [*letters[1:], ""], strict=True):
        value = _ROMAN_DIGITS[letter]
        total += -value if following and _ROMAN_DIGITS[following] > value else value
    return total
