"""Memory out of published pairs: nothing is accepted by itself, and what a person decides is what enters."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18nflow.cli import main
from i18nflow.errors import Conflict, InputError, NotFound, Refused
from i18nflow.memory import Query
from i18nflow.model import Actor, Role
from i18nflow.store import Decision
from i18nflow.workflow import aligning, memories
from i18nflow.workflow.workspace import Workspace

LANG = "en-GB"
LV = """Jauns tilts Rīgā

Rīgā 2024. gadā atklāja jaunu tiltu. Tā būvniecība izmaksāja 12,5 miljonus eiro.

Projektu vadīja Latvijas uzņēmums. Tilts ir 320 metrus garš, un pa to katru dienu brauks 8000 automašīnu.
"""
EN = """A new bridge in Riga

A new bridge was opened in Riga in 2024. It cost EUR 12.5 million to build.

The project was led by a Latvian company. The bridge is 320 metres long. It will carry 8,000 cars a day.
"""


@pytest.fixture
def number(workspace: Workspace, actor: Actor) -> int:
    """An alignment of the two texts."""
    return aligning.propose(
        workspace, (LV.encode(), "tilts.lv.txt"), (EN.encode(), "tilts.en.txt"), LANG, actor
    )


def test_texts_are_aligned_and_nothing_is_accepted(workspace: Workspace, number: int) -> None:
    """The headline and each sentence have their counterpart, two sentences that were one too; all wait."""
    pairs = workspace.store.alignments.pairs(number)
    assert (pairs[0].source, pairs[0].target) == ("Jauns tilts Rīgā", "A new bridge in Riga")
    assert pairs[-1].target == "The bridge is 320 metres long. It will carry 8,000 cars a day."
    assert len(pairs) == 5
    assert {pair.decision for pair in pairs} == {Decision.OPEN}
    assert list(workspace.store.memory.all(workspace.config.pair(LANG))) == []


def test_what_is_accepted_enters_the_memory(workspace: Workspace, number: int, actor: Actor) -> None:
    """Accepted pairs enter as corrected, with neighbours, article and author; rejected ones do not; open ones stay."""
    first, second, third, *_ = workspace.store.alignments.pairs(number)
    aligning.decide(
        workspace, number, first, Decision.ACCEPTED, (first.source, "A new bridge  in Rīga"), actor
    )
    aligning.decide(workspace, number, second, Decision.ACCEPTED, (second.source, second.target), actor)
    aligning.decide(workspace, number, third, Decision.REJECTED, (third.source, third.target), actor)
    assert aligning.finish(workspace, number, actor) == (2, 2)
    units = list(workspace.store.memory.all(workspace.config.pair(LANG)))
    assert [unit.target for unit in units] == ["A new bridge in Rīga", second.target]
    assert (units[0].after, units[1].before) == (second.source, first.source)
    assert (units[0].author, units[0].article) == ("Anna", "tilts.lv")
    (match,) = memories.lookup(workspace, LANG, Query("Jauns tilts Rīgā"))
    assert match.target == "A new bridge in Rīga"
    assert len(workspace.store.alignments.pairs(number)) == 2
    assert aligning.accept_sure(workspace, number, 0.0, actor) == 2
    assert aligning.finish(workspace, number, actor) == (2, 0)
    with pytest.raises(NotFound):
        workspace.store.alignments.get(number)


def test_pairs_are_joined(workspace: Workspace, number: int, actor: Actor) -> None:
    """Joining puts the next pair's texts to this one's and opens it again; the last has none to join."""
    first, second, *_ = workspace.store.alignments.pairs(number)
    joined = aligning.join(workspace, number, first, (first.source, first.target), actor)
    assert joined.source == f"{first.source} {second.source}"
    assert joined.confidence == min(first.confidence, second.confidence)
    pairs = workspace.store.alignments.pairs(number)
    assert len(pairs) == 4
    with pytest.raises(Refused, match="last pair"):
        aligning.join(workspace, number, pairs[-1], ("a", "b"), actor)


def test_decisions_are_guarded(workspace: Workspace, number: int, actor: Actor) -> None:
    """An empty side, a pair that changed meanwhile and a person who may not are refused; nothing changes."""
    pair = workspace.store.alignments.pairs(number)[0]
    with pytest.raises(Refused, match="both sides"):
        aligning.decide(workspace, number, pair, Decision.ACCEPTED, (pair.source, " "), actor)
    aligning.decide(workspace, number, pair, Decision.ACCEPTED, (pair.source, pair.target), actor)
    with pytest.raises(Conflict):
        aligning.decide(workspace, number, pair, Decision.REJECTED, (pair.source, pair.target), actor)
    translator = Actor("Tom", frozenset({Role.TRANSLATOR}))
    with pytest.raises(Refused, match="reviewer"):
        aligning.finish(workspace, number, translator)
    assert workspace.store.alignments.pairs(number)[0].decision is Decision.ACCEPTED
    aligning.drop(workspace, number, actor)
    assert workspace.store.alignments.all() == []
    assert list(workspace.store.memory.all(workspace.config.pair(LANG))) == []


@pytest.mark.parametrize("text", ["", "   \n", "PK\x03\x04broken"])
def test_what_cannot_be_read_is_said(workspace: Workspace, actor: Actor, text: str) -> None:
    """An empty or broken file is named, and no alignment is left behind."""
    with pytest.raises(InputError, match=r"bad\.txt"):
        aligning.propose(workspace, (LV.encode(), "good.txt"), (text.encode(), "bad.txt"), LANG, actor)
    assert workspace.store.alignments.all() == []


def test_folders_are_paired_by_name(tmp_path: Path) -> None:
    """Files of two folders go together by name, whatever language stands at its end; the others stay out."""
    for folder, names in (
        ("lv", ["one.lv.txt", "two.md", "three.txt"]),
        ("en", ["one.en.txt", "two.html", "four.txt"]),
    ):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / name).write_text("x", encoding="utf-8")
    found = [(a.name, b.name) for a, b in aligning.found_pairs(tmp_path / "lv", tmp_path / "en")]
    assert sorted(found) == [("one.lv.txt", "one.en.txt"), ("two.md", "two.html")]
    with pytest.raises(InputError, match="two folders"):
        list(aligning.found_pairs(tmp_path / "lv", tmp_path / "en" / "four.txt"))


def test_the_command_aligns_folders(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``memory align`` aligns every pair of files, says where to look at them, and goes past a broken one."""
    for folder, text in (("lv", LV), ("en", EN)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tilts.txt").write_text(text, encoding="utf-8")
        (tmp_path / folder / "tukss.txt").write_text("" if folder == "en" else text, encoding="utf-8")
    arguments = ["-w", str(workspace.root), "memory", "align", str(tmp_path / "lv"), str(tmp_path / "en")]
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = "".join(capsys.readouterr())
    assert ended.value.code == 3
    assert "5 pairs" in said and "tukss.txt" in said and "/memory/alignments/" in said
    assert [one.source_name for one in workspace.store.alignments.all()] == ["tilts.txt"]
