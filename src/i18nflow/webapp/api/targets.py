"""Targets: confirmed, approved, rejected, restored; each change names the version it saw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from msgspec import Meta

from i18nflow.errors import NotFound
from i18nflow.model import Role, State, Target, said
from i18nflow.webapp.api.base import Empty, Input, Page, Paging, Shape
from i18nflow.webapp.api.paging import page
from i18nflow.webapp.api.registry import Call, operation
from i18nflow.webapp.api.serving import check_seen, tag_of
from i18nflow.webapp.api.shapes import (
    Count,
    FindingShape,
    HistoryShape,
    Instant,
    MatchShape,
    OccurrenceShape,
    RowShape,
    TargetShape,
    of_finding,
    of_history,
    of_match,
    of_segment,
    of_target,
    of_term,
    target_lang,
)
from i18nflow.webapp.api.texts import one_line
from i18nflow.workflow import checking, evidence, glossaries, memories, reviewing
from i18nflow.workflow.reviewing import Move

ONE = "/segments/{key}/targets/{lang}"
MANY = "/articles/{slug}/translations/{lang}"
Text = Annotated[str, Meta(max_length=20000)]
Reason = Annotated[str, Meta(min_length=1, max_length=2000)]


class TargetsQuery(Paging, frozen=True, kw_only=True):
    """Which targets."""

    state: Annotated[State | None, Meta(description="Only those in this state")] = None


class TextInput(Input, frozen=True, kw_only=True):
    """A translation."""

    text: Text


class ReasonInput(Input, frozen=True, kw_only=True):
    """Why: the translator reads it."""

    reason: Reason


class RestoreInput(Input, frozen=True, kw_only=True):
    """An earlier version."""

    version: Annotated[int, Meta(ge=1, le=2**31)]


class DismissInput(Input, frozen=True, kw_only=True):
    """A finding that was looked at: its code and message, and why the text is right."""

    code: Annotated[str, Meta(max_length=100)]
    message: Annotated[str, Meta(max_length=2000)]
    reason: Annotated[str, Meta(max_length=2000)] = ""


class Chosen(Input, frozen=True, kw_only=True):
    """A target, and the version of it that was seen."""

    segment: Annotated[str, Meta(pattern="^[a-z0-9]{8}$")]
    version: Annotated[int, Meta(ge=0, le=2**31)]


class ApproveInput(Input, frozen=True, kw_only=True):
    """Targets to approve, all or none."""

    targets: Annotated[tuple[Chosen, ...], Meta(min_length=1, max_length=2000)]


class RejectInput(Input, frozen=True, kw_only=True):
    """Targets to send back for one reason, all or none."""

    targets: Annotated[tuple[Chosen, ...], Meta(min_length=1, max_length=2000)]
    reason: Reason


class TypedInput(Input, frozen=True, kw_only=True):
    """A text that is not confirmed, and the version of the target it was typed over."""

    text: Text
    version: Annotated[int, Meta(ge=0, le=2**31)]


class TypedShape(Shape, frozen=True, kw_only=True):
    """A text that its author has not confirmed."""

    text: str
    version: Count
    at: Instant


class EvidenceShape(Shape, frozen=True, kw_only=True):
    """What was compared and came out right (and how many of each), what is doubtful, what glossary repair changed.

    ``disagreement`` says how far a second engine's text is from the first one's: 0 equal, 1 nothing in common.
    """

    verified: dict[str, int]
    doubtful: tuple[FindingShape, ...]
    repairs: tuple[str, ...]
    second_engine: str
    second_text: str
    disagreement: float | None


class QueuedShape(Shape, frozen=True, kw_only=True):
    """A segment of the review queue."""

    segment: str
    why: str


@operation("GET", f"{MANY}/targets", query=TargetsQuery, answer=Page[RowShape])
def list_targets(call: Call[TargetsQuery, None]) -> Page[RowShape]:
    """The segments of an article with their targets, in document order."""
    slug, lang, state = call.path["slug"], target_lang(call), call.query.state
    call.ws.store.articles.get(slug)
    rows = [row for row in call.ws.store.targets.rows(slug, lang) if state in (None, row.target.state)]

    def show(row: Any) -> RowShape:
        target = of_target(row.target, row.segment.text)
        return RowShape(segment=of_segment(row.segment), target=target, etag=tag_of(target))

    return page(rows, call.query, lambda row: row.position, show)


@operation(
    "POST", f"{MANY}/approve", needs=Role.TRANSLATOR, body=ApproveInput, answer=tuple[TargetShape, ...],
    problems=(409, 422),
)  # fmt: skip
def approve_targets(call: Call[Empty, ApproveInput]) -> tuple[TargetShape, ...]:
    """Approve several targets as they stand, all or none."""
    return _many(
        call,
        call.body.targets,
        lambda moves, lang: reviewing.approve_many(call.ws, moves, lang, call.actor),
    )


@operation(
    "POST", f"{MANY}/reject", needs=Role.REVIEWER, body=RejectInput, answer=tuple[TargetShape, ...],
    problems=(409, 422),
)  # fmt: skip
def reject_targets(call: Call[Empty, RejectInput]) -> tuple[TargetShape, ...]:
    """Send several targets back for one reason, all or none."""
    reason = one_line(call.body.reason)
    return _many(
        call,
        call.body.targets,
        lambda moves, lang: reviewing.reject_many(call.ws, moves, lang, reason, call.actor),
    )


@operation("GET", ONE, answer=TargetShape)
def get_target(call: Call[Empty, None]) -> TargetShape:
    """A target; its entity tag is what a change of it names."""
    return _target(call)


@operation("PUT", ONE, needs=Role.TRANSLATOR, body=TextInput, answer=TargetShape, matched=True)
def confirm_target(call: Call[Empty, TextInput]) -> TargetShape:
    """Confirm a text: translated, or approved where review has one step."""
    text = one_line(call.body.text)
    return _move(call, lambda move, lang: reviewing.confirm(call.ws, move, lang, text, call.actor))


@operation("POST", f"{ONE}/approve", needs=Role.TRANSLATOR, answer=TargetShape, matched=True)
def approve_target(call: Call[Empty, None]) -> TargetShape:
    """Approve the target as it stands."""
    return _move(call, lambda move, lang: reviewing.approve(call.ws, move, lang, call.actor))


@operation("POST", f"{ONE}/reject", needs=Role.REVIEWER, body=ReasonInput, answer=TargetShape, matched=True)
def reject_target(call: Call[Empty, ReasonInput]) -> TargetShape:
    """Send the target back with a reason; its text stays."""
    reason = one_line(call.body.reason)
    return _move(call, lambda move, lang: reviewing.reject(call.ws, move, lang, reason, call.actor))


@operation(
    "POST", f"{ONE}/restore", needs=Role.TRANSLATOR, body=RestoreInput, answer=TargetShape, matched=True
)
def restore_target(call: Call[Empty, RestoreInput]) -> TargetShape:
    """Bring the text of an earlier version back as a new one."""
    return _move(
        call, lambda move, lang: reviewing.restore(call.ws, move, lang, call.body.version, call.actor)
    )


@operation("POST", f"{ONE}/undo", needs=Role.TRANSLATOR, answer=TargetShape, matched=True)
def undo_target(call: Call[Empty, None]) -> TargetShape:
    """Take back one's own latest move."""
    return _move(call, lambda move, lang: reviewing.undo(call.ws, move, lang, call.actor))


