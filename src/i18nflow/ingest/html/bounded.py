"""HTML cut down to what a sanitiser can read in linear time.

html5ever and libxml2 need time quadratic in the depth of nesting, the attributes of one tag and the length of one
text with entities: a few megabytes made for it take minutes. This single pass drops comments, scripts and styles,
tags nested too deep (never their text) and tags with too many attributes, and divides very long texts. It is no
sanitiser: whatever comes out goes through one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from i18nflow.errors import InputError
from i18nflow.model import said

MAX_CHARS = 10_000_000
MAX_TAGS = 200_000
MAX_DEPTH = 120
MAX_FORMATTING = 8
"""Formatting tags open at once: the HTML standard reopens each of them in every following paragraph."""
MAX_TAG_CHARS = 8_000
MAX_ATTRIBUTES = 100
_TEXT_RUN = 4_000

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:_-]{0,30})")
_RAW = frozenset(
    (
        "script",
        "style",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "template",
        "textarea",
        "svg",
        "math",
        "object",
    )
)
_UNCOUNTED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "html",
        "head",
        "body",
    ]
)
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_LD_JSON = re.compile(r"application/ld\+json", re.IGNORECASE)
_DATA_URI = re.compile(r"data:image/")


@dataclass(frozen=True, slots=True)
class Bounded:
    """The HTML that is left, and the texts of its ``application/ld+json`` scripts."""

    html: str
    ld_json: tuple[str, ...] = ()


def bound(html: str, where: str) -> Bounded:
    """``html`` in bounds. Raises ``InputError`` for more than ``MAX_CHARS`` characters or ``MAX_TAGS`` tags."""
    if len(html) > MAX_CHARS:
        raise InputError(
            said("the page has more than {limit} characters", limit=f"{MAX_CHARS:,}"), where=where
        )
    return _Pass(html, where).run()


class _Pass:
    def __init__(self, html: str, where: str) -> None:
        self.html, self.where = html, where
        self.out: list[str] = []
        self.ld_json: list[str] = []
        self.open: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self.tags = 0
        self.text_run = 0
        self.absent: set[str] = set()
        self.lower = html.lower() if len(html.lower()) == len(html) else html

    def run(self) -> Bounded:
        at, size = 0, len(self.html)
        while at < size:
            less = self._find("<", at)
            less = less if less >= 0 else size
            self._text(at, less)
            at = self._markup(less) if less < size else size
        return Bounded("".join(self.out), tuple(self.ld_json))

    def _find(self, what: str, at: int) -> int:
        """Where ``what`` comes next, -1 if never; what was once not found is not looked for again."""
        if what in self.absent:
            return -1
        found = (self.lower if what.startswith("</") else self.html).find(what, at)
        if found < 0:
            self.absent.add(what)
        return found

    def _text(self, start: int, end: int) -> None:
        while end - start > _TEXT_RUN:
            # Before an entity or a space, so that none is cut in two.
            cut = max(self.html.rfind(c, start + 1, start + _TEXT_RUN) for c in "& \n")
            cut = cut if cut > start else start + _TEXT_RUN
            self._put(self.html[start:cut])
            start = cut
        self._put(self.html[start:end])

    def _put(self, text: str) -> None:
        self.text_run += len(text)
        if self.text_run > _TEXT_RUN:
            self.out.append("<span></span>")
            self.text_run = len(text)
        self.out.append(text)

    def _markup(self, at: int) -> int:
        """Handle what starts with ``<`` at ``at``; gives where to go on."""
        if self.html.startswith("<!--", at):
            end = self._find("-->", at + 2)
            return end + 3 if end >= 0 else len(self.html)
        name = _NAME.match(self.html, at)
        if not name and self.html[at + 1 : at + 2] not in ("!", "?", "/"):
            self._count()
            self._put("&lt;")
            return at + 1
        end = self._find(">", at)
        if end < 0:
            return len(self.html)  # a tag cut off at the end of the file
        if not name:
            return end + 1
        self._count()
        return self._tag(name[1].lower(), at, end + 1)

    def _count(self) -> None:
        self.tags += 1
        if self.tags > MAX_TAGS:
            raise InputError(
                said("the page has more than {limit} tags", limit=f"{MAX_TAGS:,}"), where=self.where
            )

    def _tag(self, name: str, at: int, end: int) -> int:
        tag = self.html[at:end]
        if tag[1] == "/":
            self._closing(name)
            return end
        if name in _RAW:
            return self._raw(name, tag, end)
        if name == "plaintext":
            return end
        self._opening(name, tag)
        return end

    def _opening(self, name: str, tag: str) -> None:
        if name not in _UNCOUNTED:
            formatting = sum(self.open[n] for n in _FORMATTING) if name in _FORMATTING else 0
            if self.open.total() >= MAX_DEPTH or formatting >= MAX_FORMATTING:
                self.dropped[name] += 1
                return
            self.open[name] += 1
        big = len(tag) > MAX_TAG_CHARS and not _DATA_URI.search(tag)
        self.out.append(
            f"<{name}>"
            if big or tag.count("=") > MAX_ATTRIBUTES or len(tag.split()) > 4 * MAX_ATTRIBUTES
            else tag
        )

    def _closing(self, name: str) -> None:
        if name in _UNCOUNTED:
            self.out.append(f"</{name}>")
        elif self.dropped[name]:
            self.dropped[name] -= 1
        elif self.open[name]:
            self.open[name] -= 1
            self.out.append(f"</{name}>")

    def _raw(self, name: str, tag: str, end: int) -> int:
        """Drop an element whose content is no text of the page; JSON-LD is kept aside."""
        close = self._find(f"</{name}", end)
        stop = close if close >= 0 else len(self.html)
        if name == "script" and _LD_JSON.search(tag) and len(self.ld_json) < 20:
            self.ld_json.append(self.html[end:stop])
        if close < 0:
            return (
                end
                if tag.endswith("/>") or name in ("svg", "math", "object", "noscript", "template")
                else len(self.html)
            )
        after = self._find(">", close)
        return after + 1 if after >= 0 else len(self.html)
