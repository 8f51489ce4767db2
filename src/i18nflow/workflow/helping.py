"""What helps with one segment while somebody reviews it: earlier pairs like it, whether its terms are used."""

from __future__ import annotations

from i18nflow import glossary
from i18nflow.model import Match, MatchKind, Term
from i18nflow.store import Row
from i18nflow.workflow.workspace import Workspace

LEAST = 0.7
"""The lowest score offered to a reviewer."""
MOST = 9
"""As many matches as there are keys for them."""


def matches(ws: Workspace, row: Row, lang: str) -> tuple[Match, ...]:
    """Earlier pairs like this segment, best first; what the segment itself put into memory is left out."""
    pair = ws.config.pair(lang)
    before, after = ws.store.articles.neighbours(row.segment.key)
    found = []
    for unit in ws.store.memory.exact(row.segment.text, pair):
        if unit.segment == row.segment.key:
            continue
        same_place = (unit.before, unit.after) == (before, after)
        kind = MatchKind.CONTEXT if same_place else MatchKind.EXACT
        found.append(Match(unit, kind, 1.0, 1.0, unit.target))
    return tuple(sorted(found, key=lambda one: one.kind is not MatchKind.CONTEXT)[:MOST])


def uses(term: Term, text: str, lang: str) -> bool:
    """Whether an accepted rendering of ``term`` stands in ``text``."""
    return bool(glossary.find_target(term, text, lang))
