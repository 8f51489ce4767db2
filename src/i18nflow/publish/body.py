"""The text of an article as HTML: blocks in their structure, sentences as spans with stable ids.

A block's id is ``p`` and the key of its first segment, a sentence's ``s`` and its key; on the parallel page the
target's sentence is ``t`` and the key. So an address with ``#s…`` works on all three pages. A parallel block
holds the source, then the target, and stays one list item, one heading, one table cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from i18nflow.language import tags
from i18nflow.model import BlockKind, Code, Image, Origin, SegmentKind, State
from i18nflow.publish.text import escape, html_of, plain_of
from i18nflow.publish.views import ArticleView, BlockView, EditionView, SegmentView, aligned
from i18nflow.publish.words import Words

_OWN_LINE = frozenset({SegmentKind.ALT, SegmentKind.CAPTION, SegmentKind.CREDIT})


class Cell(NamedTuple):
    """A segment as HTML: the attributes of its span, its text with a label where it needs one, the gap after it."""

    key: str
    attributes: str
    html: str
    gap: str
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition whose segments are HTML already; they are used on its own page and on the parallel one."""

    edition: EditionView
    headline: tuple[Cell, ...]
    summary: tuple[Cell, ...]
    blocks: tuple[tuple[Cell, ...], ...]
    keys: tuple[str, ...]
    states: frozenset[State]
    stale: bool


Pair = tuple[BlockView, tuple[tuple[Cell, ...], ...]]
"""A block, and its cells in the one or two languages of the page."""


@dataclass(frozen=True, slots=True)
class Column:
    """One language on a page: its texts' attributes, the letter of its ids, and whether its sentences take focus."""

    lang: str
    letter: str = "s"
    focus: str = ""

    @property
    def attributes(self) -> str:
        """``lang`` and ``dir`` of this column's texts."""
        return lang_attributes(self.lang)

    def spans(self, cells: Sequence[Cell]) -> str:
        """The segments of one block, each in its span, with what stood between them."""
        letter, focus = self.letter, self.focus
        return "".join(
            [f"<span id={letter}{c.key}{c.attributes}{focus}>{c.html}</span>{c.gap}" for c in cells]
        )


@lru_cache(maxsize=64)
def lang_attributes(lang: str) -> str:
    """``lang`` and ``dir`` of a text: `` lang=lv dir=ltr``."""
    return f" lang={lang} dir={tags.direction(lang)}"


def prepare(edition: EditionView, words: Words, source: str) -> Prepared:
    """The edition's segments as HTML; ``words`` label what is not approved, ``source`` is what it was made from."""
    marks = _Marks(words, source)
    segments = edition.segments
    return Prepared(
        edition,
        marks.cells(edition.headline),
        marks.cells(edition.summary),
        tuple([marks.cells(view.segments) for view in edition.blocks]),
        tuple([segment.key for segment in segments]),
        frozenset([segment.state for segment in segments]),
        any(segment.stale for segment in segments),
    )


def prepare_all(view: ArticleView, words: Mapping[str, Words]) -> dict[str, Prepared]:
    """The live editions of an article by language, prepared once for all their pages."""
    lang = view.source.lang
    return {e.lang: prepare(e, words[e.lang], lang) for e in view.editions if e.live}


def check_aligned(source: Prepared, target: Prepared) -> None:
    """Check that two editions go together segment by segment; raises :class:`Misaligned`."""
    if source.keys != target.keys or len(source.blocks) != len(target.blocks):
        aligned(source.edition, target.edition)


def single(edition: Prepared, words: Words, media: str) -> str:
    """The body of a source or target page; ``media`` is the way to the folder of pictures."""
    pairs = [(view, (cells,)) for view, cells in zip(edition.edition.blocks, edition.blocks, strict=True)]
    return _Body(pairs, (Column(edition.edition.lang),), words, media).html()


def parallel(source: Prepared, target: Prepared, words: Words, media: str) -> str:
    """The body of a parallel page; the editions must be aligned."""
    blocks = zip(target.edition.blocks, source.blocks, target.blocks, strict=True)
    pairs = [(view, (ours, theirs)) for view, ours, theirs in blocks]
    return _Body(pairs, columns(source.edition.lang, target.edition.lang), words, media).html()


