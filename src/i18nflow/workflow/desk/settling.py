"""What follows when a verb has written many targets: memory, measures, findings, the article's time."""

from __future__ import annotations

from collections.abc import Sequence

from i18nflow.model import Target
from i18nflow.store import Row
from i18nflow.workflow import checking, reviewing
from i18nflow.workflow.workspace import Workspace


def settle(ws: Workspace, lang: str, written: Sequence[tuple[Row, Target]]) -> None:
    """Bring everything that hangs on these targets up to date; call it inside their transaction.

    Each row is the segment as it was before, with the target as it is now.
    """
    for row, target in written:
        reviewing.remember(ws, row, target)
    for slug in {row.article for row, _ in written}:
        ws.store.articles.touch(slug, ws.now())
    checking.refresh(ws, lang, written)
