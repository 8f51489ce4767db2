"""Webhooks: other programs told of what was approved, is ready, was published."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from i18nflow.model import Role
from i18nflow.store import Delivery, Webhook
from i18nflow.webapp.api.base import Empty, Input, Page, Paging, Shape
from i18nflow.webapp.api.paging import page
from i18nflow.webapp.api.registry import Call, Created, operation
from i18nflow.webapp.api.shapes import Count, Instant
from i18nflow.workflow import webhooks
from i18nflow.workflow.webhooks import WANTED, EventKind, Keyed

Wanted = Literal["segments.approved", "article.ready", "edition.published", "edition.withdrawn"]


class WebhookInput(Input, frozen=True, kw_only=True):
    """An address, and what it is told of."""

    url: Annotated[
        str,
        Meta(
            description="Answers show its host alone. Or `env:I18NFLOW_WEBHOOK_…`, the variable of the server that holds it",
            min_length=1,
            max_length=2000,
        ),
    ]
    events: Annotated[tuple[Wanted, ...], Meta(min_length=1, max_length=len(WANTED))]


class WebhookShape(Shape, frozen=True, kw_only=True):
    """An address that is told of events."""

    id: int
    url: str
    events: tuple[str, ...]
    created_at: Instant
    created_by: str
    disabled_at: Instant | None
    disabled_reason: str


class NewWebhookShape(WebhookShape, frozen=True, kw_only=True):
    """A webhook with its new secret, which signs what is sent there: it is shown this once."""

    secret: str


class EventShape(Shape, frozen=True, kw_only=True):
    """An event that was queued."""

    id: str
    kind: str


class DeliveryShape(Shape, frozen=True, kw_only=True):
    """An event on its way. ``status`` is what the other side answered last, null for no answer."""

    id: int
    event: str
    kind: str
    at: Instant
    state: str
    attempts: Count
    next_at: Instant
    status: int | None
    problem: str


@operation("GET", "/webhooks", needs=Role.ADMIN, answer=tuple[WebhookShape, ...])
def list_webhooks(call: Call[Empty, None]) -> tuple[WebhookShape, ...]:
    """The webhooks."""
    return tuple(WebhookShape(**_fields(one)) for one in call.ws.store.webhooks.all())


@operation(
    "POST",
    "/webhooks",
    needs=Role.ADMIN,
    body=WebhookInput,
    answer=NewWebhookShape,
    status=(201,),
    problems=(422,),
)
def add_webhook(call: Call[Empty, WebhookInput]) -> Created:
    """Tell an address of events from now on."""
    made = webhooks.add(call.ws, call.body.url, [EventKind(one) for one in call.body.events], call.actor)
    return Created(_keyed(made), f"webhooks/{made.webhook.id}")


@operation("GET", "/webhooks/{id}", needs=Role.ADMIN, answer=WebhookShape)
def get_webhook(call: Call[Empty, None]) -> WebhookShape:
    """A webhook."""
    return WebhookShape(**_fields(call.ws.store.webhooks.get(int(call.path["id"]))))


@operation("POST", "/webhooks/{id}/secret", needs=Role.ADMIN, answer=NewWebhookShape, problems=(422,))
def rotate_secret(call: Call[Empty, None]) -> NewWebhookShape:
    """Sign what is sent to a webhook with a new secret; it is shown this once."""
    return _keyed(webhooks.rotate(call.ws, int(call.path["id"]), call.actor))


@operation("DELETE", "/webhooks/{id}", needs=Role.ADMIN)
def remove_webhook(call: Call[Empty, None]) -> None:
    """Tell a webhook nothing more and forget it."""
    webhooks.remove(call.ws, int(call.path["id"]), call.actor)


@operation("POST", "/webhooks/{id}/test", needs=Role.ADMIN, answer=EventShape)
def test_webhook(call: Call[Empty, None]) -> EventShape:
    """Queue an event of the kind `test` for a webhook."""
    event = webhooks.test(call.ws, int(call.path["id"]), call.actor)
    return EventShape(id=event.id, kind=event.kind)


@operation("GET", "/webhooks/{id}/deliveries", needs=Role.ADMIN, query=Paging, answer=Page[DeliveryShape])
def list_deliveries(call: Call[Paging, None]) -> Page[DeliveryShape]:
    """What was sent to a webhook and what waits, oldest first."""
    call.ws.store.webhooks.get(int(call.path["id"]))
    found = call.ws.store.webhooks.deliveries(int(call.path["id"]))[::-1]
    return page(found, call.query, lambda one: one.id, _delivery)


def _keyed(made: Keyed) -> NewWebhookShape:
    return NewWebhookShape(**_fields(made.webhook), secret=made.secret)


def _fields(one: Webhook) -> dict[str, Any]:
    names = ("id", "url", "events", "created_at", "created_by", "disabled_at", "disabled_reason")
    return {name: getattr(one, name) for name in names}


def _delivery(one: Delivery) -> DeliveryShape:
    return DeliveryShape(
        id=one.id,
        event=one.event.id,
        kind=one.event.kind,
        at=one.event.at,
        state=one.state,
        attempts=one.attempts,
        next_at=one.next_at,
        status=one.status,
        problem=one.problem,
    )
