"""Sources that repeat: equal, or equal but for numbers; and a translation with the other's numbers."""

from __future__ import annotations

import re
from dataclasses import replace

from i18nflow.language import numbers
from i18nflow.language.numbers import Figure, Kind

# A number with its separators; inline codes are none.
_NUMBER = re.compile(r"</?\d+/?>|\d+(?:[.,:\u00a0\u202f ]\d+)*")


def shape(text: str) -> str:
    """``text`` with every number replaced by ``#``: what two nearly repeated sources share."""
    return _NUMBER.sub(lambda found: found.group() if found.group()[0] == "<" else "#", text)


def is_repeat(one: str, other: str) -> bool:
    """Whether two sources are equal but for their numbers, and do have other numbers."""
    return one != other and shape(one) == shape(other)


def with_numbers(target: str, source: str, other: str, langs: tuple[str, str]) -> str | None:
    """``target``, which translates ``source``, with the numbers of ``other``; None where one has no sure place.

    ``langs`` are the languages of the sources and of the target. Numbers are compared by value; what is put in is
    written as the target's language writes it. A number that the target says in words, or more often or more
    seldom than the source, has no sure place.
    """
    old, new = numbers.read(source, langs[0]), numbers.read(other, langs[0])
    if len(old) != len(new):
        return None
    here = list(numbers.read(target, langs[1]))
    changes: list[tuple[int, int, str]] = []
    for before, after in zip(old, new, strict=True):
        places = [one for one in here if one.key == before.key]
        if before.key == after.key:
            continue
        if len(places) != sum(one.key == before.key for one in old) or places[0].written != "digits":
            return None
        said = _said(after, places[0], langs[1])
        if said is None:
            return None
        changes += [(place.start, place.end, said) for place in places]
    for start, end, said in sorted(set(changes), reverse=True):
        target = target[:start] + said + target[end:]
    return target


def _said(figure: Figure, place: Figure, lang: str) -> str | None:
    """``figure`` as it would stand in ``place``: a plain number there stays a plain number."""
    if place.kind is Kind.NUMBER:
        return numbers.bare(figure, lang) if figure.value is not None else None
    return numbers.say(replace(figure, kind=place.kind), lang)
