"""The review of targets: confirm, approve, reject, undo, restore, and the texts people are still typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from i18nflow import review
from i18nflow.errors import NotFound, Refused
from i18nflow.model import Actor, Finding, Origin, State, Target, Unit
from i18nflow.store import Change, Row, TypedText
from i18nflow.workflow import checking, postediting
from i18nflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Move:
    """One wish of a reviewer: the segment, and the version of its target that the person saw."""

    key: str
    version: int


def confirm(ws: Workspace, move: Move, lang: str, text: str, actor: Actor) -> Target:
    """Confirm ``text`` as the target: translated, or approved where review has one step.

    Raises :class:`Conflict` when the target has changed since ``move.version``; :class:`Refused` by the rules.
    """
    return _one(
        ws, move, lang, actor, "confirm", lambda row: review.confirm(row.target, text, actor, ws.rules)
    )


def approve(ws: Workspace, move: Move, lang: str, actor: Actor) -> Target:
    """Approve the target as it stands."""
    return _one(ws, move, lang, actor, "approve", lambda row: review.approve(row.target, actor, ws.rules))


def approve_many(ws: Workspace, moves: Sequence[Move], lang: str, actor: Actor) -> list[Target]:
    """Approve several targets, all or none."""
    return _move(ws, moves, lang, actor, "approve", lambda row: review.approve(row.target, actor, ws.rules))


def reject(ws: Workspace, move: Move, lang: str, reason: str, actor: Actor) -> Target:
    """Send the target back with a reason; its text stays."""
    return _one(ws, move, lang, actor, "reject", lambda row: review.reject(row.target, reason, actor))


def reject_many(ws: Workspace, moves: Sequence[Move], lang: str, reason: str, actor: Actor) -> list[Target]:
    """Reject several targets for one reason, all or none."""
    return _move(ws, moves, lang, actor, "reject", lambda row: review.reject(row.target, reason, actor))


def restore(ws: Workspace, move: Move, lang: str, version: int, actor: Actor) -> Target:
    """Bring the text of an earlier ``version`` back as a new one, as a confirmation does."""

    def change(row: Row) -> Target:
        for entry in ws.store.targets.history(move.key, lang):
            if entry.version == version and entry.text:
                return review.restore(row.target, entry.text, actor, ws.rules)
        raise NotFound(f"Segment {move.key} has no version {version} with a text.")

    return _one(ws, move, lang, actor, "restore", change)


def undo(ws: Workspace, move: Move, lang: str, actor: Actor) -> Target:
    """Take back one's own latest move: text and state return to what they were before it."""

    def change(row: Row) -> Target:
        entries = ws.store.targets.history(move.key, lang)
        if not entries or entries[0].actor != actor.name:
            raise Refused(
                "The latest change of this segment is not yours: restore a version from its history instead."
            )
        if entries[0].action == "undo":
            raise Refused(
                "Your latest move is taken back already: restore a version from the history to go further."
            )
        before = entries[1] if len(entries) > 1 else None
        if before is None:
            return replace(row.target, text="", state=State.UNTRANSLATED, origin=None, author="", reason="")
        return replace(
            row.target,
            text=before.text,
            state=before.to_state,
            origin=before.origin,
            engine=before.engine,
            reason=before.reason,
            author=before.actor if before.to_state not in (State.UNTRANSLATED, State.DRAFT) else "",
        )

    return _one(ws, move, lang, actor, "undo", change)


def typo_only(ws: Workspace, move: Move, lang: str, actor: Actor) -> Target:
    """Say that the source changed in spelling only: the target gets back the state it had."""

    def change(row: Row) -> Target:
        for entry in ws.store.targets.history(move.key, lang):
            if entry.action == "source-changed":
                continue
            return review.typo_only(row.target, replace(row.target, state=entry.to_state), actor)
        raise Refused(f"Segment {move.key} was never translated.")

    return _one(ws, move, lang, actor, "typo-only", change)


def save_typed(ws: Workspace, key: str, lang: str, text: str, version: int, actor: Actor) -> None:
    """Keep what ``actor`` has typed and not confirmed; it survives a closed tab."""
    with ws.store.write():
        ws.store.targets.row(key, lang)
        ws.store.drafts.save(TypedText(key, lang, actor.name, text, version, ws.now()))


