"""A band of the index: the units whose texts have about the same length, signed in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from i18nflow.memory.signatures import Bits, Counts, Shape, signatures

Places = NDArray[np.int64]

_BLOCK = 1 << 15
"""Units counted at a time: as many as stay in the processor's cache."""
_SAMPLE = 16
"""Of so many units one is looked at to see where the best begin."""
_KEPT = 0.008
"""About the share of a block that is kept where more reach the least likeness."""
_FEWEST = 1024
"""However small the block is, about so many are kept."""
_HALF = 3
"""Words whose bits fit into a byte when counted."""
_AT_A_TIME = 50_000


@dataclass(frozen=True)
class Band:
    """Parallel arrays in order of length: unit ids, lengths in code points, signature bits set, signatures, texts.

    ``columns`` has one row per word of the signature; ``codes`` are the bytes of all texts, one after the other.
    """

    shape: Shape
    ids: NDArray[np.int64]
    lengths: NDArray[np.uint16]
    counts: NDArray[np.uint16]
    columns: Bits
    codes: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def starts(self) -> Places:
        """Where each text begins among the codes."""
        starts = np.zeros(len(self) + 1, np.int64)
        np.cumsum(self.lengths, out=starts[1:])
        return starts

    def texts(self, places: Places) -> list[str]:
        """The coded texts at ``places``."""
        view = memoryview(self.codes)  # type: ignore[arg-type]
        begins, ends = self.starts[places].tolist(), self.starts[places + 1].tolist()
        return [str(view[begin:end], "latin-1") for begin, end in zip(begins, ends, strict=True)]

    def like(
        self, signed: Callable[[], Bits], shortest: int, longest: int, least: float
    ) -> tuple[Places, NDArray[np.float32]]:
        """The units of these lengths most like a text, and the score to be hoped for at most (see ``Shape``).

        About one unit in a hundred is given, and none with less hope than ``least``.
        """
        # In their own type: searchsorted would turn all lengths into another one.
        ends = np.array([min(shortest, 65535), min(longest, 65534) + 1], np.uint16)
        low, high = np.searchsorted(self.lengths, ends).tolist()
        if low >= high:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        query = signed()
        own = max(int(np.bitwise_count(query).sum()), 1)
        places, hopes = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for start, common in self._common(query, low, high):
            # Of a sample: texts of one length have about as many.
            fewest = 0.9 * int(self.counts[start : start + len(common) : _SAMPLE].min())
            found = _best(common, self.shape.enough(least, own, fewest))
            hope = self.shape.hopes(common[found], own, self.counts[start + found])
            keep = hope >= least
            places.append(start + found[keep])
            hopes.append(hope[keep])
        return np.concatenate(places), np.concatenate(hopes)

    def _common(self, query: Bits, low: int, high: int) -> Iterator[tuple[int, Counts]]:
        """Bits in common with ``query``, block by block: where it starts, and the counts."""
        size = min(_BLOCK, max(high - low, 1))
        both, ones = np.empty(size, np.uint64), np.empty(size, np.uint8)
        first, rest = np.empty(size, np.uint8), np.empty(size, np.uint8)
        small = self.shape.words <= _HALF + 1  # a text of this shape has less than 255 features
        for start in range(low, high, _BLOCK):
            part = slice(start, min(high, start + _BLOCK))
            count = part.stop - start
            cut = self.shape.words if small else _HALF
            self._add(query, range(cut), part, both[:count], ones[:count], first[:count])
            if small:
                yield start, first[:count]
                continue
            self._add(query, range(cut, self.shape.words), part, both[:count], ones[:count], rest[:count])
            yield start, np.add(first[:count], rest[:count], dtype=np.uint16)

    def _add(
        self,
        query: Bits,
        words: range,
        part: slice,
        both: Bits,
        ones: NDArray[np.uint8],
        out: NDArray[np.uint8],
    ) -> None:
        for word in words:
            np.bitwise_and(self.columns[word, part], query[word], out=both)
            if word == words.start:
                np.bitwise_count(both, out=out)
            else:
                np.bitwise_count(both, out=ones)
                np.add(out, ones, out=out)


def made(
    shape: Shape,
    ids: NDArray[np.int64],
    texts: Sequence[str],
    coded: tuple[NDArray[np.uint16], NDArray[np.uint8]],
) -> Band:
    """The band of these units, whose coded texts are ``coded``."""
    columns = signatures(texts, shape).T
    counts = np.bitwise_count(columns).sum(axis=0, dtype=np.uint16)
    return joined(shape, [Band(shape, ids, coded[0], counts, columns, coded[1])])


def joined(shape: Shape, bands: Sequence[Band], alive: NDArray[np.int64] | None = None) -> Band:
    """One band of several, without the units that are not among ``alive``."""
    ids = np.concatenate([band.ids for band in bands])
    lengths = np.concatenate([band.lengths for band in bands])
    order = np.argsort(lengths, kind="stable")
    if alive is not None:
        order = order[np.isin(ids[order], alive)]
    counts = np.concatenate([band.counts for band in bands])[order]
    columns = np.ascontiguousarray(np.concatenate([band.columns for band in bands], axis=1)[:, order])
    starts = np.zeros(len(ids) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    codes = _gathered(np.concatenate([band.codes for band in bands]), starts[order], lengths[order])
    return Band(shape, ids[order], lengths[order], counts, columns, codes)


def _gathered(codes: NDArray[np.uint8], starts: Places, lengths: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """The texts that begin at ``starts``, one after the other."""
    parts = [np.zeros(0, np.uint8)]
    for at in range(0, len(starts), _AT_A_TIME):
        sizes = lengths[at : at + _AT_A_TIME].astype(np.int64)
        before = np.cumsum(sizes) - sizes
        parts.append(codes[np.repeat(starts[at : at + _AT_A_TIME] - before, sizes) + np.arange(sizes.sum())])
    return np.concatenate(parts)


def _best(common: Counts, least: float) -> Places:
    """Where the highest counts stand: all from ``least``, or where these are many about a share of the block."""
    level = max(int(least), 1)
    sample = common[::_SAMPLE]
    want = max(_FEWEST // _SAMPLE, int(len(sample) * _KEPT))
    if len(sample) > want:
        level = max(level, int(np.partition(sample, len(sample) - want)[len(sample) - want]))
    places = np.flatnonzero(common >= level)
    most = 4 * want * _SAMPLE
    if len(places) > most:  # many units alike, as in a memory of form letters
        higher = np.flatnonzero(common > level)
        return higher if len(higher) else places[:most]
    return places
