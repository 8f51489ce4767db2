"""Codes as placeholders that a translation engine leaves alone, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from i18nflow.markup.codes import code_tokens
from i18nflow.model import Code

# Engines pad braces with spaces, and swap them for full-width ones.
_PLACEHOLDER = re.compile(r"[{｛]\s{0,3}([0-9]{1,9})\s{0,3}[}｝]")  # noqa: RUF001
_LOOSE = re.compile(r" ([,.;:!?…])")
_HUGGING = frozenset(",.;:!?)…»”")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One code of a protected text: its placeholder's number, the code itself, and the space around it."""

    number: int
    code: str
    kind: str
    space_before: bool
    space_after: bool


def protect(text: str, codes: Sequence[Code]) -> tuple[str, tuple[Placeholder, ...]]:
    """``text`` with every code as a placeholder ``{7}``, and the table that :func:`restore` needs.

    Numbers are chosen so that no literal ``{7}`` of the text is taken for one.
    """
    literal = {int(match[1]) for match in _PLACEHOLDER.finditer(text)}
    table: list[Placeholder] = []
    parts: list[str] = []
    at = number = 0
    for token in code_tokens(text, codes):
        number += 1
        while number in literal:
            number += 1
        before, after = (
            text[token.start - 1 : token.start] if token.start else "",
            text[token.end : token.end + 1],
        )
        parts += [text[at : token.start], f"{{{number}}}"]
        table.append(
            Placeholder(number, text[token.start : token.end], token.kind, before.isspace(), after.isspace())
        )
        at = token.end
    parts.append(text[at:])
    return "".join(parts), tuple(table)


def restore(text: str, table: Sequence[Placeholder]) -> str:
    """``text`` with its placeholders as codes again.

    Spaces that an engine put inside a pair, or between a closing code and punctuation, are taken out where the
    source had none; spaces around a code that it swallowed are put back. A placeholder that is not in the table
    stays as it is; one that the engine lost stays lost, for the checks to find.
    """
    by_number = {each.number: each for each in table}
    pieces: list[str] = []
    entries: list[Placeholder] = []
    at = 0
    for match in _PLACEHOLDER.finditer(text):
        entry = by_number.get(int(match[1]))
        if entry is not None:
            pieces.append(text[at : match.start()])
            entries.append(entry)
            at = match.end()
    pieces.append(text[at:])
    for index, entry in enumerate(entries):
        pieces[index] = _before(pieces[index], entry)
        pieces[index + 1] = _after(pieces[index + 1], entry)
    return "".join(piece + entry.code for piece, entry in zip(pieces, entries, strict=False)) + pieces[-1]


def drop(text: str, table: Sequence[Placeholder]) -> str:
    """``text`` without its placeholders, where an engine has mixed them up: no word is glued to another."""
    by_number = {each.number: each for each in table}

    def gap(match: re.Match[str]) -> str:
        entry = by_number.get(int(match[1]))
        if entry is None:
            return match[0]
        return " " if entry.space_before or entry.space_after else ""

    return _LOOSE.sub(r"\1", " ".join(_PLACEHOLDER.sub(gap, text).split()))


def _before(piece: str, entry: Placeholder) -> str:
    if entry.kind == "close" and not entry.space_before:
        return piece.rstrip()
    if entry.kind == "open" and entry.space_before and piece[-1:].isalnum():
        return piece + " "
    return piece


def _after(piece: str, entry: Placeholder) -> str:
    if entry.kind == "open" and not entry.space_after:
        return piece.lstrip()
    if entry.kind == "close":
        bare = piece.lstrip()
        if not entry.space_after and bare[:1] in _HUGGING:
            return bare
        if entry.space_after and piece[:1].isalnum():
            return " " + piece
    return piece
