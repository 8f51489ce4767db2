"""The audit log: rows are added at the end and read; triggers refuse everything else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.audit import GENESIS, Entry, new_salt, row_hash
from i18nflow.store.codec import instant


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for in the log: parts of names and details, whole actions, a span of time."""

    actor: str = ""
    action: str = ""
    object: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


LARGEST = 2**63 - 1
"""What SQLite can compare a number with."""


class AuditLog:
    """Who did what, when, in order."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.added = 0
        """Rows added through this store: a transaction compares it to know whether it said what it did."""

    def add(self, at: datetime, actor: str, action: str, object_: str, detail: Mapping[str, Any]) -> Entry:
        """Add a row; call it inside the transaction of what it tells of."""
        last = next(self._db.query("select id, hash from audit order by id desc limit 1"), None)
        text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str) if detail else "{}"
        when = instant(at)
        assert when is not None
        entry = Entry(
            id=last["id"] + 1 if last else 1,
            at=when,
            actor=actor,
            action=action,
            object=object_,
            detail=text,
            actor_seal=new_salt(),
            object_seal=new_salt(),
            detail_seal=new_salt(),
        )
        entry = replace(entry, hash=row_hash(entry, last["hash"] if last else GENESIS))
        self._db.execute(
            """insert into audit (id, at, actor, action, object, detail, actor_seal, object_seal, detail_seal, hash)
               values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                entry.id, entry.at, entry.actor, entry.action, entry.object, entry.detail,
                entry.actor_seal, entry.object_seal, entry.detail_seal, entry.hash,
            ],
        )  # fmt: skip
        self.added += 1
        return entry

    def entries(self) -> Iterator[Entry]:
        """Every row, the first one first."""
        return (_entry(row) for row in self._db.query("select * from audit order by id"))

    def head(self) -> Entry | None:
        """The latest row."""
        return next(
            (_entry(row) for row in self._db.query("select * from audit order by id desc limit 1")), None
        )

    def search(self, wanted: Wanted, *, limit: int = 100, before: int | None = None) -> list[Entry]:
        """Matching rows, the latest first; ``before`` is the number of the last row of the page before."""
        rows = self._db.query(
            """select * from audit
               where (:actor = '' or actor = :actor) and (:action = '' or action = :action)
                 and (:object = '' or object = :object or object like :start escape '\\')
                 and (:text = '' or instr(object || ' ' || detail || ' ' || actor || ' ' || action, :text) > 0)
                 and (:since is null or at >= :since) and (:until is null or at < :until)
                 and (:before is null or id < :before)
               order by id desc limit :limit""",
            {
                "actor": wanted.actor,
                "action": wanted.action,
                "object": wanted.object,
                "start": _like(wanted.object) + "/%",
                "text": wanted.text,
                "since": instant(wanted.since),
                "until": instant(wanted.until),
                "before": before if before is None else min(before, LARGEST),
                "limit": limit,
            },
        )
        return [_entry(row) for row in rows]

    def actions(self) -> list[str]:
        """The words of the acts that stand in the log."""
        return [
            str(row["action"]) for row in self._db.query("select distinct action from audit order by action")
        ]


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(**row)
