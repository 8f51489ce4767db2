"""Many segments at once, of whichever articles: approved, sent back, given to somebody; and a segment's repeats."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from i18nflow.model import Role
from i18nflow.webapp.api.base import Empty, Input, Shape
from i18nflow.webapp.api.problems import Fault, Standing
from i18nflow.webapp.api.registry import Call, operation
from i18nflow.webapp.api.replacements import LeftShape, left
from i18nflow.webapp.api.shapes import Count, TargetShape, of_target, target_lang
from i18nflow.webapp.api.targets import ApproveInput, Chosen, RejectInput
from i18nflow.webapp.api.texts import checked, one_line
from i18nflow.workflow.desk import assigning, bulk, repeating
from i18nflow.workflow.desk.bulk import Done
from i18nflow.workflow.desk.repeating import Repeat
from i18nflow.workflow.reviewing import Move

MANY = "/selections/{lang}"
REPEATS = "/segments/{key}/targets/{lang}/repeats"


class GiveInput(Input, frozen=True, kw_only=True):
    """Segments, and who shall do them."""

    segments: Annotated[
        tuple[Annotated[str, Meta(pattern="^[a-z0-9]{8}$")], ...], Meta(min_length=1, max_length=2000)
    ]
    person: Annotated[str, Meta(min_length=1, max_length=80)]


class GivenShape(Shape, frozen=True, kw_only=True):
    """How many parts (runs of neighbouring segments) were given that were not before."""

    parts: Count


class RepeatShape(Shape, frozen=True, kw_only=True):
    """A segment that says the same, or the same but for numbers; ``text`` is what it would get."""

    article: str
    target: TargetShape
    text: str
    exact: Annotated[bool, Meta(description="Equal sources; else they differ in numbers")]


class RepeatsShape(Shape, frozen=True, kw_only=True):
    """The repeats of a segment: still open, translated otherwise, and how many agree already."""

    open: tuple[RepeatShape, ...]
    conflicts: tuple[RepeatShape, ...]
    agreeing: Count


class FilledShape(Shape, frozen=True, kw_only=True):
    """What was filled, and what was left."""

    filled: tuple[TargetShape, ...]
    left: tuple[LeftShape, ...]


class FillInput(Input, frozen=True, kw_only=True):
    """The repeats to fill."""

    targets: Annotated[tuple[Chosen, ...], Meta(min_length=1, max_length=2000)]


@operation(
    "POST", f"{MANY}/approve", needs=Role.TRANSLATOR, body=ApproveInput, answer=tuple[TargetShape, ...],
    problems=(409, 422),
)  # fmt: skip
def approve_selection(call: Call[Empty, ApproveInput]) -> tuple[TargetShape, ...]:
    """Approve targets of any articles as they stand, all or none; `errors` of a 409 name what stands against it."""
    return _done(call, bulk.approve(call.ws, _moves(call.body.targets), target_lang(call), call.actor))


@operation(
    "POST", f"{MANY}/reject", needs=Role.REVIEWER, body=RejectInput, answer=tuple[TargetShape, ...],
    problems=(409, 422),
)  # fmt: skip
def reject_selection(call: Call[Empty, RejectInput]) -> tuple[TargetShape, ...]:
    """Send targets of any articles back for one reason, all or none."""
    reason = one_line(call.body.reason)
    return _done(call, bulk.reject(call.ws, _moves(call.body.targets), target_lang(call), reason, call.actor))


@operation(
    "POST", f"{MANY}/assign", needs=Role.TRANSLATOR, body=GiveInput, answer=GivenShape, problems=(422,)
)
def assign_selection(call: Call[Empty, GiveInput]) -> GivenShape:
    """Take segments of any articles, or as a reviewer give them to somebody."""
    asked = call.body
    return GivenShape(
        parts=assigning.assign_segments(
            call.ws, asked.segments, target_lang(call), checked(asked.person), call.actor
        )
    )


@operation("GET", REPEATS, answer=RepeatsShape)
def list_repeats(call: Call[Empty, None]) -> RepeatsShape:
    """The segments whose source equals this one's, or differs from it in numbers alone."""
    found = repeating.find(call.ws, call.path["key"], target_lang(call))
    return RepeatsShape(
        open=tuple(map(_repeat, found.open)),
        conflicts=tuple(map(_repeat, found.conflicts)),
        agreeing=found.agreeing,
    )


@operation("POST", REPEATS, needs=Role.TRANSLATOR, body=FillInput, answer=FilledShape, problems=(409, 422))
def fill_repeats(call: Call[Empty, FillInput]) -> FilledShape:
    """Take the translation to the chosen repeats: equal ones are confirmed, nearly equal ones become drafts."""
    done = repeating.fill(call.ws, call.path["key"], target_lang(call), _moves(call.body.targets), call.actor)
    return FilledShape(filled=_targets(call, done.targets), left=left(done.problems))


def _moves(chosen: tuple[Chosen, ...]) -> list[Move]:
    return [Move(one.segment, one.version) for one in chosen]


def _done(call: Call[Any, Any], done: Done) -> tuple[TargetShape, ...]:
    if done.problems:
        raise Standing(
            "Nothing was done: something stands against it at these segments.",
            faults=[
                Fault(pointer=one.key, detail=": ".join(filter(None, (one.kind, one.message or one.by))))
                for one in done.problems
            ],
        )
    return _targets(call, done.targets)


def _targets(call: Call[Any, Any], found: tuple[Any, ...]) -> tuple[TargetShape, ...]:
    rows = {one.segment: call.ws.store.targets.row(one.segment, one.lang) for one in found}
    return tuple(of_target(one, rows[one.segment].segment.text) for one in found)


def _repeat(one: Repeat) -> RepeatShape:
    return RepeatShape(
        article=one.row.article,
        target=of_target(one.row.target, one.row.segment.text),
        text=one.text,
        exact=one.exact,
    )
