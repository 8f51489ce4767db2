"""Latvian as the glossary's matcher asks for it."""

from __future__ import annotations

from i18nflow.language.inflection import Pattern, PatternWord, Reading
from i18nflow.language.latvian import cells as cells_
from i18nflow.language.latvian import citation, context, evidence, terms
from i18nflow.model import Term


class LatvianForms:
    """Forms by paradigm: every stem with the endings of its declension."""

    method = "by paradigms of the Latvian grammar"

    def __init__(self) -> None:
        evidence.load()

    def patterns(self, term: Term) -> tuple[Pattern, ...]:
        """See :func:`i18nflow.language.latvian.terms.patterns`."""
        return terms.patterns(term)

    def bases(self, word: str) -> tuple[str, ...]:
        """The word itself."""
        return (word,)

    def citation(self, term: Term) -> str:
        """See :func:`i18nflow.language.latvian.citation.citation`."""
        return citation.citation(term)

    def same_case(self, cells: int) -> int:
        """See :func:`i18nflow.language.latvian.cells.same_case`."""
        return cells_.same_case(cells)

    def doubtful(self, word: str, pattern: PatternWord) -> bool:
        """See :func:`i18nflow.language.latvian.context.doubtful`."""
        return context.doubtful(word, pattern)

    def means(self, reading: Reading) -> bool:
        """See :func:`i18nflow.language.latvian.context.means`."""
        return context.means(reading)
