"""A band of the index: units whose texts have about the same length, signed in the same way, counted in bulk."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from i18nflow.memory.rows import Places, Rows
from i18nflow.memory.signatures import SHAPES, Bits, Counts

Hopes = NDArray[np.float32]

_BLOCK = 1 << 15
"""Units counted at a time: as many as stay in the processor's cache."""
_SAMPLE = 16
"""Of so many units one is looked at to see where the best begin."""
_KEPT = 0.008
"""About the share of a block that is kept where more reach the least likeness."""
_FEWEST = 2048
"""However small the block is, about so many are kept."""
_HALF = 3
"""Words whose bits fit into a byte when counted."""


def like(
    rows: Rows, number: int, query: Bits, window: tuple[int, int], least: float
) -> Iterator[tuple[Places, Hopes]]:
    """The units in ``window`` of the ``number``-th shape most like a text, and the score to be hoped for at most.

    ``query`` is the text's signature in this shape. About one unit in a hundred is given, and none with less hope
    than ``least``.
    """
    shape, first = SHAPES[number], rows.edges[number]
    own = max(int.from_bytes(query.tobytes()).bit_count(), 1)
    for start, common in _common(rows.columns[number], query, window[0] - first, window[1] - first):
        counts = rows.counts[first + start : first + start + len(common)]
        # Of a sample: texts of one length have about as many.
        fewest = 0.9 * int(counts[::_SAMPLE].min())
        found = _best(common, shape.enough(least, own, fewest))
        if len(found):
            hope = shape.hopes(common[found], own, counts[found])
            keep = (hope >= least).nonzero()[0]
            yield found[keep] + (first + start), hope[keep]


def _common(columns: Bits, query: Bits, low: int, high: int) -> Iterator[tuple[int, Counts]]:
    """Bits in common with ``query``, block by block: where it starts, and the counts."""
    words, size = len(columns), min(_BLOCK, high - low)
    both, ones = np.empty(size, np.uint64), np.empty(size, np.uint8)
    small = words <= _HALF + 1  # a text of this shape has less than 255 features
    for start in range(low, high, _BLOCK):
        part = slice(start, min(high, start + _BLOCK))
        count = part.stop - start
        buffers = both[:count], ones[:count]
        cut = words if small else _HALF
        first = _counted(columns[:cut, part], query, *buffers)
        if small:
            yield start, first
        else:
            rest = _counted(columns[cut:, part], query[cut:], *buffers)
            yield start, np.add(first, rest, dtype=np.uint16)


def _counted(columns: Bits, query: Bits, both: Bits, ones: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Bits that each column has in common with ``query``, as far as a byte holds them."""
    np.bitwise_and(columns[0], query[0], out=both)
    sums = np.bitwise_count(both)
    for word in range(1, len(columns)):
        np.bitwise_and(columns[word], query[word], out=both)
        np.bitwise_count(both, out=ones)
        np.add(sums, ones, out=sums)
    return sums


def _best(common: Counts, least: float) -> Places:
    """Where the highest counts stand: all from ``least``, or where these are many about a share of the block."""
    level = max(int(least), 1)
    sample = common[::_SAMPLE].copy()
    want = max(_FEWEST // _SAMPLE, int(len(sample) * _KEPT))
    if len(sample) > want:
        cut = len(sample) - want
        sample.partition(cut)
        level = max(level, int(sample[cut]))
    places: Places = (common >= level).nonzero()[0]
    most = 4 * want * _SAMPLE
    if len(places) > most:  # many units alike, as in a memory of form letters
        higher: Places = (common > level).nonzero()[0]
        return higher if len(higher) else places[:most]
    return places
