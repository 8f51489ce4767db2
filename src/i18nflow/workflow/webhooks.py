"""Webhooks: other programs are told when something was approved, is ready, or was published.

Events are found by comparing what is true now with what was told before, never sent from inside a verb: so
whatever way a change came (a click, a catalog, a script), it is told after it is stored, once, and also where the
program was killed in between. What is to be sent is a table; a failed delivery is tried again later, and later.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import groupby
from urllib.parse import urlsplit

from i18nflow.errors import I18nFlowError, InputError, Refused
from i18nflow.ingest import address
from i18nflow.model import Actor, PublicationStatus, Role, said
from i18nflow.store import Approval, Delivery, StoredEvent, Told, Webhook
from i18nflow.workflow import audit, signing, status
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

BACKOFF = tuple(
    timedelta(seconds=s) for s in (5, 300, 1800, 7200, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
"""How long after a failed attempt the next one is made; after the last of them it is given up."""
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=30)
BATCH = 20
EVERY = 5.0
"""Seconds between two rounds of a program that goes on delivering."""
ENVIRONMENT, PREFIX = "env:", "I18NFLOW_WEBHOOK_"
"""How an address begins that only names the variable which holds it, and how that variable's name does."""
_VARIABLE = re.compile(f"{PREFIX}[A-Z0-9_]{{1,60}}")
_CURSOR, _PULSE = "webhooks.history", "webhooks.pulse"

Send = Callable[[str, bytes, Mapping[str, str]], int]
"""Sends a body with headers to an address; the status of the answer. Raises an error of ours where there is none."""


class EventKind(StrEnum):
    """What a webhook can be told of."""

    APPROVED = "segments.approved"
    READY = "article.ready"
    PUBLISHED = "edition.published"
    WITHDRAWN = "edition.withdrawn"
    TEST = "test"


