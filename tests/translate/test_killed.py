"""``i18nflow translate`` killed at any moment, and run again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from i18nflow.model import Actor, State
from i18nflow.workflow import workspace as workspaces
from tests.engines.server import Service, translated
from tests.translate.conftest import LANG, Make, numbered, texts

SENTENCES = 24
BATCH = 3


class Killer:
    """Kills the running program at its n-th request: before the answer, or some milliseconds after it."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._at, self._delay, self._sent = 0, 0.0, 0
        service.translate = self._translate

    def run(self, root: Path, *, at: int = 0, delay: float = 0.0, how: int = signal.SIGKILL) -> int:
        """Run ``translate`` and kill it at the ``at``-th text (0: let it end); its status."""
        with self._lock:
            self._at, self._delay, self._sent, self._how = at, delay, 0, how
            # A new session: the signal meets this program alone.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "i18nflow", "-w", str(root), "translate"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        return self._process.wait(60)

    def _translate(self, text: str) -> str:
        with self._lock:
            self._sent += 1
            if self._sent == self._at:
                assert self._process is not None
                if self._delay:
                    threading.Timer(self._delay, self._kill).start()
                else:
                    self._kill()
        return translated(text)

    def _kill(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, self._how)


def kill_and_finish(make: Make, service: Service, kills: list[tuple[int, float]]) -> None:
    """Kill at each of these points, then let it end: all is there, and only what was under way is asked twice."""
    ws = make(*numbered(SENTENCES), batch=BATCH)
    killer = Killer(service)
    before: dict[str, str] = {}
    for at, delay in kills:
        killer.run(ws.root, at=at, delay=delay)
        now = {source: target for source, target in texts(ws).items() if target}
        assert before.items() <= now.items(), "a kill lost a draft"
        assert all(target == translated(source) for source, target in now.items())
        before = now
    assert killer.run(ws.root) == 0
    rows = ws.store.targets.rows("raksts", LANG)
    assert {row.target.text == translated(row.segment.text) for row in rows} == {True}
    assert {row.target.state for row in rows} == {State.DRAFT}
    assert {row.target.version for row in rows} == {1}
    twice = sum((Counter(service.texts) - Counter(set(service.texts))).values())
    assert twice <= BATCH * len(kills), "more was asked twice than what was under way"


@pytest.mark.parametrize("kills", [[(1, 0.0), (4, 0.01)], [(10, 0.004), (2, 0.0)]])
def test_a_kill_loses_nothing_and_asks_nothing_twice(
    make: Make, service: Service, kills: list[tuple[int, float]]
) -> None:
    """Before an answer, while it is stored, in the middle of the run: the next run does what is missing."""
    kill_and_finish(make, service, kills)


@pytest.mark.drill
@pytest.mark.parametrize("seed", range(20))
def test_kills_at_random(make: Make, service: Service, seed: int) -> None:
    """Sixty kills in all, at random requests and moments."""
    chance = random.Random(seed)
    kill_and_finish(
        make, service, [(chance.randint(1, 12), chance.choice([0, 0.03]) * chance.random()) for _ in range(3)]
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_asks_nothing_twice_at_all(make: Make, service: Service, number: int) -> None:
    """SIGTERM and Ctrl-C wait for the answer under way and store it."""
    ws = make(*numbered(SENTENCES), batch=BATCH)
    killer = Killer(service)
    assert killer.run(ws.root, at=8, how=number) == 3
    assert 0 < sum(bool(target) for target in texts(ws).values()) < SENTENCES
    assert killer.run(ws.root) == 0
    assert sorted(service.texts) == sorted(texts(ws))


def test_two_runs_at_once_fill_each_segment_once(make: Make, service: Service, actor: Actor) -> None:
    """Two programs on one workspace: one does the work, the other says so; no draft twice, nothing asked twice."""
    ws = make(*numbered(SENTENCES), batch=BATCH)
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "i18nflow", "-w", str(ws.root), "translate"], stdout=subprocess.DEVNULL
        )
        for _ in range(2)
    ]
    # Whoever comes while the first is at it has nothing to do; after it, nothing is left to do.
    assert sorted(one.wait(60) for one in programs) in ([0, 0], [0, 3])
    with workspaces.open_at(ws.root) as again:
        rows = again.store.targets.rows("raksts", LANG)
    assert {row.target.version for row in rows} == {1}
    assert {row.target.text == translated(row.segment.text) for row in rows} == {True}
    assert sorted(service.texts) == sorted(set(service.texts))
