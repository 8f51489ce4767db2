"""Names of people and organisations in Latvian text: found by their capitals, folded from their cases to one.

Latvian writes foreign names by ear and declines them (Džo Baidens, Baidena, Baidenam), so one person stands in
many forms. A form is folded by its words' stems; the case endings are those of the six declensions in the
singular ("Latviešu valodas gramatika", 2013). Men and women of one stem (Bērziņš, Bērziņa) are kept apart where a
form tells which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from i18nflow.language.latvian import closed
from i18nflow.language.numbers.latvian import TABLE

_WORD = r"[^\W\d_]+(?:[’'][^\W\d_]+)*(?:-[^\W\d_]+)*"
_RUN = re.compile(rf"{_WORD}(?:\s(?:(?:van|von|fon|der|de|da|di|del|la|le|el|al|bin|ibn)\s)*{_WORD})*")
_PARTICLES = frozenset(
    {"van", "von", "fon", "der", "de", "da", "di", "del", "la", "le", "el", "al", "bin", "ibn"}
)
_SENTENCE_START = re.compile(r"(?:\A|[.!?…:;]\s|[\n•–—]\s?)[„“\"«(\s–—•]*\Z")
# Endings of the singular, longest first; what a stem keeps is at least two letters.
_ENDINGS = ("ajam", "ajai", "ajās", "ajā", "ais", "am", "ai", "as", "ās", "im", "ei", "es", "um", "us", "is", "š", "s", "a", "ā", "e", "ē", "u", "ū", "i", "ī", "o")  # fmt: skip
_MASCULINE = frozenset({"ajam", "ais", "am", "im", "um", "us", "is", "š", "s"})
_FEMININE = frozenset({"ajai", "ajās", "ai", "as", "ās", "ei", "es", "e", "ē"})
_HARD = str.maketrans("ļņķģčžšŗ", "lnkgczsr")
_MIN_STEM = 2
# Words that stand before a name at the start of a sentence and are no part of it.
_PLAIN_WORDS = (
    closed.PREPOSITIONS
    | closed.COORDINATORS
    | closed.SUBORDINATORS
    | closed.SUBJECTS
    | closed.OBJECTS
    | closed.COPULAS
    | closed.ADVERBS
    | closed.PARTICLES
    | frozenset(
        [
            "vakar",
            "šodien",
            "rīt",
            "parīt",
            "aizvakar",
            "tagad",
            "toreiz",
            "tad",
            "šobrīd",
            "pašlaik",
            "nesen",
            "drīz",
            "jau",
            "vēl",
            "tikai",
            "arī",
            "savukārt",
            "turklāt",
            "tāpat",
            "tādējādi",
            "pirmdien",
            "otrdien",
            "trešdien",
            "ceturtdien",
            "piektdien",
            "sestdien",
            "svētdien",
            "kopumā",
            "iepriekš",
            "vēlāk",
        ]
    )
)
_OWN_WORDS = frozenset(TABLE.months) | frozenset(TABLE.weekdays)


@dataclass(frozen=True, slots=True)
class Name:
    """An entry of the register: how a name stands in the source language and how it is to come out.

    ``source`` is the citation form, ``kind`` ``person``, ``organisation``, ``place`` or "". ``accept`` are
    other right renderings (a short form, an acronym); ``also`` source forms that folding does not reach.
    """

    source: str
    target: str
    kind: str = ""
    accept: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What looks like a name in a text: its span and its words.

    ``doubtful``: it begins a sentence, so its first word may be capital for that alone ("Runāja Ilze Liepiņa").
    """

    start: int
    end: int
    text: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a registered name stands, in whatever form."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True, slots=True)
class _Form:
    """A folded form: the stems of its words and the gender that an ending betrays ("" if none does)."""

    stems: tuple[str, ...]
    gender: str


def candidates(text: str) -> list[Candidate]:
    """Runs of capitalised words. A lone word at the start of a sentence is none: every first word is capital."""
    found: list[Candidate] = []
    for run in _RUN.finditer(text):
        found.extend(_capital_runs(run, text))
    return found


def fold(forms: Iterable[str]) -> dict[str, str]:
    """form -> one form for all that are the same name: the nominative where it was seen, else the first seen."""
    seen = list(dict.fromkeys(forms))
    groups: dict[tuple[str, ...], list[str]] = {}
    for form in seen:
        groups.setdefault(_folded(form).stems, []).append(form)
    answer: dict[str, str] = {}
    for group in groups.values():
        for members in _by_gender(group):
            told = {_folded(form).gender for form in members} - {""}
            man = told == {"m"}
            head = next((form for form in members if _is_nominative(form, man=man)), members[0])
            answer.update(dict.fromkeys(members, head))
    return answer


def trimmed(found: Sequence[Candidate]) -> list[str]:
    """The names of all candidates; a doubtful one without its first word where the rest is a name elsewhere."""
    sure = {_folded(each.text).stems for each in found if not each.doubtful}
    names: list[str] = []
    for each in found:
        _, _, rest = each.text.partition(" ")
        cut = each.doubtful and rest and _folded(each.text).stems not in sure and _folded(rest).stems in sure
        names.append(rest if cut else each.text)
    return names


