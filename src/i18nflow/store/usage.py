"""What each engine was given in each month, so that a budget holds across runs."""

from __future__ import annotations

from sqlite_utils import Database


class Usage:
    """The characters and requests that went to the engines. A month is ``2026-03``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, engine: str, month: str, *, requests: int, characters: int) -> None:
        """Count ``requests`` and ``characters`` (negative: give back what was counted and came to nothing)."""
        self._db.execute(
            """insert into usage (engine, month, requests, characters) values (?, ?, ?, ?)
               on conflict (engine, month) do update set
                 requests = requests + excluded.requests, characters = characters + excluded.characters""",
            [engine, month, requests, characters],
        )

    def characters(self, month: str) -> dict[str, int]:
        """The characters that went to each engine in ``month``."""
        rows = self._db.query("select engine, characters from usage where month = :month", {"month": month})
        return {row["engine"]: row["characters"] for row in rows}
