"""What a step in the editor asks of the database: never something that grows with the workspace."""

from __future__ import annotations

import re
from typing import Any

import pytest

from i18nflow.store.database import Connection
from tests.web.conftest import PLACE, Visitor, World
from tests.web.test_review_pages import PART, RIGHT, SOURCE, say

GROWING = r"segment|target|unit|history|finding|article|draft|comment|answer|revision|agreement"
# A walk through a table, or through all targets of a language in the order of their changes.
WALK = re.compile(rf"SCAN ({GROWING})\b|SEARCH target USING INDEX target_changed \(lang=\?\)")


def test_a_step_in_the_editor_walks_through_no_table(
    visitor: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening, typing, confirming and undoing a segment use an index for every read."""
    said: dict[str, Any] = {}
    execute = Connection.execute

    def heard(self: Connection, sql: str, parameters: Any = None) -> Any:
        said.setdefault(sql, parameters)
        return execute(self, sql, parameters)

    visitor.get(PLACE)
    monkeypatch.setattr(Connection, "execute", heard)
    key = world.segments()[SOURCE]
    assert visitor.get(f"{PLACE}segments/{key}/panel", headers=PART).status_code == 200
    assert say(visitor, world, SOURCE, "typed", PART, text=RIGHT[:9]).status_code == 204
    assert say(visitor, world, SOURCE, "confirm", PART, text=RIGHT).status_code == 200
    assert say(visitor, world, SOURCE, "undo", PART).status_code == 200
    monkeypatch.undo()
    reads = [sql for sql in said if re.match(r"\s*(select|with)\b", sql, re.IGNORECASE)]
    assert len(reads) > 20
    walks = {}
    with world.open() as ws:
        for sql in reads:
            plan = [row["detail"] for row in ws.store._db.query(f"explain query plan {sql}", said[sql] or [])]
            if found := [step for step in plan if WALK.search(step)]:
                walks[" ".join(sql.split())[:200]] = found
    assert not walks, "\n".join(f"{sql}: {steps}" for sql, steps in walks.items())
