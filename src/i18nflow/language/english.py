"""English nouns as a term's rendering has them: plural from singular and back (Quirk et al. 1985, 5.73-5.103)."""

from __future__ import annotations

import re

_IRREGULAR = {
    "analysis": "analyses",
    "axis": "axes",
    "basis": "bases",
    "child": "children",
    "crisis": "crises",
    "criterion": "criteria",
    "datum": "data",
    "foot": "feet",
    "forum": "forums",
    "goose": "geese",
    "hypothesis": "hypotheses",
    "half": "halves",
    "index": "indices",
    "knife": "knives",
    "leaf": "leaves",
    "life": "lives",
    "man": "men",
    "matrix": "matrices",
    "medium": "media",
    "mouse": "mice",
    "parenthesis": "parentheses",
    "person": "people",
    "phenomenon": "phenomena",
    "self": "selves",
    "shelf": "shelves",
    "stimulus": "stimuli",
    "thesis": "theses",
    "thief": "thieves",
    "tooth": "teeth",
    "wife": "wives",
    "wolf": "wolves",
    "woman": "women",
}
_SINGULAR = {plural: singular for singular, plural in _IRREGULAR.items()}
# These nouns have -s in the singular, or no plural.
_UNCHANGED = frozenset(
    ["series", "species", "means", "news", "economics", "electronics", "logistics", "physics", "statistics"]
)
_HISSING = ("s", "x", "z", "ch", "sh")
_O_ES = frozenset(["echo", "hero", "potato", "tomato", "veto", "embargo", "torpedo"])


def last_word_forms(word: str) -> tuple[str, ...]:
    """The word as given, then its other number: ``cluster`` → ``clusters``; ``studies`` → ``study``.

    Compounds with a suffix of an irregular noun follow it (``chairman``, ``chairmen``). Capitals are kept.
    """
    low = word.lower()
    if low in _UNCHANGED or not low.isalpha():
        return (word,) if not _hyphenated(low) else _of_compound(word)
    other = singular(low) if low in _SINGULAR or _looks_plural(low) else plural(low)
    if other == low:
        return (word,)
    return (word, _with_capitals(other, word))


def plural(word: str) -> str:
    """The plural of a lower-case singular noun."""
    for end, form in _IRREGULAR.items():
        if word == end or (
            len(end) > 2 and end in ("man", "woman", "child", "person") and word.endswith(end)
        ):
            return word[: -len(end)] + form
    if word.endswith(_HISSING) or word in _O_ES:
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    return word + "s"


def singular(word: str) -> str:
    """The singular of a lower-case plural noun."""
    if word in _SINGULAR:
        return _SINGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")) or word[:-2] in _O_ES:
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    """Whether a noun is plural by its form; nouns that have one form (``series``, ``news``) count as singular."""
    low = word.lower().rpartition("-")[2]
    return low not in _UNCHANGED and (low in _SINGULAR or _looks_plural(low))


def in_number_of(model: str, phrase: str) -> str:
    """``phrase`` in the number of ``model``: ``delivery chains``, ``supply chain`` → ``supply chains``.

    A phrase that is plural where the model is singular stays: it may have no singular (``premises``).
    """
    last, new = re.split(r"[\s-]", model)[-1], re.split(r"[\s-]", phrase)[-1]
    if not is_plural(last) or is_plural(new):
        return phrase
    other = next((form for form in last_word_forms(new) if form != new), new)
    return phrase[: len(phrase) - len(new)] + other


def _looks_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "as")) and len(word) > 3


def _hyphenated(word: str) -> bool:
    return "-" in word and word.rpartition("-")[2].isalpha()


def _of_compound(word: str) -> tuple[str, ...]:
    start, hyphen, last = word.rpartition("-")
    return tuple(start + hyphen + form for form in last_word_forms(last))


def _with_capitals(form: str, model: str) -> str:
    if len(model) > 1 and model.isupper():
        return form.upper() if len(model) > 5 else model + form[len(model) :]
    return form[:1].upper() + form[1:] if model[:1].isupper() else form
