"""Which languages' words are found in their forms, and how: the registry that the glossary asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

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
from i18nflow.language.latvian.forms import LatvianForms
from i18nflow.language.tags import base
from i18nflow.model import Term

_WORD = re.compile(r"\w+|[^\w\s]")
_WHOLE = {"": EVERY_CELL}


@lru_cache(maxsize=32)
def forms_for(lang: str) -> Forms:
    """How terms of ``lang`` are found: Latvian by paradigm, else simplemma's table, else exactly as written."""
    language = base(lang)
    if language == "lv":
        return LatvianForms()
    if language in SUPPORTED_LANGUAGES:
        return LemmaForms(language)
    return ExactForms()


def method(lang: str) -> str:
    """In a few words, how terms of ``lang`` are found; a notice for the user."""
    return forms_for(lang).method


class ExactForms:
    """Terms as written, whatever the capitals."""

    method = "exactly as written"

    def patterns(self, term: Term) -> tuple[Pattern, ...]:
        """One pattern: the words of the source."""
        words = _WORD.findall(term.source)
        return (tuple(self._word(word, term) for word in words),) if words else ()

    def bases(self, word: str) -> tuple[str, ...]:
        """The word itself."""
        return (word,)

    def citation(self, term: Term) -> str:
        """Unknown."""
        return ""

    def same_case(self, cells: int) -> int:
        """The same: there are no cases."""
        return cells

    def doubtful(self, word: str, pattern: PatternWord) -> bool:
        """Never: there are no homographs to tell apart."""
        return False

    def means(self, reading: Reading) -> bool:
        """Always."""
        return True

    def _word(self, word: str, term: Term) -> PatternWord:
        exact = term.case == "exact" or (len(word) > 1 and word[1:] != word[1:].lower())
        capital = Capital.EXACT if exact else Capital.FIRST if word[:1].isupper() else Capital.ANY
        return PatternWord(word, self._inflections(word, exact=exact), Agreement.FIXED, capital)

    def _inflections(self, word: str, *, exact: bool) -> tuple[Inflection, ...]:
        return (Inflection(word.lower(), _WHOLE),)


class LemmaForms(ExactForms):
    """Terms by the lemma that simplemma's table gives for each word."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.method = "by simplemma's table of forms"

    def bases(self, word: str) -> tuple[str, ...]:
        """The word itself and its lemma."""
        lemma = self._lemma(word)
        return (word,) if lemma == word else (word, lemma)

    def _lemma(self, word: str) -> str:
        lemmatize: Callable[..., str] = simplemma.lemmatize
        return lemmatize(word, lang=self._language).lower()

    def _inflections(self, word: str, *, exact: bool) -> tuple[Inflection, ...]:
        found = (Inflection(word.lower(), _WHOLE),)
        lemma = word.lower() if exact else self._lemma(word.lower())
        return found if lemma == word.lower() else (*found, Inflection(lemma, _WHOLE))
