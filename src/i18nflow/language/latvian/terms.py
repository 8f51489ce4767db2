"""A Latvian term in citation form -> the patterns of words that stand for it in a text.

The head is the last word before a preposition; adjectives before it agree with it cell by cell, genitives and
all else stay as they are, coordinated heads agree in case (LG 5.1-5.3). Where the citation form allows two
analyses (``bērna barošana``: a genitive, or an adjective in -a) both become patterns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    return tuple(dict.fromkeys(_phrase(words, term)))


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
    head = words[end - 1]
    head_cells = _citation_cells(head, term, is_head=True)
    found: list[Pattern] = []
    for agreeing in (True, False):
        pattern = tuple(
            _phrase_word(words, at, end, heads, head_cells, term, agreeing=agreeing)
            for at in range(len(words))
        )
        found.append(pattern)
    return found


def _phrase_word(
    words: Sequence[str],
    at: int,
    end: int,
    heads: Sequence[int],
    head_cells: int,
    term: Term,
    *,
    agreeing: bool,
) -> PatternWord:
    word = words[at]
    if at in heads and not _is_acronym(word):
        inflections = _head_inflections(word, term, is_last=at == end - 1)
        return PatternWord(word, inflections, Agreement.CASE if len(heads) > 1 else Agreement.FULL)
    fixed = PatternWord(word, (Inflection(word.lower(), _WHOLE),), Agreement.FIXED, _capital(word, term))
    if at >= end or word.lower() in CONJUNCTIONS or not word[0].isalpha() or _is_acronym(word):
        return fixed
    if _in_name(words, at, end):
        return PatternWord(word, noun(word.lower(), name=True), Agreement.CASE)
    inflections = _modifier(word.lower(), head_cells, sure=not agreeing)
    if not inflections:
        return fixed
    return PatternWord(word, inflections, Agreement.CASE if len(heads) > 1 else Agreement.FULL)


def _head_inflections(word: str, term: Term, *, is_last: bool) -> tuple[Inflection, ...]:
    low = word.lower()
    gender, declension = gender_and_declension(term.gender) if is_last else ("", None)
    if low.endswith(("ais", "ie")) and declension is None:
        return adjective(low, degrees=False)
    return noun(low, declension, gender, name=word != low)


def _modifier(low: str, head_cells: int, *, sure: bool) -> tuple[Inflection, ...]:
    """The inflections of a word before the head as an adjective, where its form can agree with the head's."""
    if declensions(low) == (6,) or low.endswith(("us", "es")):
        return ()
    inflections = adjective(low)
    cells = 0
    for inflection in inflections:
        cells |= inflection.cells(low)
    if not cells & head_cells & NOMINATIVES:
        return ()
    if sure and low.endswith(("a", "as", "i")) and not known_adjective(low):
        return ()
    return inflections


def _citation_cells(word: str, term: Term, *, is_head: bool) -> int:
    """The nominative cells that the citation form of a noun stands for."""
    low = word.lower()
    cells = 0
    for inflection in _head_inflections(word, term, is_last=is_head):
        cells |= inflection.cells(low)
    return cells & NOMINATIVES


def _head_end(words: Sequence[str]) -> int:
    """The place after the head: before the first preposition or opening bracket, else the end."""
    for at in range(1, len(words)):
        if words[at].lower() in PREPOSITIONS or not words[at][0].isalnum():
            return at if words[at] not in "-–'’/" else len(words)
    return len(words)


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
    return len(word) > 1 and word[1:] != word[1:].lower()


def _capital(word: str, term: Term) -> Capital:
    if term.case == "exact" or _is_acronym(word):
        return Capital.EXACT
    return Capital.FIRST if word[:1].isupper() else Capital.ANY
