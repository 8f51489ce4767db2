"""Telling homographs apart by the words around them: noun or verb, adjective or adverb, common noun or name.

Nothing here knows a word of its own; it asks the closed classes, the endings and the word list (evidence), and weighs
the neighbours as a school grammar's parsing does: a preposition's case, an adjective that agrees, a subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from i18nflow.language.inflection import Capital, PatternWord, Reading
from i18nflow.language.latvian.cells import ACC, DAT, GEN, GENITIVES, LOC, NOM, NOMINATIVES
from i18nflow.language.latvian.closed import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    COPULAS,
    DEGREES,
    DETERMINERS,
    OBJECTS,
    PARTICLES,
    PLURAL_SUBJECTS,
    PREPOSITION_CASES,
    SUBJECTS,
    SUBORDINATORS,
)
from i18nflow.language.latvian.evidence import (
    has_verb_lemma,
    is_adjective_form,
    is_noun_form,
    lemma,
    may_be_verb,
    other_noun,
)

_NOM_PL_M = NOM << 6
_OPENING = frozenset("„“\"«»”'‘’([{-–—•*/:;.!?…")


def doubtful(word: str, pattern: PatternWord) -> bool:
    """Whether a word as a form of ``pattern`` may be a homograph, so that its neighbours must be asked."""
    if pattern.word_class in ("also", "name", "") or pattern.capital is Capital.EXACT:
        return False
    if word[0].isupper() and pattern.capital is Capital.ANY:
        return True
    low = word.lower()
    if low in ADVERBS or may_be_verb(low):
        return True
    if pattern.word_class == "adj":
        return low.endswith(("i", "o", "āk"))
    return other_noun(low, pattern.citation.lower()) or lemma(low) == low != pattern.citation.lower()


def means(reading: Reading) -> bool:
    """Whether the word is the term where it stands."""
    word = reading.words[reading.at]
    low = word.lower()
    if word[0].isupper() and reading.word.capital is Capital.ANY and _in_personal_name(reading):
        return False
    if reading.word.word_class == "adj":
        return _adjective(reading, low)
    return _noun(reading, low)


def _adjective(reading: Reading, low: str) -> bool:
    if low in ADVERBS and not low.endswith("i"):
        return _agrees_with_next(reading)
    if low.endswith("āki") and low != "vecāki":
        return True
    if low.endswith("i") and reading.cells & _NOM_PL_M:
        return _plural_adjective(reading, adverb=low in ADVERBS or lemma(low) == low)
    if may_be_verb(low) and low != reading.word.citation.lower():
        before = reading.words[reading.at - 1].lower() if reading.at else ""
        return before in DEGREES or _agrees_with_next(reading) or _verb_score(reading) <= 0
    return True


def _plural_adjective(reading: Reading, *, adverb: bool) -> bool:
    """Whether X-i is a masculine plural (lieli koki; koki ir lieli) rather than the adverb."""
    words, at = reading.words, reading.at
    if _noun_follows(words, at + 1):
        return True
    before = words[at - 1].lower() if at else ""
    if not adverb and before.endswith("i") and is_noun_form(before):
        return True
    return _plural_predicate(words, at, adverb=adverb)


def _noun_follows(words: Sequence[str], at: int) -> bool:
    """Whether adjectives in -i and conjunctions lead to a noun in the nominative plural masculine."""
    for word in words[at : at + 6]:
        low = word.lower()
        if low in CONJUNCTIONS or low in (",", "bet") or low in DEGREES:
            continue
        if not low.endswith(("i", "ie")) or low in ADVERBS or (lemma(low) == low and not is_noun_form(low)):
            return False
        if is_noun_form(low) or not is_adjective_form(low):
            return not may_be_verb(low) or is_noun_form(low)
    return False


def _plural_predicate(words: Sequence[str], at: int, *, adverb: bool) -> bool:
    """Whether a linking verb with a plural subject stands before in the clause."""
    linked = False
    for back in range(at - 1, max(-1, at - 9), -1):
        low = words[back].lower()
        if low in COPULAS or low.endswith(("siet", "sim")):
            linked = True
            if low in ("esam", "esat", "neesam", "neesat", "bijām", "būsim", "būsiet") or low.endswith(
                "siet"
            ):
                return True
        elif linked and (low in PLURAL_SUBJECTS or (low.endswith("i") and is_noun_form(low))):
            return True
        elif (
            not linked
            and low not in DEGREES
            and low not in CONJUNCTIONS
            and (adverb or not low.endswith("i"))
        ):
            if back < at - 3:
                return False
        elif not low[0].isalpha() and low != ",":
            return False
    return False


def _agrees_with_next(reading: Reading) -> bool:
    """Whether a noun that agrees follows, adjectives and genitives between them allowed."""
    words = reading.words
    for place in range(reading.at + 1, min(len(words), reading.at + 4)):
        low = words[place].lower()
        if not low[0].isalpha():
            return False
        if nominal_cells(low) & reading.cells and low not in ADVERBS and low not in PREPOSITION_CASES:
            return True
        if not low.endswith(("as", "es", "u", "a", "us", "o", "ā")):
            return False
    return False


def _noun(reading: Reading, low: str) -> bool:
    citation = reading.word.citation.lower()
    if low in ADVERBS:
        return _noun_score(reading) > 0
    if low != citation and other_noun(low, citation):
        return False
    if may_be_verb(low):
        prior = 1 if citation in (low, lemma(low)) else -(has_verb_lemma(low) and not low.endswith("os"))
        return prior + _noun_score(reading) - _verb_score(reading) >= 0
    return True


def _noun_score(reading: Reading) -> int:
    """How much the words before speak for a noun: a preposition's case, an agreeing modifier, a genitive."""
    score = 0
    if reading.cells & GENITIVES and reading.at + 1 < len(reading.words):
        after = reading.words[reading.at + 1].lower()
        if is_noun_form(after) and not may_be_verb(after):
            score = 2 if nominal_cells(after) & NOMINATIVES and not after.endswith("i") else 1
    return max(score, _modifier_score(reading)) if reading.at else score


