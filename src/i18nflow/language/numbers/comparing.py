"""What two texts say differently in figures: multisets of values compared, then units and currencies.

First whole figures meet (a date with a date), then the readings that a writing leaves open (14.30 as a time),
then their parts (a day, a month, a year). What remains is looked for among the words that may stand for a number
("both", "a decade"). Only what nothing explains is a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from i18nflow.language.numbers.figures import Figure, Kind, Spans, Weight
from i18nflow.language.numbers.reading import read, read_soft

_GENERIC = {
    "$": frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "SGD"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "¥": frozenset({"JPY", "CNY"}),
}
_MOST_OPEN = 400
"""A text with more open figures than this is no sentence: they are listed without looking for counterparts."""
_MAY_BE_SAID_ONCE = frozenset({Kind.YEAR, Kind.MONTH, Kind.WEEKDAY})


class Sort(StrEnum):
    """How a figure differs."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    CURRENCY = "currency"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Difference:
    """``wanted`` of the source against ``found`` of the target; one of them is None if missing or extra.

    ``part`` is the key that differs, where only a part of the figure does (the month of a date).
    """

    sort: Sort
    wanted: Figure | None
    found: Figure | None
    part: str = ""


@dataclass(slots=True)
class _Open:
    """A figure that has not met its counterpart, and the parts it still lacks."""

    figure: Figure
    parts: list[str]


def compare(source: str, target: str, source_lang: str, target_lang: str) -> list[Difference]:
    """The differences between the figures of two texts, in source order, extra ones last."""
    ours, theirs = read(source, source_lang), read(target, target_lang)
    if not ours and not theirs:
        return []
    mine, yours = _demanding(ours), _demanding(theirs)
    pairs, left, right = _met(mine, yours)
    differences = [found for one, two in pairs for found in _measure(one, two, ours, theirs)]
    if left or right:
        _said_once(left, ours, theirs)
        _said_once(right, theirs, ours)
    if len(left) + len(right) > _MOST_OPEN:
        differences.extend(_unexplained(left, right))
    elif _worth_explaining(left, right):
        here, there = _spare_words(_soft(source, source_lang, ours), _soft(target, target_lang, theirs))
        _explain(left, there, theirs)
        _explain(right, here, ours)
        differences.extend(_unexplained(left, right))
    return differences


def _demanding(figures: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.weight is not Weight.SOFT]


def _worth_explaining(left: Sequence[_Open], right: Sequence[_Open]) -> bool:
    """Whether anything could be a difference: digits, or number words open on both sides."""
    return bool(left and right) or any(each.figure.weight is Weight.HARD for each in (*left, *right))


def _soft(text: str, lang: str, figures: Sequence[Figure]) -> list[Figure]:
    """The words that may stand for a number and are no figure of their own already."""
    own = [figure for figure in figures if figure.weight is Weight.SOFT]
    spans = Spans((figure.start, figure.end) for figure in figures if figure.written != "digits")
    return own + [figure for figure in read_soft(text, lang) if not spans.meet(figure.start, figure.end)]


