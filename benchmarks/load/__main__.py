"""Load: many translators at once against ``i18nflow serve`` with workers, on loopback, on one machine.

    python -m benchmarks.load [--people 200] [--minutes 10] [--articles 1000] [--units 100000] [--workers 2]

A workspace is made (kept with --keep DIR for the next run), the server started as its user starts it, and locust plays
the translators; it shares the machine's cores with the server. Printed: requests, errors, times of saves and pages at the
median and 95th percentile, saves that were said to be done and are not in the history, and the memory of the workers at
each minute.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.load import LANG, PASSWORD

from i18nflow import config
from i18nflow.model import LOCAL_ROLES, Actor, Role, Unit
from i18nflow.people import User
from i18nflow.workflow import importing, people
from i18nflow.workflow import workspace as workspaces

WORDS = [
    "klasteris",
    "uzņēmums",
    "projekts",
    "līdzfinansējums",
    "nozare",
    "eksports",
    "inovācija",
    "konference",
    "atbalsts",
    "ministrija",
    "līgums",
    "gads",
    "tirgus",
    "partneris",
    "pakalpojums",
    "izstrāde",
    "tehnoloģija",
    "sadarbība",
    "finansējums",
    "programma",
    "dalībnieks",
    "rezultāts",
]
ADMIN = Actor("Load", LOCAL_ROLES)


def sentence(dice: random.Random) -> str:
    """A made-up sentence of 8 to 20 words with a number in it."""
    words = [dice.choice(WORDS) for _ in range(dice.randint(8, 20))]
    words.insert(dice.randrange(len(words)), str(dice.randint(2, 99_999)))
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def build(root: Path, *, articles: int, units: int, persons: int) -> None:
    """A workspace with so many articles of 25 sentences, memory units and translators."""
    dice = random.Random(7)
    with workspaces.create(root, text=config.template(base_url="https://news.example.org")) as ws:
        for number in range(articles):
            text = f"Ziņas {number}\n\n" + "\n\n".join(sentence(dice) for _ in range(25))
            importing.save(ws, importing.preview(ws, text.encode(), f"raksts-{number}.txt"), ADMIN)
        pair = ws.config.pair(LANG)
        for start in range(0, units, 5_000):
            batch = [Unit(sentence(dice), f"Target {start + n}.") for n in range(min(5_000, units - start))]
            with ws.store.write(aside="units of a benchmark"):
                ws.store.memory.put_new(batch, pair, at=datetime.now(UTC))
        people.add(ws, User("admin", Role.ADMIN), ADMIN, password=PASSWORD)
        admin = people.actor(ws, "admin")
        for number in range(persons):
            people.add(ws, User(f"t{number}", Role.TRANSLATOR), admin, password=PASSWORD)


@contextmanager
def served(root: Path, workers: int) -> Iterator[tuple[str, int]]:
    """The server: its address and the process that stands above the workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "i18nflow",
            "-w",
            str(root),
            "serve",
            "--workers",
            str(workers),
            "--port",
            str(port),
        ],
        env=os.environ | {"I18NFLOW_SECRET": "a secret for the benchmark alone, long enough"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def memory(pid: int) -> list[str]:
    """MB of the process and of each of its workers: all that they hold (RSS), and for themselves (PSS: shared pages count in part).

    The second grows while pages that were shared with the first process become their own: nothing is added by that.
    """
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    found = []
    for one in (str(pid), *children):
        held = dict(
            re.findall(r"^(Rss|Pss):\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE)
        )
        found.append("/".join(str(int(held[kind]) // 1024) for kind in ("Rss", "Pss")))
    return found


def lost(root: Path, said: Path) -> tuple[int, int]:
    """Saves that were said to be done, and how many of them the history does not have."""
    claims = [
        line.rstrip("\n").split("\t") for path in said.iterdir() for line in path.open(encoding="utf-8")
    ]
    with workspaces.open_at(root) as ws:
        missing = 0
        for key, version, text in claims:
            entries = {entry.version: entry.text for entry in ws.store.targets.history(key, LANG)}
            missing += entries.get(int(version)) != text
    return len(claims), missing


def main() -> int:
    """Measure; status 1 where a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument(
        "--arrive", type=float, default=2, help="people who sign in per second, until all are there"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if shutil.which("locust", path=str(Path(sys.executable).parent)) is None:
        print("locust is not installed: pip install --group load")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        root = options.keep or Path(folder) / "ws"
        if not root.exists():
            build(root, articles=options.articles, units=options.units, persons=options.people)
        said = Path(folder) / "said"
        said.mkdir()
        with workspaces.open_at(root) as ws:
            slugs = [one.slug for one in ws.store.articles.all()]
        names = Path(folder) / "articles.json"
        names.write_text(json.dumps(slugs), encoding="utf-8")
        with served(root, options.workers) as (address, pid):
            grown: list[list[str]] = []
            done = threading.Event()

            def watch() -> None:
                while not done.wait(60):
                    grown.append(memory(pid))

            watcher = threading.Thread(target=watch, daemon=True)
            watcher.start()
            subprocess.run(
                [
                    str(Path(sys.executable).parent / "locust"), "-f", str(Path(__file__).with_name("people.py")),
                    "--headless", "--users", str(options.people), "--spawn-rate", str(options.arrive),
                    "--run-time", f"{int(options.minutes * 60)}s", "--host", address,
                    "--csv", f"{folder}/out", "--only-summary", "--loglevel", "WARNING",
                ],
                env=os.environ | {"LOAD_ARTICLES": str(names), "LOAD_SAID": str(said)},
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=(Path(folder) / "errors.txt").open("w"),
            )  # fmt: skip
            done.set()
        with Path(f"{folder}/out_stats.csv").open(encoding="utf-8") as file:
            stats = {row["Name"]: row for row in csv.DictReader(file)}
        failures = 0
        print(f"{'request':24}{'count':>8}{'errors':>8}{'median':>8}{'95th':>8}{'99th':>8}  ms")
        for name, row in stats.items():
            failures += int(row["Failure Count"]) if name != "Aggregated" else 0
            print(
                f"{name:24}{row['Request Count']:>8}{row['Failure Count']:>8}{row['50%']:>8}{row['95%']:>8}{row['99%']:>8}"
            )
        with Path(f"{folder}/out_failures.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                print(f"  {row['Occurrences']} x {row['Method']} {row['Name']}: {row['Error'][:120]}")
        claims, missing = lost(root, said)
        print(f"saves said to be done: {claims}, not in the history: {missing}")
        print("memory (server, workers) at each minute, MB held / for itself:")
        for minute, held in enumerate(grown, start=1):
            print(f"{minute:6}", *held)
        good = (
            failures == 0 and missing == 0 and claims > 0
            and float(stats["confirm"]["95%"]) < 100 and float(stats["article"]["95%"]) < 300
        )  # fmt: skip
        print(
            "bars (no error, no lost save, save 95th < 100 ms, page 95th < 300 ms):",
            "met" if good else "MISSED",
        )
        return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
