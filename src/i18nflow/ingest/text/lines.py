"""The logical lines of a plain text: physical lines, with those of a hard-wrapped file joined again.

A file is hard-wrapped when its lines end where the next word would no longer have fitted. Such a break is a
space; every other break in it, and every break in any other file, is one that the author made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from i18nflow.ingest.text.markers import marker_of

_TAB = 4
_WIDTHS = range(40, 121)
_SLACK = 8
"""Columns by which a writer who wraps by hand stays under the widest line."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with content: its text without outer space, 1-based number, indent in columns.

    ``after_blank`` and ``before_blank`` say whether an empty line (or the file's edge) is next to it.
    """

    text: str
    number: int
    indent: int = 0
    after_blank: bool = True
    before_blank: bool = True


def split(text: str, first: int = 1) -> tuple[TextLine, ...]:
    """The lines with content of ``text``, whose first line has the number ``first``."""
    physical = text.split("\n")
    return tuple(
        TextLine(
            text=raw.strip(),
            number=first + index,
            indent=_indent(raw),
            after_blank=index == 0 or not physical[index - 1].strip(),
            before_blank=index + 1 == len(physical) or not physical[index + 1].strip(),
        )
        for index, raw in enumerate(physical)
        if raw.strip()
    )


def joined(lines: Sequence[TextLine]) -> tuple[tuple[TextLine, ...], bool]:
    """``lines`` with hard wraps undone, and whether there were any."""
    width = _wrap_width(lines)
    if not width:
        return tuple(lines), False
    words = frozenset(word for line in lines for word in re.findall(r"[\w-]+", line.text.casefold()))
    done: list[tuple[TextLine, list[str]]] = []
    previous: TextLine | None = None
    for line in lines:
        if previous and _continues(previous, line, width):
            first, pieces = done[-1]
            pieces[-1:] = _glued(pieces[-1], line.text, words)
            done[-1] = replace(first, before_blank=line.before_blank), pieces
        else:
            done.append((line, [line.text]))
        previous = line
    return tuple(replace(line, text="".join(pieces)) for line, pieces in done), True


def _indent(raw: str) -> int:
    columns = 0
    for char in raw:
        if char == "\t":
            columns += _TAB - columns % _TAB
        elif char.isspace():
            columns += 1
        else:
            break
    return columns


def _wrap_width(lines: Sequence[TextLine]) -> int:
    """The width a file was wrapped at, 0 if it was not."""
    pairs = list(_plain_pairs(lines))
    # The title, a table or an address may be wider than the wrapped text: the widest line that was continued counts.
    width = max((line.indent + len(line.text) for line, _ in pairs), default=0)
    if width not in _WIDTHS or max(len(line.text) for line in lines) > 2 * width:
        return 0
    full = [pair for pair in pairs if _is_full(*pair, width)]
    running = sum(_runs_on(*pair) for pair in full)
    return width if len(full) >= 2 and running and len(full) >= 0.6 * len(pairs) else 0


def _plain_pairs(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, TextLine]]:
    for line, following in pairwise(lines):
        if not line.before_blank and not marker_of(following.text) and not following.text.startswith(">"):
            yield line, following


def _is_full(line: TextLine, following: TextLine, width: int) -> bool:
    """Whether the next word would not have fitted on ``line``."""
    return line.indent + len(line.text) + 1 + len(following.text.split(None, 1)[0]) > width - _SLACK


def _runs_on(line: TextLine, following: TextLine) -> bool:
    """Whether a sentence visibly continues across the break."""
    return following.text[0].islower() or line.text[-1] in ",-" or line.text[-1].isalpha()


def _continues(line: TextLine, following: TextLine, width: int) -> bool:
    if line.before_blank or marker_of(following.text):
        return False
    return _is_full(line, following, width) or (following.text[0].islower() and line.text[-1].isalpha())


def _glued(before: str, after: str, words: frozenset[str]) -> tuple[str, str]:
    """Both lines as pieces of one text; a word divided at the line's end is made whole, a hyphen that belongs stays."""
    head = re.search(r"[\w-]*\w(?=-\Z)", before[-60:])
    tail = re.match(r"\w+", after)
    if not head or not tail:
        return before, f" {after}"
    start = head[0]
    whole, hyphened = (start + tail[0]).casefold(), f"{start}-{tail[0]}".casefold()
    divided = len(start) > 1 and start[-1].islower() and after[0].islower()
    if whole in words or (divided and hyphened not in words):
        return before[:-1], after
    return before, after
