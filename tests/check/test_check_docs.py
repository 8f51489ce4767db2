"""The page on checks describes every code, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from i18nflow.check import CODES

PAGE = Path(__file__).parents[2] / "docs" / "concepts" / "checks.md"


def test_every_code_has_its_row() -> None:
    """Each code has one row in the tables."""
    rows = re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text(encoding="utf-8"), re.M)
    assert sorted(rows) == sorted(CODES)
