"""Adherence to a glossary before and after enforcement, and the verdicts on every automatic repair.

``--data DIR`` holds ``mt/flores-dev.lv`` and the engines' recorded outputs beside it. The glossary in this folder
was made for these texts: general words of the news, with renderings to avoid that engines are known to use; it was
written with the outputs at hand, so adherence says what enforcement adds, not how good an engine is. Entries whose
rendering turned out to be mistaken were replaced before the judging.

``verdicts.csv`` has a row for each repair: line number, a short hash of the repaired sentence (the judge saw the
sentences without the engines' names, in the order of lines), old and new words, ``right`` or ``wrong``, and why.
``--unjudged`` lists repairs without a verdict. Status 1 when one is missing, or the share of right ones is below
97 %.
"""

from __future__ import annotations

import argparse
import csv
import html
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from pathlib import Path

from i18nflow import glossary
from i18nflow.glossary import Matcher, find_target
from i18nflow.model import Occurrence
from i18nflow.translate import enforce, missing

HERE = Path(__file__).parent
ENGINES = ("google", "microsoft", "opusmt", "bergamot-tiny")
WANTED = 0.97


@dataclass(frozen=True)
class Repair:
    """One automatic repair: the line (from 1), the mark of the repaired sentence, what was changed."""

    line: int
    mark: str
    old: str
    new: str
    text: str


def main() -> int:
    """Measure, compare with the verdicts, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.enforcement", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--unjudged", action="store_true", help="list what has no verdict, and nothing else")
    options = parser.parse_args()
    sources = _lines(options.data / "mt" / "flores-dev.lv")
    terms = glossary.read((HERE / "glossary.csv").read_text(encoding="utf-8"), "glossary.csv").terms
    matcher = Matcher(terms, "lv")
    occurrences = [matcher.find(source) for source in sources]
    used = {one.term.source for found in occurrences for one in found}
    verdicts = _verdicts()
    if not options.unjudged:
        print(f"{len(terms)} terms, {len(used)} of them in the texts\n")
        print("engine          terms  kept before  kept after  repairs   blind: would change")
    repairs: list[Repair] = []
    for engine in ENGINES:
        outputs = [html.unescape(line) for line in _lines(options.data / "mt" / f"flores-dev.{engine}.en")]
        made = list(_repairs(occurrences, outputs))
        repairs += made
        if not options.unjudged:
            _print_engine(engine, occurrences, outputs, len(made))
    unjudged = sorted(
        {one for one in repairs if _key(one) not in verdicts}, key=lambda one: (one.line, one.mark)
    )
    if options.unjudged:
        for one in unjudged:
            print(f"{one.line}\t{one.mark}\t{one.old}\t{one.new}\t{one.text}\t{sources[one.line - 1]}")
        return int(bool(unjudged))
    right = sum(verdicts.get(_key(one), "") == "right" for one in repairs)
    return _print_verdicts(right, len(repairs), len(unjudged))


def _print_engine(
    engine: str, occurrences: Sequence[Sequence[Occurrence]], outputs: Sequence[str], repairs: int
) -> None:
    wanted = kept = after = blind = 0
    for found, output in zip(occurrences, outputs, strict=True):
        here = len({one.term.source for one in found})
        wanted += here
        kept += here - len(missing(output, found, "en"))
        after += here - len(missing(enforce(output, found, "en").text, found, "en"))
        blind += sum(
            not find_target(term, output, "en") and bool(glossary.find_avoided(term, output, "en"))
            for term in {one.term.source: one.term for one in found}.values()
        )
    print(f"{engine:15} {wanted:5} {kept / wanted:12.1%} {after / wanted:11.1%} {repairs:8} {blind:20}")


def _print_verdicts(right: int, count: int, unjudged: int) -> int:
    low, high = wilson(right, count)
    print(
        f"\nautomatic repairs: {count}, right {right} ({right / count:.1%}, 95 % interval {low:.1%} to {high:.1%})"
    )
    if unjudged:
        print(f"{unjudged} have no verdict: --unjudged lists them")
    return int(bool(unjudged) or right / count < WANTED)


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    z = 1.959964
    share, square = right / count, z * z / count
    middle = (share + square / 2) / (1 + square)
    half = z * sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square)
    return middle - half, middle + half


def _repairs(occurrences: Sequence[Sequence[Occurrence]], outputs: Sequence[str]) -> Iterator[Repair]:
    for number, (found, output) in enumerate(zip(occurrences, outputs, strict=True), 1):
        enforced = enforce(output, found, "en")
        mark = sha256(enforced.text.encode()).hexdigest()[:8]
        for repair in enforced.repairs:
            old, _, new = repair.partition(" → ")
            yield Repair(number, mark, old, new, enforced.text)


def _key(one: Repair) -> tuple[int, str, str]:
    return one.line, one.mark, one.old


def _verdicts() -> dict[tuple[int, str, str], str]:
    path = HERE / "verdicts.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(int(row["line"]), row["mark"], row["old"]): row["verdict"] for row in csv.DictReader(file)}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    sys.exit(main())
