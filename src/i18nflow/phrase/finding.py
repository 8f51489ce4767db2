"""Finding a phrase in a text: in every form, as whole words, or exactly as typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from unicodedata import normalize

from i18nflow.glossary import Matcher, find_target, forms_of, rendering_forms
from i18nflow.language.forms import forms_for
from i18nflow.language.tags import base
from i18nflow.model import Term
from i18nflow.phrase.latvian import citations

_CODE = re.compile(r"</?\d+/?>")
_LEAST_NEEDLE = 2


class Manner(StrEnum):
    """How a phrase is looked for: in all its forms, as whole words, as a part of words, or with its capitals too."""

    FORMS = "forms"
    WORDS = "words"
    PART = "part"
    EXACT = "exact"


class Phrase:
    """A phrase of one language, ready to be found in many texts.

    >>> Phrase("klasteris", "lv").find("Klastera biedri klasterī")
    [(0, 8), (16, 24)]
    """

    def __init__(self, text: str, lang: str, manner: Manner = Manner.FORMS) -> None:
        self.text = (
            " ".join(normalize("NFC", text).split()) if manner is not Manner.EXACT else normalize("NFC", text)
        )
        self.lang = lang
        self.manner = manner

    def find(self, text: str) -> list[tuple[int, int]]:
        """The places of the phrase in ``text`` from left to right, none inside an inline code."""
        if not self.text:
            return []
        codes = [match.span() for match in _CODE.finditer(text)] if "<" in text else []
        return [span for span in self._spans(text) if not any(a < span[1] and span[0] < b for a, b in codes)]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """What the phrase may be a form of, as terms in citation form; the typed form is always among their forms."""
        sources = citations(self.text) if base(self.lang) == "lv" else (self.text,)
        return tuple(Term(source=source, target=self.text, also=(self.text,)) for source in sources)

    @cached_property
    def needle(self) -> str:
        """What every text that holds the phrase holds too, in lower case; "" where nothing is known to."""
        if self.manner is not Manner.FORMS:
            return self.text.casefold()
        folded = [form.casefold() for form in self.forms]
        start = _shared_start(min(folded), max(folded))
        start = re.split(r"[\s\-\u2010\u2011]", start)[0]
        return start if len(start) >= _LEAST_NEEDLE else ""

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms that are looked for; only the typed one where forms do not count."""
        if self.manner is not Manner.FORMS:
            return (self.text,)
        if base(self.lang) == "en":
            return rendering_forms(self.terms[0], self.lang)
        known = forms_for(self.lang)
        return tuple(dict.fromkeys(form for term in self.terms for form in forms_of(term, known)))

    def _spans(self, text: str) -> Sequence[tuple[int, int]]:
        if self.manner is not Manner.FORMS:
            return [match.span() for match in self._literal.finditer(text)]
        if base(self.lang) == "en":
            return [(start, end) for start, end, _ in find_target(self.terms[0], text, self.lang)]
        if self._quick is not None and (spans := self._sure(text, self._quick)) is not None:
            return spans
        return sorted({(found.start, found.end) for found in self._matcher.find(text)})

    def _sure(self, text: str, quick: re.Pattern[str]) -> Sequence[tuple[int, int]] | None:
        """The places by the written-out forms; None where one of them may be another word, which context tells."""
        found = list(quick.finditer(text))
        if any(self._doubtful(match.group().lower()) for match in found):
            return None
        return [match.span() for match in found]

    def _doubtful(self, word: str) -> bool:
        known = self._doubts.get(word)
        if known is None:
            forms = forms_for(self.lang)
            patterns = [pattern[0] for term in self.terms for pattern in forms.patterns(term)]
            known = self._doubts[word] = any(forms.doubtful(word, pattern) for pattern in patterns)
        return known

    @cached_property
    def _doubts(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _quick(self) -> re.Pattern[str] | None:
        """All forms of a single Latvian word as one expression: many times faster than reading word by word."""
        if base(self.lang) != "lv" or not self.text.isalpha() or not self.text.islower():
            return None
        body = "|".join(sorted(map(re.escape, self.forms), key=len, reverse=True))
        return re.compile(rf"(?<![\w@/.-])(?:{body})(?![\w@/-])", re.IGNORECASE)

    @cached_property
    def _literal(self) -> re.Pattern[str]:
        if self.manner in (Manner.EXACT, Manner.PART):
            return re.compile(re.escape(self.text), 0 if self.manner is Manner.EXACT else re.IGNORECASE)
        words = r"[\s\u00a0]+".join(re.escape(word) for word in self.text.split())
        return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.terms, self.lang)


def _shared_start(first: str, last: str) -> str:
    """What the first and the last of sorted strings begin with, and so all between them."""
    for at, (one, other) in enumerate(zip(first, last, strict=False)):
        if one != other:
            return first[:at]
    return min(first, last, key=len)
