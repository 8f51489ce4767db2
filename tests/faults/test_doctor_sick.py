"""Workspaces that are sick in one way each: doctor names it, says what to do, and changes nothing."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from i18nflow.model import Actor, Role
from i18nflow.people import User
from i18nflow.workflow import backups, doctor, people, publishing, runs
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.doctor import Level
from tests.faults.conftest import ACTOR, LANG, SLUG

EVA = Actor("eva", frozenset({Role.EDITOR}))


def sql(root: Path, *statements: str) -> None:
    """Change the database by hand."""
    conn = sqlite3.connect(root / "i18nflow.db")
    for statement in statements:
        conn.execute(statement)
    conn.commit()
    conn.close()


def settings(root: Path, old: str, new: str) -> None:
    """Change the settings by hand."""
    path = root / "i18nflow.toml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def scheduled(root: Path, *, by: Actor = ACTOR, minutes: int = 5) -> None:
    """Have the article published at a time."""
    with workspaces.open_at(root) as ws:
        due = ws.now() + timedelta(minutes=minutes)
        publishing.schedule(ws, SLUG, [LANG], due, by)


def lapsed(root: Path) -> None:
    """Who scheduled it has no account where accounts are wanted."""
    scheduled(root, by=EVA, minutes=60)
    with workspaces.open_at(root) as ws:
        people.add(ws, User("anna", Role.ADMIN), ACTOR, password="zirgs baterija skava")


def overdue(root: Path) -> None:
    """A schedule whose time is past."""
    scheduled(root)
    past = (datetime.now(UTC) - timedelta(hours=2)).isoformat(timespec="microseconds")
    sql(root, f"update schedule set due_at = '{past}'")


def interrupted(root: Path) -> None:
    """A run whose process is gone."""
    with workspaces.open_at(root) as ws:
        runs.begin(ws, SLUG, LANG, ACTOR).hold._file.close()


def published(root: Path) -> None:
    """A site, of which a page is changed and another one gone."""
    with workspaces.open_at(root) as ws:
        publishing.publish_articles(ws, [SLUG], [LANG], ACTOR, drafts=True)
    pages = sorted((root / "site").rglob("index.html"))
    pages[0].unlink()
    pages[1].write_text(pages[1].read_text("utf-8").replace("html", "htmx"), "utf-8")


def unbuilt(root: Path) -> None:
    """A site that is not there, as after a restore."""
    published(root)
    (root / ".site.build").unlink()


def old_backup(root: Path) -> None:
    """The only backup is of last month."""
    made = backups.create(root, None, datetime.now(UTC)).path
    old = datetime.now(UTC).timestamp() - 30 * 86400
    os.utime(made, (old, old))


def cut_backup(root: Path) -> None:
    """The latest backup is cut off."""
    made = backups.create(root, None, datetime.now(UTC)).path
    made.write_bytes(made.read_bytes()[:-200])


def left_over(root: Path) -> None:
    """What a killed restore left beside the workspace."""
    folder = root.parent / f".{root.name}.restoring-x"
    folder.mkdir()
    os.utime(folder, (1, 1))


def broken_chain(root: Path) -> None:
    """A row of the audit log changed, past its triggers."""
    conn = sqlite3.connect(root / "i18nflow.db")
    names = [
        row[0]
        for row in conn.execute(
            "select name from sqlite_master where type = 'trigger' and tbl_name = 'audit'"
        )
    ]
    conn.close()
    sql(root, *(f"drop trigger {name}" for name in names), "update audit set actor = 'somebody' where id = 1")


def dangling(root: Path) -> None:
    """A row that points nowhere."""
    sql(root, "pragma foreign_keys = off", "update target set segment_id = 999999 where id = 1")


SICK: dict[str, tuple[Callable[[Path], object], str, Level, str]] = {
    "settings gone": (lambda root: (root / "i18nflow.toml").unlink(), "settings", Level.ERROR, "has no"),
    "settings unknown": (lambda root: settings(root, "[engines]", "[engines]\nspeed = 9"), "settings", Level.ERROR, "speed"),
    "database gone": (lambda root: (root / "i18nflow.db").unlink(), "database", Level.ERROR, "not there"),
    "dangling": (dangling, "database", Level.ERROR, "point to others"),
    "chain": (broken_chain, "audit", Level.ERROR, "row 1"),
    "search": (lambda root: sql(root, "update segment set folded = 'x' where id = 2"), "search", Level.ERROR, "1 texts"),
    "word index": (lambda root: sql(root, "delete from unit_words_docsize where id = 1"), "search", Level.ERROR, "1 texts"),
    "glossary": (lambda root: (root / "glossary.csv").write_text("source,target\nx,y\nx,y\n"), "glossary", Level.ERROR, "line 3"),
    "names": (lambda root: (root / "names.csv").write_text("nonsense\n"), "names", Level.ERROR, "names.csv"),
    "link": (lambda root: (root / "media" / "elsewhere").symlink_to("/etc"), "links", Level.WARNING, "media/elsewhere"),
    "engine": (lambda root: settings(root, "order = []", 'order = ["deepl"]'), "engine", Level.WARNING, "deepl"),
    "run": (interrupted, "run", Level.WARNING, "interrupted"),
    "lapsed": (lapsed, "schedule", Level.WARNING, "may not publish any more"),
    "held": (overdue, "schedule", Level.WARNING, "held back"),
    "pages": (published, "site", Level.WARNING, "2 files"),
    "unbuilt": (unbuilt, "site", Level.WARNING, "not built"),
    "backup old": (old_backup, "backup", Level.WARNING, "30 days"),
    "backup cut": (cut_backup, "backup", Level.WARNING, "cannot be used"),
    "left over": (left_over, "leftovers", Level.WARNING, "restoring-x"),
    "erasure": (lambda root: sql(root, "insert into setting (name, value) values ('unfinished erasure', '{}')"), "erasure", Level.ERROR, "not ended"),
}  # fmt: skip


def dumped(root: Path) -> list[str]:
    """All that the database holds."""
    if not (root / "i18nflow.db").exists():
        return []
    conn = sqlite3.connect(root / "i18nflow.db")
    lines = list(conn.iterdump())
    conn.close()
    return lines


@pytest.mark.parametrize("how", SICK)
def test_each_sickness_is_named_with_what_to_do(root: Path, how: str) -> None:
    """By what it is about, how bad it is, what it names; and nothing is changed by looking."""
    make_sick, about, level, words = SICK[how]
    make_sick(root)
    before = dumped(root)
    found = [
        one for one in doctor.examine(root, datetime.now(UTC)) if one.about == about and one.level is level
    ]
    assert found and words in found[0].message, found
    assert len(found[0].remedy) > 10 and re.match(r"[A-Z']", found[0].remedy)
    assert dumped(root) == before


def test_a_clock_behind_the_log(root: Path) -> None:
    """The last act is dated in the future, whatever it was."""
    with workspaces.open_at(root, clock=lambda: datetime.now(UTC) + timedelta(days=2)) as ws:
        people.add(ws, User("anna", Role.ADMIN), ACTOR, password="zirgs baterija skava")
    told = {one.about: one for one in doctor.examine(root, datetime.now(UTC)) if one.level is not Level.OK}
    assert "in the future" in told["clock"].message


def test_pictures_that_nobody_shows_are_named_without_alarm(root: Path) -> None:
    """They are no fault: the level stays ok."""
    (said,) = [one for one in doctor.examine(root, datetime.now(UTC)) if one.about == "media"]
    assert said.level is Level.OK and "pic.png" in said.message
