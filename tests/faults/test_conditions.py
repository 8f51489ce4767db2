"""A machine that says no: disk full, files that cannot be written, a database held, damaged, older or newer.

Each is really done, and met through the command line and over HTTP. What must hold: a sentence that says what to do,
no traceback, nothing half written, and as soon as the cause is gone everything goes on.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from i18nflow.cli import main, serve
from i18nflow.errors import Refused, StoreError
from i18nflow.model import Role
from i18nflow.people import User, throttle
from i18nflow.store import database, snapshot
from i18nflow.store.migrations import migrations
from i18nflow.workflow import catalogs, importing, people, reviewing, sessions
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.reviewing import Move
from tests.faults.conditions import Editor, content, goes_on, no_larger_files_than, run, without_roots_rights
from tests.faults.conftest import ACTOR, LANG, SLUG

# --- the disk is full


def test_no_room_for_a_command(root: Path, tmp_path: Path) -> None:
    """An import that does not fit is an error with what to do, and the article is not there; with room it is."""
    big = tmp_path / "in" / "liels.txt"
    big.parent.mkdir()
    big.write_text(
        "Liels\n\n" + "\n\n".join(f"Teikums {n} par ostu un kuģiem." for n in range(1500)), "utf-8"
    )
    before = content(root)
    size = (root / "i18nflow.db").stat().st_size + 50_000
    status, said = run(root, "import", str(big), before=no_larger_files_than(size))
    assert status == 1 and "full" in said and "try again" in said
    assert snapshot.faults(root / "i18nflow.db") == [] and content(root) == before
    with workspaces.open_at(root) as ws:
        assert ws.store.articles.find("liels") is None
    assert run(root, "import", str(big))[0] == 0
    goes_on(root)


@pytest.mark.parametrize("words", [["backup"], ["publish"], ["export", "po", "--force"]])
def test_no_room_for_a_file(root: Path, words: list[str]) -> None:
    """A backup, a site, a catalog that does not fit leaves nothing half written where it would be found."""

    def lying() -> set[str]:
        names = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
        return {name for name in names if not name.startswith("i18nflow.db")}

    before = lying()
    status, said = run(root, *words, before=no_larger_files_than(600))
    assert status == 1 and "Error:" in said
    new = {name for name in lying() - before if (root / name).suffix in (".zip", ".po", ".html")}
    assert all((root / name).stat().st_size < 600 and name.endswith(".html") for name in new), new
    goes_on(root)
    assert run(root, *words)[0] == 0


def test_no_room_for_a_save(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server answers 503 with a sentence, the script keeps the text; what was saved before can be read on."""
    editor, real, full = Editor(root), database.connect, []

    def connect(path: Path, **how: bool) -> Database:
        db = real(path, **how)
        if full:
            pages = db.conn.execute("pragma page_count").fetchone()[0]
            db.conn.execute(f"pragma max_page_count = {pages}")
        return db

    # The limit belongs to a connection: none is used again.
    monkeypatch.setattr(workspaces, "KEPT", 0)
    monkeypatch.setattr(database, "connect", connect)
    key, text, version = content(root)[1]
    full.append(True)
    status, said = editor.save(key, version, "A text too long for a full disk. " * 2_000)
    assert status == 503 and "disk is full" in said
    assert editor.page()[0] == 200 and content(root)[1] == (key, text, version)
    full.clear()
    goes_on(root, editor)


# --- files that cannot be written


