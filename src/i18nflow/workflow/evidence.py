"""What speaks for a draft and what against it: where it came from, what was verified, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from i18nflow import reviewqueue
from i18nflow.glossary import find_target
from i18nflow.model import Finding, State, TermStatus
from i18nflow.reviewqueue import Item, Why
from i18nflow.store import Row, SecondAnswer, StoredFinding
from i18nflow.workflow import glossaries
from i18nflow.workflow.workspace import Workspace

UNFINISHED = (State.UNTRANSLATED, State.DRAFT, State.REJECTED)

_FIGURES = re.compile(r"\d+(?:[.,\u00a0 ]\d+)*")
_NUMBER_CODES = frozenset(
    {"number-differs", "date-differs", "code-differs", "currency-differs", "number-format"}
)
_TERM_CODES = frozenset({"term-missing", "term-forbidden"})


class Verified(StrEnum):
    """What a program compared and found in order."""

    NUMBERS = "numbers"
    TERMS = "terms"
    FORMATTING = "formatting"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one target with a text. ``verified`` has how many of each were compared; ``repairs`` are ``old → new``."""

    verified: tuple[tuple[Verified, int], ...]
    doubtful: tuple[Finding, ...]
    repairs: tuple[str, ...]
    second: SecondAnswer | None


def of(ws: Workspace, row: Row, lang: str, findings: Sequence[StoredFinding]) -> Evidence | None:
    """The evidence for a target; None where there is no text yet. ``findings`` are those that are stored."""
    if not row.target.text:
        return None
    found = tuple(one.finding for one in findings if not one.dismissed_by)
    repairs = tuple(part for part in row.target.note.split("; ") if " → " in part)
    return Evidence(
        verified=tuple(_verified(ws, row, lang, {one.code for one in found})),
        doubtful=found,
        repairs=repairs,
        second=ws.store.seconds.of_segment(row.segment.key, lang),
    )


def queue(ws: Workspace, slug: str, lang: str, *, states: Sequence[State] = UNFINISHED) -> dict[str, Why]:
    """The segments of an article in these states in the order of the review queue, each with the reason."""
    rows, findings = ws.store.targets.rows(slug, lang), ws.store.findings.of_article(slug, lang)
    return queue_of(ws, slug, lang, rows, findings, states=states)


def why(ws: Workspace, row: Row, lang: str) -> Why:
    """Why a segment stands where it does in the queue; the whole article is looked at only where that may matter."""
    if row.target.state not in UNFINISHED or ws.store.seconds.of_segment(row.segment.key, lang) is None:
        return Why.ORDER
    return queue(ws, row.article, lang).get(row.segment.key, Why.ORDER)


def queue_of(
    ws: Workspace,
    slug: str,
    lang: str,
    rows: Sequence[Row],
    findings: Mapping[str, Sequence[StoredFinding]],
    *,
    states: Sequence[State] = UNFINISHED,
) -> dict[str, Why]:
    """:func:`queue` for an article whose rows and findings are at hand."""
    seconds = ws.store.seconds.of_article(slug, lang)
    items = []
    for row in rows:
        key = row.segment.key
        if row.target.state in states:
            found = [one.finding for one in findings.get(key, ()) if not one.dismissed_by]
            second = seconds.get(key)
            items.append(Item(key, found, second.disagreement if second else None))
    return {item.key: reason for item, reason in reviewqueue.ordered(items)}


def _verified(ws: Workspace, row: Row, lang: str, wrong: set[str]) -> list[tuple[Verified, int]]:
    """What was compared and came out right; what nothing of stands in the source was not compared."""
    source = row.segment.text
    result = []
    figures = len(_FIGURES.findall(source))
    if figures and not wrong & _NUMBER_CODES:
        result.append((Verified.NUMBERS, figures))
    terms = {
        one.term.source
        for one in glossaries.occurrences(ws, lang, source)
        if one.term.status is not TermStatus.FORBIDDEN and find_target(one.term, row.target.text, lang)
    }
    if terms and not wrong & _TERM_CODES:
        result.append((Verified.TERMS, len(terms)))
    if row.segment.codes and "markup" not in wrong:
        result.append((Verified.FORMATTING, len(row.segment.codes)))
    return result
