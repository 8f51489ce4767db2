"""The index of a large memory: the units most like a text, without comparing each.

Units stand in order of their length, so that a score asked for is a window: a text of length n and one of
length m are alike by at most min(n, m) / max(n, m). Within the window the features in common are counted
(:mod:`i18nflow.memory.band`), and the texts that share most are compared for real, the likeliest first, until none
is left that could be better. The window is widened only as far as the best scores found so far demand.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from i18nflow.memory import band as bands
from i18nflow.memory.band import Band, Places
from i18nflow.memory.letters import UNKNOWN, Letters
from i18nflow.memory.signatures import SHAPES, Bits, signatures

CLOSE = 1000
"""Units that are compared for real in one step at most."""
STEPS = (0.8, 0.65)
"""Scores whose windows are searched one after the other, until the scores found are as high as the step."""
_SMALL = 1 << 18
"""Units that are counted faster than a window is opened in steps."""
_FIRST, _AT_A_TIME = 32, 128
"""Units compared at a time: few at first, because the best is most often among them."""

Real = Callable[[Sequence[int]], Mapping[int, str]]
"""Unit ids -> the texts of those that exist."""


@dataclass(frozen=True, slots=True)
class _Likely:
    """Units by the number of their band and their place there, with the score to be hoped for at most."""

    bands: Places
    places: Places
    hopes: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, chosen: slice | Places) -> _Likely:
        return _Likely(self.bands[chosen], self.places[chosen], self.hopes[chosen])


_NOBODY = _Likely(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))


class Sought:
    """A text that is looked for, with its signatures as they are asked for."""

    def __init__(self, text: str, signed: Sequence[Bits] = ()) -> None:
        self.text = text
        self._signed: dict[int, Bits] = dict(enumerate(signed))

    def signature(self, shape: int) -> Callable[[], Bits]:
        """Its signature of the shape with this number, made when it is called for."""
        return lambda: self._made(shape)

    def _made(self, shape: int) -> Bits:
        if shape not in self._signed:
            self._signed[shape] = signatures([self.text], SHAPES[shape])[0]
        return self._signed[shape]


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
    """The units of a memory in bands by length, their texts in the same letters."""

    letters: Letters
    bands: tuple[Band, ...]

    def __len__(self) -> int:
        return sum(map(len, self.bands))

    @property
    def last(self) -> int:
        """The greatest unit id in the index; units after it are not in it."""
        return max((int(band.ids.max()) for band in self.bands if len(band)), default=0)

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
        for step in self._steps(best.least):
            window = _window(len(text), step)
            for ring in _rings(*window, searched):
                waiting = self._joined(waiting, sought, ring, best.least)
            start, size = 0, _FIRST
            while start < len(waiting) and waiting.hopes[start] >= max(step, best.least):
                texts = self._texts(waiting[start : start + size])
                _compare(text, coded, texts, best, real, gone)
                start, size = start + size, _AT_A_TIME
            waiting, searched = waiting[start:], window
            if best.full and best.least >= step:
                break

    def _steps(self, least: float) -> list[float]:
        """The scores whose windows are searched one after the other; a small memory is searched at once."""
        return [least] if len(self) <= _SMALL else [*(step for step in STEPS if step > least), least]

    def _joined(self, waiting: _Likely, sought: Sought, lengths: tuple[int, int], least: float) -> _Likely:
        """``waiting`` and the units of these lengths most like the text: ``CLOSE``, the likeliest first."""
        found = [
            band.like(sought.signature(number), *lengths, least) for number, band in enumerate(self.bands)
        ]
        numbers = np.repeat(np.arange(len(found)), [len(places) for places, _ in found])
        likely = _Likely(
            np.concatenate([waiting.bands, numbers]),
            np.concatenate([waiting.places, *(places for places, _ in found)]),
            np.concatenate([waiting.hopes, *(hopes for _, hopes in found)]),
        )
        if len(likely) > CLOSE:
            likely = likely[np.argpartition(likely.hopes, len(likely) - CLOSE)[-CLOSE:]]
        return likely[np.argsort(-likely.hopes)]

    def _texts(self, likely: _Likely) -> dict[int, str]:
        """Their coded texts by unit id."""
        texts: dict[int, str] = {}
        for number, band in enumerate(self.bands):
            own = likely.places[likely.bands == number]
            if len(own):
                texts.update(zip(band.ids[own].tolist(), band.texts(own), strict=True))
        return texts


def _compare(
    text: str, coded: str, texts: dict[int, str], best: Best, real: Real, gone: frozenset[int] | set[int]
) -> None:
    """Add to ``best`` what is good enough among coded ``texts``."""
    for unit in gone.intersection(texts) if gone else ():
        del texts[unit]
    doubtful = [unit for unit, other in texts.items() if UNKNOWN in other]
    for unit in doubtful:
        del texts[unit]
    take(coded, texts, best)
    if doubtful:
        take(text, real(doubtful), best)


def take(text: str, texts: Mapping[int, str], best: Best) -> None:
    """Compare ``text`` with each of ``texts`` and add to ``best`` what is good enough."""
    found = process.extract(
        text, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=best.least, limit=None
    )
    for _, score, unit in found:
        if score < best.least:
            break
        best.add(score, unit)


def build(ids: Sequence[int], texts: Sequence[str], letters: Letters | None = None) -> Index:
    """The index of these units; ``letters`` are those of an index that it will be joined to."""
    letters = (letters or Letters()).grown(texts)
    numbers = np.asarray(ids, np.int64)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    made, above = [], -1
    for shape in SHAPES:
        chosen = np.flatnonzero((lengths > above) & (lengths < shape.below))
        own = [texts[place] for place in chosen.tolist()]
        made.append(bands.made(shape, numbers[chosen], own, letters.coded(own)))
        above = shape.below - 1
    return Index(letters, tuple(made))


def joined(indexes: Sequence[Index], alive: NDArray[np.int64] | None = None) -> Index:
    """One index of several, the letters of each beginning with those of the one before; only units ``alive``."""
    columns = zip(*(index.bands for index in indexes), strict=True)
    return Index(
        indexes[-1].letters,
        tuple(bands.joined(shape, own, alive) for shape, own in zip(SHAPES, columns, strict=True)),
    )


def _window(length: int, score: float) -> tuple[int, int]:
    """The lengths that allow ``score``."""
    return math.ceil(length * score), math.floor(length / score) if score else 1 << 15


def _rings(shortest: int, longest: int, searched: tuple[int, int] | None) -> Iterator[tuple[int, int]]:
    """The parts of the window that were not searched yet."""
    parts = (
        [(shortest, longest)]
        if searched is None
        else [(shortest, searched[0] - 1), (searched[1] + 1, longest)]
    )
    return (part for part in parts if part[0] <= part[1])
