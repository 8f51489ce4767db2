"""Texts as bytes: each letter of a memory as one byte, so that a million texts stand in little room.

Two texts in the same letters are as far apart as the texts themselves: nothing needs to be turned back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

UNKNOWN = "\0"
"""Stands for a letter beyond the 255 that have a byte, and at the end of a text that was cut."""
LONGEST = 65535
"""Code points of a text that are kept."""

_MOST = 255


@dataclass(frozen=True)
class Letters:
    """The letters of a memory, at most 255: the first is byte 1, and so on. It grows at its end only."""

    known: str = ""

    def grown(self, texts: Sequence[str]) -> Letters:
        """These letters and, as long as there is room, the commonest others of ``texts``."""
        counted: Counter[str] = Counter()
        for text in texts:
            counted.update(text)
        new = [letter for letter, _ in counted.most_common() if letter not in self.known]
        return Letters(self.known + "".join(new[: _MOST - len(self.known)]))

    def coded(self, texts: Sequence[str]) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        """How many bytes each text has, and the bytes of all of them one after the other."""
        cut = [text if len(text) <= LONGEST else text[: LONGEST - 1] + UNKNOWN for text in texts]
        table = np.zeros(0x110000, np.uint8)
        table[[ord(letter) for letter in self.known]] = np.arange(1, len(self.known) + 1, dtype=np.uint8)
        points = np.frombuffer("".join(cut).encode("utf-32-le", "surrogatepass"), np.uint32)
        return np.fromiter(map(len, cut), np.uint16, len(cut)), table[points]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {ord(letter): number for number, letter in enumerate(self.known, 1)}

    def query(self, text: str) -> str:
        """``text`` as it is compared with coded ones (their bytes read as Latin-1): what is unknown equals nothing."""
        table = self._numbers
        if unknown := {letter for letter in set(text) if ord(letter) not in table}:
            table = table | {ord(letter): 0x100 + place for place, letter in enumerate(sorted(unknown))}
        return text.translate(table)
