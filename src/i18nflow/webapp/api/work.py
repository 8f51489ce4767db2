"""Work: comments on segments, who translates what by when, and what waits for the caller."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta

from i18nflow.model import Role
from i18nflow.webapp.api.base import Empty, Input, Shape
from i18nflow.webapp.api.registry import Call, Created, operation
from i18nflow.webapp.api.shapes import Instant, target_lang
from i18nflow.webapp.api.texts import checked
from i18nflow.workflow.desk import assigning, commenting, inbox

SEGMENT = "/segments/{key}/targets/{lang}/comments"
ARTICLE = "/articles/{slug}/translations/{lang}"


class CommentInput(Input, frozen=True, kw_only=True):
    """What is said; people named with @ find it in their inbox."""

    text: Annotated[str, Meta(min_length=1, max_length=commenting.LONGEST)]


class CommentShape(Shape, frozen=True, kw_only=True):
    """What somebody said about a segment."""

    id: int
    article: str
    lang: str
    segment: str
    author: str
    text: str
    at: Instant
    resolved_at: Instant | None
    resolved_by: str


class AssignInput(Input, frozen=True, kw_only=True):
    """Who does it; a part of the article by segment numbers, both included, or the whole."""

    person: Annotated[str, Meta(min_length=1, max_length=80)]
    first: Annotated[int, Meta(description="0 for the whole article", ge=0, le=2**31)] = 0
    last: Annotated[int, Meta(ge=0, le=2**31)] = 0


class AssignmentShape(Shape, frozen=True, kw_only=True):
    """Whose work an article is, or a part of it."""

    id: int
    article: str
    lang: str
    person: str
    first: int | None
    last: int | None
    by: str
    at: Instant


class DeadlineInput(Input, frozen=True, kw_only=True):
    """By when an article shall be done; null takes the deadline away."""

    due: Annotated[datetime, Meta(tz=True)] | None


class DeadlineShape(Shape, frozen=True, kw_only=True):
    """By when an article shall be done."""

    article: str
    lang: str
    due: Instant | None


class InboxShape(Shape, frozen=True, kw_only=True):
    """Something that waits for the caller."""

    id: str
    kind: str
    at: Instant
    article: str
    lang: str
    segment: str
    by: str
    text: str
    seen: bool


@operation("GET", SEGMENT, answer=tuple[CommentShape, ...])
def list_comments(call: Call[Empty, None]) -> tuple[CommentShape, ...]:
    """What was said about a segment, oldest first."""
    call.ws.store.targets.row(call.path["key"], target_lang(call))
    found = call.ws.store.comments.of_segment(call.path["key"], target_lang(call))
    return tuple(_comment(one) for one in found)


@operation(
    "POST",
    SEGMENT,
    needs=Role.TRANSLATOR,
    body=CommentInput,
    answer=CommentShape,
    status=(201,),
    problems=(422,),
)
def add_comment(call: Call[Empty, CommentInput]) -> Created:
    """Say something about a segment."""
    number = commenting.add(call.ws, call.path["key"], target_lang(call), checked(call.body.text), call.actor)
    return Created(_comment(call.ws.store.comments.get(number)), f"comments/{number}")


@operation("GET", "/comments/{id}", answer=CommentShape)
def get_comment(call: Call[Empty, None]) -> CommentShape:
    """A comment."""
    return _comment(call.ws.store.comments.get(int(call.path["id"])))


@operation("POST", "/comments/{id}/resolve", needs=Role.TRANSLATOR, answer=CommentShape)
def resolve_comment(call: Call[Empty, None]) -> CommentShape:
    """Note that a comment is settled."""
    commenting.resolve(call.ws, int(call.path["id"]), call.actor)
    return get_comment(call)


@operation("POST", "/comments/{id}/reopen", needs=Role.TRANSLATOR, answer=CommentShape)
def reopen_comment(call: Call[Empty, None]) -> CommentShape:
    """Note that a comment is not settled after all."""
    commenting.reopen(call.ws, int(call.path["id"]), call.actor)
    return get_comment(call)


@operation("GET", f"{ARTICLE}/assignments", answer=tuple[AssignmentShape, ...])
def list_assignments(call: Call[Empty, None]) -> tuple[AssignmentShape, ...]:
    """Whose work an article is."""
    call.ws.store.articles.get(call.path["slug"])
    found = call.ws.store.assignments.of_article(call.path["slug"], target_lang(call))
    return tuple(_assignment(one) for one in found)


@operation(
    "POST", f"{ARTICLE}/assignments", needs=Role.TRANSLATOR, body=AssignInput, answer=tuple[AssignmentShape, ...],
    problems=(409, 422),
)  # fmt: skip
def assign_article(call: Call[Empty, AssignInput]) -> tuple[AssignmentShape, ...]:
    """Take an article or a part of it, or as a reviewer give it to somebody; who has what afterwards."""
    asked = call.body
    part = (asked.first, asked.last) if asked.first else None
    assigning.assign(
        call.ws, call.path["slug"], target_lang(call), checked(asked.person), call.actor, part=part
    )
    found = call.ws.store.assignments.of_article(call.path["slug"], target_lang(call))
    return tuple(_assignment(one) for one in found)


@operation("DELETE", "/assignments/{id}", needs=Role.TRANSLATOR, problems=(422,))
def remove_assignment(call: Call[Empty, None]) -> None:
    """Give work back, or as a reviewer take it off somebody."""
    assigning.unassign(call.ws, int(call.path["id"]), call.actor)


@operation("GET", f"{ARTICLE}/deadline", answer=DeadlineShape)
def get_deadline(call: Call[Empty, None]) -> DeadlineShape:
    """By when an article shall be done."""
    slug, lang = call.path["slug"], target_lang(call)
    call.ws.store.articles.get(slug)
    return DeadlineShape(article=slug, lang=lang, due=call.ws.store.assignments.deadline(slug, lang))


@operation(
    "PUT",
    f"{ARTICLE}/deadline",
    needs=Role.REVIEWER,
    body=DeadlineInput,
    answer=DeadlineShape,
    problems=(422,),
)
def set_deadline(call: Call[Empty, DeadlineInput]) -> DeadlineShape:
    """Say by when an article shall be done."""
    slug, lang = call.path["slug"], target_lang(call)
    call.ws.store.articles.get(slug)
    assigning.set_deadline(call.ws, [slug], lang, call.body.due, call.actor)
    return DeadlineShape(article=slug, lang=lang, due=call.ws.store.assignments.deadline(slug, lang))


@operation("GET", "/inbox", answer=tuple[InboxShape, ...])
def list_inbox(call: Call[Empty, None]) -> tuple[InboxShape, ...]:
    """What waits for the caller: mentions, work, rejections, deadlines."""
    return _inbox(call)


def _inbox(call: Call[Any, Any]) -> tuple[InboxShape, ...]:
    return tuple(
        InboxShape(
            id=one.id,
            kind=str(one.kind),
            at=one.at,
            article=one.article,
            lang=one.lang,
            segment=one.segment,
            by=one.by,
            text=one.text,
            seen=one.seen,
        )
        for one in inbox.items(call.ws, call.actor.name)
    )


class SeenInput(Input, frozen=True, kw_only=True):
    """Items of the inbox, by their ``id``."""

    ids: Annotated[tuple[Annotated[str, Meta(max_length=200)], ...], Meta(min_length=1, max_length=500)]


@operation("POST", "/inbox/seen", body=SeenInput, answer=tuple[InboxShape, ...], problems=(422,))
def see_inbox(call: Call[Empty, SeenInput]) -> tuple[InboxShape, ...]:
    """Note that the caller has seen these items; the whole inbox afterwards."""
    known = {one.id for one in inbox.items(call.ws, call.actor.name)}
    inbox.see(call.ws, [one for one in call.body.ids if one in known], call.actor)
    return _inbox(call)


def _comment(one: Any) -> CommentShape:
    return CommentShape(
        id=one.id,
        article=one.article,
        lang=one.lang,
        segment=one.segment,
        author=one.author,
        text=one.text,
        at=one.at,
        resolved_at=one.resolved_at,
        resolved_by=one.resolved_by,
    )


def _assignment(one: Any) -> AssignmentShape:
    return AssignmentShape(
        id=one.id,
        article=one.article,
        lang=one.lang,
        person=one.person,
        first=one.first,
        last=one.last,
        by=one.actor,
        at=one.at,
    )
