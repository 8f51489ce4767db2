"""A text with inline codes as HTML: formatting shown, chosen spans marked, everything else escaped."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from i18nflow import markup
from i18nflow.model import Code

_TAGS = {"em": "em", "strong": "strong", "sup": "sup", "sub": "sub", "code": "code"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text to be marked: its class and further attributes of the element."""

    start: int
    end: int
    css: str
    data: Mapping[str, str] = field(default_factory=dict)


def painted(text: str, codes: Sequence[Code] = (), marks: Sequence[Mark] = ()) -> Markup:
    """``text`` as HTML. Codes become the formatting they stand for; where marks overlap the first one counts."""
    if not codes and not marks:
        return escape(text)
    known = {code.number: code for code in codes}
    spans = _apart(marks)
    parts: list[str] = []
    position = 0
    opened: list[Code] = []
    for start, end, number, kind in markup.code_tokens(text, codes):
        _plain(parts, text, position, start, spans)
        parts.append(_code(known[number], kind, opened))
        position = end
    _plain(parts, text, position, len(text), spans)
    # A code that closes only in a later segment of the block is closed here for the eye.
    parts.extend(_end(code) for code in reversed(opened))
    # Every part is either a tag of ours or escaped: plain strings, because hundreds of segments pass here.
    return Markup("".join(parts))  # noqa: S704


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    result: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        if mark.end > mark.start and (not result or mark.start >= result[-1].end):
            result.append(mark)
    return result


def _plain(parts: list[str], text: str, start: int, end: int, marks: Sequence[Mark]) -> None:
    for mark in marks:
        left, right = max(mark.start, start), min(mark.end, end)
        if left >= right:
            continue
        data = "".join(f' {name}="{_escaped(value)}"' for name, value in mark.data.items())
        parts.append(
            f'{_escaped(text[start:left])}<span class="{_escaped(mark.css)}"{data}>{_escaped(text[left:right])}</span>'
        )
        start = right
    parts.append(_escaped(text[start:end]))


def _escaped(text: str) -> str:
    return html.escape(text, quote=True)


def _code(code: Code, kind: str, opened: list[Code]) -> str:
    if kind == "empty":
        return "<br>" if code.kind == "br" else ""
    if kind == "open":
        opened.append(code)
        return _start(code)
    if code not in opened:
        return ""
    # Crossing codes cannot be nested: the ones inside end with it.
    ended = ""
    while opened:
        inner = opened.pop()
        ended += _end(inner)
        if inner == code:
            break
    return ended


def _start(code: Code) -> str:
    if code.kind == "link":
        # Not a real link: a reviewer's click must stay in the article.
        return f'<span class="href" title="{_escaped(code.href or "")}">'
    return f"<{_TAGS.get(code.kind, 'span')}>"


def _end(code: Code) -> str:
    return f"</{_TAGS.get(code.kind, 'span')}>"
