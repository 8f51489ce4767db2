"""Schedules: editions published at their time, embargoes, the archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from msgspec import Meta

from i18nflow.model import Role
from i18nflow.store import Schedule
from i18nflow.webapp.api.base import Empty, Input, Shape
from i18nflow.webapp.api.registry import Call, operation
from i18nflow.webapp.api.shapes import Instant, target_lang
from i18nflow.webapp.api.texts import one_line
from i18nflow.workflow import publishing

ONE = "/articles/{slug}/editions/{lang}/schedule"
Time = Annotated[datetime, Meta(tz=True)]


class ScheduleInput(Input, frozen=True, kw_only=True):
    """When an edition is published, in whatever zone the time names."""

    due: Time
    drafts: Annotated[bool, Meta(description="Publish what is not approved too, marked for the reader")] = (
        False
    )
    note: Annotated[str, Meta(max_length=2000)] = ""


class ScheduleShape(Shape, frozen=True, kw_only=True):
    """When an edition is published, and in whose name; ``lapsed`` where ``by`` may not publish any more, so that it will not be."""

    article: str
    lang: str
    due: Instant
    by: str
    drafts: bool
    note: str
    lapsed: bool


class EmbargoInput(Input, frozen=True, kw_only=True):
    """Until when all of an article is kept from the public."""

    until: Time


class EmbargoShape(Shape, frozen=True, kw_only=True):
    """Until when all of an article is kept from the public; null for no embargo."""

    article: str
    until: Instant | None


@operation("GET", "/schedules", answer=tuple[ScheduleShape, ...])
def list_schedules(call: Call[Empty, None]) -> tuple[ScheduleShape, ...]:
    """What is scheduled, the next first."""
    lapsed = publishing.lapsed(call.ws)
    return tuple(
        _schedule(one, lapsed=(one.article, one.lang) in lapsed) for one in call.ws.store.schedules.all()
    )


@operation("PUT", ONE, needs=Role.EDITOR, body=ScheduleInput, answer=ScheduleShape, problems=(409, 422))
def schedule_edition(call: Call[Empty, ScheduleInput]) -> ScheduleShape:
    """Have an edition published at a time to come; what stands against it then is asked then."""
    asked = call.body
    (made,) = publishing.schedule(
        call.ws, call.path["slug"], [target_lang(call)], asked.due, call.actor,
        drafts=asked.drafts, note=one_line(asked.note),
    )  # fmt: skip
    return _schedule(made)


@operation("DELETE", ONE, needs=Role.EDITOR, problems=(422,))
def unschedule_edition(call: Call[Empty, None]) -> None:
    """Take the schedule back."""
    publishing.unschedule(call.ws, call.path["slug"], [target_lang(call)], call.actor)


@operation("GET", "/articles/{slug}/embargo", answer=EmbargoShape)
def get_embargo(call: Call[Empty, None]) -> EmbargoShape:
    """Whether an article is under embargo."""
    return _embargo(call)


@operation(
    "PUT",
    "/articles/{slug}/embargo",
    needs=Role.EDITOR,
    body=EmbargoInput,
    answer=EmbargoShape,
    problems=(409, 422),
)
def set_embargo(call: Call[Empty, EmbargoInput]) -> EmbargoShape:
    """Keep all of an article from the public until then."""
    publishing.embargo(call.ws, call.path["slug"], call.body.until, call.actor)
    return _embargo(call)


@operation("DELETE", "/articles/{slug}/embargo", needs=Role.EDITOR, problems=(422,))
def lift_embargo(call: Call[Empty, None]) -> None:
    """Lift the embargo."""
    publishing.embargo(call.ws, call.path["slug"], None, call.actor)


@operation("PUT", "/articles/{slug}/archived", needs=Role.EDITOR, problems=(422,))
def archive_article(call: Call[Empty, None]) -> None:
    """Put an article away: it keeps its pages and leaves the news and the feeds."""
    call.ws.store.articles.get(call.path["slug"])
    publishing.archive(call.ws, call.path["slug"], call.actor)


@operation("DELETE", "/articles/{slug}/archived", needs=Role.EDITOR, problems=(422,))
def bring_back_article(call: Call[Empty, None]) -> None:
    """Take an article out of the archive."""
    call.ws.store.articles.get(call.path["slug"])
    publishing.bring_back(call.ws, call.path["slug"], call.actor)


def _schedule(one: Schedule, *, lapsed: bool = False) -> ScheduleShape:
    return ScheduleShape(
        article=one.article,
        lang=one.lang,
        due=one.due.astimezone(UTC),
        by=one.actor,
        drafts=one.drafts,
        note=one.note,
        lapsed=lapsed,
    )


def _embargo(call: Call[Empty, EmbargoInput] | Call[Empty, None]) -> EmbargoShape:
    call.ws.store.articles.get(call.path["slug"])
    found = call.ws.store.schedules.embargo(call.path["slug"])
    return EmbargoShape(article=call.path["slug"], until=found.until if found else None)
