"""The audit log: who did what, when; and whether it is whole."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta

from i18nflow.model import Role
from i18nflow.webapp.api.base import Input, Shape
from i18nflow.webapp.api.registry import Call, operation
from i18nflow.webapp.api.shapes import Instant
from i18nflow.workflow import audit
from i18nflow.workflow.audit import Wanted

Moment = Annotated[datetime, Meta(tz=True)] | None


class AuditQuery(Input, frozen=True, kw_only=True):
    """Which rows; an empty field asks nothing."""

    who: Annotated[str, Meta(max_length=80)] = ""
    action: Annotated[str, Meta(max_length=80)] = ""
    object: Annotated[str, Meta(description="What was acted on, or what it begins with", max_length=200)] = ""
    text: Annotated[str, Meta(description="Stands anywhere in the row", max_length=200)] = ""
    since: Moment = None
    until: Moment = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    cursor: Annotated[str, Meta(description="`next` of the page before", pattern="^([1-9][0-9]{0,17})?$")] = (
        ""
    )


class VerifyQuery(Input, frozen=True, kw_only=True):
    """What is known from before."""

    known: Annotated[str, Meta(description="A hash noted down earlier", pattern="^([0-9a-f]{64})?$")] = ""


class AuditShape(Shape, frozen=True, kw_only=True):
    """A row of the log. ``redacted_by`` is the row that says who redacted it, and why."""

    id: int
    at: Instant
    who: str
    action: str
    object: str
    detail: dict[str, Any]
    hash: str
    redacted_by: int | None


class AuditPage(Shape, frozen=True, kw_only=True):
    """Rows, the latest first; ``next`` is the cursor of the older ones, null on the last page."""

    items: tuple[AuditShape, ...]
    next: str | None


class BreakShape(Shape, frozen=True, kw_only=True):
    """A place where the log does not fit."""

    row: int
    message: str


class VerifiedShape(Shape, frozen=True, kw_only=True):
    """Whether the log is whole. ``head`` is the hash to note down: the next look can name it."""

    whole: bool
    head: str
    breaks: tuple[BreakShape, ...]


@operation("GET", "/audit", needs=Role.ADMIN, query=AuditQuery, answer=AuditPage)
def search_audit(call: Call[AuditQuery, None]) -> AuditPage:
    """Rows of the audit log, the latest first."""
    asked = call.query
    wanted = Wanted(asked.who, asked.action, asked.object, asked.text, asked.since, asked.until)
    found = audit.search(
        call.ws, wanted, limit=asked.limit + 1, before=int(asked.cursor) if asked.cursor else None
    )
    shown = found[: asked.limit]
    return AuditPage(
        items=tuple(
            AuditShape(
                id=one.id,
                at=one.time,
                who=one.actor,
                action=one.action,
                object=one.object,
                detail=json.loads(one.detail or "{}"),
                hash=one.hash,
                redacted_by=one.redacted_by,
            )
            for one in shown
        ),
        next=str(shown[-1].id) if len(found) > len(shown) else None,
    )


@operation("GET", "/audit/verification", needs=Role.ADMIN, query=VerifyQuery, answer=VerifiedShape)
def verify_audit(call: Call[VerifyQuery, None]) -> VerifiedShape:
    """Whether the audit log was rewritten, cut, or redacted without saying so."""
    found = audit.verify(call.ws, known=call.query.known)
    head = call.ws.store.audit.head()
    return VerifiedShape(
        whole=not found,
        head=head.hash if head else "",
        breaks=tuple(BreakShape(row=one.row, message=one.message) for one in found),
    )
