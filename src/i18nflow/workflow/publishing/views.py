"""An article as its pages show it: out of what was published, never out of what is being worked on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from i18nflow import publish
from i18nflow.errors import NotFound
from i18nflow.model import Article, Edition, Origin, PublicationStatus, State, said
from i18nflow.publish import ArticleView, Correction, EditionView, Making, Provenance
from i18nflow.store import Publication
from i18nflow.workflow.publishing.texts import source_texts, target_texts
from i18nflow.workflow.workspace import Workspace


def article_view(ws: Workspace, slug: str) -> ArticleView:
    """An article as it was published, in all its languages. Raises :class:`NotFound` when it never was."""
    source = ws.store.publications.latest(slug, ws.config.source)
    if source is None:
        raise NotFound(said("'{slug}' was never published.", slug=slug))
    room = _Room(ws, slug)
    latest = (ws.store.publications.latest(slug, lang) for lang in ws.config.targets)
    targets = tuple(room.target(source, one) for one in latest if one is not None)
    return ArticleView(slug=slug, source=room.source(source), targets=targets, year=room.year)


def preview_view(ws: Workspace, slug: str, lang: str) -> ArticleView:
    """An article as it would be published now, for a preview; nothing is stored."""
    at, stored = ws.now(), ws.store.articles.get(slug)
    source = Publication(slug, ws.config.source, 0, at, "", stored.revision, source_texts(ws, slug))
    target = Publication(slug, lang, 0, at, "", stored.revision, target_texts(ws, slug, lang))
    room = _Room(ws, slug, preview=True)
    return ArticleView(
        slug=slug, source=room.source(source), targets=(room.target(source, target),), year=room.year
    )


@dataclass
class _Room:
    """What all editions of one article share, read once."""

    ws: Workspace
    slug: str
    preview: bool = False

    def __post_init__(self) -> None:
        store, slug = self.ws.store, self.slug
        self.editions = store.editions.of_article(slug)
        self.notes = store.publications.notes(slug)
        self.archived = store.schedules.archived(slug)
        self.revisions = {revision.number: revision.at for revision in store.articles.revisions(slug)}
        self.year = year_of(self.ws, slug)
        self.documents: dict[int, Article] = {}

    def source(self, published: Publication) -> EditionView:
        """The original."""
        return self._view(published, published, None, Provenance(making=Making.ORIGINAL))

    def target(self, source: Publication, published: Publication) -> EditionView:
        """A translation over the original's segments: what the original gained since is shown untranslated."""
        texts = {one.segment.key: one for one in published.texts}
        targets = {}
        for one in source.texts:
            key = one.segment.key
            if done := texts.get(key):
                stale = done.segment.text != one.segment.text
                targets[key] = publish.Rendition(done.text, done.state, done.origin, stale)
        return self._view(source, published, targets, self._provenance(published))

    def _view(
        self,
        source: Publication,
        published: Publication,
        targets: Mapping[str, publish.Rendition] | None,
        provenance: Provenance,
    ) -> EditionView:
        edition = self.editions.get(published.lang) or Edition(self.slug, published.lang)
        if source.revision not in self.documents:
            self.documents[source.revision] = self.ws.store.articles.document(self.slug, source.revision)
        document = self.documents[source.revision]
        former = self.ws.store.editions.former_slugs(self.slug, published.lang)
        corrections = self._corrections(published.lang)
        # A preview shows the edition as if it were public.
        hidden = edition.status in (PublicationStatus.NONE, PublicationStatus.SCHEDULED)
        return publish.edition_of(
            document,
            tuple(one.segment for one in source.texts),
            lang=published.lang,
            slug=edition.slug or self.slug,
            targets=targets,
            provenance=provenance,
            status=PublicationStatus.PUBLISHED if hidden and self.preview else edition.status,
            published_at=edition.published_at,
            modified_at=_latest(edition.modified_at, corrections),
            note=edition.note if edition.status is PublicationStatus.WITHDRAWN else "",
            corrections=corrections,
            archived_at=self.archived,
            former=tuple(f"{self.year}/{old}" for old in former),
        )

    def _corrections(self, lang: str) -> tuple[Correction, ...]:
        """The notes of an edition, and of its original where that was corrected without a word in this language."""
        own = {at for code, at, _ in self.notes if code == lang}
        shown = [
            Correction(at, text, code)
            for code, at, text in self.notes
            if code == lang or (code == self.ws.config.source and at not in own)
        ]
        return tuple(sorted(shown, key=lambda one: one.at))

    def _provenance(self, published: Publication) -> Provenance:
        machine = [one for one in published.texts if one.origin is Origin.MACHINE and one.text]
        reviewed = all(one.state is State.APPROVED for one in published.texts)
        making = Making.HUMAN if not machine else Making.MACHINE_REVISED if reviewed else Making.MACHINE
        later = [at for number, at in self.revisions.items() if number > published.revision]
        zone = self.ws.config.zone
        reviewers = {one.reviewer for one in published.texts if one.reviewer}
        named = {name: shown for name, shown in names_shown(self.ws).items() if name in reviewers}
        return Provenance(
            making=making,
            engine=", ".join(sorted({one.engine for one in machine})),
            reviewed=reviewed,
            reviewed_by=tuple(sorted(named.values())),
            by_others=bool(reviewers - named.keys()) or not named,
            reviewed_on=published.at.astimezone(zone).date() if reviewed else None,
            source_revision=published.revision,
            source_at=self.revisions.get(published.revision),
            source_changed=min(later) if later else None,
        )


def names_shown(ws: Workspace) -> dict[str, str]:
    """Whose name may stand on a page, and how: of those with an account, those who consented to it."""
    if not ws.config.site.names:
        return {}
    return {user.name: user.display or user.name for user in ws.store.users.all() if user.publish_name}


def year_of(ws: Workspace, slug: str) -> int:
    """The year of an article's addresses: as it was at first publication, so that a corrected date moves no page."""
    first = ws.store.publications.first(slug, ws.config.source)
    document = ws.store.articles.document(slug, first.revision if first else None)
    if document.date:
        return document.date.year
    return (first.at if first else ws.now()).astimezone(ws.config.zone).year


def _latest(modified: datetime | None, corrections: tuple[Correction, ...]) -> datetime | None:
    """When the edition changed last for its readers: a note carried over from the original counts."""
    moments = [one.at for one in corrections] + ([modified] if modified else [])
    return max(moments, default=None)
