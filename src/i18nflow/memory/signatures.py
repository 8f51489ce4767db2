"""Signatures: the character trigrams of a text as a set of 512 bits, so that likeness can be counted in bulk."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BITS = 512
WORDS = BITS // 64
Bits = NDArray[np.uint64]

_CHUNK = 16384
# Odd constants with well-mixed bits (splitmix64 and its kin); each place of a trigram has its own.
_FACTORS = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def signatures(texts: Sequence[str]) -> Bits:
    """One row of ``WORDS`` 64-bit words per text; case does not count."""
    result = np.zeros((len(texts), WORDS), np.uint64)
    for start in range(0, len(texts), _CHUNK):
        part = [f" {text.casefold()} " for text in texts[start : start + _CHUNK]]
        result[start : start + len(part)] = _of(part)
    return result


def _of(part: Sequence[str]) -> Bits:
    """The signatures of texts that have a space at either end (so each has a trigram, unless it is empty)."""
    lengths = np.fromiter(map(len, part), np.int64, len(part))
    points = np.frombuffer("".join(part).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    if len(points) < 3:
        return np.zeros((len(part), WORDS), np.uint64)
    first, second, third = _FACTORS
    hashes = (points[:-2] * first) ^ (points[1:-1] * second) ^ (points[2:] * third)
    hashes ^= hashes >> np.uint64(29)
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(32)
    rows = np.repeat(np.arange(len(part)), lengths)[:-2]
    inside = np.ones(len(rows), bool)
    # A trigram that reaches over the end of a text into the next one belongs to neither.
    ends = np.cumsum(lengths)[:-1]
    inside[np.concatenate([ends - 1, ends - 2])] = False
    marks = np.zeros((len(part), BITS), np.uint8)
    marks[rows[inside], (hashes[inside] % np.uint64(BITS)).astype(np.int64)] = 1
    return np.packbits(marks, axis=1, bitorder="little").view(np.uint64)
