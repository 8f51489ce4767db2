"""The allowed moves of a target, and who may make them.

Every function gives the target as it would be; nothing is stored here. A move that is not allowed raises
:class:`i18nflow.errors.Refused` with a sentence that says why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from i18nflow.errors import NotAllowed, Refused
from i18nflow.model import Actor, Origin, Role, Said, State, Target, said

JOINED = ", "
"""Between the authors of a text that was put together of several."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a workspace: review in one step or two, and whether approver and author must differ."""

    steps: int = 1
    two_eyes: bool = False


def propose(target: Target, text: str, *, origin: Origin, **provenance: object) -> Target:
    """An untranslated target with a draft of the program's (``provenance``: engine, score, match, ...)."""
    if target.state is not State.UNTRANSLATED:
        raise Refused(
            said(
                "Segment {segment} is {state}: only untranslated segments are filled.",
                segment=target.segment,
                state=target.state,
            )
        )
    if not text:
        raise Refused(said("Segment {segment}: an empty text is no proposal.", segment=target.segment))
    fields: dict[str, object] = {
        "engine": "",
        "engine_version": "",
        "score": None,
        "match": "",
        "reason": "",
    } | provenance
    return replace(target, text=text, state=State.DRAFT, origin=origin, author="", **fields)  # type: ignore[arg-type]


def again(target: Target) -> Target:
    """A machine or memory draft that nobody touched, emptied so that it may be proposed anew."""
    if not is_untouched(target):
        raise Refused(
            said("Segment {segment} holds a person's work: it is not replaced.", segment=target.segment)
        )
    return replace(
        target,
        text="",
        state=State.UNTRANSLATED,
        origin=None,
        machine_text="",
        score=None,
        match="",
        previous_source=None,
    )


def is_untouched(target: Target) -> bool:
    """Whether the target is empty or a draft that memory or an engine made and no person has touched."""
    if target.state is State.UNTRANSLATED:
        return True
    return (
        target.state is State.DRAFT and target.origin in (Origin.MEMORY, Origin.MACHINE) and not target.author
    )


def confirm(target: Target, text: str, actor: Actor, rules: Rules) -> Target:
    """The target with ``text``, confirmed: translated, or approved where review has one step."""
    _least(actor, Role.TRANSLATOR, said("confirm a translation"))
    _not_empty(target, text)
    state = State.APPROVED if rules.steps == 1 else State.TRANSLATED
    edited = text != target.text or not target.text
    return replace(
        target,
        text=text,
        state=state,
        origin=Origin.HUMAN if edited else target.origin,
        author=actor.name,
        previous_source=None,
        reason="",
    )


def approve(target: Target, actor: Actor, rules: Rules) -> Target:
    """The target approved as it stands."""
    _least(actor, Role.TRANSLATOR if rules.steps == 1 else Role.REVIEWER, said("approve a translation"))
    _not_empty(target, target.text)
    if target.state not in (State.DRAFT, State.TRANSLATED):
        raise Refused(
            said(
                "Segment {segment} is {state}: only a draft or a translated segment is approved.",
                segment=target.segment,
                state=target.state,
            )
        )
    if rules.two_eyes and is_author(target, actor):
        raise Refused(said("You wrote this text: somebody else must approve it (two_eyes in i18nflow.toml)."))
    author = target.author or actor.name
    return replace(target, state=State.APPROVED, author=author, previous_source=None, reason="")


def reject(target: Target, reason: str, actor: Actor) -> Target:
    """The target sent back with a reason; its text stays."""
    _least(actor, Role.REVIEWER, said("reject a translation"))
    if target.state not in (State.DRAFT, State.TRANSLATED, State.APPROVED):
        raise Refused(
            said(
                "Segment {segment} is {state}: there is nothing to reject.",
                segment=target.segment,
                state=target.state,
            )
        )
    if not reason.strip():
        raise Refused(said("Say why it is rejected: the translator reads the reason."))
    return replace(target, state=State.REJECTED, reason=reason.strip())


