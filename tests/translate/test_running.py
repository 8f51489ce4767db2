"""The translate verb on a real store and a real server: what is filled, what is kept, what is asked."""

from __future__ import annotations

import threading
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from i18nflow.errors import EngineUnavailable, NotFound, Refused
from i18nflow.model import Actor, Origin, Role, State
from i18nflow.translate import Event
from i18nflow.workflow import importing, reviewing, translating
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.engines.server import Service, translated
from tests.translate.conftest import LANG, Make, add, numbered, texts


def run(ws: Workspace, actor: Actor, **how: object) -> translating.Run:
    return translating.translate(ws, ["raksts"], [LANG], actor, **how)  # type: ignore[arg-type]


def test_everything_untranslated_gets_a_draft(make: Make, actor: Actor, service: Service) -> None:
    """Each segment has its own translation, its engine and the raw text; a second run asks nothing."""
    ws = make(*numbered(7))
    done = run(ws, actor)
    assert done.drafts == {"machine": 8}
    assert texts(ws) == {source: translated(source) for source in texts(ws)}
    row = ws.store.targets.rows("raksts", LANG)[3]
    assert (row.target.state, row.target.origin, row.target.engine) == (
        State.DRAFT,
        Origin.MACHINE,
        "libretranslate",
    )
    assert row.target.machine_text == row.target.text
    asked = len(service.seen)
    assert run(ws, actor).total == 0
    assert len(service.seen) == asked


def test_equal_sentences_are_asked_once(make: Make, actor: Actor, service: Service, tmp_path: Path) -> None:
    """Within an article and across articles."""
    ws = make("Ieeja ir brīva.", "Runas teica divi.", "Ieeja ir brīva.")
    add(ws, "otrs", ("Ieeja ir brīva.", "Te ir kas cits."), actor, tmp_path)
    translating.translate(ws, ["raksts", "otrs"], [LANG], actor)
    assert sorted(service.texts) == sorted(set(service.texts))
    assert texts(ws, "otrs")["Ieeja ir brīva."] == translated("Ieeja ir brīva.")


def test_memory_comes_first(make: Make, actor: Actor, service: Service, tmp_path: Path) -> None:
    """What was approved once is a draft without asking anybody, with its score and where it came from."""
    ws = make("Ieeja ir brīva visiem interesentiem.")
    key = ws.store.targets.rows("raksts", LANG)[1].segment.key
    reviewing.confirm(ws, Move(key, 0), LANG, "Admission is free for all.", actor)
    add(ws, "otrs", ("Ieeja ir brīva visiem interesentiem.",), actor, tmp_path)
    done = translating.translate(ws, ["otrs"], [LANG], actor)
    row = ws.store.targets.rows("otrs", LANG)[1]
    assert (row.target.text, row.target.origin, row.target.score) == (
        "Admission is free for all.",
        Origin.MEMORY,
        1.0,
    )
    assert row.target.match.endswith(f"raksts/{key}")
    assert done.drafts["memory"] == 1
    assert "Ieeja ir brīva visiem interesentiem." not in service.texts


def test_a_weak_match_gives_way_to_a_machine_and_serves_without_one(
    make: Make, actor: Actor, service: Service, tmp_path: Path
) -> None:
    """At 0.75 to 0.85 an engine is asked first; where there is none, the match is the draft."""
    first, second = "Projekta vadītāja uzruna konferencē.", "Projekta dalībnieka uzruna konferencē."
    ws = make(first)
    key = ws.store.targets.rows("raksts", LANG)[1].segment.key
    reviewing.confirm(ws, Move(key, 0), LANG, "Address by the project manager.", actor)
    add(ws, "otrs", (second,), actor, tmp_path)
    service.mood = "500"
    translating.translate(ws, ["otrs"], [LANG], actor)
    row = ws.store.targets.rows("otrs", LANG)[1]
    assert row.target.origin is Origin.MEMORY
    assert row.target.score is not None
    assert 0.75 <= row.target.score < 0.85
    service.mood = "well"
    translating.translate(ws, ["otrs"], [LANG], actor, again=True)
    assert texts(ws, "otrs")[second] == translated(second)


