"""Slips of the keyboard: double spaces, spaces at the edge, a word written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18nflow.model import Finding, Severity, said

_DOUBLE = re.compile(r"(?<=\S)[ \u00a0\t]{2,}(?=\S)")
_EDGES = re.compile(r"\A\s+|\s+\Z")
_TWICE = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)

# Words that a language may rightly write twice in a row.
_MAY_REPEAT = {
    "en": frozenset({"had", "that", "is", "very", "so", "ha", "bye"}),
    "lv": frozenset({"jo", "ka"}),
}


def spacing(source: str, target: str, lang: str) -> Iterator[Finding]:
    """``double-space``, ``edge-space`` and ``doubled-word`` in ``target``."""
    if "  " in target or "\u00a0" in target or "\t" in target:
        yield from _double(target)
    if target[:1].isspace() or target[-1:].isspace():
        yield from _edges(source, target)
    yield from _twice(source, target, lang)


def _double(target: str) -> Iterator[Finding]:
    for found in _DOUBLE.finditer(target):
        yield Finding(
            "double-space",
            Severity.WARNING,
            said("There is more than one space here."),
            start=found.start(),
            end=found.end(),
            expected=" ",
            fix=" ",
        )


def _edges(source: str, target: str) -> Iterator[Finding]:
    allowed = {found.group() for found in _EDGES.finditer(source)}
    for found in _EDGES.finditer(target):
        if found.group() in allowed or found.end() - found.start() == len(target):
            continue
        yield Finding(
            "edge-space",
            Severity.WARNING,
            said("The text starts with a space.")
            if found.start() == 0
            else said("The text ends with a space."),
            start=found.start(),
            end=found.end(),
            expected="",
            fix="",
        )


def _twice(source: str, target: str, lang: str) -> Iterator[Finding]:
    for found in _TWICE.finditer(target):
        word = found.group(1)
        # "Duran Duran", "Pago Pago": a name; a small word may be repeated on purpose.
        name = word[0].isupper() and found.group().split()[-1][0].isupper()
        if name or word.lower() in _MAY_REPEAT.get(lang, ()) or found.group().lower() in source.lower():
            continue
        yield Finding(
            "doubled-word",
            Severity.WARNING,
            said("“{word}” stands twice.", word=word),
            start=found.start(),
            end=found.end(),
            expected=word,
            fix=word,
        )
