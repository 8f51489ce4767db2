"""The publish gate: everything that stands against making an edition public, each thing with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from i18nflow import publish
from i18nflow.model import BlockKind, PublicationStatus, Segment, Severity, State
from i18nflow.workflow.workspace import Workspace

LIVE = frozenset({PublicationStatus.PUBLISHED, PublicationStatus.CORRECTED})


class Block(StrEnum):
    """What can stand against publishing."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    TRANSLATED = "translated"
    REJECTED = "rejected"
    FINDING = "finding"
    EMBARGO = "embargo"
    PICTURE = "picture"
    ROLE = "role"
    """Who scheduled it may not publish any more."""

    @property
    def hard(self) -> bool:
        """Whether it stands against drafts too, published on request."""
        return self in (Block.EMBARGO, Block.ROLE)


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stands against publishing; ``segment`` and its number are where, "" and 0 for the whole."""

    kind: Block
    segment: str
    number: int
    message: str


def blockers(ws: Workspace, slug: str, lang: str) -> tuple[Blocker, ...]:
    """Everything that stands against publishing an article in ``lang``: the whole first, then in document order.

    In the source language nothing has to be translated; embargo and missing pictures count all the same.
    """
    return (*_of_article(ws, slug), *(_of_targets(ws, slug, lang) if lang != ws.config.source else ()))


def _of_article(ws: Workspace, slug: str) -> Iterator[Blocker]:
    embargo = ws.store.schedules.embargo(slug)
    if embargo and embargo.until > ws.now():
        until = embargo.until.astimezone(ws.config.zone).isoformat(sep=" ", timespec="minutes")
        yield Blocker(Block.EMBARGO, "", 0, until)
    document, segments = ws.store.articles.document(slug), ws.store.articles.segments(slug)
    numbers: dict[int, tuple[int, Segment]] = {}
    for number, segment in enumerate(segments, 1):
        numbers.setdefault(segment.block, (number, segment))
    for place, block in enumerate(document.blocks):
        path = publish.media_path(block.image) if block.kind is BlockKind.FIGURE else ""
        if path and not (ws.root / "media" / path).is_file():
            number, found = numbers.get(place, (0, None))
            yield Blocker(Block.PICTURE, found.key if found else "", number, f"media/{path}")


def _of_targets(ws: Workspace, slug: str, lang: str) -> Iterator[Blocker]:
    findings = ws.store.findings.of_article(slug, lang)
    for number, row in enumerate(ws.store.targets.rows(slug, lang), 1):
        key = row.segment.key
        if row.target.state is not State.APPROVED:
            yield Blocker(Block(row.target.state), key, number, row.target.reason)
        for one in findings.get(key, []):
            if one.finding.severity is Severity.ERROR and not one.dismissed_by:
                yield Blocker(Block.FINDING, key, number, one.finding.message)
