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


# Places in prepared HTML that a page fills; no text holds them, since control characters are taken out of it.
_LETTER, _FOCUS, _BLOCK = "\x01", "\x02", "\x03"


class Prepared(NamedTuple):
    """An edition whose segments are HTML already; they are used on its own page and on the parallel one.

    Each block's HTML has a place for the letter of the ids and for what makes a sentence focusable. ``parts`` has the
    caption and the credit of each figure by its place among the blocks.
    """

    edition: EditionView
    headline: str
    summary: str
    blocks: tuple[str, ...]
    parts: Mapping[int, tuple[str, str]]
    keys: tuple[str, ...]
    states: frozenset[State]
    stale: bool


class Pair(NamedTuple):
    """A block, its HTML in the one or two languages of the page, and if it is a figure that of caption and credit."""

    view: BlockView
    sides: tuple[str, ...]
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One language on a page: its texts' attributes, the letter of its ids, and whether its sentences take focus."""

    lang: str
    letter: str = "s"
    focus: str = ""
    page: str = ""

    @property
    def attributes(self) -> str:
        """``lang`` of this column's texts, and ``dir`` where it is not that of the page, which they inherit."""
        return lang_attributes(self.lang, self.page)

    def fill(self, html: str) -> str:
        """Prepared HTML as it stands in this column."""
        return html.replace(_LETTER, self.letter).replace(_FOCUS, self.focus)

    def fill_all(self, parts: Sequence[str]) -> list[str]:
        """Several pieces of prepared HTML at once, which is quicker than one by one."""
        return self.fill(_BLOCK.join(parts)).split(_BLOCK) if parts else []


@lru_cache(maxsize=64)
def lang_attributes(lang: str, within: str = "") -> str:
    """``lang`` and ``dir`` of a text, the latter only where it differs from that of the language around it."""
    own = tags.direction(lang)
    return f" lang={lang}" if within and own == tags.direction(within) else f" lang={lang} dir={own}"


