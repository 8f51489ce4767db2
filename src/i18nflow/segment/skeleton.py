"""Article to segments and back: :func:`split`, :func:`join`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from i18nflow.language import sentences
from i18nflow.markup import Token, code_tokens
from i18nflow.model import Article, Block, BlockKind, Code, Segment, SegmentKind
from i18nflow.segment.choices import Choice, apply
from i18nflow.segment.keys import make_key

Splitter = Callable[[str], Sequence[tuple[int, int]]]
"""Gives the sentences of a plain text as (start, end), in order and without outer white space."""

_KINDS = {
    BlockKind.HEADING: SegmentKind.HEADING,
    BlockKind.PARAGRAPH: SegmentKind.PARAGRAPH,
    BlockKind.LIST_ITEM: SegmentKind.LIST_ITEM,
    BlockKind.QUOTE: SegmentKind.QUOTE,
    BlockKind.FIGURE: SegmentKind.CAPTION,
    BlockKind.TABLE_CELL: SegmentKind.TABLE_CELL,
}
_WHOLE = frozenset(
    {SegmentKind.HEADLINE, SegmentKind.TOPIC, SegmentKind.HEADING, SegmentKind.ALT, SegmentKind.CREDIT}
)
"""Kinds that are one segment however many sentences they hold."""


@dataclass(frozen=True, slots=True)
class _Field:
    """One translatable text of the article and where it belongs; ``item`` tells topics apart."""

    kind: SegmentKind
    block: int
    text: str
    codes: tuple[Code, ...] = ()
    item: int = 0


def split(
    article: Article,
    slug: str,
    *,
    splitter: Splitter | None = None,
    choices: Sequence[Choice] = (),
    taken: Container[str] = (),
) -> tuple[Segment, ...]:
    """The segments of ``article`` in document order: headline, summary, topics, then block by block.

    ``splitter`` is the language's own by default. ``choices`` are the editor's, oldest first. Keys in ``taken``
    are not given.
    """
    find = splitter or _splitter(article.lang)
    segments: list[Segment] = []
    keys = _Keys(slug, taken)
    orders: Counter[int] = Counter()
    for field in _fields(article):
        spans = apply(field.text, _spans(field, find), choices)
        following = [start for start, _ in spans[1:]] + [len(field.text)]
        for (start, end), gap_end in zip(spans, following, strict=False):
            text = field.text[start:end]
            order = field.item if field.kind is SegmentKind.TOPIC else orders[_group(field)]
            orders[_group(field)] += 1
            segments.append(
                Segment(
                    key=keys.next(text),
                    kind=field.kind,
                    text=text,
                    block=field.block,
                    order=order,
                    gap=field.text[end:gap_end],
                    codes=_codes_in(text, field.codes),
                )
            )
    return tuple(segments)


def join(article: Article, segments: Sequence[Segment], texts: Mapping[str, str]) -> Article:
    """``article`` with every segment's text replaced by ``texts[key]``; with the sources themselves, ``article``."""
    parts: dict[tuple[SegmentKind, int, int], list[Segment]] = {}
    for segment in segments:
        item = segment.order if segment.kind is SegmentKind.TOPIC else 0
        parts.setdefault((segment.kind, segment.block, item), []).append(segment)

    def text(kind: SegmentKind, block: int, old: str, item: int = 0) -> str:
        return _filled(old, parts.get((kind, block, item), []), texts)

    return replace(
        article,
        title=text(SegmentKind.HEADLINE, -1, article.title),
        summary=text(SegmentKind.SUMMARY, -1, article.summary),
        topics=tuple(text(SegmentKind.TOPIC, -1, topic, item) for item, topic in enumerate(article.topics)),
        blocks=tuple(_filled_block(block, index, text) for index, block in enumerate(article.blocks)),
    )


class _Text(Protocol):
    def __call__(self, kind: SegmentKind, block: int, old: str) -> str: ...


def _filled_block(block: Block, index: int, text: _Text) -> Block:
    image = block.image
    if block.kind is BlockKind.FIGURE and image is not None:
        image = replace(
            image,
            alt=text(SegmentKind.ALT, index, image.alt),
            credit=text(SegmentKind.CREDIT, index, image.credit),
        )
    return replace(block, text=text(_KINDS[block.kind], index, block.text), image=image)


