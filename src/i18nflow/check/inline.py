"""Inline codes: every one of the source stands once in the target, and they nest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from i18nflow import markup
from i18nflow.model import Code, Finding, Severity, said

_ROLES = {"open": "<{}>", "close": "</{}>", "empty": "<{}/>"}


def inline(source: str, target: str, codes: Sequence[Code]) -> Iterator[Finding]:
    """``markup`` where a code of the source is missing, doubled or closes in the wrong order."""
    if not codes:
        return
    wanted = Counter((number, role) for _, _, number, role in markup.code_tokens(source, codes))
    tokens = markup.code_tokens(target, codes)
    have = Counter((number, role) for _, _, number, role in tokens)
    for (number, role), count in sorted((wanted - have).items()):
        yield _missing(_ROLES[role].format(number), count)
    extra = have - wanted
    for start, end, number, role in reversed(tokens):
        if extra[number, role] > 0:
            extra[number, role] -= 1
            message = said("The source does not have the code {code} here.", code=target[start:end])
            yield Finding("markup", Severity.ERROR, message, start=start, end=end, expected="", fix="")
    if wanted == have:
        yield from _nesting(target, tokens)


def _missing(code: str, count: int) -> Finding:
    message = (
        said("The code {code} of the source is missing.", code=code)
        if count == 1
        else said("The code {code} of the source is missing ({count} times).", code=code, count=count)
    )
    return Finding("markup", Severity.ERROR, message, expected=code)


def _nesting(target: str, tokens: Sequence[tuple[int, int, int, str]]) -> Iterator[Finding]:
    """A code that closes while another, opened later in this segment, is still open."""
    opened: list[int] = []
    for start, end, number, role in tokens:
        if role == "open":
            opened.append(number)
        elif role == "close" and number in opened:
            if opened[-1] != number:
                message = said(
                    "The code {code} closes before {other} does.",
                    code=target[start:end],
                    other=f"<{opened[-1]}>",
                )
                yield Finding("markup", Severity.ERROR, message, start=start, end=end)
            opened.remove(number)
        elif role == "close" and any(later == number for _, _, later, kind in tokens if kind == "open"):
            message = said("The code {code} closes before it opens.", code=target[start:end])
            yield Finding("markup", Severity.ERROR, message, start=start, end=end)
