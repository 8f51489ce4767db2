"""What is to become public, and when: schedules of editions, embargoes and the archive of articles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.store.codec import instant, moment


@dataclass(frozen=True, slots=True)
class Schedule:
    """An edition that will be published at ``due`` in the name of ``actor``, who had these roles when asking."""

    article: str
    lang: str
    due: datetime
    actor: str
    roles: tuple[str, ...]
    at: datetime
    drafts: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Embargo:
    """An article of which nothing may be public before ``until``."""

    article: str
    until: datetime
    actor: str
    at: datetime


class Schedules:
    """The schedules, embargoes and archive of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, slug: str, lang: str) -> Schedule | None:
        """The schedule of an edition, or None."""
        return next(iter(self._found("where a.slug = ? and e.lang = ?", slug, lang)), None)

    def all(self) -> list[Schedule]:
        """Every schedule, the earliest first."""
        return self._found("order by due_at, a.slug, e.lang")

    def due(self, now: datetime) -> list[Schedule]:
        """The schedules whose time has come."""
        return self._found("where due_at <= ? order by due_at, a.slug, e.lang", instant(now))

    def set(self, one: Schedule) -> None:
        """Store a schedule in place of an earlier one; the edition must be stored."""
        self._db.execute(
            """insert or replace into schedule (edition_id, due_at, drafts, note, actor, roles, at)
               select e.id, :due, :drafts, :note, :actor, :roles, :at
               from edition e join article a on a.id = e.article_id where a.slug = :article and e.lang = :lang""",
            {
                "due": instant(one.due),
                "drafts": int(one.drafts),
                "note": one.note,
                "actor": one.actor,
                "roles": json.dumps(one.roles),
                "at": instant(one.at),
                "article": one.article,
                "lang": one.lang,
            },
        )

    def remove(self, slug: str, lang: str) -> bool:
        """Forget a schedule; whether there was one."""
        done = self._db.execute(
            """delete from schedule where edition_id in (select e.id from edition e
               join article a on a.id = e.article_id where a.slug = ? and e.lang = ?)""",
            [slug, lang],
        )
        return bool(done.rowcount > 0)

    def embargo(self, slug: str) -> Embargo | None:
        """The embargo on an article, past or to come, or None."""
        rows = self._db.query(
            "select m.*, a.slug from embargo m join article a on a.id = m.article_id where a.slug = ?", [slug]
        )
        for row in rows:
            return Embargo(row["slug"], moment(row["until"]), row["actor"], moment(row["at"]))
        return None

    def set_embargo(self, one: Embargo) -> None:
        """Store an embargo in place of an earlier one."""
        self._db.execute(
            """insert or replace into embargo (article_id, until, actor, at)
               values ((select id from article where slug = ?), ?, ?, ?)""",
            [one.article, instant(one.until), one.actor, instant(one.at)],
        )

    def lift_embargo(self, slug: str) -> bool:
        """Forget an embargo; whether there was one."""
        done = self._db.execute(
            "delete from embargo where article_id = (select id from article where slug = ?)", [slug]
        )
        return bool(done.rowcount > 0)

    def archived(self, slug: str) -> datetime | None:
        """When an article was put away, None when it was not."""
        rows = self._db.query(
            "select r.at from archived r join article a on a.id = r.article_id where a.slug = ?", [slug]
        )
        return next((moment(row["at"]) for row in rows), None)

    def archive(self, slug: str, actor: str, at: datetime) -> None:
        """Put an article away; one that is away keeps its day."""
        self._db.execute(
            """insert or ignore into archived (article_id, actor, at)
               values ((select id from article where slug = ?), ?, ?)""",
            [slug, actor, instant(at)],
        )

    def bring_back(self, slug: str) -> bool:
        """Take an article out of the archive; whether it was there."""
        done = self._db.execute(
            "delete from archived where article_id = (select id from article where slug = ?)", [slug]
        )
        return bool(done.rowcount > 0)

    def _found(self, more: str, *values: Any) -> list[Schedule]:
        rows = self._db.query(
            f"""select s.*, a.slug, e.lang from schedule s join edition e on e.id = s.edition_id
                join article a on a.id = e.article_id {more}""",  # noqa: S608 - ``more`` is one of the texts above
            list(values),
        )
        return [_schedule(row) for row in rows]


def _schedule(row: dict[str, Any]) -> Schedule:
    return Schedule(
        article=row["slug"],
        lang=row["lang"],
        due=moment(row["due_at"]),
        actor=row["actor"],
        roles=tuple(json.loads(row["roles"])),
        at=moment(row["at"]),
        drafts=bool(row["drafts"]),
        note=row["note"],
    )
