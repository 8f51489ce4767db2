"""A segment with its target, as the checks across segments take it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """``key`` of the segment, its source and target as plain text (without inline codes)."""

    key: str
    source: str
    target: str