def columns(source: str, target: str) -> tuple[Column, Column]:
    """The two columns of a parallel page; a source sentence can be focused, which marks its counterpart."""
    return Column(source, focus=" tabindex=0"), Column(target, letter="t")


class _Marks:
    """What is said of a segment that is not simply approved text."""

    def __init__(self, words: Words, source: str) -> None:
        self._words = words
        self._source = source

    def cells(self, segments: Sequence[SegmentView]) -> tuple[Cell, ...]:
        """The segments of one block; an inline code may reach over several of them."""
        made: list[Cell] = []
        opened: tuple[Code, ...] = ()
        for segment in segments:
            html, opened = html_of(segment, opened)
            marks, gap, kind = "", segment.gap, segment.kind
            if segment.state is not State.APPROVED or segment.stale or segment.joined:
                marks, label = self._marks(segment)
                html += label
            if gap != " ":
                gap = escape(gap)
            made.append(Cell(segment.key, marks, html, "" if kind in _OWN_LINE else gap, kind))
        if made:
            made[-1] = made[-1]._replace(gap="")
        return tuple(made)

    def _marks(self, segment: SegmentView) -> tuple[str, str]:
        """The attributes and the label of a segment."""
        _ = self._words
        if segment.joined:
            return " class=joined", ""
        if segment.state is State.UNTRANSLATED:
            return f" class=missing{lang_attributes(self._source)}", self._label(_("not translated yet"))
        if segment.state is State.APPROVED:
            return " class=stale", self._label(_("changed in the original"))
        if segment.origin is Origin.MACHINE:
            return " class=draft data-origin=machine", self._label(_("machine draft"))
        return " class=draft", self._label(_("not reviewed yet"))

    def _label(self, text: str) -> str:
        return f" <small{lang_attributes(self._words.lang)}>{escape(text)}</small>"


