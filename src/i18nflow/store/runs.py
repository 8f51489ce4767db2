"""Pre-translations as every process sees them: who began one, how far it is, and whether somebody said stop."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from i18nflow.store.codec import instant, moment, parse_instant, reasons_from_json, reasons_to_json


class RunState(StrEnum):
    """Where a run stands. ``interrupted``: its process was gone before it could say how it ended."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run over one article in one language. ``beat_at`` is when it last told of its progress, ``drafts`` counts by origin."""

    id: int
    article: str
    lang: str
    actor: str
    state: RunState
    stage: str
    engine: str
    done: int
    total: int
    drafts: Mapping[str, int]
    reasons: Mapping[str, int]
    stop_asked_by: str | None
    started_at: datetime
    beat_at: datetime
    ended_at: datetime | None


class Runs:
    """The runs of a workspace. Writes belong into a transaction of the caller's."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def begin(self, slug: str, lang: str, actor: str, at: datetime) -> int:
        """A new run; its number. The database refuses a second open one for the same article."""
        cursor = self._db.execute(
            """insert into run (article_id, lang, actor, state, started_at, beat_at)
               values ((select id from article where slug = ?), ?, ?, 'running', ?, ?)""",
            [slug, lang, actor, instant(at), instant(at)],
        )
        assert cursor.lastrowid is not None
        return int(cursor.lastrowid)

    def progress(
        self,
        number: int,
        at: datetime,
        *,
        stage: str,
        engine: str,
        done: int,
        total: int,
        drafts: Mapping[str, int],
    ) -> bool:
        """How far it is; False where the run was closed by somebody else meanwhile."""
        cursor = self._db.execute(
            """update run set beat_at = ?, stage = ?, engine = ?, done = ?, total = ?, drafts = ?
               where id = ? and ended_at is null""",
            [instant(at), stage, engine, done, total, json.dumps(dict(drafts)), number],
        )
        return bool(cursor.rowcount == 1)

    def ask_to_stop(self, number: int, actor: str) -> None:
        """Note that ``actor`` wants it to stop; it does so before its next request."""
        self._db.execute(
            "update run set stop_asked_by = ? where id = ? and ended_at is null", [actor, number]
        )

    def is_wanted(self, number: int) -> bool:
        """Whether the run is still open and nobody asked it to stop."""
        rows = self._db.query(
            "select 1 from run where id = :id and ended_at is null and stop_asked_by is null", {"id": number}
        )
        return any(True for _ in rows)

    def end(
        self, number: int, state: RunState, at: datetime, reasons: Mapping[str, int] | None = None
    ) -> None:
        """Close it; one that is closed already stays as it is."""
        self._db.execute(
            "update run set state = ?, ended_at = ?, reasons = ? where id = ? and ended_at is null",
            [str(state), instant(at), reasons_to_json(reasons or {}), number],
        )

    def open_of(self, slug: str) -> StoredRun | None:
        """The run of the article that has not ended, or None."""
        return self._one("where slug = :slug and ended_at is null", {"slug": slug})

    def latest(self, slug: str, lang: str) -> StoredRun | None:
        """The latest run of the article in ``lang``, or None."""
        return self._one(
            "where slug = :slug and run.lang = :lang order by run.id desc limit 1",
            {"slug": slug, "lang": lang},
        )

    def of_article(self, slug: str, lang: str, *, limit: int = 20) -> list[StoredRun]:
        """The latest runs of the article in ``lang``, newest first."""
        rows = self._db.query(
            _SELECT + "where slug = :slug and run.lang = :lang order by run.id desc limit :limit",
            {"slug": slug, "lang": lang, "limit": limit},
        )
        return [_run(row) for row in rows]

    def get(self, number: int) -> StoredRun | None:
        """A run by its number, or None."""
        return self._one("where run.id = :id", {"id": number})

    def _one(self, where: str, values: dict[str, object]) -> StoredRun | None:
        return next((_run(row) for row in self._db.query(_SELECT + where, values)), None)


_SELECT = "select run.*, slug from run join article on article.id = article_id "


def _run(row: dict[str, Any]) -> StoredRun:
    started, beat = moment(row["started_at"]), moment(row["beat_at"])
    return StoredRun(
        id=row["id"],
        article=row["slug"],
        lang=row["lang"],
        actor=row["actor"],
        state=RunState(row["state"]),
        stage=row["stage"],
        engine=row["engine"],
        done=row["done"],
        total=row["total"],
        drafts=json.loads(row["drafts"]),
        reasons=reasons_from_json(row["reasons"]),
        stop_asked_by=row["stop_asked_by"],
        started_at=started,
        beat_at=beat,
        ended_at=parse_instant(row["ended_at"]),
    )
