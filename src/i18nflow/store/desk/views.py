"""Filters that a person keeps under a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from i18nflow.store.codec import instant


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named filter: ``query`` is what stands behind the ``?`` of the search's address."""

    id: int
    name: str
    query: str


class SavedViews:
    """The saved views of a workspace; each person sees their own."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, person: str) -> list[SavedView]:
        """The views of one person, as they were saved."""
        rows = self._db.query(
            "select id, name, query from saved_view where person = :person order by id", {"person": person}
        )
        return [SavedView(row["id"], row["name"], row["query"]) for row in rows]

    def save(self, person: str, name: str, query: str, at: datetime) -> None:
        """Keep a filter under ``name``; a view of that name is replaced."""
        self._db.execute(
            """insert into saved_view (person, name, query, at) values (?, ?, ?, ?)
               on conflict (person, name) do update set query = excluded.query, at = excluded.at""",
            [person, name, query, instant(at)],
        )

    def forget(self, person: str, number: int) -> None:
        """Forget one of a person's views."""
        self._db.execute("delete from saved_view where id = ? and person = ?", [number, person])