class _Body:
    """Renders blocks for one column or two."""

    def __init__(self, pairs: Sequence[Pair], of: tuple[Column, ...], words: Words, media: str) -> None:
        self._pairs = pairs
        self._columns = of
        self._words = words
        self._media = media
        self._box = "p" if len(of) == 1 else "div"
        self._depth = 1
        self._later = ""

    def html(self) -> str:
        """The whole body."""
        by_kind: dict[BlockKind, Callable[[list[Pair]], str]] = {
            BlockKind.LIST_ITEM: self._list,
            BlockKind.QUOTE: self._quote,
            BlockKind.TABLE_CELL: self._table,
            BlockKind.HEADING: self._headings,
            BlockKind.FIGURE: self._figures,
            BlockKind.PARAGRAPH: self._paragraphs,
        }
        runs = groupby(self._pairs, key=lambda pair: (pair[0].block.kind, pair[0].block.group))
        return "\n".join(by_kind[kind](list(pairs)) for (kind, _), pairs in runs)

    def _paragraphs(self, pairs: Iterable[Pair]) -> str:
        box = self._box
        return "\n".join(f"<{box}{_id(pair)}>{self._inside(pair, 'p')}</{box}>" for pair in pairs)

    def _headings(self, pairs: Iterable[Pair]) -> str:
        parts = []
        for pair in pairs:
            # A level left out would tell a screen reader of a section that is not there.
            self._depth = max(2, min(pair[0].block.level or 2, self._depth + 1, 6))
            parts.append(f"<h{self._depth}{_id(pair)}>{self._inside(pair, 'span')}</h{self._depth}>")
        return "\n".join(parts)

    def _quote(self, pairs: Iterable[Pair]) -> str:
        return f"<blockquote>{self._paragraphs(pairs)}</blockquote>"

    def _list(self, pairs: Iterable[Pair]) -> str:
        parts: list[str] = []
        opened: list[tuple[int, str]] = []
        for pair in pairs:
            block = pair[0].block
            level, tag = max(block.level, 1), "ol" if block.ordered else "ul"
            while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1] != tag)):
                parts.append(f"</li></{opened.pop()[1]}>")
            if opened and opened[-1][0] == level:
                parts.append("</li>\n")
            else:
                opened.append((level, tag))
                parts.append(f"<{tag}{_start(block.marker) if block.ordered else ''}>")
            parts.append(f"<li{_id(pair)}>{self._inside(pair, 'div')}")
        parts.extend(f"</li></{tag}>" for _, tag in reversed(opened))
        return "".join(parts)

    def _table(self, pairs: list[Pair]) -> str:
        rows = groupby(sorted(pairs, key=_place), key=lambda pair: pair[0].block.row)
        body = "\n".join(f"<tr>{self._row(list(cells))}</tr>" for _, cells in rows)
        _ = self._words
        label = escape(_("Table"))
        return f'<div class=table role=region tabindex=0 aria-label="{label}"><table>{body}</table></div>'

    def _row(self, cells: list[Pair]) -> str:
        parts: list[str] = []
        next_column = 0
        for pair in cells:
            block = pair[0].block
            parts.append("<td></td>" * (block.column - next_column))
            next_column = block.column + 1
            tag = "th" if block.header else "td"
            scope = f" scope={'col' if block.row == 0 else 'row'}" if block.header else ""
            parts.append(f"<{tag}{scope}{_id(pair)}>{self._inside(pair, 'div')}</{tag}>")
        return "".join(parts)

    def _figures(self, pairs: Iterable[Pair]) -> str:
        return "\n".join(self._figure(pair) for pair in pairs)

    def _figure(self, pair: Pair) -> str:
        picture = self._picture(pair, pair[0].block.image)
        caption = self._inside(pair, "div", lambda c: c.kind not in (SegmentKind.ALT, SegmentKind.CREDIT))
        credit = self._inside(pair, "div", lambda c: c.kind is SegmentKind.CREDIT)
        if credit and len(self._columns) == 1:
            credit = f" <small>{credit}</small>"
        below = caption + credit
        text = f"<figcaption>{below}</figcaption>" if below else ""
        return f"<figure{_id(pair)}>{picture}{text}</figure>"

    def _picture(self, pair: Pair, image: Image | None) -> str:
        src = media_path(image)
        if image is None or not src:
            return ""
        column = self._columns[-1]
        size = f" width={image.width} height={image.height}" if image.width and image.height else ""
        alt = escape(alt_of(pair[0]))
        lang = column.attributes if alt and len(self._columns) > 1 else ""
        # The first picture is often the largest thing in view; waiting for the layout would show it late.
        later, self._later = self._later, " loading=lazy"
        return f'<img src="{self._media}{quote(src)}"{size}{later}{lang} alt="{alt}">'

    def _inside(self, pair: Pair, tag: str, keep: Callable[[Cell], bool] | None = None) -> str:
        sides = pair[1] if keep is None else tuple(tuple(filter(keep, side)) for side in pair[1])
        if len(sides) == 1:
            return self._columns[0].spans(sides[0])
        if not any(sides):
            return ""
        (left, right), (ours, theirs) = self._columns, sides
        return f"<{tag}{left.attributes}>{left.spans(ours)}</{tag}><{tag}{right.attributes}>{right.spans(theirs)}</{tag}>"


def media_path(image: Image | None) -> str:
    """The file of a picture below the site's media folder; "" for one that is not the newsroom's own copy."""
    if image is None or ":" in image.src or image.src.startswith("//"):
        return ""
    path = image.src.removeprefix("media/")
    return "" if not path or path.startswith("/") or ".." in path.split("/") else path


def alt_of(view: BlockView) -> str:
    """The alternative text of a figure in one language."""
    spoken = plain_of(s for s in view.segments if s.kind is SegmentKind.ALT)
    return spoken or (view.block.image.alt if view.block.image else "")


def _id(pair: Pair) -> str:
    segments = pair[0].segments
    return f" id=p{segments[0].key}" if segments else ""


def _place(pair: Pair) -> tuple[int, int]:
    return pair[0].block.row, pair[0].block.column


def _start(marker: str) -> str:
    number = marker.strip(" .)(")
    return f" start={int(number)}" if number.isdecimal() and number != "1" else ""
