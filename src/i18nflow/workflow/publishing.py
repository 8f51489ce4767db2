"""Publication: what blocks an edition, publishing it, taking it back, and building the site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from i18nflow import files, publish, resources
from i18nflow.catalog.runtime import translations
from i18nflow.errors import ConfigError, NotFound, Refused
from i18nflow.model import (
    Actor,
    Edition,
    Origin,
    PublicationStatus,
    Role,
    Segment,
    SegmentKind,
    Severity,
    State,
    Target,
)
from i18nflow.publish import ArticleView, Built, EditionView, Entry, Making, Provenance
from i18nflow.store import Publication, PublishedText
from i18nflow.workflow.workspace import Workspace

LIVE = frozenset({PublicationStatus.PUBLISHED, PublicationStatus.CORRECTED})


class Block(StrEnum):
    """What can stand against publishing."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    TRANSLATED = "translated"
    REJECTED = "rejected"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stands against publishing, and the segment where it is."""

    kind: Block
    segment: str
    number: int
    message: str


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: editions made public, editions held back with their blockers, files of the site."""

    editions: tuple[tuple[str, str], ...] = ()
    blocked: dict[tuple[str, str], tuple[Blocker, ...]] = field(default_factory=dict)
    built: Built | None = None


def blockers(ws: Workspace, slug: str, lang: str) -> tuple[Blocker, ...]:
    """Everything that stands against publishing an article in ``lang``, in document order, each with its segment."""
    found: list[Blocker] = []
    findings = ws.store.findings.of_article(slug, lang)
    for number, row in enumerate(ws.store.targets.rows(slug, lang), 1):
        key = row.segment.key
        if row.target.state is not State.APPROVED:
            found.append(Blocker(Block(row.target.state), key, number, row.target.reason))
        found.extend(
            Blocker(Block.FINDING, key, number, one.finding.message)
            for one in findings.get(key, [])
            if one.finding.severity is Severity.ERROR and not one.dismissed_by
        )
    return tuple(found)


