"""How far each article is: segments and words by state, findings, publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from i18nflow.model import Edition, Severity, State
from i18nflow.store import Counted, StoredArticle
from i18nflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Progress:
    """One article in one target language: segments and source words by state, open findings, publication."""

    lang: str
    segments: Mapping[State, int]
    words: Mapping[State, int]
    findings: Mapping[Severity, int]
    edition: Edition
    stale: int = 0
    """Segments whose source has changed since they were translated."""

    @property
    def total(self) -> int:
        """All segments."""
        return sum(self.segments.values())

    @property
    def done(self) -> int:
        """Approved segments."""
        return self.segments.get(State.APPROVED, 0)

    @property
    def ready(self) -> bool:
        """Whether nothing stands against publishing: all approved, no error open."""
        return self.total > 0 and self.done == self.total and not self.findings.get(Severity.ERROR, 0)


@dataclass(frozen=True, slots=True)
class ArticleStatus:
    """One article with its progress in each target language."""

    slug: str
    title: str
    translated_titles: Mapping[str, str]
    date: date | None
    author: str
    origin: str
    revision: int
    changed_at: datetime
    progress: Mapping[str, Progress] = field(default_factory=dict)


def articles(ws: Workspace) -> list[ArticleStatus]:
    """Every article, newest first, in a fixed number of queries however many there are."""
    return _statuses(ws, ws.store.articles.all(), None)


def article(ws: Workspace, slug: str) -> ArticleStatus:
    """The status of one article. Raises :class:`i18nflow.errors.NotFound`."""
    return _statuses(ws, [ws.store.articles.get(slug)], slug)[0]


def _statuses(ws: Workspace, stored: Sequence[StoredArticle], slug: str | None) -> list[ArticleStatus]:
    langs = ws.config.targets
    counts = {lang: ws.store.tally.of_language(lang, slug) for lang in langs}
    titles = {lang: ws.store.targets.headlines(lang, slug) for lang in langs}
    editions = {(edition.article, edition.lang): edition for edition in ws.store.editions.all()}
    nothing = Counted({}, {}, {})
    result = []
    for article in stored:
        progress = {}
        for lang in langs:
            counted = counts[lang].get(article.slug, nothing)
            progress[lang] = Progress(
                lang=lang,
                segments=counted.segments,
                words=counted.words,
                stale=counted.stale,
                findings=counted.findings,
                edition=editions.get((article.slug, lang)) or Edition(article.slug, lang),
            )
        result.append(
            ArticleStatus(
                slug=article.slug,
                title=article.title,
                translated_titles={lang: titles[lang].get(article.slug, "") for lang in langs},
                date=article.date,
                author=article.author,
                origin=article.origin,
                revision=article.revision,
                changed_at=article.changed_at,
                progress=progress,
            )
        )
    return result
