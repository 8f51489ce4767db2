"""Measure how well and how fast terms are found in Latvian text, beside what other tools do.

    python benchmarks/terms.py --data DIR

``DIR/latvian/term_open.json`` holds paragraphs, terms (bare citation forms) and the places where they stand. The
peers run in the same process on the same data; each decides only which word of a text is a form of which word
of a term: ``exact`` (Weblate, Tolgee), ``prefix`` (first four letters, Phrase's and Pontoon's way), ``rapidfuzz``
(ratio of at least 80), ``simplemma`` (equal lemmas), ``hunspell-lv`` (equal stems, in a process of its own), ``both`` of these two together.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any

import simplemma
from rapidfuzz import fuzz, process

from i18nflow.glossary import Matcher
from i18nflow.model import Term

Hit = tuple[int, int, int, int]
Relation = Callable[[Sequence[str], Sequence[str]], dict[str, set[str]]]
_WORD = re.compile(r"\w+")


def main() -> None:
    """Print one line per tool, then the cost per token by size of the glossary."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder with latvian/term_open.json")
    parser.add_argument("--file", default="latvian/term_open.json", help="another file of the same shape")
    data = json.loads((parser_args := parser.parse_args()).data.joinpath(parser_args.file).read_text("utf-8"))
    texts = [paragraph["text"] for paragraph in data["paragraphs"]]
    terms = [term["term"] for term in data["terms"]]
    tokens = data["meta"]["tokens"]
    find(texts[:1], terms[:1])
    rows = [("i18nflow", *timed(lambda: find(texts, terms)))]
    for name, relation in PEERS.items():
        answer = timed(lambda relation=relation: by_words(texts, terms, relation))  # type: ignore[misc]
        rows.append((name, *answer))
    print(f"{'':12} {'micro':>6} {'macro':>6} {'multi':>6} {'tokens/s':>9}")
    own = score(data, rows[0][1])[0]
    for name, hits, seconds in rows:
        if hits is None:
            print(f"{name:12} not installed")
            continue
        micro, macro, multi = score(data, hits)
        print(
            f"{name:12} {micro:6.3f} {macro:6.3f} {multi:6.3f} {tokens / seconds:9,.0f}   x{micro / own:.3f}"
        )
    sizes(texts, terms, tokens)


def sizes(texts: Sequence[str], terms: Sequence[str], tokens: int) -> None:
    """The cost of a token with 200, 2,000 and 20,000 terms.

    First the same 200 terms of the file among ever more that the texts do not have, so that the hits stay the
    same; then more and more terms of the file, and recombined ones, so that the hits grow with the glossary.
    """
    strange = [_strange(term) for term in chain(terms, _recombined(terms))]
    for title, pool in (
        ("about the same hits", [*terms[:200], *dict.fromkeys(strange)]),
        ("more hits", list(dict.fromkeys(islice(chain(terms, _recombined(terms)), 40_000)))),
    ):
        print(
            f"\n{title}\n{'terms':>7} {'hits':>7} {'build s':>8} {'first µs/token':>15} {'again µs/token':>15}"
        )
        for size in (200, 2_000, 20_000):
            chosen = [Term(term, "x") for term in pool[:size]]
            rounds = [_round(chosen, texts, tokens) for _ in range(3)]
            built, first, again, hits = (min(column) for column in zip(*rounds, strict=True))
            print(f"{len(chosen):7,} {hits:7,.0f} {built:8.3f} {first:15.2f} {again:15.2f}")


def _strange(term: str) -> str:
    """A term that no text has: the stem of each word written backwards."""
    return " ".join(word[-3::-1] + word[-2:] for word in term.split())


def _round(terms: Sequence[Term], texts: Sequence[str], tokens: int) -> tuple[float, float, float, int]:
    """Seconds to build a matcher, microseconds per token on new and on known words, and the hits."""
    times = [time.perf_counter()]
    matcher = Matcher(terms, "lv")
    times.append(time.perf_counter())
    for _ in range(2):
        hits = sum(len(matcher.spans(text)) for text in texts)
        times.append(time.perf_counter())
    built, first, again = (end - start for start, end in pairwise(times))
    return built, first / tokens * 1e6, again / tokens * 1e6, hits


def _recombined(terms: Sequence[str]) -> Iterable[str]:
    """Terms with the first word of one and the last of another: they share words with the text as real ones do."""
    pairs = [term.split() for term in terms if term.count(" ") == 1]
    for apart in range(1, len(pairs)):
        yield from (f"{one[0]} {two[1]}" for one, two in zip(pairs, pairs[apart:], strict=False))


def find(texts: Sequence[str], terms: Sequence[str]) -> set[Hit]:
    """This project's hits; building the matcher is part of it."""
    matcher = Matcher([Term(term, "x") for term in terms], "lv")
    return {(at, *hit) for at, text in enumerate(texts) for hit in matcher.spans(text)}


