"""The cells of a Latvian paradigm: gender, number and case as bits of an integer.

A form's cells are a mask, because most endings stand for several cells; words agree where the AND of their
masks is not empty. Bits 0 to 5 are the masculine singular cases, 6 to 11 the masculine plural, 12 to 23 the
same in the feminine.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum


class Case(IntEnum):
    """The cases; the instrumental of LVG has no forms of its own and is not counted."""

    NOM = 0
    GEN = 1
    DAT = 2
    ACC = 3
    LOC = 4
    VOC = 5


NOM, GEN, DAT, ACC, LOC, VOC = (1 << case for case in Case)
SINGULAR = 0b111111
PLURAL = SINGULAR << 6
MASCULINE = SINGULAR | PLURAL
FEMININE = MASCULINE << 12
ALL = MASCULINE | FEMININE
NOMINATIVES = NOM | NOM << 6 | NOM << 12 | NOM << 18
GENITIVES = GEN | GEN << 6 | GEN << 12 | GEN << 18


def feminine(endings: Mapping[str, int]) -> dict[str, int]:
    """Masculine cells moved to the feminine."""
    return {ending: mask << 12 for ending, mask in endings.items()}


def plural(case_endings: Mapping[str, int]) -> dict[str, int]:
    """Singular cells moved to the plural."""
    return {ending: mask << 6 for ending, mask in case_endings.items()}


def only(endings: Mapping[str, int], mask: int) -> dict[str, int]:
    """The endings that stand for a cell of ``mask``, with those cells."""
    return {ending: cells & mask for ending, cells in endings.items() if cells & mask}


def union(*tables: Mapping[str, int]) -> dict[str, int]:
    """The tables laid over each other; the cells of equal endings are joined."""
    result: dict[str, int] = {}
    for table in tables:
        for ending, mask in table.items():
            result[ending] = result.get(ending, 0) | mask
    return result


def prefixed(prefix: str, endings: Mapping[str, int]) -> dict[str, int]:
    """The table with ``prefix`` before every ending: the comparative's ``āk``."""
    return {prefix + ending: mask for ending, mask in endings.items()}


def same_case(mask: int) -> int:
    """``mask`` widened to every gender and number of its cases: what agrees in case alone."""
    cases = (mask | mask >> 6 | mask >> 12 | mask >> 18) & SINGULAR
    return cases | cases << 6 | cases << 12 | cases << 18
