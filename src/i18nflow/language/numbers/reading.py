"""A text's figures: digits and words read, then joined to dates, decades of a century and ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from i18nflow.language.numbers.around import decade, dressed
from i18nflow.language.numbers.digits import date_figure, in_digits
from i18nflow.language.numbers.figures import Figure, Kind, Spans, number_key, time_key
from i18nflow.language.numbers.registry import table
from i18nflow.language.numbers.table import Table
from i18nflow.language.numbers.words import WORD, in_words, roman, soft

_DIGIT = re.compile(r"\d")
_ROMAN_HINT = re.compile(r"\b[IVXLC]+\b")
_BETWEEN_DATE_PARTS = re.compile(
    r"(?:st|nd|rd|th)?\.?[\s\u00a0]*(?:gada|gadā|of|,|g\.|de|del|di)?[\s\u00a0]*(?:the\s)?\Z", re.I
)
# CO₂ and m² are CO2 and m2; one sign for one sign, so offsets stay.
_SMALL_DIGITS = {**{0x2080 + digit: str(digit) for digit in range(10)}, 0xB2: "2", 0xB3: "3"}
_SMALL_DIGIT = re.compile("[\u00b2\u00b3\u2080-\u2089]")
_RANGE = re.compile(r"\.?\s?[–—\-]\s?\Z")


@lru_cache(maxsize=512)
def read(text: str, lang: str) -> tuple[Figure, ...]:
    """The figures of ``text`` in order. ``lang`` is a BCP 47 tag; its variant decides the order of dates."""
    rules = table(lang)
    figures: list[Figure] = []
    if _SMALL_DIGIT.search(text):
        text = text.translate(_SMALL_DIGITS)
    if _DIGIT.search(text):
        figures = [dressed(figure, text, rules) for figure in in_digits(text, rules)]
    if _ROMAN_HINT.search(text):
        figures.extend(_free(roman(text, rules), figures))
    if not rules.known_words.isdisjoint(WORD.findall(text.lower())):
        taken = [(figure.start, figure.end) for figure in figures]
        figures.extend(_free(in_words(text, rules, taken), figures))
    figures.sort(key=lambda figure: figure.start)
    return tuple(_joined(figures, text, rules)) if len(figures) > 1 else tuple(figures)


@lru_cache(maxsize=128)
def read_soft(text: str, lang: str) -> tuple[Figure, ...]:
    """Words of ``text`` that may stand for a number; asked only where a figure lacks its counterpart."""
    return tuple(soft(text, table(lang)))


def _free(found: Iterable[Figure], taken: Sequence[Figure]) -> list[Figure]:
    spans = Spans((figure.start, figure.end) for figure in taken)
    return [figure for figure in found if not spans.meet(figure.start, figure.end)]


def _joined(figures: list[Figure], text: str, rules: Table) -> list[Figure]:
    figures = _hours(_ranges(figures, text, rules), text, rules)
    if any(figure.kind is Kind.MONTH for figure in figures):
        figures = _dates(figures, text)
    if any(figure.kind is Kind.CENTURY for figure in figures):
        figures = _decades(figures, text)
    return figures


def _ranges(figures: list[Figure], text: str, rules: Table) -> list[Figure]:
    """``2–3 miljoni``: the first may share the scale; ``1939–45``: the second may share the century."""
    out = list(figures)
    for at in range(len(out) - 1):
        one, two = out[at], out[at + 1]
        if one.value is None or two.value is None or two.start - one.end > 8:
            continue
        between = text[one.end : two.start]
        if not (rules.range_between or _RANGE).match(between):
            continue
        if two.scale and not one.scale:
            out[at] = replace(one, accepts=one.accepts | {number_key(one.value * 10**two.scale)})
        if _RANGE.match(between) and one.value >= 1000 and two.value < 100 and one.value < 2200:
            whole = one.value - one.value % 100 + two.value
            out[at + 1] = replace(two, accepts=two.accepts | {number_key(whole)})
        if two.kind is Kind.YEAR and not one.unit and 1000 <= one.value <= 2200:
            out[at] = replace(one, kind=Kind.YEAR)
        if (sign := two.currency or two.unit) and not (one.currency or one.unit):
            out[at] = replace(out[at], currency=two.currency, unit=two.unit if sign == two.unit else "")
    return out


def _hours(figures: list[Figure], text: str, rules: Table) -> list[Figure]:
    """``plkst. 9 līdz 17``: the second number of a range of times is a time too."""
    out = list(figures)
    for at in range(len(out) - 1):
        one, two = out[at], out[at + 1]
        hour = int(two.value) if two.value is not None and two.value == int(two.value) else -1
        if (
            one.kind is Kind.TIME
            and two.kind is Kind.NUMBER
            and 0 <= hour <= 24
            and not (two.unit or two.currency or two.scale)
            and (rules.range_between or _RANGE).match(text[one.end : two.start])
        ):
            times = {time_key(hour, 0), *({time_key(hour + 12, 0)} if hour <= 12 else set())}
            out[at + 1] = replace(two, accepts=two.accepts | times)
    return out


def _dates(figures: list[Figure], text: str) -> list[Figure]:
    """Join a month with the day and year that stand directly beside it."""
    out: list[Figure] = []
    skip = -1
    for at, figure in enumerate(figures):
        if at <= skip:
            continue
        if figure.kind is not Kind.MONTH:
            out.append(figure)
            continue
        group = [figure]
        while out and len(group) < 3 and _is_date_part(out[-1], group) and _touch(out[-1], group[0], text):
            group.insert(0, out.pop())
        follow = at + 1
        while (
            follow < len(figures)
            and len(group) < 3
            and _is_date_part(figures[follow], group)
            and _touch(group[-1], figures[follow], text)
        ):
            group.append(figures[follow])
            follow += 1
        skip = follow - 1
        out.append(_date_of(group) if len(group) > 1 else figure)
    return out


def _is_date_part(figure: Figure, group: Sequence[Figure]) -> bool:
    """Whether the figure is a day or a year that the group lacks yet."""
    value = figure.value
    if value is None or figure.written != "digits" or figure.scale or figure.unit or figure.currency:
        return False
    roles = {_role(other) for other in group}
    return _role(figure) not in roles and _role(figure) != ""


def _role(figure: Figure) -> str:
    if figure.kind is Kind.MONTH:
        return "month"
    value = figure.value
    if value is None:
        return ""
    if 1 <= value <= 31:
        return "day"
    return "year" if 1000 <= value <= 2200 else ""


def _touch(one: Figure, two: Figure, text: str) -> bool:
    between = text[one.end : two.start]
    return len(between) <= 10 and bool(_BETWEEN_DATE_PARTS.match(between))


def _date_of(group: Sequence[Figure]) -> Figure:
    roles = {_role(figure): figure for figure in group}
    month = int(roles["month"].key[2:])
    day = int(roles["day"].key[2:]) if "day" in roles else None
    year = int(roles["year"].key[2:]) if "year" in roles else None
    return date_figure(year, month, day, group[0].start, group[-1].end)


def _decades(figures: list[Figure], text: str) -> list[Figure]:
    """``20. gs. 70. gados``: the decade of that century."""
    out: list[Figure] = []
    for figure in figures:
        last = out[-1] if out else None
        if (
            last is not None
            and last.kind is Kind.CENTURY
            and figure.kind is Kind.DECADE
            and figure.key.startswith("short:")
            and not text[last.end : figure.start].strip(" .\u00a0")
        ):
            number = (int(last.key[2:]) - 1) * 100 + int(figure.key[6:])
            whole = decade(replace(figure, start=last.start, weight=last.weight), number)
            out[-1] = replace(whole, parts=(last.key, figure.key))
        else:
            out.append(figure)
    return out
