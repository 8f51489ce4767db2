"""An editor's splits and merges, found again by their text after a new import."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from i18nflow.errors import NotFound, Refused
from i18nflow.markup import code_tokens
from i18nflow.model import Code, Segment, SegmentKind, said
from i18nflow.segment.keys import make_key


@dataclass(frozen=True, slots=True)
class Choice:
    """An editor's decision.

    ``split``: whenever a segment with exactly this ``text`` arises, cut it at ``offset`` (code points of ``text``).
    ``merge``: whenever ``text`` is directly followed by ``following`` in one block, join them.
    """

    kind: Literal["split", "merge"]
    text: str
    offset: int = 0
    following: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """The segments after a split or merge, and the choice to remember.

    ``added`` and ``removed`` are the keys that came and went: a split adds one, a merge removes one.
    """

    segments: tuple[Segment, ...]
    choice: Choice
    added: str = ""
    removed: str = ""


def split_at(
    segments: Sequence[Segment], key: str, offset: int, *, slug: str, taken: Container[str] = ()
) -> Edited:
    """``segments`` with the one named ``key`` cut at ``offset`` of its text; its first half keeps the key.

    ``taken`` are keys that were ever used. Raises Refused where no text stands on one side, or inside a code.
    """
    index = _index(segments, key)
    whole = segments[index]
    spans = _cut(whole.text, (0, len(whole.text)), offset)
    if len(spans) < 2 or any(t.start < offset < t.end for t in code_tokens(whole.text, whole.codes)):
        raise Refused(
            said(
                "segment {key} cannot be split at character {offset}: choose a place between two words",
                key=key,
                offset=offset,
            )
        )
    (start, end), (second_start, second_end) = spans
    first_text, second_text = whole.text[start:end], whole.text[second_start:second_end]
    used = {segment.key for segment in segments}
    occurrence = 1 + sum(segment.text == second_text for segment in segments)
    new_key = make_key(slug, second_text, occurrence, _Either(used, taken))
    first = replace(whole, text=first_text, gap=whole.text[end:second_start], codes=_codes(whole, first_text))
    second = replace(
        whole, key=new_key, text=second_text, order=whole.order + 1, codes=_codes(whole, second_text)
    )
    result = (*segments[:index], first, second, *_shifted(segments[index + 1 :], whole, 1))
    return Edited(result, Choice("split", whole.text, offset), added=new_key)


def merge_after(segments: Sequence[Segment], key: str) -> Edited:
    """``segments`` with the one named ``key`` and the next one of its block joined under ``key``.

    Raises Refused where no segment of the same block and kind follows.
    """
    index = _index(segments, key)
    first = segments[index]
    second = segments[index + 1] if index + 1 < len(segments) else None
    if (
        second is None
        or (second.block, second.kind) != (first.block, first.kind)
        or first.kind is SegmentKind.TOPIC
    ):
        raise Refused(
            said("segment {key} is the last of its block: there is nothing to merge it with", key=key)
        )
    codes = first.codes + tuple(code for code in second.codes if code not in first.codes)
    merged = replace(first, text=first.text + first.gap + second.text, gap=second.gap, codes=codes)
    result = (*segments[:index], merged, *_shifted(segments[index + 2 :], first, -1))
    return Edited(result, Choice("merge", first.text, following=second.text), removed=second.key)


def with_choice(choices: Sequence[Choice], made: Choice) -> tuple[Choice, ...]:
    """The choices with one more, which was made of what they gave.

    Made once already, and taken back since (split, joined, split again), it stands once, as the latest: what lies
    between was about pieces that are not there any more.
    """
    return (*(one for one in choices if one != made), made)


def apply(text: str, spans: Sequence[tuple[int, int]], choices: Sequence[Choice]) -> list[tuple[int, int]]:
    """``spans`` of ``text`` after the choices, each taken once in the order given."""
    found = list(spans)
    for choice in choices:
        if choice.text in text:
            found = _split(text, found, choice) if choice.kind == "split" else _merge(text, found, choice)
    return found


def _split(text: str, spans: list[tuple[int, int]], choice: Choice) -> list[tuple[int, int]]:
    result = []
    for start, end in spans:
        if text[start:end] == choice.text:
            result += _cut(text, (start, end), start + choice.offset)
        else:
            result.append((start, end))
    return result


def _merge(text: str, spans: list[tuple[int, int]], choice: Choice) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    fresh = True
    for start, end in spans:
        last = result[-1] if result and fresh else None
        if last and text[slice(*last)] == choice.text and text[start:end] == choice.following:
            result[-1] = (last[0], end)
            fresh = False
        else:
            result.append((start, end))
            fresh = True
    return result


def _cut(text: str, span: tuple[int, int], at: int) -> list[tuple[int, int]]:
    """``span`` cut at ``at``, white space left out; the span itself where one side would be empty."""
    start, end = span
    left, right = text[start:at].rstrip(), text[at:end].lstrip()
    if not start < at < end or not left or not right:
        return [span]
    return [(start, start + len(left)), (end - len(right), end)]


def _index(segments: Sequence[Segment], key: str) -> int:
    for index, segment in enumerate(segments):
        if segment.key == key:
            return index
    raise NotFound(said("no segment {key} in this article", key=key))


def _codes(whole: Segment, text: str) -> tuple[Code, ...]:
    numbers = {token.number for token in code_tokens(text, whole.codes)}
    return tuple(code for code in whole.codes if code.number in numbers)


def _shifted(rest: Sequence[Segment], edited: Segment, by: int) -> list[Segment]:
    """The segments after an edit, those of the same block counted anew."""
    return [
        replace(segment, order=segment.order + by) if _same_count(segment, edited) else segment
        for segment in rest
    ]


def _same_count(segment: Segment, edited: Segment) -> bool:
    return segment.block == edited.block and (edited.block >= 0 or segment.kind == edited.kind)


@dataclass(frozen=True, slots=True)
class _Either:
    one: Container[str]
    other: Container[str]

    def __contains__(self, key: object) -> bool:
        return key in self.one or key in self.other
