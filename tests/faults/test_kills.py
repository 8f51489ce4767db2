"""Programs killed at random moments: the database stays sound, nothing confirmed is lost, every run can be resumed.

``make test`` kills a few times, ``make drill`` some hundred times. ``translate`` has its own (tests/translate).
"""

from __future__ import annotations

import filecmp
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from i18nflow.store import snapshot
from i18nflow.workflow import backups
from i18nflow.workflow import workspace as workspaces
from tests.faults.conftest import LANG, SLUG, WRITER, Server, make, program

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FEW = 1
MANY = 50
TIMES = [pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.drill)]


def run(*arguments: object, wait: float | None = None) -> int:
    """Run the command line; killed after ``wait`` seconds where it has not ended by then. Its status."""
    process = subprocess.Popen(
        [sys.executable, "-m", "i18nflow", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(wait if wait is not None else 120)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait(10)


def took(work: Callable[[], object]) -> float:
    """How many seconds ``work`` takes: the span within which kills are spread."""
    began = datetime.now(UTC)
    work()
    return (datetime.now(UTC) - began).total_seconds()


def sound(root: Path) -> None:
    """The database has no fault."""
    assert snapshot.faults(root / "i18nflow.db") == []


def kept(root: Path, said: list[tuple[str, int, str]]) -> None:
    """Every save that was said to be done is in the history with its text."""
    with workspaces.open_at(root) as ws:
        texts = {
            (key, entry.version): entry.text
            for key in {key for key, _, _ in said}
            for entry in ws.store.targets.history(key, LANG)
        }
    lost = [one for one in said if texts.get(one[:2]) != one[2]]
    assert not lost, f"{len(lost)} of {len(said)} saves are lost"


@pytest.mark.parametrize("times", TIMES)
def test_killed_writers_lose_nothing(root: Path, tmp_path: Path, times: int) -> None:
    """Three people save as fast as they can; all are killed at once, again and again."""
    dice = random.Random(times)
    said: list[tuple[str, int, str]] = []
    for turn in range(times):
        files = [tmp_path / f"said-{turn}-{number}" for number in range(3)]
        writers = [program(WRITER, root, path.name, 10_000, out=path) for path in files]
        while not all(path.stat().st_size for path in files):
            assert all(writer.poll() is None for writer in writers)
            threading.Event().wait(0.005)
        threading.Event().wait(dice.uniform(0, 0.3))
        for writer in writers:
            os.killpg(writer.pid, signal.SIGKILL)
        for path, writer in zip(files, writers, strict=True):
            writer.communicate(timeout=30)
            # The last line may be cut; what stands before a line end was said.
            for line in path.read_text().split("\n")[:-1]:
                key, version, text = line.split("\t")
                said.append((key, int(version), text))
        sound(root)
    assert len(said) > times
    kept(root, said)


def saves(root: Path) -> Iterator[tuple[str, int]]:
    """Segments with the version of their target, round and round."""
    while True:
        with workspaces.open_at(root) as ws:
            rows = [(row.segment.key, row.target.version) for row in ws.store.targets.rows(SLUG, LANG)]
        yield from rows


@pytest.mark.parametrize("times", TIMES)
def test_a_killed_server_loses_no_confirmed_save(root: Path, times: int) -> None:
    """What the browser was told is saved is there when the server is started again; the rest can be sent again."""
    dice = random.Random(times)
    said: list[tuple[str, int, str]] = []
    todo = saves(root)
    for turn in range(times):
        server = Server(root)
        timer = threading.Timer(dice.uniform(0.01, 0.4), server.kill)
        timer.start()
        try:
            for number in range(10_000):
                key, version = next(todo)
                text = f"Text {number} of turn {turn}."
                if server.save(key, version, text):
                    said.append((key, version + 1, text))
        except requests.RequestException:
            todo = saves(root)
        timer.join()
        sound(root)
    assert said
    kept(root, said)


@pytest.mark.parametrize("times", TIMES)
def test_a_killed_import_is_ended_by_the_next(tmp_path: Path, times: int) -> None:
    """Each article is there whole or not at all; running it again gives what one whole run gives."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        body = "\n\n".join(f"Teikums {number}-{n}. Vēl viens par klasteri {n}." for n in range(25))
        (folder / f"a{number}.txt").write_text(f"Virsraksts {number}\n\n{body}\n", encoding="utf-8")

    def articles(root: Path) -> dict[str, int]:
        with workspaces.open_at(root) as ws:
            return {one.slug: len(ws.store.targets.rows(one.slug, LANG)) for one in ws.store.articles.all()}

    whole = tmp_path / "whole"
    workspaces.create(whole).close()
    span = took(lambda: run("-w", whole, "import", folder))
    root = tmp_path / "ws"
    workspaces.create(root).close()
    dice = random.Random(times)
    for _ in range(times):
        run("-w", root, "import", folder, wait=dice.uniform(0.2 * span, span))
        sound(root)
        assert articles(root).items() <= articles(whole).items()
        if len(articles(root)) == 12:
            root = tmp_path / f"ws{dice.random()}"
            workspaces.create(root).close()
    assert run("-w", root, "import", folder) == 0
    assert articles(root) == articles(whole)


def same(left: Path, right: Path) -> bool:
    """Whether two folders hold the same files."""
    compared = filecmp.dircmp(left, right, ignore=[])
    return not (compared.left_only or compared.right_only or compared.diff_files) and all(
        same(left / name, right / name) for name in compared.common_dirs
    )


@pytest.mark.parametrize("times", TIMES)
def test_a_killed_publish_is_ended_by_the_next(tmp_path: Path, times: int) -> None:
    """No page is half written at any kill, and the next run builds what one whole run builds."""
    root = make(tmp_path / "ws", sentences=40)
    span = took(lambda: run("-w", root, "publish"))
    whole = tmp_path / "whole"
    (root / "site").rename(whole)
    dice = random.Random(times)
    for _ in range(times):
        run("-w", root, "publish", wait=dice.uniform(0.2 * span, span))
        sound(root)
        for page in (root / "site").rglob("*.html") if (root / "site").exists() else ():
            assert "</html>" in page.read_text(encoding="utf-8")[-20:], page
        if dice.random() < 0.3 and (root / "site").exists():
            (root / "site").rename(tmp_path / f"old{dice.random()}")
    assert run("-w", root, "publish") == 0
    pages = {path.relative_to(whole) for path in whole.rglob("*") if path.is_file()}
    built = {path.relative_to(root / "site") for path in (root / "site").rglob("*") if path.is_file()}
    assert {page for page in pages if page.suffix == ".html"} <= built


@pytest.mark.parametrize("times", TIMES)
def test_a_killed_restore_leaves_the_old_or_the_new(tmp_path: Path, times: int) -> None:
    """At every moment the workspace is one or the other, or put aside whole; running it again ends it."""
    root = make(tmp_path / "ws")
    (root / "media" / "mark.txt").write_text("old")
    archive = backups.create(root, tmp_path / "b.zip", AT).path
    (root / "media" / "mark.txt").write_text("changed since")
    span = took(lambda: run("restore", archive, tmp_path / "copy"))
    dice = random.Random(times)
    for _ in range(times):
        run("restore", archive, root, "--replace", wait=dice.uniform(0.3 * span, span))
        standing = root if root.exists() else max(tmp_path.glob("ws.before-restore-*"))
        sound(standing)
        assert (standing / "media" / "mark.txt").read_text() in ("old", "changed since")
    assert run("restore", archive, root, "--replace") == 0
    sound(root)
    assert (root / "media" / "mark.txt").read_text() == "old"
