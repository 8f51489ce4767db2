"""The command line is a contract: status codes, --json for every listing, --by for every change, data on stdout."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from i18nflow.cli import COMMANDS, cli, main
from i18nflow.workflow import importing
from i18nflow.workflow.workspace import Workspace, local_actor

LISTINGS = [
    ("status",), ("check",), ("engines", "list"), ("glossary", "check"), ("names", "list"), ("names", "check"),
    ("user", "list"), ("user", "tokens", "list"), ("webhooks", "list"), ("audit", "list"), ("memory", "lookup", "x"),
    ("export", "po"), ("import", "{article}"), ("catalog", "import", "{catalog}"), ("translate", "--dry-run"),
    ("publish",), ("webhooks", "deliver"),
]  # fmt: skip


def leaves() -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its words."""
    context = click.Context(cli)

    def walk(group: click.Group, words: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            if isinstance(command, click.Group) and not command.invoke_without_command:
                yield from walk(command, (*words, name))
            else:
                yield " ".join((*words, name)), command

    yield from walk(cli, ())


@pytest.mark.parametrize(
    ("name", "command"), list(leaves()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_change_names_who_makes_it(name: str, command: click.Command) -> None:
    """Every writing verb takes an actor; a command that calls one lets its user say who that is."""
    options = {option for parameter in command.params for option in parameter.opts}
    assert command.callback is not None
    acts = "actor(" in inspect.getsource(inspect.unwrap(command.callback))
    assert "--by" in options or not acts, name


def main_status(words: list[str]) -> int:
    """The exit status of the program."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    return int(ended.value.code or 0)


@pytest.fixture
def article(workspace: Workspace) -> Workspace:
    data = b"Osta\n\nOsta ir vala.\n"
    importing.save(workspace, importing.preview(workspace, data, "osta.txt"), local_actor("Anna"))
    return workspace


@pytest.mark.parametrize("words", LISTINGS, ids=" ".join)
def test_every_listing_is_json_on_stdout_and_nothing_else(
    words: tuple[str, ...], article: Workspace, tmp_path: Path
) -> None:
    """What is for people goes to stderr: a program reads stdout as it is."""
    (tmp_path / "new.txt").write_text("Jauns\n\nTeksts.\n", "utf-8")
    catalog = tmp_path / "osta.po"
    catalog.write_text(
        'msgid ""\nmsgstr "X-I18nflow-Article: osta\\nLanguage: en\\n"\n\nmsgid "Osta"\nmsgstr "Port"\n'
    )
    filled = [word.format(article=tmp_path / "new.txt", catalog=catalog) for word in words]
    done = CliRunner().invoke(cli, ["-w", str(article.root), *filled, "--json"], standalone_mode=False)
    assert done.exception is None, done.exception
    json.loads(done.stdout)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_wrong_usage_is_status_2(name: str) -> None:
    """An option that does not exist, said on stderr."""
    assert main_status([name, "--no-such-option"]) == 2


def test_an_error_is_status_1_and_one_sentence_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No workspace there: stdout is empty, stderr says what to do."""
    assert main_status(["-w", str(tmp_path), "status"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "i18nflow init" in said.err


def test_done_in_part_is_status_3(
    article: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of two files could not be imported: the other one was."""
    (tmp_path / "empty.txt").write_text(" ", "utf-8")
    (tmp_path / "new.txt").write_text("Jauns\n\nTeksts.\n", "utf-8")
    files = [str(tmp_path / name) for name in ("empty.txt", "new.txt")]
    assert main_status(["-w", str(article.root), "import", *files]) == 3
    said = capsys.readouterr()
    assert "new: imported" in said.out and "empty.txt" in said.err


def test_the_workspace_is_found_upwards_and_by_the_environment(
    article: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """-w first, then I18NFLOW_WORKSPACE, then the nearest folder above."""
    monkeypatch.chdir(article.root / "articles")
    assert main_status(["status"]) == 0
    monkeypatch.chdir(tmp_path)
    assert main_status(["status"]) == 1
    monkeypatch.setenv("I18NFLOW_WORKSPACE", str(article.root))
    assert main_status(["status"]) == 0
    assert main_status(["-w", str(tmp_path), "status"]) == 1
    assert "osta" in capsys.readouterr().out
