"""Beads of sentences, by length and anchors, over all ways to cut two texts (Gale and Church 1993).

The length of a translation follows that of its source; the anchors (:mod:`i18nflow.memory.alignment.anchors`) say
more. The best path is the one whose beads are likeliest together; how sure a bead is follows from all other paths
(forward and backward sums), so that a bead beside a gap is less sure than one in the middle of even text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from i18nflow.memory.alignment.anchors import Anchors

MOVES: dict[tuple[int, int], float] = {
    (1, 1): 0.80, (1, 0): 0.05, (0, 1): 0.05, (2, 1): 0.055, (1, 2): 0.055, (2, 2): 0.01,
    (3, 1): 0.01, (1, 3): 0.01,
}  # fmt: skip
"""How many sentences of either text make a bead, and how often that happens in published translations."""

_VARIANCE = 6.8
"""Of the length of a translation, per character of the source (Gale and Church 1993, 3.2)."""
_ANCHOR = 3.5
"""What a bead gains whose anchors are all shared."""
_USUAL = 0.25
"""Anchors shared by sentences that translate each other, at the least."""
_ENOUGH = 6.0
"""Worth of anchors from which they count in full: two or three rare ones."""
_LONE = 1.0
"""What a bead loses for each figure that its other side does not have."""
_BAND = 60
"""How far from the straight way a path may go, in sentences, besides a quarter of the text's length."""
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that translate each other: the places of the source's and of the target's, end exclusive.

    ``confidence`` is the share of all ways to align the texts, each counted by how likely it is, that have this bead.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    confidence: float


def align(source: Sequence[str], target: Sequence[str], anchors: Anchors) -> list[Bead]:
    """The beads of two texts in order; every sentence is in exactly one."""
    table = _Table(source, target, anchors)
    forward, moves = table.forward()
    backward = table.backward()
    whole = forward[len(source)][len(target)]
    beads: list[Bead] = []
    i, j = len(source), len(target)
    while i or j:
        di, dj = moves[i, j]
        sure = forward[i - di][j - dj] + table.score(i - di, j - dj, di, dj) + backward[i][j] - whole
        beads.append(Bead((i - di, i), (j - dj, j), round(min(math.exp(min(sure, 0.0)), 1.0), 4)))
        i, j = i - di, j - dj
    return beads[::-1]


class _Table:
    """The sums over all paths through two texts, near the straight way."""

    def __init__(self, source: Sequence[str], target: Sequence[str], anchors: Anchors) -> None:
        self._rows, self._columns = len(source), len(target)
        self._anchors = anchors
        self._ours, self._theirs = _sums(source), _sums(target)
        self._ratio = (self._theirs[-1] + 1) / (self._ours[-1] + 1)
        self._known: dict[tuple[int, int, int, int], float] = {}

    def forward(self) -> tuple[list[list[float]], dict[tuple[int, int], tuple[int, int]]]:
        """For each place the sum of the ways to it; and the last move of the best of them."""
        total = self._empty()
        best = self._empty()
        moves: dict[tuple[int, int], tuple[int, int]] = {}
        total[0][0] = best[0][0] = 0.0
        for i, j in self._places():
            ways = []
            for di, dj in MOVES:
                if i >= di and j >= dj and (before := total[i - di][j - dj]) > _NEVER:
                    score = self.score(i - di, j - dj, di, dj)
                    ways.append(before + score)
                    if best[i - di][j - dj] + score > best[i][j]:
                        best[i][j] = best[i - di][j - dj] + score
                        moves[i, j] = (di, dj)
            if ways:
                total[i][j] = _sum(ways)
        return total, moves

    def backward(self) -> list[list[float]]:
        """For each place the sum of the ways from it to the end."""
        total = self._empty()
        total[self._rows][self._columns] = 0.0
        for i, j in reversed([(0, 0), *self._places()]):
            ways = [
                total[i + di][j + dj] + self.score(i, j, di, dj)
                for di, dj in MOVES
                if i + di <= self._rows and j + dj <= self._columns and total[i + di][j + dj] > _NEVER
            ]
            if ways:
                total[i][j] = _sum(ways)
        return total

    def score(self, i: int, j: int, di: int, dj: int) -> float:
        """How likely it is (a logarithm) that these sentences translate each other."""
        key = (i, j, di, dj)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._scored(*key)
        return known

    def _scored(self, i: int, j: int, di: int, dj: int) -> float:
        prior = math.log(MOVES[di, dj])
        if not di or not dj:
            return prior
        ours, theirs = self._ours[i + di] - self._ours[i], self._theirs[j + dj] - self._theirs[j]
        like = self._anchors.likeness(slice(i, i + di), slice(j, j + dj))
        shared = _ANCHOR * (like.share - _USUAL) * min(like.worth / _ENOUGH, 1.0) * (di + dj) / 2
        return prior + _length(ours * self._ratio, theirs) + shared - _LONE * like.lone + 1

    def _places(self) -> Iterator[tuple[int, int]]:
        """The places near the straight way, row by row, but the first."""
        width = _BAND + max(self._rows, self._columns) // 4
        for i in range(self._rows + 1):
            middle = i * self._columns // self._rows if self._rows else 0
            for j in range(max(0, middle - width), min(self._columns, middle + width) + 1):
                if i or j:
                    yield i, j

    def _empty(self) -> list[list[float]]:
        return [[_NEVER] * (self._columns + 1) for _ in range(self._rows + 1)]


def _sums(texts: Sequence[str]) -> list[int]:
    sums = [0]
    for text in texts:
        sums.append(sums[-1] + len(text))
    return sums


def _length(expected: float, found: float) -> float:
    """The logarithm of how likely a text of this length is where ``expected`` characters were."""
    mean = (expected + found) / 2 or 1.0
    off = abs(found - expected) / math.sqrt(mean * _VARIANCE)
    return math.log(max(math.erfc(off / math.sqrt(2)), 1e-12))


def _sum(ways: Sequence[float]) -> float:
    """The logarithm of the sum of what ``ways`` are logarithms of."""
    highest = max(ways)
    return highest + math.log(sum(math.exp(way - highest) for way in ways))
