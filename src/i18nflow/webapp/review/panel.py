"""The helpers beside the article: matches, machine texts, terms, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from i18nflow import glossary
from i18nflow.model import Match, Term, TermStatus
from i18nflow.store import HistoryEntry, TypedText
from i18nflow.webapp.context import actor, workspace
from i18nflow.webapp.diff import Piece, words
from i18nflow.webapp.review.lines import Line
from i18nflow.workflow import evidence, glossaries, memories
from i18nflow.workflow.evidence import Evidence

MOST_MATCHES = 9
"""As many as there are keys for them."""


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """A match with the difference of its source to the segment's."""

    match: Match
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A term of the source; ``used`` says whether its target stands in the translation."""

    term: Term
    used: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One entry of history with the difference to the text before it."""

    entry: HistoryEntry
    pieces: Sequence[Piece]
    current: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows for one segment."""

    matches: tuple[ShownMatch, ...]
    machine: str
    engine: str
    terms: tuple[ShownTerm, ...]
    history: tuple[Version, ...]
    given_up: tuple[TypedText, ...]
    """What this person typed here and gave up."""
    source_change: tuple[Piece, ...]
    evidence: Evidence | None
    apart: tuple[Piece, ...]
    """The first engine's text and the second's, where they differ."""


def of(line: Line, lang: str) -> Panel:
    """The panel of one segment."""
    target = line.row.target
    previous = target.previous_source
    return Panel(
        matches=matches(line, lang),
        machine=target.machine_text,
        engine=" ".join(filter(None, (target.engine, target.engine_version))),
        terms=_terms(line, lang),
        history=_history(line, lang),
        given_up=tuple(workspace().store.drafts.given_up(line.key, lang, actor().name)),
        source_change=tuple(words(previous, line.row.segment.text)) if previous is not None else (),
        evidence=(found := evidence.of(workspace(), line.row, lang, line.findings)),
        apart=_apart(found),
    )


def matches(line: Line, lang: str) -> tuple[ShownMatch, ...]:
    """Earlier pairs like this segment, best first."""
    found = memories.for_row(workspace(), line.row, lang, limit=MOST_MATCHES)
    return tuple(ShownMatch(one, words(one.unit.source, line.row.segment.text)) for one in found)


def _apart(found: Evidence | None) -> tuple[Piece, ...]:
    second = found.second if found else None
    return tuple(words(second.first_text, second.text)) if second and second.disagreement > 0 else ()


def _terms(line: Line, lang: str) -> tuple[ShownTerm, ...]:
    ws, source, target = workspace(), line.row.segment.text, line.row.target.text
    seen: dict[tuple[str, str], ShownTerm] = {}
    for found in glossaries.occurrences(ws, lang, source):
        term = found.term
        wanted = term.source if term.status is TermStatus.DO_NOT_TRANSLATE else term.target
        used = bool(glossary.find_target(term, target, lang))
        seen.setdefault((term.source, wanted), ShownTerm(term, used))
    return tuple(seen.values())


def _history(line: Line, lang: str) -> tuple[Version, ...]:
    entries = workspace().store.targets.history(line.key, lang)
    shown = []
    for index, entry in enumerate(entries):
        before = entries[index + 1].text if index + 1 < len(entries) else ""
        shown.append(Version(entry, words(before, entry.text), current=index == 0))
    return tuple(shown)
