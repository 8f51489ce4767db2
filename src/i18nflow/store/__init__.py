"""The store: one door to what a workspace remembers. Nobody else knows that it is SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from i18nflow.errors import StoreError
from i18nflow.store import database, measures
from i18nflow.store.acts import Act, Acts, UnauditedWrite
from i18nflow.store.agreement import Agreement, Member, NameEntry, NameUse, Pattern, Used
from i18nflow.store.alignments import Alignment, Alignments, Decision, Pair
from i18nflow.store.articles import Articles, Revision, StoredArticle
from i18nflow.store.audit import AuditLog, Wanted
from i18nflow.store.cache import Answer, Answers
from i18nflow.store.codec import content_hash
from i18nflow.store.desk import (
    Assignment,
    Assignments,
    Comment,
    Comments,
    Figures,
    Found,
    Replaced,
    Replacement,
    Replacements,
    SavedView,
    SavedViews,
    Search,
    SegmentFilter,
)
from i18nflow.store.drafts import Drafts, TypedText
from i18nflow.store.editions import Editions
from i18nflow.store.entrances import Attempts, Invitations, Sessions, Tokens
from i18nflow.store.erasing import Erasing
from i18nflow.store.exports import Export, Exports
from i18nflow.store.findings import Findings, StoredFinding
from i18nflow.store.folding import fold
from i18nflow.store.measures import Measure
from i18nflow.store.memory import Units
from i18nflow.store.postedits import PostEdit, PostEdits, PostEditTable
from i18nflow.store.preferences import Preferences
from i18nflow.store.presence import Presence, Present
from i18nflow.store.publications import Publication, Publications, PublishedText
from i18nflow.store.pushed import Pushed, Sent
from i18nflow.store.requests import KeptAnswer, Requests
from i18nflow.store.runs import Runs, RunState, StoredRun
from i18nflow.store.schedules import Embargo, Schedule, Schedules
from i18nflow.store.second_answers import SecondAnswer, SecondAnswers
from i18nflow.store.tally import Counted, Tally
from i18nflow.store.targets import Change, HistoryEntry, Row, Targets
from i18nflow.store.usage import Usage
from i18nflow.store.users import Users
from i18nflow.store.webhooks import Approval, Delivery, StoredEvent, Told, Webhook, Webhooks

__all__ = [
    "Act",
    "Agreement",
    "Alignment",
    "Answer",
    "Approval",
    "Assignment",
    "Change",
    "Comment",
    "Counted",
    "Decision",
    "Delivery",
    "Embargo",
    "Export",
    "Found",
    "HistoryEntry",
    "KeptAnswer",
    "Measure",
    "Member",
    "NameEntry",
    "NameUse",
    "Pair",
    "Pattern",
    "PostEdit",
    "PostEdits",
    "Present",
    "Publication",
    "PublishedText",
    "Replaced",
    "Replacement",
    "Revision",
    "Row",
    "RunState",
    "SavedView",
    "Schedule",
    "SecondAnswer",
    "SegmentFilter",
    "Sent",
    "Store",
    "StoredArticle",
    "StoredEvent",
    "StoredFinding",
    "StoredRun",
    "Told",
    "TypedText",
    "UnauditedWrite",
    "Units",
    "Used",
    "Wanted",
    "Webhook",
    "content_hash",
    "fold",
]


class Store:
    """A workspace's database. A connection belongs to its thread: open one store per request or run.

    ``lent`` opens one for a server's requests, one after the other, whatever thread each has.
    Raises :class:`i18nflow.errors.StoreError` where the database cannot be used, with what to do.
    """

    def __init__(self, path: Path, *, create: bool = False, lent: bool = False) -> None:
        self.path = path
        self._db = database.connect(path, create=create, lent=lent)
        self._schema = database.schema(self._db) if lent else None
        self.articles = Articles(self._db)
        self.targets = Targets(self._db)
        self.findings = Findings(self._db)
        self.tally = Tally(self._db)
        self.agreement = Agreement(self._db)
        self.editions = Editions(self._db)
        self.answers = Answers(self._db)
        self.usage = Usage(self._db)
        self.runs = Runs(self._db)
        self.seconds = SecondAnswers(self._db)
        self.postedits = PostEditTable(self._db)
        self.exports = Exports(self._db)
        self.publications = Publications(self._db)
        self.schedules = Schedules(self._db)
        self.pushed = Pushed(self._db)
        self.drafts = Drafts(self._db)
        self.users = Users(self._db)
        self.sessions = Sessions(self._db)
        self.invitations = Invitations(self._db)
        self.tokens = Tokens(self._db)
        self.attempts = Attempts(self._db)
        self.audit = AuditLog(self._db)
        self.requests = Requests(self._db)
        self.webhooks = Webhooks(self._db)
        self.preferences = Preferences(self._db)
        self.presence = Presence(self._db)
        self.search = Search(self._db)
        self.assignments = Assignments(self._db)
        self.comments = Comments(self._db)
        self.views = SavedViews(self._db)
        self.replacements = Replacements(self._db)
        self.figures = Figures(self._db)
        self.acts = Acts(self.audit)
        self.alignments = Alignments(self._db)
        self.erasing = Erasing(self._db)
        self.memory = Units(self._db, path.parent / ".memory")

    @contextmanager
    def write(self, *, aside: str = "") -> Iterator[None]:
        """A transaction: all of what is written inside, or nothing.

        What changes the workspace gets its row in the audit log in the same transaction: the one that
        ``workflow.audit.record`` wrote, else one for the act under way. ``aside`` says why a change is nobody's
        act and gets none: caches, indexes, counters, what somebody is still typing.
        """
        conn = self._db.conn
        is_outermost = not conn.in_transaction
        changes, rows = conn.total_changes, self.audit.added
        with database.explained(self.path), database.write(self._db):
            yield
            if is_outermost and not aside and conn.total_changes != changes and self.audit.added == rows:
                self.acts.settle()

    @contextmanager
    def if_free(self) -> Iterator[None]:
        """Inside, a transaction that would have to wait for another program raises :class:`StoreError` at once."""
        with database.impatient(self._db):
            yield

    @contextmanager
    def acting(self, act: Act) -> Iterator[None]:
        """What is changed inside is ``act``; inside a transaction of somebody else's it still gets its row."""
        changes, rows = self._db.conn.total_changes, self.audit.added
        with self.acts.during(act):
            yield
            is_open = self._db.conn.in_transaction
            if is_open and self._db.conn.total_changes != changes and self.audit.added == rows:
                self.acts.settle()

    def setting(self, name: str) -> str | None:
        """A remembered setting of the workspace, or None."""
        for row in self._db.query("select value from setting where name = :name", {"name": name}):
            return str(row["value"])
        return None

    def set_setting(self, name: str, value: str) -> None:
        """Remember a setting."""
        self._db.execute("insert or replace into setting (name, value) values (?, ?)", [name, value])

    def measures(self) -> list[Measure]:
        """How much there is of everything."""
        return measures.measured(self._db)

    def check_files(self) -> None:
        """Raise :class:`StoreError` where the database was deleted, moved or replaced since it was opened."""
        self._db.check_files()

    def is_current(self) -> bool:
        """Whether a store that was lent and given back still has the tables it was opened with."""
        try:
            return database.schema(self._db) == self._schema
        except StoreError:
            return False

    def settle(self) -> bool:
        """End what a request left unfinished; whether the store can be lent again."""
        conn = self._db.conn
        return isinstance(conn, database.Lent) and conn.settle()

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
