"""The connection to a workspace's SQLite file: pragmas, migrations, transactions, errors said in our words."""

from __future__ import annotations

import re
import sqlite3
import weakref
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import dedupe_keys

from i18nflow.errors import StoreError
from i18nflow.files import identity
from i18nflow.model import Said, said
from i18nflow.store import snapshot
from i18nflow.store.migrations import migrations

BUSY_SECONDS = 10.0
_SELECT = re.compile(r"\s*select\b", re.IGNORECASE)


class Connection(Database):
    """sqlite-utils' database, whose errors are ours, reads too: a damaged page is found wherever it is read.

    Its reads ask SQLite once: sqlite-utils wraps each in a savepoint, which takes longer than most of them.
    """

    def __init__(self, conn: sqlite3.Connection, path: Path) -> None:
        self._path = path
        self._opened: tuple[tuple[Path, tuple[int, int] | None], ...] = ()
        super().__init__(conn, execute_plugins=False)

    def note_files(self) -> None:
        """Remember which files were opened: the database and its log, whatever is put in their place later."""
        path = self._path.resolve()
        self._opened = tuple((one, identity(one)) for one in (path, path.with_name(f"{path.name}-wal")))

    def check_files(self) -> None:
        """Raise :class:`StoreError` where the database or its log is not the file any more that was opened.

        SQLite itself does not look: it would go on writing into a deleted file, and read another database's log
        into this one.
        """
        if any(file is not None and identity(path) != file for path, file in self._opened):
            raise moved(self._path)

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> sqlite3.Cursor:
        """Run one statement. Raises :class:`StoreError`."""
        with explained(self._path):
            return super().execute(sql, parameters)

    def query(
        self, sql: str, params: Sequence[Any] | dict[str, Any] | None = None
    ) -> Generator[dict[str, Any], None, None]:
        """The rows of ``sql`` as dictionaries."""
        if not _SELECT.match(sql):
            return super().query(sql, params)
        cursor = self.execute(sql, params)
        keys = [column[0] for column in cursor.description]
        if len(set(keys)) < len(keys):
            keys = dedupe_keys(keys)
        return self._rows(cursor, keys)

    def _rows(self, cursor: sqlite3.Cursor, keys: Sequence[str]) -> Generator[dict[str, Any], None, None]:
        with explained(self._path):
            for row in cursor:
                yield dict(zip(keys, row, strict=True))


