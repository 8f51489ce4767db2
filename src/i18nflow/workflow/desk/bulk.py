"""Many segments moved at once: all of them or none, with everything that stands against it reported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from i18nflow import review
from i18nflow.errors import NotFound, Refused
from i18nflow.model import Actor, Target
from i18nflow.store import Row
from i18nflow.workflow import reviewing
from i18nflow.workflow.desk import problems
from i18nflow.workflow.desk.problems import Problem
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: ``targets`` as they are now, or ``problems`` for which nothing was."""

    targets: tuple[Target, ...] = ()
    problems: tuple[Problem, ...] = ()


def approve(ws: Workspace, moves: Sequence[Move], lang: str, actor: Actor) -> Done:
    """Approve all of these as they stand, or none."""
    return _all_or_none(
        ws, moves, lang,
        lambda row: review.approve(row.target, actor, ws.rules),
        lambda: reviewing.approve_many(ws, moves, lang, actor),
    )  # fmt: skip


def reject(ws: Workspace, moves: Sequence[Move], lang: str, reason: str, actor: Actor) -> Done:
    """Send all of these back for one reason, or none."""
    return _all_or_none(
        ws, moves, lang,
        lambda row: review.reject(row.target, reason, actor),
        lambda: reviewing.reject_many(ws, moves, lang, reason, actor),
    )  # fmt: skip


def _all_or_none(
    ws: Workspace,
    moves: Sequence[Move],
    lang: str,
    move: Callable[[Row], Target],
    act: Callable[[], list[Target]],
) -> Done:
    with ws.store.write():
        found = [one for wish in moves if (one := _against(ws, wish, lang, move)) is not None]
        return Done(problems=tuple(found)) if found else Done(targets=tuple(act()))


def _against(ws: Workspace, wish: Move, lang: str, move: Callable[[Row], Target]) -> Problem | None:
    try:
        row = ws.store.targets.row(wish.key, lang)
        if row.target.version != wish.version:
            return problems.changed(row)
        move(row)
    except NotFound:
        return problems.gone(wish.key)
    except Refused as refusal:
        return problems.refused(row, refusal.said)
    return None
