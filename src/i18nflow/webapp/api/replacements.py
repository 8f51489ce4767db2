"""Words replaced over all articles: looked at first, chosen place by place, taken back whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from msgspec import Meta

from i18nflow.errors import NotFound
from i18nflow.model import Role, State
from i18nflow.phrase import Manner
from i18nflow.store import Replacement
from i18nflow.webapp.api.base import Empty, Input, Shape
from i18nflow.webapp.api.registry import Call, Created, operation
from i18nflow.webapp.api.shapes import Count, Instant, TargetShape, of_target, target_lang
from i18nflow.webapp.api.texts import checked
from i18nflow.workflow.desk import replacing
from i18nflow.workflow.desk.problems import Problem
from i18nflow.workflow.desk.replacing import Outcome, Wish
from i18nflow.workflow.reviewing import Move

Version = Annotated[int, Meta(ge=0, le=2**31)]
Words = Annotated[str, Meta(max_length=200)]


class WishInput(Input, frozen=True, kw_only=True):
    """What to look for in the translations, and what to put there; empty fields narrow nothing."""

    find: Annotated[str, Meta(min_length=1, max_length=200)]
    instead: Words
    manner: Annotated[
        Manner, Meta(description="In all its forms, as whole words, as a part of words, or to the letter")
    ] = Manner.FORMS
    source: Annotated[Words, Meta(description="Only where the source holds these words in any form")] = ""
    article: Annotated[Words, Meta(description="Only there: a slug or words of the title")] = ""
    states: Annotated[tuple[State, ...], Meta(max_length=10)] = ()


class PlaceInput(Input, frozen=True, kw_only=True):
    """A place to replace: where it starts in the target, and what is put there."""

    start: Annotated[int, Meta(ge=0, le=2**31)]
    text: Words


class ChosenInput(Input, frozen=True, kw_only=True):
    """A segment's chosen places, and the version of its target that was seen."""

    segment: Annotated[str, Meta(pattern="^[a-z0-9]{8}$")]
    version: Version
    places: Annotated[tuple[PlaceInput, ...], Meta(min_length=1, max_length=500)]


class ReplaceInput(WishInput, frozen=True, kw_only=True):
    """What was looked for, and the places that were chosen of what the preview showed."""

    chosen: Annotated[tuple[ChosenInput, ...], Meta(min_length=1, max_length=replacing.MOST)]


class PlaceShape(Shape, frozen=True, kw_only=True):
    """A place in a target, in code points, end exclusive; ``choices`` are what fits there, the likeliest first."""

    start: Count
    end: Count
    text: str
    choices: tuple[str, ...]


class ProposedShape(Shape, frozen=True, kw_only=True):
    """A segment with the places where something would be replaced."""

    article: str
    title: str
    target: TargetShape
    places: tuple[PlaceShape, ...]


class PreviewShape(Shape, frozen=True, kw_only=True):
    """What would be replaced; ``left_out`` segments are beyond what one preview shows."""

    proposed: tuple[ProposedShape, ...]
    left_out: Count


class LeftShape(Shape, frozen=True, kw_only=True):
    """A segment that was left as it is: ``changed`` meanwhile, ``refused`` by a rule, or ``gone``."""

    segment: str
    kind: str
    article: str
    by: str
    message: str


class OutcomeShape(Shape, frozen=True, kw_only=True):
    """What became of it. ``id`` is the replacement's number, by which it is taken back; 0 where nothing was changed."""

    id: Count
    changed: tuple[TargetShape, ...]
    left: tuple[LeftShape, ...]


class ReplacementShape(Shape, frozen=True, kw_only=True):
    """A replacement that was made, and whether it was taken back."""

    id: int
    at: Instant
    by: str
    lang: str
    find: str
    instead: str
    segments: Count
    undone_at: Instant | None
    undone_by: str


@operation(
    "POST", "/targets/{lang}/replacements/preview", body=WishInput, answer=PreviewShape, problems=(422,)
)
def preview_replacement(call: Call[Empty, WishInput]) -> PreviewShape:
    """Every place that would be replaced, article by article; nothing is changed."""
    found = replacing.preview(call.ws, _wish(call))
    return PreviewShape(
        proposed=tuple(
            ProposedShape(
                article=one.found.row.article,
                title=one.found.title,
                target=of_target(one.found.row.target, one.found.row.segment.text),
                places=tuple(
                    PlaceShape(start=hit.start, end=hit.end, text=hit.text, choices=hit.choices)
                    for hit in one.hits
                ),
            )
            for one in found.proposed
        ),
        left_out=found.left_out,
    )


@operation(
    "POST", "/targets/{lang}/replacements", needs=Role.TRANSLATOR, body=ReplaceInput, answer=OutcomeShape,
    status=(200, 201), problems=(422,),
)  # fmt: skip
def replace_words(call: Call[Empty, ReplaceInput]) -> OutcomeShape | Created:
    """Replace the chosen places, as one replacement; a segment that changed since it was seen is left and reported."""
    chosen = {
        Move(one.segment, one.version): [(place.start, checked(place.text)) for place in one.places]
        for one in call.body.chosen
    }
    done = replacing.apply(call.ws, _wish(call), chosen, call.actor)
    shape = _outcome(call, done)
    return Created(shape, f"replacements/{done.number}") if done.number else shape


@operation("GET", "/replacements", answer=tuple[ReplacementShape, ...])
def list_replacements(call: Call[Empty, None]) -> tuple[ReplacementShape, ...]:
    """The latest replacements, newest first."""
    return tuple(_replacement(one) for one in call.ws.store.replacements.latest())


@operation("GET", "/replacements/{id}", answer=ReplacementShape)
def get_replacement(call: Call[Empty, None]) -> ReplacementShape:
    """A replacement."""
    return _replacement(call.ws.store.replacements.get(int(call.path["id"])))


@operation("POST", "/replacements/{id}/undo", needs=Role.TRANSLATOR, answer=OutcomeShape, problems=(409, 422))
def undo_replacement(call: Call[Empty, None]) -> OutcomeShape:
    """Take a replacement back wherever nothing has changed since; what has is left and reported."""
    return _outcome(call, replacing.undo(call.ws, int(call.path["id"]), call.actor))


def left(found: Iterable[Problem]) -> tuple[LeftShape, ...]:
    """What was not done to segments, and why."""
    return tuple(
        LeftShape(segment=one.key, kind=one.kind, article=one.article, by=one.by, message=one.message)
        for one in found
    )


def _wish(call: Call[Empty, WishInput] | Call[Empty, ReplaceInput]) -> Wish:
    asked = call.body
    return Wish(
        lang=target_lang(call),
        text=checked(asked.find),
        instead=checked(asked.instead),
        manner=asked.manner,
        source=checked(asked.source),
        article=checked(asked.article).strip(),
        states=asked.states,
    )


def _outcome(call: Call[Any, Any], done: Outcome) -> OutcomeShape:
    return OutcomeShape(
        id=done.number,
        changed=tuple(of_target(one, _source(call, one.segment, one.lang)) for one in done.changed),
        left=left(done.problems),
    )


def _source(call: Call[Any, Any], key: str, lang: str) -> str:
    try:
        return call.ws.store.targets.row(key, lang).segment.text
    except NotFound:
        return ""


def _replacement(one: Replacement) -> ReplacementShape:
    return ReplacementShape(
        id=one.id,
        at=one.at,
        by=one.actor,
        lang=one.lang,
        find=one.wanted,
        instead=one.instead,
        segments=one.segments,
        undone_at=one.undone_at,
        undone_by=one.undone_by,
    )
