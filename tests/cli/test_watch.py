"""``i18nflow watch``: what lands in a folder is imported when it is whole, and nothing stops the watch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18nflow.cli import cli
from i18nflow.errors import I18nFlowError
from i18nflow.model import Actor
from i18nflow.workflow import catalogs, importing, reviewing
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.watching import Seen, Watch, What
from i18nflow.workflow.workspace import Workspace

ARTICLE = "Osta\n\nOsta ir vaļā. Gaidīsim viesus!\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    path = tmp_path / "inbox"
    path.mkdir()
    return path


def rounds(watch: Watch, ws: Workspace, number: int = 3) -> list[Seen]:
    return [seen for _ in range(number) for seen in watch.look(ws)]


def touch(path: Path, text: str, seconds: int) -> None:
    """Write a file as if it had been changed at that time."""
    path.write_text(text, "utf-8")
    os.utime(path, (seconds, seconds))


def test_a_file_is_taken_when_it_stands_still(inbox: Path, workspace: Workspace, actor: Actor) -> None:
    """While it grows nothing happens, however often one looks; then it is taken once."""
    watch, path = Watch(inbox, actor), inbox / "osta.txt"
    for second in range(1, 6):
        touch(path, ARTICLE[: second * 5], second)
        assert list(watch.look(workspace)) == []
    touch(path, ARTICLE, 9)
    seen = rounds(watch, workspace, 5)
    assert [(one.what, one.message) for one in seen] == [(What.ARTICLE, "osta: new, 3 segments")]
    assert path.exists()


def test_a_changed_file_is_a_new_revision(inbox: Path, workspace: Workspace, actor: Actor) -> None:
    """It is looked at again only because it changed."""
    watch, path = Watch(inbox, actor), inbox / "osta.txt"
    touch(path, ARTICLE, 1)
    rounds(watch, workspace)
    touch(path, ARTICLE.replace("viesus", "ciemiņus"), 2)
    assert [one.message for one in rounds(watch, workspace)] == ["osta: revised, 3 segments"]


@pytest.mark.parametrize(
    "name",
    [
        ".osta.txt",
        "~$osta.docx",
        "osta.txt.part",
        "osta.docx.crdownload",
        "osta.txt~",
        "osta.tmp",
        "osta.jpg",
        "Thumbs.db",
    ],
)
def test_what_is_unfinished_hidden_or_something_else_is_left_alone(
    name: str, inbox: Path, workspace: Workspace, actor: Actor
) -> None:
    """No import, no message."""
    touch(inbox / name, ARTICLE, 1)
    assert rounds(Watch(inbox, actor), workspace) == []


def test_a_link_is_not_followed(inbox: Path, tmp_path: Path, workspace: Workspace, actor: Actor) -> None:
    """Who may write into the folder may not read other files of this machine by it."""
    touch(tmp_path / "secret.txt", ARTICLE, 1)
    (inbox / "osta.txt").symlink_to(tmp_path / "secret.txt")
    assert rounds(Watch(inbox, actor), workspace) == []


def test_a_catalog_that_comes_back_is_taken(inbox: Path, workspace: Workspace, actor: Actor) -> None:
    """Known by its ending and content; so is a Word table among Word articles."""
    importing.save(workspace, importing.preview(workspace, ARTICLE.encode(), "osta.txt"), actor)
    text = catalogs.export_po(workspace, "osta", "en-GB").decode()
    touch(inbox / "osta.po", text.replace('msgid "Osta"\nmsgstr ""', 'msgid "Osta"\nmsgstr "Port"'), 1)
    (inbox / "table.docx").write_bytes(catalogs.render_other(workspace, "osta", "en-GB", "docx").data)
    seen = rounds(Watch(inbox, actor), workspace)
    assert [(one.path.name, one.what) for one in seen] == [
        ("osta.po", What.CATALOG),
        ("table.docx", What.CATALOG),
    ]
    rows = workspace.store.targets.rows("osta", "en-GB")
    assert (rows[0].target.text, rows[0].target.state) == ("Port", "translated")


def test_a_catalog_with_undecided_texts_is_not_done_with(
    inbox: Path, workspace: Workspace, actor: Actor
) -> None:
    """What was changed on both sides is a person's choice: the file goes to failed/ with that reason, not to done/."""
    importing.save(workspace, importing.preview(workspace, ARTICLE.encode(), "osta.txt"), actor)
    text = catalogs.export_po(workspace, "osta", "en-GB").decode()
    row = workspace.store.targets.rows("osta", "en-GB")[0]
    reviewing.confirm(workspace, Move(row.segment.key, 0), "en-GB", "Harbour", actor)
    touch(inbox / "osta.po", text.replace('msgid "Osta"\nmsgstr ""', 'msgid "Osta"\nmsgstr "Port"'), 1)
    (seen,) = rounds(Watch(inbox, actor, move=True), workspace)
    assert seen.what is What.FAILED and "1 undecided" in seen.message
    assert (inbox / "failed" / "osta.po").exists()


