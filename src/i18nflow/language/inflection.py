"""How a language tells its terms apart from its texts: inflections, patterns of words, readings of a place.

These are the values that pass between a language's morphology and the glossary's matcher.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from i18nflow.model import Term

EVERY_CELL = (1 << 24) - 1
"""The cells of a form that does not inflect."""


@dataclass(frozen=True, slots=True)
class Inflection:
    """A stem and the endings it takes, each with the cells (case, number, gender as bits) it stands for."""

    stem: str
    endings: Mapping[str, int]

    def __hash__(self) -> int:
        return hash(self.stem)

    def forms(self) -> tuple[str, ...]:
        """Every form, in the order of the endings."""
        return tuple(self.stem + ending for ending in self.endings)

    def cells(self, form: str) -> int:
        """The cells that a lower-case form stands for, 0 when it is none of this inflection's."""
        if not form.startswith(self.stem):
            return 0
        return self.endings.get(form[len(self.stem) :], 0)


class Agreement(Enum):
    """What a word of a term must share with the others: nothing, its case, or gender, number and case."""

    FIXED = "fixed"
    CASE = "case"
    FULL = "full"


class Capital(Enum):
    """Which capitals a word in a text may have: any, a first capital, or those of the citation form."""

    ANY = "any"
    FIRST = "first"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class PatternWord:
    """One word of a term: its citation form, inflections, and what is asked of the word in the text.

    ``word_class`` is ``noun``, ``adj``, ``name`` or "" where the entry and the form leave it open.
    """

    citation: str
    inflections: tuple[Inflection, ...]
    agreement: Agreement = Agreement.FIXED
    capital: Capital = Capital.ANY
    word_class: str = ""

    def __hash__(self) -> int:
        # One string: patterns are interned by the thousand, and hashing an Enum runs Python code.
        return hash(self.citation)


Pattern = tuple[PatternWord, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A word in a text as a form of a one-word term: the words around it are ``words``, it is ``words[at]``."""

    words: Sequence[str]
    at: int
    word: PatternWord
    cells: int


class Forms(Protocol):
    """What the matcher asks of a language."""

    method: str
    """In a few words, how forms are found: shown to the user."""

    def patterns(self, term: Term) -> tuple[Pattern, ...]:
        """The patterns that a term's source stands for, the likeliest first."""
        ...

    def bases(self, word: str) -> tuple[str, ...]:
        """What a lower-case word of a text may be looked up as: itself, its lemma."""
        ...

    def citation(self, term: Term) -> str:
        """The citation form that was likely meant, "" where the source is one or nothing better is known."""
        ...

    def same_case(self, cells: int) -> int:
        """The cells widened to every gender and number of their cases."""
        ...

    def doubtful(self, word: str, pattern: PatternWord) -> bool:
        """Whether ``means`` must be asked of this word of a text as a form of that one-word term."""
        ...

    def means(self, reading: Reading) -> bool:
        """Whether the word means the term where it stands, rather than a homograph."""
        ...
