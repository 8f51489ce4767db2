"""Search: segments of all articles, and the memory's units that hold a word in any form."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from i18nflow.errors import InputError, NotFound
from i18nflow.model import Origin, State, said
from i18nflow.store import SegmentFilter
from i18nflow.webapp.api.base import Empty, Input, Page, Shape
from i18nflow.webapp.api.registry import Call, operation
from i18nflow.webapp.api.serving import tag_of
from i18nflow.webapp.api.shapes import Count, RowShape, of_segment, of_target, target_lang
from i18nflow.webapp.api.texts import checked, one_line
from i18nflow.workflow import memories
from i18nflow.workflow.desk import searching, viewing
from i18nflow.workflow.desk.searching import Asked


class SegmentsQuery(Input, frozen=True, kw_only=True):
    """Which segments; an empty field asks nothing."""

    text: Annotated[str, Meta(description="Stands in the text", max_length=200)] = ""
    side: Literal["source", "target", "both"] = "both"
    forms: Annotated[bool, Meta(description="The words of `text` in any form")] = False
    term: Annotated[str, Meta(description="A glossary entry's source that stands there", max_length=200)] = ""
    state: tuple[State, ...] = ()
    origin: tuple[Origin, ...] = ()
    finding: Annotated[str, Meta(description="A finding's code, a severity, or `any`", max_length=60)] = ""
    article: Annotated[str, Meta(description="A slug or words of the title", max_length=200)] = ""
    author: Annotated[str, Meta(max_length=80)] = ""
    assigned: Annotated[str, Meta(description="Whose work it is", max_length=80)] = ""
    stale: Annotated[bool, Meta(description="Only where the source has changed since")] = False
    commented: Annotated[bool, Meta(description="Only where a comment is open")] = False
    changed_after: Annotated[datetime, Meta(tz=True)] | None = None
    changed_before: Annotated[datetime, Meta(tz=True)] | None = None
    order: Literal["article", "oldest", "newest"] = "article"
    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    cursor: Annotated[str, Meta(description="`next` of the page before", pattern="^([1-9][0-9]{0,5})?$")] = ""


class FoundShape(Shape, frozen=True, kw_only=True):
    """A segment that was found, with its article and how much is open there."""

    article: str
    title: str
    row: RowShape
    findings: Count
    comments: Count


class ConcordanceInput(Input, frozen=True, kw_only=True):
    """Words to look for in the memory."""

    text: Annotated[str, Meta(min_length=1, max_length=200)]
    side: Literal["source", "target"] = "source"
    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class HitShape(Shape, frozen=True, kw_only=True):
    """A unit that holds the words; spans count code points, end exclusive."""

    source: str
    target: str
    spans_source: tuple[tuple[int, int], ...]
    spans_target: tuple[tuple[int, int], ...]
    article: str
    author: str


@operation("GET", "/search/{lang}", query=SegmentsQuery, answer=Page[FoundShape], problems=(422,))
def search_segments(call: Call[SegmentsQuery, None]) -> Page[FoundShape]:
    """Segments of all articles."""
    asked, lang = call.query, target_lang(call)
    wanted = SegmentFilter(
        lang=lang,
        states=asked.state,
        finding=asked.finding,
        text=asked.text,
        side=asked.side,
        article=asked.article,
        author=asked.author,
        origins=asked.origin,
        assigned=asked.assigned,
        changed_after=asked.changed_after,
        changed_before=asked.changed_before,
        commented=asked.commented,
        stale=asked.stale,
        order=asked.order,
    )
    number = int(asked.cursor or 1)
    found = searching.search(
        call.ws, Asked(wanted, forms=asked.forms, term=asked.term), number=number, size=asked.limit
    )
    # A page beyond the last one is the last one for a person; for a program it is empty.
    rows = found.found if number <= found.pages else ()
    return Page(
        items=tuple(
            FoundShape(
                article=one.row.article,
                title=one.title,
                row=RowShape(
                    segment=of_segment(one.row.segment),
                    target=of_target(one.row.target, one.row.segment.text),
                    etag=tag_of(of_target(one.row.target, one.row.segment.text)),
                ),
                findings=one.findings,
                comments=one.comments,
            )
            for one in rows
        ),
        total=found.total,
        next=str(number + 1) if number < found.pages else None,
    )


class ViewInput(Input, frozen=True, kw_only=True):
    """A filter of the page of segments, kept under a name; a view of that name is replaced."""

    name: Annotated[str, Meta(min_length=1, max_length=viewing.LONGEST_NAME)]
    query: Annotated[
        str, Meta(description="What stands behind the `?` of the page's address", max_length=2000)
    ]


class ViewShape(Shape, frozen=True, kw_only=True):
    """A filter that the caller keeps under a name."""

    id: int
    name: str
    query: str


@operation("GET", "/views", answer=tuple[ViewShape, ...])
def list_views(call: Call[Empty, None]) -> tuple[ViewShape, ...]:
    """The caller's own saved views."""
    return _views(call)


def _views(call: Call[Any, Any]) -> tuple[ViewShape, ...]:
    return tuple(
        ViewShape(id=one.id, name=one.name, query=one.query)
        for one in call.ws.store.views.of(call.actor.name)
    )


@operation("POST", "/views", body=ViewInput, answer=tuple[ViewShape, ...], problems=(422,))
def save_view(call: Call[Empty, ViewInput]) -> tuple[ViewShape, ...]:
    """Save a view; all of the caller's views afterwards."""
    name = " ".join(one_line(call.body.name).split())
    if not name:
        raise InputError(said("Give the view a name."))
    viewing.save(call.ws, name, checked(call.body.query), call.actor)
    return _views(call)


@operation("DELETE", "/views/{id}")
def forget_view(call: Call[Empty, None]) -> None:
    """Forget one of the caller's views."""
    if int(call.path["id"]) not in {one.id for one in call.ws.store.views.of(call.actor.name)}:
        raise NotFound(said("There is no such view of yours."))
    viewing.forget(call.ws, int(call.path["id"]), call.actor)


@operation("POST", "/memory/{lang}/concordance", body=ConcordanceInput, answer=tuple[HitShape, ...])
def concordance(call: Call[Empty, ConcordanceInput]) -> tuple[HitShape, ...]:
    """The memory's units in which words stand in any form, newest first."""
    asked = call.body
    found = memories.concordance(call.ws, asked.text, target_lang(call), side=asked.side, limit=asked.limit)
    return tuple(
        HitShape(
            source=one.unit.source,
            target=one.unit.target,
            spans_source=tuple((start, end) for start, end in one.spans_source),
            spans_target=tuple((start, end) for start, end in one.spans_target),
            article=one.unit.article,
            author=one.unit.author,
        )
        for one in found
    )
