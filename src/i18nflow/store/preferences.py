"""What people choose for themselves, wherever they sign in."""

from __future__ import annotations

from sqlite_utils import Database


class Preferences:
    """The choices of a workspace's people: name and value, both plain text."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, actor: str) -> dict[str, str]:
        """Everything ``actor`` chose."""
        rows = self._db.query("select name, value from preference where actor = ?", [actor])
        return {row["name"]: row["value"] for row in rows}

    def put(self, actor: str, name: str, value: str) -> None:
        """Remember a choice of ``actor``; it replaces the earlier one."""
        self._db.execute(
            "insert or replace into preference (actor, name, value) values (?, ?, ?)", [actor, name, value]
        )

    def remove(self, actor: str, name: str) -> None:
        """Forget a choice: the default counts again."""
        self._db.execute("delete from preference where actor = ? and name = ?", [actor, name])