@operation("POST", f"{ONE}/typo-only", needs=Role.REVIEWER, answer=TargetShape, matched=True)
def keep_target(call: Call[Empty, None]) -> TargetShape:
    """Keep the translation: its source changed in spelling only."""
    return _move(call, lambda move, lang: reviewing.typo_only(call.ws, move, lang, call.actor))


@operation("GET", f"{ONE}/history", answer=tuple[HistoryShape, ...])
def list_history(call: Call[Empty, None]) -> tuple[HistoryShape, ...]:
    """Every change of a target, newest first."""
    _target(call)
    return tuple(
        of_history(one) for one in call.ws.store.targets.history(call.path["key"], target_lang(call))
    )


@operation("GET", f"{ONE}/findings", answer=tuple[FindingShape, ...])
def target_findings(call: Call[Empty, None]) -> tuple[FindingShape, ...]:
    """What the checks say of a target."""
    _target(call)
    key = call.path["key"]
    return tuple(
        of_finding(key, one.finding, one.dismissed_by, one.dismissed_reason)
        for one in call.ws.store.findings.of_segment(key, target_lang(call))
    )


@operation("POST", f"{ONE}/findings/dismiss", needs=Role.TRANSLATOR, body=DismissInput, problems=(422,))
def dismiss_finding(call: Call[Empty, DismissInput]) -> None:
    """Note that a finding was looked at and the text is right."""
    key, lang, asked = call.path["key"], target_lang(call), call.body
    for one in call.ws.store.findings.of_segment(key, lang):
        if (one.finding.code, one.finding.message) == (asked.code, asked.message):
            reviewing.dismiss(call.ws, key, lang, one.finding, one_line(asked.reason), call.actor)
            return
    raise NotFound(said("There is no such finding: the text may have changed."))


@operation("POST", f"{ONE}/check", body=TextInput, answer=tuple[FindingShape, ...], problems=(422,))
def check_text(call: Call[Empty, TextInput]) -> tuple[FindingShape, ...]:
    """What there is to say of a text as this target; nothing is stored."""
    key = call.path["key"]
    found = checking.findings_for(call.ws, key, target_lang(call), one_line(call.body.text))
    return tuple(of_finding(key, one) for one in found)


@operation("GET", f"{ONE}/matches", answer=tuple[MatchShape, ...])
def target_matches(call: Call[Empty, None]) -> tuple[MatchShape, ...]:
    """Earlier pairs like this segment, best first."""
    _target(call)
    return tuple(
        of_match(one) for one in memories.for_key(call.ws, call.path["key"], target_lang(call), limit=9)
    )


