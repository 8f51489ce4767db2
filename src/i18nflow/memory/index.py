"""The index of a large memory: the units most like a text, without comparing each.

Units stand in order of their length, so that a score asked for is a window: a text of length n and one of
length m are alike by at most min(n, m) / max(n, m). Within the window the features in common are counted
(:mod:`i18nflow.memory.band`), and the texts that share most are compared for real, the likeliest first, until none
is left that could be better. The window is widened only as far as the best scores found so far demand.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from i18nflow.memory import rows
from i18nflow.memory.band import Hopes, like
from i18nflow.memory.letters import LONGEST, UNKNOWN, Letters
from i18nflow.memory.rows import Places, Rows
from i18nflow.memory.signatures import SHAPES, Bits, signature, signatures

CLOSE = 1000
"""Units that are compared for real in one step at most."""
_UNKNOWN = UNKNOWN.encode()
STEPS = (0.8, 0.65)
"""Scores whose windows are searched one after the other, until the scores found are as high as the step."""
FEW_STEPS = (0.72,)
"""The same for a small memory, where a step costs more than it saves."""
_SMALL = 1 << 18
"""Units that are few."""
_FIRST, _AT_A_TIME = 32, 128
"""Units compared at a time: few at first, because the best is most often among them."""

Real = Callable[[Sequence[int]], Mapping[int, str]]
"""Unit ids -> the texts of those that exist."""

_NOBODY: tuple[Places, Hopes] = (np.zeros(0, np.int64), np.zeros(0, np.float32))


class Sought:
    """A text that is looked for, with its signatures as they are asked for."""

    def __init__(self, text: str, signed: Sequence[Bits] = ()) -> None:
        self.text = text
        self._signed: dict[int, Bits] = dict(enumerate(signed))

    def signature(self, number: int) -> Bits:
        """Its signature of the shape with this number."""
        if number not in self._signed:
            self._signed[number] = signature(self.text, SHAPES[number])
        return self._signed[number]


def sought(texts: Sequence[str]) -> list[Sought]:
    """Texts that are looked for, signed all at once."""
    signed = [signatures(texts, shape) for shape in SHAPES]
    return [Sought(text, [rows[place] for rows in signed]) for place, text in enumerate(texts)]


class Best:
    """The ``limit`` best scores so far; ``least`` is what a further one must have."""

    def __init__(self, limit: int, least: float) -> None:
        self._limit = limit
        self._heap: list[tuple[float, int]] = []
        self.least = least

    def add(self, score: float, unit: int) -> None:
        """Take in a score of ``least`` or more."""
        if len(self._heap) < self._limit:
            heapq.heappush(self._heap, (score, unit))
        else:
            heapq.heappushpop(self._heap, (score, unit))
        if len(self._heap) == self._limit:
            self.least = max(self.least, self._heap[0][0])

    @property
    def full(self) -> bool:
        """Whether there are as many as were asked for."""
        return len(self._heap) == self._limit

    def found(self) -> list[tuple[int, float]]:
        """Units with their scores, best first, of equal ones the youngest first."""
        return [(unit, score) for score, unit in sorted(self._heap, reverse=True)]


@dataclass(frozen=True)
class Index:
    """The units of a memory in order of length, their texts in the same letters."""

    letters: Letters
    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def last(self) -> int:
        """The greatest unit id in the index; units after it are not in it."""
        return int(self.rows.ids.max()) if len(self.rows) else 0

    def search(
        self, sought: Sought, best: Best, real: Real, gone: frozenset[int] | set[int] = frozenset()
    ) -> None:
        """Add to ``best`` the units that resemble a text, but for those that are ``gone``.

        ``real`` is asked for the few texts that have letters without a byte.
        """
        text = sought.text
        coded = self.letters.query(text)
        searched: tuple[int, int] | None = None
        waiting = _NOBODY
        steps = FEW_STEPS if len(self) <= _SMALL else STEPS
        for step in (*(step for step in steps if step > best.least), best.least):
            window = self.rows.window(*_lengths(len(text), step))
            found = [waiting, *self._like(sought, _rings(window, searched), best.least)]
            places, hopes = _likeliest(found)
            start, size = 0, _FIRST
            while start < len(places) and hopes[start] >= max(step, best.least):
                chosen = places[start : start + size]
                units = self.rows.ids[chosen].tolist()
                _compare(text, coded, units, self.rows.texts(chosen), best, real, gone)
                start, size = start + size, _AT_A_TIME
            waiting, searched = (places[start:], hopes[start:]), window
            if best.full and best.least >= step:
                break

    def _like(
        self, sought: Sought, windows: Iterable[tuple[int, int]], least: float
    ) -> Iterator[tuple[Places, Hopes]]:
        """The units in ``windows`` most like the text, with the scores to be hoped for."""
        edges = self.rows.edges
        for low, high in windows:
            for number in range(len(SHAPES)):
                part = max(low, edges[number]), min(high, edges[number + 1])
                if part[0] < part[1]:
                    yield from like(self.rows, number, sought.signature(number), part, least)


def _likeliest(found: Sequence[tuple[Places, Hopes]]) -> tuple[Places, Hopes]:
    """``CLOSE`` of the units found, the likeliest first."""
    if len(found) == 1:
        return found[0]
    places = np.concatenate([places for places, _ in found])
    hopes = np.concatenate([hopes for _, hopes in found])
    if len(places) > CLOSE:
        chosen = hopes.argpartition(len(hopes) - CLOSE)[-CLOSE:]
        places, hopes = places[chosen], hopes[chosen]
    order = (-hopes).argsort()
    return places[order], hopes[order]


def _compare(
    text: str,
    coded: str,
    units: list[int],
    texts: list[bytes],
    best: Best,
    real: Real,
    gone: frozenset[int] | set[int],
) -> None:
    """Add to ``best`` what is good enough among ``units`` and their coded ``texts``."""
    if gone and not gone.isdisjoint(units):
        kept = [place for place, unit in enumerate(units) if unit not in gone]
        units, texts = [units[place] for place in kept], [texts[place] for place in kept]
    if _UNKNOWN in b"".join(texts):
        known = real([unit for unit, other in zip(units, texts, strict=True) if _UNKNOWN in other])
        take(text, list(known), list(known.values()), best)
        kept = [place for place, other in enumerate(texts) if _UNKNOWN not in other]
        units, texts = [units[place] for place in kept], [texts[place] for place in kept]
    take(coded, units, texts, best)


def take(text: str, units: Sequence[int], texts: Sequence[str] | Sequence[bytes], best: Best) -> None:
    """Compare ``text`` with each of ``texts`` and add to ``best`` those of ``units`` that are good enough."""
    found = process.extract(
        text, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=best.least, limit=None
    )
    for _, score, place in found:
        if score < best.least:
            break
        best.add(score, units[place])


def build(ids: Sequence[int], texts: Sequence[str], letters: Letters | None = None) -> Index:
    """The index of these units; ``letters`` are those of an index that it will be joined to."""
    letters = (letters or Letters()).grown(texts)
    return Index(letters, rows.made(ids, texts, letters))


def joined(indexes: Sequence[Index], alive: NDArray[np.int64] | None = None) -> Index:
    """One index of several, the letters of each beginning with those of the one before; only units ``alive``."""
    return Index(indexes[-1].letters, rows.joined([index.rows for index in indexes], alive))


def _lengths(length: int, score: float) -> tuple[int, int]:
    """The lengths that allow ``score``."""
    return math.ceil(length * score), math.floor(length / score) if score else LONGEST


def _rings(window: tuple[int, int], searched: tuple[int, int] | None) -> list[tuple[int, int]]:
    """The parts of ``window`` that were not searched yet."""
    if searched is None:
        return [window]
    return [(window[0], searched[0]), (searched[1], window[1])]
