"""``i18nflow check --jsonl``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def check(lines: str, *options: str) -> tuple[int, list[Any], str]:
    program = [sys.executable, "-c", "from i18nflow.cli import main; main()", "check", "--jsonl", *options]
    done = subprocess.run(program, input=lines.encode(), capture_output=True, check=False, timeout=60)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return done.returncode, answers, done.stderr.decode()


def pair(source: str, target: str) -> str:
    return json.dumps({"source": source, "target": target}, ensure_ascii=False) + "\n"


def test_one_list_per_line() -> None:
    """A pair gives its findings, an empty line an empty list, a bad line an error in its place."""
    status, answers, _ = check(
        pair("Ir 48`310 EUR.", "It is EUR 48,130.") + "\n" + "oops\n" + '{"source": 1}\n'
    )
    assert status == 3
    assert [type(answer) for answer in answers] == [list, list, dict, dict]
    assert answers[0] == [
        {
            "code": "number-differs", "severity": "error", "message": "The source says “48`310”, the target “48,130”.",
            "in": "target", "start": 10, "end": 16, "expected": "48,310", "fix": "48,310",
        }
    ]  # fmt: skip
    assert answers[1] == []


@pytest.mark.parametrize(
    ("target", "fail_on", "status"),
    [
        ("It is 5 EUR.", "error", 0),
        ("It is 6 EUR.", "error", 3),
        ("It is EUR 5", "error", 0),
        ("It is EUR 5", "warning", 3),
        ("It is 6 EUR.", None, 0),
    ],
)
def test_fail_on(target: str, fail_on: str | None, status: int) -> None:
    """``--fail-on`` decides what makes the status 3; without it findings are no failure."""
    options = ("--fail-on", fail_on) if fail_on else ()
    assert check(pair("Ir 5 EUR.", target), *options)[0] == status


def test_glossary(tmp_path: Path) -> None:
    """With a glossary, terms are checked too."""
    file = tmp_path / "glossary.csv"
    file.write_text("source,target\nklasteris,cluster\n", encoding="utf-8")
    _, answers, _ = check(pair("Klastera darbs.", "The work."), "--glossary", str(file))
    assert [found["code"] for found in answers[0]] == ["term-missing"]
    assert answers[0][0]["in"] == "source"


def test_wrong_use(tmp_path: Path) -> None:
    """A glossary that is not there is an error; a pair that is none is wrong usage."""
    assert check("", "--glossary", str(tmp_path / "none.csv"))[0] == 1
    assert check("", "--pair", "latvian")[0] == 2
