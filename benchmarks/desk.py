"""The desk on a workspace of 1,000 articles: every filter, the list, the inbox, the statistics, in milliseconds.

It makes its own texts. Beside the search for a text stands GNU grep over the same texts as plain files, in the same
run: what somebody would do who has no such search. ``--articles N`` makes another number.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from i18nflow import config
from i18nflow.model import LOCAL_ROLES, Actor, Origin, State
from i18nflow.store import Change, SegmentFilter
from i18nflow.workflow import importing, workspace
from i18nflow.workflow.desk import board, figuring, inbox, repeating, searching
from i18nflow.workflow.desk.searching import Asked
from i18nflow.workflow.workspace import Workspace

LANG = "en-GB"
ANNA = Actor("Anna", LOCAL_ROLES)
WHO = ("Klasteris", "Osta", "Uzņēmums", "Biedrība", "Ministrija", "Nozare", "Projekts", "Skola")
DID = (
    "parakstīja līgumu",
    "sāka darbu",
    "saņēma atbalstu",
    "atvēra izstādi",
    "ievēlēja valdi",
    "meklē partnerus",
)
WITH = (
    "ar klasteri",
    "ar ostu",
    "ar trim uzņēmumiem",
    "ar partneriem Lietuvā",
    "ar kaimiņiem",
    "bez kavēšanās",
)
RUNS = 7


def main() -> int:
    """Make the workspace, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "ws"
        with workspace.create(root, text=config.template(base_url="https://b.example.org", name="B")) as ws:
            (root / "glossary.csv").write_text(
                "source,target\r\nklasteris,cluster\r\n", encoding="utf-8", newline=""
            )
            _fill(ws, root / "articles", count)
            _measure(ws, root / "articles")
    return 0


def _fill(ws: Workspace, texts: Path, count: int) -> None:
    dice = random.Random(5)
    for number in range(count):
        sentences = [
            f"{dice.choice(WHO)} {dice.choice(DID)} {dice.choice(WITH)} {dice.randrange(1990, 2030)}. gadā."
            for _ in range(40)
        ]
        text = f"Ziņas {number}\n\n" + "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, 40, 5))
        (texts / f"n{number:05}.txt").write_text(text + "\n", encoding="utf-8")
        importing.save(ws, importing.preview(ws, text.encode(), f"n{number:05}.txt"), ANNA)
        with ws.store.write(aside="texts of a benchmark"):
            changes = []
            for row in ws.store.targets.rows(f"n{number:05}", LANG):
                state = dice.choice((State.DRAFT, State.APPROVED, State.APPROVED, State.APPROVED))
                made = replace(
                    row.target, text=f"Cluster {row.segment.text}", state=state, origin=Origin.MACHINE, engine="x",
                    author="Anna" if state is State.APPROVED else "",
                )  # fmt: skip
                changes.append(Change(made, "confirm", row.segment.text))
            ws.store.targets.write(changes, actor="Anna", at=ws.now())


def _measure(ws: Workspace, texts: Path) -> None:
    everything = SegmentFilter(LANG)
    key = ws.store.articles.segments("n00000")[3].key

    def search(**fields: object) -> Callable[[], object]:
        return lambda: searching.search(ws, Asked(replace(everything, **fields)))  # type: ignore[arg-type]

    _, words = ws.store.search.count(everything)
    print(f"{ws.store.search.count(everything)[0]} segments, {words} words")
    peer = _median(
        lambda: subprocess.run(["grep", "-ric", "lietuvā", str(texts)], capture_output=True, check=False)
    )
    ours = _median(search(text="lietuvā"))
    print(f"text 'lietuvā'      {ours:8.1f} ms   GNU grep -ric {peer:8.1f} ms   ratio {ours / peer:.2f}")
    for name, act in (
        ("first page", search()),
        ("last page", lambda: searching.search(ws, Asked(everything), number=10**6)),
        ("state draft", search(states=(State.DRAFT,))),
        ("state rejected (none)", search(states=(State.REJECTED,))),
        ("author", search(author="Anna")),
        ("oldest change first", search(order="oldest")),
        ("article by title", search(article="ziņas 77")),
        ("any form of 'klasterim'", lambda: searching.search(ws, Asked(replace(everything, text="klasterim"), forms=True))),
        ("term", lambda: searching.search(ws, Asked(everything, term="klasteris"))),
        ("list of articles", lambda: board.entries(ws, [LANG])),
        ("inbox", lambda: inbox.unread(ws, "Anna")),
        ("repeats of a segment", lambda: repeating.find(ws, key, LANG)),
        ("statistics", lambda: figuring.report(ws, LANG)),
    ):  # fmt: skip
        print(f"{name:24}{_median(act):8.1f} ms")
    print("first page, as SQLite answers it:", *ws.store.search.plan(everything), sep="\n  ")


def _median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