def test_bad_files_are_said_once_and_stop_nothing(inbox: Path, workspace: Workspace, actor: Actor) -> None:
    """A broken catalog, an empty text, a Word file that is none: each with its reason; the good one is imported."""
    touch(inbox / "a.po", 'msgid "x\n', 1)
    touch(inbox / "b.txt", "  \n", 1)
    touch(inbox / "c.docx", "PK\x03\x04 no archive", 1)
    touch(inbox / "d.txt", ARTICLE, 1)
    seen = rounds(Watch(inbox, actor), workspace, 6)
    assert [(one.path.name, one.what) for one in seen] == [
        ("a.po", What.FAILED), ("b.txt", What.FAILED), ("c.docx", What.FAILED), ("d.txt", What.ARTICLE),
    ]  # fmt: skip
    assert "closing quote" in seen[0].message


def test_files_are_put_away_where_that_is_wished(inbox: Path, workspace: Workspace, actor: Actor) -> None:
    """What went well to done/, the rest to failed/ with its reason; a second one of the same name overwrites nothing."""
    watch = Watch(inbox, actor, move=True)
    for number in range(2):
        touch(inbox / "a.po", 'msgid "x\n', number)
        touch(inbox / "d.txt", ARTICLE, number)
        rounds(watch, workspace)
    assert sorted(p.name for p in (inbox / "done").iterdir()) == ["d-2.txt", "d.txt"]
    assert sorted(p.name for p in (inbox / "failed").iterdir()) == [
        "a-2.po", "a-2.po.reason.txt", "a.po", "a.po.reason.txt",
    ]  # fmt: skip
    assert "closing quote" in (inbox / "failed" / "a.po.reason.txt").read_text("utf-8")


def test_one_file_under_two_names_is_one_article(inbox: Path, workspace: Workspace, actor: Actor) -> None:
    """Renamed after it was taken, downloaded twice, found again by a watch that was started anew."""
    watch = Watch(inbox, actor)
    touch(inbox / "osta.txt", ARTICLE, 1)
    rounds(watch, workspace)
    (inbox / "osta.txt").rename(inbox / "port.txt")
    touch(inbox / "osta (1).txt", ARTICLE, 2)
    again = [one.message for one in rounds(watch, workspace)]
    assert again == ["osta: unchanged, it is the same file under another name"] * 2
    assert [one.message for one in rounds(Watch(inbox, actor), workspace)] == again
    assert [article.slug for article in workspace.store.articles.all()] == ["osta"]
    touch(inbox / "port.txt", ARTICLE + "Cits teksts.\n", 3)
    assert [one.message for one in rounds(watch, workspace)] == ["port: new, 4 segments"]


def test_a_watch_that_was_killed_goes_on_where_it_was(
    inbox: Path, workspace: Workspace, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the import and the move: the next one takes the file again, which changes nothing, and puts it away."""
    touch(inbox / "osta.txt", ARTICLE, 1)
    touch(inbox / "a.po", 'msgid "x\n', 1)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "rename", killed)
        rounds(Watch(inbox, actor, move=True), workspace)
    assert (inbox / "failed" / "a.po.reason.txt").exists() and (inbox / "a.po").exists()
    seen = rounds(Watch(inbox, actor, move=True), workspace)
    assert [(one.path.name, one.what) for one in seen] == [("a.po", What.FAILED), ("osta.txt", What.ARTICLE)]
    assert sorted(p.name for p in (inbox / "failed").iterdir()) == ["a.po", "a.po.reason.txt"]
    assert [p.name for p in inbox.iterdir() if p.is_file()] == []
    assert workspace.store.articles.get("osta").revision == 1


def test_a_folder_that_is_gone_is_an_error(inbox: Path, workspace: Workspace, actor: Actor) -> None:
    """It says which, and why."""
    watch = Watch(inbox / "nothing", actor)
    with pytest.raises(I18nFlowError, match="cannot be read"):
        rounds(watch, workspace)


def test_once_imports_what_is_there_and_ends(inbox: Path, workspace: Workspace) -> None:
    """Lines of JSON for programs; status 3 where something could not be imported."""
    touch(inbox / "a.po", 'msgid "x\n', 1)
    touch(inbox / "d.txt", ARTICLE, 1)
    done = CliRunner().invoke(
        cli,
        ["-w", str(workspace.root), "watch", str(inbox), "--once", "--every", "0.05", "--json"],
        standalone_mode=False,
    )
    assert [json.loads(line)["what"] for line in done.stdout.splitlines()] == ["failed", "article"]
    assert done.return_value == 3


def test_it_runs_until_it_is_stopped(inbox: Path, workspace: Workspace) -> None:
    """A real process: a file dropped in is there a moment later; Ctrl+C ends it with status 0."""
    command = [
        sys.executable,
        "-m",
        "i18nflow",
        "-w",
        str(workspace.root),
        "watch",
        str(inbox),
        "--every",
        "0.05",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        touch(inbox / "osta.txt", ARTICLE, 1)
        assert process.stdout is not None
        assert process.stdout.readline() == "osta.txt: osta: new, 3 segments\n"
        process.send_signal(2)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.communicate()
