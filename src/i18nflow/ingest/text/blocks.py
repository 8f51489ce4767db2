"""Logical lines to blocks: headings, paragraphs, list items, quotes and tables by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from i18nflow.ingest.text.lines import TextLine
from i18nflow.ingest.text.markers import Marker, marker_of
from i18nflow.model import Block, BlockKind

_HEADING_LONGEST = 140
_NO_HEADING_END = (".", ",", ";", ":", "…")
_RULE = re.compile(r"(?:={3,}|-{3,}|~{3,}|_{3,}|\*{3,}|(?:\* ){2,}\*|#{3,})")
_STEPS = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_SPACES = re.compile(r"[ \t]+")
_ORDERED = ("number", "letter")


def build(lines: Sequence[TextLine]) -> tuple[Block, ...]:
    """The blocks of ``lines`` in order, each with the number of its line."""
    blocks: list[Block] = []
    groups = iter(range(1, len(lines) + 2))
    index = 0
    while index < len(lines):
        taken = (
            _table(lines, index, groups)
            or _quote(lines, index, groups)
            or _list(lines, index, groups)
            or _ruled(lines, index)
            or _single(lines, index, has_body=bool(blocks))
        )
        blocks.extend(taken[0])
        index += taken[1]
    return tuple(blocks)


_Taken = tuple[list[Block], int]


def _table(lines: Sequence[TextLine], index: int, groups: Iterator[int]) -> _Taken | None:
    """Two or more lines, each with the same number of tabs between cells."""
    width = lines[index].text.count("\t")
    if width == 0:
        return None
    end = index
    while (
        end < len(lines)
        and lines[end].text.count("\t") == width
        and (end == index or not lines[end].after_blank)
    ):
        end += 1
    if end - index < 2 or marker_of(lines[index].text):
        return None
    group = next(groups)
    cells = [
        Block(BlockKind.TABLE_CELL, _clean(cell), group=group, row=row, column=column, line=line.number)
        for row, line in enumerate(lines[index:end])
        for column, cell in enumerate(line.text.split("\t"))
    ]
    return cells, end - index


def _quote(lines: Sequence[TextLine], index: int, groups: Iterator[int]) -> _Taken | None:
    """Lines that start with ``>``; an empty one divides two paragraphs of one quote."""
    if not _quoted(lines[index]):
        return None
    paragraphs: list[tuple[int, list[str]]] = []
    end, fresh = index, True
    while end < len(lines) and _quoted(lines[end]):
        text = _clean(lines[end].text.lstrip("> \t"))
        fresh = fresh or (end > index and lines[end].after_blank)
        if text and fresh:
            paragraphs.append((lines[end].number, [text]))
        elif text:
            paragraphs[-1][1].append(text)
        fresh = not text
        end += 1
    group = next(groups)
    quoted = [Block(BlockKind.QUOTE, " ".join(texts), group=group, line=line) for line, texts in paragraphs]
    return quoted, end - index


def _quoted(line: TextLine) -> bool:
    return line.text.startswith(">") and (
        len(line.text) == 1 or line.text[1] in "> \t" or line.text[1].isalnum()
    )


def _list(lines: Sequence[TextLine], index: int, groups: Iterator[int]) -> _Taken | None:
    """A run of items, nested by indent, with the lines hanging under them."""
    if not (first := marker_of(lines[index].text)) or not _starts_list(lines, index, first):
        return None
    items = _Items(next(groups))
    for line in lines[index:]:
        marker = marker_of(line.text)
        if marker and (not items.blocks or items.takes(line, marker)):
            items.add(line, marker)
        elif not marker and items.blocks and not line.after_blank and line.indent > items.indents[-1]:
            items.texts[-1].append(_clean(line.text))
        else:
            break
    done = [replace(block, text=" ".join(t)) for block, t in zip(items.blocks, items.texts, strict=True)]
    return done, sum(map(len, items.texts))


class _Items:
    """The items of a list as they are found."""

    def __init__(self, group: int) -> None:
        self.group = group
        self.blocks: list[Block] = []
        self.texts: list[list[str]] = []
        self.indents: list[int] = []
        self.numbers: set[int] = set()

    def takes(self, line: TextLine, marker: Marker) -> bool:
        """Whether a marked line goes on with this list: a dash may be speech, a number must be the next of some level."""
        if marker.kind == "dash" and line.after_blank:
            return line.indent > 0 or self.blocks[-1].marker == marker.text
        if marker.kind != "number" or marker.depth > 1:
            return True
        starts_inner = marker.value == 1 and (line.indent > self.indents[-1] or not self.numbers)
        return starts_inner or marker.value - 1 in self.numbers

    def add(self, line: TextLine, marker: Marker) -> None:
        """Take ``line`` as the next item."""
        self.indents = [indent for indent in self.indents if indent < line.indent] + [line.indent]
        if marker.kind == "number" and marker.depth == 1:
            self.numbers.add(marker.value)
        level, ordered = max(len(self.indents), marker.depth), marker.kind in _ORDERED
        self.blocks.append(
            Block(
                BlockKind.LIST_ITEM,
                "",
                level=level,
                ordered=ordered,
                marker=marker.text,
                group=self.group,
                line=line.number,
            )
        )
        self.texts.append([_clean(line.text[marker.length :])])


def _starts_list(lines: Sequence[TextLine], index: int, marker: Marker) -> bool:
    """A bullet always starts a list; a dash or number only in company, or after a line that announces it."""
    if marker.kind == "bullet":
        return True
    announced = index > 0 and lines[index - 1].text.endswith(":")
    following = marker_of(lines[index + 1].text) if index + 1 < len(lines) else None
    if marker.kind == "dash":
        company = following is not None and following.kind == "dash" and not lines[index + 1].after_blank
        return company or announced or lines[index].indent > 0
    if marker.value > 1:
        return False
    nested = following is not None and lines[index + 1].indent > lines[index].indent
    hanging = index + 2 < len(lines) and not following and lines[index + 1].indent > lines[index].indent
    after = marker_of(lines[index + 2].text) if hanging else None
    in_order = any(
        m is not None and m.kind == marker.kind and m.value == marker.value + 1 for m in (following, after)
    )
    return announced or in_order or nested


def _ruled(lines: Sequence[TextLine], index: int) -> _Taken | None:
    """A heading underlined with ``===`` or ``---``, or a rule between parts, which is no block."""
    if _RULE.fullmatch(lines[index].text):
        return [], 1
    following = lines[index + 1] if index + 1 < len(lines) and not lines[index + 1].after_blank else None
    if (
        following
        and re.fullmatch(r"={3,}|-{3,}|~{3,}", following.text)
        and len(lines[index].text) <= _HEADING_LONGEST
    ):
        level = 2 if following.text[0] == "=" else 3
        return [Block(BlockKind.HEADING, _clean(lines[index].text), level=level, line=lines[index].number)], 2
    return None


def _single(lines: Sequence[TextLine], index: int, *, has_body: bool) -> _Taken:
    line = lines[index]
    text = _clean(line.text)
    following = lines[index + 1] if index + 1 < len(lines) else None
    if _is_heading(line, following, has_body=has_body):
        return [Block(BlockKind.HEADING, text, level=_level(text), line=line.number)], 1
    return [Block(BlockKind.PARAGRAPH, text, line=line.number)], 1


def _is_heading(line: TextLine, following: TextLine | None, *, has_body: bool) -> bool:
    """A short line on its own, not closed like a sentence, above something longer or a list."""
    text = line.text
    if following is None or len(text) > _HEADING_LONGEST or text.endswith(_NO_HEADING_END):
        return False
    if not (line.after_blank or not has_body) or text[0].islower() or not any(c.isalpha() for c in text):
        return False
    if text[0] in "–—-" or (text[0] in '“„"«' and text[-1] in '”“"»'):
        return False  # direct speech
    if text.endswith(("!", "?")) and not line.before_blank:
        return False
    return len(following.text) > len(text) or bool(marker_of(following.text)) or line.before_blank


def _level(text: str) -> int:
    steps = _STEPS.match(text)
    return min(6, 2 + steps[1].count(".")) if steps else 2


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
