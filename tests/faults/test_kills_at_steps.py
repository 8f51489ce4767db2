"""Programs that kill themselves at a chosen step: a statement of SQL, a file opened for writing, made, renamed, removed.

Where the kills of test_kills.py come at random times, these come between any two steps, the rare ones too: between the two
renames of ``restore``, between a purge's rows and its files. ``make test`` tries a few, ``make drill`` hundreds.
"""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from i18nflow.errors import NotFound
from i18nflow.model import Role
from i18nflow.people import User
from i18nflow.store import snapshot
from i18nflow.store.migrations import migrations
from i18nflow.workflow import audit, backups, erasing, people
from i18nflow.workflow import workspace as workspaces
from tests.faults.conftest import ACTOR, SLUG, make

FEW, MANY = 1, 40
TIMES = [pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.drill)]
STEPPING = """
import os, signal, sqlite3, sys
at, count = int(sys.argv[1]), 0
def step(*_):
    global count
    count += 1
    if count == at:
        os.kill(os.getpid(), signal.SIGKILL)
real = sqlite3.connect
def connect(*args, **more):
    conn = real(*args, **more)
    conn.set_trace_callback(step)
    return conn
sqlite3.connect = connect
def watch(event, args):
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate"):
        step()
    elif event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR) and "pyc" not in str(args[0]):
        step()
sys.addaudithook(watch)
from i18nflow.cli import main
try:
    main(sys.argv[2:])
finally:
    print("steps:", count, file=sys.stderr)
"""


