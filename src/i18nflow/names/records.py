"""What the register holds, and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Name:
    """An entry of the register: how a name stands in the source language and how it is to come out.

    ``source`` is the citation form, ``kind`` ``person``, ``organisation``, ``place`` or "", ``gender`` ``m``, ``f``
    or "" (told from the endings). ``accept`` are other right renderings (a short form, an acronym); ``also`` source
    forms that declension does not give, ``never`` forms that it must not be found in. ``line`` is its line in the
    file. Two entries are the same where source and target are.
    """

    source: str
    target: str
    kind: str = ""
    gender: str = ""
    accept: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    note: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a registered name stands, in whatever form; ``short``: its surname alone."""

    start: int
    end: int
    name: Name
    short: bool = False