def _filled(old: str, segments: Sequence[Segment], texts: Mapping[str, str]) -> str:
    if not segments:
        return old
    lead = old[: max(0, old.find(segments[0].text))]
    return lead + "".join(texts[segment.key] + segment.gap for segment in segments)


def _splitter(lang: str) -> Splitter:
    return lambda text: sentences.split(text, lang)


def _group(field: _Field) -> int:
    """Orders count through a block; the headline, the summary and the topics each count for themselves."""
    if field.block >= 0:
        return field.block
    return {SegmentKind.HEADLINE: -1, SegmentKind.SUMMARY: -2}.get(field.kind, -3)


def _fields(article: Article) -> Iterator[_Field]:
    yield _Field(SegmentKind.HEADLINE, -1, article.title)
    yield _Field(SegmentKind.SUMMARY, -1, article.summary)
    for item, topic in enumerate(article.topics):
        yield _Field(SegmentKind.TOPIC, -1, topic, item=item)
    for index, block in enumerate(article.blocks):
        figure = block.image if block.kind is BlockKind.FIGURE else None
        if figure is not None:
            yield _Field(SegmentKind.ALT, index, figure.alt)
        yield _Field(_KINDS[block.kind], index, block.text, block.codes)
        if figure is not None:
            yield _Field(SegmentKind.CREDIT, index, figure.credit)


def _spans(field: _Field, find: Splitter) -> list[tuple[int, int]]:
    """The segments of a field as spans of its text, codes included."""
    if not field.text.strip():
        return []
    tokens = code_tokens(field.text, field.codes)
    plain, offsets = _without(field.text, tokens, field.codes)
    if field.kind in _WHOLE:
        inner = plain.strip()
        lead = len(plain) - len(plain.lstrip())
        found: Sequence[tuple[int, int]] = [(lead, lead + len(inner))] if inner else []
    else:
        found = find(plain)
    spans = [(offsets[start], offsets[end - 1] + 1) for start, end in found]
    return _with_codes(spans, tokens, len(field.text)) if tokens else spans


def _without(text: str, tokens: Sequence[Token], codes: Sequence[Code]) -> tuple[str, Sequence[int]]:
    """``text`` without codes, a line break as a newline, and the offset in ``text`` of each of its characters."""
    if not tokens:
        return text, range(len(text))
    breaks = {code.number for code in codes if code.kind == "br"}
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for token in tokens:
        parts.append(text[at : token.start])
        offsets.extend(range(at, token.start))
        if token.number in breaks:
            parts.append("\n")
            offsets.append(token.start)
        at = token.end
    parts.append(text[at:])
    offsets.extend(range(at, len(text)))
    return "".join(parts), offsets


def _with_codes(
    spans: Sequence[tuple[int, int]], tokens: Sequence[Token], length: int
) -> list[tuple[int, int]]:
    """``spans`` widened over the codes between them.

    Opening codes go with what follows, the others with what stands before; codes at the edges go inwards.
    """
    if not spans:
        return []
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    index = -1
    for token in tokens:
        while index + 1 < len(spans) and spans[index + 1][0] <= token.start:
            index += 1
        if index >= 0 and token.end <= spans[index][1]:
            continue
        following = index + 1 if index + 1 < len(spans) else None
        if following is not None and (index < 0 or token.kind == "open"):
            starts[following] = min(starts[following], token.start)
        else:
            ends[index] = token.end
            if following is not None:
                starts[following] = spans[following][0]
    return list(zip(starts, ends, strict=True))


def _codes_in(text: str, codes: tuple[Code, ...]) -> tuple[Code, ...]:
    numbers = {token.number for token in code_tokens(text, codes)}
    return tuple(code for code in codes if code.number in numbers)


class _Keys:
    """Gives out the keys of one article."""

    def __init__(self, slug: str, taken: Container[str]) -> None:
        self._slug = slug
        self._taken = taken
        self._given: set[str] = set()
        self._seen: Counter[str] = Counter()

    def next(self, text: str) -> str:
        self._seen[text] += 1
        key = make_key(self._slug, text, self._seen[text], self)
        self._given.add(key)
        return key

    def __contains__(self, key: object) -> bool:
        return key in self._given or key in self._taken
