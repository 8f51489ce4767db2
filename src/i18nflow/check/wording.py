"""What was not translated: a target that equals its source, or words of the source left standing in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from i18nflow.model import Finding, LanguagePair, Severity, said

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_LONG_ENOUGH = 40
_SHORTEST, _LONGEST = 0.4, 2.5

# Letters that do not occur in plain words of the language. Names are told apart by their capital.
_FOREIGN_LETTERS = {"en": frozenset("āčēģīķļņšūžąęėįųõłńśźżěřůőű"), "de": frozenset("āčēģīķļņšūž")}


def untranslated(source: str, target: str, pair: LanguagePair) -> Iterator[Finding]:
    """``untranslated``: nothing there, the same text, or words of the source language left in the target."""
    if not target.strip():
        if source.strip():
            yield Finding("untranslated", Severity.ERROR, said("The target is empty."))
        return
    if source == target or source.split() == target.split():
        if _has_plain_words(source):
            yield _same(target)
        return
    yield from _left_over(source, target, pair.target_base)


def length(source: str, target: str) -> Iterator[Finding]:
    """``length`` where the target is so short or long that a sentence may be lost or added."""
    if len(source) < _LONG_ENOUGH or not target:
        return
    ratio = len(target) / len(source)
    if not _SHORTEST <= ratio <= _LONGEST:
        here, there = len(target), len(source)
        message = (
            said(
                "The target is much shorter than the source ({here} and {there} characters).",
                here=here,
                there=there,
            )
            if ratio < 1
            else said(
                "The target is much longer than the source ({here} and {there} characters).",
                here=here,
                there=there,
            )
        )
        yield Finding("length", Severity.WARNING, message)


def _same(target: str) -> Finding:
    message = said("The target is the same as the source.")
    return Finding("untranslated", Severity.ERROR, message, start=0, end=len(target))


def _has_plain_words(text: str) -> bool:
    """Whether a text has words to translate: names, codes and addresses have none."""
    if "@" in text or "://" in text:
        return False
    words = _WORD.findall(text)
    return any(word.islower() and len(word) > 2 for word in words[1:]) or (
        len(words) == 1 and words[0].islower() and len(words[0]) > 3
    )


def _left_over(source: str, target: str, lang: str) -> Iterator[Finding]:
    """Runs of words that stand in both texts and cannot be of the target language.

    A word betrays itself by a letter that the target language does not have; a run of three or more words
    that the source has in the same order betrays itself by having two plain lower-case words.
    """
    foreign = _FOREIGN_LETTERS.get(lang, frozenset())
    if not foreign.isdisjoint(target):
        known = set(_WORD.findall(source))
        for found in _WORD.finditer(target):
            word = found.group()
            if len(word) > 2 and word.islower() and not foreign.isdisjoint(word) and word in known:
                yield _left(found.start(), found.end(), word)
                return
    yield from _copied_run(source, target)


def _copied_run(source: str, target: str) -> Iterator[Finding]:
    common = set(_WORD.findall(source)).intersection(_WORD.findall(target))
    shared = {word for word in common if len(word) > 3 and word.islower()}
    if not shared:
        return
    words = list(_WORD.finditer(target))
    for one, two in pairwise(words):
        if one.group() in shared and two.group() in shared:
            start, end = one.start(), two.end()
            # English words inside a quoted title stand in both texts rightly.
            if target[start:end] in source and not _quoted(source, target[start:end]):
                yield _left(start, end, target[start:end])
                return


def _quoted(text: str, part: str) -> bool:
    at = text.find(part)
    before, after = text[:at], text[at + len(part) :]
    opens = sum(before.count(mark) for mark in '„“«"')
    closes = sum(before.count(mark) for mark in "”»")
    return (opens > closes or opens % 2 == 1) and any(mark in after for mark in '”“»"')


def _left(start: int, end: int, words: str) -> Finding:
    message = said("“{words}” was left in the source language.", words=words)
    return Finding("untranslated", Severity.ERROR, message, start=start, end=end)
