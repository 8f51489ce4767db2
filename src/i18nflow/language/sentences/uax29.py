"""Sentences of a language without rules of its own: the default boundaries of Unicode UAX #29.

The character classes are those of ``uniseg``; the rules SB1 to SB998 are walked here in one pass, because looking
back and ahead from every character, as the rules are worded, takes quadratic time on long runs of spaces.
"""

from __future__ import annotations

import re
from functools import lru_cache

from uniseg.sentencebreak import sentence_break

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_TERMS = frozenset({"STerm", "ATerm"})
_STOPS = frozenset({"OLetter", "Upper", "Lower", "STerm", "ATerm"})


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of ``text`` as (start, end), without outer white space. A line break always ends one."""
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in [*boundaries(line.group()), len(line.group())]:
            _add(spans, text, start, line.start() + end)
            start = line.start() + end
    return spans


def boundaries(line: str) -> list[int]:
    """Offsets inside ``line`` where a sentence ends; the comments name the rules of UAX #29."""
    # SB5: an Extend or Format character belongs to the one before it.
    characters = [(at, kind) for at, kind in enumerate(map(_kind, line)) if kind not in ("Extend", "Format")]
    small_ahead = _small_letter_ahead([kind for _, kind in characters])
    found: list[int] = []
    term = before_term = last = ""
    phase = "none"  # after a terminator: "term", then "close", then "space"
    for index, (at, kind) in enumerate(characters):
        if phase != "none" and (kind == "Sp" or (kind == "Close" and phase != "space")):  # SB9, SB10
            phase = "space" if kind == "Sp" else "close"
        elif phase != "none":
            attached = phase == "term" and (
                (term == "ATerm" and kind == "Numeric")  # SB6
                or (term == "ATerm" and kind == "Upper" and before_term in ("Upper", "Lower"))  # SB7
            )
            continues = (term == "ATerm" and small_ahead[index]) or kind in (
                "SContinue",
                *_TERMS,
            )  # SB8, SB8a
            if not attached and not continues:
                found.append(at)  # SB11
            phase = "none"
        if kind in _TERMS:
            term, before_term, phase = kind, last, "term"
        last = kind
    return found


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    stripped = text[start:end].lstrip()
    if stripped:
        first = end - len(stripped)
        spans.append((first, first + len(stripped.rstrip())))


def _small_letter_ahead(kinds: list[str]) -> list[bool]:
    """For each character whether the next letter or terminator from it on is a small letter (SB8)."""
    ahead = [False] * len(kinds)
    small = False
    for index in range(len(kinds) - 1, -1, -1):
        if kinds[index] in _STOPS:
            small = kinds[index] == "Lower"
        ahead[index] = small
    return ahead


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    return str(sentence_break(character).value)
