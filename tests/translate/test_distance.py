"""What people change in machine texts: the measures, and what is kept at approval."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sacrebleu.metrics import CHRF, TER

from i18nflow.model import Actor, State
from i18nflow.translate import measure
from i18nflow.workflow import importing, reviewing, translating
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.translate.conftest import LANG, Make, numbered

SENTENCE = "Šis ir 1. teikums par klasteri un tā darbu."


@pytest.mark.parametrize(
    ("machine", "approved", "edits", "words"),
    [
        ("The port is open.", "The port is open.", 0, 4),
        ("The cluster has signed a deal.", "The cluster signed a contract.", 2, 5),
        ("Tomorrow the port opens.", "the port opens. Tomorrow", 1, 4),
        ("The Port is open.", "The port is open.", 1, 4),
    ],
)
def test_edits_are_counted_as_ter_counts_them(machine: str, approved: str, edits: int, words: int) -> None:
    """A word replaced or left out is an edit, a run of words moved is one, a capital counts."""
    found = measure(machine, approved, "en-GB")
    assert (found.edits, found.words) == (edits, words)
    assert found.chrf == pytest.approx(CHRF().sentence_score(machine, [approved]).score)
    share = 100 * found.edits / found.words
    assert share == pytest.approx(TER(case_sensitive=True).sentence_score(machine, [approved]).score)


def test_a_language_without_spaces_is_counted_by_characters() -> None:
    """Else one changed character would be a sentence changed as a whole."""
    found = measure("港口开放。", "港口关闭。", "zh-CN")
    assert (found.edits, found.words) == (2, 5)
    assert measure("港口开放。", "港口开放。", "zh-CN").words == 5


def drafted(make: Make, actor: Actor) -> tuple[Workspace, str]:
    """An article with machine drafts, and the key of its first sentence."""
    ws = make(*numbered(3))
    translating.translate(ws, ["raksts"], [LANG], actor)
    return ws, ws.store.targets.rows("raksts", LANG)[1].segment.key


def version(ws: Workspace, key: str) -> Move:
    return Move(key, ws.store.targets.row(key, LANG).target.version)


def test_an_approval_keeps_the_distance_to_the_raw_machine_text(make: Make, actor: Actor) -> None:
    """Engine, article and month; what was approved as it stood is a distance of nothing."""
    ws, key = drafted(make, actor)
    raw = ws.store.targets.row(key, LANG).target.machine_text
    reviewing.confirm(ws, version(ws, key), LANG, "This is sentence one.", actor)
    other = ws.store.targets.rows("raksts", LANG)[2].segment.key
    reviewing.approve(ws, version(ws, other), LANG, actor)
    (found,) = ws.store.postedits.by_engine_month(LANG)
    edited = measure(raw, "This is sentence one.", LANG)
    untouched = measure(*(2 * [ws.store.targets.row(other, LANG).target.text]), LANG)
    assert (found.engine, found.month, found.segments, found.untouched) == (
        "libretranslate", ws.month, 2, 1,
    )  # fmt: skip
    assert found.chrf == pytest.approx((edited.chrf + 100) / 2)
    assert found.edit_share == pytest.approx(edited.edits / (edited.words + untouched.words))
    (article,) = ws.store.postedits.by_engine_article()
    assert (article.article, article.segments) == ("raksts", 2)


def test_approving_anew_replaces_and_taking_back_removes(make: Make, actor: Actor) -> None:
    """A segment counts once, with the text that stands; a rejected or undone approval counts not at all."""
    ws, key = drafted(make, actor)
    reviewing.confirm(ws, version(ws, key), LANG, "Something quite different.", actor)
    first = ws.store.postedits.by_engine()[0].edit_share
    reviewing.confirm(ws, version(ws, key), LANG, ws.store.targets.row(key, LANG).target.machine_text, actor)
    (found,) = ws.store.postedits.by_engine()
    assert (found.segments, found.edit_share) == (1, 0.0)
    assert first > 0
    reviewing.reject(ws, version(ws, key), LANG, "A number is wrong", actor)
    assert ws.store.postedits.by_engine() == []
    reviewing.confirm(ws, version(ws, key), LANG, "Something.", actor)
    reviewing.undo(ws, version(ws, key), LANG, actor)
    assert ws.store.postedits.by_engine() == []


def test_what_no_engine_made_is_not_measured(make: Make, actor: Actor) -> None:
    """A person's own translation and a memory draft are no engine's merit."""
    ws = make(*numbered(2), order=())
    key = ws.store.targets.rows("raksts", LANG)[1].segment.key
    reviewing.confirm(ws, Move(key, 0), LANG, "This is sentence one.", actor)
    assert ws.store.postedits.by_engine() == []


def test_a_machine_text_for_another_source_says_nothing(make: Make, actor: Actor) -> None:
    """After the source changed, the old measurement stays and no new one is made of the old machine text."""
    ws, key = drafted(make, actor)
    reviewing.confirm(ws, version(ws, key), LANG, "This is sentence one.", actor)
    before = ws.store.postedits.by_engine()
    importing.correct_source(ws, key, SENTENCE.replace("1.", "9."), actor)
    assert ws.store.targets.row(key, LANG).target.state is State.DRAFT
    assert ws.store.postedits.by_engine() == before
    reviewing.confirm(ws, version(ws, key), LANG, "Quite another sentence, the ninth of them.", actor)
    assert ws.store.postedits.by_engine() == before


def test_months_are_those_of_the_workspace(make: Make, actor: Actor) -> None:
    """Each month has its own row, in order."""
    ws, key = drafted(make, actor)
    other = ws.store.targets.rows("raksts", LANG)[2].segment.key
    reviewing.approve(ws, version(ws, key), LANG, actor)
    later = replace(ws, clock=lambda: ws.clock().replace(year=ws.clock().year + 1))
    reviewing.approve(later, version(ws, other), LANG, actor)
    assert [one.month for one in ws.store.postedits.by_engine_month()] == [ws.month, later.month]
