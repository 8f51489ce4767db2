"""Findings of targets: looked for when a text changes, stored beside it, and live while somebody types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from i18nflow import check
from i18nflow.model import Finding, Severity, Target
from i18nflow.store import Row
from i18nflow.workflow import agreement, glossaries, names
from i18nflow.workflow.workspace import Workspace


def findings_for(ws: Workspace, key: str, lang: str, text: str) -> list[Finding]:
    """What there is to say of ``text`` as the target of segment ``key``; nothing is stored."""
    row = ws.store.targets.row(key, lang)
    return _find(ws, row, lang, text) + agreement.live(ws, row, lang, text)


def refresh(ws: Workspace, lang: str, rows: Sequence[tuple[Row, Target]]) -> None:
    """Look at these targets anew and store what is found; call it inside a transaction."""
    found = {target.segment: _find(ws, row, lang, target.text) for row, target in rows}
    ws.store.findings.replace(lang, found)
    agreement.update(ws, lang, rows)


def refresh_article(ws: Workspace, slug: str, lang: str) -> None:
    """Look at a whole article anew; call it inside a transaction."""
    agreement.forget_obsolete(ws, slug)
    refresh(ws, lang, [(row, row.target) for row in ws.store.targets.rows(slug, lang)])


def check_articles(
    ws: Workspace, slugs: Sequence[str], lang: str
) -> Mapping[str, Mapping[str, list[Finding]]]:
    """Look at articles anew, store the findings and return them by slug and segment key (dismissed ones left out)."""
    result: dict[str, dict[str, list[Finding]]] = {}
    for slug in slugs:
        with ws.store.write(aside="findings are computed"):
            refresh_article(ws, slug, lang)
            ws.store.tally.count_anew(slug)
        stored = ws.store.findings.of_article(slug, lang)
        result[slug] = {
            key: [one.finding for one in found if not one.dismissed_by] for key, found in stored.items()
        }
    return result


def worst(findings: Sequence[Finding]) -> Severity | None:
    """The gravest severity among ``findings``, or None."""
    for severity in Severity:
        if any(one.severity is severity for one in findings):
            return severity
    return None


def _find(ws: Workspace, row: Row, lang: str, text: str) -> list[Finding]:
    # An empty target is a state, counted as such; it is no finding of its own.
    if not text.strip():
        return []
    return check.run(
        row.segment.text,
        text,
        pair=ws.config.pair(lang),
        occurrences=glossaries.occurrences(ws, lang, row.segment.text),
        source_codes=row.segment.codes,
        kind=row.segment.kind,
        register=names.register(ws, lang),
    )
