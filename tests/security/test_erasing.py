"""Purge and erasure: nothing is left in the database's file or the folder, and the audit log still fits."""

from __future__ import annotations

import sqlite3

import pytest

from i18nflow.errors import Conflict, InputError, NotFound
from i18nflow.model import Actor, Role
from i18nflow.people import User
from i18nflow.workflow import audit, catalogs, erasing, importing, people, publishing, reviewing
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.security.conftest import LANG, SLUG, Newsroom

SECRET = "Klasteris parakstīja"
TEXT = "A sentence that a court wants gone."


def everything(newsroom: Newsroom) -> bytes:
    return b"\n".join(
        path.name.encode() + path.read_bytes() for path in sorted(newsroom.root.rglob("*")) if path.is_file()
    )


def worked_on(newsroom: Newsroom, ws: Workspace) -> Actor:
    """Every segment is translated, typed at, approved, exported, published."""
    editor = newsroom.actor(Role.EDITOR)
    for row in ws.store.targets.rows(SLUG, LANG):
        reviewing.save_typed(ws, row.segment.key, LANG, TEXT, row.target.version, editor)
        reviewing.confirm(
            ws, Move(row.segment.key, row.target.version), LANG, f"{TEXT} {row.position}", editor
        )
    catalogs.write(ws, catalogs.render_po(ws, SLUG, LANG), editor)
    publishing.publish_articles(ws, [SLUG], [LANG], editor, drafts=True)
    return editor


def test_a_purged_article_is_gone(newsroom: Newsroom) -> None:
    """No text, no slug, no translation is left in any file of the workspace; the log fits and says who and why."""
    with newsroom.open() as ws:
        worked_on(newsroom, ws)
        assert SECRET.encode() in everything(newsroom) and TEXT.encode() in everything(newsroom)
        done = erasing.purge(ws, SLUG, "order of the court 12/2026", newsroom.actor(Role.ADMIN))
        assert done.rows["articles"] == 1 and done.rows["units"] and done.rows["audit"]
        assert audit.verify(ws) == []
        with pytest.raises(NotFound):
            ws.store.articles.get(SLUG)
        (row,) = audit.search(ws, audit.Wanted(action="purge-article"))
        assert (row.actor, row.object) == ("admin", done.tombstone)
        assert "court" in row.detail
    left = everything(newsroom)
    for text in (SECRET, TEXT, SLUG):
        assert text.encode() not in left, text


def test_an_erased_person_is_gone(newsroom: Newsroom) -> None:
    """The name is replaced in account, history, authorship, publication and log; what the person did stays."""
    with newsroom.open() as ws:
        people.add(
            ws, User("Skaidrite", Role.EDITOR, email="skaidrite@example.org"), newsroom.actor(Role.ADMIN)
        )
        her = people.actor(ws, "Skaidrite")
        key = newsroom.keys[1]
        reviewing.confirm(ws, Move(key, 0), LANG, "Hers.", her)
        publishing.publish_articles(ws, [SLUG], [LANG], her, drafts=True)
        done = erasing.erase(ws, "skaidrite", "asked by letter", newsroom.actor(Role.ADMIN))
        assert ws.store.targets.row(key, LANG).target.text == "Hers."
        assert ws.store.targets.row(key, LANG).target.author == done.tombstone
        assert ws.store.targets.history(key, LANG)[0].actor == done.tombstone
        source = ws.store.targets.row(key, LANG).segment.text
        (unit,) = ws.store.memory.exact(source, ws.config.pair(LANG))
        assert (unit.target, unit.author) == ("Hers.", done.tombstone), "what she said is still remembered"
        assert audit.verify(ws) == []
        assert ws.store.users.find("Skaidrite") is None
    assert b"skaidrite" not in everything(newsroom).lower()


def test_a_redaction_without_an_act_shows(newsroom: Newsroom) -> None:
    """Somebody who redacts a row with SQL, and breaks the triggers to do it, is found out; so is a changed value."""
    database = newsroom.root / "i18nflow.db"
    with sqlite3.connect(database) as conn:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            conn.execute("update audit set actor = 'nobody' where id = 2")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            conn.execute("delete from audit where id = 2")
        conn.execute("drop trigger audit_no_update")
        conn.execute("update audit set actor = 'nobody' where id = 2")
    conn.close()
    with newsroom.open() as ws:
        assert [one.row for one in audit.verify(ws)] == [2]


def test_a_log_cut_short_shows_against_a_known_hash(newsroom: Newsroom) -> None:
    """The end of the log can only be missed by one who noted it down."""
    with newsroom.open() as ws:
        known = ws.store.audit.head().hash
        assert audit.verify(ws, known=known) == []
    with sqlite3.connect(newsroom.root / "i18nflow.db") as conn:
        conn.execute("drop trigger audit_no_delete")
        conn.execute("delete from audit where id = (select max(id) from audit)")
    conn.close()
    with newsroom.open() as ws:
        assert audit.verify(ws) == []
        assert audit.verify(ws, known=known) != []


def test_a_reason_is_asked_for(newsroom: Newsroom) -> None:
    """What cannot be undone is not done without saying why; the last admin stays."""
    admin = newsroom.actor(Role.ADMIN)
    with newsroom.open() as ws:
        with pytest.raises(InputError):
            erasing.purge(ws, SLUG, " ", admin)
        with pytest.raises(InputError):
            erasing.erase(ws, "reader", "", admin)
        with pytest.raises(Conflict):
            erasing.erase(ws, "admin", "so", admin)
        with pytest.raises(NotFound):
            erasing.erase(ws, "nobody", "so", admin)


def test_the_slug_may_be_used_again(newsroom: Newsroom) -> None:
    """After a purge another article may bear the name."""
    with newsroom.open() as ws:
        erasing.purge(ws, SLUG, "so", newsroom.actor(Role.ADMIN))
        importing.save(
            ws, importing.preview(ws, b"Cits\n\nTeksts.", f"{SLUG}.txt"), newsroom.actor(Role.EDITOR)
        )
        assert audit.verify(ws) == []
