"""The units of an index in order of their length: parallel arrays, and what each text is made of as bits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from i18nflow.memory.letters import LONGEST, Letters
from i18nflow.memory.signatures import SHAPES, Bits, signatures

Places = NDArray[np.int64]

_AT_A_TIME = 50_000


@dataclass(frozen=True)
class Rows:
    """Unit ids, lengths in code points, signature bits set, and the bytes of all texts one after the other.

    ``columns`` has, for each of ``SHAPES``, the signatures of the units of its lengths: one row per 64-bit word.
    """

    ids: NDArray[np.int64]
    lengths: NDArray[np.uint16]
    counts: NDArray[np.uint16]
    codes: NDArray[np.uint8]
    columns: tuple[Bits, ...]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def starts(self) -> Places:
        """Where each text begins among the codes."""
        starts = np.zeros(len(self) + 1, np.int64)
        np.cumsum(self.lengths, out=starts[1:])
        return starts

    @cached_property
    def edges(self) -> list[int]:
        """Where the units of each shape begin, and the last end."""
        edges = [0]
        for columns in self.columns:
            edges.append(edges[-1] + columns.shape[1])
        return edges

    @cached_property
    def _view(self) -> memoryview:
        return memoryview(self.codes)  # type: ignore[arg-type]

    def window(self, shortest: int, longest: int) -> tuple[int, int]:
        """The places of the units of these lengths: from, and up to."""
        lengths = self.lengths
        low = bisect_left(lengths, min(shortest, LONGEST))
        return low, bisect_left(lengths, longest + 1, low) if longest < LONGEST else len(self)

    def texts(self, places: Places) -> list[bytes]:
        """The coded texts at ``places``."""
        view, starts = self._view, self.starts
        ends = starts[places + 1].tolist()
        return [view[start:end].tobytes() for start, end in zip(starts[places].tolist(), ends, strict=True)]


def made(ids: Sequence[int], texts: Sequence[str], letters: Letters) -> Rows:
    """The rows of these units."""
    lengths, codes = letters.coded(texts)
    columns, counts, above = [], np.zeros(len(texts), np.uint16), -1
    order: list[NDArray[np.int64]] = []
    for shape in SHAPES:
        chosen = np.flatnonzero((lengths > above) & (lengths < shape.below))
        signed = signatures([texts[place] for place in chosen.tolist()], shape)
        counts[chosen] = np.bitwise_count(signed).sum(axis=1, dtype=np.uint16)
        columns.append(signed.T)
        order.append(chosen)
        above = shape.below - 1
    by_shape = np.concatenate(order)
    starts = np.cumsum(lengths, dtype=np.int64) - lengths
    unordered = Rows(
        np.asarray(ids, np.int64)[by_shape],
        lengths[by_shape],
        counts[by_shape],
        gathered(codes, starts[by_shape], lengths[by_shape]),
        tuple(columns),
    )
    return joined([unordered])


def joined(parts: Sequence[Rows], alive: NDArray[np.int64] | None = None) -> Rows:
    """The rows of several, without the units that are not among ``alive``."""
    ids = np.concatenate([part.ids for part in parts])
    lengths = np.concatenate([part.lengths for part in parts])
    offsets = np.cumsum([0, *map(len, parts)])
    orders, columns = [], []
    for number in range(len(SHAPES)):
        places = np.concatenate(
            [
                np.arange(*part.edges[number : number + 2]) + at
                for part, at in zip(parts, offsets, strict=False)
            ]
        )
        order = np.argsort(lengths[places], kind="stable")
        if alive is not None:
            order = order[np.isin(ids[places[order]], alive)]
        signed = np.concatenate([part.columns[number] for part in parts], axis=1)
        columns.append(np.ascontiguousarray(signed[:, order]))
        orders.append(places[order])
    order = np.concatenate(orders)
    starts = np.cumsum(lengths, dtype=np.int64) - lengths
    counts = np.concatenate([part.counts for part in parts])
    codes = np.concatenate([part.codes for part in parts])
    return Rows(
        ids[order],
        lengths[order],
        counts[order],
        gathered(codes, starts[order], lengths[order]),
        tuple(columns),
    )


def gathered(codes: NDArray[np.uint8], starts: Places, lengths: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """The texts that begin at ``starts``, one after the other."""
    parts = [np.zeros(0, np.uint8)]
    for at in range(0, len(starts), _AT_A_TIME):
        sizes = lengths[at : at + _AT_A_TIME].astype(np.int64)
        before = np.cumsum(sizes) - sizes
        parts.append(codes[np.repeat(starts[at : at + _AT_A_TIME] - before, sizes) + np.arange(sizes.sum())])
    return np.concatenate(parts)
