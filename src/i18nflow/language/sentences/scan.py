"""Finds the places where a sentence may end, and asks the rules.

One pass over the marks of each line; what is looked at around a mark is bounded, so the time is linear in the
length of the text whatever it holds. A line break always ends a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from i18nflow.language.sentences import context
from i18nflow.language.sentences.rules import Rule, RuleSet

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# A mark, then a footnote number, closing quotes and brackets, an emoticon, and the gap.
_MARK = re.compile(
    r"([.!?…‼⁇⁈⁉。！？]+)"
    r"((?:\[\d{1,3}\])?(?:[)\]}”’»›]|[\"'“](?!\w))*(?:\s?(?:[:;]-?[)(DP]+|[\U0001F600-\U0001F64F]+)(?!\w))?)"
    r"(\s*)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place looked at: the offset where the sentence would end, and the rule that decided."""

    offset: int
    rule: Rule


def split(text: str, rules: RuleSet) -> list[tuple[int, int]]:
    """The sentences of ``text`` as (start, end) without outer white space, in order."""
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        for place in _places(text, start, end, rules):
            if place.rule.ends:
                _add(spans, text, start, place.offset)
                start = place.offset
        _add(spans, text, start, end)
    return spans


def explain(text: str, rules: RuleSet) -> list[Place]:
    """Every place that was looked at, with the rule that decided there."""
    return [place for line in _LINE.finditer(text) for place in _places(text, *line.span(), rules)]


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.lstrip()
    if stripped:
        start = end - len(stripped)
        spans.append((start, start + len(stripped.rstrip())))


def _places(text: str, start: int, end: int, rules: RuleSet) -> Iterator[Place]:
    while start < end and text[start].isspace():
        start += 1
    for found in _MARK.finditer(text, start, end):
        following = found.end()
        if following >= end:
            return
        at, (mark, close, gap) = found.start(), found.groups()
        core, before = context.before(text, start, at, rules)
        marks = context.mark(mark, close, gap)
        after = context.after(text, following, end, rules)
        if "upper" in after and ("dash" in after or close) and context.reports(text, following, rules):
            after = context.joined(after, "reporting")
        flags = context.position(text, start, at, core, before, close, found.end(2))
        if flags:
            before = context.joined(before, *flags)
        rule = rules.decide(before, marks, after)
        yield Place(found.end(2), rule)
        if rule.ends:
            start = following
