"""The text of an article as HTML: blocks in their structure, each with the id of its first sentence.

On a page in one language the id stands on the block; on the parallel page, where a block holds the source and then
the target and stays one list item, one heading, one table cell, it stands on each text, the target's beginning with
``T``. So an address with ``#`` and a sentence's id works on all three pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from urllib.parse import quote

from i18nflow.model import BlockKind, Image, SegmentKind
from i18nflow.publish.sentences import Prepared, Text, lang_attributes
from i18nflow.publish.text import escape, plain_of
from i18nflow.publish.views import BlockView
from i18nflow.publish.words import Words

_BETWEEN = "\x02"
"""Stands between texts that are worked on together; none of them holds it, control characters being taken out."""
_SPAN, _FOCUSABLE, _TARGET = "<span id=", "<span tabindex=0 id=", "<span id=T"


def single(text: Prepared, words: Words, media: str, *, closed: bool = False) -> str:
    """The body of a source or target page; ``media`` is the way to the folder of pictures.

    ``closed`` gives every paragraph its end tag, which HTML can do without and some other systems cannot.
    """
    return _Single(text, words, media, "</p>" if closed else "").html()


def parallel(source: Prepared, target: Prepared, words: Words, media: str) -> str:
    """The body of a parallel page; the editions must be aligned."""
    return _Parallel(source, target, words, media).html()


def column_attributes(source: str, target: str) -> tuple[str, str]:
    """The attributes of the source's and the target's texts on their parallel page, which speaks the target language."""
    return lang_attributes(source, target), lang_attributes(target, target)


def inside(text: Text) -> str:
    """A text as it stands inside an element that has its id."""
    return f"<span{text.marks}>{text.first}</span>{text.rest}" if text.marks else text.first + text.rest


def pair(tag: str, source: Text, target: Text, attributes: tuple[str, str], end: str) -> str:
    """Both texts of a block, each in a ``tag`` with its language and id; the source's sentences take focus."""
    left, right = attributes
    return (
        f"<{tag}{left} id={source.id}><span{source.marks} tabindex=0>{source.first}</span>"
        f"{source.rest.replace(_SPAN, _FOCUSABLE) if source.rest else ''}{end}"
        f"<{tag}{right} id=T{target.id}><span{target.marks}>{target.first}</span>"
        f"{target.rest.replace(_SPAN, _TARGET) if target.rest else ''}{end}"
    )


class _Body:
    """Renders the blocks of a page; in how many languages is its children's affair."""

    def __init__(self, shown: Prepared, words: Words, media: str) -> None:
        self._views = shown.edition.blocks
        self._words = words
        self._media = media
        self._depth = 1
        self._later = ""

    def html(self) -> str:
        """The whole body."""
        views = self._views
        if [view.block.kind for view in views].count(BlockKind.PARAGRAPH) == len(views):
            return self._paragraphs(range(len(views)))
        by_kind: dict[BlockKind, Callable[[Sequence[int]], str]] = {
            BlockKind.LIST_ITEM: self._list,
            BlockKind.QUOTE: self._quote,
            BlockKind.TABLE_CELL: self._table,
            BlockKind.HEADING: self._headings,
            BlockKind.FIGURE: self._figures,
            BlockKind.PARAGRAPH: self._paragraphs,
        }
        runs = groupby(range(len(views)), key=lambda n: (views[n].block.kind, views[n].block.group))
        return "\n".join([by_kind[kind](list(places)) for (kind, _), places in runs])

    def _paragraphs(self, places: Sequence[int]) -> str:
        raise NotImplementedError

    def _id(self, place: int) -> str:
        """The attribute of a block, where it stands there."""
        raise NotImplementedError

    def _inside(self, place: int, tag: str) -> str:
        """What stands in a block; each language of several in a ``tag`` of its own."""
        raise NotImplementedError

    def _below(self, place: int) -> str:
        """Caption and credit of a figure."""
        raise NotImplementedError

    def _alt_attributes(self) -> str:
        """What a picture's alternative text needs beside it."""
        return ""

    def _headings(self, places: Sequence[int]) -> str:
        parts = []
        for place in places:
            # A level left out would tell a screen reader of a section that is not there.
            self._depth = max(2, min(self._views[place].block.level or 2, self._depth + 1, 6))
            parts.append(f"<h{self._depth}{self._id(place)}>{self._inside(place, 'span')}</h{self._depth}>")
        return "\n".join(parts)

    def _quote(self, places: Sequence[int]) -> str:
        return f"<blockquote>{self._paragraphs(places)}</blockquote>"

    def _list(self, places: Sequence[int]) -> str:
        parts: list[str] = []
        opened: list[tuple[int, str]] = []
        for place in places:
            block = self._views[place].block
            level, tag = max(block.level, 1), "ol" if block.ordered else "ul"
            while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1] != tag)):
                parts.append(f"</li></{opened.pop()[1]}>")
            if opened and opened[-1][0] == level:
                parts.append("</li>\n")
            else:
                opened.append((level, tag))
                parts.append(f"<{tag}{_start(block.marker) if block.ordered else ''}>")
            parts.append(f"<li{self._id(place)}>{self._inside(place, 'div')}")
        parts.extend(f"</li></{tag}>" for _, tag in reversed(opened))
        return "".join(parts)

    def _table(self, places: Sequence[int]) -> str:
        blocks = self._views
        ordered = sorted(places, key=lambda n: (blocks[n].block.row, blocks[n].block.column))
        rows = groupby(ordered, key=lambda n: blocks[n].block.row)
        body = "\n".join(f"<tr>{self._row(list(cells))}</tr>" for _, cells in rows)
        _ = self._words
        label = escape(_("Table"))
        return f'<div class=table role=region tabindex=0 aria-label="{label}"><table>{body}</table></div>'

    def _row(self, cells: Sequence[int]) -> str:
        parts: list[str] = []
        next_column = 0
        for place in cells:
            block = self._views[place].block
            parts.append("<td></td>" * (block.column - next_column))
            next_column = block.column + 1
            tag = "th" if block.header else "td"
            scope = f" scope={'col' if block.row == 0 else 'row'}" if block.header else ""
            parts.append(f"<{tag}{scope}{self._id(place)}>{self._inside(place, 'div')}</{tag}>")
        return "".join(parts)

    def _figures(self, places: Sequence[int]) -> str:
        return "\n".join([self._figure(place) for place in places])

    def _figure(self, place: int) -> str:
        picture = self._picture(self._views[place])
        below = self._below(place)
        text = f"<figcaption>{below}</figcaption>" if below else ""
        return f"<figure{self._id(place)}>{picture}{text}</figure>"

    def _picture(self, view: BlockView) -> str:
        image = view.block.image
        src = media_path(image)
        if image is None or not src:
            return ""
        size = f" width={image.width} height={image.height}" if image.width and image.height else ""
        alt = escape(alt_of(view))
        lang = self._alt_attributes() if alt else ""
        # The first picture is often the largest thing in view; waiting for the layout would show it late.
        later, self._later = self._later, " loading=lazy"
        return f'<img src="{self._media}{quote(src)}"{size}{later}{lang} alt="{alt}">'