def source_changed(target: Target, old_source: str) -> Target:
    """What becomes of a target when its source changes: a decided one returns to draft, with the old source."""
    if target.state in (State.TRANSLATED, State.APPROVED, State.REJECTED):
        # The first source it was made for stays: two changes in a row must not hide the first.
        return replace(target, state=State.DRAFT, previous_source=target.previous_source or old_source)
    if target.state is State.DRAFT:
        return replace(target, previous_source=target.previous_source or old_source)
    return target


def typo_only(target: Target, before: Target, actor: Actor, rules: Rules = Rules()) -> Target:
    """The target with the state it had before its source changed: the change was a matter of spelling."""
    _least(actor, Role.REVIEWER, said("keep a translation over a changed source"))
    if target.previous_source is None:
        raise Refused(
            said(
                "The source of segment {segment} has not changed since it was translated.",
                segment=target.segment,
            )
        )
    if rules.two_eyes and before.state is State.APPROVED and is_author(target, actor):
        raise Refused(said("You wrote this text: somebody else must say that it still fits (two_eyes)."))
    return replace(target, state=before.state, previous_source=None)


def imported(target: Target, text: str, actor: Actor, *, approved: bool, fuzzy: bool, rules: Rules) -> Target:
    """The target as a catalog brings it: fuzzy as draft, else translated, or approved by a reviewer."""
    _least(
        actor, Role.REVIEWER if approved and rules.steps == 2 else Role.TRANSLATOR, said("import a catalog")
    )
    _not_empty(target, text)
    if approved and rules.two_eyes:
        raise Refused(
            said(
                "This workspace wants two pairs of eyes: import as translated and let somebody else approve."
            )
        )
    state = State.DRAFT if fuzzy else State.APPROVED if approved else State.TRANSLATED
    return replace(
        target,
        text=text,
        state=state,
        origin=Origin.IMPORT,
        engine="",
        engine_version="",
        score=None,
        match="",
        author=actor.name,
        previous_source=None,
        reason="",
    )


def rewrite(target: Target, text: str, actor: Actor, rules: Rules) -> Target:
    """The target with some of its words replaced: it keeps its state, and is the actor's text from now on.

    An approved one goes back to translated where the actor may not approve it as it now stands. Where nobody
    approves a text of their own, whoever wrote the other words stays an author of it.
    """
    _least(actor, Role.TRANSLATOR, said("replace words in a translation"))
    _not_empty(target, text)
    state = target.state
    if state is State.APPROVED and rules.steps == 2 and (rules.two_eyes or not actor.may(Role.REVIEWER)):
        state = State.TRANSLATED
    author = joint(target.author, actor.name) if rules.two_eyes else actor.name
    return replace(target, text=text, state=state, origin=Origin.HUMAN, author=author)


def restore(target: Target, text: str, actor: Actor, rules: Rules) -> Target:
    """An earlier version's text, returned as a new version just as a confirmation would."""
    return confirm(target, text, actor, rules)


def is_author(target: Target, actor: Actor) -> bool:
    """Whether ``actor`` wrote the text or, of a merged one, a part of it."""
    return actor.name.casefold() in (one.casefold() for one in target.author.split(JOINED))


def joint(*authors: str) -> str:
    """The author of a text that was put together: everybody who wrote a part of it."""
    return JOINED.join(dict.fromkeys(one for author in authors for one in author.split(JOINED) if one))


def _least(actor: Actor, role: Role, what: Said) -> None:
    if not actor.may(role):
        raise NotAllowed(
            said(
                "{name} may not {what}: that takes the role {role} or more.",
                name=actor.name,
                what=what,
                role=role,
            )
        )


def _not_empty(target: Target, text: str) -> None:
    if not text.strip():
        raise Refused(
            said(
                "Segment {segment} has no translation yet: an empty text cannot be confirmed.",
                segment=target.segment,
            )
        )
