"""The answers to requests of programs, kept for a day so that a request sent again is not done again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from i18nflow.store.codec import instant


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a request was answered with. ``fingerprint`` tells whether another request is the same one."""

    fingerprint: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Requests:
    """The kept answers of a workspace, by who asked and the key the program chose."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, actor: str, key: str, *, since: datetime) -> KeptAnswer | None:
        """The answer kept under ``key`` for ``actor`` since then, or None."""
        rows = self._db.query(
            "select * from request where actor = :actor and key = :key and at >= :since",
            {"actor": actor, "key": key, "since": instant(since)},
        )
        for row in rows:
            return KeptAnswer(row["fingerprint"], row["status"], json.loads(row["headers"]), row["body"])
        return None

    def keep(self, actor: str, key: str, answer: KeptAnswer, *, at: datetime, since: datetime) -> None:
        """Keep an answer; those older than ``since`` are forgotten."""
        self._db.execute("delete from request where at < ?", [instant(since)])
        self._db.execute(
            """insert or replace into request (actor, key, fingerprint, status, headers, body, at)
               values (?, ?, ?, ?, ?, ?, ?)""",
            [
                actor, key, answer.fingerprint, answer.status, json.dumps(dict(answer.headers)), answer.body, instant(at),
            ],
        )  # fmt: skip
