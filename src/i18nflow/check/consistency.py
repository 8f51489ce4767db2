"""Segments that agree with each other: what is the same in the source is the same in the target."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from i18nflow.check.names import inconsistent_names
from i18nflow.check.rows import Row
from i18nflow.language.names import candidates
from i18nflow.language.numbers import Weight, read
from i18nflow.model import Finding, LanguagePair, Severity

_SPACE = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")


def run_article(rows: Sequence[Row], *, pair: LanguagePair) -> list[tuple[str, Finding]]:
    """(segment key, finding) for sources that are equal, or differ only in a number or name, with targets that
    differ in more (``inconsistent``), and for names that come out in several ways (``name-inconsistent``).

    The rows may come from several articles; the finding stands at those that differ from the most usual target,
    or from the first where none is more usual.
    """
    done = [row for row in rows if row.target.strip() and _LETTER.search(row.source)]
    found = list(_sentences(done, pair))
    if pair.source_base == "lv":
        found.extend(inconsistent_names(done))
    return found


def _sentences(rows: Sequence[Row], pair: LanguagePair) -> Iterator[tuple[str, Finding]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(_pattern(row.source, pair.source), []).append(row)
    for group in groups.values():
        if len(group) < 2:
            continue
        patterns = [_pattern(row.target, pair.target) for row in group]
        usual = Counter(patterns).most_common(1)[0][0]
        model = group[patterns.index(usual)]
        for row, pattern in zip(group, patterns, strict=True):
            if pattern != usual:
                yield row.key, _differs(row, model)


def _differs(row: Row, model: Row) -> Finding:
    same = row.source == model.source
    what = "The same sentence" if same else "A sentence that differs only in a number or name"
    message = f"{what} is translated otherwise in segment {model.key}: “{model.target}”"
    return Finding(
        "inconsistent",
        Severity.WARNING,
        message,
        start=0,
        end=len(row.target),
        expected=model.target if same else None,
        fix=model.target if same else None,
    )


def _pattern(text: str, lang: str) -> str:
    """The text with its figures and names taken out, so that sentences of one pattern compare equal."""
    spans = [
        (figure.start, figure.end, "#") for figure in read(text, lang) if figure.weight is not Weight.SOFT
    ]
    spans.extend((name.start, name.end, "@") for name in candidates(text) if " " in name.text)
    parts: list[str] = []
    at = 0
    for start, end, sign in sorted(spans):
        if start >= at:
            parts.extend((text[at:start], sign))
            at = end
    parts.append(text[at:])
    return _SPACE.sub(" ", "".join(parts)).strip()
