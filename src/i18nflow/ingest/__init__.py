"""Text files, Markdown, HTML pages, DOCX and pasted text to an article with blocks; furniture is set aside.

Everything here takes bytes or text and gives values; only :mod:`i18nflow.ingest.address` touches the network.
"""

from __future__ import annotations

import re

from i18nflow.errors import InputError
from i18nflow.ingest import docx, encoding, html, markdown, text
from i18nflow.ingest.assemble import put_back, set_aside
from i18nflow.ingest.values import MAX_BYTES, FoundImage, Ingested, Options
from i18nflow.model import said

__all__ = ["MAX_BYTES", "FoundImage", "Ingested", "pasted", "put_back", "read", "set_aside"]

_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CLIPBOARD = re.compile(
    r"<(?:html|body|p|div|span|h[1-6]|ul|ol|table|b|strong|a|meta|br|article|section)\b[^<]{0,5000}>",
    re.IGNORECASE,
)
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))


def read(
    data: bytes,
    name: str,
    *,
    lang: str,
    keep_furniture: bool = False,
    furniture_words: tuple[str, ...] = (),
    content_type: str | None = None,
    max_bytes: int = MAX_BYTES,
    address: str = "",
) -> Ingested:
    """The article in a file called ``name``; ``address`` is where a page was fetched from, for its links and pictures.

    The format is known by content first (DOCX, HTML), then by ``content_type``, then by the name's ending.
    Raises ``InputError`` for what is empty, too large, binary, of another kind or in no known encoding, with
    the place where known.
    """
    if len(data) > max_bytes:
        raise InputError(
            said(
                "the file has {bytes} bytes; the limit is {limit}",
                bytes=f"{len(data):,}",
                limit=f"{max_bytes:,}",
            ),
            where=name,
        )
    at = address or (name if name.startswith(("http://", "https://")) else "")
    options = Options(name, lang, keep_furniture, tuple(furniture_words), at)
    kind = _kind(data, name, content_type)
    if kind == "docx":
        return docx.read(data, options)
    if kind == "html":
        return html.page(data, options, content_type=content_type)
    decoded = encoding.decode(data, name)
    return markdown.read(decoded.text, options) if kind == "markdown" else text.read(decoded.text, options)


def pasted(
    html_or_text: str,
    *,
    lang: str,
    html_expected: bool | None = None,
    keep_furniture: bool = False,
    furniture_words: tuple[str, ...] = (),
    max_chars: int = MAX_BYTES // 4,
) -> Ingested:
    """The article on the clipboard: HTML of Word or a web page, or plain text.

    ``html_expected`` says which of the two it is; without it, tags decide. Raises ``InputError``.
    """
    where = "pasted"
    if len(html_or_text) > max_chars:
        raise InputError(
            said("this is longer than {limit} characters; save it as a file", limit=f"{max_chars:,}"),
            where=where,
        )
    options = Options(where, lang, keep_furniture, tuple(furniture_words))
    content = encoding.without_controls(html_or_text)
    if html_expected or (html_expected is None and _CLIPBOARD.search(content[:20_000])):
        return html.fragment(_clipboard_fragment(content), options)
    return text.read(content, options)


def _kind(data: bytes, name: str, content_type: str | None) -> str:
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    start = data[:4096]
    for mark, codec in _MARKS:
        if start.startswith(mark):
            start = start[len(mark) :].decode(codec, "ignore").encode()
    ending = name.partition("?")[0].rpartition(".")[2].lower()
    declared = (content_type or "").partition(";")[0].strip().lower()
    if declared in {"text/html", "application/xhtml+xml"} or _HTML_START.match(start):
        return "html"
    if declared == "text/markdown" or ending in {"md", "markdown", "mdown"}:
        return "markdown"
    if declared == "text/plain":
        return "text"
    return "html" if ending in {"html", "htm", "xhtml"} else "text"


def _clipboard_fragment(content: str) -> str:
    """The part that was copied, where the clipboard says so."""
    start, end = content.find("<!--StartFragment"), content.rfind("<!--EndFragment")
    return content[start:end] if 0 <= start < end else content
