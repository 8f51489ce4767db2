"""Anchors: what a sentence and its translation have in common whatever the languages: figures, names, terms."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from i18nflow.glossary import find_target
from i18nflow.language.numbers import Weight, read
from i18nflow.model import LanguagePair, Occurrence, Term

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 4
# Sounds that Latvian writes in another way than English: enough to know a name again by its first letters.
_SOUNDS = (
    ("ch", "c"),
    ("sh", "s"),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
    ("w", "v"),
    ("y", "i"),
    ("x", "k"),
    ("q", "k"),
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two stretches of text share: ``share`` 0 to 1 of ``worth``; ``lone`` figures stand on one side only."""

    share: float
    worth: float
    lone: int


@dataclass(frozen=True)
class Anchors:
    """The anchors of the sentences of two texts, and what each is worth: the rarer, the more."""

    source: tuple[frozenset[str], ...]
    target: tuple[frozenset[str], ...]
    worth: dict[str, float]

    def likeness(self, ours: slice, theirs: slice) -> Likeness:
        """How much of the worth of the anchors of both sides is shared."""
        left = frozenset[str]().union(*self.source[ours])
        right = frozenset[str]().union(*self.target[theirs])
        worth = self.worth
        shared = sum(worth[anchor] for anchor in left & right)
        weight = sum(worth[anchor] for anchor in left) + sum(worth[anchor] for anchor in right)
        lone = sum(one.startswith("figure") for one in left ^ right)
        return Likeness(2 * shared / weight if weight else 0.0, weight / 2, lone)


def anchors(
    source: Sequence[str],
    target: Sequence[str],
    pair: LanguagePair,
    terms: Sequence[Sequence[Occurrence]] = (),
) -> Anchors:
    """The anchors of two texts; ``terms`` are the glossary terms that stand in each source sentence."""
    ours = [_own(text, pair.source) for text in source]
    theirs = [_own(text, pair.target) for text in target]
    for places, found in zip(terms, ours, strict=False):
        found.update(f"term {_name(one.term)}" for one in places)
    known = {_name(one.term): one.term for places in terms for one in places}
    for text, found in zip(target, theirs, strict=True):
        found.update(f"term {name}" for name, term in known.items() if find_target(term, text, pair.target))
    both = set().union(*ours) & set().union(*theirs)
    # What stands on one side only tells nothing: it is a word of that language. Figures do, they should be there.
    kept = [
        [{one for one in found if one in both or one.startswith("figure")} for found in side]
        for side in (ours, theirs)
    ]
    often = Counter(one for side in kept for found in side for one in found)
    number = len(source) + len(target)
    worth = {one: math.log(1 + number / times) for one, times in often.items()}
    return Anchors(tuple(map(frozenset, kept[0])), tuple(map(frozenset, kept[1])), worth)


def _own(text: str, lang: str) -> set[str]:
    found = {f"figure {figure.key}" for figure in read(text, lang) if figure.weight is Weight.HARD}
    found.update(f"word {_sounding(word)}" for word in _WORD.findall(text))
    found.update(f"sign {sign}" for sign in "?!:%«„“(" if sign in text and sign in "?!%(")
    return found


def _sounding(word: str) -> str:
    """The beginning of a word as it would be spelt in either language: names and loan words have it in common."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    for written, sound in _SOUNDS:
        plain = plain.replace(written, sound)
    return re.sub(r"(.)\1", r"\1", plain)[:_STEM].replace("c", "k")


def _name(term: Term) -> str:
    return f"{term.source}\t{term.target}"