def _modifier_score(reading: Reading) -> int:
    low = reading.words[reading.at - 1].lower()
    governed = PREPOSITION_CASES.get(low)
    if governed is not None:
        return 3 if governed & reading.cells else 0
    if low in DETERMINERS and (
        nominal_cells(low) & reading.cells or low in ("mūsu", "jūsu", "viņu", "viņa", "šī")
    ):
        return 2
    if is_adjective_form(low) and nominal_cells(low) & reading.cells:
        return 2
    return 1 if low.endswith(("as", "es", "u")) and is_noun_form(low) and low not in OBJECTS else 0


def _verb_score(reading: Reading) -> int:
    """How much the neighbours speak for a finite verb: a subject, a conjunction, a clause that it governs."""
    words, at = reading.words, reading.at
    low = words[at].lower()
    before = _before_particles(words, at)
    after = words[at + 1].lower() if at + 1 < len(words) else ""
    beyond = words[at + 2].lower() if at + 2 < len(words) else ""
    score = 0
    if low in AUXILIARIES:
        score += 2
    if before in SUBJECTS:
        first = starts_sentence(words, at - 1) or words[at - 2] == ","
        score += (4 if first else 2) * _person_fits(before, low)
    elif before in SUBORDINATORS:
        score += 2
    elif before in OBJECTS or before == "nevis":
        score += 1 + (before in DETERMINERS and not nominal_cells(before) & reading.cells)
    elif (
        before
        and is_noun_form(before)
        and nominal_cells(before) & NOMINATIVES
        and not before.endswith(("as", "es", "u"))
    ):
        score += 1
    if after in ("ka", "ko", "lai", "vai") or (
        after == "," and beyond in ("ka", "ko", "lai", "kā", "vai", "cik")
    ):
        score += 2
    elif after in OBJECTS or after == ":":
        score += 1
    if before in (",", "”", '"', "»", "“") and after and words[at + 1][0].isalpha():
        score += 1 + words[at + 1][0].isupper()
    return score


