"""``i18nflow segment --jsonl``: the contract of the filter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18nflow.cli.segment_filter import command


def run(data: bytes, *options: str) -> tuple[list[object], int, str]:
    result = CliRunner().invoke(command, ["--jsonl", *options], input=data)
    return [json.loads(line) for line in result.stdout.splitlines()], result.exit_code, result.stderr


def test_a_line_in_a_line_out() -> None:
    """Sentences of each line; an empty line gives an empty list; a final carriage return is dropped."""
    lines, status, _ = run("Jā. Nē 3. maijā.\r\n\n• Viens.\n".encode())
    assert lines == [["Jā.", "Nē 3. maijā."], [], ["• Viens."]]
    assert status == 0


def test_spans_count_code_points_of_the_line_as_received() -> None:
    """No normalisation before counting: a combining mark and an emoji count one each."""
    lines, _, _ = run(" 😀 tā\u0301. Labi.\n".encode(), "--spans")
    assert lines == [[[1, 7], [8, 13]]]


def test_json_input_may_hold_newlines() -> None:
    """A line is then a JSON string; what is none gives an error in its place and status 3."""
    lines, status, _ = run(b'"A.\\nB"\n5\n{\n', "--json-input")
    assert lines[0] == ["A.", "B"]
    assert all("error" in line for line in lines[1:] if isinstance(line, dict))
    assert status == 3


def test_a_language_without_rules_is_told() -> None:
    """The notice goes to standard error, the sentences to standard output."""
    lines, status, err = run(b"Tere. Kuidas?\n", "--lang", "et")
    assert (lines, status) == ([["Tere.", "Kuidas?"]], 0)
    assert "UAX #29" in err


def test_an_srx_file(tmp_path: Path) -> None:
    """The user's rules take precedence."""
    path = tmp_path / "my.srx"
    path.write_text(
        '<srx version="2.0"><body><languagerules><languagerule languagerulename="x"><rule break="yes">'
        "<beforebreak>,</beforebreak><afterbreak>\\s</afterbreak></rule></languagerule></languagerules><maprules>"
        '<languagemap languagepattern=".*" languagerulename="x"/></maprules></body></srx>'
    )
    assert run(b"A. B, C\n", "--srx", str(path))[0] == [["A. B,", "C"]]


@pytest.mark.parametrize("arguments", [[], ["--spans"]])
def test_without_jsonl_it_says_how(arguments: list[str]) -> None:
    """Wrong usage has status 2."""
    assert CliRunner().invoke(command, arguments).exit_code == 2
