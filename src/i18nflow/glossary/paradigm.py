"""The forms of a term, written out: what the terminologist sees and may add to or take from."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from i18nflow.language.inflection import (
    EVERY_CELL,
    Agreement,
    Capital,
    Forms,
    Inflection,
    Pattern,
    PatternWord,
)
from i18nflow.model import Term

WORD = re.compile(r"[\w\u0300-\u036f]+|[^\w\s]")
_LIMIT = 400


def forms_of(term: Term, forms: Forms) -> tuple[str, ...]:
    """The forms a term is found in, citation form first, ``also`` last, ``never`` left out; at most 400."""
    found = {_spaced(term.source): None}
    for pattern in forms.patterns(term):
        for form in _pattern_forms(pattern, forms):
            found.setdefault(_like(form, term.source))
    found |= dict.fromkeys(term.also)
    never = {form.lower() for form in term.never}
    return tuple(form for form in found if form.lower() not in never)[:_LIMIT]


def cells_of_forms(term: Term, forms: Forms) -> dict[str, int]:
    """The lower-case forms of a term, each with the cells (case, number, gender as bits) it stands for."""
    found: dict[str, int] = {}
    for pattern in forms.patterns(term):
        choices = [_word_forms(word) for word in pattern]
        for cell in (1 << bit for bit in range(24)):
            fitting = [
                [form for form, mask in options if _mask(word, mask, forms) & cell]
                for word, options in zip(pattern, choices, strict=True)
            ]
            for words in product(*fitting):
                form = _joined(words).lower()
                found[form] = found.get(form, 0) | cell
    return found


def literal(form: str, term: Term) -> Pattern:
    """A pattern for a form exactly as written in ``also``; capitals count where the entry says so."""
    capital = Capital.EXACT if term.case == "exact" else Capital.ANY
    words = WORD.findall(unicodedata.normalize("NFC", form))
    return tuple(
        PatternWord(word, (Inflection(word.lower(), {"": EVERY_CELL}),), Agreement.FIXED, capital, "also")
        for word in words
    )


def _pattern_forms(pattern: Pattern, forms: Forms) -> list[str]:
    """Every combination of forms whose cells agree."""
    found: list[str] = []
    choices = [_word_forms(word) for word in pattern]
    cells = [1 << bit for bit in range(24)] if len(pattern) > 1 else [EVERY_CELL]
    for cell in cells:
        fitting = [
            [form for form, mask in options if _mask(word, mask, forms) & cell]
            for word, options in zip(pattern, choices, strict=True)
        ]
        found += [_joined(words) for words in product(*fitting)]
        if len(found) > 4 * _LIMIT:
            break
    return found


def _word_forms(word: PatternWord) -> list[tuple[str, int]]:
    if word.agreement is Agreement.FIXED and len(word.inflections) == 1:
        return [(word.citation, EVERY_CELL)]
    return [
        (inflection.stem + ending, mask)
        for inflection in word.inflections
        for ending, mask in inflection.endings.items()
    ]


def _mask(word: PatternWord, mask: int, forms: Forms) -> int:
    if word.agreement is Agreement.FULL:
        return mask
    return EVERY_CELL if word.agreement is Agreement.FIXED else forms.same_case(mask)


def _joined(words: tuple[str, ...]) -> str:
    text = " ".join(words)
    return re.sub(r"\s*([-/'’])\s*", r"\1", text)


def _like(form: str, source: str) -> str:
    """``form`` with the capitals that the source's words have."""
    here, there = form.split(" "), _spaced(source).split(" ")
    if len(here) != len(there):
        return form
    return " ".join(
        word[:1].upper() + word[1:] if model[:1].isupper() else word
        for word, model in zip(here, there, strict=True)
    )


def _spaced(text: str) -> str:
    return " ".join(text.split())