def stepping(*words: object, at: int = 0) -> tuple[int, int, str]:
    """Run a command that kills itself at the step ``at`` (0: never): its status, the number of its steps, what it said."""
    done = subprocess.run(
        [sys.executable, "-c", STEPPING, str(at), *map(str, words)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    steps = re.search(r"steps: (\d+)", done.stderr)
    return done.returncode, int(steps[1]) if steps else 0, done.stderr


@dataclass(frozen=True)
class Verb:
    """A command to kill: what it needs, its words, and what must hold when it has been run to its end."""

    prepare: Callable[[Path], None]
    words: Callable[[Path], list[object]]
    done: Callable[[Path], bool]


def query(root: Path, sql: str) -> object:
    """The first value that ``sql`` finds."""
    conn = sqlite3.connect(root / "i18nflow.db")
    try:
        row = conn.execute(sql).fetchone()
        return row and row[0]
    finally:
        conn.close()


def tmx(root: Path) -> None:
    """A memory to be imported."""
    units = "".join(
        f'<tu><tuv xml:lang="lv"><seg>Teikums {n} par ostu.</seg></tuv><tuv xml:lang="en-GB"><seg>Sentence {n} on the port.</seg></tuv></tu>'
        for n in range(300)
    )
    (root.parent / "m.tmx").write_text(
        f'<?xml version="1.0"?><tmx version="1.4"><header srclang="lv" adminlang="en" creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="x" datatype="plaintext"/><body>{units}</body></tmx>',
        "utf-8",
    )


def texts(root: Path) -> None:
    """Two published texts to be aligned."""
    for lang, word in (("lv", "Teikums"), ("en", "Sentence")):
        text = "\n\n".join(f"{word} {n}. {word} {n + 100}." for n in range(30))
        (root.parent / f"a.{lang}.txt").write_text(f"{word}\n\n{text}\n", "utf-8")


def person(root: Path) -> None:
    """Somebody who confirmed and is to be erased, and an admin."""
    with workspaces.open_at(root) as ws:
        people.add(ws, User("eva", Role.ADMIN), ACTOR, password="zirgs baterija skava")
        people.add(ws, User("Anna", Role.TRANSLATOR), ACTOR, password="zirgs baterija skava")


def older(root: Path) -> None:
    """The workspace as an earlier version left it, with a row that must survive."""
    for path in root.glob("i18nflow.db*"):
        path.unlink()
    conn = sqlite3.connect(root / "i18nflow.db")
    db = Database(conn, execute_plugins=False)
    migrations.apply(db, stop_before="m010_people")
    db.execute("insert into setting (name, value) values ('a', 'what was there')")
    conn.commit()
    db.close()


def archive(root: Path) -> None:
    """An archive, and a change since."""
    backups.create(root, root.parent / "b.zip", datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    (root / "media" / "pic.png").write_bytes(b"changed since")


def nothing(_root: Path) -> None:
    """Nothing more is needed."""


def traces(root: Path, word: bytes) -> list[Path]:
    """Files in which ``word`` stands, or that are called so."""
    return [
        path for path in root.rglob("*")
        if word in path.name.encode() or (path.is_file() and word in path.read_bytes())
    ]  # fmt: skip


VERBS = {
    "purge": Verb(
        lambda root: subprocess.run([sys.executable, "-m", "i18nflow", "-w", root, "publish"], check=True, capture_output=True) and None,
        lambda root: ["-w", root, "article", "purge", SLUG, "--reason", "asked for", "--yes"],
        lambda root: not traces(root, b"raksts") and not traces(root, b"teikums par klasteri"),
    ),
    "erase": Verb(
        person,
        lambda root: ["-w", root, "user", "erase", "Anna", "--reason", "asked for", "--yes", "--by", "eva"],
        lambda root: not traces(root, b"Anna"),
    ),
    "memory import": Verb(
        tmx, lambda root: ["-w", root, "memory", "import", root.parent / "m.tmx"],
        lambda root: query(root, "select count(*) from unit where source like '%ostu%'") == 300,
    ),
    "align": Verb(
        texts, lambda root: ["-w", root, "memory", "align", root.parent / "a.lv.txt", root.parent / "a.en.txt"],
        # One that was whole when it was killed is proposed a second time: a person decides on each.
        lambda root: query(root, "select count(*) from alignment") in (1, 2),
    ),
    "migrate": Verb(
        older, lambda root: ["-w", root, "status"],
        lambda root: query(root, "select value from setting where name = 'a'") == "what was there" and snapshot.pending(root / "i18nflow.db") == [],
    ),
    "backup": Verb(
        nothing, lambda root: ["-w", root, "backup", root.parent / "made.zip"],
        lambda root: bool(backups.verify(root.parent / "made.zip").files),
    ),
    "restore": Verb(
        archive, lambda root: ["restore", root.parent / "b.zip", root, "--replace"],
        lambda root: (root / "media" / "pic.png").read_bytes() != b"changed since",
    ),
}  # fmt: skip


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("name", VERBS)
def test_killed_at_a_step_it_is_ended_by_the_next(tmp_path: Path, name: str, times: int) -> None:
    """After each kill the database is sound and the audit log fits; the same command again ends the work, whole."""
    verb, dice = VERBS[name], random.Random(name)
    first = tmp_path / "0" / "ws"
    first.parent.mkdir()
    verb.prepare(make(first))
    shutil.copytree(first.parent, tmp_path / "kept")
    status, steps, said = stepping(*verb.words(first))
    assert status == 0 and verb.done(first), said
    for turn in range(1, times + 1):
        root = tmp_path / str(turn) / "ws"
        shutil.copytree(tmp_path / "kept", root.parent)
        at = dice.randint(1, steps)
        # A step that this run does not come to leaves it whole.
        assert stepping(*verb.words(root), at=at)[0] in (-9, 0)
        standing = root if root.exists() else max(root.parent.glob("ws.before-restore-*"))
        assert snapshot.faults(standing / "i18nflow.db") == [], at
        if name != "migrate":
            with workspaces.open_at(standing) as ws:
                assert audit.verify(ws) == [], at
        status, _, said = stepping(*verb.words(root))
        # What was whole when it was killed need not be done again: then it says so.
        assert status == 0 or (
            (verb.done(root) and "already" in said) or "no article" in said or "nowhere" in said
        ), (at, said)
        assert verb.done(root), f"{name} killed at step {at} of {steps}"
        with workspaces.open_at(root) as ws:
            assert audit.verify(ws) == []
        assert snapshot.faults(root / "i18nflow.db") == []
        shutil.rmtree(root.parent)


def test_a_purge_that_ended_before_its_files_is_ended_by_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are gone, so nothing would find the article's files any more: it is noted what is left to do."""

    def stop(*_: object) -> list[str]:
        raise KeyboardInterrupt

    with workspaces.open_at(root) as ws:
        monkeypatch.setattr(erasing, "_remove_files", stop)
        with pytest.raises(KeyboardInterrupt):
            erasing.purge(ws, SLUG, "asked for", ACTOR)
        monkeypatch.undo()
        assert ws.store.articles.find(SLUG) is None and (root / "articles" / "raksts.txt").exists()
        assert erasing.is_unfinished(ws)
        assert erasing.purge(ws, SLUG, "asked for", ACTOR).files == ("articles/raksts.txt",)
        assert not erasing.is_unfinished(ws) and not (root / "articles" / "raksts.txt").exists()
        with pytest.raises(NotFound):
            erasing.purge(ws, SLUG, "asked for", ACTOR)
