"""A Latvian term in citation form -> the patterns of words that stand for it in a text.

The head is the last word before a preposition; adjectives before it agree with it cell by cell, genitives and
all else stay as they are, coordinated heads agree in case. Where the citation form allows two
analyses (``bērna barošana``: a genitive, or an adjective in -a) both become patterns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from i18nflow.language.inflection import (
    EVERY_CELL,
    Agreement,
    Capital,
    Inflection,
    Pattern,
    PatternWord,
)
from i18nflow.language.latvian.adjectives import adjective, is_adjective
from i18nflow.language.latvian.cells import NOMINATIVES
from i18nflow.language.latvian.closed import CONJUNCTIONS, PREPOSITIONS
from i18nflow.language.latvian.evidence import known_adjective
from i18nflow.language.latvian.nouns import declensions, noun
from i18nflow.model import Term

WORD = re.compile(r"\w+|[^\w\s]")
_WHOLE = {"": EVERY_CELL}
NOUNS = ("noun", "n", "propn", "name", "proper noun")
NAMES = ("propn", "name", "proper noun")
ADJECTIVES = ("adj", "adjective", "participle", "num", "numeral", "ordinal", "det", "pron", "pronoun")
INVARIANT = ("adv", "adverb", "verb", "acronym", "abbreviation", "indecl", "phrase", "symbol")


def patterns(term: Term) -> tuple[Pattern, ...]:
    """The patterns of a term, from its source and its ``pos``, ``gender`` and ``case`` columns."""
    words = WORD.findall(term.source)
    if not words:
        return ()
    if len(words) == 1:
        return ((_single(words[0], term),),)
    return tuple(_phrase(words, term))


def head_place(words: Sequence[str]) -> int:
    """The place of a term's head among its words."""
    return _head_end(words) - 1


@lru_cache(maxsize=1024)
def gender_and_declension(text: str) -> tuple[str, int | None]:
    """The column ``gender``: ``m``, ``f``, a declension ``1`` to ``6``, both (``f6``), or ``0`` (indeclinable)."""
    letter = next((mark for mark in text.lower() if mark in "mf"), "")
    digit = next((int(mark) for mark in text if mark in "0123456"), None)
    if text.lower().startswith("indecl"):
        digit, letter = 0, ""
    return letter, digit


def _single(word: str, term: Term) -> PatternWord:
    capital = _capital(word, term)
    if _is_acronym(word) or term.pos in INVARIANT:
        return PatternWord(word, (Inflection(word.lower(), _WHOLE),), Agreement.FIXED, capital, "")
    inflections, word_class = _inflections(word, term)
    return PatternWord(word, inflections, Agreement.FULL, capital, word_class)


def _inflections(word: str, term: Term) -> tuple[tuple[Inflection, ...], str]:
    """The inflections of a word that can take any cell, and its word class where that is known."""
    low = word.lower()
    gender, declension = gender_and_declension(term.gender)
    if term.pos in ADJECTIVES:
        return adjective(low) or noun(low, 0), "adj"
    name = word != low
    if term.pos in NOUNS or declension is not None:
        if low.endswith(("ais", "ā")) and declension is None:
            return adjective(low, degrees=False, pure=True), "noun"
        return noun(low, declension, gender, name=name or term.pos in NAMES), "noun"
    if name:
        return noun(low, declension, gender, name=True), "name"
    if low.endswith("ais") or (low.endswith(("s", "š")) and _adjectival(low)):
        return adjective(low, pure=True), "adj"
    return noun(low, declension, gender), "noun"


def _adjectival(low: str) -> bool:
    return declensions(low) == (1,) and (is_adjective(low) or known_adjective(low))


