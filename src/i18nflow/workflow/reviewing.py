"""The review of targets: confirm, approve, reject, undo, restore, and the texts people are still typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from i18nflow import review
from i18nflow.errors import NotFound, Refused
from i18nflow.model import Actor, Finding, Origin, Role, State, Target, Unit, said
from i18nflow.store import Change, HistoryEntry, Row, TypedText
from i18nflow.workflow import audit, checking, postediting
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

_WRITING = frozenset({"confirm", "approve", "restore", "import", "replace", "repeat"})
"""The acts by which a person answers for a text; an approval does where nobody had before."""


@dataclass(frozen=True, slots=True)
class Move:
    """One wish of a reviewer: the segment, and the version of its target that the person saw."""

    key: str
    version: int


@needs(Role.TRANSLATOR, said("confirm a translation"))
def confirm(ws: Workspace, move: Move, lang: str, text: str, actor: Actor) -> Target:
    """Confirm ``text`` as the target: translated, or approved where review has one step.

    Raises :class:`Conflict` when the target has changed since ``move.version``; :class:`Refused` by the rules.
    """
    return _one(ws, move, lang, actor, "confirm", lambda row: _confirmed(ws, row, text, actor))


@needs(Role.TRANSLATOR, said("approve a translation"), note="reviewer, where review has two steps")
def approve(ws: Workspace, move: Move, lang: str, actor: Actor) -> Target:
    """Approve the target as it stands."""
    return _one(ws, move, lang, actor, "approve", lambda row: review.approve(row.target, actor, ws.rules))


@needs(Role.TRANSLATOR, said("approve translations"), note="reviewer, where review has two steps")
def approve_many(ws: Workspace, moves: Sequence[Move], lang: str, actor: Actor) -> list[Target]:
    """Approve several targets, all or none."""
    return _move(ws, moves, lang, actor, "approve", lambda row: review.approve(row.target, actor, ws.rules))


@needs(Role.REVIEWER, said("reject a translation"))
def reject(ws: Workspace, move: Move, lang: str, reason: str, actor: Actor) -> Target:
    """Send the target back with a reason; its text stays."""
    return _one(ws, move, lang, actor, "reject", lambda row: review.reject(row.target, reason, actor))


@needs(Role.REVIEWER, said("reject translations"))
def reject_many(ws: Workspace, moves: Sequence[Move], lang: str, reason: str, actor: Actor) -> list[Target]:
    """Reject several targets for one reason, all or none."""
    return _move(ws, moves, lang, actor, "reject", lambda row: review.reject(row.target, reason, actor))


@needs(Role.TRANSLATOR, said("bring back an earlier text"))
def restore(ws: Workspace, move: Move, lang: str, version: int, actor: Actor) -> Target:
    """Bring the text of an earlier ``version`` back as a new one, as a confirmation does."""

    def change(row: Row) -> Target:
        entries = ws.store.targets.history(move.key, lang)
        for entry in entries:
            if entry.version == version and entry.text:
                restored = review.restore(row.target, entry.text, actor, ws.rules)
                return replace(restored, author=_writer(entries, entry.text) or actor.name)
        raise NotFound(
            said("Segment {key} has no version {version} with a text.", key=move.key, version=version)
        )

    return _one(ws, move, lang, actor, "restore", change)


@needs(Role.TRANSLATOR, said("undo a change"))
def undo(ws: Workspace, move: Move, lang: str, actor: Actor) -> Target:
    """Take back one's own latest move: text and state return to what they were before it."""

    def change(row: Row) -> Target:
        entries = ws.store.targets.history(move.key, lang)
        if not entries or entries[0].actor != actor.name:
            raise Refused(
                said(
                    "The latest change of this segment is not yours: restore a version from its history instead."
                )
            )
        if entries[0].action == "undo":
            raise Refused(
                said(
                    "Your latest move is taken back already: restore a version from the history to go further."
                )
            )
        before = entries[1] if len(entries) > 1 else None
        if before is None:
            return replace(
                row.target, text="", state=State.UNTRANSLATED, origin=None, author="", reason="", previous_source=None,
            )  # fmt: skip
        return replace(
            row.target,
            text=before.text,
            state=before.to_state,
            origin=before.origin,
            engine=before.engine,
            reason=before.reason,
            author=_writer(entries, before.text) or "",
            previous_source=_made_for(entries[1:], before.text, row.segment.text),
        )

    return _one(ws, move, lang, actor, "undo", change)


@needs(Role.REVIEWER, said("keep a translation over a changed source"))
def typo_only(ws: Workspace, move: Move, lang: str, actor: Actor) -> Target:
    """Say that the source changed in spelling only: the target gets back the state it had."""

    def change(row: Row) -> Target:
        for entry in ws.store.targets.history(move.key, lang):
            if entry.action == "source-changed":
                continue
            return review.typo_only(row.target, replace(row.target, state=entry.to_state), actor, ws.rules)
        raise Refused(said("Segment {key} was never translated.", key=move.key))

    return _one(ws, move, lang, actor, "typo-only", change)


