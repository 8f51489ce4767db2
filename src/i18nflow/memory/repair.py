"""Fuzzy repair: a unit's target adapted to a text that differs in numbers or names, where there is only one way.

All or nothing: every figure of the two sources has its counterpart at the same place of the order, every changed
one stands in the target as often as in the unit's source and in a form that the language has, and afterwards the
numbers of text and target agree. What is not certain is left alone; the checks tell of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from i18nflow.language.numbers import Figure, Kind, Weight, compare, read, say
from i18nflow.language.numbers.cldr import locale
from i18nflow.language.numbers.saying import amount, bare, in_word
from i18nflow.model import LanguagePair

_ARTICLE = re.compile(r"(?<!\w)an?\s\Z", re.IGNORECASE)
_GENDERED = re.compile(r"(?<!\w)(?:he|she|him|her|hers|his|himself|herself)(?!\w)", re.IGNORECASE)
_CODES = frozenset({Kind.CODE, Kind.PHONE})


@dataclass(frozen=True, slots=True)
class Named:
    """A name or proper term in a source text, and how it comes out; ``person`` where its gender may matter."""

    start: int
    end: int
    target: str
    person: bool = False


@dataclass(frozen=True, slots=True)
class Repaired:
    """The adapted target, what was changed (``220,231 → 184,500``), and the unit's source with the text's places.

    ``likened`` is the unit's source as if it had been written with the changed numbers and names.
    """

    target: str
    said: tuple[str, ...]
    likened: str


@dataclass(frozen=True, slots=True)
class _Swap:
    """A place in a text and what shall stand there."""

    start: int
    end: int
    text: str


def repair(
    text: str,
    source: str,
    target: str,
    pair: LanguagePair,
    *,
    names: Sequence[Named] = (),
    source_names: Sequence[Named] = (),
) -> Repaired | None:
    """``target`` of a unit with ``source`` adapted to ``text``; None where nothing can or need be changed.

    ``names`` are the known names in ``text``, ``source_names`` those in ``source``.
    """
    numbers = _numbers(text, source, target, pair)
    renamed = _names(text, source, target, names, source_names)
    swaps = sorted((*numbers[0], *renamed[0]), key=lambda swap: swap.start)
    if not swaps or _overlap(swaps):
        return None
    adapted = _swapped(target, swaps)
    if numbers[0] and any(True for _ in compare(text, adapted, pair.source, pair.target)):
        return None
    said = dict.fromkeys(f"{target[swap.start : swap.end]} → {swap.text}" for swap in swaps)
    likened = sorted((*numbers[1], *renamed[1]), key=lambda swap: swap.start)
    return Repaired(adapted, tuple(said), source if _overlap(likened) else _swapped(source, likened))


def _numbers(text: str, source: str, target: str, pair: LanguagePair) -> tuple[list[_Swap], list[_Swap]]:
    """What to change in the target and, to liken it, in the unit's source; nothing where it is not certain."""
    nothing: tuple[list[_Swap], list[_Swap]] = ([], [])
    here, there = _hard(text, pair.source), _hard(source, pair.source)
    if [_sort(figure) for figure in here] != [_sort(figure) for figure in there]:
        return nothing
    changed: dict[str, Figure] = {}
    kept: set[str] = set()
    for new, old in zip(here, there, strict=True):
        if new.key == old.key:
            kept.add(old.key)
        elif changed.setdefault(old.key, new).key != new.key or not _same_number(old, new, pair.target):
            return nothing
    if not changed or kept & changed.keys() or any(compare(source, target, pair.source, pair.target)):
        return nothing
    swaps = []
    figures = read(target, pair.target)
    for key, new in changed.items():
        places = [figure for figure in figures if key == figure.key or key in figure.accepts]
        if len(places) != sum(old.key == key for old in there):
            return nothing
        for place in places:
            written = _written(place, new, text, target, pair.target)
            if written is None:
                return nothing
            swaps.append(_Swap(place.start, place.end, written))
    likened = [
        _Swap(old.start, old.end, text[new.start : new.end])
        for new, old in zip(here, there, strict=True)
        if new.key != old.key
    ]
    return swaps, likened


def _hard(text: str, lang: str) -> list[Figure]:
    return [figure for figure in read(text, lang) if figure.weight is Weight.HARD]


def _sort(figure: Figure) -> tuple[str, ...]:
    """What two figures must share to stand for each other."""
    return (figure.kind, figure.unit, figure.currency, str(figure.scale), figure.written)


def _same_number(old: Figure, new: Figure, lang: str) -> bool:
    """Whether the words around a counted number keep their form: "1 month" becomes no "24 months"."""
    if old.kind is not Kind.NUMBER or old.unit == "%" or old.currency:
        return True
    if old.value is None or new.value is None:
        return False
    plural = locale(lang).plural_form
    return str(plural(old.value)) == str(plural(new.value))


def _written(place: Figure, new: Figure, text: str, target: str, lang: str) -> str | None:
    """The new figure in the form that the old one has in the target; None where that form is not known."""
    old = target[place.start : place.end]
    if place.kind in _CODES:
        return text[new.start : new.end]
    value = replace(place, key=new.key, parts=new.parts, accepts=frozenset())
    for form in (say, amount, bare, in_word, _plain):
        try:
            known, written = form(place, lang), form(value, lang)
        except (ValueError, ArithmeticError):
            continue
        if known is not None and written is not None and known.casefold() == old.casefold():
            written = written[:1].upper() + written[1:] if old[:1].isupper() else written
            return written if _article_fits(target[: place.start], old, written) else None
    return None


def _plain(figure: Figure, lang: str) -> str | None:
    """Digits alone, as a year has them."""
    return None if figure.value is None else f"{figure.value:f}"


def _article_fits(before: str, old: str, new: str) -> bool:
    """Whether an indefinite article before the number stays right: "an 8%", "a 9%"."""
    return not _ARTICLE.search(before) or _with_an(old) == _with_an(new)


def _with_an(number: str) -> bool:
    return bool(re.match(r"8|1[18](?!\d)|[aeiou]", number, re.IGNORECASE))


def _names(
    text: str, source: str, target: str, names: Sequence[Named], source_names: Sequence[Named]
) -> tuple[list[_Swap], list[_Swap]]:
    nothing: tuple[list[_Swap], list[_Swap]] = ([], [])
    if len(names) != len(source_names):
        return nothing
    pairs = [(new, old) for new, old in zip(names, source_names, strict=True) if new.target != old.target]
    changed: dict[str, Named] = {}
    for new, old in pairs:
        if changed.setdefault(old.target, new).target != new.target or new.person is not old.person:
            return nothing
    kept = Counter(
        old.target for new, old in zip(names, source_names, strict=True) if new.target == old.target
    )
    if kept.keys() & changed.keys():
        return nothing
    if any(new.person for new in changed.values()) and _GENDERED.search(target):
        return nothing
    swaps = []
    for rendering, new in changed.items():
        places = list(re.finditer(rf"(?<!\w){re.escape(rendering)}(?!\w)", target))
        if len(places) != sum(old.target == rendering for _, old in pairs):
            return nothing
        swaps += [_Swap(place.start(), place.end(), new.target) for place in places]
    likened = [_Swap(old.start, old.end, text[new.start : new.end]) for new, old in pairs]
    return swaps, likened


def _overlap(swaps: Sequence[_Swap]) -> bool:
    return any(two.start < one.end for one, two in pairwise(swaps))


def _swapped(text: str, swaps: Iterable[_Swap]) -> str:
    for swap in reversed(list(swaps)):
        text = text[: swap.start] + swap.text + text[swap.end :]
    return text
