"""Every change is in the audit log, in the transaction of the change: no verb can forget it."""

from __future__ import annotations

import ast
import sqlite3
import warnings
from pathlib import Path

import pytest

from i18nflow.model import Actor, Role
from i18nflow.store import UnauditedWrite
from i18nflow.workflow import audit, catalogs, doctor, importing, publishing, reviewing
from i18nflow.workflow.reviewing import Move
from tests.security.conftest import LANG, SLUG, Newsroom

WORKFLOW = Path(audit.__file__).parent


def acts(newsroom: Newsroom, after: int) -> list[tuple[str, str]]:
    with newsroom.open() as ws:
        return [(one.actor, one.action) for one in ws.store.audit.entries() if one.id > after]


def test_a_change_that_nobody_names_is_an_error_in_tests(newsroom: Newsroom) -> None:
    """A transaction that changes something, without a verb's act, a record or a reason aside, fails and leaves nothing."""
    before = newsroom.state()
    with newsroom.open() as ws, pytest.raises(UnauditedWrite), ws.store.write():
        ws.store.set_setting("planted", "1")
    assert newsroom.state() == before


def test_at_work_such_a_change_is_kept_and_named(newsroom: Newsroom) -> None:
    """In production nobody's work is thrown away for a mistake of ours: the row says that the change has no name."""
    with newsroom.open() as ws, warnings.catch_warnings():
        warnings.simplefilter("ignore", UnauditedWrite)
        with ws.store.write():
            ws.store.set_setting("planted", "1")
        assert ws.store.audit.head().action == "unnamed-change"


def test_a_change_and_its_row_are_one_transaction(newsroom: Newsroom) -> None:
    """What is rolled back leaves no row, what is refused neither; what is done leaves one."""
    editor = newsroom.actor(Role.EDITOR)
    with newsroom.open() as ws:
        last = ws.store.audit.head().id
        with pytest.raises(RuntimeError), ws.store.write():
            reviewing.confirm(ws, Move(newsroom.keys[0], 0), LANG, "One.", editor)
            raise RuntimeError
        assert ws.store.audit.head().id == last
        reviewing.confirm(ws, Move(newsroom.keys[0], 0), LANG, "One.", editor)
        assert ws.store.audit.head().id == last + 1
        assert audit.verify(ws) == []


def test_the_way_of_an_article_is_in_the_log(newsroom: Newsroom) -> None:
    """From the import to the withdrawal, each act under the name of who did it."""
    editor = newsroom.actor(Role.EDITOR)
    with newsroom.open() as ws:
        last = ws.store.audit.head().id
        moves = [Move(key, 0) for key in newsroom.keys]
        for move in moves:
            reviewing.confirm(ws, move, LANG, f"Text {move.key}.", editor)
        reviewing.reject(ws, Move(newsroom.keys[0], 1), LANG, "dull", editor)
        reviewing.restore(ws, Move(newsroom.keys[0], 2), LANG, 1, editor)
        importing.split(ws, newsroom.keys[1], 4, editor)
        importing.correct_source(ws, newsroom.keys[-1], "Cits teikums!", editor)
        catalogs.write(ws, catalogs.render_po(ws, SLUG, LANG), editor)
        publishing.publish_articles(ws, [SLUG], [LANG], editor, drafts=True)
        publishing.unpublish(ws, SLUG, [LANG], editor, reason="so")
    found = acts(newsroom, last)
    assert {who for who, _ in found} == {"editor"}
    assert [what for _, what in found] == [
        *["confirm"] * len(newsroom.keys), "reject", "restore", "split-segment", "correct-source", "export", "publish", "unpublish",
    ]  # fmt: skip


def test_every_transaction_of_workflow_is_somebodys_act_or_says_why_not() -> None:
    """Read in the source: a function that writes is a verb with @needs, records what it does, or gives its reason."""
    bare = []
    for path in sorted(WORKFLOW.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.FunctionDef):
                continue
            text = ast.get_source_segment(source, node) or ""
            if "store.write()" not in text:
                continue
            named = any("needs" in ast.unparse(one) for one in node.decorator_list)
            if not named and "audit." not in text and node.name not in INSIDE:
                bare.append(f"{path.stem}.{node.name}")
    assert bare == []


# Inner functions of verbs: the act of the verb that calls them is under way.
INSIDE = {"_move", "_all_or_none", "_fill", "_picture", "_withdraw", "_remember"}


def test_doctor_says_that_the_log_was_rewritten(newsroom: Newsroom) -> None:
    """A rewrite of the log shows when the workspace is looked over."""
    now = newsroom.open()
    at = now.now()
    now.close()
    assert not [
        one
        for one in doctor.examine(newsroom.root, at)
        if one.about == "audit" and one.level is doctor.Level.ERROR
    ]
    with sqlite3.connect(newsroom.root / "i18nflow.db") as conn:
        conn.execute("drop trigger audit_no_update")
        conn.execute("update audit set object = 'other' where id = 3")
    conn.close()
    (remark,) = [one for one in doctor.examine(newsroom.root, at) if one.about == "audit"]
    assert remark.level is doctor.Level.ERROR and "row 3" in remark.message


def test_the_program_itself_is_named_as_such(newsroom: Newsroom) -> None:
    """Nobody can act under the program's name: no account bears it."""
    assert not Actor("i18nflow", frozenset()).may(Role.READER)
    with newsroom.open() as ws:
        assert ws.store.users.find("i18nflow") is None
