"""Another process sees at its next lookup what was approved, approved anew and taken back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from i18nflow.memory import Query
from i18nflow.model import Actor, Origin
from i18nflow.workflow import erasing, importing, memories, reviewing, translating
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.workflow.texts import FIRST, LANG

SOURCE = "Šodien Rīgā sākās konference."
Ask = Callable[[str], list[dict[str, object]]]


@pytest.fixture
def key(workspace: Workspace, actor: Actor, tmp_path: Path) -> str:
    """The segment with ``SOURCE``."""
    path = tmp_path / "zinas.txt"
    path.write_text(FIRST, encoding="utf-8")
    importing.import_file(workspace, path, actor)
    return next(one.key for one in workspace.store.articles.segments("zinas") if one.text == SOURCE)


@pytest.fixture
def ask(workspace: Workspace, key: str) -> Iterator[Ask]:
    """A running ``memory lookup --jsonl`` in a process of its own; ask it for a text."""
    command = [sys.executable, "-m", "i18nflow", "-w", str(workspace.root), "memory", "lookup", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin is not None and program.stdout is not None
        reading, writing = program.stdout, program.stdin

        def answer(text: str) -> list[dict[str, object]]:
            writing.write(text + "\n")
            writing.flush()
            found: list[dict[str, object]] = json.loads(reading.readline())
            return found

        yield answer
        writing.close()


def test_another_process_sees_each_move_at_once(
    workspace: Workspace, actor: Actor, key: str, ask: Ask
) -> None:
    """Approved: found, fuzzy too. Approved anew: replaced. Rejected or purged: gone from every match."""
    near = SOURCE.replace("Šodien", "Vakar")
    assert ask(SOURCE) == []
    first = reviewing.confirm(workspace, Move(key, 0), LANG, "A conference opened.", actor)
    assert [one["target"] for one in ask(SOURCE)] == ["A conference opened."]
    assert [one["target"] for one in ask(near)] == ["A conference opened."]
    second = reviewing.confirm(workspace, Move(key, first.version), LANG, "A conference began.", actor)
    assert [one["target"] for one in ask(SOURCE)] == ["A conference began."]
    assert workspace.store.memory.refresh_index(workspace.config.pair(LANG), at_least=1)
    assert [one["target"] for one in ask(near)] == ["A conference began."]
    third = reviewing.reject(workspace, Move(key, second.version), LANG, "wrong word", actor)
    assert ask(SOURCE) == [] and ask(near) == []
    reviewing.confirm(workspace, Move(key, third.version), LANG, "A conference started.", actor)
    assert [one["target"] for one in ask(near)] == ["A conference started."]
    erasing.purge(workspace, "zinas", "a court's order", actor)
    assert ask(SOURCE) == [] and ask(near) == []
    (index,) = (workspace.root / ".memory").iterdir()
    assert len(index.read_bytes()) < 1000, "the index still holds texts"


def test_a_machine_text_that_was_only_approved_is_known_as_one(
    workspace: Workspace, actor: Actor, key: str
) -> None:
    """Approving a machine's draft as it stands makes a unit of machine origin: its matches are scored lower."""
    translating.translate(workspace, ["zinas"], [LANG], actor, order=["echo"])
    draft = workspace.store.targets.row(key, LANG).target
    approved = reviewing.approve(workspace, Move(key, draft.version), LANG, actor)
    (match,) = memories.lookup(workspace, LANG, Query(SOURCE))
    assert (match.unit.origin, match.penalties, match.score) == (Origin.MACHINE, ("machine -5%",), 0.95)
    reviewing.confirm(workspace, Move(key, approved.version), LANG, "A conference opened.", actor)
    (match,) = memories.lookup(workspace, LANG, Query(SOURCE))
    assert (match.unit.origin, match.score) == (Origin.HUMAN, 1.0)