def by_words(texts: Sequence[str], terms: Sequence[str], relation: Relation) -> set[Hit] | None:
    """The hits of a tool that relates single words: a term stands where each of its words does, in order."""
    split = [_WORD.findall(term.lower()) for term in terms]
    spans = [[(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)] for text in texts]
    known = sorted({word for words in split for word in words})
    here = sorted({word for text in spans for word, _, _ in text})
    related = relation(here, known)
    if not related:
        return None
    first = defaultdict(list)
    for number, words in enumerate(split):
        if words:
            first[words[0]].append(number)
    hits: set[Hit] = set()
    for at, text in enumerate(spans):
        for place, (word, start, _) in enumerate(text):
            for begin in related.get(word, ()):
                for number in first.get(begin, ()):
                    words = split[number]
                    there = text[place : place + len(words)]
                    if len(there) == len(words) and all(
                        w in related.get(token, ()) for w, (token, _, _) in zip(words, there, strict=True)
                    ):
                        hits.add((at, start, there[-1][2], number))
    return hits


def exact(here: Sequence[str], known: Sequence[str]) -> dict[str, set[str]]:
    """Equal words."""
    return {word: {word} for word in set(here) & set(known)}


def prefix(here: Sequence[str], known: Sequence[str]) -> dict[str, set[str]]:
    """The first four letters are equal."""
    return _by_key(here, known, lambda word: word[:4])


def fuzzy(here: Sequence[str], known: Sequence[str]) -> dict[str, set[str]]:
    """rapidfuzz's ratio is at least 80."""
    scores = process.cdist(here, known, scorer=fuzz.ratio, score_cutoff=80)
    found: dict[str, set[str]] = defaultdict(set)
    for row, column in zip(*scores.nonzero(), strict=True):
        found[here[row]].add(known[column])
    return found


def lemmas(here: Sequence[str], known: Sequence[str]) -> dict[str, set[str]]:
    """simplemma gives the same lemma."""
    return _by_key(here, known, lambda word: simplemma.lemmatize(word, lang="lv").lower())


def hunspell(here: Sequence[str], known: Sequence[str]) -> dict[str, set[str]]:
    """hunspell with the Latvian dictionary gives a common stem; nothing where it is not installed."""
    program = shutil.which("hunspell")
    if program is None:
        return {}
    listed = subprocess.run([program, "-D"], input="", capture_output=True, text=True, check=False)
    if "lv_LV" not in listed.stderr + listed.stdout:
        return {}
    words = sorted({*here, *known})
    answer = subprocess.run(
        [program, "-d", "lv_LV", "-i", "utf-8", "-s"],
        input="\n".join(words), capture_output=True, text=True, check=True,
    )  # fmt: skip
    stems: dict[str, set[str]] = defaultdict(set)
    for line in answer.stdout.splitlines():
        word, _, stem = line.partition(" ")
        stems[word].add(stem or word)
    owners: dict[str, set[str]] = defaultdict(set)
    for word in known:
        for stem in stems[word] | {word}:
            owners[stem].add(word)
    return {word: {w for stem in stems[word] | {word} for w in owners[stem]} for word in here}


def lemmas_and_hunspell(here: Sequence[str], known: Sequence[str]) -> dict[str, set[str]]:
    """What simplemma or hunspell relates; nothing where hunspell is not installed."""
    stems = hunspell(here, known)
    bases = lemmas(here, known) if stems else {}
    return {word: stems.get(word, set()) | bases.get(word, set()) for word in {*stems, *bases}}


def _by_key(here: Sequence[str], known: Sequence[str], key: Callable[[str], str]) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for word in known:
        owners[key(word)].add(word)
    return {word: owners[key(word)] for word in here if key(word) in owners}


PEERS: dict[str, Relation] = {
    "exact": exact,
    "prefix": prefix,
    "rapidfuzz": fuzzy,
    "simplemma": lemmas,
    "hunspell-lv": hunspell,
    "both": lemmas_and_hunspell,
}


def timed(function: Callable[[], set[Hit] | None]) -> tuple[set[Hit] | None, float]:
    """What ``function`` gives, and its seconds."""
    start = time.perf_counter()
    answer = function()
    return answer, time.perf_counter() - start


def score(data: dict[str, Any], hits: set[Hit]) -> tuple[float, float, float]:
    """Micro F1 over all hits, macro F1 over terms, micro F1 over the terms of several words."""
    gold = {tuple(hit) for hit in data["gold"]}
    several = {term["id"] for term in data["terms"] if " " in term["term"]}
    right, found, there = (Counter(hit[3] for hit in some) for some in (gold & hits, hits, gold))
    macro = sum(_f1(right[i], found[i], there[i]) for i in range(len(data["terms"]))) / len(data["terms"])
    multi = [sum(counter[i] for i in several) for counter in (right, found, there)]
    return _f1(len(gold & hits), len(hits), len(gold)), macro, _f1(*multi)


def _f1(right: int, found: int, there: int) -> float:
    return 2 * right / (found + there) if right else 0.0


if __name__ == "__main__":
    main()
