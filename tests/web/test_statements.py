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


# The list shows every article and its headline, and walks through nothing else.
WALK_OF_LIST = re.compile(
    rf"SCAN ({GROWING.replace('|article', '')})\b(?! USING INDEX segment_headline)|SEARCH target USING INDEX target_\w+ \(lang=\?\)"
)


class Heard:
    """The statements of the requests made inside, and how SQLite answers them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: dict[str, Any] = {}
        self._patch = monkeypatch

    def __enter__(self) -> Heard:
        execute = Connection.execute

        def heard(db: Connection, sql: str, parameters: Any = None) -> Any:
            self.said.setdefault(sql, parameters)
            return execute(db, sql, parameters)

        self._patch.setattr(Connection, "execute", heard)
        return self

    def __exit__(self, *_error: object) -> None:
        self._patch.undo()

    def walks(self, world: World, pattern: re.Pattern[str]) -> list[str]:
        """The reads that walk through a table, as ``pattern`` says."""
        found = []
        with world.open() as ws:
            for sql, given in self.said.items():
                if not re.match(r"\s*(select|with)\b", sql, re.IGNORECASE):
                    continue
                plan = [row["detail"] for row in ws.store._db.query(f"explain query plan {sql}", given or [])]
                steps = [step for step in plan if pattern.search(step)]
                found += [f"{' '.join(sql.split())[:200]}: {steps}"] if steps else []
        return found


def test_a_step_in_the_editor_walks_through_no_table(
    visitor: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening, typing, confirming and undoing a segment use an index for every read."""
    visitor.get(PLACE)
    key = world.segments()[SOURCE]
    with Heard(monkeypatch) as heard:
        assert visitor.get(f"{PLACE}segments/{key}/panel", headers=PART).status_code == 200
        assert say(visitor, world, SOURCE, "typed", PART, text=RIGHT[:9]).status_code == 204
        assert say(visitor, world, SOURCE, "confirm", PART, text=RIGHT).status_code == 200
        assert say(visitor, world, SOURCE, "undo", PART).status_code == 200
    assert len(heard.said) > 20
    assert heard.walks(world, WALK) == []


def test_the_list_of_articles_reads_no_segment_but_headlines(
    visitor: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the list counts is counted already; so is what ``/metrics`` tells of targets."""
    with Heard(monkeypatch) as heard:
        assert visitor.get("/?q=osta").status_code == 200
        assert visitor.get("/metrics", environ_base={"REMOTE_ADDR": "127.0.0.1"}).status_code == 200
    assert any("tally" in sql for sql in heard.said)
    # How many memory units and typed drafts there are is counted along an index.
    assert [one for one in heard.walks(world, WALK_OF_LIST) if "count(*)" not in one] == []
