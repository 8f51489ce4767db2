"""Why something was not done to a segment: what a verb over many segments reports."""

from __future__ import annotations

from dataclasses import dataclass

from i18nflow.store import Row


@dataclass(frozen=True, slots=True)
class Problem:
    """A segment that was left as it is.

    ``kind`` is ``changed`` (somebody changed it meanwhile: ``by``), ``refused`` (by a rule: ``message``) or
    ``gone`` (no longer part of its article). ``number`` is its place in the article, from 1.
    """

    key: str
    kind: str
    article: str = ""
    number: int = 0
    source: str = ""
    text: str = ""
    by: str = ""
    message: str = ""


def changed(row: Row) -> Problem:
    """A segment that somebody changed meanwhile."""
    return Problem(
        row.segment.key,
        "changed",
        row.article,
        row.position + 1,
        row.segment.text,
        row.target.text,
        row.target.author,
    )


def refused(row: Row, message: str) -> Problem:
    """A segment that a rule protects."""
    return Problem(
        row.segment.key,
        "refused",
        row.article,
        row.position + 1,
        row.segment.text,
        row.target.text,
        message=message,
    )


def gone(key: str) -> Problem:
    """A segment that is no more."""
    return Problem(key, "gone")
