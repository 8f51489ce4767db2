"""Sources that repeat: equal, or equal but for numbers; and a translation with the other's numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


class Renumbering:
    """A translation that is taken to sources which have other numbers.

    ``target`` translates ``source``; ``langs`` are the languages of the sources and of the target.
    """

    def __init__(self, target: str, source: str, langs: tuple[str, str]) -> None:
        self._target, self._langs = target, langs
        self._old = numbers.read(source, langs[0])
        here = numbers.read(target, langs[1])
        self._places = [_sure(figure, self._old, here) for figure in self._old]

    @property
    def possible(self) -> bool:
        """Whether any number has a sure place in the translation."""
        return any(self._places)

    def to(self, other: str) -> str | None:
        """The translation with the numbers of the source ``other``; None where one has no sure place.

        Numbers are compared by value; what is put in is written as the target's language writes it. A number that the
        target says in words, or more often or more seldom than the source, has no sure place.
        """
        new = numbers.read(other, self._langs[0])
        if len(self._old) != len(new):
            return None
        changes: list[tuple[int, int, str]] = []
        for before, after, places in zip(self._old, new, self._places, strict=True):
            if before.key == after.key:
                continue
            said = _said(after, places[0], self._langs[1]) if places else None
            if said is None:
                return None
            changes += [(place.start, place.end, said) for place in places]
        text = self._target
        for start, end, said in sorted(set(changes), reverse=True):
            text = text[:start] + said + text[end:]
        return text


def _sure(figure: Figure, old: Sequence[Figure], here: Sequence[Figure]) -> list[Figure]:
    """Where ``figure``, one of ``old``, stands ``here``; nothing where that is not sure."""
    places = [one for one in here if one.key == figure.key]
    as_often = len(places) == sum(one.key == figure.key for one in old)
    return places if as_often and places[0].written == "digits" else []


def _said(figure: Figure, place: Figure, lang: str) -> str | None:
    """``figure`` as it would stand in ``place``: a plain number there stays a plain number."""
    if place.kind is Kind.NUMBER:
        return numbers.bare(figure, lang) if figure.value is not None else None
    return numbers.say(replace(figure, kind=place.kind), lang)
