"""Nouns: citation form -> inflections, by declension (LVG and LG in their chapters on the noun)."""

from __future__ import annotations

from functools import lru_cache

from i18nflow.language.inflection import Inflection
from i18nflow.language.latvian import endings as e
from i18nflow.language.latvian.cells import ALL, VOC
from i18nflow.language.latvian.lexicon import (
    FIFTH_EITHER_ENDINGS,
    FIFTH_PLAIN,
    FIFTH_PLAIN_ENDINGS,
    FIFTH_SOFT_ENDINGS,
    MASCULINE_A,
    MASCULINE_E,
    SECOND_IN_S,
    SECOND_PLAIN,
    SECOND_PLAIN_ENDINGS,
    SIXTH,
    SIXTH_COMPOUNDED,
    SIXTH_EITHER,
    SIXTH_MASCULINE,
    SIXTH_PLAIN,
    SIXTH_PLURAL,
)
from i18nflow.language.latvian.sounds import palatalized, syllables

INDECLINABLE = 0
_PERSON_ENDINGS = (
    "tājs",
    "ējs",
    "nieks",
    "ists",
    "ānis",
    "ietis",
    "iņš",
    "iņa",
    "tāja",
    "niece",
    "iete",
    "mīte",
)
_SECOND_IN_S = ("akmens", "asmens", "rudens", "ūdens", "zibens", "mēness", "sāls", "suns")
_NO_SURNAME = ("ija", "ība", "šana", "zeme", "ande", "pole")
_WHOLE = {"": ALL}
_VOCATIVE = {"": VOC | VOC << 12}


def compound_of(word: str, words: frozenset[str], ends: tuple[str, ...] = ()) -> bool:
    """Whether ``word`` is one of ``words``, or a compound with a first part that ends in one of ``ends``."""
    if word in words:
        return True
    return len(word) > 5 and word.endswith(ends)


@lru_cache(maxsize=65536)
def declensions(word: str) -> tuple[int, ...]:
    """The declensions that the lower-case citation form ``word`` can belong to; 0 = indeclinable.

    A plural citation form answers with the declensions of its plural.
    """
    last, two = word[-1:], word[-2:]
    if two == "us":
        return (3,)
    if two == "is":
        return (6,) if compound_of(word, SIXTH_PLURAL, ("durvis", "asinis")) else (2,)
    if last == "s":
        return _in_s(word, two)
    if last == "š":
        return (1,)
    if last == "a":
        return (4,)
    if last == "e":
        return (5,)
    if last == "i" and len(word) > 2:
        return (1,)
    return (INDECLINABLE,)


@lru_cache(maxsize=65536)
def noun(
    word: str, declension: int | None = None, gender: str = "", *, name: bool = False
) -> tuple[Inflection, ...]:
    """The inflections of a noun in its (lower-case) citation form, singular or plural.

    ``declension`` 1 to 6 or 0 (indeclinable) and ``gender`` ``m`` or ``f`` override what the form suggests;
    ``name`` says that it is a proper name, whose bearer may be a man (Silava, Silavam).
    """
    found: list[Inflection] = []
    for number in declensions(word) if declension is None else (declension,):
        found += _DECLINE[number](word, gender, name)
    if name or word.endswith(_PERSON_ENDINGS):
        found += _vocative(word)
    return tuple(found)


def _in_s(word: str, two: str) -> tuple[int, ...]:
    if word.endswith(_SECOND_IN_S):
        return (2,)
    if compound_of(word, SIXTH, SIXTH_COMPOUNDED):
        return (6,)
    if word.endswith("šanās"):
        return (4,)
    if two == "as":
        return (4,)
    if two == "es":
        return (5,)
    if two in ("ās", "ēs", "īs", "os", "ūs"):
        return (INDECLINABLE,)
    return (1,)


def _first(word: str, _gender: str, _name: bool) -> list[Inflection]:  # noqa: FBT001 (one signature for all)
    stem = word[:-1]
    if word.endswith("i"):
        return [Inflection(stem, e.FIRST_PLURAL)]
    if word.endswith("š"):
        if word in ("karš", "teļš"):
            return [Inflection("kar" if word == "karš" else "teļ", e.FIRST_SH)]
        return [Inflection(stem, e.FIRST_SH)]
    return [Inflection(stem, e.FIRST_S)]


