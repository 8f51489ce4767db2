"""The difference of two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

# A word with its inner marks (numbers like 220`231 too), a run of spaces, or one other character.
_WORDS = re.compile(r"\w+(?:[.,'’`´-]\w+)*|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of text: ``same`` in both, ``del`` only in the old one, ``ins`` only in the new one."""

    op: str
    text: str


def words(old: str, new: str) -> list[Piece]:
    """What was taken out of ``old`` and put in to make ``new``.

    The pieces without ``ins`` are ``old``, those without ``del`` are ``new``.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            _add(pieces, "same", "".join(before[a:b]))
            continue
        _add(pieces, "del", "".join(before[a:b]))
        _add(pieces, "ins", "".join(after[c:d]))
    return _smooth(pieces)


def merged(base: str, theirs: str, mine: str) -> str | None:
    """Both changes of ``base`` in one text, where no word was changed by both; else None."""
    if not base or base in (theirs, mine) or theirs == mine:
        return None
    words_of = _WORDS.findall(base)
    changes = sorted(_changes(words_of, theirs) + _changes(words_of, mine))
    result: list[str] = []
    at = 0
    last: tuple[int, int, list[str]] | None = None
    for change in changes:
        start, end, new = change
        if change == last:
            continue
        # Touching changes are a matter of taste (two insertions in one place): people decide.
        if last is not None and start <= last[1]:
            return None
        result += words_of[at:start] + new
        at, last = end, change
    return "".join(result + words_of[at:])


def _changes(before: Sequence[str], text: str) -> list[tuple[int, int, list[str]]]:
    """The stretches of ``before`` that ``text`` has otherwise: start, end, and what stands there instead."""
    after = _WORDS.findall(text)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(a, b, after[c:d]) for tag, a, b, c, d in codes if tag != "equal"]


def _add(pieces: list[Piece], op: str, text: str) -> None:
    if text:
        pieces.append(Piece(op, text))


def _smooth(pieces: list[Piece]) -> list[Piece]:
    """Join changes that only a space divides: ``~~a~~ b`` reads better as one change than as two."""
    result: list[Piece] = []
    held_del = held_ins = ""

    def flush() -> None:
        nonlocal held_del, held_ins
        _add(result, "del", held_del)
        _add(result, "ins", held_ins)
        held_del = held_ins = ""

    for index, piece in enumerate(pieces):
        follows = index + 1 < len(pieces) and pieces[index + 1].op != "same"
        if piece.op == "del":
            held_del += piece.text
        elif piece.op == "ins":
            held_ins += piece.text
        elif piece.text.isspace() and follows and (held_del or held_ins):
            held_del += piece.text
            held_ins += piece.text
        else:
            flush()
            result.append(piece)
    flush()
    return result