class _Single(_Body):
    """One language: the id of a block's first sentence is the block's."""

    def __init__(self, text: Prepared, words: Words, media: str, end: str) -> None:
        super().__init__(text, words, media)
        self._text = text
        self._end = end

    def _paragraphs(self, places: Sequence[int]) -> str:
        end = self._end
        texts = self._text.blocks[places[0] : places[-1] + 1] if places else ()
        if self._text.marked:
            return "\n".join([f"<p{_id(text.id)}>{inside(text)}{end}" for text in texts])
        return "\n".join(
            [f"<p id={i}>{first}{rest}{end}" if i else f"<p>{end}" for i, first, _, rest in texts]
        )

    def _id(self, place: int) -> str:
        return _id(self._text.blocks[place].id)

    def _inside(self, place: int, tag: str) -> str:
        return inside(self._text.blocks[place])

    def _below(self, place: int) -> str:
        caption, credit_ = self._text.captions[place]
        return f"{caption} <small>{credit_}</small>" if credit_ else caption


class _Parallel(_Body):
    """Two languages: both texts of a block stand in it, the source first, each with its id."""

    def __init__(self, source: Prepared, target: Prepared, words: Words, media: str) -> None:
        super().__init__(target, words, media)
        self._texts = source, target
        self._attributes = column_attributes(source.edition.lang, target.edition.lang)

    def _paragraphs(self, places: Sequence[int]) -> str:
        if not places:
            return ""
        # All at once, since there are many. Inside the pair's own element a paragraph needs no end tag.
        ours, theirs = (text.blocks[places[0] : places[-1] + 1] for text in self._texts)
        left, right = self._attributes
        focusable = _BETWEEN.join([text.rest for text in ours]).replace(_SPAN, _FOCUSABLE).split(_BETWEEN)
        targets = _BETWEEN.join([text.rest for text in theirs]).replace(_SPAN, _TARGET).split(_BETWEEN)
        pairs = [
            f"<div><p{left} id={i}><span{marks} tabindex=0>{first}</span>{rest}"
            f"<p{right} id=T{i}><span{their_marks}>{their_first}</span>{their_rest}</div>"
            if i
            else "<div></div>"
            for (i, first, marks, _), (_, their_first, their_marks, _), rest, their_rest in zip(
                ours, theirs, focusable, targets, strict=True
            )
        ]
        return "\n".join(pairs)

    def _id(self, place: int) -> str:
        # A picture is one for both languages.
        figure = self._views[place].block.kind is BlockKind.FIGURE
        return _id(self._texts[0].blocks[place].id) if figure else ""

    def _inside(self, place: int, tag: str) -> str:
        return self._pair(place, tag, f"</{tag}>")

    def _pair(self, place: int, tag: str, end: str) -> str:
        ours, theirs = (text.blocks[place] for text in self._texts)
        return pair(tag, ours, theirs, self._attributes, end) if ours.id else ""

    def _below(self, place: int) -> str:
        parts = []
        for ours, theirs in zip(*(text.captions[place] for text in self._texts), strict=True):
            if ours or theirs:
                left, right = self._attributes
                one, two = ours.replace(_SPAN, _FOCUSABLE), theirs.replace(_SPAN, _TARGET)
                parts.append(f"<div{left}>{one}</div><div{right}>{two}</div>")
        return "".join(parts)

    def _alt_attributes(self) -> str:
        return self._attributes[1]


def media_path(image: Image | None) -> str:
    """The file of a picture below the site's media folder; "" for one that is not the newsroom's own copy."""
    if image is None or ":" in image.src or image.src.startswith("//"):
        return ""
    path = image.src.removeprefix("media/")
    return "" if not path or path.startswith("/") or ".." in path.split("/") else path


def alt_of(view: BlockView) -> str:
    """The alternative text of a figure in one language."""
    spoken = plain_of([s for s in view.segments if s.kind is SegmentKind.ALT])
    return spoken or (view.block.image.alt if view.block.image else "")


def _id(value: str) -> str:
    return f" id={value}" if value else ""


def _start(marker: str) -> str:
    number = marker.strip(" .)(")
    return f" start={int(number)}" if number.isdecimal() and number != "1" else ""
