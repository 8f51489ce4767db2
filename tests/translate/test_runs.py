"""Runs as others see them: one an article at a time, its progress, stopping it from elsewhere, and kills."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time

import pytest

from i18nflow.errors import Refused
from i18nflow.model import Actor, Role, Said, said
from i18nflow.store import RunState
from i18nflow.translate import Event, Stage
from i18nflow.workflow import runs, translating
from i18nflow.workflow.workspace import Workspace
from tests.engines.server import Service
from tests.translate.conftest import LANG, Make, numbered, texts


def test_a_run_leaves_its_figures(make: Make, actor: Actor) -> None:
    """Who, how far, what came of it, and when it ended."""
    ws = make(*numbered(5))
    translating.translate(ws, ["raksts"], [LANG], actor)
    run = ws.store.runs.latest("raksts", LANG)
    assert run is not None
    assert (run.state, run.actor, run.done, run.total, dict(run.drafts)) == (
        RunState.DONE, actor.name, 6, 6, {"machine": 6},
    )  # fmt: skip
    assert run.ended_at is not None
    assert not list((ws.root / ".runs").iterdir())


def test_one_run_an_article_at_a_time(make: Make, actor: Actor, service: Service) -> None:
    """A second one is refused, and the article is left to the first; afterwards there may be another."""
    ws = make(*numbered(3))
    begun = runs.begin(ws, "raksts", LANG, actor)
    with runs.at_work(ws, begun):
        with pytest.raises(Refused, match="being pre-translated by"):
            runs.begin(ws, "raksts", LANG, Actor("Ilze", actor.roles))
        done = translating.translate(ws, ["raksts"], [LANG], actor)
    assert (done.total, len(done.busy), service.texts) == (0, 1, [])
    assert translating.translate(ws, ["raksts"], [LANG], actor).done == 4


def test_a_reader_may_not(make: Make, actor: Actor) -> None:
    """Beginning and stopping a run takes a translator."""
    ws = make(*numbered(1))
    reader = Actor("Juris", frozenset({Role.READER}))
    with pytest.raises(Refused):
        runs.begin(ws, "raksts", LANG, reader)
    with pytest.raises(Refused):
        runs.ask_to_stop(ws, "raksts", reader)


def test_it_is_stopped_from_another_connection(make: Make, actor: Actor, service: Service) -> None:
    """Before its next request; what was under way is stored, and the next run does the rest."""
    ws = make(*numbered(12), batch=2)

    def stop(event: Event) -> None:
        if event.stage is Stage.ENGINE:
            with ws.reopened() as mine:
                runs.ask_to_stop(mine, "raksts", Actor("Ilze", actor.roles))

    done = translating.translate(ws, ["raksts"], [LANG], actor, listener=stop)
    run = ws.store.runs.latest("raksts", LANG)
    assert run is not None
    assert done.cancelled
    assert (run.state, run.stop_asked_by) == (RunState.STOPPED, "Ilze")
    assert 0 < done.done < 13
    assert sum(run.reasons.values()) == 13 - done.done
    assert translating.translate(ws, ["raksts"], [LANG], actor).done == 13 - done.done
    assert sorted(service.texts) == sorted(texts(ws))


def test_a_failure_is_said(make: Make, actor: Actor) -> None:
    """A run that could not go on is closed, with the reason."""
    ws = make(*numbered(1))
    begun = runs.begin(ws, "raksts", LANG, actor)
    with pytest.raises(Refused), runs.at_work(ws, begun):
        raise Refused(said("There is no segment '{key}'.", key="abc"))
    run = ws.store.runs.latest("raksts", LANG)
    assert run is not None
    assert (run.state, dict(run.reasons)) == (RunState.FAILED, {"There is no segment 'abc'.": 0})
    # Kept as what it is made of, so that a page says it in its reader's language.
    (why,) = run.reasons
    assert isinstance(why, Said) and (why.template, why.params) == (
        "There is no segment '{key}'.",
        {"key": "abc"},
    )


def test_a_killed_run_is_seen_and_the_next_goes_on(make: Make, actor: Actor, service: Service) -> None:
    """At once, without a time to wait: nobody holds its file any more."""
    ws = make(*numbered(12), batch=2)
    service.mood = "slow"
    command = [sys.executable, "-m", "i18nflow", "-w", str(ws.root), "translate"]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    run = _wait_for_progress(ws)
    assert runs.is_alive(ws, run)
    program.send_signal(signal.SIGKILL)
    program.wait()
    run = ws.store.runs.latest("raksts", LANG)
    assert run is not None
    assert runs.state_of(ws, run) is RunState.INTERRUPTED
    service.mood = "well"
    had = sum(bool(target) for target in texts(ws).values())
    assert translating.translate(ws, ["raksts"], [LANG], actor).done == 13 - had
    former = ws.store.runs.get(run.id)
    assert former is not None
    assert former.state is RunState.INTERRUPTED


def test_stopping_a_killed_run_closes_it(make: Make, actor: Actor) -> None:
    """Nobody would hear the wish."""
    ws = make(*numbered(1))
    begun = runs.begin(ws, "raksts", LANG, actor)
    begun.hold.release()
    assert runs.ask_to_stop(ws, "raksts", actor)
    run = ws.store.runs.latest("raksts", LANG)
    assert run is not None
    assert run.state is RunState.INTERRUPTED
    assert not runs.ask_to_stop(ws, "raksts", actor)


def test_eight_threads_begin_one_run(make: Make, actor: Actor) -> None:
    """Exactly one gets it, the others are refused."""
    ws = make(*numbered(1))
    begun: list[runs.Begun] = []
    refused: list[str] = []

    def attempt() -> None:
        with ws.reopened() as mine:
            try:
                begun.append(runs.begin(mine, "raksts", LANG, actor))
            except Refused as error:
                refused.append(str(error))

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(begun), len(refused)) == (1, 7)
    begun[0].hold.release()


def _wait_for_progress(ws: Workspace):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        run = ws.store.runs.open_of("raksts")
        if run is not None and run.done:
            return run
        time.sleep(0.02)
    raise AssertionError("the program made no progress")
