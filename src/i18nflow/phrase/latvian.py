"""A Latvian word in any form -> the citation forms it may belong to."""

from __future__ import annotations

from functools import lru_cache

from i18nflow.language.latvian.adjectives import adjective
from i18nflow.language.latvian.citation import citation
from i18nflow.language.latvian.evidence import lemma
from i18nflow.language.latvian.nouns import noun
from i18nflow.model import Term

_NOMINATIVES = ("is", "s", "š", "us", "a", "e", "i", "as", "es")
_LONGEST_ENDING = 4
_SHORTEST_STEM = 3


@lru_cache(maxsize=1024)
def citations(text: str) -> tuple[str, ...]:
    """The citation forms that ``text`` may be a form of, the likeliest first; ``text`` itself where none is known.

    A word that the word list knows has one. Of another every declension that would give this form is taken:
    ``klastera`` may be of ``klasteris`` or ``klasters``.
    """
    known = citation(Term(source=text, target=""))
    if " " in text:
        head = text.rpartition(" ")[0]
        return (f"{head} {known}", text) if known else (text,)
    low = text.lower()
    if known or lemma(low) == low:
        return (_like(known or text, text),)
    guessed = [_like(word, text) for word in _guesses(low)]
    return tuple(dict.fromkeys((*guessed, text))) if guessed else (text,)


def _guesses(low: str) -> list[str]:
    found = []
    for cut in range(_LONGEST_ENDING + 1):
        stem = low[: len(low) - cut]
        if len(stem) < _SHORTEST_STEM:
            break
        for ending in _NOMINATIVES:
            word = stem + ending
            if any(one.cells(low) for one in noun(word)) or (
                ending == "s" and any(one.cells(low) for one in adjective(word, degrees=False))
            ):
                found.append(word)
    return found


def _like(word: str, model: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
