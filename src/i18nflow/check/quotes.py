"""Quotation marks of the target: those of its language, in pairs."""

from __future__ import annotations

from collections.abc import Iterator

from i18nflow.language.quotes import DOUBLE, Marks, Quoted, marks, passages
from i18nflow.model import Finding, Severity, said

_STRAIGHT = ('"', '"')


def quotes(source: str, target: str, lang: str) -> Iterator[Finding]:
    """``quotes``: a passage in another language's marks (with its fix), or a mark without a partner.

    Straight marks are only told (severity info): they are a matter of the newsroom's taste.
    """
    if not any(char in target for char in DOUBLE):
        return
    quoted, lonely = passages(target)
    table = marks(lang)
    if table is not None:
        for passage in quoted:
            yield from _style(target, passage, table)
    if lonely and not passages(source)[1]:
        for at in lonely:
            message = said("The quotation mark {mark} has no partner.", mark=target[at])
            yield Finding("quotes", Severity.WARNING, message, start=at, end=at + 1)


def _style(target: str, passage: Quoted, table: Marks) -> Iterator[Finding]:
    used = (target[passage.start], target[passage.end - 1])
    right = table.outer if passage.depth == 0 else table.inner
    if used in (table.outer, right, *table.also):
        return
    inside = target[passage.start + 1 : passage.end - 1].strip("\u00a0\u202f ")
    fix = right[0] + table.inside + inside + table.inside + right[1]
    straight = used == _STRAIGHT
    yield Finding(
        "quotes",
        Severity.INFO if straight else Severity.WARNING,
        said(
            "This language quotes with {right}, not with {used}.", right="…".join(right), used="…".join(used)
        ),
        start=passage.start,
        end=passage.end,
        expected=fix,
        fix=fix,
    )
