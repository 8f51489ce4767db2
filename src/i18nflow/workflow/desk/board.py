"""The desk as an editor sees it in the morning: every translation with its deadline, people and blockers, late first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from i18nflow.model import PublicationStatus, Severity, State
from i18nflow.store import Assignment
from i18nflow.workflow import status
from i18nflow.workflow.status import ArticleStatus, Progress
from i18nflow.workflow.workspace import Workspace

LIVE = (PublicationStatus.PUBLISHED, PublicationStatus.CORRECTED, PublicationStatus.SCHEDULED)


class Group(StrEnum):
    """Where a translation stands on the desk, in the order of urgency."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    OPEN = "open"
    READY = "ready"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in one target language."""

    status: ArticleStatus
    progress: Progress
    group: Group
    due: datetime | None
    people: tuple[Assignment, ...]
    comments: int

    @property
    def words_left(self) -> int:
        """Source words that are not approved."""
        words = self.progress.words
        return sum(words.values()) - words.get(State.APPROVED, 0)

    @property
    def blocked(self) -> bool:
        """Whether errors stand or a source has changed."""
        return bool(self.progress.findings.get(Severity.ERROR) or self.progress.stale)


def entries(ws: Workspace, langs: Sequence[str]) -> list[Entry]:
    """Every article in each of these languages: late first, then by deadline, then by date."""
    now = ws.now()
    everything = status.articles(ws)
    found = []
    for lang in langs:
        deadlines = ws.store.assignments.deadlines(lang)
        people = ws.store.assignments.all(lang)
        comments = ws.store.comments.open_counts(lang)
        for article in everything:
            progress, due = article.progress[lang], deadlines.get(article.slug)
            found.append(
                Entry(
                    article, progress, group_of(ws, progress, due, now), due,
                    tuple(people.get(article.slug, ())), comments.get(article.slug, 0),
                )
            )  # fmt: skip
    order = {group: number for number, group in enumerate(Group)}
    far = now + timedelta(days=36500)
    # Sorting keeps the order of equals: newest article first.
    return sorted(found, key=lambda one: (order[one.group], one.due or far))


def group_of(ws: Workspace, progress: Progress, due: datetime | None, now: datetime) -> Group:
    """Where a translation stands: finished ones first asked, then by deadline in the workspace's zone."""
    if progress.ready:
        return Group.PUBLISHED if progress.edition.status in LIVE else Group.READY
    if due is None:
        return Group.OPEN
    if due < now:
        return Group.LATE
    days = (due.astimezone(ws.config.zone).date() - now.astimezone(ws.config.zone).date()).days
    return Group.TODAY if days == 0 else Group.WEEK if days < 7 else Group.LATER
