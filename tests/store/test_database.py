"""The database: schema, migrations, transactions, and errors said in our words."""

from __future__ import annotations

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database

from i18nflow import config
from i18nflow.errors import StoreError
from i18nflow.model import Origin, PublicationStatus, SegmentKind, Severity, State
from i18nflow.store import RunState, Store, database, snapshot
from i18nflow.store.migrations import migrations
from i18nflow.workflow import workspace

SNAPSHOT = Path(__file__).parent / "schema.sql"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "i18nflow.db"
    Store(made, create=True).close()
    return made


def schema(path: Path) -> str:
    with sqlite3.connect(path) as conn:
        rows = conn.execute(
            "select sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by name"
        ).fetchall()
    conn.close()
    return "\n\n".join(re.sub(r"\n {8}", "\n", row[0]).strip() + ";" for row in rows) + "\n"


def test_schema_is_the_one_reviewed(path: Path) -> None:
    """A change of the schema shows in review: write the new snapshot with it."""
    assert schema(path) == SNAPSHOT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("enum", "table", "column"),
    [
        (State, "target", "state"),
        (Origin, "target", "origin"),
        (SegmentKind, "segment", "kind"),
        (Severity, "finding", "severity"),
        (PublicationStatus, "edition", "status"),
        (RunState, "run", "state"),
    ],
)
def test_the_database_knows_the_same_words(path: Path, enum: type, table: str, column: str) -> None:
    """The words a column allows are those of the enum."""
    with sqlite3.connect(path) as conn:
        (sql,) = conn.execute("select sql from sqlite_master where name = ?", [table]).fetchone()
    conn.close()
    allowed = re.search(rf"check \({column} in \(([^)]*)\)", sql)
    assert allowed is not None
    assert set(re.findall(r"'([^']*)'", allowed[1])) == {str(word) for word in enum}  # type: ignore[attr-defined]


def test_a_mistyped_name_creates_no_file(tmp_path: Path) -> None:
    """Opening what is not there says so and leaves nothing behind."""
    with pytest.raises(StoreError, match="not there"):
        Store(tmp_path / "typo.db")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_refused(path: Path) -> None:
    """A file that is no database is refused with what to do."""
    path.write_bytes(b"not a database at all, but long enough to be read as one" * 40)
    with pytest.raises(StoreError, match="damaged"):
        Store(path)


def test_a_newer_database_is_refused(path: Path) -> None:
    """A workspace of a newer version is refused, and not touched."""
    with sqlite3.connect(path) as conn:
        conn.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('i18nflow', 'm999_later', '')"
        )
    conn.close()
    with pytest.raises(StoreError, match="newer version"):
        Store(path)


def test_an_older_database_is_migrated(tmp_path: Path) -> None:
    """A database that stopped after the first step gets the others; as it was, it is kept in backups/."""
    old = tmp_path / "old.db"
    db = Database(sqlite3.connect(old), execute_plugins=False)
    migrations.apply(db, stop_before="m002_targets")
    db.close()
    Store(old).close()
    assert schema(old) == SNAPSHOT.read_text(encoding="utf-8")
    kept = tmp_path / "backups" / "old-m001_articles.db"
    assert snapshot.faults(kept) == [] and snapshot.steps(kept) == ["m001_articles"]
    Store(old).close()
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_locked_database_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another program holds the database the error says so."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(path)
    holder.execute("begin immediate")
    with Store(path) as store, pytest.raises(StoreError, match="another program"), store.write():
        pass
    holder.close()


def test_a_failed_transaction_leaves_nothing(path: Path) -> None:
    """What was written before an error is taken back, nested writes included."""
    with Store(path) as store:
        with pytest.raises(RuntimeError), store.write():
            store.set_setting("a", "1")
            with store.write():
                store.set_setting("b", "2")
            raise RuntimeError
        assert store.setting("a") is None
        assert store.setting("b") is None


def test_history_cannot_be_rewritten(path: Path) -> None:
    """Rows of history are neither changed nor deleted."""
    conn = sqlite3.connect(path)
    conn.execute(
        "insert into history (target_id, version, at, actor, action, from_state, to_state, source, text, engine, reason)"
        " values (1, 1, '', '', '', '', '', '', '', '', '')"
    )
    for statement in ("update history set text = 'x'", "delete from history"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            conn.execute(statement)
    conn.close()


def test_the_log_stays_between_the_requests_of_a_server(tmp_path: Path) -> None:
    """A request's end is not the end of the last connection, at which SQLite would empty the log to the disk."""
    with workspace.create(tmp_path / "ws", text=config.template()) as made:
        root = made.root
    opener = workspace.Opener(root)
    log = root / "i18nflow.db-wal"
    for value in ("one", "two"):
        with opener() as ws, ws.store.write(aside="a test"):
            ws.store.set_setting("tried", value)
        assert log.stat().st_size > 0
    with opener() as ws:
        assert ws.store.setting("tried") == "two"


def test_a_connection_that_is_used_again_sees_what_others_wrote(tmp_path: Path) -> None:
    """A read that a request left unfinished, here by an error that somebody keeps, does not hold the next one in the past."""
    with workspace.create(tmp_path / "ws", text=config.template()) as made:
        root = made.root
    opener = workspace.Opener(root)
    with opener() as ws:
        first = ws.store
        left = ws.store._db.conn.execute("select name from sqlite_master")
        next(left)
    with workspace.open_at(root) as other, other.store.write(aside="a test"):
        other.store.set_setting("tried", "since then")
    with ThreadPoolExecutor(1) as pool, opener() as ws:
        assert ws.store is first
        assert pool.submit(ws.store.setting, "tried").result() == "since then"


def test_a_connection_is_not_used_again_in_a_transaction_or_over_another_schema(tmp_path: Path) -> None:
    """What is half written is taken back; a database that was migrated by a newer program meanwhile is refused."""
    with workspace.create(tmp_path / "ws", text=config.template()) as made:
        root = made.root
    opener = workspace.Opener(root)
    with opener() as ws:
        first = ws.store
        ws.store._db.conn.execute("begin immediate")
        ws.store.set_setting("half", "written")
    with opener() as ws:
        assert ws.store is not first and ws.store.setting("half") is None
    with workspace.open_at(root) as newer, newer.store.write(aside="a test"):
        newer.store._db.execute("create table later (id integer primary key)")
        newer.store._db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('i18nflow', 'm999_later', '')"
        )
    with pytest.raises(StoreError, match="newer version"):
        opener()
