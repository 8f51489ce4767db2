"""The memory at scale: is the best match found, and how fast, beside an exhaustive search and SQLite's FTS5.

The corpus is made out of real pairs (``DIR/memory/lv_pairs.jsonl.gz``) until it has ``--units``: two joined, or one
with half its words replaced. Half of the queries are lightly perturbed units, half are rewritten ones.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sqlite3
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


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where a match that must be found is not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
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
        return measure(texts, queries, Path(name))


def measure(texts: list[str], queries: list[str], folder: Path) -> int:
    """Fill a store, measure it and its peers, print."""
    store = Store(folder / "i18nflow.db", create=True)
    start = time.perf_counter()
    with store.write():
        store.memory.put_new([Unit(text, text[::-1]) for text in texts], PAIR, at=NOW)
    filled = time.perf_counter() - start
    start = time.perf_counter()
    store.memory.refresh_index(PAIR)
    built = time.perf_counter() - start
    size = sum(path.stat().st_size for path in (folder / ".memory").iterdir())
    start = time.perf_counter()
    store.memory.search("Atver indeksu.", PAIR, least=0.5, limit=1)
    opening = time.perf_counter() - start
    print(
        f"{len(texts):,} units: filled in {filled:.1f} s, index built in {built:.1f} s, {size / 1e6:.0f} MB, opened in {opening:.2f} s"
    )

    def ours(query: str) -> float:
        found = store.memory.search(query, PAIR, least=0.5, limit=1)
        return found[0][1] if found else 0.0

    def exhaustive(query: str) -> float:
        best = process.extractOne(query, texts, scorer=Levenshtein.normalized_similarity)
        return float(best[1]) if best else 0.0

    best, spent = timed(exhaustive, queries)
    base = spent[len(spent) // 2]
    missed = 0
    finders = [("i18nflow", ours), ("SQLite FTS5 + rescoring", full_text(texts, folder))]
    print(f"{'':26}{'>= 0.7':>12}{'0.5 to 0.7':>12}{'median ms':>11}{'95th ms':>9}{'speed':>8}")
    print(
        f"{'exhaustive rapidfuzz':26}{'all':>12}{'all':>12}{base:>11.1f}{spent[int(len(spent) * 0.95)]:>9.1f}{'x1':>8}"
    )
    for label, find in finders:
        scores, spent = timed(find, queries)
        strong = [(s, b) for s, b in zip(scores, best, strict=True) if b >= 0.7]
        weak = [(s, b) for s, b in zip(scores, best, strict=True) if 0.5 <= b < 0.7]
        hits = [sum(s >= b - 1e-9 for s, b in part) for part in (strong, weak)]
        median = spent[len(spent) // 2]
        print(
            f"{label:26}{f'{hits[0]}/{len(strong)}':>12}{f'{hits[1]}/{len(weak)}':>12}"
            f"{median:>11.2f}{spent[int(len(spent) * 0.95)]:>9.2f}{f'x{base / median:.0f}':>8}"
        )
        if label == "i18nflow":
            missed = len(strong) - hits[0]
    start = time.perf_counter()
    for n in range(100):
        store.memory.exact(texts[n], PAIR)
    exact = (time.perf_counter() - start) / 100 * 1e3
    start = time.perf_counter()
    for n in range(20):
        with store.write():
            store.memory.put(Unit(f"{queries[n]} ({n})", "x", segment=f"s{n}"), PAIR, at=NOW)
    print(f"exact hit {exact:.3f} ms; adding a unit {(time.perf_counter() - start) / 20 * 1e3:.2f} ms")
    store.close()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
