"""Webhooks: whom to tell, what was told already, and what is still to be delivered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.errors import NotFound
from i18nflow.model import said
from i18nflow.store.codec import instant, moment, parse_instant


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told of events of these kinds.

    ``salt`` and ``digest`` belong to the secret that signs what is sent there; both are empty where there is none yet.
    ``url`` is the address, or what may be shown of it where the whole one is ``sealed``.
    """

    id: int
    url: str
    events: tuple[str, ...]
    salt: str
    digest: str
    created_by: str
    created_at: datetime
    disabled_at: datetime | None = None
    disabled_reason: str = ""
    sealed: str = ""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """Something that happened: its id, kind, time, and what is said of it."""

    id: str
    kind: str
    at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way to a webhook. ``state`` is ``waiting``, ``delivered`` or ``given-up``."""

    id: int
    webhook: int
    event: StoredEvent
    state: str
    attempts: int
    next_at: datetime
    status: int | None
    problem: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was last told of an edition: whether it was ready, and its publication."""

    ready: bool = False
    publication: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """A target that became approved."""

    article: str
    lang: str
    segment: str
    version: int
    at: datetime
    actor: str


class Webhooks:
    """The webhooks of a workspace and their deliveries."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Webhook]:
        """Every webhook, oldest first."""
        return [_webhook(row) for row in self._db.query("select * from webhook order by id")]

    def get(self, number: int) -> Webhook:
        """The webhook of that number. Raises :class:`NotFound`."""
        for row in self._db.query("select * from webhook where id = :id", {"id": number}):
            return _webhook(row)
        raise NotFound(said("There is no webhook {number}.", number=number))

    def add(self, webhook: Webhook) -> Webhook:
        """Store a new webhook; its number is given here."""
        values = {
            "url": webhook.url,
            "events": json.dumps(webhook.events),
            "salt": webhook.salt,
            "digest": webhook.digest,
            "created_by": webhook.created_by,
            "created_at": instant(webhook.created_at),
            "sealed": webhook.sealed,
        }
        row = next(
            iter(
                self._db.query(
                    """insert into webhook (url, events, salt, digest, created_by, created_at, sealed)
                       values (:url, :events, :salt, :digest, :created_by, :created_at, :sealed) returning id""",
                    values,
                )
            )
        )
        return self.get(int(row["id"]))

    def rotate(self, number: int, *, salt: str, digest: str) -> None:
        """Put another secret's salt and digest in the place of a webhook's."""
        self._db.execute("update webhook set salt = ?, digest = ? where id = ?", [salt, digest, number])

    def seal(self, number: int, *, url: str, sealed: str) -> None:
        """Put a sealed address, and what may be shown of it, in the place of a webhook's; nothing of the former stays in the file."""
        self._db.execute("pragma secure_delete = on").fetchall()
        self._db.execute("update webhook set url = ?, sealed = ? where id = ?", [url, sealed, number])

    def remove(self, number: int) -> None:
        """Forget a webhook and its deliveries."""
        self._db.execute("delete from webhook where id = ?", [number])

    def disable(self, number: int, reason: str, at: datetime) -> None:
        """Tell it nothing more; what waits is given up."""
        self._db.execute(
            "update webhook set disabled_at = ?, disabled_reason = ? where id = ?",
            [instant(at), reason, number],
        )
        self._db.execute(
            "update delivery set state = 'given-up', problem = ? where webhook_id = ? and state = 'waiting'",
            [reason, number],
        )

    def told(self) -> dict[tuple[str, str], Told]:
        """What was last told, by article and language."""
        rows = self._db.query("select told.*, slug from told join article on article.id = article_id")
        return {(r["slug"], r["lang"]): Told(bool(r["ready"]), r["publication"]) for r in rows}

    def tell(self, told: Mapping[tuple[str, str], Told]) -> None:
        """Note what is told from now on."""
        self._db.conn.executemany(
            """insert or replace into told (article_id, lang, ready, publication)
               values ((select id from article where slug = ?), ?, ?, ?)""",
            [(slug, lang, int(one.ready), one.publication) for (slug, lang), one in told.items()],
        )

    def publications(self) -> dict[tuple[str, str], int]:
        """The number of the latest publication of each edition, by article and language."""
        rows = self._db.query(
            """select article.slug as article, edition.lang as lang, max(number) as number
               from publication join edition on edition.id = edition_id
               join article on article.id = edition.article_id group by edition.id"""
        )
        return {(r["article"], r["lang"]): r["number"] for r in rows}

    def pulse(self) -> str:
        """What differs when anything happened that an event could come of; cheap to ask."""
        rows = self._db.query(
            """select (select max(id) from history) as h, (select max(modified_at) from edition) as m,
                      (select max(published_at) from edition) as p, (select group_concat(status) from edition) as s,
                      (select max(at) from dismissal) as d, (select max(changed_at) from article) as a,
                      (select max(id) || ' ' || count(*) from finding) as f"""
        )
        return json.dumps(next(iter(rows)))

    def last_change(self) -> int:
        """The number of the latest change of any target."""
        return int(next(iter(self._db.query("select coalesce(max(id), 0) as n from history")))["n"])

    def approvals(self, after: int, until: int) -> list[Approval]:
        """The targets that became approved by the changes after number ``after``, up to ``until``."""
        rows = self._db.query(
            """select slug, target.lang as lang, segment.key as key, history.version as version, at, actor
               from history join target on target.id = target_id join segment on segment.id = segment_id
               join article on article.id = article_id
               where history.id > :after and history.id <= :until
                 and to_state = 'approved' and from_state <> 'approved' order by history.id""",
            {"after": after, "until": until},
        )
        return [
            Approval(r["slug"], r["lang"], r["key"], r["version"], moment(r["at"]), r["actor"]) for r in rows
        ]

    def touched(self, after: int, until: int) -> set[tuple[str, str]]:
        """Articles and languages with a target that was changed after number ``after``, up to ``until``."""
        rows = self._db.query(
            """select distinct slug, target.lang as lang from history join target on target.id = target_id
               join segment on segment.id = segment_id join article on article.id = article_id
               where history.id > :after and history.id <= :until""",
            {"after": after, "until": until},
        )
        return {(row["slug"], row["lang"]) for row in rows}

    def add_events(self, events: Iterable[StoredEvent]) -> None:
        """Store events, each with a delivery to every webhook that wants its kind."""
        for event in events:
            self._db.execute(
                "insert into event (id, kind, at, body) values (?, ?, ?, ?)",
                [event.id, event.kind, instant(event.at), json.dumps(dict(event.body), ensure_ascii=False)],
            )
            self._db.execute(
                """insert into delivery (webhook_id, event_id, state, attempts, next_at)
                   select webhook.id, :event, 'waiting', 0, :at from webhook, json_each(webhook.events) as wanted
                   where disabled_at is null and wanted.value = :kind""",
                {"event": event.id, "at": instant(event.at), "kind": event.kind},
            )

    def send_to(self, number: int, event: StoredEvent) -> None:
        """Store an event for one webhook, whatever kinds it wants."""
        self._db.execute(
            "insert into event (id, kind, at, body) values (?, ?, ?, ?)",
            [event.id, event.kind, instant(event.at), json.dumps(dict(event.body), ensure_ascii=False)],
        )
        self._db.execute(
            "insert into delivery (webhook_id, event_id, state, attempts, next_at) values (?, ?, 'waiting', 0, ?)",
            [number, event.id, instant(event.at)],
        )

    def claim(self, *, at: datetime, until: datetime, limit: int) -> list[Delivery]:
        """Deliveries that are due and can be signed; nobody else gets them before ``until``."""
        rows = list(
            self._db.query(
                _DELIVERY + "join webhook on webhook.id = webhook_id "
                "where state = 'waiting' and next_at <= :at and salt <> '' order by next_at, delivery.id limit :limit",
                {"at": instant(at), "limit": limit},
            )
        )
        self._db.conn.executemany(
            "update delivery set next_at = ? where id = ?", [(instant(until), row["id"]) for row in rows]
        )
        return [_delivery(row) for row in rows]

    def record(
        self, number: int, state: str, *, attempts: int, next_at: datetime, status: int | None, problem: str
    ) -> None:
        """Note how an attempt went."""
        self._db.execute(
            "update delivery set state = ?, attempts = ?, next_at = ?, status = ?, problem = ? where id = ?",
            [state, attempts, instant(next_at), status, problem, number],
        )

    def deliveries(self, webhook: int) -> list[Delivery]:
        """The deliveries of a webhook, latest first."""
        rows = self._db.query(
            _DELIVERY + "where webhook_id = :webhook order by delivery.id desc", {"webhook": webhook}
        )
        return [_delivery(row) for row in rows]

    def waiting(self) -> int:
        """How many deliveries are not done."""
        rows = self._db.query("select count(*) as n from delivery where state = 'waiting'")
        return int(next(iter(rows))["n"])

    def forget(self, before: datetime) -> None:
        """Forget events of that age that nothing waits for any more."""
        self._db.execute(
            """delete from event where at < ? and not exists
               (select 1 from delivery where event_id = event.id and state = 'waiting')""",
            [instant(before)],
        )


_DELIVERY = """
    select delivery.*, event.kind, event.at, event.body from delivery join event on event.id = event_id
"""


def _webhook(row: dict[str, Any]) -> Webhook:
    return Webhook(
        id=row["id"],
        url=row["url"],
        events=tuple(json.loads(row["events"])),
        salt=row["salt"],
        digest=row["digest"],
        created_by=row["created_by"],
        created_at=moment(row["created_at"]),
        disabled_at=parse_instant(row["disabled_at"]),
        disabled_reason=row["disabled_reason"],
        sealed=row["sealed"],
    )


def _delivery(row: dict[str, Any]) -> Delivery:
    event = StoredEvent(row["event_id"], row["kind"], moment(row["at"]), json.loads(row["body"]))
    return Delivery(
        id=row["id"],
        webhook=row["webhook_id"],
        event=event,
        state=row["state"],
        attempts=row["attempts"],
        next_at=moment(row["next_at"]),
        status=row["status"],
        problem=row["problem"],
    )
