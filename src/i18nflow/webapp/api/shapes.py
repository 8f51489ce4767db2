"""The shapes that several tags answer with, made from the values of the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from msgspec import Meta

from i18nflow.errors import NotFound
from i18nflow.model import (
    BlockKind,
    Edition,
    Finding,
    Match,
    MatchKind,
    Origin,
    PublicationStatus,
    Segment,
    SegmentKind,
    Severity,
    Side,
    State,
    Target,
    Term,
    TermStatus,
    said,
)
from i18nflow.store import HistoryEntry
from i18nflow.webapp.api.base import Shape
from i18nflow.webapp.api.registry import Call
from i18nflow.workflow.status import ArticleStatus, Progress

Instant = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0)]


class CodeShape(Shape, frozen=True, kw_only=True):
    """What ``<number>…</number>`` or ``<number/>`` in a text stands for."""

    number: int
    kind: str
    href: str | None
    title: str | None
    empty: bool


class SegmentShape(Shape, frozen=True, kw_only=True):
    """A unit of translation. ``text`` holds inline codes by number."""

    key: str
    kind: SegmentKind
    text: str
    block: int
    order: int
    codes: tuple[CodeShape, ...]


class TargetShape(Shape, frozen=True, kw_only=True):
    """The text of a segment in a target language. ``version`` counts its changes."""

    segment: str
    lang: str
    source: str
    text: str
    state: State
    version: Count
    origin: Origin | None
    engine: str
    engine_version: str
    score: float | None
    author: str
    previous_source: str | None
    reason: str
    note: str
    machine_text: str
    changed: Instant | None


class RowShape(Shape, frozen=True, kw_only=True):
    """A segment with its target."""

    segment: SegmentShape
    target: TargetShape
    etag: Annotated[str, Meta(description="The entity tag of the target, for If-Match")]


class FindingShape(Shape, frozen=True, kw_only=True):
    """What a check says of a target; offsets count code points, end exclusive."""

    segment: str
    code: str
    severity: Severity
    message: str
    side: Side
    start: int | None
    end: int | None
    expected: str | None
    fix: str | None
    dismissed_by: str
    dismissed_reason: str


class HistoryShape(Shape, frozen=True, kw_only=True):
    """One change of a target."""

    version: Count
    at: Instant
    actor: str
    action: str
    from_state: State
    to_state: State
    source: str
    text: str
    origin: Origin | None
    engine: str
    reason: str


class MatchShape(Shape, frozen=True, kw_only=True):
    """An earlier pair like a text. ``score`` is after penalties, ``similarity`` before them, both 0 to 1."""

    source: str
    target: str
    kind: MatchKind
    score: float
    similarity: float
    article: str
    author: str
    repaired: tuple[str, ...]
    penalties: tuple[str, ...]


class TermShape(Shape, frozen=True, kw_only=True):
    """An entry of the glossary; columns of the file that have no meaning here are in ``extra``."""

    source: str
    target: str
    status: TermStatus
    pos: str
    gender: str
    domain: str
    accept: tuple[str, ...]
    avoid: tuple[str, ...]
    also: tuple[str, ...]
    never: tuple[str, ...]
    case: str
    enforce: str
    note: str
    extra: dict[str, str]


class OccurrenceShape(Shape, frozen=True, kw_only=True):
    """A place in a text where a term stands, in whatever form; offsets count code points."""

    start: int
    end: int
    term: TermShape


class ProgressShape(Shape, frozen=True, kw_only=True):
    """How far an article is in one target language: segments and source words by state, open findings."""

    lang: str
    title: str
    segments: dict[str, int]
    words: dict[str, int]
    findings: dict[str, int]
    stale: Annotated[int, Meta(description="Segments whose source has changed since", ge=0)]
    ready: Annotated[bool, Meta(description="All approved, no error open")]
    publication: PublicationStatus


class ArticleShape(Shape, frozen=True, kw_only=True):
    """An article with its progress in each target language."""

    slug: str
    title: str
    date: date | None
    author: str
    origin: str
    revision: int
    changed: Instant
    languages: tuple[ProgressShape, ...]


class EditionShape(Shape, frozen=True, kw_only=True):
    """An article in one language, and its publication."""

    article: str
    lang: str
    slug: str
    slug_frozen: bool
    status: PublicationStatus
    published_at: Instant | None
    modified_at: Instant | None
    published_by: str
    from_revision: int | None
    note: str


class ImportedShape(Shape, frozen=True, kw_only=True):
    """What an import or a correction of an article did; the lists hold segment keys."""

    slug: str
    title: str
    revision: int
    status: str
    segments: int
    set_aside: tuple[str, ...]
    notes: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


class BlockShape(Shape, frozen=True, kw_only=True):
    """What keeps its place on the page."""

    kind: BlockKind
    text: str
    level: int
    ordered: bool
    group: int
    row: int
    column: int
    header: bool
    image: str
    codes: tuple[CodeShape, ...]


def target_lang(call: Call[Any, Any]) -> str:
    """The target language in the path. Raises :class:`NotFound` where it is none here."""
    for known in call.ws.config.targets:
        if call.lang.lower() == known.lower():
            return known
    raise NotFound(
        said(
            "'{lang}' is not a target language here: {targets}.",
            lang=call.lang,
            targets=", ".join(call.ws.config.targets),
        )
    )


def any_lang(call: Call[Any, Any]) -> str:
    """The language in the path: a target language, or the source language. Raises :class:`NotFound` for another one."""
    source = call.ws.config.source
    return source if call.lang.lower() == source.lower() else target_lang(call)


def of_segment(one: Segment) -> SegmentShape:
    """A segment."""
    return SegmentShape(
        key=one.key,
        kind=one.kind,
        text=one.text,
        block=one.block,
        order=one.order,
        codes=of_codes(one.codes),
    )


def of_codes(codes: Any) -> tuple[CodeShape, ...]:
    """Inline codes."""
    return tuple(
        CodeShape(number=c.number, kind=c.kind, href=c.href, title=c.title, empty=c.empty) for c in codes
    )


def of_target(target: Target, source: str) -> TargetShape:
    """A target, with the source it stands against."""
    return TargetShape(
        segment=target.segment,
        lang=target.lang,
        source=source,
        text=target.text,
        state=target.state,
        version=target.version,
        origin=target.origin,
        engine=target.engine,
        engine_version=target.engine_version,
        score=target.score,
        author=target.author,
        previous_source=target.previous_source,
        reason=target.reason,
        note=target.note,
        machine_text=target.machine_text,
        changed=target.changed,
    )


def of_finding(key: str, one: Finding, by: str = "", reason: str = "") -> FindingShape:
    """A finding."""
    return FindingShape(
        segment=key,
        code=one.code,
        severity=one.severity,
        message=one.message,
        side=one.side,
        start=one.start,
        end=one.end,
        expected=one.expected,
        fix=one.fix,
        dismissed_by=by,
        dismissed_reason=reason,
    )


def of_history(one: HistoryEntry) -> HistoryShape:
    """One change."""
    return HistoryShape(
        version=one.version,
        at=one.at,
        actor=one.actor,
        action=one.action,
        from_state=one.from_state,
        to_state=one.to_state,
        source=one.source,
        text=one.text,
        origin=one.origin,
        engine=one.engine,
        reason=one.reason,
    )


def of_match(one: Match) -> MatchShape:
    """A match."""
    return MatchShape(
        source=one.unit.source,
        target=one.target,
        kind=one.kind,
        score=round(one.score, 4),
        similarity=round(one.similarity, 4),
        article=one.unit.article,
        author=one.unit.author,
        repaired=one.repaired,
        penalties=one.penalties,
    )


def of_term(one: Term) -> TermShape:
    """A term."""
    return TermShape(
        source=one.source,
        target=one.target,
        status=one.status,
        pos=one.pos,
        gender=one.gender,
        domain=one.domain,
        accept=one.accept,
        avoid=one.avoid,
        also=one.also,
        never=one.never,
        case=one.case,
        enforce=one.enforce,
        note=one.note,
        extra=dict(one.extra),
    )


def of_article(one: ArticleStatus) -> ArticleShape:
    """An article with its progress."""
    return ArticleShape(
        slug=one.slug,
        title=one.title,
        date=one.date,
        author=one.author,
        origin=one.origin,
        revision=one.revision,
        changed=one.changed_at,
        languages=tuple(
            _progress(progress, one.translated_titles.get(lang, ""))
            for lang, progress in one.progress.items()
        ),
    )


def of_edition(one: Edition) -> EditionShape:
    """An edition."""
    return EditionShape(
        article=one.article,
        lang=one.lang,
        slug=one.slug,
        slug_frozen=one.slug_frozen,
        status=one.status,
        published_at=one.published_at,
        modified_at=one.modified_at,
        published_by=one.published_by,
        from_revision=one.from_revision,
        note=one.note,
    )


def _progress(progress: Progress, title: str) -> ProgressShape:
    return ProgressShape(
        lang=progress.lang,
        title=title,
        segments=_counts(State, progress.segments),
        words=_counts(State, progress.words),
        findings=_counts(Severity, progress.findings),
        stale=progress.stale,
        ready=progress.ready,
        publication=progress.edition.status,
    )


def _counts(names: Any, counts: Mapping[Any, int]) -> dict[str, int]:
    return {str(name): counts.get(name, 0) for name in names}
