"""An archive: a long run over many articles, killed again and again, loses nothing and keeps its memory flat."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from i18nflow.model import Actor, State
from i18nflow.workflow.workspace import Workspace
from tests.engines.server import Service, translated
from tests.translate.conftest import LANG, Make, add, numbered
from tests.translate.test_killed import Killer

SENTENCES = 6
BATCH = 3


def archive(make: Make, actor: Actor, folder: Path, articles: int) -> Workspace:
    """A workspace with this many articles, each with sentences of its own."""
    ws = make("Sākums.", batch=BATCH)
    for number in range(articles):
        lines = tuple(f"Raksts {number}: {line}" for line in numbered(SENTENCES))
        add(ws, f"raksts-{number}", lines, actor, folder)
    return ws


def done(ws: Workspace) -> dict[str, str]:
    """Every segment that has a text, by key."""
    return {
        row.segment.key: row.target.text
        for article in ws.store.articles.all()
        for row in ws.store.targets.rows(article.slug, LANG)
        if row.target.text
    }


def kill_an_archive(
    make: Make, service: Service, actor: Actor, folder: Path, articles: int, kills: int
) -> None:
    """Kill ``translate`` this many times on its way through the archive, then let it end."""
    ws = archive(make, actor, folder, articles)
    killer, chance = Killer(service), random.Random(articles)
    before: dict[str, str] = {}
    for _ in range(kills):
        killer.run(ws.root, at=chance.randint(1, articles * SENTENCES // kills), delay=chance.random() * 0.02)
        now = done(ws)
        assert before.items() <= now.items(), "a kill lost a draft"
        before = now
    assert killer.run(ws.root) == 0
    rows = [row for one in ws.store.articles.all() for row in ws.store.targets.rows(one.slug, LANG)]
    assert len(rows) >= articles * SENTENCES
    assert {(row.target.state, row.target.version) for row in rows} == {(State.DRAFT, 1)}
    assert all(row.target.text == translated(row.segment.text) for row in rows)
    twice = sum((Counter(service.texts) - Counter(set(service.texts))).values())
    assert twice <= BATCH * kills, "more was asked twice than what was under way at a kill"


def test_a_small_archive_survives_kills(make: Make, service: Service, actor: Actor, tmp_path: Path) -> None:
    """Two kills among a dozen articles: every segment is drafted once, only what was under way is asked twice."""
    kill_an_archive(make, service, actor, tmp_path, articles=12, kills=2)


@pytest.mark.drill
def test_an_archive_survives_many_kills(make: Make, service: Service, actor: Actor, tmp_path: Path) -> None:
    """Ten kills among three hundred articles."""
    kill_an_archive(make, service, actor, tmp_path, articles=300, kills=10)


@pytest.mark.drill
def test_memory_stays_flat(make: Make, service: Service, actor: Actor, tmp_path: Path) -> None:
    """From the first tenth of five hundred articles to the last the process grows by less than 15 MB."""
    ws = archive(make, actor, tmp_path, 500)
    program = subprocess.Popen(
        [sys.executable, "-m", "i18nflow", "-w", str(ws.root), "translate", "--all"],
        stdout=subprocess.DEVNULL,
    )
    sizes: list[tuple[int, int]] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.1):
            try:
                pages = int(Path(f"/proc/{program.pid}/statm").read_text().split()[1])
            except (OSError, IndexError):
                return
            sizes.append((len(service.texts), pages * 4096 // 1_000_000))

    watcher = threading.Thread(target=look)
    watcher.start()
    assert program.wait(600) == 0
    ended.set()
    watcher.join()
    whole = sizes[-1][0]
    early = max(size for asked, size in sizes if asked <= whole * 0.1)
    late = max(size for asked, size in sizes if asked >= whole * 0.9)
    assert late - early < 15
