"""Latvian as the glossary's matcher asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from i18nflow.language.inflection import Pattern, PatternWord, Reading
from i18nflow.language.latvian import cells as cells_
from i18nflow.language.latvian import terms
from i18nflow.model import Term

_LONGEST_ENDING = 8


class LatvianForms:
    """Forms by paradigm: every stem with the endings of its declension."""

    method = "paradigms of the Latvian grammar"

    def patterns(self, term: Term) -> tuple[Pattern, ...]:
        """See :func:`i18nflow.language.latvian.terms.patterns`."""
        return terms.patterns(term)

    def splits(self, word: str) -> Iterable[tuple[str, str]]:
        """Every way to cut up to eight letters off as an ending."""
        length = len(word)
        return [(word[:at], word[at:]) for at in range(length, max(0, length - _LONGEST_ENDING) - 1, -1)]

    def same_case(self, cells: int) -> int:
        """See :func:`i18nflow.language.latvian.cells.same_case`."""
        return cells_.same_case(cells)

    def doubtful(self, word: str, pattern: PatternWord) -> bool:
        return False

    def means(self, reading: Reading) -> bool:
        return True
