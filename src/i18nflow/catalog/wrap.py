"""Escaped text broken into lines exactly where GNU gettext breaks it, so that ``msgcat`` changes nothing.

gettext breaks by UAX #14 as libunistring 0.9 and 1.0 know it. That version is older than the one of
``uniseg``, hence the few differences below: each was measured with msgcat 0.21 over all pairs of 66
characters of the classes that occur in prose.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from uniseg.linebreak import LB, line_break, line_break_boundaries

PAGE_WIDTH = 79
_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\a": "\\a",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
    "\0": "\\000",
}
_TABLE = str.maketrans(_ESCAPES)
_LETTERS = frozenset({LB.AL, LB.AI, LB.HL, LB.SA})
_NUMERIC = frozenset({LB.PR, LB.PO})
_CLOSING = frozenset({LB.CP, LB.CL})


def escape(text: str) -> str:
    """``text`` as it stands between the quotes of a PO file."""
    return text.translate(_TABLE)


def quoted(prefix: str, keyword: str, text: str, *, wrap: bool = True) -> list[str]:
    """The lines of one string: ``msgid "short"``, or ``msgid ""`` followed by the quoted parts."""
    parts = [escape(part) for part in _lines(text)]
    lead = f"{prefix}{keyword} "
    if len(parts) == 1 and (not wrap or width(lead) + width(parts[0]) + 2 <= PAGE_WIDTH):
        return [f'{lead}"{parts[0]}"']
    room = PAGE_WIDTH - len(prefix) - 2
    rows = [row for part in parts for row in (_fill(part, room) if wrap else [part])]
    return [f'{lead}""', *(f'{prefix}"{row}"' for row in rows)]


def _lines(text: str) -> list[str]:
    """``text`` cut after each newline."""
    parts = [part + "\n" for part in text.split("\n")]
    parts[-1] = parts[-1][:-1]
    return parts if parts[-1] or len(parts) == 1 else parts[:-1]


def _fill(escaped: str, room: int) -> list[str]:
    """Rows of at most ``room`` columns, longer only where there is no place to break."""
    if width(escaped) <= room:
        return [escaped]
    rows, row, used = [], "", 0
    for piece in _pieces(escaped):
        wide = width(piece)
        if row and used + wide > room:
            rows.append(row)
            row, used = "", 0
        row += piece
        used += wide
    return [*rows, row]


def width(text: str) -> int:
    """Columns of a terminal."""
    if text.isascii():
        return len(text)
    return sum(_column(char) for char in text)


@lru_cache(maxsize=4096)
def _column(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _pieces(escaped: str) -> list[str]:
    """The parts between two places where a line may end.

    gettext decides from the two characters around a place and the spaces between them, nothing further.
    """
    inside = _inside_escapes(escaped)
    pieces, start, before, spaces = [], 0, "", False
    for at, char in enumerate(escaped):
        if char == " ":
            spaces = True
            continue
        if _combines(char) and not spaces:
            continue
        if before and at not in inside and _may_break(before, char, spaces=spaces):
            pieces.append(escaped[start:at])
            start = at
        before, spaces = char, False
    return [*pieces, escaped[start:]]


def _inside_escapes(escaped: str) -> set[int]:
    """Places within an escape, and the one before a final newline: it stays with what it ends."""
    inside: set[int] = set()
    at = escaped.find("\\")
    while at >= 0:
        length = 4 if escaped[at + 1] == "0" else 2
        inside.update(range(at + 1, at + length))
        if escaped[at + 1] == "n":
            inside.add(at)
        at = escaped.find("\\", at + length)
    return inside


@lru_cache(maxsize=4096)
def _combines(char: str) -> bool:
    return bool(line_break(char) == LB.CM)


@lru_cache(maxsize=65536)
def _may_break(before: str, after: str, *, spaces: bool) -> bool:
    """Whether a line may end between two characters."""
    one, other = line_break(before), line_break(after)
    if after == "\u00ad":
        return False
    if other == LB.OP and ((one in _NUMERIC and not spaces) or (one == LB.QU and spaces)):
        return False
    if not spaces and one in _CLOSING and other in _NUMERIC:
        return False
    if not spaces and one == LB.SY and other == LB.NU:
        return False
    if not spaces and one == LB.IS and (other in _LETTERS or other in _NUMERIC):
        return True
    gap = " " if spaces else ""
    # The letters around keep the rules for the start and the end of a text out of it.
    place = 1 + len(before + gap)
    return any(place == boundary for boundary in line_break_boundaries(f"x{before}{gap}{after}x"))
