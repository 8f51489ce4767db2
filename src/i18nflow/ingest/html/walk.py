"""A sanitised tree to blocks: headings, nested lists, tables, quotes, figures and the markup inside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from i18nflow import markup
from i18nflow.ingest.encoding import without_controls
from i18nflow.ingest.html import credits, inline, pictures, regions
from i18nflow.ingest.html.inline import Inline
from i18nflow.model import Block, BlockKind, Code

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
) | frozenset(_HEADINGS)
_MOST_BLOCKS = 50_000


@dataclass(frozen=True, slots=True)
class Walked:
    """A block, the region it stands in if its markup says that is furniture, and whether it is an ``<h1>``."""

    block: Block
    region: str = ""
    is_h1: bool = False


@dataclass(slots=True)
class _Context:
    """Where in the tree the walk is."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    ordered: bool = False
    group: int = 0
    row: int = 0
    column: int = 0
    header: bool = False
    region: str = ""
    line: int | None = None
    flat: bool = False
    """Inside a list item or cell: paragraphs become line breaks."""


@dataclass(slots=True)
class Walker:
    """Turns a tree into blocks; ``base`` is the page's address, for relative links and pictures."""

    base: str = ""
    done: list[Walked] = field(default_factory=list)
    places: list[HtmlElement] = field(default_factory=list)
    """The element that each of ``done`` comes from."""
    dropped: int = 0
    _inline: Inline = field(default_factory=Inline)
    _groups: Iterator[int] = field(default_factory=lambda: count(1))
    _outer: bool = False
    """Whether the outermost level of the running numbered paragraphs is ordered."""
    _waiting: list[tuple[Block, str, HtmlElement]] = field(default_factory=list)

    def walk(self, root: HtmlElement) -> list[Walked]:
        """The blocks below ``root`` in document order."""
        context = _Context()
        self._children(root, context)
        self._flush(context, root)
        return self.done

    def _children(self, element: HtmlElement, context: _Context) -> None:
        if element.text:
            self._inline.text(element.text)
        for child in element:
            if isinstance(child.tag, str) and not regions.is_hidden(child):
                self._element(child, context)
            if child.tail:
                self._inline.text(child.tail)

    def _element(self, element: HtmlElement, context: _Context) -> None:
        tag = element.tag
        if tag == "img":
            self._picture(element, context)
        elif tag == "br":
            # Two breaks in a row are how many editors divide paragraphs.
            if self._inline.line_break() and not context.flat:
                self._flush(context, element)
        elif tag in _BLOCKS:
            self._block(element, context)
        elif tag == "a":
            self._link(element, context)
        elif tag == "q":
            self._inline.text("“")
            self._children(element, context)
            self._inline.text("”")
        elif name := inline.name_of(element):
            self._inline.start(name)
            self._children(element, context)
            self._inline.end()
        else:
            self._children(element, context)

    def _link(self, element: HtmlElement, context: _Context) -> None:
        href = self._address(element.get("href", ""))
        if not href:
            self._children(element, context)
            return
        self._inline.start("a", href, without_controls(element.get("title", "")))
        self._children(element, context)
        self._inline.end()

    def _address(self, href: str) -> str:
        """An absolute address of the web or of mail, "" for any other."""
        href = without_controls(href).strip()
        if not href or href.startswith("#"):
            return ""
        try:
            full = urljoin(self.base, href) if self.base else href
            scheme = urlsplit(full).scheme
        except ValueError:
            return ""
        return full if scheme in {"http", "https", "mailto"} else ""

    def _block(self, element: HtmlElement, context: _Context) -> None:
        tag = element.tag
        region = context.region or regions.furniture_region(element)
        if context.flat and tag not in {"ul", "ol", "menu", "table", "figure", "li"} and tag not in _HEADINGS:
            self._inline.line_break()
            self._children(element, context)
            self._inline.line_break()
            return
        self._flush(context, element)
        inner = replace(context, region=region, line=_line(element) or context.line)
        self._handler(tag, element)(element, inner)
        self._flush(inner, element)

    def _handler(self, tag: str, element: HtmlElement) -> Callable[[HtmlElement, _Context], None]:
        if tag in _HEADINGS:
            return self._heading
        if tag == "table":
            return self._children if regions.is_layout_table(element) else self._table
        named: dict[str, Callable[[HtmlElement, _Context], None]] = {
            "ul": self._list, "ol": self._list, "menu": self._list, "li": self._item,
            "blockquote": self._quote, "figure": self._figure, "dt": self._defined, "pre": self._pre,
        }  # fmt: skip
        if tag == "p" and element.get("data-list"):
            return self._numbered
        return named.get(tag, self._children)

    def _heading(self, element: HtmlElement, context: _Context) -> None:
        level = max(2, _HEADINGS[element.tag])
        inner = replace(context, kind=BlockKind.HEADING, level=level, group=0, flat=True)
        self._children(element, inner)
        self._flush(inner, element, first_heading=element.tag == "h1")

    def _list(self, element: HtmlElement, context: _Context) -> None:
        nested = context.kind is BlockKind.LIST_ITEM
        group = context.group if nested else next(self._groups)
        level = context.level + 1 if nested else 1
        inner = replace(
            context,
            kind=BlockKind.LIST_ITEM,
            level=level,
            ordered=element.tag == "ol",
            group=group,
            flat=False,
        )
        for child in element:
            # Lists directly inside lists, as some editors write them, hang under the item before.
            if isinstance(child.tag, str) and not regions.is_hidden(child):
                self._element(child, inner)

    def _item(self, element: HtmlElement, context: _Context) -> None:
        in_list = (
            context
            if context.kind is BlockKind.LIST_ITEM
            else replace(context, kind=BlockKind.LIST_ITEM, level=1, group=next(self._groups))
        )
        inner = replace(in_list, flat=True)
        self._children(element, inner)
        self._flush(inner, element)

    def _numbered(self, element: HtmlElement, context: _Context) -> None:
        """A paragraph that a word processor numbered: consecutive ones are one list."""
        digits = element.get("data-level", "")
        level = (
            max(1, min(9, int(digits))) if digits.isascii() and digits.isdigit() and len(digits) < 3 else 1
        )
        ordered = element.get("data-list") == "ordered"
        previous = self.done[-1].block if self.done else None
        if (
            previous is None
            or previous.kind is not BlockKind.LIST_ITEM
            or (level == 1 and self._outer != ordered)
        ):
            group = next(self._groups)
        else:
            group = previous.group
        if level == 1:
            self._outer = ordered
        inner = replace(
            context, kind=BlockKind.LIST_ITEM, level=level, ordered=ordered, group=group, flat=True
        )
        self._children(element, inner)
        self._flush(inner, element)

    def _quote(self, element: HtmlElement, context: _Context) -> None:
        inner = replace(context, kind=BlockKind.QUOTE, level=0, group=next(self._groups), flat=False)
        self._children(element, inner)
        self._flush(inner, element)

    def _defined(self, element: HtmlElement, context: _Context) -> None:
        self._inline.start("strong")
        self._children(element, context)
        self._flush(context, element)
        self._inline.end()

    def _pre(self, element: HtmlElement, context: _Context) -> None:
        for line in element.text_content().split("\n"):
            self._inline.text(line)
            self._inline.line_break()

    def _table(self, element: HtmlElement, context: _Context) -> None:
        group = next(self._groups)
        for caption in element.iterchildren("caption"):
            self._children(caption, context)
            self._flush(context, caption)
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        taken: set[tuple[int, int]] = set()
        for index, row in enumerate(rows):
            column = 0
            for cell in row.iterchildren("td", "th"):
                while (index, column) in taken:
                    column += 1
                self._cell(cell, replace(context, group=group, row=index, column=column))
                wide, high = _span(cell, "colspan", 50), _span(cell, "rowspan", 50)
                taken |= (
                    {(index + y, column + x) for y in range(high) for x in range(wide)}
                    if (wide, high) != (1, 1)
                    else set()
                )
                column += wide

    def _cell(self, cell: HtmlElement, context: _Context) -> None:
        header = cell.tag == "th" or next(cell.iterancestors("thead"), None) is not None
        inner = replace(context, kind=BlockKind.TABLE_CELL, level=0, header=header, flat=True)
        before = len(self.done)
        for nested in list(cell.iter("table", "ul", "ol")):
            nested.tag = "div"  # a grid inside a cell becomes its lines
        for item in cell.iter("li", "tr"):
            item.tag = "div"
        self._children(cell, inner)
        self._flush(inner, cell)
        if not any(w.block.kind is BlockKind.TABLE_CELL for w in self.done[before:]):
            self._put(
                Block(
                    BlockKind.TABLE_CELL,
                    "",
                    group=context.group,
                    row=context.row,
                    column=context.column,
                    header=header,
                ),
                inner,
                cell,
            )

    def _figure(self, element: HtmlElement, context: _Context) -> None:
        shown = [image for img in element.iter("img") if (image := pictures.image_of(img, self.base))]
        captions = list(element.iter("figcaption"))
        if not shown:
            self._children(element, context)
            return
        credit = ""
        caption = captions[0] if captions else None
        scope = caption if caption is not None else element
        for part in [part for part in scope.iter() if part is not scope and credits.is_credit(part)]:
            credit = credit or credits.text_of(part)
            regions.remove(part)
        text, codes = Walker(self.base).caption(caption) if caption is not None else ("", ())
        if not credit and text and not codes:
            text, credit = credits.split(text)
        for index, image in enumerate(shown):
            own = (text, codes) if index == len(shown) - 1 else ("", ())
            block = Block(
                BlockKind.FIGURE,
                own[0],
                own[1],
                image=replace(image, credit=credit or image.credit),
                line=context.line,
            )
            self._put(block, context, element)
        for leftover in [child for child in element if child.tag in {"p", "blockquote", "ul", "ol", "table"}]:
            self._element(leftover, context)

    def caption(self, element: HtmlElement) -> tuple[str, tuple[Code, ...]]:
        """The words of a caption with their codes, pictures left out."""
        self._children(element, _Context(flat=True))
        return self._inline.take()

    def _picture(self, element: HtmlElement, context: _Context) -> None:
        image = pictures.image_of(element, self.base)
        if image is None:
            self.dropped += 1
            return
        block = Block(BlockKind.FIGURE, "", image=image, line=_line(element) or context.line)
        self._waiting.append((block, context.region, element))

    def _flush(self, context: _Context, element: HtmlElement, *, first_heading: bool = False) -> None:
        """End the block under construction; pictures that stood in it follow it."""
        text, codes = self._inline.take()
        text = without_controls(text)
        if markup.plain(text, codes).strip():
            kind = context.kind
            block = Block(
                kind, text, codes, line=context.line, header=context.header,
                level=context.level if kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) else 0,
                ordered=context.ordered if kind is BlockKind.LIST_ITEM else False,
                group=context.group if kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH) else 0,
                row=context.row, column=context.column,
            )  # fmt: skip
            self._put(block, context, element, is_h1=first_heading)
        waiting, self._waiting = self._waiting, []
        for figure, region, place in waiting:
            self._put(figure, replace(context, region=region), place)

    def _put(self, block: Block, context: _Context, element: HtmlElement, *, is_h1: bool = False) -> None:
        if len(self.done) < _MOST_BLOCKS:
            self.done.append(Walked(block, context.region, is_h1))
            self.places.append(element)
        else:
            self.dropped += 1


def _line(element: HtmlElement) -> int | None:
    line = element.get("data-line", "")
    return int(line) if line.isascii() and line.isdigit() and len(line) < 9 else None


def _span(cell: HtmlElement, name: str, most: int) -> int:
    value = cell.get(name, "")
    return max(1, min(most, int(value))) if value.isascii() and value.isdigit() and len(value) < 5 else 1
