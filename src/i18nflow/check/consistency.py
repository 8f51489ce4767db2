"""Segments that agree with each other: what is the same in the source is the same in the target."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from i18nflow.check.names import inconsistent_names
from i18nflow.check.rows import Row
from i18nflow.language.names import candidates
from i18nflow.language.numbers import Weight, read
from i18nflow.model import Finding, LanguagePair, Severity, said

_SPACE = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")


def run_article(rows: Sequence[Row], *, pair: LanguagePair) -> list[tuple[str, Finding]]:
    """(segment key, finding) for sources that are equal, or differ only in a number or name, with targets that
    differ in more (``inconsistent``), and for names that come out in several ways (``name-inconsistent``).

    The rows may come from several articles; the finding stands at those that differ from the most usual target,
    or from the first where none is more usual. A workspace does the same through an index, segment by segment.
    """
    done = [row for row in rows if row.target.strip()]
    found = list(_sentences(done, pair))
    if pair.source_base == "lv":
        found.extend(inconsistent_names(done))
    return found


def pattern(text: str, lang: str) -> str:
    """The text with its figures and names taken out, so that sentences of one pattern compare equal.

    "" where nothing but figures and names is left: such texts have nothing to agree in.
    """
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
    found = _SPACE.sub(" ", "".join(parts)).strip()
    return found if _LETTER.search(found) else ""


def differs_from(row: Row, model: Row, *, article: str = "") -> Finding:
    """``inconsistent`` for ``row`` whose source is like ``model``'s and whose target is not.

    ``article`` names the article of ``model`` where that is another one.
    """
    same = row.source == model.source
    where = model.key if not article else f"{article} · {model.key}"
    message = (
        said(
            "The same sentence is translated otherwise in segment {where}: “{text}”",
            where=where,
            text=model.target,
        )
        if same
        else said(
            "A sentence that differs only in a number or name is translated otherwise in segment {where}: “{text}”",
            where=where,
            text=model.target,
        )
    )
    return Finding(
        "inconsistent",
        Severity.WARNING,
        message,
        start=0,
        end=len(row.target),
        expected=model.target if same else None,
        fix=model.target if same else None,
    )


def _sentences(rows: Sequence[Row], pair: LanguagePair) -> Iterator[tuple[str, Finding]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(pattern(row.source, pair.source), []).append(row)
    for source, group in groups.items():
        if len(group) < 2 or not source:
            continue
        patterns = [pattern(row.target, pair.target) for row in group]
        usual = Counter(patterns).most_common(1)[0][0]
        model = group[patterns.index(usual)]
        for row, found in zip(group, patterns, strict=True):
            if found != usual:
                yield row.key, differs_from(row, model)
