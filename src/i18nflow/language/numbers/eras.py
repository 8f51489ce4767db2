"""Before or after Christ: years of the one era must not come out in the other."""

from __future__ import annotations

import re

from i18nflow.language.numbers.registry import table

Span = tuple[int, int]


def other_era(source: str, target: str, source_lang: str, target_lang: str) -> Span | None:
    """Where the target names the era that the source does not mean; None where both agree or one says nothing."""
    ours, theirs = table(source_lang), table(target_lang)
    before, after = _find(ours.before_christ, source), _find(theirs.before_christ, target)
    if before and not after:
        return _find(theirs.after_christ, target)
    if after and not before and _find(ours.after_christ, source):
        return after
    return None


def _find(pattern: re.Pattern[str] | None, text: str) -> Span | None:
    found = pattern.search(text) if pattern else None
    return found.span() if found else None
