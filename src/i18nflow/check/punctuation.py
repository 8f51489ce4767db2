"""The punctuation mark at the end, and brackets that open and close."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18nflow.model import Finding, Severity, said

_CLOSERS = "\"'”“’‘»«)]}\u203a\u2039*\u00a0 "
_MARKS = ".!?…:;,"
_NAMES = {
    ".": said("a full stop"),
    "!": said("an exclamation mark"),
    "?": said("a question mark"),
    "…": said("an ellipsis"),
    ":": said("a colon"),
    ";": said("a semicolon"),
    ",": said("a comma"),
    "": said("no mark"),
}
# A full stop after an ordinal or an abbreviation need not end the sentence: the target may do without.
_NOT_AN_END = re.compile(
    r"(?:\d|\b\w\.\s?\w|\b(?:g|gs|u\.\s?c|utt|u\.\s?tml|t\.\s?i|nr|plkst|milj|tūkst|mljrd|etc|ltd|inc))\.\Z",
    re.I,
)
_PAIRS = {"(": ")", "[": "]"}
_LIST_LABEL = re.compile(r"(?:\A|(?<=[\s;,.:]))[\w.]{1,3}\)")


def end_punctuation(source: str, target: str) -> Iterator[Finding]:
    """``end-punctuation`` where the target ends with another mark than the source, or with none."""
    wanted, _, _ = _end(source)
    found, start, end = _end(target)
    if wanted == found or (wanted == "." and found == "" and _NOT_AN_END.search(source.rstrip(_CLOSERS))):
        return
    if wanted == "" and found == "." and _NOT_AN_END.search(target.rstrip(_CLOSERS)):
        return
    # "?!" and "!" both cry out; "…" may stand for an unfinished sentence's full stop.
    if {wanted, found} <= {"!", "?"} and "!" in source[-4:] and "?" in source[-4:]:
        return
    yield Finding(
        "end-punctuation",
        Severity.WARNING,
        said(
            "The source ends with {wanted}, the target with {found}.",
            wanted=_NAMES[wanted],
            found=_NAMES[found],
        ),
        start=start,
        end=end,
        expected=wanted,
        fix=wanted,
    )


def brackets(source: str, target: str) -> Iterator[Finding]:
    """``brackets`` where one opens and does not close, or the other way round, and the source is sound."""
    if not any(mark in target for mark in "()[]"):
        return
    lonely = _lonely(target)
    if not lonely or _lonely(source):
        return
    for at in lonely:
        yield Finding(
            "brackets",
            Severity.WARNING,
            said("The bracket “{mark}” has no partner.", mark=target[at]),
            start=at,
            end=at + 1,
        )


def _end(text: str) -> tuple[str, int, int]:
    """(mark, start, end) of the last mark, looking through quotes and brackets that close after it.

    Without a mark the span is empty and stands where one would be put.
    """
    end = len(text.rstrip())
    inner = len(text.rstrip(_CLOSERS))
    if inner and text[inner - 1] in _MARKS:
        end = inner
    start = end
    while start and text[start - 1] in _MARKS:
        start -= 1
    run = text[start:end]
    if not run:
        return "", end, end
    return ("…" if run.startswith(("...", "…")) else run[-1]), start, end


def _lonely(text: str) -> list[int]:
    """Offsets of brackets without a partner; a list label such as ``a)`` or ``1)`` is none."""
    labels = {found.end() - 1 for found in _LIST_LABEL.finditer(text)}
    opened: list[int] = []
    lonely: list[int] = []
    for at, char in enumerate(text):
        if char in _PAIRS:
            opened.append(at)
        elif char in ")]":
            if opened and _PAIRS[text[opened[-1]]] == char:
                opened.pop()
            elif at not in labels:
                lonely.append(at)
    return sorted(lonely + opened)
