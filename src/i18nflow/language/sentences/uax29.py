"""Sentences of a language without rules of its own: the default boundaries of Unicode UAX #29."""

from __future__ import annotations

import re

from uniseg.sentencebreak import sentences

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of ``text`` as (start, end), without outer white space."""
    spans = []
    for line in _LINE.finditer(text):
        start = line.start()
        for piece in sentences(line.group()):
            inner = piece.strip()
            if inner:
                first = start + len(piece) - len(piece.lstrip())
                spans.append((first, first + len(inner)))
            start += len(piece)
    return spans