def _phrase(words: Sequence[str], term: Term) -> list[Pattern]:
    """The analyses of a term of several words: modifiers as adjectives where they can be, and as fixed words."""
    end = _head_end(words)
    heads = _heads(words[:end])
    agreement = Agreement.CASE if len(heads) > 1 else Agreement.FULL
    named = words[0][:1].isupper() and all(_in_name(words, at, end) for at in range(end))
    head = _head_inflections(words[end - 1], term, is_last=True, name=named)
    low = words[end - 1].lower()
    head_cells = 0
    for inflection in head:
        head_cells |= inflection.cells(low) & NOMINATIVES
    sure: list[PatternWord] = []
    likely: list[PatternWord] = []
    for at, word in enumerate(words):
        low = word.lower()
        if at in heads and not _is_acronym(word):
            inflections = head if at == end - 1 else _head_inflections(word, term, is_last=False, name=False)
            first = second = PatternWord(word, inflections, agreement)
        elif at >= end or low in CONJUNCTIONS or not word[0].isalpha() or _is_acronym(word):
            first = second = _fixed(word, _capital(word, term))
        elif word[0].isupper() and _in_name(words, at, end):
            first = second = PatternWord(word, noun(low, name=True), Agreement.CASE)
        elif inflections := _modifier(low, head_cells):
            first = PatternWord(word, inflections, agreement)
            second = first if _surely_adjective(low) else _fixed(word, _capital(word, term))
        else:
            first = second = _fixed(word, _capital(word, term))
        likely.append(first)
        sure.append(second)
    return [tuple(likely)] if likely == sure else [tuple(likely), tuple(sure)]


@lru_cache(maxsize=65536)
def _fixed(word: str, capital: Capital) -> PatternWord:
    return PatternWord(word, (Inflection(word.lower(), _WHOLE),), Agreement.FIXED, capital)


def _head_inflections(word: str, term: Term, *, is_last: bool, name: bool) -> tuple[Inflection, ...]:
    low = word.lower()
    gender, declension = gender_and_declension(term.gender) if is_last else ("", None)
    if low.endswith(("ais", "ie")) and declension is None:
        return adjective(low, degrees=False)
    if word != low and not name and not gender and low.endswith(("a", "e")):
        gender = "f"  # not a man's surname
    return noun(low, declension, gender, name=word != low)


@lru_cache(maxsize=65536)
def _modifier(low: str, head_cells: int) -> tuple[Inflection, ...]:
    """The inflections of a word before the head as an adjective, where its form can agree with the head's.

    Without degrees: a higher level is another concept than a high level.
    """
    if low.endswith(("us", "es")) or (
        low.endswith("s") and low[-2:] != "is" and declensions(low)[0] in (2, 6)
    ):
        return ()
    inflections = adjective(low, degrees=False)
    cells = 0
    for inflection in inflections:
        cells |= inflection.cells(low)
    return inflections if cells & head_cells else ()


def _surely_adjective(low: str) -> bool:
    """Whether a modifier cannot be a genitive that looks like the adjective's nominative."""
    return not low.endswith(("a", "as", "i")) or known_adjective(low)


def _head_end(words: Sequence[str]) -> int:
    """The place after the head: before the first preposition or bracket, before numbers and acronyms at the end."""
    end = len(words)
    for at in range(1, len(words)):
        if words[at].lower() in PREPOSITIONS or not (words[at][0].isalnum() or words[at] in "-–/'’"):
            end = at
            break
    while end > 1 and (_is_acronym(words[end - 1]) or not words[end - 1].isalpha()):
        end -= 1
    return end


def _heads(words: Sequence[str]) -> list[int]:
    """The places of the head and of nouns coordinated with it (pētniecība un attīstība)."""
    last = len(words) - 1
    heads = [last]
    for at in range(1, last):
        if words[at].lower() in CONJUNCTIONS and _nominal(words[at - 1]) and at == last - 1:
            heads.insert(0, at - 1)
    return heads


def _nominal(word: str) -> bool:
    """Whether a coordinated word may be a noun in the nominative rather than an adjective."""
    low = word.lower()
    return not is_adjective(low) and not low.endswith(("ais", "ie", "ā")) and low[-1] in "sšaei"


def _in_name(words: Sequence[str], at: int, end: int) -> bool:
    """Whether a word belongs to a name of which every part inflects (Džo Baidens, Jānis Bērziņš)."""
    name = words[at:end]
    return all(word[:1].isupper() and not _is_acronym(word) for word in name) and _may_be_nominative(
        words[at]
    )


def _may_be_nominative(word: str) -> bool:
    return not word.endswith(("as", "es", "u", "ā", "ais"))


def _is_acronym(word: str) -> bool:
    """Whether a word keeps its form and capitals: ANO, iPhone, a single letter."""
    return len(word) == 1 or word[1:] != word[1:].lower()


def _capital(word: str, term: Term) -> Capital:
    if term.case == "exact" or _is_acronym(word):
        return Capital.EXACT
    return Capital.FIRST if word[:1].isupper() else Capital.ANY
