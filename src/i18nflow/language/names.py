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

from i18nflow.language.latvian import closed
from i18nflow.language.latvian.evidence import has_verb_lemma, lemma
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
            "paldies",
            "lūdzu",
            "labdien",
            "sveiki",
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
BODIES = (
    "universitāt", "augstskol", "akadēmij", "institūt", "ministrij", "dienest", "pārvald", "aģentūr", "inspekcij",
    "komisij", "komitej", "padom", "banka", "banku", "bankā", "bankai", "bankas", "partij", "apvienīb", "savienīb", "biedrīb",
    "asociācij", "federācij", "konfederācij", "fond", "centr", "muzej", "teātr", "biroj", "prokuratūr", "tiesa", "tiesā", "tiesu",
    "tiesai", "slimnīc", "koledž", "ģimnāzij", "vidusskol", "bibliotēk", "arhīv", "orķestr", "uzņēmum", "koncern",
    "sabiedrīb", "organizācij", "policij", "kancelej", "departament", "kamera", "kameras", "kamerai", "kamerā", "valde", "dome", "domes",
    "domei", "domē", "saeim", "parlament", "parlamentā", "klub", "arodbiedrīb", "fakultāt",
)  # fmt: skip
"""Beginnings (and short whole forms) of the words that name a body: Valsts ieņēmumu dienests."""

_OWN_WORDS = frozenset(TABLE.months) | frozenset(TABLE.weekdays)


_CASES = "as|es|u|a|ās|ā|ais|ajai|ajā|ajam"
_NOT_INSIDE = "|".join(sorted(closed.PREPOSITIONS))
_INNER = rf"(?!(?:{_NOT_INSIDE})\s)(?:un\s)?[^\W\d_]+(?:{_CASES}|o|s)"
_BODY = re.compile(
    rf"(?<!\w)(?:Valsts|[A-ZĀČĒĢĪĶĻŅŠŪŽ][^\W\d_]+(?:{_CASES}))(?:\s{_INNER}){{0,4}}?\s(?:{'|'.join(BODIES)})[^\W\d_]*"
)


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


def bodies(text: str) -> list[Candidate]:
    """Names of bodies: a capital, then at most five words, the last of which says what body it is.

    Latvian gives only the first word a capital (Valsts ieņēmumu dienests), so capitals alone do not find them.
    """
    return [
        Candidate(found.start(), found.end(), found.group(), doubtful=False)
        for found in _BODY.finditer(text)
        if found.group().split()[0].lower() not in _PLAIN_WORDS
    ]


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


def name_key(form: str) -> str:
    """What all cases of a name have in common: the stems of its words."""
    return " ".join(_folded(form).stems)


def without_first_word(found: Candidate) -> str:
    """A candidate's name: without the first word where only its place made it capital (Runāja Ilze Liepiņa).

    A doubtful first word is cut off where a name of two words is left, or where the word list knows it as a verb.
    """
    _, _, rest = found.text.partition(" ")
    if not found.doubtful or not rest:
        return found.text
    first = found.text.split()[0].lower()
    cut = (" " in rest and bool(lemma(first))) or has_verb_lemma(first)
    return rest if cut else found.text


def same(one: str, two: str) -> bool:
    """Whether two forms can be of one name."""
    first, second = _folded(one), _folded(two)
    return first.stems == second.stems and not (
        first.gender and second.gender and first.gender != second.gender
    )


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
