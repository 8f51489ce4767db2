"""Runs translate-toolkit's matcher (GPL) in a process of its own, so that none of it is imported by us.

    python memory_peer.py < input.json > answer.json

Standard input is {"texts": [...], "queries": [...]}; the answer is {"scores": [...], "ms": [...], "rss": MB}: for each
query the rapidfuzz score of the best candidate, and how long it took. Status 3: it is not installed in this Python.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time

if __name__ == "__main__":
    try:
        matching = importlib.import_module("translate.search.match")
        storage = importlib.import_module("translate.storage.base")
        distance = importlib.import_module("rapidfuzz.distance")
    except ImportError:
        sys.exit(3)
    given = json.load(sys.stdin)
    store = storage.TranslationStore()
    for text in given["texts"]:
        unit = store.addsourceunit(text)
        unit.target = text
    matcher = matching.matcher(store, max_candidates=1, min_similarity=50, max_length=10_000)
    scores, spent = [], []
    for query in given["queries"]:
        start = time.perf_counter()
        found = matcher.matches(query)
        spent.append((time.perf_counter() - start) * 1e3)
        similar = distance.Levenshtein.normalized_similarity
        scores.append(max((similar(query, unit.source) for unit in found), default=0.0))
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    json.dump({"scores": scores, "ms": spent, "rss": rss}, sys.stdout)
