"""Runs one sentence splitter of others in a process of its own, so that no version of theirs binds us.

    python sentence_peers.py NAME < paragraphs.json > answer.json

Standard input is a JSON list of texts; the answer is {"sentences": [[...], ...], "seconds": 0.1}, timed without
start-up. Status 3 says that NAME is not installed in this Python. None of the peers has rules for Latvian but
sentencex; the others run with the setting that is best for it.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from collections.abc import Callable

Split = Callable[[str], list[str]]


def naive() -> Split:
    """A full stop, white space and a capital or a digit."""
    place = re.compile(r"(?<=[.!?…])[\"”“)]?\s+(?=[\"„“(–-]?\s?[A-ZĀČĒĢĪĶĻŅŠŪŽ0-9])")

    def split(text: str) -> list[str]:
        found, at = [], 0
        for match in place.finditer(text):
            found.append(text[at : match.end()])
            at = match.end()
        return [*found, text[at:]]

    return split


def pysbd() -> Split:
    segmenter = importlib.import_module("pysbd").Segmenter(language="de", clean=False)
    return lambda text: list(segmenter.segment(text))


def syntok() -> Split:
    segmenter = importlib.import_module("syntok.segmenter")

    def split(text: str) -> list[str]:
        sentences = [sentence for paragraph in segmenter.process(text) for sentence in paragraph]
        ends = [sentence[-1].offset + len(sentence[-1].value) for sentence in sentences]
        return [text[a:b] for a, b in zip([0, *ends[:-1]], [*ends[:-1], len(text)], strict=True)]

    return split


def blingfire() -> Split:
    function = importlib.import_module("blingfire").text_to_sentences
    return lambda text: function(text).split("\n")


def nupunkt() -> Split:
    function = importlib.import_module("nupunkt").sent_tokenize
    return lambda text: list(function(text))


def sentencex() -> Split:
    function = importlib.import_module("sentencex").segment
    return lambda text: list(function("lv", text))


def icu() -> Split:
    """ICU's sentence break iterator with the Latvian locale (PyICU)."""
    library = importlib.import_module("icu")
    breaks = library.BreakIterator.createSentenceInstance(library.Locale("lv"))

    def split(text: str) -> list[str]:
        breaks.setText(text)
        # ICU counts UTF-16 units; the texts of the benchmark have none outside the basic plane, or they differ alike.
        raw = text.encode("utf-16-le")
        ends = list(breaks)
        return [raw[2 * a : 2 * b].decode("utf-16-le") for a, b in zip([0, *ends[:-1]], ends, strict=True)]

    return split


def uniseg() -> Split:
    function = importlib.import_module("uniseg.sentencebreak").sentences
    return lambda text: list(function(text))


PEERS = {f.__name__: f for f in (naive, uniseg, icu, pysbd, syntok, blingfire, nupunkt, sentencex)}

if __name__ == "__main__":
    try:
        chosen = PEERS[sys.argv[1]]()
    except ImportError:
        sys.exit(3)
    texts = json.load(sys.stdin)
    chosen(texts[0])
    began = time.process_time()
    answer = [chosen(text) for text in texts]
    json.dump({"sentences": answer, "seconds": time.process_time() - began}, sys.stdout)
