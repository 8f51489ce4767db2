"""Finding terms in a text, in whatever form they stand there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from i18nflow.glossary.paradigm import WORD, forms_of, literal
from i18nflow.language.forms import forms_for
from i18nflow.language.inflection import (
    EVERY_CELL,
    Agreement,
    Capital,
    Forms,
    Inflection,
    Pattern,
    PatternWord,
    Reading,
)
from i18nflow.model import Occurrence, Term

# A word, an inline code (passed over), or a mark. Combining marks belong to the word: the text may be NFD.
_TOKEN = re.compile(r"</?\d+/?>|[\w\u0300-\u036f]+|[^\w\s]")
# Inside an address nothing is a term.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\w[\w.-]*\.(?:lv|com|eu|org|net|info)\b", re.IGNORECASE
)
_ADDRESS_SIGN = re.compile(r"[/@]|\.(?:lv|com|eu|org|net|info)\b|www", re.IGNORECASE)
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'"})
# The first letters tell how long the stems are that a word can have; shorter stems are tried always.
_PREFIX = 4
_SHORT = (1, 2, 3)
_CACHE_LIMIT = 200_000


@dataclass(slots=True)
class _Node:
    """A place in the tree of patterns: what may follow, and the terms that end here."""

    following: dict[int, _Node] | None = None
    terms: tuple[int, ...] = ()
    word: PatternWord | None = None


@dataclass(slots=True)
class _Word:
    """What a word of a text can be: slots of patterns with cells, and where a pattern may begin with it."""

    slots: dict[int, int]
    starts: list[tuple[_Node, int, bool]]


_UNSEEN = _Word({}, [])
_Found = tuple[int, int, int]


class Matcher:
    """Finds the occurrences of ``terms`` in texts of ``lang``. Build it once, use it for many texts.

    Words of a text are looked up by stem and ending in one table of all terms, then walk a tree of patterns:
    the cost of a word does not grow with the number of terms.
    """

    def __init__(self, terms: Sequence[Term], lang: str) -> None:
        self.terms = tuple(terms)
        self._forms: Forms = forms_for(lang)
        self._root = _Node()
        self._slots: dict[PatternWord, int] = {}
        self._words: list[PatternWord] = []
        self._stems: dict[str, list[tuple[Inflection, int]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._cache: dict[str, _Word | None] = {}
        self._never: dict[int, frozenset[str]] = {}
        for number, term in enumerate(self.terms):
            self._enter(number, term)

    def find(self, text: str, *, all: bool = False) -> list[Occurrence]:
        """The occurrences in ``text`` by start, longer before shorter.

        The longest match wins and no two overlap, unless ``all``; several entries of one place each give one
        occurrence. Offsets count the code points of ``text`` as it is; inline codes inside a term are passed over.
        """
        found = self.spans(text) if all else _longest(self.spans(text))
        return [Occurrence(start, end, self.terms[number]) for start, end, number in found]

    def spans(self, text: str) -> list[_Found]:
        """All occurrences as (start, end, place of the term in ``terms``), overlapping ones too."""
        tokens = list(_TOKEN.finditer(text))
        if "<" in text:
            tokens = [match for match in tokens if not _is_code(match.group())]
        words = [match.group() for match in tokens]
        readings = [self._look_up(word) for word in words]
        found: set[_Found] = set()
        last = len(words) - 1
        for at, known in enumerate(readings):
            if known is None:
                continue
            for node, cells, doubtful in known.starts:
                if node.terms and not (doubtful and not self._means(node, cells, words, at)):
                    self._emit(found, node, text, tokens[at].start(), tokens[at].end())
                if node.following and at < last and readings[at + 1] is not None:
                    self._walk(found, node, cells, readings, tokens, at, text)
        return sorted(_outside_addresses(found, text), key=lambda hit: (hit[0], -hit[1], hit[2]))

    def forms(self, term: Term) -> tuple[str, ...]:
        """The forms that a term is found in, without those it must not contain."""
        return forms_of(term, self._forms)

    def _walk(
        self,
        found: set[_Found],
        node: _Node,
        cells: int,
        readings: Sequence[_Word | None],
        tokens: Sequence[re.Match[str]],
        at: int,
        text: str,
    ) -> None:
        """Follow the patterns that began at ``tokens[at]`` as far as they go."""
        places = [(node, cells)]
        begin = tokens[at].start()
        while places and at + 1 < len(readings):
            at += 1
            known = readings[at]
            if known is None:
                return
            further: list[tuple[_Node, int]] = []
            for place, agreed in places:
                if place.following is None:
                    continue
                for slot, mask in known.slots.items():
                    following = place.following.get(slot)
                    if following is None or not agreed & mask:
                        continue
                    if following.terms:
                        self._emit(found, following, text, begin, tokens[at].end())
                    if following.following:
                        further.append((following, agreed & mask))
            places = further

    def _emit(self, found: set[_Found], node: _Node, text: str, start: int, end: int) -> None:
        for number in node.terms:
            never = self._never.get(number)
            if never is None or _plain(text[start:end]) not in never:
                found.add((start, end, number))

    def _means(self, node: _Node, cells: int, words: Sequence[str], at: int) -> bool:
        assert node.word is not None
        return self._forms.means(Reading(words, at, node.word, cells))

    def _look_up(self, word: str) -> _Word | None:
        known = self._cache.get(word, _UNSEEN)
        if known is not _UNSEEN:
            return known
        if len(self._cache) >= _CACHE_LIMIT:
            self._cache.clear()
        plain = word if word.isalnum() else word.translate(_HYPHENS)
        known = self._cache[word] = self._analyse(unicodedata.normalize("NFC", plain))
        return known

    def _analyse(self, word: str) -> _Word | None:
        slots: dict[int, int] = {}
        stems, words = self._stems, self._words
        for base in self._forms.bases(word.lower()):
            for cut in self._lengths.get(base[:_PREFIX], _SHORT):
                entries = stems.get(base[:cut])
                if entries is None:
                    continue
                ending = base[cut:]
                for inflection, slot in entries:
                    cells = inflection.endings.get(ending)
                    if cells and _capitals_fit(word, words[slot]):
                        slots[slot] = slots.get(slot, 0) | cells
        if not slots:
            return None
        starts = []
        roots = self._root.following or {}
        for slot, cells in slots.items():
            agreement = words[slot].agreement
            if agreement is not Agreement.FULL:
                shared = EVERY_CELL if agreement is Agreement.FIXED else self._forms.same_case(cells)
                slots[slot] = cells = shared
            node = roots.get(slot)
            if node is not None:
                doubtful = bool(node.terms) and self._forms.doubtful(word, words[slot])
                starts.append((node, cells, doubtful))
        return _Word(slots, starts)

    def _enter(self, number: int, term: Term) -> None:
        for pattern in (*self._forms.patterns(term), *(literal(form, term) for form in term.also)):
            if pattern:
                self._grow(pattern, number)
        if term.never:
            self._never[number] = frozenset(_plain(form) for form in term.never)

    def _grow(self, pattern: Pattern, number: int) -> None:
        node = self._root
        for word in pattern:
            slot = self._slots.get(word)
            if slot is None:
                slot = self._slots[word] = len(self._words)
                self._words.append(word)
                for inflection in word.inflections:
                    self._stems.setdefault(inflection.stem, []).append((inflection, slot))
                    length = len(inflection.stem)
                    if length >= _PREFIX:
                        lengths = self._lengths.get(inflection.stem[:_PREFIX], _SHORT)
                        if length not in lengths:
                            self._lengths[inflection.stem[:_PREFIX]] = (*lengths, length)
            if node.following is None:
                node.following = {}
            following = node.following.get(slot)
            if following is None:
                following = node.following[slot] = _Node(word=word)
            node = following
        if number not in node.terms:
            node.terms += (number,)


def _capitals_fit(word: str, wanted: PatternWord) -> bool:
    if wanted.capital is Capital.ANY:
        return True
    if wanted.capital is Capital.FIRST:
        return word[0].isupper()
    same = 0
    for here, there in zip(word.lower(), wanted.citation.lower(), strict=False):
        if here != there:
            break
        same += 1
    return word[:same] == wanted.citation[:same] and word.isupper() == wanted.citation.isupper()


def _longest(found: Iterable[_Found]) -> list[_Found]:
    """From left to right the longest span at each place, with every term that has exactly this span."""
    kept: list[_Found] = []
    start, end = -1, -1
    for hit in found:
        if hit[0] >= end:
            start, end = hit[0], hit[1]
        if (hit[0], hit[1]) == (start, end):
            kept.append(hit)
    return kept


def _outside_addresses(found: set[_Found], text: str) -> Iterable[_Found]:
    """What does not stand inside an address; a term that is the whole address stays."""
    if not found or not _ADDRESS_SIGN.search(text):
        return found
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    if not addresses:
        return found
    return [
        hit
        for hit in found
        if not any(
            start <= hit[0] and hit[1] <= end and hit[1] - hit[0] < end - start for start, end in addresses
        )
    ]


def _plain(text: str) -> str:
    return " ".join(WORD.findall(unicodedata.normalize("NFC", text).lower()))


def _is_code(token: str) -> bool:
    return len(token) > 2 and token[0] == "<"
