"""Inline HTML to numbered codes and back; only harmless markup passes either way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from html.parser import HTMLParser

from i18nflow.markup.codes import Token, code_tokens, literal_numbers
from i18nflow.model import Code

_KINDS = {
    "em": "em",
    "i": "em",
    "strong": "strong",
    "b": "strong",
    "a": "link",
    "sup": "sup",
    "sub": "sub",
    "code": "code",
    "br": "br",
}
_TAGS = {"em": "em", "strong": "strong", "sup": "sup", "sub": "sub", "code": "code"}
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math"})
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+\Z", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def from_html(inline_html: str) -> tuple[str, tuple[Code, ...]]:
    """The text of a piece of inline HTML with numbered codes, and the codes.

    Markup that is not carried (spans, fonts, scripts, unsafe links) is dropped, its words are kept except those
    of scripts and styles. White space runs become one space, as a browser shows them.
    """
    reader = _Reader()
    reader.feed(inline_html)
    reader.close()
    return _number(reader.finish())


def to_html(text: str, codes: Sequence[Code], open: Sequence[Code] = ()) -> tuple[str, tuple[Code, ...]]:
    """Safe, well-formed HTML of ``text``, and the codes that are still open at its end.

    ``open`` are the codes that an earlier segment of the block left open: they are opened again here. What is
    still open at the end is closed, so that the piece stands alone inside any element. Codes that a translator
    crossed over are put in order.
    """
    by_number = {code.number: code for code in (*codes, *open)}
    stack = list(open)
    parts = [_opening(code) for code in stack]
    at = 0
    for token in code_tokens(text, tuple(by_number.values())):
        parts.append(escape(text[at : token.start]))
        parts.append(_apply(token, by_number[token.number], stack))
        at = token.end
    parts.append(escape(text[at:]))
    parts.extend(_closing(code) for code in reversed(stack))
    return "".join(parts), tuple(stack)


def _apply(token: Token, code: Code, stack: list[Code]) -> str:
    if token.kind == "empty":
        return "<br>" if code.kind == "br" else ""
    if token.kind == "open":
        if code in stack:
            return ""
        stack.append(code)
        return _opening(code)
    if code not in stack:
        return ""
    inner = stack[stack.index(code) + 1 :]
    del stack[stack.index(code)]
    closing = [_closing(each) for each in reversed(inner)] + [_closing(code)]
    return "".join(closing + [_opening(each) for each in inner])


def _opening(code: Code) -> str:
    if code.kind == "link":
        if not code.href or not _SAFE_ADDRESS.match(code.href):
            return ""
        title = f' title="{escape(code.title)}"' if code.title else ""
        return f'<a href="{escape(code.href)}"{title}>'
    tag = _TAGS.get(code.kind)
    return f"<{tag}>" if tag else ""


def _closing(code: Code) -> str:
    if code.kind == "link":
        return "</a>" if code.href and _SAFE_ADDRESS.match(code.href) else ""
    tag = _TAGS.get(code.kind)
    return f"</{tag}>" if tag else ""


_Event = str | tuple[str, Code]
"""A piece of text, or ("open" | "close" | "empty", a code not yet numbered but told apart by its number)."""


class _Reader(HTMLParser):
    """Collects text and code events; numbers are given later, when all literal text is known."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[_Event] = []
        self._open: list[tuple[str, Code]] = []
        self._serial = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
            return
        kind = _KINDS.get(tag)
        if kind is None or self._silent:
            return
        values = dict(attrs)
        href = (values.get("href") or "").strip()
        if kind == "link" and not _SAFE_ADDRESS.match(href):
            return
        self._serial += 1
        code = Code(
            self._serial,
            kind,
            href=href if kind == "link" else None,
            title=(values.get("title") or None) if kind == "link" else None,
            empty=kind == "br",
        )
        if code.empty:
            self.events.append(("empty", code))
        else:
            self.events.append(("open", code))
            self._open.append((tag, code))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif any(name == tag for name, _ in self._open):
            while self._close_last() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.events.append(data)

    def finish(self) -> list[_Event]:
        while self._open:
            self._close_last()
        return self.events

    def _close_last(self) -> str:
        tag, code = self._open.pop()
        self.events.append(("close", code))
        return tag


def _number(events: list[_Event]) -> tuple[str, tuple[Code, ...]]:
    """The text and its codes, numbered as they come; numbers that stand literally in the text are left out."""
    events = _without_empty_pairs(_collapsed(events))
    literal = literal_numbers(_literal_runs(events))
    codes: dict[int, Code] = {}
    parts: list[str] = []
    last = 0
    for event in events:
        if isinstance(event, str):
            parts.append(event)
            continue
        what, code = event
        if code.number not in codes:
            last += 1
            while last in literal:
                last += 1
            codes[code.number] = replace(code, number=last)
        number = codes[code.number].number
        parts.append({"open": f"<{number}>", "close": f"</{number}>", "empty": f"<{number}/>"}[what])
    return "".join(parts), tuple(codes.values())


def _collapsed(events: list[_Event]) -> list[_Event]:
    """The events with white space runs as one space, also across codes."""
    result: list[_Event] = []
    space = False
    for event in events:
        if isinstance(event, str):
            piece = _SPACE.sub(" ", event)
            piece = piece[1:] if space and piece[:1] == " " else piece
            if piece:
                result.append(piece)
                space = piece[-1] == " "
        else:
            result.append(event)
    return result


def _without_empty_pairs(events: list[_Event]) -> list[_Event]:
    result: list[_Event] = []
    for event in events:
        if not isinstance(event, str) and event[0] == "close" and result[-1:] == [("open", event[1])]:
            result.pop()
        else:
            result.append(event)
    return result


def _literal_runs(events: list[_Event]) -> list[str]:
    """Neighbouring pieces of text together: a parser may cut ``<1>`` in two."""
    runs = [""]
    for event in events:
        if isinstance(event, str):
            runs[-1] += event
        else:
            runs.append("")
    return runs
