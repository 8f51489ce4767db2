"""Furniture: lines at head or tail that belong to the web page and not to the article.

A line is furniture by what it is (a listed word, or marks without a letter or digit) *and* by where it stands:
only an unbroken run from the first line on, or back from the last one. Inside the body nothing is furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from i18nflow.ingest import dates
from i18nflow.ingest import words as word_lists

_AROUND = " \t\u00a0:;.,|/\\·•–—-_*+#<>«»‹›→←↑↓▲▼×✕✖()[]"
_COUNT = re.compile(r"\s*[(\[]?\s*\d+\s*[)\]]?$")
_PARTS = re.compile(r"\s*[|/>›»·•,]\s*|\s{2,}|\s+(?:un|and|und)\s+")
_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][”“\"»)]*$")
_RELATED_MOST = 40
_RELATED_LONGEST = 160


class Recogniser:
    """Recognises furniture in one language, with the newsroom's own ``furniture_words``."""

    def __init__(self, lang: str, extra: Iterable[str] = ()) -> None:
        words = word_lists.of(lang)
        own = frozenset(bare for word in extra if (bare := _bare(word)))
        self._after_title = words.share | own
        self._before_title = self._after_title | words.menu
        self._related = words.related
        self._tail = self._before_title | words.end | words.related

    def rule_before_title(self, text: str) -> str | None:
        """The rule that makes ``text`` furniture above the title: ``word``, ``marks`` or ``path``; else None."""
        return _rule(text, self._before_title) or self._path(text)

    def rule_after_title(self, text: str) -> str | None:
        """The rule that makes ``text`` furniture directly under the title, else None."""
        return _rule(text, self._after_title)

    def rule_at_tail(self, text: str) -> str | None:
        """The rule that makes ``text`` furniture after the body, else None."""
        if _COPYRIGHT.match(text) and len(text) <= 120:
            return "copyright"
        return _rule(text, self._tail)

    def related_start(self, texts: Sequence[str], lang: str) -> int:
        """Where a list of other news ("related news" and headlines to the end) starts; ``len(texts)`` if none.

        Every line after its heading must be as short as a headline and end like one.
        """
        start = len(texts)
        for index in range(len(texts) - 1, max(-1, len(texts) - 1 - _RELATED_MOST), -1):
            text = texts[index]
            if _bare(text) in self._related:
                start = index
            if len(text) > _RELATED_LONGEST:
                break
            if _SENTENCE_END.search(text) and not (dates.parse(text, lang) or self.rule_at_tail(text)):
                break
        return start

    def _path(self, text: str) -> str | None:
        """A path such as ``Sākums / Jaunumi / Klastera aktualitātes``: its first step is a menu word."""
        steps = re.split(r"\s+[/>›»→|]\s*|\s*[>›»→]\s+", text.strip())
        return (
            "path" if len(steps) > 1 and _bare(steps[0]) in self._before_title and len(text) <= 300 else None
        )


def _rule(text: str, words: frozenset[str]) -> str | None:
    if not any(c.isalnum() for c in text):
        return "marks"
    if len(text) > _RELATED_LONGEST:
        return None
    bare = _bare(text)
    if bare in words:
        return "word"
    parts = [part for part in (_bare(part) for part in _PARTS.split(text)) if part]
    single = bare.split()
    if all(part in words for part in parts) or (len(single) > 1 and all(part in words for part in single)):
        return "words"
    return None


def _bare(text: str) -> str:
    """The line as it stands in a word list: casefolded, without marks around it or a count at its end."""
    bare = " ".join(text.casefold().split()).strip(_AROUND)
    return _COUNT.sub("", bare).strip(_AROUND) or bare
