"""`two_eyes`: nobody's own text becomes approved by their own hand, whichever way they try."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from i18nflow.errors import Refused
from i18nflow.model import Actor, Role, State
from i18nflow.workflow import catalogs, importing, reviewing
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.security.conftest import ARTICLE, LANG, SLUG

ANNA = Actor("anna", frozenset({Role.ADMIN}))
EVA = Actor("eva", frozenset({Role.REVIEWER}))
SETTINGS = 'source = "lv"\ntargets = ["en-GB"]\n[review]\ntwo_eyes = true\n'


@pytest.fixture
def ws(tmp_path: Path, clock) -> Iterator[Workspace]:
    with workspaces.create(tmp_path / "ws", text=SETTINGS, clock=clock) as made:
        importing.save(made, importing.preview(made, ARTICLE.encode(), f"{SLUG}.txt"), ANNA)
        yield made


@pytest.fixture
def key(ws: Workspace) -> str:
    return ws.store.articles.segments(SLUG)[1].key


def at(ws: Workspace, key: str) -> Move:
    return Move(key, ws.store.targets.row(key, LANG).target.version)


def state(ws: Workspace, key: str) -> State:
    return ws.store.targets.row(key, LANG).target.state


def refused(ws: Workspace, key: str, actor: Actor) -> None:
    for approve in (
        lambda: reviewing.approve(ws, at(ws, key), LANG, actor),
        lambda: reviewing.approve_many(ws, [at(ws, key)], LANG, actor),
    ):
        with pytest.raises(Refused, match="somebody else"):
            approve()
    assert state(ws, key) is not State.APPROVED


def test_confirm_then_approve(ws: Workspace, key: str) -> None:
    """An admin neither: confirming only translates, approving is somebody else's."""
    assert reviewing.confirm(ws, at(ws, key), LANG, "Mine.", ANNA).state is State.TRANSLATED
    refused(ws, key, ANNA)
    refused(ws, key, Actor("Anna", frozenset({Role.ADMIN})))
    assert reviewing.approve(ws, at(ws, key), LANG, EVA).state is State.APPROVED


def test_import_as_approved(ws: Workspace, key: str) -> None:
    """A catalog cannot bring approved texts in; one's own import is one's own text, fuzzy or not."""
    reviewing.confirm(ws, at(ws, key), LANG, "Theirs.", EVA)
    file = catalogs.render_po(ws, SLUG, LANG, include_translated=True).data.replace(b"Theirs.", b"Mine.")
    with pytest.raises(Refused):
        catalogs.import_catalog(ws, file, f"{SLUG}.po", ANNA, as_approved=True)
    catalogs.import_catalog(ws, file, f"{SLUG}.po", ANNA)
    assert ws.store.targets.row(key, LANG).target.text == "Mine."
    refused(ws, key, ANNA)


def test_undo_back_to_ones_own_draft(ws: Workspace, key: str) -> None:
    """A fuzzy import, confirmed, undone: the draft is still its importer's."""
    catalog = catalogs.render_po(ws, SLUG, LANG).data.decode()
    source = ws.store.targets.row(key, LANG).segment.text
    fuzzy = catalog.replace(f'msgid "{source}"\nmsgstr ""', f'#, fuzzy\nmsgid "{source}"\nmsgstr "Mine."')
    assert fuzzy != catalog
    catalogs.import_catalog(ws, fuzzy.encode(), f"{SLUG}.po", ANNA)
    assert state(ws, key) is State.DRAFT
    refused(ws, key, ANNA)
    reviewing.confirm(ws, at(ws, key), LANG, "Something else.", ANNA)
    reviewing.undo(ws, at(ws, key), LANG, ANNA)
    assert ws.store.targets.row(key, LANG).target.text == "Mine."
    refused(ws, key, ANNA)


def test_undo_back_to_what_another_approved(ws: Workspace, key: str) -> None:
    """The text stays its writer's after an approval and an undo: a new source asks another pair of eyes again."""
    reviewing.confirm(ws, at(ws, key), LANG, "Mine.", ANNA)
    reviewing.approve(ws, at(ws, key), LANG, EVA)
    reviewing.confirm(ws, at(ws, key), LANG, "Mine too.", ANNA)
    reviewing.undo(ws, at(ws, key), LANG, ANNA)
    assert ws.store.targets.row(key, LANG).target.author == "anna"
    importing.correct_source(ws, key, "Ostā martā ienāca 129 kuģi.", EVA)
    refused(ws, key, ANNA)
    with pytest.raises(Refused, match="somebody else"):
        reviewing.typo_only(ws, at(ws, key), LANG, ANNA)


def test_somebody_else_restores_or_confirms_it_for_me(ws: Workspace, key: str) -> None:
    """A text does not become another's by being confirmed, restored or typed again."""
    reviewing.confirm(ws, at(ws, key), LANG, "Mine.", ANNA)
    reviewing.confirm(ws, at(ws, key), LANG, "Mine.", EVA)
    refused(ws, key, ANNA)
    reviewing.confirm(ws, at(ws, key), LANG, "Hers.", EVA)
    reviewing.restore(ws, at(ws, key), LANG, 1, EVA)
    refused(ws, key, ANNA)
    reviewing.confirm(ws, at(ws, key), LANG, "Hers.", EVA)
    reviewing.confirm(ws, at(ws, key), LANG, "Mine.", EVA)
    refused(ws, key, ANNA)
    assert reviewing.approve(ws, at(ws, key), LANG, EVA).state is State.APPROVED


def test_restore_of_ones_own(ws: Workspace, key: str) -> None:
    """An earlier text of one's own comes back as one's own."""
    reviewing.confirm(ws, at(ws, key), LANG, "Mine.", ANNA)
    reviewing.confirm(ws, at(ws, key), LANG, "Hers.", EVA)
    reviewing.restore(ws, at(ws, key), LANG, 1, ANNA)
    refused(ws, key, ANNA)


def test_merged_with_anothers(ws: Workspace, key: str) -> None:
    """Of a merged text, neither of its two writers is the other pair of eyes."""
    second = ws.store.articles.segments(SLUG)[2].key
    reviewing.confirm(ws, at(ws, key), LANG, "Hers.", EVA)
    reviewing.confirm(ws, at(ws, second), LANG, "Mine.", ANNA)
    importing.merge(ws, key, ANNA)
    assert ws.store.targets.row(key, LANG).target.text == "Hers. Mine."
    refused(ws, key, ANNA)
    refused(ws, key, EVA)


def test_in_a_crowd(ws: Workspace, key: str) -> None:
    """One's own text among others' stops the whole bulk approval: all or none."""
    other = ws.store.articles.segments(SLUG)[2].key
    reviewing.confirm(ws, at(ws, key), LANG, "Mine.", ANNA)
    reviewing.confirm(ws, at(ws, other), LANG, "Hers.", EVA)
    with pytest.raises(Refused, match="somebody else"):
        reviewing.approve_many(ws, [at(ws, other), at(ws, key)], LANG, ANNA)
    assert state(ws, other) is State.TRANSLATED