WANTED = (EventKind.APPROVED, EventKind.READY, EventKind.PUBLISHED, EventKind.WITHDRAWN)
"""The kinds that can be asked for."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A webhook and its new secret, which is told this once and stored nowhere."""

    webhook: Webhook
    secret: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round did: events found, deliveries made, deliveries to be tried again or given up."""

    events: int = 0
    delivered: int = 0
    failed: int = 0


@needs(Role.ADMIN, said("add a webhook"))
def add(ws: Workspace, url: str, kinds: Sequence[EventKind], actor: Actor) -> Keyed:
    """Tell ``url`` of these kinds from now on. Raises :class:`Refused` where there is no key to make a secret with.

    The address is stored sealed. One that shall not be stored at all stays in the environment: ``url`` is then
    ``env:I18NFLOW_WEBHOOK_…``.
    """
    address.check(_named(url))
    if not kinds or EventKind.TEST in kinds:
        raise InputError(said("a webhook is told of one or more of: {events}", events=", ".join(WANTED)))
    at = ws.now()
    keys = signing.made(ws)
    with ws.store.write():
        if not _active(ws):
            _begin(ws)
        chosen = tuple(str(one) for one in EventKind if one in kinds)
        shown, sealed = _sealed(url, keys)
        made = ws.store.webhooks.add(
            Webhook(0, shown, chosen, keys.salt, keys.digest, actor.name, at, sealed=sealed)
        )
        audit.record(ws, actor, "add-webhook", f"webhook {made.id}", to=_shown(url), events=list(chosen))
    return Keyed(made, keys.secret)


@needs(Role.ADMIN, said("change the secret of a webhook"))
def rotate(ws: Workspace, number: int, actor: Actor) -> Keyed:
    """Sign with a new secret from the next delivery on; the old one is worth nothing any more.

    Raises :class:`Refused` where the address is sealed with a key that is not here.
    """
    keys = signing.made(ws)
    with ws.store.write():
        webhook = ws.store.webhooks.get(number)
        url = signing.keys_of(ws, webhook).unsealed(webhook.sealed) if webhook.sealed else webhook.url
        ws.store.webhooks.rotate(number, salt=keys.salt, digest=keys.digest)
        shown, sealed = _sealed(url, keys)
        ws.store.webhooks.seal(number, url=shown, sealed=sealed)
        audit.record(ws, actor, "rotate-webhook", f"webhook {number}")
    return Keyed(ws.store.webhooks.get(number), keys.secret)


@needs(Role.ADMIN, said("remove a webhook"))
def remove(ws: Workspace, number: int, actor: Actor) -> None:
    """Tell a webhook nothing more and forget it."""
    with ws.store.write():
        gone = ws.store.webhooks.get(number)
        ws.store.webhooks.remove(number)
        audit.record(ws, actor, "remove-webhook", f"webhook {number}", to=_shown(gone.url))


@needs(Role.ADMIN, said("test a webhook"))
def test(ws: Workspace, number: int, actor: Actor) -> StoredEvent:
    """Send a webhook an event of the kind ``test`` with the next round."""
    event = _event(EventKind.TEST, ws.now(), {"by": actor.name})
    with ws.store.write():
        ws.store.webhooks.get(number)
        ws.store.webhooks.send_to(number, event)
    return event


def notice(ws: Workspace) -> int:
    """Find what happened since the last time and queue it; how many events there were."""
    if not _active(ws) or ws.store.setting(_PULSE) == ws.store.webhooks.pulse():
        return 0
    with ws.store.write(aside="what webhooks are told of; the acts are recorded already"):
        pulse, at = ws.store.webhooks.pulse(), ws.now()
        after, until = int(ws.store.setting(_CURSOR) or 0), ws.store.webhooks.last_change()
        touched = ws.store.webhooks.touched(after, until)
        events = [*_approved(ws, at, after, until), *_editions(ws, at, touched)]
        ws.store.set_setting(_CURSOR, str(until))
        ws.store.webhooks.add_events(events)
        ws.store.webhooks.forget(at - KEPT)
        ws.store.set_setting(_PULSE, pulse)
    return len(events)


def deliver(ws: Workspace, send: Send | None = None) -> Outcome:
    """One round: notice what happened, send what is due. The network is asked outside transactions."""
    post = send or _poster(ws)
    _seal_plain(ws)
    events, delivered, failed = notice(ws), 0, 0
    while due := _claimed(ws):
        for one in due:
            if _attempt(ws, one, post):
                delivered += 1
            else:
                failed += 1
    return Outcome(events, delivered, failed)


def signed(secret: str, event: StoredEvent, at: datetime) -> tuple[bytes, dict[str, str]]:
    """The body and headers of a delivery, signed as the Standard Webhooks specification says.

    https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    """
    content = {"type": event.kind, "timestamp": event.at.isoformat(), "data": dict(event.body)}
    body = json.dumps(content, ensure_ascii=False).encode()
    stamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(signing.PREFIX))
    digest = hmac.new(key, f"{event.id}.{stamp}.".encode() + body, sha256).digest()
    return body, {
        "Content-Type": "application/json",
        "webhook-id": event.id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def _sealed(url: str, keys: signing.Keys) -> tuple[str, str]:
    """What may be shown of an address, and the whole of it sealed; the name of a variable is no secret."""
    if url.startswith(ENVIRONMENT):
        return url, ""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/…", keys.sealed(url)


def _seal_plain(ws: Workspace) -> None:
    """Seal the addresses that an earlier version stored as they are, where their key is here."""
    for one in ws.store.webhooks.all():
        if not one.salt or one.sealed or one.url.startswith(ENVIRONMENT):
            continue
        try:
            keys = signing.keys_of(ws, one)
        except Refused:
            continue  # said with the delivery, and by doctor
        shown, sealed = _sealed(one.url, keys)
        with ws.store.write(aside="an address sealed"):
            ws.store.webhooks.seal(one.id, url=shown, sealed=sealed)


def _named(url: str) -> str:
    """The address itself, where ``url`` names a variable of the environment that holds it. Raises :class:`Refused`."""
    if not url.startswith(ENVIRONMENT):
        return url
    name = url.removeprefix(ENVIRONMENT)
    # Only what was put there for this: no name that an admin types leads to another secret of the server.
    found = os.environ.get(name, "") if _VARIABLE.fullmatch(name) else ""
    if not found:
        raise Refused(
            said(
                "'{name}' holds no address: set it where the server and this command run. Its name begins with {prefix}.",
                name=name,
                prefix=PREFIX,
            )
        )
    return found


def _shown(url: str) -> str:
    """What the log, which keeps it for ever, says of an address: the host, for the rest may be a secret."""
    return url if url.startswith(ENVIRONMENT) else urlsplit(url).hostname or ""


def _active(ws: Workspace) -> bool:
    return any(one.disabled_at is None for one in ws.store.webhooks.all())


def _begin(ws: Workspace) -> None:
    """From now on changes are told: what is true already is not news."""
    ws.store.set_setting(_CURSOR, str(ws.store.webhooks.last_change()))
    ws.store.webhooks.tell(_now(ws))
    ws.store.set_setting(_PULSE, ws.store.webhooks.pulse())


def _now(ws: Workspace) -> dict[tuple[str, str], Told]:
    numbers = ws.store.webhooks.publications()
    return {
        (article.slug, lang): Told(
            progress.ready, f"{progress.edition.status} {numbers.get((article.slug, lang), 0)}"
        )
        for article in status.articles(ws)
        for lang, progress in article.progress.items()
    }


def _approved(ws: Workspace, at: datetime, after: int, until: int) -> Iterable[StoredEvent]:
    """One event for each article and language in which targets became approved."""
    found = ws.store.webhooks.approvals(after, until)

    def place(one: Approval) -> tuple[str, str]:
        return one.article, one.lang

    for (slug, lang), several in groupby(sorted(found, key=place), place):
        segments = [
            {"segment": one.segment, "version": one.version, "at": one.at.isoformat(), "by": one.actor}
            for one in several
        ]
        yield _event(EventKind.APPROVED, at, {"article": slug, "lang": lang, "segments": segments})


def _editions(ws: Workspace, at: datetime, touched: Collection[tuple[str, str]]) -> Iterable[StoredEvent]:
    """What became ready, published or withdrawn: the difference to what was told before.

    Whoever took the texts of a ready edition must hear of it when they are others and it is ready again, however
    long nobody looked: so a ready edition whose targets were ``touched`` since is told again.
    """
    before, now = ws.store.webhooks.told(), _now(ws)
    changed = {
        place: told
        for place, told in now.items()
        if before.get(place) != told or (told.ready and place in touched)
    }
    ws.store.webhooks.tell(changed)
    for (slug, lang), told in changed.items():
        was = before.get((slug, lang), Told())
        if told.ready and (not was.ready or (slug, lang) in touched):
            yield _event(EventKind.READY, at, {"article": slug, "lang": lang})
        if told.publication != was.publication:
            edition = ws.store.editions.get(slug, lang)
            kind = _PUBLIC.get(edition.status)
            if kind:
                data = {
                    "article": slug, "lang": lang, "status": str(edition.status), "slug": edition.slug, "note": edition.note,
                }  # fmt: skip
                yield _event(kind, at, data)


_PUBLIC = {
    PublicationStatus.PUBLISHED: EventKind.PUBLISHED,
    PublicationStatus.CORRECTED: EventKind.PUBLISHED,
    PublicationStatus.WITHDRAWN: EventKind.WITHDRAWN,
}


def _event(kind: EventKind, at: datetime, data: Mapping[str, object]) -> StoredEvent:
    return StoredEvent(f"evt_{secrets.token_hex(12)}", str(kind), at, data)


def _claimed(ws: Workspace) -> list[Delivery]:
    with ws.store.write(aside="deliveries under way"):
        return ws.store.webhooks.claim(at=ws.now(), until=ws.now() + LEASE, limit=BATCH)


def _attempt(ws: Workspace, delivery: Delivery, send: Send) -> bool:
    """Send once; whether it arrived. 410 means: never again."""
    webhook = ws.store.webhooks.get(delivery.webhook)
    answered, problem = None, ""
    try:
        keys = signing.keys_of(ws, webhook)
        body, headers = signed(keys.secret, delivery.event, ws.now())
        url = keys.unsealed(webhook.sealed) if webhook.sealed else _named(webhook.url)
        answered = send(url, body, headers)
        problem = "" if 200 <= answered < 300 else f"answered with status {answered}"
    except I18nFlowError as error:
        # Without the address, which may be a secret; which webhook it was stands beside it.
        problem = str(error.message if isinstance(error, InputError) else error)
    _record(ws, delivery, answered, problem)
    return not problem


def _record(ws: Workspace, delivery: Delivery, answered: int | None, problem: str) -> None:
    attempts, at = delivery.attempts + 1, ws.now()
    state, next_at = "delivered", at
    if problem:
        state = "waiting" if attempts <= len(BACKOFF) else "given-up"
        next_at = at + BACKOFF[min(attempts, len(BACKOFF)) - 1]
    with ws.store.write(aside="how deliveries went"):
        ws.store.webhooks.record(
            delivery.id, state, attempts=attempts, next_at=next_at, status=answered, problem=problem
        )
        if answered == 410:
            ws.store.webhooks.disable(delivery.webhook, "answered 410: it is gone", at)


def _poster(ws: Workspace) -> Send:
    private = ws.config.webhooks.private_addresses

    def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
        return address.post(url, body, headers, allow_private=private)

    return post
