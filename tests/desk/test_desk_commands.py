"""The desk from the command line: find, replace, assign."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from i18nflow.cli import cli
from tests.desk.conftest import LANG, TEXTS, Newsroom


def run(room: Newsroom, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["-w", str(room.ws.root), *arguments], standalone_mode=False)


def data(room: Newsroom, *arguments: str):
    return json.loads(run(room, *arguments, "--json").stdout)


def test_find_lists_segments(room: Newsroom) -> None:
    """By text in every form, by state, by term; as a table and as JSON."""
    found = data(room, "find", "klasteriem", "--forms", "--in", "source", "--state", "approved")
    assert [one["target"] for one in found] == [
        TEXTS["Izstādē piedalās 12 klasteri."],
        TEXTS["Klastera biedri tikās klasterī."],
        TEXTS["Klasteris parakstīja līgumu."],
    ]
    assert found[0]["number"] == 2 and found[0]["lang"] == LANG
    assert len(data(room, "find", "--term", "klasteris")) == 4
    few = run(room, "find", "--limit", "2")
    assert "11 segments in all; 2 are listed" in few.stderr and len(few.stdout.splitlines()) == 3


def test_replace_shows_does_and_takes_back(room: Newsroom) -> None:
    """A dry run changes nothing; a replacement says its number; --undo takes it back."""
    before = data(room, "replace", "cluster", "association", "--dry-run")
    assert [one["after"] for one in before if one["article"] == "port"] == [
        "The association signed a contract."
    ]
    assert room.target("Klasteris parakstīja līgumu.").text == TEXTS["Klasteris parakstīja līgumu."]
    done = data(room, "replace", "cluster", "association", "--source", "līgums", "--by", "Anna")
    assert len(done["changed"]) == 1 and done["left"] == []
    assert room.target("Klasteris parakstīja līgumu.").text == "The association signed a contract."
    back = run(room, "replace", "--undo", str(done["number"]), "--by", "Anna")
    assert f"replacement {done['number']}: 1 segments taken back" in back.stdout
    assert room.target("Klasteris parakstīja līgumu.").text == TEXTS["Klasteris parakstīja līgumu."]


def test_what_is_missing_is_said(room: Newsroom) -> None:
    """No words, no articles, no such part, a time that is none."""
    for arguments, message in (
        (("replace",), "what to find"),
        (("assign", "--person", "Zane"), "which articles"),
        (("assign", "port", "--person", "Zane", "--from", "9"), "1 to 4"),
        (("assign", "port", "--due", "soon"), "16:00"),
        (("find", "--term", "nav"), "not a term"),
    ):
        result = run(room, *arguments)
        assert result.exception is not None and message in str(
            getattr(result.exception, "message", result.exception)
        ), arguments


def test_assign_gives_and_lists(room: Newsroom) -> None:
    """A person, a part, a deadline for several articles; without options the list."""
    run(room, "assign", "port", "fair", "--person", "Zane", "--due", "2026-03-02 16:00", "--by", "Anna")
    run(room, "assign", "port", "--person", "Līga", "--from", "2", "--until", "3", "--by", "Anna")
    assert data(room, "assign") == [
        {"article": "fair", "lang": LANG, "person": "Zane", "first": None, "last": None, "due": "2026-03-02T16:00+02:00"},
        {"article": "port", "lang": LANG, "person": "Zane", "first": None, "last": None, "due": "2026-03-02T16:00+02:00"},
        {"article": "port", "lang": LANG, "person": "Līga", "first": 2, "last": 3, "due": "2026-03-02T16:00+02:00"},
    ]  # fmt: skip
    run(room, "assign", "port", "--due", "none", "--by", "Anna")
    assert [one["due"] for one in data(room, "assign", "port")] == [None, None]


@pytest.mark.parametrize("name", ["find", "replace", "assign"])
def test_the_commands_have_help(room: Newsroom, name: str) -> None:
    """Each says what it does."""
    assert CliRunner().invoke(cli, [name, "--help"]).exit_code == 0
