"""The numbered codes of a text as a tree: what is a well-formed pair, what stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from i18nflow.markup import Token, code_tokens
from i18nflow.model import Code


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: plain text, or a code.

    ``kind`` is ``text``, ``open`` and ``close`` of a pair that nests properly, ``empty``, or ``start`` and
    ``end`` for half a pair (its other half is in another segment, or it overlaps with another).
    """

    kind: Literal["text", "open", "close", "empty", "start", "end"]
    text: str = ""
    code: Code | None = None


def pieces(text: str, codes: Sequence[Code]) -> tuple[Piece, ...]:
    """``text`` cut at its codes. A code that stands there a second time is left as text: ids are unique."""
    by_number = {code.number: code for code in codes}
    tokens = _once(code_tokens(text, codes))
    paired = _paired(tokens)
    found: list[Piece] = []
    at = 0
    for index, token in enumerate(tokens):
        if token.start > at:
            found.append(Piece("text", text[at : token.start]))
        found.append(_piece(token, by_number[token.number], whole=index in paired))
        at = token.end
    if at < len(text):
        found.append(Piece("text", text[at:]))
    return tuple(found)


def _piece(token: Token, code: Code, *, whole: bool) -> Piece:
    if token.kind == "empty":
        return Piece("empty", code=code)
    if token.kind == "open":
        return Piece("open" if whole else "start", code=code)
    return Piece("close" if whole else "end", code=code)


def _once(tokens: Sequence[Token]) -> list[Token]:
    seen: set[tuple[int, str]] = set()
    kept = []
    for token in tokens:
        if (token.number, token.kind) not in seen:
            seen.add((token.number, token.kind))
            kept.append(token)
    return kept


def _paired(tokens: Sequence[Token]) -> set[int]:
    """The indexes of tokens whose other half follows in proper nesting."""
    stack: list[int] = []
    paired: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind == "open":
            stack.append(index)
        elif token.kind == "close" and any(tokens[i].number == token.number for i in stack):
            while tokens[stack[-1]].number != token.number:
                stack.pop()
            paired |= {stack.pop(), index}
    return paired
