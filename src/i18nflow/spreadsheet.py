"""Cells of tables that people open in a spreadsheet: none is taken for a formula there, each comes back as it was.

The marks are those of OWASP, "CSV Injection": a cell that begins with one of them gets an apostrophe before it. A cell
that begins with apostrophes and then one of them gets one more, so that the way back loses nothing.
"""

from __future__ import annotations

from unicodedata import normalize

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def shielded(value: str) -> str:
    """``value`` as a cell that no spreadsheet calculates."""
    return f"'{value}" if _like_a_formula(value) else value


def unshielded(cell: str) -> str:
    """The inverse of :func:`shielded`; a cell that somebody else wrote without a shield stays as it is."""
    return cell[1:] if cell.startswith("'") and _like_a_formula(cell) else cell


def _like_a_formula(text: str) -> bool:
    # Some spreadsheets take the wide signs of East Asian keyboards too.
    return normalize("NFKC", text.lstrip("'")[:1]).startswith(_FORMULAS)
