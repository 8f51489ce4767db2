"""The memory at scale: is the best match found, and how fast, beside an exhaustive search and other programs.

The corpus is made out of real pairs (``DIR/memory/lv_pairs.jsonl.gz``) until it has ``--units``: two joined, or one
with half its words replaced. Half of the queries are lightly perturbed units, half are rewritten ones. ``--peers PYTHON``
has translate-toolkit. ``--keep DIR`` keeps the filled store and what the exhaustive search found and took.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from i18nflow.model import LanguagePair, Unit
from i18nflow.store import Store

WORKER = Path(__file__).parent / "peers" / "memory_peer.py"
PAIR = LanguagePair("lv", "en")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def corpus(base: list[str], size: int, rng: random.Random) -> list[str]:
    """``size`` distinct texts."""
    words = [word for text in base[:30000] for word in text.split()]
    texts = dict.fromkeys(base)
    while len(texts) < size:
        text = rng.choice(base)
        if rng.random() < 0.35:
            made = f"{text.rstrip('.')} {rng.choice(base)}"
        else:
            parts = text.split() or ["x"]
            for _ in range(max(1, len(parts) // 2)):
                parts[rng.randrange(len(parts))] = rng.choice(words)
            parts.insert(rng.randrange(len(parts) + 1), rng.choice(words))
            made = " ".join(parts)
        texts[made] = None
    found = list(texts)[:size]
    rng.shuffle(found)
    return found


def perturbed(text: str, share: float, words: list[str], rng: random.Random) -> str:
    """``text`` with this share of its words replaced, dropped or added."""
    parts = text.split() or ["x"]
    for _ in range(max(1, int(len(parts) * share))):
        place, how = rng.randrange(len(parts)), rng.random()
        if how < 0.5:
            parts[place] = rng.choice(words)
        elif how < 0.75 and len(parts) > 1:
            del parts[place]
        else:
            parts.insert(place, rng.choice(words))
    return " ".join(parts)


def timed(find: Callable[[str], float], queries: list[str]) -> tuple[list[float], list[float]]:
    """Scores, and milliseconds in order of size."""
    scores, spent = [], []
    for query in queries:
        start = time.perf_counter()
        scores.append(find(query))
        spent.append((time.perf_counter() - start) * 1e3)
    return scores, sorted(spent)


def full_text(texts: list[str], folder: Path) -> Callable[[str], float]:
    """SQLite FTS5: units that share a word with the query, the 200 best by bm25 compared for real."""
    (folder / "fts.db").unlink(missing_ok=True)
    db = sqlite3.connect(folder / "fts.db")
    db.execute("create virtual table fts using fts5(source, tokenize = 'unicode61 remove_diacritics 0')")
    db.executemany("insert into fts (source) values (?)", ((text,) for text in texts))
    db.commit()

    def find(query: str) -> float:
        words = set("".join(c if c.isalnum() else " " for c in query).split())
        if not words:
            return 0.0
        wanted = " OR ".join(f'"{word}"' for word in words)
        rows = db.execute(
            "select source from fts where fts match ? order by rank limit 200", [wanted]
        ).fetchall()
        best = process.extractOne(query, [row[0] for row in rows], scorer=Levenshtein.normalized_similarity)
        return float(best[1]) if best else 0.0

    return find


def toolkit(python: str, texts: list[str], queries: list[str]) -> tuple[list[float], list[float]] | None:
    """translate-toolkit's matcher in a process of its own; None where that Python has none."""
    given = json.dumps({"texts": texts, "queries": queries})
    if not shutil.which(python):
        return None
    done = subprocess.run([python, WORKER], input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    answer = json.loads(done.stdout)
    return answer["scores"], sorted(answer["ms"])


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where a match that must be found is not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--peers", default=sys.executable, help="a Python that has translate-toolkit")
    parser.add_argument("--peer-queries", type=int, default=200, help="queries that FTS5 is asked")
    parser.add_argument("--toolkit-queries", type=int, default=20, help="it takes seconds for each")
    parser.add_argument(
        "--toolkit-units", type=int, help="give it only so many, and print what that grows to"
    )
    parser.add_argument("--keep", type=Path, help="a folder to keep the filled store in, and to use it again")
    options = parser.parse_args(argv)
    rng = random.Random(1)
    with gzip.open(options.data / "memory" / "lv_pairs.jsonl.gz", "rt", encoding="utf-8") as file:
        base = [json.loads(line)["lv"] for line in file]
    texts = corpus(base, options.units, rng)
    words = [word for text in base[:30000] for word in text.split()]
    queries = [
        perturbed(rng.choice(texts), rng.uniform(0.2, 0.5) if n % 2 else 0.1, words, rng)
        for n in range(options.queries)
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        return measure(texts, queries, folder, options)


def filled(texts: list[str], folder: Path) -> Store:
    """A store that has these texts; one that is there already is used again."""
    path = folder / "i18nflow.db"
    if path.exists():
        return Store(path)
    store = Store(path, create=True)
    start = time.perf_counter()
    for at in range(0, len(texts), 50_000):
        with store.write():
            part = [Unit(text, text[::-1]) for text in texts[at : at + 50_000]]
            store.memory.put_new(part, PAIR, at=NOW)
    took = time.perf_counter() - start
    start = time.perf_counter()
    store.memory.refresh_index(PAIR)
    print(f"filled in {took:.1f} s, index built in {time.perf_counter() - start:.1f} s")
    return store


NEW_PROCESS = """
import sys, time
from pathlib import Path
from benchmarks.memory import PAIR
from i18nflow.store import Store

store = Store(Path(sys.argv[1]))
start = time.perf_counter()
store.memory.search(sys.argv[2], PAIR, least=0.5, limit=1)
opened = time.perf_counter() - start
for n in range(200):
    store.memory.search(f"{sys.argv[2]} {n}" * (1 + n % 6), PAIR, least=0.5, limit=5)
said = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
peak, own, mapped = (int(said[name].split()[0]) / 1000 for name in ("VmHWM", "RssAnon", "RssFile"))
print(f"opened and first lookup in {opened:.2f} s; after 200 lookups {peak:.0f} MB at most, of which {own:.0f} MB are its")
print(f"own and {mapped:.0f} MB files in the page cache that all processes share (the index, libraries)")
"""


def in_a_new_process(folder: Path, query: str) -> str:
    """How another process opens the index, and what it takes of memory.

    By /proc: the ``ru_maxrss`` of a new process begins with the peak of the one that started it, here a gigabyte.
    """
    command = [sys.executable, "-c", NEW_PROCESS, str(folder / "i18nflow.db"), query]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def measure(texts: list[str], queries: list[str], folder: Path, options: argparse.Namespace) -> int:
    """Fill a store, measure it and its peers, print."""
    store = filled(texts, folder)
    size = sum(path.stat().st_size for path in (folder / ".memory").iterdir())
    opened = in_a_new_process(folder, queries[0])
    print(f"{len(texts):,} units: index {size / 1e6:.0f} MB; a new process: {opened}")

    def ours(query: str) -> float:
        found = store.memory.search(query, PAIR, least=0.5, limit=1)
        return found[0][1] if found else 0.0

    def exhaustive(query: str) -> float:
        best = process.extractOne(query, texts, scorer=Levenshtein.normalized_similarity)
        return float(best[1]) if best else 0.0

    best, spent = kept(folder / f"best-{len(texts)}-{len(queries)}.json", lambda: timed(exhaustive, queries))
    base = spent[len(spent) // 2]
    print(f"{'':26}{'>= 0.7':>12}{'0.5 to 0.7':>12}{'median ms':>11}{'95th ms':>9}{'speed':>8}")
    show("exhaustive rapidfuzz", best, best, spent, base)
    ours(queries[0])
    scores, spent = timed(ours, queries)
    missed = show("i18nflow", scores, best, spent, base)
    few = queries[: options.peer_queries]
    show("SQLite FTS5 + rescoring", *_against(best, timed(full_text(texts, folder), few)), base)
    with_toolkit(texts, queries[: options.toolkit_queries], best, options, base)
    units(store, texts, queries)
    store.close()
    return 1 if missed else 0


def kept(
    path: Path, measured: Callable[[], tuple[list[float], list[float]]]
) -> tuple[list[float], list[float]]:
    """What was measured into ``path`` before, or is measured now: an exhaustive search of a million takes minutes."""
    if not path.exists():
        path.write_text(json.dumps(measured()), encoding="utf-8")
    scores, spent = json.loads(path.read_text(encoding="utf-8"))
    return scores, spent


def _against(
    best: list[float], measured: tuple[list[float], list[float]]
) -> tuple[list[float], list[float], list[float]]:
    return measured[0], best[: len(measured[0])], measured[1]


def with_toolkit(
    texts: list[str], queries: list[str], best: list[float], options: argparse.Namespace, base: float
) -> None:
    """Print translate-toolkit's figures: with ``--toolkit-units``, those of a part and what they grow to."""
    part = texts[: options.toolkit_units or len(texts)]
    answer = toolkit(options.peers, part, queries)
    if answer is None:
        print(f"{'translate-toolkit':26}{'not installed in ' + options.peers}")
    elif len(part) == len(texts):
        show("translate-toolkit", *_against(best, answer), base)
    else:
        median, factor = answer[1][len(answer[1]) // 2], len(texts) / len(part)
        print(
            f"{'translate-toolkit':26}median {median:.0f} ms, 95th {answer[1][int(len(answer[1]) * 0.95)]:.0f} ms at"
        )
        print(
            f"{'':26}{len(part):,} units; it compares each, so about {median * factor:.0f} ms at {len(texts):,}"
        )


def show(label: str, scores: list[float], best: list[float], spent: list[float], base: float) -> int:
    """Print a line; how many of the matches that must be found are not."""
    strong = [(s, b) for s, b in zip(scores, best, strict=True) if b >= 0.7]
    weak = [(s, b) for s, b in zip(scores, best, strict=True) if 0.5 <= b < 0.7]
    hits = [sum(s >= b - 1e-9 for s, b in part) for part in (strong, weak)]
    median = spent[len(spent) // 2]
    print(
        f"{label:26}{f'{hits[0]}/{len(strong)}':>12}{f'{hits[1]}/{len(weak)}':>12}"
        f"{median:>11.2f}{spent[int(len(spent) * 0.95)]:>9.2f}{f'x{base / median:.1f}':>8}",
        flush=True,
    )
    return len(strong) - hits[0]


def units(store: Store, texts: list[str], queries: list[str]) -> None:
    """Exact hits, adding a unit, and whether another connection sees it at its next lookup."""
    spent = timed(lambda text: float(len(store.memory.exact(text, PAIR))), texts[:300])[1]
    print(f"exact hit {spent[150]:.3f} ms (95th {spent[285]:.3f})")
    added = []
    with Store(store.path) as other:
        for n, query in enumerate(queries[:30]):
            start = time.perf_counter()
            with store.write():
                store.memory.put(Unit(f"{query} ({n})", "x", segment=f"s{n}"), PAIR, at=NOW)
            added.append((time.perf_counter() - start) * 1e3)
            found = other.memory.search(f"{query} ({n})", PAIR, least=0.5, limit=1)
            assert found and found[0][1] == 1.0, "a new unit was not seen by another connection"
    with store.write():
        for n in range(30):
            store.memory.remove(f"s{n}", PAIR.target)
    print(
        f"adding a unit {sorted(added)[15]:.2f} ms, seen by the next lookup of another connection each time"
    )


if __name__ == "__main__":
    sys.exit(main())