@pytest.fixture
def readonly(root: Path) -> Iterator[Path]:
    """The workspace, in which nothing can be written."""
    for path in (root, *root.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield root
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize("words", [["status"], ["translate"], ["backup"], ["serve", "--port", "0"]])
def test_a_workspace_that_cannot_be_written(readonly: Path, words: list[str]) -> None:
    """Every command says that rights are missing, the server instead of starting."""
    status, said = run(readonly, *words, before=without_roots_rights)
    assert status == 1, said
    assert "cannot be written" in said or "cannot be opened" in said


def test_doctor_names_the_rights(readonly: Path) -> None:
    """Looking takes no rights: the remark says what to give."""
    status, said = run(readonly, "doctor", before=without_roots_rights)
    assert status == 1 and "right to write" in said
    readonly.chmod(0o755)
    for path in readonly.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    goes_on(readonly)


# --- a database that another program holds

HOLDER = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("begin immediate")
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def holder(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Another program in the middle of a long write; called, it lets go."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root / "i18nflow.db")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout is not None and other.stdout.readline() == "held\n"

    def let_go() -> None:
        other.communicate("\n", timeout=30)

    yield let_go
    if other.poll() is None:
        let_go()


def test_a_held_database_is_read_on_and_written_later(root: Path, holder: Callable[[], None]) -> None:
    """Pages open; a save gets 503 and its text can be sent again; commands say who is in the way."""
    editor = Editor(root)
    key, _, version = content(root)[1]
    assert editor.page()[0] == 200
    for _ in range(2):
        status, said = editor.save(key, version, "Sent again.")
        assert status == 503 and "another program" in said
    with workspaces.open_at(root) as ws, pytest.raises(StoreError, match="another program holds"):
        reviewing.confirm(ws, Move(key, version), LANG, "By a script.", ACTOR)
    holder()
    assert editor.save(key, version, "Sent again.")[0] == 200
    goes_on(root, editor)


def test_people_stay_signed_in_while_it_is_held(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a session was last seen is noted at another time: reading needs no write."""

    at = datetime.now(UTC)
    with workspaces.open_at(root) as ws:
        people.add(ws, User("anna", Role.ADMIN), ACTOR, password="zirgs baterija skava")
        _, token = sessions.sign_in(ws, "anna", "zirgs baterija skava", address="127.0.0.1")
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    held = sqlite3.connect(root / "i18nflow.db", isolation_level=None)
    held.execute("begin immediate")
    with workspaces.open_at(root, clock=lambda: at + timedelta(hours=1)) as ws:
        user = sessions.person(ws, token)
        assert user is not None and user.name == "anna"
    held.close()


# --- a damaged database


def said_by(
    root: Path, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> str:
    """What a command says that must fail; one that would serve instead fails the test."""
    monkeypatch.setattr(serve, "_bind", lambda *_: pytest.fail("it would serve"))
    with pytest.raises(SystemExit) as left:
        main(["-w", str(root), *words])
    assert left.value.code == 1, words
    return "".join(capsys.readouterr())


def damaged(root: Path, how: str) -> None:
    """Damage the database file, with nothing left in its log."""
    path = root / "i18nflow.db"
    conn = sqlite3.connect(path)
    conn.execute("pragma wal_checkpoint(truncate)")
    (page,) = conn.execute("select rootpage from sqlite_master where name = 'target'").fetchone()
    conn.close()
    with path.open("r+b") as file:
        if how == "header":
            file.write(b"\0" * 100)
        elif how == "page":
            file.seek(4096 * (page - 1))
            file.write(b"\xa5" * 4096)
        elif how == "schema":
            file.seek(100)
            file.write(b"\xff" * 1000)
        elif how == "cut":
            file.truncate(4096 * 20)
        else:
            file.truncate(0)


@pytest.mark.parametrize("how", ["header", "page", "schema", "cut", "empty"])
def test_a_damaged_database_is_refused(
    root: Path, how: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the server before it starts, by commands, over HTTP: never half an article, always what to do."""

    editor = Editor(root)
    shutil.copy(root / "i18nflow.db", root / "kept")
    damaged(root, how)
    for words in (["serve", "--port", "0"], ["status"], ["export", "po", SLUG], ["doctor"]):
        assert "restore" in said_by(root, words, capsys, monkeypatch), words
    status, said = editor.page()
    assert status == 503 and "restore" in said and "First." not in said
    if how != "page":
        # A probe opens the database and reads a line of it; it does not read every page.
        assert editor.client.get("/healthz").status_code == 503
    # What to do, done.
    for name in ("i18nflow.db-wal", "i18nflow.db-shm"):
        (root / name).unlink(missing_ok=True)
    shutil.copy(root / "kept", root / "i18nflow.db")
    goes_on(root, editor)


def test_a_log_of_garbage_is_not_taken_for_saves(root: Path) -> None:
    """SQLite's log holds sums: what does not fit them was never said to be saved, and is left out."""
    before = content(root)
    (root / "i18nflow.db-wal").write_bytes(os.urandom(200_000))
    (root / "i18nflow.db-shm").unlink(missing_ok=True)
    assert content(root) == before
    goes_on(root)


# --- another version's workspace


def test_an_older_workspace_is_copied_and_migrated(tmp_path: Path, root: Path) -> None:
    """Any command migrates it; as it was it lies in backups/, with what was in it."""
    (root / "i18nflow.db").unlink()
    db = Database(sqlite3.connect(root / "i18nflow.db"), execute_plugins=False)
    migrations.apply(db, stop_before="m010_people")
    db.execute("insert into setting (name, value) values ('a', 'what was there')")
    db.conn.commit()
    db.close()
    assert run(root, "status")[0] == 0
    (kept,) = (root / "backups").glob("*.db")
    with sqlite3.connect(kept) as conn:
        assert conn.execute("select value from setting where name = 'a'").fetchone() == ("what was there",)
    conn.close()
    assert snapshot.pending(root / "i18nflow.db") == [] and snapshot.pending(kept) != []


def test_a_migration_that_finds_no_room_leaves_the_old_one(root: Path) -> None:
    """The copy does not fit: nothing is migrated, and the next try with room does it."""
    with sqlite3.connect(root / "i18nflow.db") as conn:
        conn.execute("drop table usage")
        conn.execute("delete from _sqlite_migrations where name = 'm007_usage'")
    conn.close()
    status, said = run(root, "status", before=no_larger_files_than(100_000))
    assert status == 1 and "Error:" in said
    assert snapshot.pending(root / "i18nflow.db") == ["m007_usage"]
    assert run(root, "status")[0] == 0
    assert snapshot.pending(root / "i18nflow.db") == []


def test_a_newer_workspace_is_refused_and_not_touched(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By commands and by a server that went on running while another program migrated."""

    editor = Editor(root)
    with sqlite3.connect(root / "i18nflow.db") as conn:
        conn.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('i18nflow', 'm999_later', '')"
        )
    conn.close()
    for words in (["status"], ["serve", "--port", "0"], ["translate"], ["doctor"]):
        assert "newer version" in said_by(root, words, capsys, monkeypatch), words
    status, said = editor.page()
    assert status == 503 and "newer version" in said


# --- the clock


def test_a_clock_set_back_reorders_nothing(root: Path) -> None:
    """History goes by version, the log by row; a catalog's date never goes back; undo takes the latest move."""
    with workspaces.open_at(root) as ws:
        key = ws.store.targets.rows(SLUG, LANG)[1].segment.key
        dated = re.search(rb"PO-Revision-Date: (.*?)\\n", catalogs.export_po(ws, SLUG, LANG))
    past = datetime.now(UTC) - timedelta(days=400)
    with workspaces.open_at(root, clock=lambda: past) as ws:
        for text in ("Second.", "Third."):
            version = ws.store.targets.row(key, LANG).target.version
            reviewing.confirm(ws, Move(key, version), LANG, text, ACTOR)
        history = ws.store.targets.history(key, LANG)
        assert [one.text for one in history] == ["Third.", "Second.", "First."]
        assert [one.version for one in history] == [3, 2, 1]
        again = re.search(rb"PO-Revision-Date: (.*?)\\n", catalogs.export_po(ws, SLUG, LANG))
        assert dated is not None and again is not None and again[1] == dated[1]
        assert reviewing.undo(ws, Move(key, 3), LANG, ACTOR).text == "Second."
        entries = list(ws.store.audit.entries())
        assert [one.id for one in entries] == sorted(one.id for one in entries)
        changed = importing.correct_source(ws, key, "Šis ir labots teikums.", ACTOR)
        assert changed.revision == 2


def test_a_clock_set_back_locks_nobody_out(root: Path) -> None:
    """A failure of the future makes one wait no longer than the longest wait; a session goes on."""

    now = datetime.now(UTC)
    with workspaces.open_at(root, clock=lambda: now) as ws:
        people.add(ws, User("anna", Role.ADMIN), ACTOR, password="zirgs baterija skava")
        _, token = sessions.sign_in(ws, "anna", "zirgs baterija skava", address="127.0.0.1")
        for _ in range(8):
            with pytest.raises(Refused):
                sessions.sign_in(ws, "anna", "wrong", address="127.0.0.2")
    with workspaces.open_at(root, clock=lambda: now - timedelta(days=400)) as ws:
        assert sessions.person(ws, token) is not None
        with pytest.raises(sessions.TooMany) as waits:
            sessions.sign_in(ws, "anna", "zirgs baterija skava", address="127.0.0.1")
        assert waits.value.seconds <= throttle.LONGEST_WAIT.total_seconds() + 1
