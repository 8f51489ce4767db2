"""The picture that an ``<img>`` shows: its address however lazily it is loaded, its size and alternative text."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from i18nflow.ingest.encoding import without_controls
from i18nflow.model import Image

_LAZY = ("data-src", "data-lazy-src", "data-original")
_PIXELS = re.compile(r"\s*(\d{1,5})\s*(?:px\s*)?")
_EMBEDDED = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_TINY = 3


def image_of(img: HtmlElement, base: str) -> Image | None:
    """The picture, or None for counters of one pixel, placeholders and addresses of no use."""
    width, height = _pixels(img.get("width")), _pixels(img.get("height"))
    if (width is not None and width <= _TINY) or (height is not None and height <= _TINY):
        return None
    alt = " ".join(without_controls(img.get("alt", "")).split())
    candidates = [
        *(img.get(name, "") for name in _LAZY),
        _widest(img.get("data-srcset", "")),
        img.get("src", ""),
        _widest(img.get("srcset", "")),
    ]
    for candidate in candidates:
        if src := _usable(candidate, base):
            return Image(src, width, height, alt)
    return None


def _usable(src: str, base: str) -> str:
    src = without_controls(src).strip()
    if not src or (_EMBEDDED.match(src) and len(src) < 400):
        return ""  # a placeholder until the real one is loaded
    if _EMBEDDED.match(src):
        return src
    try:
        full = urljoin(base, src) if base else src
        return full if urlsplit(full).scheme in {"", "http", "https"} else ""
    except ValueError:
        return ""


def _widest(srcset: str) -> str:
    """The last of the widest candidates of a ``srcset``."""
    best, most = "", -1.0
    for candidate in srcset.split(", ")[:20]:
        parts = candidate.strip().split()
        if not parts:
            continue
        size = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)[wx]", parts[1]) if len(parts) > 1 else None
        value = float(size[1]) if size else 0.0
        if value > most:
            best, most = parts[0].rstrip(","), value
    return best


def _pixels(value: str | None) -> int | None:
    found = _PIXELS.fullmatch(value or "")
    return int(found[1]) if found else None
