"""Folding of text for search: SQLite's own lower() and NOCASE do not know ``Ā``."""

from __future__ import annotations

import re
from unicodedata import normalize

from i18nflow.phrase import shape


def fold(text: str) -> str:
    """``text`` in NFC and case-folded: what search columns hold and search words are turned into."""
    return normalize("NFC", normalize("NFC", text).casefold())


def shape_of(folded: str) -> str | None:
    """What ``folded`` is without its numbers, by which sources that differ in numbers alone are found; None without any."""
    return shape(folded) if re.search(r"\d", folded) else None
