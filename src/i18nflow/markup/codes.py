"""The numbered codes in a text: where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from i18nflow.model import Code

LITERAL = re.compile(r"<(/?)(\d{1,9})(/?)>", re.ASCII)
"""Whatever looks like a code, whether or not its number stands for one."""


class Token(NamedTuple):
    """A code in a text: its span, its number and what it does."""

    start: int
    end: int
    number: int
    kind: Literal["open", "close", "empty"]


def code_tokens(text: str, codes: Sequence[Code]) -> list[Token]:
    """The codes that stand in ``text``, in order; a token of the wrong shape for its code is plain text."""
    if not codes or "<" not in text:
        return []
    empty = {code.number: code.empty for code in codes}
    found = []
    for match in LITERAL.finditer(text):
        closing, digits, single = match.groups()
        number = int(digits)
        if digits[0] == "0" or number not in empty or empty[number] != bool(single) or (closing and single):
            continue
        kind: Literal["open", "close", "empty"] = "empty" if single else "close" if closing else "open"
        found.append(Token(match.start(), match.end(), number, kind))
    return found


def plain(text: str, codes: Sequence[Code]) -> str:
    """``text`` without its codes; a line break becomes a space."""
    breaks = {code.number for code in codes if code.kind == "br"}
    parts, at = [], 0
    for token in code_tokens(text, codes):
        parts.append(text[at : token.start])
        if token.number in breaks:
            parts.append(" ")
        at = token.end
    parts.append(text[at:])
    return "".join(parts)


def literal_numbers(texts: Iterable[str]) -> set[int]:
    """Numbers that stand in the texts as if they were codes: not to be given to a code."""
    return {int(match[2]) for text in texts for match in LITERAL.finditer(text)}