def _spare_words(ours: list[Figure], theirs: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """The words of each side that do not simply render one of the other: "otrā" is spoken for by "second"."""
    here, there = list(ours), list(theirs)
    for one in ours:
        two = next((two for two in there if two.key == one.key), None)
        if two is not None:
            here.remove(one)
            there.remove(two)
    return here, there


def _met(
    ours: Sequence[Figure], theirs: Sequence[Figure]
) -> tuple[list[tuple[Figure, Figure]], list[_Open], list[_Open]]:
    """The pairs of figures that say the same, and what is open on either side."""
    left, right = list(ours), list(theirs)
    pairs: list[tuple[Figure, Figure]] = []
    for value in (_value_and_measure, _value):
        left, right = _meet(left, right, value, pairs)
        if not left and not right:
            return pairs, [], []
    if len(left) + len(right) <= _MOST_OPEN:
        _accept(left, right, pairs)
    mine, yours = [_open(figure) for figure in left], [_open(figure) for figure in right]
    if len(mine) + len(yours) <= _MOST_OPEN:
        _cancel_parts(mine, yours)
    return pairs, [each for each in mine if each.parts], [each for each in yours if each.parts]


def _meet(
    left: Sequence[Figure],
    right: Sequence[Figure],
    value: Callable[[Figure], tuple[str, ...]],
    pairs: list[tuple[Figure, Figure]],
) -> tuple[list[Figure], list[Figure]]:
    """Pair the figures of equal ``value``; what is left on each side, in order."""
    waiting: dict[tuple[str, ...], list[Figure]] = {}
    for two in reversed(right):
        waiting.setdefault(value(two), []).append(two)
    lonely: list[Figure] = []
    met: set[int] = set()
    for one in left:
        same = waiting.get(value(one))
        if same:
            two = same.pop()
            met.add(id(two))
            pairs.append((one, two))
        else:
            lonely.append(one)
    return lonely, [two for two in right if id(two) not in met]


def _value_and_measure(figure: Figure) -> tuple[str, ...]:
    return figure.key, figure.unit, figure.currency


def _value(figure: Figure) -> tuple[str, ...]:
    return (figure.key,)


def _accept(left: list[Figure], right: list[Figure], pairs: list[tuple[Figure, Figure]]) -> None:
    for one in list(left):
        for two in right:
            if _acceptable(one, two):
                pairs.append((one, two))
                left.remove(one)
                right.remove(two)
                break


def _acceptable(one: Figure, two: Figure) -> bool:
    if one.kind is Kind.PHONE or two.kind is Kind.PHONE:
        return _same_phone(one, two)
    return one.key in two.accepts or two.key in one.accepts


def _same_phone(one: Figure, two: Figure) -> bool:
    """A phone number with its country's code, or without."""
    mine, yours = one.key[2:], two.key[2:]
    return mine.endswith(yours) or yours.endswith(mine)


def _open(figure: Figure) -> _Open:
    return _Open(figure, list(figure.parts or (figure.key,)))


def _cancel_parts(left: Sequence[_Open], right: Sequence[_Open]) -> None:
    """Take equal parts off both sides; figures of one kind meet first, so that a changed date stays one date."""
    for same_kind in (True, False):
        for one in left:
            for part in list(one.parts):
                two = next(
                    (
                        two
                        for two in right
                        if part in two.parts and (not same_kind or two.figure.kind is one.figure.kind)
                    ),
                    None,
                )
                if two is not None:
                    one.parts.remove(part)
                    two.parts.remove(part)


def _said_once(opened: list[_Open], own: Sequence[Figure], others: Sequence[Figure]) -> None:
    """A year, month or code that a text repeats may be said once: "in January and March 2020"."""
    counts = Counter(key for figure in own for key in (figure.key, *figure.parts))
    theirs = {key for figure in others for key in (figure.key, *figure.parts)}
    for each in opened:
        for part in list(each.parts):
            if _repeatable(each.figure, part) and counts[part] > 1 and part in theirs:
                each.parts.remove(part)
        if each.figure.kind is Kind.CODE and counts[each.figure.key] > 1 and each.figure.key in theirs:
            each.parts.clear()
    opened[:] = [each for each in opened if each.parts]


def _repeatable(figure: Figure, part: str) -> bool:
    calendar = figure.kind in _MAY_BE_SAID_ONCE or (figure.kind is Kind.DATE and not _is_day(part))
    return calendar or _is_year(part)


def _is_year(part: str) -> bool:
    return part.startswith("n:") and part[2:].isdigit() and 1000 <= int(part[2:]) <= 2200


def _is_day(part: str) -> bool:
    return part.startswith("n:") and not _is_year(part)


def _explain(opened: list[_Open], spoken: list[Figure], figures: Sequence[Figure]) -> None:
    """Take off what a word of the other text may stand for: "both" for 2, "a decade" for 10."""
    for each in opened:
        for part in list(each.parts):
            word = next((figure for figure in spoken if part == figure.key or part in figure.accepts), None)
            if word is not None:
                spoken.remove(word)
                each.parts.remove(part)
        if each.figure.kind is Kind.CENTURY and _has_decade_of(each.figure, figures):
            each.parts.clear()
    opened[:] = [each for each in opened if each.parts]


def _has_decade_of(century: Figure, figures: Iterable[Figure]) -> bool:
    """Whether the century is told by a decade: "20. gs. 60. gadi" is as much as "the 1960s"."""
    start = (int(century.key[2:]) - 1) * 100
    return any(
        other.key.startswith("dec:") and start <= int(other.key[4:]) < start + 100 for other in figures
    )


def _unexplained(left: Sequence[_Open], right: Sequence[_Open]) -> list[Difference]:
    """Differences of what is open: a changed figure where both sides have one that resembles the other."""
    mine, yours = list(left), list(right)
    found: list[Difference] = []
    for one in list(mine) if len(mine) + len(yours) <= _MOST_OPEN else ():
        two = _counterpart(one, yours)
        if two is not None:
            mine.remove(one)
            yours.remove(two)
            found.append(
                Difference(Sort.CHANGED, one.figure, two.figure, one.parts[0] if one.figure.parts else "")
            )
    found.extend(
        Difference(Sort.MISSING, one.figure, None, _part(one))
        for one in mine
        if one.figure.weight is Weight.HARD
    )
    found.extend(
        Difference(Sort.EXTRA, None, two.figure, _part(two))
        for two in yours
        if two.figure.weight is Weight.HARD
    )
    return found


def _part(each: _Open) -> str:
    return each.parts[0] if len(each.parts) < len(each.figure.parts) else ""


def _counterpart(one: _Open, candidates: Sequence[_Open]) -> _Open | None:
    """The open figure of the other side that most likely stands for this one."""
    ranked = sorted(candidates, key=lambda two: -_resemblance(one.figure, two.figure))
    return ranked[0] if ranked and _resemblance(one.figure, ranked[0].figure) > 0 else None


def _resemblance(one: Figure, two: Figure) -> int:
    calendar = {Kind.DATE, Kind.MONTH, Kind.YEAR, Kind.DECADE, Kind.TIME, Kind.CENTURY}
    score = 1
    if one.kind is two.kind:
        score += 4
    elif one.kind in calendar and two.kind in calendar:
        score += 2
    elif (
        (Kind.CODE in (one.kind, two.kind) and Kind.NUMBER not in (one.kind, two.kind))
        or Kind.MONTH in (one.kind, two.kind)
        or Kind.WEEKDAY in (one.kind, two.kind)
    ):
        return 0
    if one.unit == two.unit and one.unit:
        score += 2
    if one.currency and _same_money(one.currency, two.currency):
        score += 2
    if one.written != two.written:
        score -= 1
    return score


def _measure(one: Figure, two: Figure, ours: Sequence[Figure], theirs: Sequence[Figure]) -> list[Difference]:
    """Currency or unit that differs although the value is the same."""
    if one.currency or two.currency:
        return _money(one, two, ours, theirs)
    if one.unit and two.unit and one.unit != two.unit:
        # Only where the unit stands elsewhere in the other text: the numbers have changed places.
        swapped = any(other.unit == one.unit for other in theirs) and any(
            other.unit == two.unit for other in ours
        )
        if swapped or "%" in (one.unit, two.unit):
            return [Difference(Sort.UNIT, one, two)]
    return []


def _money(one: Figure, two: Figure, ours: Sequence[Figure], theirs: Sequence[Figure]) -> list[Difference]:
    if _same_money(one.currency, two.currency):
        return []
    if one.currency and two.currency:
        return [Difference(Sort.CURRENCY, one, two)]
    # "EUR 10 to 20": one sign serves several amounts; a unit read as money ("pounds") is no other currency.
    lone, others = (one, theirs) if one.currency else (two, ours)
    if one.unit or two.unit or any(_same_money(lone.currency, other.currency) for other in others):
        return []
    return [Difference(Sort.CURRENCY, one, two)]


def _same_money(one: str, two: str) -> bool:
    if one == two:
        return True
    return two in _GENERIC.get(one, ()) or one in _GENERIC.get(two, ())
