"""A consistent copy of a database that others are writing to, and whether a database file is sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from i18nflow.errors import StoreError
from i18nflow.model import said
from i18nflow.store.migrations import migrations

PAGES_AT_ONCE = 2_000
"""Pages copied between two calls of ``progress``: 8 MB."""


def copy(source: Path, target: Path, *, progress: Callable[[int, int], None] | None = None) -> None:
    """Copy the database at ``source`` to the new file ``target`` as it stood at one moment.

    Writers go on meanwhile: the copy reads inside one transaction, so it begins anew for nobody
    (SQLite's online backup, https://www.sqlite.org/backup.html). ``progress`` is told pages done and in all.
    Raises :class:`sqlite3.DatabaseError`.
    """

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as reader,
        closing(sqlite3.connect(target)) as writer,
    ):
        # A read transaction of our own pins the moment; without it every foreign write would restart the copy.
        reader.execute("begin")
        reader.execute("select count(*) from sqlite_master").fetchone()
        reader.backup(writer, pages=PAGES_AT_ONCE, progress=tell)
        # A copy is one file: it needs no log beside it.
        writer.execute("pragma journal_mode = delete")


def faults(path: Path) -> list[str]:
    """What is wrong with the database file at ``path``, one sentence each; [] for a sound one.

    Pages and indexes (``integrity_check``), rows that point nowhere (``foreign_key_check``), and the steps of its
    schema: one that a newer program made is named.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as conn:
            found = [str(row[0]) for row in conn.execute("pragma integrity_check(20)")]
            wrong = [] if found == ["ok"] else found
            dangling = len(conn.execute("pragma foreign_key_check").fetchall())
            if dangling:
                wrong.append(f"{dangling} rows point to others that are not there")
            return wrong + _unknown_steps(conn)
    except sqlite3.DatabaseError as error:
        return [f"cannot be read as a database: {error}"]


def check(path: Path) -> None:
    """Raise :class:`StoreError` where a page of the database at ``path`` is damaged; one that is not there is not.

    ``quick_check`` reads every page and leaves out only whether the indexes agree: about a second for 80 MB.
    """
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as conn:
            found = str(conn.execute("pragma quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if "malformed" not in str(error) and "not a database" not in str(error):
            return  # locked or without rights: opening it says so better
        found = str(error)
    if found != "ok":
        raise StoreError(
            said(
                "{path}: the database is damaged. Put back a backup with 'i18nflow restore', or run 'i18nflow doctor'.",
                path=path,
            )
        )


def steps(path: Path) -> list[str]:
    """The names of the schema's steps that the database at ``path`` has. Raises :class:`StoreError`."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as conn:
            return _steps(conn)
    except sqlite3.DatabaseError as error:
        raise StoreError(
            said("{path}: cannot be read as a database: {reason}", path=path, reason=error)
        ) from error


def pending(path: Path) -> list[str]:
    """The steps that the next opening will add to the database at ``path``. Raises :class:`StoreError`."""
    return sorted({step.name for step in migrations._migrations} - set(steps(path)))


def _steps(conn: sqlite3.Connection) -> list[str]:
    rows = conn.execute("select name from _sqlite_migrations where migration_set = 'i18nflow' order by name")
    return [str(row[0]) for row in rows]


def _unknown_steps(conn: sqlite3.Connection) -> list[str]:
    known = {step.name for step in migrations._migrations}
    newer = sorted(set(_steps(conn)) - known)
    return [f"made by a newer version of i18nflow (step {newer[-1]}): update the program"] if newer else []
