"""Sentence alignment on pseudo-documents: sentences in their order, some left out, some joined on either side.

``DIR/mt/flores-dev.lv`` and ``.en`` have one sentence a line. Documents of ``--size`` sentences are made of them; in
each, some sentences are missing on one side, some are joined with the next one. Precision and recall count whole
beads (which sentences belong together), and beads of at least the confidence that the review page offers to accept.
The peer is the same method by length alone (Gale and Church 1993).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from i18nflow.memory.alignment import Anchors, Bead, align, anchors
from i18nflow.model import LanguagePair

PAIR = LanguagePair("lv", "en-GB")
SURE = 0.9


@dataclass(frozen=True)
class Document:
    """Two texts as sentences, and the beads that are right."""

    source: list[str]
    target: list[str]
    beads: set[tuple[tuple[int, int], tuple[int, int]]]


def document(pairs: list[tuple[str, str]], rng: random.Random, noise: float) -> Document:
    """A document of these pairs; ``noise`` is the share of pairs that something happens to."""
    source: list[str] = []
    target: list[str] = []
    beads = set()
    at = 0
    while at < len(pairs):
        what = rng.random()
        begin = (len(source), len(target))
        if what < noise * 0.2:
            source.append(pairs[at][0])
        elif what < noise * 0.4:
            target.append(pairs[at][1])
        elif what < noise and at + 1 < len(pairs):
            one, two = pairs[at], pairs[at + 1]
            join_source = what < noise * 0.7
            source += [f"{one[0]} {two[0]}"] if join_source else [one[0], two[0]]
            target += [one[1], two[1]] if join_source else [f"{one[1]} {two[1]}"]
            at += 1
        else:
            source.append(pairs[at][0])
            target.append(pairs[at][1])
        beads.add(((begin[0], len(source)), (begin[1], len(target))))
        at += 1
    return Document(source, target, beads)


def scores(documents: list[Document], found: list[list[Bead]]) -> tuple[float, float, float, float]:
    """Precision and recall of the beads with text on both sides; precision and share of the sure ones."""
    right = said = gold = sure = sure_right = 0
    for one, beads in zip(documents, found, strict=True):
        paired = [
            bead for bead in beads if bead.source[0] < bead.source[1] and bead.target[0] < bead.target[1]
        ]
        good = {(a, b) for a, b in one.beads if a[0] < a[1] and b[0] < b[1]}
        hits = [(bead.source, bead.target) in good for bead in paired]
        right, said, gold = right + sum(hits), said + len(paired), gold + len(good)
        marked = [hit for hit, bead in zip(hits, paired, strict=True) if bead.confidence >= SURE]
        sure, sure_right = sure + len(marked), sure_right + sum(marked)
    return right / said, right / gold, sure_right / max(sure, 1), sure / said


def main(argv: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--size", type=int, default=40)
    options = parser.parse_args(argv)
    lines = [
        (options.data / "mt" / f"flores-dev.{lang}").read_text(encoding="utf-8").splitlines()
        for lang in ("lv", "en")
    ]
    pairs = list(zip(*lines, strict=True))
    print(f"{'':34}{'precision':>10}{'recall':>8}{'sure right':>12}{'of beads sure':>15}{'ms/document':>13}")
    for noise in (0.1, 0.3):
        rng = random.Random(4)
        documents = [
            document(pairs[at : at + options.size], rng, noise) for at in range(0, len(pairs), options.size)
        ]
        for label, with_anchors in (("lengths and anchors", True), ("lengths alone (Gale-Church)", False)):
            start = time.process_time()
            found = [
                align(
                    one.source,
                    one.target,
                    anchors(one.source, one.target, PAIR)
                    if with_anchors
                    else Anchors((frozenset(),) * len(one.source), (frozenset(),) * len(one.target), {}),
                )
                for one in documents
            ]
            spent = (time.process_time() - start) / len(documents) * 1e3
            precision, recall, sure, share = scores(documents, found)
            print(
                f"noise {noise:.0%}, {label:22}"[:34].ljust(34)
                + f"{precision:>10.3f}{recall:>8.3f}{sure:>12.3f}{share:>15.0%}{spent:>13.0f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
