"""What helps with one segment while somebody reviews it: earlier pairs like it, whether its terms are used."""

from __future__ import annotations

from i18nflow import glossary
from i18nflow.model import Match, Term
from i18nflow.store import Row
from i18nflow.workflow import memories
from i18nflow.workflow.workspace import Workspace

MOST = 9
"""As many matches as there are keys for them."""


def matches(ws: Workspace, row: Row, lang: str) -> tuple[Match, ...]:
    """Earlier pairs like this segment, best first; what the segment itself put into memory is left out."""
    return tuple(memories.for_row(ws, row, lang, limit=MOST))


def uses(term: Term, text: str, lang: str) -> bool:
    """Whether an accepted rendering of ``term`` stands in ``text``."""
    return bool(glossary.find_target(term, text, lang))
