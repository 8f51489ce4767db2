"""The workspace's translation memory, looked up for segments."""

from __future__ import annotations

from collections.abc import Sequence

from i18nflow.memory import Query, matches
from i18nflow.memory.matching import OFFERED_FROM
from i18nflow.model import Match
from i18nflow.store import Row
from i18nflow.workflow.workspace import Workspace


def lookup(
    ws: Workspace, lang: str, query: Query, *, least: float = OFFERED_FROM, limit: int = 5
) -> list[Match]:
    """The best matches for a text, best first."""
    return matches(query, ws.store.memory.all(ws.config.pair(lang)), least=least, limit=limit)


def for_row(ws: Workspace, row: Row, lang: str, *, limit: int = 5) -> list[Match]:
    """The matches to offer for a segment; its own unit is none of them."""
    before, after = ws.store.articles.neighbours(row.segment.key)
    found = lookup(ws, lang, Query(row.segment.text, before, after), limit=limit + 1)
    return [match for match in found if match.unit.segment != row.segment.key][:limit]


def for_rows(ws: Workspace, rows: Sequence[Row], everything: Sequence[Row], lang: str) -> dict[str, Match]:
    """The best match of each of ``rows``, by key; ``everything`` are all rows of the article, in order."""
    units = ws.store.memory.all(ws.config.pair(lang))
    places = {row.segment.key: index for index, row in enumerate(everything)}
    result = {}
    for row in rows:
        index = places[row.segment.key]
        before = everything[index - 1].segment.text if index else ""
        after = everything[index + 1].segment.text if index + 1 < len(everything) else ""
        found = matches(Query(row.segment.text, before, after), units, limit=1)
        if found:
            result[row.segment.key] = found[0]
    return result
