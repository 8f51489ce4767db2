"""What holds for the sentences of any text in any language."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.sentencebreak import sentences as by_uniseg

from i18nflow.language.sentences import has_rules, rules_in_use, split, uax29

TRICKY = st.text(alphabet=list('aAāĀžZ1 2.!?…"“”„()[]–-,:;/@\n\u2028\u00a0\u0301😀g\t中'), max_size=80)


@pytest.mark.parametrize("lang", ["lv", "en", "et"])
@given(text=st.one_of(st.text(max_size=80), TRICKY))
def test_nothing_is_lost(lang: str, text: str) -> None:
    """Sentences are in order, trimmed and not empty; only white space lies between them."""
    at = 0
    for start, end in split(text, lang):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


ADVERSARIAL = {
    "marks": ". ",
    "spaced words": "A. ",
    "a run of marks": "!",
    "a run of spaces": " ",
    "open brackets": "(a. B ",
    "closed brackets": "a.) B ",
    "quotes": '"a. B ',
    "low quotes": "a „b. C ",
    "ordinals": "1. un ",
    "codes": "1.a",
    "one word": "a",
    "abbreviations": "u. c. ",
    "dashes": "? – a ",
    "faces": ". :) ",
    "combining": ".\u0301",
}


def steps(function: Callable[[str], object], text: str) -> int:
    """How many functions, built in ones too, are called while ``function`` works on ``text``."""
    count = 0

    def tick(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        function(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("lang", ["lv", "en", "et"])
@pytest.mark.parametrize("unit", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_steps_grow_as_the_text_does(lang: str, unit: str) -> None:
    """Four times the text takes at most about four times the steps; one step looks at a bounded stretch."""
    short, long = "x. " + unit * 300 + "B", "x. " + unit * 1200 + "B"
    split(long, lang)  # fills the caches
    assert (
        steps(lambda text: split(text, lang), long) <= 4.2 * steps(lambda text: split(text, lang), short) + 60
    )


@given(text=st.text(alphabet=list('aA1 .!?)",;-ā\u0300\u00ad'), max_size=30))
def test_fallback_is_uax29(text: str) -> None:
    """The boundaries are those of a second implementation of UAX #29.

    The alphabet has no character of class Other before a small letter: there the peer breaks against rule SB8.
    """
    ends, at = [], 0
    for piece in by_uniseg(text):
        at += len(piece)
        ends.append(at)
    assert uax29.boundaries(text) == ends[:-1]


def test_rules_in_use_are_told() -> None:
    """Own rules are named; without any the fallback and its limit are told."""
    assert "Latvian" in rules_in_use("lv")
    assert "English" in rules_in_use("en-GB")
    assert has_rules("lv")
    assert not has_rules("et")
    assert "UAX #29" in rules_in_use("et")
