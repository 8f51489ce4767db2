"""The review verbs on a real store: locks, memory, undo, history, typed texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18nflow.errors import Conflict, Refused
from i18nflow.model import Actor, State
from i18nflow.workflow import importing, reviewing
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.workflow.texts import FIRST, LANG


@pytest.fixture
def ws(workspace: Workspace, actor: Actor, tmp_path: Path) -> Workspace:
    path = tmp_path / "zinas.txt"
    path.write_text(FIRST, encoding="utf-8")
    importing.import_file(workspace, path, actor)
    return workspace


@pytest.fixture
def key(ws: Workspace) -> str:
    return ws.store.articles.segments("zinas")[1].key


def test_confirming_approves_and_remembers(ws: Workspace, actor: Actor, key: str) -> None:
    """With one step of review a confirmed text is approved, and the memory has it with its neighbours."""
    target = reviewing.confirm(ws, Move(key, 0), LANG, "A conference opened in Riga today.", actor)
    assert (target.state, target.version, target.author) == (State.APPROVED, 1, "Anna")
    (unit,) = ws.store.memory.exact("Šodien Rīgā sākās konference.", ws.config.pair(LANG))
    assert (unit.target, unit.before) == ("A conference opened in Riga today.", "Klastera ziņas")


def test_approving_anew_replaces_the_unit_and_rejecting_removes_it(
    ws: Workspace, actor: Actor, key: str
) -> None:
    """A unit belongs to the segment that made it."""
    pair = ws.config.pair(LANG)
    reviewing.confirm(ws, Move(key, 0), LANG, "First.", actor)
    reviewing.confirm(ws, Move(key, 1), LANG, "Second.", actor)
    assert [unit.target for unit in ws.store.memory.all(pair)] == ["Second."]
    reviewing.reject(ws, Move(key, 2), LANG, "wrong", actor)
    assert list(ws.store.memory.all(pair)) == []


def test_a_stale_version_is_a_conflict_and_nothing_is_lost(ws: Workspace, actor: Actor, key: str) -> None:
    """The second of two people is told; the first one's text stands."""
    reviewing.confirm(ws, Move(key, 0), LANG, "Mine.", actor)
    with pytest.raises(Conflict):
        reviewing.confirm(ws, Move(key, 0), LANG, "Theirs.", workspaces.local_actor("Juris"))
    assert ws.store.targets.row(key, LANG).target.text == "Mine."


def test_several_are_approved_all_or_none(ws: Workspace, actor: Actor) -> None:
    """One that cannot be approved leaves the others as they were."""
    keys = [segment.key for segment in ws.store.articles.segments("zinas")[:2]]
    reviewing.confirm(ws, Move(keys[0], 0), LANG, "News.", actor)
    reviewing.reject(ws, Move(keys[0], 1), LANG, "dull", actor)
    with pytest.raises(Refused):
        reviewing.approve_many(ws, [Move(keys[0], 2), Move(keys[1], 0)], LANG, actor)
    assert ws.store.targets.row(keys[0], LANG).target.state is State.REJECTED


def test_undo_returns_to_what_was(ws: Workspace, actor: Actor, key: str) -> None:
    """One's own latest move is taken back, text and state; another's is not."""
    reviewing.confirm(ws, Move(key, 0), LANG, "First.", actor)
    reviewing.confirm(ws, Move(key, 1), LANG, "Second.", actor)
    assert reviewing.undo(ws, Move(key, 2), LANG, actor).text == "First."
    with pytest.raises(Refused):
        reviewing.undo(ws, Move(key, 3), LANG, workspaces.local_actor("Juris"))


def test_undo_of_the_first_move_empties_the_target(ws: Workspace, actor: Actor, key: str) -> None:
    """Before the first confirmation there was nothing, and the memory forgets it too."""
    reviewing.confirm(ws, Move(key, 0), LANG, "First.", actor)
    target = reviewing.undo(ws, Move(key, 1), LANG, actor)
    assert (target.text, target.state) == ("", State.UNTRANSLATED)
    assert list(ws.store.memory.all(ws.config.pair(LANG))) == []


def test_every_version_can_be_restored(ws: Workspace, actor: Actor, key: str) -> None:
    """An earlier text returns as a new version; history keeps all of them."""
    for version, text in enumerate(("One.", "Two.", "Three.")):
        reviewing.confirm(ws, Move(key, version), LANG, text, actor)
    assert reviewing.restore(ws, Move(key, 3), LANG, 1, actor).text == "One."
    assert [entry.text for entry in ws.store.targets.history(key, LANG)] == ["One.", "Three.", "Two.", "One."]


def test_typed_text_waits_until_it_is_confirmed(ws: Workspace, actor: Actor, key: str) -> None:
    """What is typed is kept per person, and gone once confirmed."""
    reviewing.save_typed(ws, key, LANG, "Half a sen", 0, actor)
    assert ws.store.drafts.of_article("zinas", LANG, "Anna")[key].text == "Half a sen"
    assert ws.store.drafts.of_article("zinas", LANG, "Juris") == {}
    reviewing.confirm(ws, Move(key, 0), LANG, "Half a sentence.", actor)
    assert ws.store.drafts.of_article("zinas", LANG, "Anna") == {}


def test_typo_only_keeps_the_approval(ws: Workspace, actor: Actor, key: str) -> None:
    """A reviewer who says that only the spelling changed gets the state back."""
    reviewing.confirm(ws, Move(key, 0), LANG, "A conference opened in Riga today.", actor)
    importing.correct_source(ws, key, "Šodien Rīgā sākas konference.", actor)
    stale = ws.store.targets.row(key, LANG).target
    assert stale.state is State.DRAFT
    kept = reviewing.typo_only(ws, Move(key, stale.version), LANG, actor)
    assert (kept.state, kept.previous_source) == (State.APPROVED, None)


def test_findings_follow_the_text(ws: Workspace, actor: Actor) -> None:
    """A wrong number is found when the text is saved, and gone when it is mended."""
    key = next(s.key for s in ws.store.articles.segments("zinas") if "120" in s.text)
    reviewing.confirm(ws, Move(key, 0), LANG, "It brings together 210 companies.", actor)
    assert [one.finding.code for one in ws.store.findings.of_segment(key, LANG)] == ["number-differs"]
    reviewing.confirm(ws, Move(key, 1), LANG, "It brings together 120 companies.", actor)
    assert ws.store.findings.of_segment(key, LANG) == []
