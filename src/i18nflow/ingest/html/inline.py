"""The inline markup of one block under construction: escaped text and the few tags that are kept."""

from __future__ import annotations

import re
from html import escape

from lxml.html import HtmlElement

from i18nflow import markup
from i18nflow.model import Code

_NAMES = {
    "em": "em",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "strong": "strong",
    "b": "strong",
    "sup": "sup",
    "sub": "sub",
    "code": "code",
    "kbd": "code",
    "samp": "code",
}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAKS_AROUND = re.compile(r"\A(?:\s|<br>)+|(?:\s|<br>)+\Z")
_SPACE_AT_BREAK = re.compile(r"[ \t\n]*<br>[ \t\n]*")


class Inline:
    """Collects HTML for :func:`i18nflow.markup.from_html`; a block may begin while tags are open: they are reopened."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open: list[tuple[str, str]] = []

    def text(self, text: str) -> None:
        """Add text, its white space as a browser shows it."""
        if text:
            self._parts.append(escape(_SPACE.sub(" ", text), quote=False))

    def line_break(self) -> bool:
        """Add a line break; says whether one stood there already."""
        last = next((part for part in reversed(self._parts) if part.strip()), "")
        self._parts.append("<br>")
        return last == "<br>"

    def start(self, name: str, href: str = "", title: str = "") -> None:
        """Open ``em``, ``strong``, ``sup``, ``sub``, ``code`` or ``a``."""
        attributes = f' href="{escape(href)}"' if href else ""
        attributes += f' title="{escape(title)}"' if href and title else ""
        opening = f"<{name}{attributes}>"
        self._open.append((name, opening))
        self._parts.append(opening)

    def end(self) -> None:
        """Close what was opened last."""
        name, _ = self._open.pop()
        self._parts.append(f"</{name}>")

    def take(self) -> tuple[str, tuple[Code, ...]]:
        """The text and codes collected so far; starts anew inside the same open tags."""
        closing = "".join(f"</{name}>" for name, _ in reversed(self._open))
        html = "".join(self._parts) + closing
        self._parts = [opening for _, opening in self._open]
        html = _SPACE_AT_BREAK.sub("<br>", html)
        html = re.sub(r" {2,}", " ", html)
        return markup.from_html(_BREAKS_AROUND.sub("", html))


def name_of(element: HtmlElement) -> str:
    """The markup that an inline element stands for (``em``, ``strong`` …), "" for none that is kept."""
    style = element.get("style", "").replace(" ", "").lower()
    name = _NAMES.get(element.tag, "")
    if "font-weight:normal" in style or "font-weight:400" in style:
        return "" if name == "strong" else name  # the wrapper that Google Docs puts around a clipboard
    if name or not style:
        return name
    if re.search(r"font-weight:(?:bold|[6-9]00)", style):
        return "strong"
    if "font-style:italic" in style:
        return "em"
    if "vertical-align:super" in style:
        return "sup"
    return "sub" if "vertical-align:sub" in style else ""
