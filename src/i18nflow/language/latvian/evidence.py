"""What a word list knows of a word's class: simplemma's table of forms, asked about forms that only one class has.

The table gives one lemma for a form and no word class. The class follows from the lemma's shape (an infinitive
ends in -t or -ties) and from other forms: a word with the definite form of an adjective is an adjective.
"""

from __future__ import annotations

from functools import lru_cache

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from i18nflow.language.latvian.adjectives import is_adjective
from i18nflow.language.latvian.nouns import noun

_DEFINITE = ("ais", "ajā", "ajam", "ajiem", "ajos", "ajām")
# Verb stems by what stands before the -t of the infinitive: ā, ē, ī, o, or nothing (the conjugations); -ties the same.
_CLASSES = {"ā": 1, "ē": 2, "ī": 4, "o": 8}
_BARE, _REFLEXIVE = 16, 32
# Finite endings by their last letter, and the classes of stem that they can belong to.
_FINITE = {
    "a": (("a", 4 | _BARE),),
    "ā": (("ā", 1),),
    "ē": (("ē", 2),),
    "o": (("o", 8),),
    "u": (("u", 1 | 2 | 4 | _BARE),),
    "i": (("i", 1 | 2 | 4 | _BARE),),
    "m": (("am", 1 | 2 | 4 | _BARE), ("", 1 | 2 | _BARE)),
    "s": (("s", _BARE), ("as", _REFLEXIVE), ("ās", _REFLEXIVE), ("", 1 | 2 | _BARE)),
}
_NO_ENDING = (("", 1 | 2 | _BARE),)


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    raw = DefaultDictionaryFactory().get_dictionary("lv")
    return {_text(form): _text(lemma) for form, lemma in raw.items()}


@lru_cache(maxsize=1)
def _infinitives() -> frozenset[str]:
    return frozenset(word for word in _table().values() if word.endswith(("t", "ties")))


@lru_cache(maxsize=1)
def _verb_stems() -> dict[str, int]:
    """Stems of the infinitives with their classes."""
    stems: dict[str, int] = {}
    for word in _infinitives():
        reflexive = word.endswith("ties")
        stem = word[:-4] if reflexive else word[:-1]
        bare = _REFLEXIVE if reflexive else _BARE
        stems[stem] = stems.get(stem, 0) | bare
        kind = _CLASSES.get(stem[-1:])
        if kind:
            stems[stem[:-1]] = stems.get(stem[:-1], 0) | (_REFLEXIVE if reflexive else kind)
    return stems


def _text(value: str | bytes) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else value


def load() -> None:
    """Read the table now (a third of a second) rather than at the first question."""
    _verb_stems()


def lemma(word: str) -> str:
    """The lemma that the table gives for a form, "" where it has none."""
    return _table().get(word, "")


def has_verb_lemma(word: str) -> bool:
    """Whether the table takes a form for a verb's."""
    return lemma(word) in _infinitives()


@lru_cache(maxsize=65536)
def may_be_verb(word: str) -> bool:
    """Whether a lower-case word may be a finite verb: its lemma is one, or its ending fits a known stem."""
    if "šan" in word[-6:]:
        return False
    stems = _verb_stems()
    for ending, classes in _FINITE.get(word[-1:], _NO_ENDING):
        if word.endswith(ending) and stems.get(word[: len(word) - len(ending)], 0) & classes:
            return True
    return has_verb_lemma(word)


@lru_cache(maxsize=65536)
def known_adjective(word: str) -> bool:
    """Whether the table knows a definite form of the word as an adjective's; -a and -as may be its feminine."""
    stem = word[:-2] if word.endswith("as") else word[:-1]
    citations = (word,) if word.endswith(("s", "š")) and word[-2:] != "as" else (stem + "s", stem + "š")
    return any(lemma(stem + ending) in citations for ending in _DEFINITE)


@lru_cache(maxsize=65536)
def is_adjective_form(word: str) -> bool:
    """Whether a lower-case form is an adjective's, by its lemma or its definite ending."""
    base = lemma(word)
    if base.endswith("ais"):
        return True
    if base.endswith(("s", "š")) and (is_adjective(base) or known_adjective(base)):
        return True
    return not base and word.endswith(("ajā", "ajam", "ajai", "ajiem", "ajām", "ajos", "ajās", "ais"))


@lru_cache(maxsize=65536)
def is_noun_form(word: str) -> bool:
    """Whether a lower-case form is a noun's: the lemma declines as a noun and its paradigm has the form."""
    base = lemma(word)
    if not base or is_adjective_form(word) or base in _infinitives():
        return False
    return _has_form(base, word)


@lru_cache(maxsize=65536)
def other_noun(word: str, citation: str) -> bool:
    """Whether the table takes the form for another noun than ``citation``, and not for its twin.

    A man's and a woman's noun share forms (pacientu); the man's is the common one, so a woman's noun is
    found in its own forms only.
    """
    base = lemma(word)
    if base in ("", citation, word) or word == citation or base in _infinitives():
        return False
    if _has_form(citation, base) or base.endswith("ais") or not _has_form(base, word):
        return False
    return not (
        citation.endswith("s") and base.endswith(("a", "e")) and base[:-1] == citation[: len(base) - 1]
    )


def _has_form(citation: str, form: str) -> bool:
    return any(inflection.cells(form) for inflection in noun(citation))
