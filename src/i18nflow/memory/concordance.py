"""Concordance: where words stand in the memory's texts, in whatever form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from i18nflow.language.alike import Alike, alike_for
from i18nflow.model import Unit

Span = tuple[int, int]

# A word, or an inline code, which is passed over.
_TOKEN = re.compile(r"</?\d+/?>|[\w\u0300-\u036f]+")
# What may stand between two words of a phrase.
_GAP = re.compile(r"(?:[\s\u00a0\u202f'’.,&/\-\u2010\u2011–]|</?\d+/?>){0,12}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that holds the words looked for; the spans count code points of its source and target.

    The spans of the side that was searched are where the words stand. Those of the other side are where the
    glossary knows their rendering to stand, often none.
    """

    unit: Unit
    spans_source: tuple[Span, ...]
    spans_target: tuple[Span, ...]


class Phrase:
    """Words to be looked for one after the other in texts of ``lang``, each in any of its forms."""

    def __init__(self, text: str, lang: str) -> None:
        self.words = tuple(_folded(word.group()) for word in _tokens(text))
        self._alike: Alike = alike_for(lang)

    @property
    def prefixes(self) -> tuple[tuple[str, ...], ...]:
        """For each word the beginnings one of which its forms have: what an index of words is asked for."""
        return tuple(self._alike.prefixes(word) for word in self.words)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where the phrase stands in ``text``, from left to right, none overlapping."""
        tokens = _tokens(text)
        found: list[Span] = []
        at = 0
        while self.words and at <= len(tokens) - len(self.words):
            part = tokens[at : at + len(self.words)]
            if self._fits(part, text):
                found.append((part[0].start(), part[-1].end()))
                at += len(part)
            else:
                at += 1
        return tuple(found)

    def _fits(self, part: Sequence[re.Match[str]], text: str) -> bool:
        return all(
            self._alike.alike(word, _folded(token.group()))
            for word, token in zip(self.words, part, strict=True)
        ) and all(_GAP.fullmatch(text, one.end(), two.start()) for one, two in pairwise(part))


def _tokens(text: str) -> list[re.Match[str]]:
    return [token for token in _TOKEN.finditer(text) if not token.group().startswith("<")]


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).lower()
