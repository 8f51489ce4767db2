"""Pre-translating an archive: segments per second and core without the engine's own time, and memory that stays flat.

A workspace with ``--units`` memory units and a glossary gets articles whose segments are in the memory, like one in
it, or new, a third each. An engine that answers at once drafts the rest: what is measured is memory, terms, checks and
storing. The parts are measured apart as well. No other program does this whole; the figure to reach is 2,000.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import json
import pstats
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.memory import corpus, perturbed

from i18nflow import check
from i18nflow.model import LanguagePair, Unit
from i18nflow.store import Row
from i18nflow.translate import Event
from i18nflow.workflow import checking, glossaries, importing, memories, translating
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.workspace import Workspace

LANG = "en-GB"
TERMS = Path(__file__).parents[1] / "glossary.csv"


def made(folder: Path, pairs: list[tuple[str, str]], units: int, articles: int, size: int) -> Workspace:
    """A workspace with this memory and these articles."""
    rng = random.Random(3)
    english = dict(pairs)
    texts = corpus([source for source, _ in pairs], units, rng)
    ws = workspaces.create(
        folder / "ws", text='source = "lv"\ntargets = ["en-GB"]\n[engines]\norder = ["echo"]\n'
    )
    ws.glossary.write_bytes(TERMS.read_bytes())
    actor = workspaces.local_actor("bench")
    memories.take_in(ws, (Unit(text, english.get(text, text)) for text in texts), LANG, actor, chunk=50_000)
    words = [word for text in texts[:30_000] for word in text.split()]
    for number in range(articles):
        lines = [f"Raksts numur {number}", *sentences(texts, words, size, rng)]
        shown = importing.preview(ws, "\n\n".join(lines).encode(), f"raksts-{number}.txt")
        importing.save(ws, shown, actor)
    return ws


def sentences(texts: list[str], words: list[str], size: int, rng: random.Random) -> list[str]:
    """Sentences that are known, similar, new."""
    found = []
    for number in range(size):
        text = rng.choice(texts)
        if number % 3 == 1:
            text = perturbed(text, 0.1, words, rng)
        elif number % 3 == 2:
            text = " ".join(rng.choice(words) for _ in range(rng.randint(6, 20))) + "."
        found.append(" ".join(text.split()))
    return found


def rate(label: str, work: Callable[[], int]) -> float:
    """Do ``work`` and print how many segments a second of processor time it took; the seconds for one."""
    start = time.process_time()
    number = work()
    spent = time.process_time() - start
    print(f"{label:44}{number:>8}{spent / max(number, 1) * 1e3:>9.3f} ms{number / spent:>9.0f}/s", flush=True)
    return spent / max(number, 1)


def main(argv: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--size", type=int, default=40)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(argv)
    with gzip.open(options.data / "memory" / "lv_pairs.jsonl.gz", "rt", encoding="utf-8") as file:
        pairs = [(one["lv"], one["en"]) for one in map(json.loads, file)]
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        if (folder / "ws").exists():
            ws = workspaces.open_at(folder / "ws")
        else:
            ws = made(folder, pairs, options.units, options.articles, options.size)
        with ws:
            measure(ws, profile=options.profile)
    return 0


def measure(ws: Workspace, *, profile: bool) -> None:
    """The parts on the first articles, then the whole."""
    slugs = [article.slug for article in ws.store.articles.all()]
    articles = [ws.store.targets.rows(slug, LANG) for slug in slugs[:15]]
    rows = [row for article in articles for row in article]
    memories.prepare(ws)
    memories.for_rows(ws, rows[:1], rows, LANG)
    glossaries.occurrences(ws, LANG, "Viens.")
    checking.findings_for(ws, rows[0].segment.key, LANG, "One.")

    def looked_up() -> int:
        for article in articles:
            memories.for_rows(ws, article, article, LANG)
        return len(rows)

    spent = rate("memory", looked_up)
    spent += rate("terms", lambda: len([glossaries.occurrences(ws, LANG, row.segment.text) for row in rows]))
    pair = ws.config.pair(LANG)
    spent += rate("checks", lambda: len([checked(ws, row, pair) for row in rows]))
    print(f"{'memory, terms and checks together':44}{'':>8}{spent * 1e3:>9.3f} ms{1 / spent:>9.0f}/s")
    sizes: list[int] = []

    def listener(event: Event) -> None:
        if event.done * 10 >= event.total * (len(sizes) + 1):
            sizes.append(resident())

    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    actor = workspaces.local_actor("bench")
    rate(
        "the whole, with storing",
        lambda: translating.translate(ws, slugs, [LANG], actor, listener=listener).total,
    )
    if profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("tottime").print_stats(45)
    print(f"process memory at each tenth of {len(slugs)} articles, MB: {', '.join(map(str, sizes))}")


def checked(ws: Workspace, row: Row, pair: LanguagePair) -> int:
    """What the checks say of a draft."""
    found = check.run(
        row.segment.text,
        f"[en] {row.segment.text}",
        pair=pair,
        occurrences=glossaries.occurrences(ws, LANG, row.segment.text),
        source_codes=row.segment.codes,
        kind=row.segment.kind,
    )
    return len(found)


def resident() -> int:
    """What the process has in memory now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
