"""Latvian sentence boundaries against peers measured in the same run.

    python benchmarks/sentences.py --data DIR [--peers PYTHON] [--json]

``DIR/latvian/seg_open.json`` holds paragraphs with gold sentence spans. ``--peers`` is a Python in which pysbd,
syntok, blingfire, nupunkt, sentencex and PyICU may be installed; a peer that it lacks is looked for in the running
Python and in the system's. Each runs in a process of its own, one that is missing is told. Sentences are compared by counts of non-space characters:
boundary F1 counts the ends inside paragraphs, exact F1 whole sentences with both ends right.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from i18nflow.language.sentences import split

PEERS = ("naive", "uniseg", "icu", "pysbd", "syntok", "blingfire", "nupunkt", "sentencex")
NOT_INSTALLED = 3
SYSTEM_PYTHON = "/usr/bin/python3"
"""Where a system's own packages are (Debian's python3-icu)."""
WORKER = Path(__file__).parent / "peers" / "sentence_peers.py"


@dataclass(frozen=True, slots=True)
class Figures:
    """One splitter's figures; ``tokens`` per second of one core, without start-up."""

    name: str
    boundary_f1: float
    exact_f1: float
    extra: int
    missed: int
    tokens: float


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; the status is 1 where the bars are missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--json", action="store_true")
    arguments, _ = parser.parse_known_args(argv)
    data = json.loads((arguments.data / "latvian" / "seg_open.json").read_text(encoding="utf-8"))
    texts = [paragraph["text"] for paragraph in data["paragraphs"]]
    ours = _ours(data, texts)
    peers = [(name, _peer(name, arguments.peers, data, texts)) for name in PEERS]
    measured = [figures for _, figures in peers if figures]
    if arguments.json:
        print(json.dumps([asdict(each) for each in (ours, *measured)], indent=1))
    else:
        _print(ours, peers)
    return 0 if ours.boundary_f1 >= 0.992 and ours.exact_f1 >= 0.986 and ours.tokens >= 200_000 else 1


def _ours(data: dict[str, Any], texts: list[str]) -> Figures:
    split(texts[0], "lv")
    began = time.process_time()
    answer = [[text[start:end] for start, end in split(text, "lv")] for text in texts]
    return _figures("i18nflow", data, answer, time.process_time() - began)


def _peer(name: str, python: str, data: dict[str, Any], texts: list[str]) -> Figures | None:
    for program in dict.fromkeys((python, sys.executable, SYSTEM_PYTHON)):
        if not Path(program).exists():
            continue
        done = subprocess.run(
            [program, str(WORKER), name], input=json.dumps(texts), capture_output=True, text=True, check=False
        )
        if done.returncode != NOT_INSTALLED:
            break
    if done.returncode == NOT_INSTALLED:
        return None
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    answer = json.loads(done.stdout)
    return _figures(name, data, answer["sentences"], answer["seconds"])


def _figures(name: str, data: dict[str, Any], answer: list[list[str]], seconds: float) -> Figures:
    right = given = gold = whole_right = whole_given = whole_gold = 0
    for paragraph, sentences in zip(data["paragraphs"], answer, strict=True):
        wanted = _ends([paragraph["text"][:end] for _, end in paragraph["spans"]])
        at, found = 0, []
        for sentence in sentences:
            size = _size(sentence)
            at += size
            if size:
                found.append(at)
        right += len(set(wanted[:-1]) & set(found[:-1]))
        given += len(found) - 1
        gold += len(wanted) - 1
        pairs = [set(zip([0, *ends[:-1]], ends, strict=True)) for ends in (wanted, found)]
        whole_right += len(pairs[0] & pairs[1])
        whole_gold += len(pairs[0])
        whole_given += len(pairs[1])
    return Figures(
        name,
        2 * right / (given + gold),
        2 * whole_right / (whole_given + whole_gold),
        given - right,
        gold - right,
        data["meta"]["tokens"] / seconds,
    )


def _size(text: str) -> int:
    return sum(not character.isspace() for character in text)


def _ends(heads: list[str]) -> list[int]:
    return [_size(head) for head in heads]


def _print(ours: Figures, peers: list[tuple[str, Figures | None]]) -> None:
    print(f"{'':12}{'boundary F1':>12}{'exact F1':>10}{'extra':>7}{'missed':>8}{'tokens/s':>12}")
    for name, each in [(ours.name, ours), *peers]:
        if each is None:
            print(f"{name:12} not installed")
        else:
            print(
                f"{name:12}{each.boundary_f1:12.4f}{each.exact_f1:10.4f}{each.extra:7}{each.missed:8}"
                f"{each.tokens:12,.0f}"
            )
    measured = [each for _, each in peers if each]
    if measured:
        best = max(measured, key=lambda each: each.exact_f1)
        print(
            f"to the best peer ({best.name}): boundary F1 x{ours.boundary_f1 / best.boundary_f1:.3f}, exact F1 "
            f"x{ours.exact_f1 / best.exact_f1:.3f}, wrong boundaries "
            f"x{(ours.extra + ours.missed) / (best.extra + best.missed):.2f}, speed x{ours.tokens / best.tokens:.1f}"
        )


if __name__ == "__main__":
    sys.exit(main())
