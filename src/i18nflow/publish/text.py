"""An article's text as safe HTML and as plain text: nothing an author typed can act on the page.

Characters that steer the display instead of being read (control characters, bidirectional overrides, embeddings
and isolates, lone surrogates, non-characters) are taken out; each text stands in an element with its own
direction, so none is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec
from markupsafe import Markup

from i18nflow import markup
from i18nflow.model import Code

if TYPE_CHECKING:
    from i18nflow.publish.views import SegmentView

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)

_BARE = re.compile(r"[\w:/.~%#-]+", re.ASCII).fullmatch
"""What can stand as an attribute without quotation marks: HTML forbids white space, quotes, ``=``, ``<``, ``>``, `````."""


def clean(text: str) -> str:
    """``text`` without the characters that steer the display."""
    return text if text.isprintable() else _UNSEEN.sub("", text)


def escape(text: str) -> str:
    """Plain text for an element or a quoted attribute."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def quoted(address: str) -> str:
    """An address, or a word, as the value of an attribute: without quotation marks where HTML needs none."""
    return address if _BARE(address) else f'"{escape(address)}"'


def escape_all(texts: Sequence[str]) -> Sequence[str]:
    """Plain texts for elements. Most need nothing, which shows at one look at all of them together."""
    whole = "".join(texts)
    if whole.isprintable() and not ("&" in whole or "<" in whole or ">" in whole):
        return texts
    return [clean(t).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for t in texts]


def html_of(segment: SegmentView, opened: Sequence[Code] = ()) -> tuple[str, tuple[Code, ...]]:
    """A segment's text as HTML, and the codes that stay open for the next segment of its block."""
    if not segment.codes and not opened:
        return clean(segment.text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), ()
    html, still_open = markup.to_html(clean(segment.text), segment.codes, opened)
    return html, tuple(still_open)


def plain_of(segments: Iterable[SegmentView]) -> str:
    """The words of some segments without codes, on one line."""
    return " ".join(words_of(segments).split())


def words_of(segments: Iterable[SegmentView]) -> str:
    """The words of some segments without codes, with whatever space is between them."""
    return clean(" ".join([markup.plain(s.text, s.codes) if s.codes else s.text for s in segments]))


_ENCODER = msgspec.json.Encoder()


def to_json(value: object) -> str:
    """A value as compact JSON."""
    return _ENCODER.encode(value).decode()


def trusted(html: str) -> Markup:
    """HTML that this package made out of escaped parts, as a template may print it."""
    return Markup(html)  # noqa: S704 - every part went through escape, html_of or script_json