@needs(Role.TRANSLATOR, said("type a translation"))
def save_typed(ws: Workspace, key: str, lang: str, text: str, version: int, actor: Actor) -> None:
    """Keep what ``actor`` has typed and not confirmed; it survives a closed tab. The target's own text is none."""
    with ws.store.write(aside="what somebody is still typing"):
        if text == ws.store.targets.text(key, lang):
            ws.store.drafts.discard(key, lang, actor.name)
        else:
            ws.store.drafts.save(TypedText(key, lang, actor.name, text, version, ws.now()))


@needs(Role.TRANSLATOR, said("discard what was typed"))
def discard_typed(ws: Workspace, key: str, lang: str, actor: Actor) -> None:
    """Forget what ``actor`` has typed and not confirmed there: it is the target's own text again."""
    with ws.store.write(aside="what somebody is still typing"):
        ws.store.drafts.discard(key, lang, actor.name)


@needs(Role.TRANSLATOR, said("discard what was typed"))
def give_up(ws: Workspace, key: str, lang: str, text: str, actor: Actor) -> None:
    """Put what ``actor`` typed out of the way: ``text``, and what was kept of it before. The history still has it."""
    with ws.store.write(aside="what somebody is still typing"):
        current = ws.store.targets.row(key, lang).target.text
        kept = ws.store.drafts.of_segment(key, lang, actor.name)
        for one in dict.fromkeys((kept.text if kept else "", text)):
            if one.strip() and one != current:
                ws.store.drafts.set_aside(TypedText(key, lang, actor.name, one, 0, ws.now()))
        ws.store.drafts.discard(key, lang, actor.name)


@needs(Role.TRANSLATOR, said("dismiss a finding"))
def dismiss(ws: Workspace, key: str, lang: str, finding: Finding, reason: str, actor: Actor) -> None:
    """Note that a finding was looked at and the text is right; it counts no more."""
    with ws.store.write():
        slug = ws.store.articles.slug_of_segment(key)
        ws.store.findings.dismiss(key, lang, finding, actor=actor.name, reason=reason, at=ws.now())
        audit.record(ws, actor, "dismiss-finding", f"{slug}/{lang}/{key}", code=finding.code)


def _confirmed(ws: Workspace, row: Row, text: str, actor: Actor) -> Target:
    confirmed = review.confirm(row.target, text, actor, ws.rules)
    return replace(confirmed, author=author_of(ws, row, text, actor.name))


def author_of(ws: Workspace, row: Row, text: str, name: str) -> str:
    """Whose text it is that the person ``name`` confirms or brings; with two pairs of eyes whoever first wrote this very text.

    Else a text would become another's by being confirmed, imported or typed once more, and its author could
    approve it.
    """
    if not ws.rules.two_eyes:
        return name
    entries = ws.store.targets.history(row.segment.key, row.target.lang)
    return _writer(entries, text) or name


def _writer(entries: Sequence[HistoryEntry], text: str) -> str | None:
    """The person who first brought this very text in; None where a program did and nobody has answered for it."""
    for entry in reversed(entries):
        if entry.text == text and entry.action in _WRITING:
            return entry.actor
    return None


def _made_for(entries: Sequence[HistoryEntry], text: str, source: str) -> str | None:
    """The source that ``text`` was made for, where it is another one than ``source``: it still has to be looked at."""
    for entry in entries:
        if entry.text == text and entry.action not in ("source-changed", "reject", "undo"):
            return entry.source if entry.source != source else None
    return None


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
        _record(ws, actor, action, lang, changes, written)
        checking.refresh(ws, lang, [(row, target) for (row, _), target in zip(changes, written, strict=True)])
    return written


def _put_typing_away(ws: Workspace, target: Target, action: str, actor: Actor) -> None:
    """A move settles what was being typed there; a text that is not the one decided upon is set aside."""
    kept = ws.store.drafts.of_segment(target.segment, target.lang, actor.name)
    if kept is None:
        return
    current = kept.version + 1 >= target.version
    another = bool(kept.text.strip()) and kept.text != target.text
    if action == "reject" and another:
        # A text that was sent back is being worked on: what its reviewer typed stays in their hand.
        if current:
            ws.store.drafts.save(replace(kept, version=target.version))
        return
    # A confirmed text is what the kept one grew into, unless it was typed over an earlier version.
    if another and not (action == "confirm" and current):
        ws.store.drafts.set_aside(kept)
    ws.store.drafts.discard(target.segment, target.lang, actor.name)


def _record(
    ws: Workspace,
    actor: Actor,
    action: str,
    lang: str,
    changes: Sequence[tuple[Row, Change]],
    written: Sequence[Target],
) -> None:
    """One row of the audit log for each article: the segment it was, or the segments."""
    by_article: dict[str, list[Target]] = {}
    for (row, _), target in zip(changes, written, strict=True):
        by_article.setdefault(row.article, []).append(target)
    for slug, targets in by_article.items():
        if len(targets) == 1:
            one = targets[0]
            audit.record(
                ws, actor, action, f"{slug}/{lang}/{one.segment}", state=one.state, version=one.version
            )
        else:
            audit.record(ws, actor, action, f"{slug}/{lang}", segments=[one.segment for one in targets])


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