@operation("GET", f"{ONE}/terms", answer=tuple[OccurrenceShape, ...])
def target_terms(call: Call[Empty, None]) -> tuple[OccurrenceShape, ...]:
    """The terms that stand in the segment's source."""
    source = _target(call).source
    found = glossaries.occurrences(call.ws, target_lang(call), source)
    return tuple(OccurrenceShape(start=one.start, end=one.end, term=of_term(one.term)) for one in found)


@operation("GET", f"{ONE}/typed", answer=TypedShape)
def get_typed(call: Call[Empty, None]) -> TypedShape:
    """What the caller has typed there and not confirmed."""
    key, lang = call.path["key"], target_lang(call)
    slug = call.ws.store.articles.slug_of_segment(key)
    found = call.ws.store.drafts.of_article(slug, lang, call.actor.name).get(key)
    if found is None:
        raise NotFound(said("Nothing unconfirmed is kept there."))
    return TypedShape(text=found.text, version=found.version, at=found.at)


@operation("PUT", f"{ONE}/typed", needs=Role.TRANSLATOR, body=TypedInput, problems=(422,))
def keep_typed(call: Call[Empty, TypedInput]) -> None:
    """Keep a text that is not confirmed yet."""
    reviewing.save_typed(
        call.ws, call.path["key"], target_lang(call), one_line(call.body.text), call.body.version, call.actor
    )


@operation("DELETE", f"{ONE}/typed", needs=Role.TRANSLATOR)
def discard_typed(call: Call[Empty, None]) -> None:
    """Forget the text that is not confirmed."""
    _target(call)
    reviewing.discard_typed(call.ws, call.path["key"], target_lang(call), call.actor)


@operation("POST", f"{ONE}/typed/give-up", needs=Role.TRANSLATOR, body=TextInput, problems=(422,))
def give_up_typed(call: Call[Empty, TextInput]) -> None:
    """Put what was typed out of the way: the target's text stays, and `…/typed/given-up` still has the other."""
    reviewing.give_up(call.ws, call.path["key"], target_lang(call), one_line(call.body.text), call.actor)


@operation("GET", f"{ONE}/typed/given-up", answer=tuple[TypedShape, ...])
def list_given_up(call: Call[Empty, None]) -> tuple[TypedShape, ...]:
    """What the caller typed there and gave up, the latest first."""
    _target(call)
    return tuple(
        TypedShape(text=one.text, version=one.version, at=one.at)
        for one in call.ws.store.drafts.given_up(call.path["key"], target_lang(call), call.actor.name)
    )


@operation("GET", f"{ONE}/evidence", answer=EvidenceShape)
def get_evidence(call: Call[Empty, None]) -> EvidenceShape:
    """What speaks for a target and what against it; empty where there is no text yet."""
    key, lang = call.path["key"], target_lang(call)
    row = call.ws.store.targets.row(key, lang)
    found = evidence.of(call.ws, row, lang, call.ws.store.findings.of_segment(key, lang))
    second = found.second if found else None
    return EvidenceShape(
        verified={str(name): count for name, count in found.verified} if found else {},
        doubtful=tuple(of_finding(key, one) for one in found.doubtful) if found else (),
        repairs=found.repairs if found else (),
        second_engine=second.engine if second else "",
        second_text=second.text if second else "",
        disagreement=round(second.disagreement, 4) if second else None,
    )


@operation("GET", f"{MANY}/queue", answer=tuple[QueuedShape, ...])
def review_queue(call: Call[Empty, None]) -> tuple[QueuedShape, ...]:
    """The unfinished segments of an article in the order in which to look at them, and why each stands there."""
    slug, lang = call.path["slug"], target_lang(call)
    call.ws.store.articles.get(slug)
    return tuple(
        QueuedShape(segment=key, why=str(why)) for key, why in evidence.queue(call.ws, slug, lang).items()
    )


def _target(call: Call[Any, Any]) -> TargetShape:
    row = call.ws.store.targets.row(call.path["key"], target_lang(call))
    return of_target(row.target, row.segment.text)


def _move(call: Call[Any, Any], make: Callable[[Move, str], Target]) -> TargetShape:
    """Make a move on the version that was seen; look and write are one transaction."""
    with call.ws.store.write():
        now = _target(call)
        check_seen(call, now)
        done = make(Move(call.path["key"], now.version), target_lang(call))
    return of_target(done, now.source)


def _many(
    call: Call[Any, Any], chosen: tuple[Chosen, ...], make: Callable[[list[Move], str], list[Target]]
) -> tuple[TargetShape, ...]:
    slug, lang = call.path["slug"], target_lang(call)
    call.ws.store.articles.get(slug)
    sources = {row.segment.key: row.segment.text for row in call.ws.store.targets.rows(slug, lang)}
    for one in chosen:
        if one.segment not in sources:
            raise NotFound(said("There is no segment '{key}' in '{slug}'.", key=one.segment, slug=slug))
    done = make([Move(one.segment, one.version) for one in chosen], lang)
    return tuple(of_target(target, sources[target.segment]) for target in done)
