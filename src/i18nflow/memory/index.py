"""The index of a large memory: which units are worth comparing with a text.

Units stand in order of their length, so that a score asked for is a window: a text of length n and one of
length m are alike by at most min(n, m) / max(n, m). Within the window the trigrams in common are counted on the
first half of the signatures, the best few thousand on the whole ones, and the best few hundred are compared
for real. The window is widened only as far as the best score found so far demands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from i18nflow.memory.signatures import WORDS, Bits, signatures

FIRST_WORDS = 4
"""Words of the signature that every unit in the window is counted on."""
ROUGH = 4000
"""Units kept by the first count."""
CLOSE = 600
"""Units kept by the whole signature, and compared for real."""
STEPS = (0.8, 0.65, 0.5)
"""Scores whose windows are searched one after the other, until the best score found is as high as the step."""

_BLOCK = 1 << 16
"""Units counted at a time: as many as stay in the processor's cache."""

Scores = Callable[[Sequence[int]], Sequence[tuple[int, float]]]
"""Unit ids -> those that exist, each with its real score."""


@dataclass(frozen=True)
class Index:
    """Parallel arrays in order of length: unit ids, lengths in code points, signature bits set, signatures.

    ``columns`` has ``WORDS`` rows, each with one word of every unit.
    """

    ids: NDArray[np.int64]
    lengths: NDArray[np.uint16]
    counts: NDArray[np.uint16]
    columns: Bits

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def last(self) -> int:
        """The greatest unit id in the index; units after it are not in it."""
        return int(self.ids.max()) if len(self.ids) else 0

    def search(self, text: str, scores: Scores, *, least: float = 0.5) -> list[tuple[int, float]]:
        """Units that resemble ``text``, with their real scores as ``scores`` gives them, in no order.

        The best one is among them as good as always when its score is ``least`` or more.
        """
        found: list[tuple[int, float]] = []
        best = 0.0
        searched: tuple[int, int] | None = None
        query = signatures([text])[0]
        for step in [*(step for step in STEPS if step > least), least]:
            low, high = self._window(len(text), step)
            for ring in _rings(low, high, searched):
                ids = self._close(query, *ring)
                found += scores(ids)
            searched = (low, high)
            best = max((score for _, score in found), default=0.0)
            if best >= step:
                break
        return found

    def _window(self, length: int, score: float) -> tuple[int, int]:
        """The places of the units whose length allows ``score``."""
        shortest, longest = math.ceil(length * score), math.floor(length / score) if score else 1 << 15
        low, high = np.searchsorted(self.lengths, [min(shortest, 65535), min(longest, 65534) + 1])
        return int(low), int(high)

    def _close(self, query: Bits, low: int, high: int) -> list[int]:
        common = self._count(query, low, high)
        places = _highest(common, ROUGH) + low
        if not len(places):
            return []
        whole = np.bitwise_count(self.columns[:, places] & query[:, None]).sum(axis=0, dtype=np.int32)
        larger = np.maximum(self.counts[places].astype(np.int32), int(np.bitwise_count(query).sum()))
        likeness = whole / np.maximum(larger, 1)
        if len(places) > CLOSE:
            places = places[np.argpartition(likeness, len(likeness) - CLOSE)[-CLOSE:]]
        return [int(unit) for unit in self.ids[places]]

    def _count(self, query: Bits, low: int, high: int) -> NDArray[np.uint8]:
        """Trigram bits in common with ``query`` on the first words, for each unit of the window."""
        result = np.zeros(high - low, np.uint8)
        block = np.empty(min(_BLOCK, max(high - low, 1)), np.uint64)
        ones = np.empty(len(block), np.uint8)
        for start in range(low, high, _BLOCK):
            end = min(high, start + _BLOCK)
            size = end - start
            part = result[start - low : end - low]
            for word in range(FIRST_WORDS):
                np.bitwise_and(self.columns[word, start:end], query[word], out=block[:size])
                np.bitwise_count(block[:size], out=ones[:size])
                np.add(part, ones[:size], out=part)
        return result


def build(ids: Sequence[int], texts: Sequence[str]) -> Index:
    """The index of these units."""
    return _ordered(np.asarray(ids, np.int64), _lengths(texts), signatures(texts).T)


def extended(index: Index, ids: Sequence[int], texts: Sequence[str], alive: NDArray[np.int64]) -> Index:
    """The index with further units, and without those that are not among ``alive``."""
    keep = np.isin(index.ids, alive)
    return _ordered(
        np.concatenate([index.ids[keep], np.asarray(ids, np.int64)]),
        np.concatenate([index.lengths[keep], _lengths(texts)]),
        np.concatenate([index.columns[:, keep], signatures(texts).T], axis=1),
    )


def _ordered(ids: NDArray[np.int64], lengths: NDArray[np.uint16], columns: Bits) -> Index:
    order = np.argsort(lengths, kind="stable")
    columns = np.ascontiguousarray(columns[:, order])
    counts = np.zeros(len(ids), np.uint16)
    for word in range(WORDS):
        counts += np.bitwise_count(columns[word])
    return Index(ids[order], lengths[order], counts, columns)


def _lengths(texts: Sequence[str]) -> NDArray[np.uint16]:
    return np.fromiter((min(len(text), 65535) for text in texts), np.uint16, len(texts))


def _rings(low: int, high: int, searched: tuple[int, int] | None) -> Iterator[tuple[int, int]]:
    """The parts of the window that were not searched yet."""
    parts = [(low, high)] if searched is None else [(low, searched[0]), (searched[1], high)]
    return (part for part in parts if part[0] < part[1])


def _highest(common: NDArray[np.uint8], most: int) -> NDArray[np.int64]:
    """The places of about ``most`` of the highest counts: all that reach the count that lets so many through."""
    amounts = np.bincount(common)
    from_top = np.cumsum(amounts[::-1])
    level = max(len(amounts) - 1 - int(np.searchsorted(from_top, min(most, len(common)))), 1)
    places = np.flatnonzero(common >= level)
    if len(places) > 4 * most:  # many units alike, as in a memory of form letters
        chosen = np.argpartition(common[places], len(places) - most)[-most:]
        places = places[chosen]
    return places
