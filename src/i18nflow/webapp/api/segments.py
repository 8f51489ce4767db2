"""Segments: an article's source texts, corrected, split and merged."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from i18nflow.errors import NotFound
from i18nflow.model import Role, said
from i18nflow.webapp.api.articles import of_imported
from i18nflow.webapp.api.base import Empty, Input, Page, Paging
from i18nflow.webapp.api.paging import page
from i18nflow.webapp.api.registry import Call, operation
from i18nflow.webapp.api.serving import check_seen
from i18nflow.webapp.api.shapes import ImportedShape, SegmentShape, of_segment
from i18nflow.webapp.api.texts import one_line
from i18nflow.workflow import importing


class SourceInput(Input, frozen=True, kw_only=True):
    """A corrected source text."""

    text: Annotated[str, Meta(min_length=1, max_length=20000)]


class SplitInput(Input, frozen=True, kw_only=True):
    """Where to cut a segment."""

    offset: Annotated[int, Meta(description="In code points of its text", ge=1, le=20000)]


@operation("GET", "/articles/{slug}/segments", query=Paging, answer=Page[SegmentShape])
def list_segments(call: Call[Paging, None]) -> Page[SegmentShape]:
    """The segments of an article in document order."""
    call.ws.store.articles.get(call.path["slug"])
    numbered = list(enumerate(call.ws.store.articles.segments(call.path["slug"])))
    return page(numbered, call.query, lambda one: one[0], lambda one: of_segment(one[1]))


@operation("GET", "/segments/{key}", answer=SegmentShape)
def get_segment(call: Call[Empty, None]) -> SegmentShape:
    """A segment."""
    return _segment(call)


@operation(
    "PUT",
    "/segments/{key}/source",
    needs=Role.TRANSLATOR,
    body=SourceInput,
    answer=ImportedShape,
    matched=True,
)
def correct_source(call: Call[Empty, SourceInput]) -> ImportedShape:
    """Correct the source text in place: a new revision, the other segments keep their targets."""
    with call.ws.store.write():
        check_seen(call, _segment(call))
        return of_imported(
            importing.correct_source(call.ws, call.path["key"], one_line(call.body.text), call.actor)
        )


@operation(
    "POST",
    "/segments/{key}/split",
    needs=Role.TRANSLATOR,
    body=SplitInput,
    answer=ImportedShape,
    matched=True,
)
def split_segment(call: Call[Empty, SplitInput]) -> ImportedShape:
    """Cut a segment in two; the first half keeps the key and the target, as a draft."""
    with call.ws.store.write():
        check_seen(call, _segment(call))
        return of_imported(importing.split(call.ws, call.path["key"], call.body.offset, call.actor))


@operation("POST", "/segments/{key}/merge", needs=Role.TRANSLATOR, answer=ImportedShape, matched=True)
def merge_segment(call: Call[Empty, None]) -> ImportedShape:
    """Join a segment with the next one of its block."""
    with call.ws.store.write():
        check_seen(call, _segment(call))
        return of_imported(importing.merge(call.ws, call.path["key"], call.actor))


def _segment(call: Call[Any, Any]) -> SegmentShape:
    key = call.path["key"]
    slug = call.ws.store.articles.slug_of_segment(key)
    for one in call.ws.store.articles.segments(slug):
        if one.key == key:
            return of_segment(one)
    raise NotFound(said("The segment '{key}' is no longer in '{slug}'.", key=key, slug=slug))
