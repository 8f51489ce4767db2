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
    """The parts between two places where a line may end."""
    inside = _inside_escapes(escaped)
    standard = set(line_break_boundaries(escaped))
    cuts = [
        at
        for at in range(1, len(escaped))
        if at not in inside and ((at in standard and not _forbidden(escaped, at)) or _allowed(escaped, at))
    ]
    return [escaped[start:end] for start, end in zip([0, *cuts], [*cuts, len(escaped)], strict=True)]


def _inside_escapes(escaped: str) -> set[int]:
    inside: set[int] = set()
    at = escaped.find("\\")
    while at >= 0:
        length = 4 if escaped[at + 1] == "0" else 2
        inside.update(range(at + 1, at + length))
        at = escaped.find("\\", at + length)
    return inside


def _forbidden(text: str, at: int) -> bool:
    """Breaks of the present standard that gettext's does not have."""
    before, after = line_break(text[at - 1]), line_break(text[at])
    if after == LB.OP:
        return before in _NUMERIC or (before == LB.SP and _after_quote(text, at))
    return (
        (before in _CLOSING and after in _NUMERIC)
        or (before == LB.SY and after == LB.NU)
        or text[at] == "\u00ad"
    )


def _after_quote(text: str, at: int) -> bool:
    head = text[:at].rstrip(" ")
    return bool(head) and line_break(head[-1]) == LB.QU


def _allowed(text: str, at: int) -> bool:
    """Breaks that the present standard no longer has: between ``.`` and a letter."""
    return line_break(text[at - 1]) == LB.IS and line_break(text[at]) in _LETTERS
