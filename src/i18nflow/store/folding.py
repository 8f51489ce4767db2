"""Folding of text for search: SQLite's own lower() and NOCASE do not know ``Ā``."""

from __future__ import annotations

from unicodedata import normalize


def fold(text: str) -> str:
    """``text`` in NFC and case-folded: what search columns hold and search words are turned into."""
    return normalize("NFC", normalize("NFC", text).casefold())