class Lent(sqlite3.Connection):
    """A connection that serves one request after the other, in whatever thread each has.

    It knows what it is reading: a read that nobody finished would keep the next request in the past.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reading: weakref.WeakSet[sqlite3.Cursor] = weakref.WeakSet()

    def execute(self, *given: Any) -> sqlite3.Cursor:
        """Run one statement; its cursor is remembered for as long as somebody has it."""
        made = super().execute(*given)
        self._reading.add(made)
        return made

    def cursor(self, *given: Any) -> sqlite3.Cursor:  # type: ignore[override]
        """A new cursor, remembered likewise."""
        made: sqlite3.Cursor = super().cursor(*given)
        self._reading.add(made)
        return made

    def settle(self) -> bool:
        """End every read; whether the connection can be used again, because no transaction is open."""
        for one in tuple(self._reading):
            one.close()
        self._reading.clear()
        return not self.in_transaction


def connect(path: Path, *, create: bool = False, lent: bool = False) -> Connection:
    """Open the database at ``path`` (``create``: make it), migrated and with foreign keys on.

    ``lent`` makes a connection that is used again, see :class:`Lent`; it keeps less of the file in memory.
    Raises :class:`StoreError` when the file is missing, damaged, locked, read-only, or newer than the program.
    """
    if not create and not path.is_file():
        raise StoreError(
            said(
                "{path}: the database is not there. Put the file back where it was, or put back a backup with 'i18nflow restore'.",
                path=path,
            )
        )
    with explained(path):
        # mode=rw: a mistyped name must not create an empty database.
        mode = "rwc" if create else "rw"
        conn = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            factory=Lent if lent else sqlite3.Connection,
            check_same_thread=not lent,
            # Each statement is taken apart once: a server has some hundreds of them.
            cached_statements=512,
        )
        try:
            conn.execute("pragma journal_mode = wal")
            # A confirmed sentence lasts through a power cut: each commit reaches the disk (normal would only keep
            # the file whole).
            conn.execute("pragma synchronous = full")
            db = Connection(conn, path)
            _migrate(db, path, create=create)
            conn.execute("pragma foreign_keys = on")
            conn.execute(f"pragma cache_size = {-8000 if lent else -32000}")
            db.note_files()
        except BaseException:
            # Whoever keeps the error would keep the files open with it, where there may be too many already.
            conn.close()
            raise
    return db


def moved(path: Path) -> StoreError:
    """The error for a database that somebody took away or replaced under a running program."""
    return StoreError(
        said(
            "{path}: the database was deleted, moved or replaced while the program was running, so nothing is saved now. Put the file back where it was; or stop the program, put back a backup with 'i18nflow restore', and start it again.",
            path=path,
        )
    )


def schema(db: Database) -> int:
    """The number that changes with every change of the tables, whichever program makes it."""
    (number,) = db.execute("pragma schema_version").fetchone()
    return int(number)


def _migrate(db: Database, path: Path, *, create: bool) -> None:
    known = {step.name for step in migrations._migrations}
    applied = {step.name for step in migrations.applied(db)}
    if newer := applied - known:
        raise StoreError(
            said(
                "{path}: made by a newer version of i18nflow (step {step}). Update the program to open it.",
                path=path,
                step=sorted(newer)[-1],
            )
        )
    if known == applied:
        return
    if not applied and not create:
        # An emptied file must not become a new workspace, in which everything seems to be gone.
        raise StoreError(
            said(
                "{path}: the database is empty, so it is damaged. Put back a backup with 'i18nflow restore'.",
                path=path,
            )
        )
    # Two processes that open a workspace at once must not both migrate: the first takes the write lock.
    db.conn.execute("begin immediate")
    try:
        if applied:
            _keep_older(path, sorted(applied)[-1])
        migrations.apply(db)
        broken = db.conn.execute("pragma foreign_key_check").fetchall()
        if broken:
            raise StoreError(
                said(
                    "{path}: {count} rows point nowhere after migrating. Restore a backup.",
                    path=path,
                    count=len(broken),
                )
            )
        db.conn.execute("commit")
    except BaseException:
        db.rollback()
        raise


def _keep_older(path: Path, step: str) -> None:
    """Copy a database of an earlier version to ``backups/`` before its first migration; the copy stays."""
    kept = path.parent / "backups" / f"{path.stem}-{step}.db"
    if kept.exists():
        return
    kept.parent.mkdir(exist_ok=True)
    # The write lock is held, so what a second connection reads is what is about to be migrated.
    growing = kept.with_suffix(".part")
    growing.unlink(missing_ok=True)
    snapshot.copy(path, growing)
    growing.rename(kept)


@contextmanager
def impatient(db: Database) -> Iterator[None]:
    """Inside, what another program holds is not waited for: for notes that can as well be made the next time."""
    db.conn.execute("pragma busy_timeout = 0")
    try:
        yield
    finally:
        db.conn.execute(f"pragma busy_timeout = {int(BUSY_SECONDS * 1000)}")


@contextmanager
def write(db: Database) -> Iterator[Database]:
    """A transaction that takes the write lock at once; nested, it is a savepoint.

    A deferred BEGIN that reads and then writes fails at once under WAL when another process wrote in between,
    whatever the busy timeout: so every write begins IMMEDIATE.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield db
        return
    db.conn.execute("begin immediate")
    try:
        yield db
    except BaseException:
        db.rollback()
        raise
    try:
        if isinstance(db, Connection):
            db.check_files()
        db.conn.execute("commit")
    except BaseException:
        db.rollback()
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences that say what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(
            Said("{path}: {reason}", {"path": str(path), "reason": _sentence(str(error))})
        ) from error


def _sentence(message: str) -> str:
    low = message.lower()
    if "locked" in low or "busy" in low:
        return said("another program holds the database. Wait for it to end, or stop it, and try again.")
    if "readonly" in low or "read-only" in low:
        return said("the database cannot be written. Check the rights of the file and its folder.")
    if "disk i/o" in low:
        return said(
            "the disk cannot be read or written: it is full, at its limit, or failing. Make room, then try again; nothing was half written."
        )
    if "full" in low:
        return said("the disk is full. Make room and try again; nothing was half written.")
    if "malformed" in low or "not a database" in low:
        return said(
            "the database is damaged. Put back a backup with 'i18nflow restore', or run 'i18nflow doctor'."
        )
    if "unable to open" in low:
        return said("the database cannot be opened. Check the rights of the file and its folder.")
    return message
