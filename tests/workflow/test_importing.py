"""Importing: keys, revisions, what becomes of targets when the source changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18nflow.errors import Conflict, InputError
from i18nflow.model import Actor, State
from i18nflow.workflow import importing, reviewing
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.workflow.texts import CHANGED, FIRST, LANG


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path / "zinas.txt", FIRST)


def rows(ws: Workspace, slug: str = "zinas") -> dict[str, State]:
    return {row.segment.text: row.target.state for row in ws.store.targets.rows(slug, LANG)}


def approve(ws: Workspace, actor: Actor, source: str, text: str) -> str:
    row = next(r for r in ws.store.targets.rows("zinas", LANG) if r.segment.text == source)
    reviewing.confirm(ws, Move(row.segment.key, row.target.version), LANG, text, actor)
    return row.segment.key


def test_a_new_article_has_untranslated_segments(workspace: Workspace, actor: Actor, file: Path) -> None:
    """Every sentence, heading and list item is a segment; date and author are metadata."""
    done = importing.import_file(workspace, file, actor)
    assert (done.slug, done.status, done.revision) == ("zinas", "new", 1)
    stored = workspace.store.articles.get("zinas")
    assert (stored.title, str(stored.date), stored.author) == ("Klastera ziņas", "2021-05-12", "Redakcija")
    assert list(rows(workspace).items())[:3] == [
        ("Klastera ziņas", State.UNTRANSLATED),
        ("Šodien Rīgā sākās konference.", State.UNTRANSLATED),
        ("Tajā piedalās 120 uzņēmumi.", State.UNTRANSLATED),
    ]


def test_the_same_file_again_is_a_no_op(workspace: Workspace, actor: Actor, file: Path) -> None:
    """Nothing changes, not even a time."""
    importing.import_file(workspace, file, actor)
    before = workspace.store.articles.get("zinas")
    assert importing.import_file(workspace, file, actor).status == "unchanged"
    assert workspace.store.articles.get("zinas") == before


def test_equal_imports_in_two_workspaces_give_equal_keys(
    workspace: Workspace, actor: Actor, file: Path, tmp_path: Path
) -> None:
    """Keys depend on the slug and the text only."""
    importing.import_file(workspace, file, actor)
    with workspaces.create(tmp_path / "other") as other:
        importing.import_file(other, file, actor)
        assert [s.key for s in other.store.articles.segments("zinas")] == [
            s.key for s in workspace.store.articles.segments("zinas")
        ]


def test_a_changed_file_keeps_what_did_not_change(workspace: Workspace, actor: Actor, file: Path) -> None:
    """Unchanged segments keep their targets, changed ones keep the old text as a draft, removed ones are obsolete."""
    importing.import_file(workspace, file, actor)
    kept = approve(workspace, actor, "Šodien Rīgā sākās konference.", "A conference opened in Riga today.")
    changed = approve(workspace, actor, "Tajā piedalās 120 uzņēmumi.", "It brings together 120 companies.")
    gone = approve(workspace, actor, "Konference beigsies piektdien.", "The conference ends on Friday.")
    done = importing.import_file(workspace, put(file, CHANGED), actor)
    assert (done.status, done.revision, done.removed) == ("revised", 2, (gone,))
    now = {row.segment.key: row.target for row in workspace.store.targets.rows("zinas", LANG)}
    assert now[kept].state is State.APPROVED
    assert (now[changed].state, now[changed].text) == (State.DRAFT, "It brings together 120 companies.")
    assert now[changed].previous_source == "Tajā piedalās 120 uzņēmumi."
    assert [r.segment.key for r in workspace.store.targets.obsolete_rows("zinas", LANG)] == [gone]


def test_a_sentence_that_returns_gets_its_translation_back(
    workspace: Workspace, actor: Actor, file: Path
) -> None:
    """What an earlier revision had comes back with its key and its target."""
    importing.import_file(workspace, file, actor)
    key = approve(workspace, actor, "Konference beigsies piektdien.", "The conference ends on Friday.")
    importing.import_file(workspace, put(file, CHANGED), actor)
    importing.import_file(workspace, put(file, FIRST), actor)
    target = workspace.store.targets.row(key, LANG).target
    assert (target.text, target.state) == ("The conference ends on Friday.", State.APPROVED)


def test_another_article_under_the_same_name_is_refused(
    workspace: Workspace, actor: Actor, file: Path
) -> None:
    """Nothing is overwritten by a file that only has the same name."""
    importing.import_file(workspace, file, actor)
    other = put(file.with_name("zinas.md"), "# Cits raksts\n\nPilnīgi cits teksts par ko citu.\n")
    with pytest.raises(Conflict, match="--slug"):
        importing.import_file(workspace, other, actor)
    assert workspace.store.articles.get("zinas").title == "Klastera ziņas"


@pytest.mark.parametrize("slug", ["site", "index", "i18nflow", "Ar Atstarpi", "../x", ""])
def test_slugs_that_cannot_be(workspace: Workspace, actor: Actor, file: Path, slug: str) -> None:
    """Reserved words and anything but letters, digits and hyphens are refused (an empty slug means none)."""
    if not slug:
        assert importing.import_file(workspace, file, actor, slug=slug).slug == "zinas"
        return
    with pytest.raises(InputError):
        importing.import_file(workspace, file, actor, slug=slug)
    assert workspace.store.articles.all() == []


def test_the_source_is_corrected_in_place(workspace: Workspace, actor: Actor, file: Path) -> None:
    """A correction is a new revision; the sentence keeps its key and its target becomes a draft."""
    importing.import_file(workspace, file, actor)
    key = approve(workspace, actor, "Tajā piedalās 120 uzņēmumi.", "It brings together 120 companies.")
    done = importing.correct_source(workspace, key, "Tajā piedalās 125 uzņēmumi.", actor)
    assert (done.revision, done.changed) == (2, (key,))
    row = workspace.store.targets.row(key, LANG)
    assert (row.segment.text, row.target.state) == ("Tajā piedalās 125 uzņēmumi.", State.DRAFT)
    assert "125" in str(workspace.store.articles.document("zinas").blocks[0].text)


def test_a_corrected_headline_is_the_title(workspace: Workspace, actor: Actor, file: Path) -> None:
    """The headline is a segment like any other; the slug stays."""
    importing.import_file(workspace, file, actor)
    key = workspace.store.articles.segments("zinas")[0].key
    importing.correct_source(workspace, key, "Klastera jaunās ziņas", actor)
    assert workspace.store.articles.get("zinas").title == "Klastera jaunās ziņas"


def test_split_and_merge_survive_a_new_import(workspace: Workspace, actor: Actor, file: Path) -> None:
    """A split keeps the key for the first half; the choice holds for the next revision of the file too."""
    importing.import_file(workspace, file, actor)
    key = approve(workspace, actor, "Šodien Rīgā sākās konference.", "A conference opened in Riga today.")
    importing.split(workspace, key, len("Šodien Rīgā"), actor)
    texts = [s.text for s in workspace.store.articles.segments("zinas")]
    assert texts[1:3] == ["Šodien Rīgā", "sākās konference."]
    target = workspace.store.targets.row(key, LANG).target
    assert (target.text, target.state) == ("A conference opened in Riga today.", State.DRAFT)
    importing.import_file(workspace, put(file, CHANGED), actor)
    assert [s.text for s in workspace.store.articles.segments("zinas")][1:3] == texts[1:3]


def test_merge_joins_the_targets(workspace: Workspace, actor: Actor, file: Path) -> None:
    """Both texts stand in the merged target, as a draft; the key of the first stays."""
    importing.import_file(workspace, file, actor)
    first = approve(workspace, actor, "Šodien Rīgā sākās konference.", "A conference opened today.")
    approve(workspace, actor, "Tajā piedalās 120 uzņēmumi.", "120 companies attend.")
    importing.merge(workspace, first, actor)
    row = workspace.store.targets.row(first, LANG)
    assert row.segment.text == "Šodien Rīgā sākās konference. Tajā piedalās 120 uzņēmumi."
    assert (row.target.text, row.target.state) == (
        "A conference opened today. 120 companies attend.",
        State.DRAFT,
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tukss.txt", b"", "empty"),
        ("binars.txt", bytes(range(256)) * 20, "binary"),
    ],
)
def test_bad_files_leave_the_workspace_as_it_was(
    workspace: Workspace, actor: Actor, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    """One clear message, nothing stored."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=name):
        importing.import_file(workspace, path, actor)
    assert workspace.store.articles.all() == []
    assert list((workspace.root / "articles").iterdir()) == []


def test_a_file_over_the_limit_is_refused(workspace: Workspace, actor: Actor, tmp_path: Path) -> None:
    """The limit is max_import_mb, and the message says so."""
    path = tmp_path / "liels.txt"
    with path.open("wb") as file:
        file.truncate(workspace.config.imports.max_mb * 1_000_000 + 1)
    with pytest.raises(InputError, match="max_import_mb"):
        importing.import_file(workspace, path, actor)
