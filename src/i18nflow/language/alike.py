"""Whether two words are forms of one word, as a search asks: by endings in Latvian, by lemma elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from i18nflow.language import english
from i18nflow.language.latvian import alike as latvian
from i18nflow.language.tags import base


class Alike(Protocol):
    """What a search asks of a language; words come in lower case."""

    def alike(self, one: str, two: str) -> bool:
        """Whether the words can be forms of one word."""
        ...

    def prefixes(self, word: str) -> tuple[str, ...]:
        """Beginnings one of which every form of the word has: what an index of words is asked for."""
        ...


class _Latvian:
    def alike(self, one: str, two: str) -> bool:
        return latvian.alike(one, two)

    def prefixes(self, word: str) -> tuple[str, ...]:
        return latvian.prefixes(word)


class _Lemmas:
    """The same lemma in simplemma's table; English words that are not in it by their number."""

    def __init__(self, language: str) -> None:
        self._language = language

    def alike(self, one: str, two: str) -> bool:
        return bool(self._bases(one) & self._bases(two))

    def prefixes(self, word: str) -> tuple[str, ...]:
        # The last letter of a lemma often changes: study, studies; close, closing.
        found = {each[:-1] if len(each) > 4 else each for each in self._bases(word)}
        return tuple(
            sorted(one for one in found if not any(one != two and one.startswith(two) for two in found))
        )

    @lru_cache(maxsize=65536)  # noqa: B019 (one object per language, kept for good)
    def _bases(self, word: str) -> frozenset[str]:
        if self._language not in SUPPORTED_LANGUAGES:
            return frozenset([word])
        lemmatize: Callable[..., str] = simplemma.lemmatize
        known: Callable[..., bool] = simplemma.is_known
        found = {word, lemmatize(word, lang=self._language).lower()}
        if self._language == "en" and not known(word, lang="en"):
            found.update(english.last_word_forms(word))
        return frozenset(found)


@lru_cache(maxsize=32)
def alike_for(lang: str) -> Alike:
    """How words of ``lang`` are known to be forms of one word."""
    language = base(lang)
    return _Latvian() if language == "lv" else _Lemmas(language)