def test_a_person_s_work_is_never_replaced(make: Make, actor: Actor) -> None:
    """Confirmed, rejected and edited targets stay, with ``again`` too; untouched drafts are made anew."""
    ws = make(*numbered(3))
    run(ws, actor)
    rows = ws.store.targets.rows("raksts", LANG)
    reviewing.confirm(ws, Move(rows[0].segment.key, 1), LANG, "Mine.", actor)
    reviewing.reject(ws, Move(rows[1].segment.key, 1), LANG, "bad", actor)
    done = run(ws, actor, again=True, order=["echo"])
    after = ws.store.targets.rows("raksts", LANG)
    assert after[0].target.text == "Mine."
    assert after[1].target.state is State.REJECTED
    assert [row.target.engine for row in after[2:]] == ["echo", "echo"]
    assert done.total == 2


def test_again_without_an_answer_keeps_what_there_is(make: Make, actor: Actor, service: Service) -> None:
    """A draft is only replaced by another one, and the same one is not written twice."""
    ws = make(*numbered(2))
    run(ws, actor)
    before = ws.store.targets.rows("raksts", LANG)
    run(ws, actor, again=True)
    run(ws, actor, again=True, order=["none"])
    assert ws.store.targets.rows("raksts", LANG) == before


def test_a_concurrent_edit_wins(make: Make, actor: Actor, service: Service) -> None:
    """Somebody confirms a segment while the engine thinks about it: theirs stands, the rest is filled."""
    ws = make(*numbered(4))
    rows = ws.store.targets.rows("raksts", LANG)

    def edit(text: str) -> str:
        if text == rows[2].segment.text:
            with ws.reopened() as other:
                reviewing.confirm(other, Move(rows[2].segment.key, 0), LANG, "By hand.", actor)
        return translated(text)

    service.translate = edit
    run(ws, actor)
    assert texts(ws)[rows[2].segment.text] == "By hand."
    assert sum(row.target.state is State.DRAFT for row in ws.store.targets.rows("raksts", LANG)) == 4


def test_the_next_engine_takes_over(make: Make, actor: Actor, service: Service) -> None:
    """What the first cannot do the second is asked for; the answer says who gave it."""
    ws = make(*numbered(3), order=("libretranslate", "echo"))
    service.mood = "403"
    run(ws, actor)
    assert {row.target.engine for row in ws.store.targets.rows("raksts", LANG)} == {"echo"}
    assert len(service.seen) == 1


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ("403", "engine refused the key"),
        ("500", "engine gave an unusable answer"),
        ("429 later", "engine asked us to slow down"),
        ("error as answer", "engine gave an unusable answer"),
    ],
)
def test_what_is_left_says_why(make: Make, actor: Actor, service: Service, mood: str, reason: str) -> None:
    """Untranslated targets name the reason, and the run counts it."""
    ws = make(*numbered(2))
    service.mood = mood
    assert run(ws, actor).reasons == {reason: 3}
    assert {row.target.reason for row in ws.store.targets.rows("raksts", LANG)} == {reason}


def test_without_an_engine_it_is_said(make: Make, actor: Actor) -> None:
    """No engine in the settings is a reason like others."""
    assert run(make(*numbered(1), order=()), actor).reasons == {"no engine configured": 2}


def test_a_hanging_engine_costs_its_time_limit_once(make: Make, actor: Actor, service: Service) -> None:
    """Many segments, few requests: nobody waits again and again."""
    ws = make(*numbered(40), order=("google",))
    service.mood = "hang"
    assert run(ws, actor).reasons == {"engine did not answer in time": 41}
    assert len(service.seen) == 3


def test_an_engine_out_of_reach_is_asked_a_few_times_in_a_run(
    make: Make, actor: Actor, service: Service, tmp_path: Path
) -> None:
    """However many articles there are."""
    ws = make(*numbered(5), order=("google",))
    slugs = []
    for number in range(5):
        slugs.append(f"raksts-{number}")
        add(ws, slugs[-1], numbered(3), actor, tmp_path)
    service.mood = "hang"
    done = translating.translate(ws, slugs, [LANG], actor)
    assert done.reasons == {"engine did not answer in time": 20}
    assert len(service.seen) == 3


