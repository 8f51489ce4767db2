"""How well a second engine tells which of an engine's sentences are the worst: ``python -m benchmarks.disagreement``.

``--data DIR`` holds ``mt/flores-dev.en`` (the reference) and engines' recorded outputs beside it. For each pair of
engines and each measure of disagreement: Spearman's correlation with how far the sentence is from the reference
(chrF), and how much of the worst fifth stands in the 30 % where the two disagree most.
"""

from __future__ import annotations

import argparse
import html
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from sacrebleu.metrics import CHRF

from i18nflow.reviewqueue import RISKIEST
from i18nflow.translate import disagreement

ENGINES = ("google", "microsoft", "opusmt")
MEASURES: dict[str, Callable[[str, str], float]] = {
    "chrF both ways (ours)": disagreement,
    "Levenshtein, characters": lambda a, b: 1 - Levenshtein.normalized_similarity(a, b),
    "Levenshtein, words": lambda a, b: 1 - Levenshtein.normalized_similarity(a.split(), b.split()),
    "token set": lambda a, b: 1 - fuzz.token_set_ratio(a, b) / 100,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.disagreement", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data / "mt"
    reference = _lines(folder / "flores-dev.en")
    outputs = {name: _lines(folder / f"flores-dev.{name}.en") for name in ENGINES}
    print(f"{'draft by':10} {'second':10} {'measure':24} {'Spearman':>8} {'worst fifth found':>18}")
    for first in ENGINES:
        chrf = CHRF()
        bad = [-chrf.sentence_score(h, [r]).score for h, r in zip(outputs[first], reference, strict=True)]
        for second in ENGINES:
            for name, measure in MEASURES.items() if second != first else ():
                apart = [measure(a, b) for a, b in zip(outputs[first], outputs[second], strict=True)]
                found = _found(apart, bad)
                print(
                    f"{first:10} {second:10} {name:24} {_pearson(_ranks(apart), _ranks(bad)):8.2f} {found:18.0%}"
                )


def _found(apart: Sequence[float], bad: Sequence[float]) -> float:
    """The share of the worst fifth that stands among the riskiest."""
    order = sorted(range(len(bad)), key=lambda at: -bad[at])
    worst = set(order[: len(bad) // 5])
    risky = sorted(range(len(apart)), key=lambda at: -apart[at])[: int(len(apart) * RISKIEST)]
    return len(worst & set(risky)) / len(worst)


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value; equal ones share the middle of theirs."""
    order = sorted(range(len(values)), key=lambda at: values[at])
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for at in order[start:end]:
            ranks[at] = (start + end - 1) / 2
        start = end
    return ranks


def _pearson(one: Sequence[float], other: Sequence[float]) -> float:
    middle, other_middle = sum(one) / len(one), sum(other) / len(other)
    top = sum((a - middle) * (b - other_middle) for a, b in zip(one, other, strict=True))
    return top / (sum((a - middle) ** 2 for a in one) * sum((b - other_middle) ** 2 for b in other)) ** 0.5


def _lines(path: Path) -> list[str]:
    return [html.unescape(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
