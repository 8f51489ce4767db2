"""Quotation marks: which marks a language uses, and where quoted passages stand in a text.

The marks are those of CLDR's delimiters, with the second style that newsrooms of the language use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """The outer and inner marks of a language; ``inside`` is the space that French puts within them."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    also: tuple[tuple[str, str], ...] = ()
    inside: str = ""


MARKS = {
    "lv": Marks(("„", "”"), ("‘", "’"), (("«", "»"), ("“", "”"), ("„", "“"))),
    "en": Marks(("“", "”"), ("‘", "’")),
    "de": Marks(("„", "“"), ("\u201a", "‘"), (("»", "«"),)),
    "fr": Marks(("«", "»"), ("“", "”"), inside="\u202f"),
    "lt": Marks(("„", "“"), ("\u201a", "‘")),
    "et": Marks(("„", "“"), ("«", "»"), (("„", "”"),)),
    "pl": Marks(("„", "”"), ("«", "»")),
    "ru": Marks(("«", "»"), ("„", "“")),
    "uk": Marks(("«", "»"), ("„", "“")),
    "es": Marks(("«", "»"), ("“", "”"), (("“", "”"),)),
    "it": Marks(("«", "»"), ("“", "”"), (("“", "”"),)),
    "sv": Marks(("”", "”"), ("’", "’")),
    "fi": Marks(("”", "”"), ("’", "’")),
    "da": Marks(("“", "”"), ("‘", "’"), (("»", "«"), ("„", "“"))),
    "nl": Marks(("“", "”"), ("‘", "’")),
}

DOUBLE = '"„“”«»‟'
_OPENS_BEFORE = re.compile(r"[\s(\[{–—/\-„“«\"‘'’]")
_CLOSES_AFTER = re.compile(r"[\s)\]}–—/\-.,;:!?…”“»\"’']")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted passage: ``text[start]`` is its opening mark, ``text[end - 1]`` its closing one."""

    start: int
    end: int
    depth: int


def marks(lang: str) -> Marks | None:
    """The marks of a language (variant ignored); None where we have no table for it."""
    return MARKS.get(lang.partition("-")[0])


def passages(text: str) -> tuple[list[Quoted], list[int]]:
    """The quoted passages of a text, and the offsets of marks without a partner.

    A mark's role is read from what stands beside it, because „…”, “…” and "…" use the same signs in
    different roles; an inch sign (5") is no mark.
    """
    opened: list[int] = []
    found: list[Quoted] = []
    lonely: list[int] = []
    for at, char in enumerate(text):
        if char not in DOUBLE or (char == '"' and not opened and _inches(text, at)):
            continue
        if _opens(text, at, char, text[opened[-1]] if opened else ""):
            opened.append(at)
        elif opened:
            start = opened.pop()
            found.append(Quoted(start, at + 1, len(opened)))
        else:
            lonely.append(at)
    return sorted(found, key=lambda q: q.start), sorted(lonely + opened)


def _inches(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isdigit()


def _opens(text: str, at: int, char: str, opener: str) -> bool:
    """Whether the mark opens. „ always does; the others open before a word and close after one."""
    if char == "„":
        return True
    if opener + char in ("«»", "»«"):
        return False
    inside = bool(opener)
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    may_open = bool(_OPENS_BEFORE.match(before)) and not after.isspace()
    may_close = not before.isspace() and bool(_CLOSES_AFTER.match(after)) and at > 0
    if char == "«":  # French puts a space inside
        return may_open or not inside
    if may_open and may_close:
        return not inside
    return may_open or (not may_close and not inside)
