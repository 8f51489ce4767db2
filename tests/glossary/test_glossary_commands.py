"""``i18nflow terms`` and ``i18nflow glossary`` as a person or a script runs them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18nflow.cli import cli, main

GLOSSARY = "source,target\nosta,port\nostas kapteinis,harbour master\nkapteinis,captain\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A glossary of three entries."""
    path = tmp_path / "g.csv"
    path.write_text(GLOSSARY, encoding="utf-8")
    return path


def terms(file: Path, lines: bytes, *options: str) -> list[object]:
    """The lines that the filter writes."""
    result = CliRunner().invoke(cli, ["terms", "--jsonl", "--glossary", str(file), *options], input=lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_in_is_a_list_out(file: Path) -> None:
    """The longest match by default; an empty line gives an empty list; offsets count code points."""
    assert terms(file, "🙂 Ostas kapteiņi\r\n\nnekas\n".encode()) == [
        [{"start": 2, "end": 16, "term": "ostas kapteinis", "target": "harbour master"}],
        [],
        [],
    ]


def test_all_gives_inner_matches_and_json_input_takes_strings(file: Path) -> None:
    """A JSON string may hold a line end."""
    (found,) = terms(file, b'"Ostas\\nkapteini"\n', "--all", "--json-input")
    assert [hit["term"] for hit in found] == ["ostas kapteinis", "osta", "kapteinis"]  # type: ignore[union-attr, attr-defined]


def test_check_reports_and_exits_by_the_worst(file: Path, tmp_path: Path) -> None:
    """0 for a sound file, 1 with an error; forms on request."""
    sound = CliRunner().invoke(
        cli, ["glossary", "check", str(file), "--json", "--forms"], standalone_mode=False
    )
    answer = json.loads(sound.stdout)
    assert answer["remarks"] == []
    assert "ostām" in answer["entries"][0]["forms"]
    bad = tmp_path / "bad.csv"
    bad.write_text("source,target\n…,dots\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["glossary", "check", str(bad)], standalone_mode=False)
    assert result.return_value == 1
    assert "never-matches" in result.stdout


def test_import_merges_and_export_writes(file: Path, tmp_path: Path) -> None:
    """A dry run changes nothing; the report says what was added."""
    other = tmp_path / "o.csv"
    other.write_text("source,target\nlaiva,boat\n", encoding="utf-8")
    command = ["glossary", "import", str(other), "--glossary", str(file)]
    assert "added 1" in CliRunner().invoke(cli, [*command, "--dry-run"]).output
    assert file.read_text(encoding="utf-8") == GLOSSARY
    assert "added 1" in CliRunner().invoke(cli, command).output
    assert file.read_text(encoding="utf-8") == GLOSSARY + "laiva,boat\n"
    exported = CliRunner().invoke(cli, ["glossary", "export", "--glossary", str(file)])
    assert exported.stdout == GLOSSARY + "laiva,boat\n"


def test_a_malformed_glossary_is_one_sentence_and_status_1(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the file and the line."""
    file.write_text('source,target\nosta,"port\n', encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(SystemExit) as left:
        main(["terms", "--jsonl", "--glossary", str(file)])
    assert left.value.code == 1
    assert "line 2" in capsys.readouterr().err