def publish_articles(
    ws: Workspace,
    slugs: Sequence[str],
    langs: Sequence[str],
    actor: Actor,
    *,
    drafts: bool = False,
    note: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Published:
    """Make editions public and build the site. Without ``slugs``: every article that is ready or public already.

    What is blocked is held back and listed; with ``drafts`` it is published all the same and marked for the reader.
    """
    if not actor.may(Role.EDITOR):
        raise Refused(f"{actor.name} may not publish: that takes an editor or more.")
    _site_config(ws)
    chosen = slugs or [article.slug for article in ws.store.articles.all()]
    done: list[tuple[str, str]] = []
    blocked: dict[tuple[str, str], tuple[Blocker, ...]] = {}
    for slug in chosen:
        ws.store.articles.get(slug)
        for lang in langs:
            against = blockers(ws, slug, lang)
            if against and not (drafts and slugs):
                blocked[slug, lang] = against
                continue
            with ws.store.write():
                if _publish_edition(ws, slug, lang, actor, note):
                    done.append((slug, lang))
    return Published(tuple(done), blocked, build_site(ws, progress))


def unpublish(ws: Workspace, slug: str, langs: Sequence[str], actor: Actor, *, reason: str = "") -> Published:
    """Take editions back: page, feed and index entries go, a withdrawn page stays."""
    if not actor.may(Role.EDITOR):
        raise Refused(f"{actor.name} may not withdraw: that takes an editor or more.")
    done = []
    with ws.store.write():
        for lang in langs:
            edition = ws.store.editions.get(slug, lang)
            if edition.status not in LIVE:
                continue
            ws.store.editions.save(
                replace(edition, status=PublicationStatus.WITHDRAWN, modified_at=ws.now(), note=reason)
            )
            done.append((slug, lang))
        if not done:
            raise NotFound(f"'{slug}' is not published.")
        if not any(
            e.status in LIVE
            for lang, e in ws.store.editions.of_article(slug).items()
            if lang in ws.config.targets
        ):
            source = ws.store.editions.get(slug, ws.config.source)
            if source.status in LIVE:
                ws.store.editions.save(
                    replace(source, status=PublicationStatus.WITHDRAWN, modified_at=ws.now(), note=reason)
                )
    return Published(tuple(done), {}, build_site(ws))


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


def set_slug(ws: Workspace, slug: str, lang: str, wanted: str, actor: Actor) -> Edition:
    """Give an edition its slug. After publication the former one becomes a redirect."""
    if not actor.may(Role.TRANSLATOR):
        raise Refused(f"{actor.name} may not set a slug: that takes a translator or more.")
    files.check_slug(wanted)
    with ws.store.write():
        if ws.store.editions.slug_taken(lang, wanted, by_other_than=slug):
            raise Refused(f"'{wanted}' is the slug of another article in {lang}.")
        edition = ws.store.editions.get(slug, lang)
        if edition.slug_frozen and edition.slug != wanted:
            return ws.store.editions.rename(edition, wanted, ws.now())
        edition = replace(edition, slug=wanted, slug_confirmed=True)
        ws.store.editions.save(edition)
        return edition


def build_site(ws: Workspace, progress: Callable[[int, int], None] | None = None) -> Built:
    """Bring ``site/`` up to date with what is published; only what changed is written."""
    config = _site_config(ws)
    site = publish.open_site(
        config,
        web=resources.root() / "web",
        locales=resources.root() / "locales",
        translations=translations,
        newsroom=files.inside(ws.root, ws.config.site.templates) if ws.config.site.templates else None,
    )
    editions: dict[str, list[Edition]] = {}
    for edition in ws.store.editions.all():
        if edition.status in LIVE or edition.status is PublicationStatus.WITHDRAWN:
            editions.setdefault(edition.article, []).append(edition)
    stamps = ws.store.publications.stamps()
    revisions = {article.slug: article.revision for article in ws.store.articles.all()}
    entries = [
        Entry(slug, _digest((sorted(map(repr, listed)), stamps.get(slug), revisions[slug])))
        for slug, listed in editions.items()
        if slug in stamps
    ]
    return publish.build(
        ws.site,
        site,
        entries,
        lambda slug: article_view(ws, slug),
        media=ws.root / "media",
        progress=progress,
    )


def article_view(ws: Workspace, slug: str) -> ArticleView:
    """An article as it was published, in all its languages."""
    source = ws.store.publications.latest(slug, ws.config.source)
    if source is None:
        raise NotFound(f"'{slug}' was never published.")
    targets = []
    for lang in ws.config.targets:
        latest = ws.store.publications.latest(slug, lang)
        if latest is not None:
            targets.append(_target_view(ws, source, latest))
    return ArticleView(slug=slug, source=_source_view(ws, source), targets=tuple(targets))


def preview_view(ws: Workspace, slug: str, lang: str) -> ArticleView:
    """An article as it would be published now, for a preview; nothing is stored."""
    at, stored = ws.now(), ws.store.articles.get(slug)
    source = Publication(slug, ws.config.source, 0, at, "", stored.revision, _source_texts(ws, slug))
    target = Publication(slug, lang, 0, at, "", stored.revision, _target_texts(ws, slug, lang))
    return ArticleView(
        slug=slug, source=_source_view(ws, source), targets=(_target_view(ws, source, target),)
    )


def _publish_edition(ws: Workspace, slug: str, lang: str, actor: Actor, note: str) -> bool:
    """Publish one edition and its source, where their texts differ from what is public; whether anything did."""
    source_changed = _publish_texts(ws, slug, ws.config.source, _source_texts(ws, slug), actor, "")
    target_changed = _publish_texts(ws, slug, lang, _target_texts(ws, slug, lang), actor, note)
    return source_changed or target_changed


def _publish_texts(
    ws: Workspace, slug: str, lang: str, texts: tuple[PublishedText, ...], actor: Actor, note: str
) -> bool:
    former = ws.store.publications.latest(slug, lang)
    edition = ws.store.editions.get(slug, lang)
    revision = ws.store.articles.get(slug).revision
    same = former is not None and former.texts == texts and former.revision == revision
    if same and edition.status in LIVE and not note:
        return False
    at = ws.now()
    first = edition.published_at is None
    chosen = edition.slug or (slug if lang == ws.config.source else propose_slug(ws, slug, lang))
    ws.store.editions.save(
        replace(
            edition,
            slug=chosen,
            slug_frozen=True,
            status=PublicationStatus.PUBLISHED if first else PublicationStatus.CORRECTED,
            published_at=edition.published_at or at,
            modified_at=None if first else at,
            published_by=actor.name,
            from_revision=revision,
            note=note,
        )
    )
    number = former.number + 1 if former else 1
    ws.store.publications.add(Publication(slug, lang, number, at, actor.name, revision, texts, note))
    return True


def _source_texts(ws: Workspace, slug: str) -> tuple[PublishedText, ...]:
    return tuple(PublishedText(one, one.text, State.APPROVED) for one in ws.store.articles.segments(slug))


def _target_texts(ws: Workspace, slug: str, lang: str) -> tuple[PublishedText, ...]:
    return tuple(
        PublishedText(
            row.segment,
            row.target.text,
            row.target.state,
            row.target.origin,
            row.target.engine,
            row.target.author,
        )
        for row in ws.store.targets.rows(slug, lang)
    )


def _source_view(ws: Workspace, published: Publication) -> EditionView:
    return _view(ws, published, published, targets=None, provenance=Provenance(making=Making.ORIGINAL))


def _target_view(ws: Workspace, source: Publication, published: Publication) -> EditionView:
    """The target edition over the source's segments: what the source gained since is shown untranslated."""
    texts = {one.segment.key: one for one in published.texts}
    targets = {}
    for one in source.texts:
        done = texts.get(one.segment.key)
        if done is None:
            continue
        stale = done.segment.text if done.segment.text != one.segment.text else None
        targets[one.segment.key] = Target(
            segment=one.segment.key,
            lang=published.lang,
            text=done.text,
            state=done.state,
            origin=done.origin,
            engine=done.engine,
            previous_source=stale,
        )
    return _view(ws, source, published, targets=targets, provenance=_provenance(ws, published))


def _view(
    ws: Workspace,
    source: Publication,
    published: Publication,
    *,
    targets: dict[str, Target] | None,
    provenance: Provenance,
) -> EditionView:
    edition = ws.store.editions.get(published.article, published.lang)
    segments: tuple[Segment, ...] = tuple(one.segment for one in source.texts)
    document = ws.store.articles.document(published.article, source.revision)
    year = _year(document.date.year if document.date else None, edition.published_at)
    return publish.edition_of(
        document,
        segments,
        lang=published.lang,
        slug=edition.slug or published.article,
        targets=targets,
        provenance=provenance,
        status=edition.status
        if edition.status is not PublicationStatus.NONE
        else PublicationStatus.PUBLISHED,
        published_at=edition.published_at,
        modified_at=edition.modified_at,
        note=edition.note,
        former=tuple(
            f"{year}/{old}" for old in ws.store.editions.former_slugs(published.article, published.lang)
        ),
    )


def _year(dated: int | None, published_at: datetime | None) -> int:
    return dated or (published_at.year if published_at else 1970)


def _provenance(ws: Workspace, published: Publication) -> Provenance:
    machine = [one for one in published.texts if one.origin is Origin.MACHINE and one.text]
    reviewed = all(one.state is State.APPROVED for one in published.texts)
    making = Making.HUMAN if not machine else Making.MACHINE_REVISED if reviewed else Making.MACHINE
    revisions = {revision.number: revision for revision in ws.store.articles.revisions(published.article)}
    made_from = revisions.get(published.revision)
    later = [revision for number, revision in revisions.items() if number > published.revision]
    return Provenance(
        making=making,
        engine=", ".join(sorted({one.engine for one in machine})),
        reviewed=reviewed,
        reviewed_on=published.at.astimezone(ws.config.zone).date() if reviewed else None,
        source_revision=published.revision,
        source_at=made_from.at if made_from else None,
        source_changed=min(revision.at for revision in later) if later else None,
    )


def _site_config(ws: Workspace) -> publish.SiteConfig:
    if not ws.config.site.base_url:
        raise ConfigError(
            'site.base_url is not set: publishing needs the address of the site, e.g. base_url = "https://news.example.org"',
            where=str(Path(ws.root.name) / "i18nflow.toml"),
        )
    return publish.SiteConfig(
        base_url=ws.config.site.base_url,
        name=ws.config.site.name or ws.root.name,
        source=ws.config.source,
        targets=ws.config.targets,
        tz=ws.config.timezone,
        per_page=ws.config.site.per_page,
    )


def _digest(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:16]
