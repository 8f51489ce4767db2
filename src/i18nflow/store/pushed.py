"""What was pushed to another system: where it stands there, so that it is changed there and not sent twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from i18nflow.store.codec import instant


@dataclass(frozen=True, slots=True)
class Sent:
    """A post or a picture in another system: its id and address there, and a digest of what was sent."""

    remote_id: int
    link: str
    digest: str


class Pushed:
    """What a workspace has sent, by system (its address), kind (``post``, ``media``) and name."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, system: str, kind: str, name: str) -> Sent | None:
        """What was sent under this name, or None."""
        rows = self._db.query(
            "select remote_id, link, digest from pushed where system = ? and kind = ? and name = ?",
            [system, kind, name],
        )
        for row in rows:
            return Sent(row["remote_id"], row["link"], row["digest"])
        return None

    def set(self, system: str, kind: str, name: str, sent: Sent, at: datetime) -> None:
        """Remember what was sent."""
        self._db.execute(
            """insert or replace into pushed (system, kind, name, remote_id, link, digest, at)
               values (?, ?, ?, ?, ?, ?, ?)""",
            [system, kind, name, sent.remote_id, sent.link, sent.digest, instant(at)],
        )

    def forget(self, system: str, kind: str, name: str) -> None:
        """Forget what is no longer there."""
        self._db.execute(
            "delete from pushed where system = ? and kind = ? and name = ?", [system, kind, name]
        )
