"""The texts of an edition as they go out, stored at each publication, so that pages show what was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from i18nflow import files
from i18nflow.model import Actor, PublicationStatus, SegmentKind, State
from i18nflow.store import Publication, PublishedText
from i18nflow.workflow.publishing.gate import LIVE
from i18nflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Release:
    """One act of publishing: by whom, when, and the correction note in each language that has one."""

    actor: Actor
    at: datetime
    notes: Mapping[str, str]


def publish_edition(ws: Workspace, slug: str, lang: str, release: Release) -> bool:
    """Publish an edition and its source where their texts differ from what is public; whether anything did."""
    source = ws.config.source
    changed = _publish(ws, slug, source, source_texts(ws, slug), release)
    if lang != source:
        changed |= _publish(ws, slug, lang, target_texts(ws, slug, lang), release)
    return changed


def source_texts(ws: Workspace, slug: str) -> tuple[PublishedText, ...]:
    """The original as it is now."""
    return tuple(PublishedText(one, one.text, State.APPROVED) for one in ws.store.articles.segments(slug))


def target_texts(ws: Workspace, slug: str, lang: str) -> tuple[PublishedText, ...]:
    """The translation as it is now."""
    reviewers = ws.store.publications.reviewers(slug, lang)
    return tuple(
        PublishedText(
            row.segment,
            row.target.text,
            row.target.state,
            row.target.origin,
            row.target.engine,
            row.target.author,
            reviewers.get(row.segment.key, "") if row.target.state is State.APPROVED else "",
        )
        for row in ws.store.targets.rows(slug, lang)
    )


def propose_slug(ws: Workspace, slug: str, lang: str) -> str:
    """A slug for the edition out of its headline (approved first); the article's own where there is none yet."""
    headline = next(
        (r.target.text for r in ws.store.targets.rows(slug, lang) if r.segment.kind is SegmentKind.HEADLINE),
        "",
    )
    first = files.slugify(headline) or slug
    wanted, number = first, 2
    while ws.store.editions.slug_taken(lang, wanted, by_other_than=slug):
        wanted, number = f"{first}-{number}", number + 1
    return wanted


def _publish(ws: Workspace, slug: str, lang: str, texts: tuple[PublishedText, ...], release: Release) -> bool:
    former = ws.store.publications.latest(slug, lang)
    edition = ws.store.editions.get(slug, lang)
    revision = ws.store.articles.get(slug).revision
    note = release.notes.get(lang, "")
    same = former is not None and former.texts == texts and former.revision == revision
    if same and edition.status in LIVE and not note:
        return False
    first = edition.published_at is None
    ws.store.editions.save(
        replace(
            edition,
            slug=edition.slug or (slug if lang == ws.config.source else propose_slug(ws, slug, lang)),
            slug_frozen=True,
            status=PublicationStatus.PUBLISHED if first else PublicationStatus.CORRECTED,
            published_at=edition.published_at or release.at,
            modified_at=None if first else release.at,
            published_by=release.actor.name,
            from_revision=revision,
            note=note,
        )
    )
    number = former.number + 1 if former else 1
    # A note with the first publication corrects nothing.
    kept = "" if first else note
    ws.store.publications.add(
        Publication(slug, lang, number, release.at, release.actor.name, revision, texts, kept)
    )
    return True