def test_a_text_that_upsets_the_engine_does_not_take_others_with_it(
    make: Make, actor: Actor, service: Service
) -> None:
    """A request that failed as a whole is sent once more text by text."""
    ws = make(*numbered(5), batch=3)
    bad = numbered(5)[3]
    service.translate = lambda text: "<html>" if text == bad else translated(text)
    run(ws, actor)
    assert [source for source, target in texts(ws).items() if not target] == [bad]


def test_stumbles_on_the_way_are_made_good(make: Make, actor: Actor, service: Service) -> None:
    """Broken answers between good ones: all is translated in the end, nothing wrongly."""
    ws = make(*numbered(30), batch=2)
    service.moods.extend(
        ["well", "500", "cut", "well", "closed", "closed", "429 now", "well", "fewer", "well"]
    )
    run(ws, actor)
    assert texts(ws) == {source: translated(source) for source in texts(ws)}


def test_cancel_stores_what_is_under_way(make: Make, actor: Actor, service: Service) -> None:
    """Nothing more is asked; what came back is kept; the next run asks for the rest only."""
    ws = make(*numbered(8), batch=3)
    stop = threading.Event()

    def answer(text: str) -> str:
        stop.set()
        return translated(text)

    service.translate = answer
    done = run(ws, actor, cancelled=stop.is_set)
    assert done.cancelled
    assert (len(service.seen), done.drafts["machine"], done.reasons) == (1, 3, {"stopped": 6})
    run(ws, actor)
    assert sorted(service.texts) == sorted(texts(ws))
    assert all(texts(ws).values())


def test_a_budget_stops_the_sending(make: Make, actor: Actor, service: Service) -> None:
    """No request goes out that would exceed it; the month's count is kept across runs."""
    lines = numbered(9)
    ws = make(*lines, order=("google",), budget="budget_run = 200\nbudget_month = 300")
    first = run(ws, actor)
    assert first.reasons.keys() == {"character budget used up"}
    assert 100 < sum(len(text) for text in service.texts) <= 200
    run(ws, actor)
    assert 200 < sum(len(text) for text in service.texts) <= 300
    sent = len(service.seen)
    assert run(ws, actor).drafts == {}
    assert len(service.seen) == sent
    assert ws.store.usage.characters("2026-03") == {"google": sum(len(text) for text in service.texts)}


def test_what_failed_is_not_paid_for(make: Make, actor: Actor, service: Service) -> None:
    """Characters of requests that came to nothing are given back to the budget."""
    ws = make(*numbered(3), order=("google",))
    service.mood = "500"
    run(ws, actor)
    assert ws.store.usage.characters("2026-03") == {"google": 0}


def test_a_dry_run_asks_nobody(make: Make, actor: Actor, service: Service) -> None:
    """It says the requests, characters and cost that the run then takes; nothing is stored."""
    ws = make("Ieeja ir brīva.", *numbered(4), "Ieeja ir brīva.", batch=2)
    planned = run(ws, actor, dry_run=True)
    assert service.seen == []
    assert {row.target.state for row in ws.store.targets.rows("raksts", LANG)} == {State.UNTRANSLATED}
    done = run(ws, actor)
    assert (planned.requests, planned.characters) == (done.requests, done.characters)
    assert done.requests == len(service.seen)
    assert done.characters == sum(len(text) for text in service.texts)


def test_an_engine_elsewhere_must_be_named(make: Make, actor: Actor) -> None:
    """``--engine google`` is refused where the settings do not name it: articles are confidential."""
    ws = make(*numbered(1))
    with pytest.raises(Refused, match="elsewhere"):
        run(ws, actor, order=["google"])
    with pytest.raises(EngineUnavailable, match="no engine 'nonesuch'"):
        run(ws, actor, order=["nonesuch"])
    with pytest.raises(NotFound):
        translating.translate(ws, ["nowhere"], [LANG], actor)
    with pytest.raises(Refused):
        run(ws, Actor("reader", frozenset({Role.READER})))