def prepare(edition: EditionView, words: Words, source: str) -> Prepared:
    """The edition's segments as HTML; ``words`` label what is not approved, ``source`` is what it was made from."""
    marks = _Marks(words, source)
    segments = edition.segments
    figures = [n for n, view in enumerate(edition.blocks) if view.block.kind is BlockKind.FIGURE]
    return Prepared(
        edition,
        marks.spans(edition.headline),
        marks.spans(edition.summary),
        tuple([marks.spans(view.segments) for view in edition.blocks]),
        {n: marks.figure(edition.blocks[n].segments) for n in figures},
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
    return _Body(edition.edition, (edition,), (Column(edition.edition.lang),), words, media).html()


def parallel(source: Prepared, target: Prepared, words: Words, media: str) -> str:
    """The body of a parallel page; the editions must be aligned."""
    both = columns(source.edition.lang, target.edition.lang)
    return _Body(target.edition, (source, target), both, words, media).html()


def columns(source: str, target: str) -> tuple[Column, Column]:
    """The two columns of a parallel page; a source sentence can be focused, which marks its counterpart."""
    return Column(source, focus=" tabindex=0", page=target), Column(target, letter="t", page=target)


class _Marks:
    """What is said of a segment that is not simply approved text."""

    def __init__(self, words: Words, source: str) -> None:
        self._words = words
        self._source = source

    def spans(self, segments: Sequence[SegmentView]) -> str:
        """The segments of one block, each in its span; an inline code may reach over several of them."""
        parts: list[str] = []
        opened: tuple[Code, ...] = ()
        gap = ""
        for segment in segments:
            html, opened = html_of(segment, opened)
            marks = ""
            if segment.state is not State.APPROVED or segment.stale or segment.joined:
                marks, label = self._marks(segment)
                html += label
            parts.append(f"{gap}<span id={_LETTER}{segment.key}{marks}{_FOCUS}>{html}</span>")
            gap = segment.gap
            if gap != " ":
                gap = "" if segment.kind in _OWN_LINE else escape(gap)
            elif segment.kind in _OWN_LINE:
                gap = ""
        return "".join(parts)

    def figure(self, segments: Sequence[SegmentView]) -> tuple[str, str]:
        """Caption and credit of a figure."""
        caption = [s for s in segments if s.kind not in (SegmentKind.ALT, SegmentKind.CREDIT)]
        return self.spans(caption), self.spans([s for s in segments if s.kind is SegmentKind.CREDIT])

    def _marks(self, segment: SegmentView) -> tuple[str, str]:
        """The attributes and the label of a segment."""
        _ = self._words
        if segment.joined:
            return " class=joined", ""
        if segment.state is State.UNTRANSLATED:
            lang = lang_attributes(self._source, self._words.lang)
            return f" class=missing{lang}", self._label(_("not translated yet"))
        if segment.state is State.APPROVED:
            return " class=stale", self._label(_("changed in the original"))
        if segment.origin is Origin.MACHINE:
            return " class=draft data-origin=machine", self._label(_("machine draft"))
        return " class=draft", self._label(_("not reviewed yet"))

    def _label(self, text: str) -> str:
        return f" <small lang={self._words.lang} dir={self._words.dir}>{escape(text)}</small>"


class _Body:
    """Renders blocks for one column or two."""

    def __init__(
        self,
        shown: EditionView,
        texts: tuple[Prepared, ...],
        of: tuple[Column, ...],
        words: Words,
        media: str,
    ) -> None:
        self._columns = of
        self._words = words
        self._media = media
        self._box = "p" if len(of) == 1 else "div"
        self._depth = 1
        self._later = ""
        filled = [column.fill_all(text.blocks) for column, text in zip(of, texts, strict=True)]
        self._pairs = [Pair(*both) for both in zip(shown.blocks, zip(*filled, strict=True), strict=True)]
        for place in texts[0].parts:
            captions, credits_ = (
                tuple(column.fill(text.parts[place][n]) for column, text in zip(of, texts, strict=True))
                for n in (0, 1)
            )
            self._pairs[place] = self._pairs[place]._replace(captions=captions, credits=credits_)

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
        runs = groupby(self._pairs, key=lambda pair: (pair.view.block.kind, pair.view.block.group))
        return "\n".join(by_kind[kind](list(pairs)) for (kind, _), pairs in runs)

    def _paragraphs(self, pairs: Iterable[Pair]) -> str:
        box = self._box
        return "\n".join(f"<{box}{_id(pair)}>{self._inside(pair.sides, 'p')}</{box}>" for pair in pairs)

    def _headings(self, pairs: Iterable[Pair]) -> str:
        parts = []
        for pair in pairs:
            # A level left out would tell a screen reader of a section that is not there.
            self._depth = max(2, min(pair.view.block.level or 2, self._depth + 1, 6))
            parts.append(f"<h{self._depth}{_id(pair)}>{self._inside(pair.sides, 'span')}</h{self._depth}>")
        return "\n".join(parts)

    def _quote(self, pairs: Iterable[Pair]) -> str:
        return f"<blockquote>{self._paragraphs(pairs)}</blockquote>"

    def _list(self, pairs: Iterable[Pair]) -> str:
        parts: list[str] = []
        opened: list[tuple[int, str]] = []
        for pair in pairs:
            block = pair.view.block
            level, tag = max(block.level, 1), "ol" if block.ordered else "ul"
            while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1] != tag)):
                parts.append(f"</li></{opened.pop()[1]}>")
            if opened and opened[-1][0] == level:
                parts.append("</li>\n")
            else:
                opened.append((level, tag))
                parts.append(f"<{tag}{_start(block.marker) if block.ordered else ''}>")
            parts.append(f"<li{_id(pair)}>{self._inside(pair.sides, 'div')}")
        parts.extend(f"</li></{tag}>" for _, tag in reversed(opened))
        return "".join(parts)

    def _table(self, pairs: list[Pair]) -> str:
        rows = groupby(sorted(pairs, key=_place), key=lambda pair: pair.view.block.row)
        body = "\n".join(f"<tr>{self._row(list(cells))}</tr>" for _, cells in rows)
        _ = self._words
        label = escape(_("Table"))
        return f'<div class=table role=region tabindex=0 aria-label="{label}"><table>{body}</table></div>'

    def _row(self, cells: list[Pair]) -> str:
        parts: list[str] = []
        next_column = 0
        for pair in cells:
            block = pair.view.block
            parts.append("<td></td>" * (block.column - next_column))
            next_column = block.column + 1
            tag = "th" if block.header else "td"
            scope = f" scope={'col' if block.row == 0 else 'row'}" if block.header else ""
            parts.append(f"<{tag}{scope}{_id(pair)}>{self._inside(pair.sides, 'div')}</{tag}>")
        return "".join(parts)

    def _figures(self, pairs: Iterable[Pair]) -> str:
        return "\n".join(self._figure(pair) for pair in pairs)

    def _figure(self, pair: Pair) -> str:
        picture = self._picture(pair, pair.view.block.image)
        caption = self._inside(pair.captions, "div")
        credit = self._inside(pair.credits, "div")
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
        alt = escape(alt_of(pair.view))
        lang = column.attributes if alt and len(self._columns) > 1 else ""
        # The first picture is often the largest thing in view; waiting for the layout would show it late.
        later, self._later = self._later, " loading=lazy"
        return f'<img src="{self._media}{quote(src)}"{size}{later}{lang} alt="{alt}">'

    def _inside(self, sides: tuple[str, ...], tag: str) -> str:
        """What stands in a block: its one text, or both, each under its language."""
        if len(sides) == 1:
            return sides[0]
        if not any(sides):
            return ""
        (left, right), (ours, theirs) = self._columns, sides
        # Inside the pair's own element a paragraph needs no end tag.
        end = "" if tag == "p" else f"</{tag}>"
        return f"<{tag}{left.attributes}>{ours}{end}<{tag}{right.attributes}>{theirs}{end}"


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
    segments = pair.view.segments
    return f" id=p{segments[0].key}" if segments else ""


def _place(pair: Pair) -> tuple[int, int]:
    return pair.view.block.row, pair.view.block.column


def _start(marker: str) -> str:
    number = marker.strip(" .)(")
    return f" start={int(number)}" if number.isdecimal() and number != "1" else ""