def _before_particles(words: Sequence[str], at: int) -> str:
    """The word before ``words[at]``, particles and adverbs passed over."""
    for place in range(at - 1, max(-1, at - 4), -1):
        low = words[place].lower()
        if low not in PARTICLES and low not in ADVERBS:
            return low
    return ""


def _person_fits(subject: str, verb: str) -> bool:
    """Whether a verb form by its ending can be of the subject's person: -u with es, -i with tu."""
    if verb.endswith("u"):
        return subject == "es"
    if verb.endswith("i"):
        return subject == "tu"
    return subject not in ("es", "tu") or verb.endswith(("ā", "ē", "o"))


def _in_personal_name(reading: Reading) -> bool:
    """Whether a capitalised neighbour agrees in case as first name and surname do (Māri Putniņu)."""
    words, at = reading.words, reading.at
    for place in (at - 1, at + 1):
        if 0 <= place < len(words):
            word = words[place]
            if (
                word[0].isupper()
                and len(word) > 2
                and not word.isupper()
                and not starts_sentence(words, min(at, place))
            ):
                if word.lower().endswith(("as", "es", "ā", "ais", "u")) and not words[at].endswith("u"):
                    continue
                if not is_noun_form(word.lower()) and nominal_cells(word.lower()) & reading.cells:
                    return True
    return False


def starts_sentence(words: Sequence[str], at: int) -> bool:
    """Whether a sentence, a title in quotes or a list item may begin at ``words[at]``."""
    return at == 0 or words[at - 1] in _OPENING


_ENDINGS = (
    ("ajiem", DAT << 6),
    ("ajām", DAT << 18),
    ("ajos", LOC << 6),
    ("ajās", LOC << 18),
    ("ajam", DAT),
    ("ajai", DAT << 12),
    ("ajā", LOC | LOC << 12),
    ("iem", DAT << 6),
    ("ām", DAT << 18),
    ("ēm", DAT << 18),
    ("īm", DAT << 18),
    ("ais", NOM),
    ("am", DAT | DAT << 12),
    ("im", DAT),
    ("um", DAT),
    ("em", DAT),
    ("ai", DAT << 12),
    ("ei", DAT << 12),
    ("ij", DAT << 12),
    ("ie", NOM << 6),
    ("as", GEN << 12 | NOM << 18 | ACC << 18),
    ("es", GEN << 12 | NOM << 18 | ACC << 18),
    ("is", NOM | NOM << 18 | ACC << 18),
    ("us", NOM | GEN | ACC << 6),
    ("os", LOC << 6 | ACC << 6),
    ("ās", LOC << 18 | GEN << 12 | NOM << 18 | ACC << 18),
    ("ēs", LOC << 18),
    ("īs", LOC << 18),
    ("s", NOM | NOM << 12 | GEN << 12),
    ("š", NOM),
    ("a", GEN | NOM << 12),
    ("e", NOM << 12),
    ("ā", LOC | LOC << 12 | NOM << 12 | GEN),
    ("ē", LOC << 12),
    ("ī", LOC | LOC << 12),
    ("ū", LOC),
    ("u", ACC | GEN << 6 | ACC << 12 | GEN << 18),
    ("o", ACC | GEN << 6 | ACC << 12 | GEN << 18),
    ("i", NOM << 6 | ACC | ACC << 12),
)


@lru_cache(maxsize=65536)
def nominal_cells(word: str) -> int:
    """The cells that a lower-case word can stand for by its ending, were it a noun or an adjective."""
    for ending, mask in _ENDINGS:
        if word.endswith(ending):
            return mask
    return 0