def test_codes_survive_the_way(make: Make, actor: Actor, service: Service, tmp_path: Path) -> None:
    """Inline codes travel as placeholders and come back; a lost one leaves a draft without codes and a finding."""
    ws = make("Viens.")
    path = tmp_path / "treksts.md"
    path.write_text(
        "# Virsraksts te\n\nTas ir **ļoti** svarīgi.\n\nUn tas ir *mazāk* svarīgi.\n", encoding="utf-8"
    )
    slug = importing.import_file(ws, path, actor).slug
    service.translate = lambda text: (
        "It is {1}very{2} important." if "{1}ļoti{2}" in text else "It is less so."
    )
    translating.translate(ws, [slug], [LANG], actor)
    found = texts(ws, slug)
    assert found["Tas ir <1>ļoti</1> svarīgi."] == "It is <1>very</1> important."
    lost = next(row for row in ws.store.targets.rows(slug, LANG) if "mazāk" in row.segment.text)
    assert lost.target.text == "It is less so."
    assert "markup" in {one.finding.code for one in ws.store.findings.of_segment(lost.segment.key, LANG)}


def test_terms_are_enforced_and_the_raw_text_is_kept(make: Make, actor: Actor, service: Service) -> None:
    """A listed wrong rendering of several words is repaired; what the engine said stays beside it."""
    ws = make("Augstskolas stiprina piegādes ķēdi.")
    ws.glossary.write_text(
        "source,target,avoid\npiegādes ķēde,supply chain,delivery chain\n", encoding="utf-8"
    )
    service.translate = lambda _: "Universities strengthen the delivery chain."
    run(ws, actor)
    target = ws.store.targets.rows("raksts", LANG)[1].target
    assert target.text == "Universities strengthen the supply chain."
    assert target.machine_text == "Universities strengthen the delivery chain."
    assert target.note == "delivery chain → supply chain"


def test_progress_is_told(make: Make, actor: Actor) -> None:
    """Done of total, ending with all; the total is known from the beginning."""
    ws = make(*numbered(7))
    events: list[Event] = []
    run(ws, actor, listener=events.append)
    assert [event.done for event in events] == sorted(event.done for event in events)
    assert {event.total for event in events} == {8}
    assert events[-1].done == 8


def test_another_executor_can_take_the_threads_place(make: Make, actor: Actor) -> None:
    """Requests are functions of values: processes serve as well as threads."""
    ws = make(*numbered(4))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        run(ws, actor, executor=pool)
    assert all(texts(ws).values())


def test_a_pair_it_does_not_know_says_nothing_of_the_next(make: Make, actor: Actor) -> None:
    """Two languages in one run: the engine is not asked for the one, and is for the other."""
    ws = make(*numbered(3), order=("google",))
    both = replace(ws, config=replace(ws.config, targets=("tlh", LANG)))
    with ws.store.write(aside="a test"):
        ws.store.targets.ensure(None, ("tlh",))
    done = translating.translate(both, ["raksts"], ["tlh", LANG], actor)
    assert done.reasons == {"engine does not know this language pair": 4}
    assert texts(ws) == {source: translated(source) for source in texts(ws)}


def test_an_article_costs_the_same_in_a_large_archive(make: Make, actor: Actor) -> None:
    """No statement of a run reads all targets of the language, however SQLite would like to."""
    ws = make(*numbered(3))
    db = ws.store._db.conn
    seen: set[str] = set()
    db.set_trace_callback(seen.add)
    run(ws, actor)
    db.set_trace_callback(None)
    plans = {
        sql: " / ".join(row[3] for row in db.execute(f"explain query plan {sql}"))
        for sql in seen
        if sql.startswith(("select", "update", "delete")) and "group by slug" not in sql
    }
    read = {sql for sql, plan in plans.items() if "target_changed" in plan or "SCAN target" in plan}
    assert not read
