"""Adjectives, ordinals, participles and the numerals and pronouns that decline like them."""

from __future__ import annotations

from functools import lru_cache

from i18nflow.language.inflection import Inflection
from i18nflow.language.latvian import endings as e
from i18nflow.language.latvian.lexicon import (
    ADJECTIVE_SUFFIXES,
    ADJECTIVES,
    ADJECTIVES_COMPOUNDED,
    DEFINITE_ONLY,
    NOUNS_LIKE_ADJECTIVES,
)

_IRREGULAR: dict[str, tuple[Inflection, ...]] = {
    "divi": (Inflection("div", e.TWO),),
    "divas": (Inflection("div", e.TWO),),
    "abi": (Inflection("ab", e.TWO),),
    "abas": (Inflection("ab", e.TWO),),
    "trīs": (Inflection("tr", e.THREE),),
}


@lru_cache(maxsize=65536)
def adjective(word: str, *, degrees: bool = True, pure: bool = False) -> tuple[Inflection, ...]:
    """The inflections of an adjective from its (lower-case) citation form of either gender, number, definiteness.

    ``degrees`` adds the comparative and superlative. ``pure`` keeps a definite citation form to its definite
    forms, as a substantivised adjective has (ievainotais). "" for a form that no adjective has.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("is", "usi")) and not word.endswith("ais"):
        stem = word[:-2] if word.endswith("is") else word[:-3]
        return (Inflection(stem, e.PARTICIPLE_IS), Inflection(stem, e.PARTICIPLE_US))
    stem, definite, soft = _stem(word)
    if not stem:
        return ()
    if definite and (pure or stem.endswith(DEFINITE_ONLY)):
        contracted = stem.endswith(("ēj", "āk"))
        return (Inflection(stem, e.DEFINITE_CONTRACTED if contracted else e.DEFINITE),)
    found = [
        Inflection(stem, e.INDEFINITE_SH if soft else e.INDEFINITE_S),
        Inflection(stem, e.DEFINITE_CONTRACTED if stem.endswith("ēj") else e.DEFINITE),
    ]
    if degrees and not stem.endswith("āk"):
        found.append(Inflection(stem, e.COMPARATIVE))
        found.append(Inflection("vis" + stem, e.SUPERLATIVE))
    return tuple(found)


def is_adjective(word: str) -> bool:
    """Whether the citation form says by itself that it is an adjective: a simplex, a suffix, a definite ending."""
    if word in NOUNS_LIKE_ADJECTIVES:
        return False
    plain = word[2:] if word.startswith("ne") else word
    if word in ADJECTIVES or plain in ADJECTIVES or word.endswith(ADJECTIVE_SUFFIXES):
        return True
    return word.endswith(ADJECTIVES_COMPOUNDED)


def _stem(word: str) -> tuple[str, bool, bool]:
    """Stem, whether the citation form is definite, whether its masculine nominative has -š."""
    for ending in ("ais", "ie", "ās", "ā"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            return stem, True, _soft(stem)
    if word.endswith("š"):
        return word[:-1], False, True
    if word.endswith("as"):
        return word[:-2], False, _soft(word[:-2])
    if word.endswith(("s", "a", "i")):
        stem = word[:-1]
        return stem, False, word[-1] != "s" and _soft(stem)
    return "", False, False


def _soft(stem: str) -> bool:
    """Whether a stem takes -š: after ļ and j (zaļš, slapjš, vājš), but not after -ēj (vidējs)."""
    return stem.endswith(("ļ", "j")) and not stem.endswith("ēj")
