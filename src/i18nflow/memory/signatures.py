"""Signatures: what a text is made of as a set of bits, so that likeness can be counted in bulk.

A text's features are its trigrams, bigrams, or letters (each with how many of it came before): short texts have too
few trigrams to tell one from another. One edit changes at most three trigrams, or two bigrams and a letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, or_

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Counts = NDArray[np.uint8] | NDArray[np.uint16]
_Hashed = tuple[NDArray[np.int64], Bits]

_CHUNK = 16384
_SHORT = 100
"""Code points of a text whose features are sooner looked up one by one than hashed in bulk."""
_REMEMBERED = 1 << 15
"""Features whose bits are remembered: a language has some thousands."""
_WORD = (1 << 64) - 1
# Odd constants with well-mixed bits (splitmix64 and its kin); each place of a feature has its own.
_FIRST, _SECOND, _THIRD = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True)
class Shape:
    """How texts of less than ``below`` code points (and more than the shape before takes) are signed.

    ``words`` 64-bit words, into which ``features`` (numbers of letters: 1, 2, 3) are hashed. One edit changes
    ``changed`` features per letter of the longer text at most, so a score is at most 1 - (1 - share) / changed,
    ``share`` being that of the features in common. In what people write it is also at most share + ``margin``.
    """

    below: int
    words: int
    features: tuple[int, ...]
    margin: float

    @property
    def bits(self) -> int:
        """Bits of a signature."""
        return self.words * 64

    @property
    def changed(self) -> float:
        """How many features one edit changes, for each that a letter gives."""
        return sum(self.features) / len(self.features)

    def hopes(self, common: Counts, own: int, counts: Counts) -> NDArray[np.float32]:
        """The scores to be hoped for at most, by bits in common, set in the query and set in each text.

        Bits that two texts have in common by chance are no likeness.
        """
        chance = counts * np.float32(own / self.bits)
        share = (common - chance) / (np.maximum(counts, own) - chance)
        hopes: NDArray[np.float32] = np.minimum(
            share + np.float32(self.margin), 1 - (1 - share) / np.float32(self.changed)
        )
        return hopes

    def enough(self, score: float, own: int, count: float) -> float:
        """The bits in common without which ``score`` is not to be hoped for."""
        share = max(score - self.margin, 1 - (1 - score) * self.changed)
        chance = own * count / self.bits
        return share * (max(own, count) - chance) + chance


SHAPES = (Shape(32, 3, (1, 2), 0.25), Shape(72, 4, (2, 3), 0.4), Shape(1 << 62, 6, (3,), 0.35))
"""Found by experiment (benchmarks/memory.py): the least bits with which nothing is missed among a million."""


def signature(text: str, shape: Shape) -> Bits:
    """The row that :func:`signatures` gives for a text, sooner for a short one."""
    if len(text) > _SHORT:
        first: Bits = signatures([text], shape)[0]
        return first
    padded, value = f" {text.casefold()} ", 0
    following = padded
    grams: Iterable[str] = padded
    for size in range(1, max(shape.features) + 1):
        if size > 1:
            following = following[1:]
            grams = list(map(add, grams, following))
        if size in shape.features:
            # Of a letter that stands in the text n times, the n bits at once.
            found = {(letter, padded.count(letter)) for letter in set(padded)} if size == 1 else grams
            value |= reduce(or_, map(_MASKS[shape.bits].__getitem__, found), 0)
    row: Bits = np.frombuffer(value.to_bytes(shape.bits // 8, "little"), "<u8").astype(np.uint64, copy=False)
    return row


class _Masks(dict[str | tuple[str, int], int]):
    """Bits of features as they are asked for: a letter with how often it stands in the text, or some letters."""

    def __init__(self, bits: int) -> None:
        super().__init__()
        self._bits = bits

    def __missing__(self, feature: str | tuple[str, int]) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        if isinstance(feature, str):
            mask = 1 << self._place(zip(feature, (_FIRST, _SECOND, _THIRD), strict=False))
        else:
            letter, times = feature
            mask = 0
            for before in range(times):
                mask |= 1 << self._place([(letter, _THIRD), (chr(before), _FIRST)])
        self[feature] = mask
        return mask

    def _place(self, parts: Iterable[tuple[str, np.uint64]]) -> int:
        hashed = 0
        for letter, factor in parts:
            hashed ^= ord(letter) * int(factor)
        hashed &= _WORD
        hashed ^= hashed >> 29
        hashed = hashed * int(_MIX) & _WORD
        return (hashed ^ hashed >> 32) % self._bits


_MASKS = {shape.bits: _Masks(shape.bits) for shape in SHAPES}


def signatures(texts: Sequence[str], shape: Shape) -> Bits:
    """One row of ``shape.words`` 64-bit words per text; case does not count."""
    result = np.zeros((len(texts), shape.words), np.uint64)
    for start in range(0, len(texts), _CHUNK):
        part = [f" {text.casefold()} " for text in texts[start : start + _CHUNK]]
        result[start : start + len(part)] = _of(part, shape)
    return result


def _of(part: Sequence[str], shape: Shape) -> Bits:
    bits = shape.bits
    lengths = np.fromiter(map(len, part), np.int64, len(part))
    points = np.frombuffer("".join(part).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    rows = np.repeat(np.arange(len(part)), lengths)
    marks = np.zeros((len(part), bits), np.uint8)
    for size in shape.features:
        at, hashes = _FEATURES[size](points, rows)
        marks[at, (hashes % np.uint64(bits)).astype(np.int64)] = 1
    return np.packbits(marks, axis=1, bitorder="little").view(np.uint64)


def _letters(points: Bits, rows: NDArray[np.int64]) -> _Hashed:
    """Each letter with how many of it its text had before."""
    keys = rows.astype(np.uint64) << np.uint64(21) | points
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    places = np.arange(len(ordered))
    begins = np.ones(len(ordered), bool)
    begins[1:] = ordered[1:] != ordered[:-1]
    before = (places - np.maximum.accumulate(np.where(begins, places, 0))).astype(np.uint64)
    return rows[order], _mixed(points[order] * _THIRD ^ before * _FIRST)


def _bigrams(points: Bits, rows: NDArray[np.int64]) -> _Hashed:
    # A bigram that reaches over the end of a text into the next one belongs to neither.
    inside = rows[:-1] == rows[1:]
    return rows[:-1][inside], _mixed(points[:-1] * _FIRST ^ points[1:] * _SECOND)[inside]


def _trigrams(points: Bits, rows: NDArray[np.int64]) -> _Hashed:
    inside = rows[:-2] == rows[2:]
    hashes = points[:-2] * _FIRST ^ points[1:-1] * _SECOND ^ points[2:] * _THIRD
    return rows[:-2][inside], _mixed(hashes)[inside]


_FEATURES: dict[int, Callable[[Bits, NDArray[np.int64]], _Hashed]] = {
    1: _letters,
    2: _bigrams,
    3: _trigrams,
}


def _mixed(hashes: Bits) -> Bits:
    hashes = hashes ^ (hashes >> np.uint64(29))
    hashes = hashes * _MIX
    return hashes ^ (hashes >> np.uint64(32))