def same(one: str, two: str) -> bool:
    """Whether two forms can be of one name."""
    first, second = _folded(one), _folded(two)
    return first.stems == second.stems and not (
        first.gender and second.gender and first.gender != second.gender
    )


class Register:
    """The names that come out one way, ready to be found in texts. Build it once, use it for many texts."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = tuple(names)
        self._by_stems: dict[tuple[str, ...], list[tuple[Name, str]]] = {}
        self._firsts: set[str] = set()
        self._longest = 1
        for name in names:
            for form in (name.source, *name.also):
                folded = _folded(form)
                self._by_stems.setdefault(folded.stems, []).append((name, folded.gender))
                self._longest = max(self._longest, len(folded.stems))
                self._firsts.update(folded.stems[:1])

    def find(self, text: str) -> list[Spot]:
        """The places of registered names in a source text, the longest first where several begin together."""
        if not self._by_stems:
            return []
        words = [
            word
            for word in re.finditer(_WORD, text)
            if word.group()[0].isupper() or word.group() in _PARTICLES
        ]
        spots: list[Spot] = []
        at = 0
        while at < len(words):
            spot, used = self._at(words, at, text)
            if spot is not None:
                spots.append(spot)
            at += used
        return spots

    def _at(self, words: Sequence[re.Match[str]], at: int, text: str) -> tuple[Spot | None, int]:
        if _stem(words[at].group())[0] not in self._firsts:
            return None, 1
        for length in range(min(self._longest, len(words) - at), 0, -1):
            group = words[at : at + length]
            start, end = group[0].start(), group[-1].end()
            if length > 1 and any(not text[a.end() : b.start()].isspace() for a, b in pairwise(group)):
                continue
            folded = _folded(text[start:end])
            for name, gender in self._by_stems.get(folded.stems, ()):
                if not (gender and folded.gender and gender != folded.gender):
                    return Spot(start, end, name), length
        return None, 1


def _capital_runs(run: re.Match[str], text: str) -> list[Candidate]:
    """The capitalised stretches of a run of words."""
    found: list[Candidate] = []
    group: list[re.Match[str]] = []
    for word in [*re.finditer(_WORD, run.group()), None]:
        if word is not None and (word.group()[0].isupper() or (group and word.group() in _PARTICLES)):
            group.append(word)
            continue
        while group and group[-1].group() in _PARTICLES:
            group.pop()
        first = bool(group) and _begins_sentence(text, run.start() + group[0].start())
        if first and group[0].group().lower() in _PLAIN_WORDS:
            group, first = group[1:], False  # "Vakar Džo Baidens": only the place made the first word capital
        if group:
            start, end = run.start() + group[0].start(), run.start() + group[-1].end()
            if not (len(group) == 1 and (first or group[0].group().lower() in _OWN_WORDS)):
                found.append(Candidate(start, end, text[start:end], doubtful=first))
        group = []
    return found


def _begins_sentence(text: str, start: int) -> bool:
    return bool(_SENTENCE_START.search(text[max(0, start - 6) : start] if start > 6 else text[:start]))


def _folded(form: str) -> _Form:
    words = [word.group() for word in re.finditer(_WORD, form)]
    parts = [_stem(word) for word in words]
    genders = {gender for _, gender in parts if gender}
    return _Form(tuple(stem for stem, _ in parts), genders.pop() if len(genders) == 1 else "")


def _stem(word: str) -> tuple[str, str]:
    """(stem without case ending and softening, gender that the ending betrays)."""
    low = word.lower()
    if word.isupper() and len(word) > 1:
        return low, ""  # an acronym does not decline
    for ending in _ENDINGS:
        stem = low[: -len(ending)]
        if low.endswith(ending) and len(stem) >= _MIN_STEM:
            gender = "m" if ending in _MASCULINE else "f" if ending in _FEMININE else ""
            return stem.translate(_HARD), gender
    return low.translate(_HARD), ""


def _by_gender(forms: Sequence[str]) -> list[list[str]]:
    """Split a group where its forms tell of a man and of a woman; forms that tell nothing go with the first."""
    genders = [_folded(form).gender for form in forms]
    told = [gender for gender in genders if gender]
    if len(set(told)) < 2:
        return [list(forms)]
    first = told[0]
    return [
        [form for form, gender in zip(forms, genders, strict=True) if gender in ("", first)],
        [form for form, gender in zip(forms, genders, strict=True) if gender and gender != first],
    ]


def _is_nominative(form: str, *, man: bool) -> bool:
    """Whether every word stands in the nominative or does not decline (Džo, Fransuā)."""
    ends = ("s", "š", "o", "i", "u", "ē", "ā") if man else ("a", "e", "o", "i", "u", "ē")
    *front, last = form.split()
    oblique = ("as", "es", "ās", "im", "am", "um")
    fits = all(word.endswith(ends) and not (man and word.endswith(oblique)) for word in front)
    return fits and last.endswith(("s", "š") if man else ("a", "e")) and not (man and last.endswith(oblique))