def discard_typed(ws: Workspace, key: str, lang: str, actor: Actor) -> None:
    """Forget what ``actor`` has typed and not confirmed there: it is the target's own text again."""
    with ws.store.write():
        ws.store.drafts.discard(key, lang, actor.name)


def give_up(ws: Workspace, key: str, lang: str, text: str, actor: Actor) -> None:
    """Put what ``actor`` typed out of the way: ``text``, and what was kept of it before. The history still has it."""
    with ws.store.write():
        current = ws.store.targets.row(key, lang).target.text
        kept = ws.store.drafts.of_segment(key, lang, actor.name)
        for one in dict.fromkeys((kept.text if kept else "", text)):
            if one.strip() and one != current:
                ws.store.drafts.set_aside(TypedText(key, lang, actor.name, one, 0, ws.now()))
        ws.store.drafts.discard(key, lang, actor.name)


def dismiss(ws: Workspace, key: str, lang: str, finding: Finding, reason: str, actor: Actor) -> None:
    """Note that a finding was looked at and the text is right; it counts no more."""
    with ws.store.write():
        ws.store.findings.dismiss(key, lang, finding, actor=actor.name, reason=reason, at=ws.now())


def _one(
    ws: Workspace, move: Move, lang: str, actor: Actor, action: str, change: Callable[[Row], Target]
) -> Target:
    return _move(ws, [move], lang, actor, action, change)[0]


def _move(
    ws: Workspace,
    moves: Sequence[Move],
    lang: str,
    actor: Actor,
    action: str,
    change: Callable[[Row], Target],
) -> list[Target]:
    """Read, decide, write, remember, check: all in one transaction, so that nothing comes between."""
    store, at = ws.store, ws.now()
    with store.write():
        changes = []
        for move in moves:
            row = store.targets.row(move.key, lang)
            # The rules speak of the version the person saw; another one is a conflict before it is a refusal.
            wanted = (
                row.target
                if row.target.version == move.version
                else replace(row.target, version=move.version)
            )
            new = change(replace(row, target=wanted)) if wanted is row.target else wanted
            changes.append((row, Change(new, action, row.segment.text)))
        written = store.targets.write([change for _, change in changes], actor=actor.name, at=at)
        for (row, _), target in zip(changes, written, strict=True):
            _put_typing_away(ws, target, action, actor)
            remember(ws, row, target)
        for slug in {row.article for row, _ in changes}:
            store.articles.touch(slug, at)
        checking.refresh(ws, lang, [(row, target) for (row, _), target in zip(changes, written, strict=True)])
    return written


def _put_typing_away(ws: Workspace, target: Target, action: str, actor: Actor) -> None:
    """A move settles what was being typed there; a text that is not the one decided upon is set aside."""
    kept = ws.store.drafts.of_segment(target.segment, target.lang, actor.name)
    if kept is None:
        return
    # A confirmed text is what the kept one grew into, unless it was typed over an earlier version.
    grown = action in ("confirm", "reject") and kept.version + 1 >= target.version
    if kept.text.strip() and kept.text != target.text and not grown:
        ws.store.drafts.set_aside(kept)
    ws.store.drafts.discard(target.segment, target.lang, actor.name)


def remember(ws: Workspace, row: Row, target: Target) -> None:
    """Put an approved pair into the memory, take any other out; call it inside a transaction.

    How far it is from the machine's text is kept with it.
    """
    postediting.note(ws, row, target)
    pair = ws.config.pair(target.lang)
    if target.state is not State.APPROVED:
        ws.store.memory.remove(target.segment, target.lang)
        return
    before, after = ws.store.articles.neighbours(target.segment)
    unit = Unit(
        source=row.segment.text,
        target=target.text,
        before=before,
        after=after,
        article=row.article,
        segment=target.segment,
        author=target.author,
        domain=ws.config.domain,
        # What a machine wrote stays a machine's, whoever approved it: its matches are scored lower.
        origin=Origin.MACHINE if target.origin is Origin.MACHINE else Origin.HUMAN,
    )
    ws.store.memory.put(unit, pair, at=ws.now())