def _second(word: str, _gender: str, name: bool) -> list[Inflection]:  # noqa: FBT001
    if word.endswith("i"):
        return [Inflection(word[:-1], e.FIRST_PLURAL)]
    for citation, soft in SECOND_IN_S.items():
        if word.endswith(citation):
            stem = word[: -len(citation)]
            return [
                Inflection(word[:-1], e.SECOND_SUNS if citation == "suns" else e.SECOND_IN_S),
                Inflection(stem + soft, e.SECOND_SOFT if citation == "suns" else e.SECOND_IN_S_SOFT),
            ]
    stem = word[:-2]
    stems = {stem} if _second_plain(word, name) else {palatalized(stem)}
    if word.endswith(SECOND_PLAIN_ENDINGS) and not word.endswith(("skis", "ckis")):
        stems.add(palatalized(stem))
    return [Inflection(stem, e.SECOND), *(Inflection(soft, e.SECOND_SOFT) for soft in sorted(stems))]


def _second_plain(word: str, name: bool) -> bool:  # noqa: FBT001
    """Two-syllable names in -tis and -dis keep their consonant: Guntis, Gunta; Valdis, Valda."""
    if word in SECOND_PLAIN or word.endswith(SECOND_PLAIN_ENDINGS):
        return True
    return name and word.endswith(("tis", "dis")) and syllables(word) == 2


def _third(word: str, _gender: str, _name: bool) -> list[Inflection]:  # noqa: FBT001
    if word.endswith("i"):
        return [Inflection(word[:-1], e.FIRST_PLURAL)]
    return [Inflection(word[:-2], e.THIRD)]


def _fourth(word: str, gender: str, name: bool) -> list[Inflection]:  # noqa: FBT001
    if word.endswith("šanās"):
        return [Inflection(word[:-2], e.REFLEXIVE)]
    if word.endswith("as"):
        return [Inflection(word[:-2], e.FOURTH_PLURAL)]
    masculine = gender == "m" or (not gender and compound_of(word, MASCULINE_A, ("puika",)))
    found = [Inflection(word[:-1], e.FOURTH_MASCULINE if masculine else e.FOURTH)]
    if name and not gender and not word.endswith(_NO_SURNAME):
        found.append(Inflection(word[:-1], e.FOURTH_MASCULINE))
    return found


def _fifth(word: str, gender: str, name: bool) -> list[Inflection]:  # noqa: FBT001
    masculine = gender == "m" or (not gender and word in MASCULINE_E)
    if word.endswith("es"):
        stem = word[:-2]
        found = [Inflection(stem, e.FIFTH_PLURAL)]
    else:
        stem = word[:-1]
        found = [Inflection(stem, e.FIFTH_MASCULINE if masculine else e.FIFTH)]
        if name and not gender and not word.endswith(_NO_SURNAME):
            found.append(Inflection(stem, e.FIFTH_MASCULINE))
    citation = stem + "e"
    genitive = e.GENITIVE_PLURAL_MASCULINE if masculine else e.GENITIVE_PLURAL
    soft = citation.endswith(FIFTH_SOFT_ENDINGS)
    plain = compound_of(citation, FIFTH_PLAIN, ("gāze", "kase")) or (
        citation.endswith(FIFTH_PLAIN_ENDINGS) and not soft
    )
    if not plain:
        found.append(Inflection(palatalized(stem), genitive))
    if plain or (citation.endswith(FIFTH_EITHER_ENDINGS) and not soft):
        found.append(Inflection(stem, genitive))
    return found


def _sixth(word: str, gender: str, _name: bool) -> list[Inflection]:  # noqa: FBT001
    whole_plural = word.endswith("is")
    stem = word[:-2] if whole_plural else word[:-1]
    masculine = gender == "m" or word in SIXTH_MASCULINE
    if masculine:
        table = e.SIXTH_MASCULINE_PLURAL if whole_plural else e.SIXTH_MASCULINE
    else:
        table = e.SIXTH_PLURAL if whole_plural else e.SIXTH
    genitive = e.GENITIVE_PLURAL_MASCULINE if masculine else e.GENITIVE_PLURAL
    found = [Inflection(stem, table)]
    plain = compound_of(stem + "s", SIXTH_PLAIN, ("valsts", "acs", "auss", "balss"))
    if not plain:
        found.append(Inflection(palatalized(stem), genitive))
    if plain or stem + "s" in SIXTH_EITHER:
        found.append(Inflection(stem, genitive))
    return found


def _indeclinable(word: str, _gender: str, _name: bool) -> list[Inflection]:  # noqa: FBT001
    return [Inflection(word, _WHOLE)]


def _vocative(word: str) -> list[Inflection]:
    """The short vocative of names, diminutives and nouns of agents: Jān, māmiņ, skolotāj."""
    stem = word[:-2] if word.endswith(("is", "us")) else word[:-1]
    if (word[-1:] not in "sš" and not word.endswith("iņa")) or len(stem) < 3 or syllables(stem) < 1:
        return []
    return [Inflection(stem, _VOCATIVE)]


_DECLINE = (_indeclinable, _first, _second, _third, _fourth, _fifth, _sixth)
