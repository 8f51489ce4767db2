"""A second engine beside the first: asked once, paid from the same budget, never in the way of the draft."""

from __future__ import annotations

import pytest

from i18nflow.model import Actor
from i18nflow.reviewqueue import Why
from i18nflow.translate import disagreement
from i18nflow.workflow import evidence, importing, reviewing, translating
from i18nflow.workflow.evidence import Verified
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.engines.server import Service, translated
from tests.translate.conftest import LANG, Make, numbered, texts

SECOND = 'second = "google"'


def run(ws: Workspace, actor: Actor, **how: object) -> translating.Run:
    return translating.translate(ws, ["raksts"], [LANG], actor, **how)  # type: ignore[arg-type]


def apart(service: Service, number: str) -> None:
    """From now on the service answers the sentence ``number`` differently each time it is asked."""
    asked: list[str] = []

    def answer(text: str) -> str:
        asked.append(text)
        if f" {number}." in text and asked.count(text) > 1:
            return "Something else altogether was said there, I hear"
        return translated(text)

    service.translate = answer


def test_both_answers_are_kept_and_the_draft_is_the_first(make: Make, actor: Actor, service: Service) -> None:
    """Where they differ it is said by how much; a second run asks nothing more."""
    apart(service, "2")
    ws = make(*numbered(4), budget=SECOND)
    done = run(ws, actor)
    assert (done.drafts, done.compared) == ({"machine": 5}, 5)
    assert texts(ws) == {source: translated(source) for source in texts(ws)}
    found = ws.store.seconds.of_article("raksts", LANG)
    rows = ws.store.targets.rows("raksts", LANG)
    different = [row.segment.text for row in rows if found[row.segment.key].disagreement > 0]
    assert different == [numbered(4)[1]]
    assert {one.engine for one in found.values()} == {"google"}
    asked = len(service.seen)
    assert run(ws, actor).compared == 0
    assert len(service.seen) == asked


def test_the_queue_puts_the_disagreement_first(make: Make, actor: Actor, service: Service) -> None:
    """A checked error still comes before it."""
    apart(service, "3")
    ws = make(*numbered(4), budget=SECOND)
    run(ws, actor)
    rows = ws.store.targets.rows("raksts", LANG)
    queue = evidence.queue(ws, "raksts", LANG)
    assert next(iter(queue)) == rows[3].segment.key
    assert queue[rows[3].segment.key] is Why.DISAGREEMENT
    reviewing.confirm(ws, Move(rows[3].segment.key, 1), LANG, "This is sentence 3 of them.", actor)
    assert rows[3].segment.key not in evidence.queue(ws, "raksts", LANG)


def test_the_evidence_of_a_draft(make: Make, actor: Actor, service: Service) -> None:
    """What was compared and is right, what is doubtful, and what the other engine says."""
    ws = make("Klasteris nopirka 15 kuģus un 3 ostas.", budget=SECOND)
    (ws.root / "glossary.csv").write_text("source,target\r\nklasteris,Klasteris\r\n", encoding="utf-8")
    run(ws, actor)
    row = ws.store.targets.rows("raksts", LANG)[1]
    found = evidence.of(ws, row, LANG, ws.store.findings.of_segment(row.segment.key, LANG))
    assert found is not None
    assert dict(found.verified)[Verified.NUMBERS] == 2
    assert dict(found.verified)[Verified.TERMS] == 1
    assert found.second is not None
    assert found.second.disagreement == 0
    reviewing.confirm(ws, Move(row.segment.key, 1), LANG, "The cluster bought 16 ships and 3 ports.", actor)
    row = ws.store.targets.row(row.segment.key, LANG)
    wrong = evidence.of(ws, row, LANG, ws.store.findings.of_segment(row.segment.key, LANG))
    assert wrong is not None
    assert wrong.verified == ()
    assert {one.code for one in wrong.doubtful} >= {"number-differs", "term-missing"}


def test_no_text_no_evidence(make: Make) -> None:
    """An empty target claims nothing."""
    ws = make(*numbered(1), order=())
    assert evidence.of(ws, ws.store.targets.rows("raksts", LANG)[1], LANG, ()) is None


def test_an_answer_about_another_source_is_not_shown(make: Make, actor: Actor) -> None:
    """A corrected source and a new draft make the old second answer void."""
    ws = make(*numbered(1), budget=SECOND)
    run(ws, actor)
    key = ws.store.targets.rows("raksts", LANG)[1].segment.key
    assert ws.store.seconds.of_segment(key, LANG) is not None
    importing.correct_source(ws, key, "Šis ir cits teikums par klasteri.", actor)
    assert ws.store.seconds.of_segment(key, LANG) is None


def test_a_second_engine_that_fails_harms_nothing(make: Make, actor: Actor, service: Service) -> None:
    """The drafts are there; what it could not say is missing."""
    ws = make(*numbered(3), budget=SECOND)
    service.moods.extend(["well"] * 2 + ["500"] * 50)
    done = run(ws, actor)
    assert (done.drafts, done.reasons, done.compared) == ({"machine": 4}, {}, 0)


def test_it_is_paid_from_the_same_budget(make: Make, actor: Actor, service: Service) -> None:
    """A second opinion ends where the budget does, and a dry run counts it beforehand."""
    ws = make(*numbered(3), budget=SECOND)
    dry = run(ws, actor, dry_run=True)
    assert [one.engine for one in dry.asked] == ["libretranslate", "google"]
    assert dry.asked[0].characters == dry.asked[1].characters > 0
    assert service.seen == []
    first, second = run(ws, actor).asked
    assert (first.characters, second.characters) == tuple(one.characters for one in dry.asked)
    poor = make(*numbered(3), budget=f"{SECOND}\nbudget_run = 60")
    done = run(poor, actor)
    assert done.drafts["machine"] == 4
    assert 0 < done.compared < 4


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("The port is open.", "The port is open.", 0, 0),
        ("The port is open.", "The port is closed.", 0.1, 0.5),
        ("The port is open.", "Quite another matter!", 0.7, 1),
    ],
)
def test_disagreement_grows_with_the_difference(one: str, other: str, low: float, high: float) -> None:
    """Nothing for equal texts, much for unlike ones, and the same both ways."""
    assert low <= disagreement(one, other) <= high
    assert disagreement(one, other) == pytest.approx(disagreement(other, one))
