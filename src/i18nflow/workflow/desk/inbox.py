"""What waits for a person: mentions, assignments, rejections of their work, and what is due soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from i18nflow.model import Actor, Role, said
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

SOON = timedelta(hours=24)
REMEMBERED = timedelta(days=60)
"""How long a rejection stays in the inbox."""
MOST_MENTIONS = 200


@dataclass(frozen=True, slots=True)
class Item:
    """Something for one person. ``kind`` is ``mention``, ``assigned``, ``rejected`` or ``due``.

    ``at`` is when it happened (for ``due``: the deadline). ``segment`` and ``number`` name the place where there is
    one; ``first`` and ``last`` the part that was assigned. ``text`` is the comment, or why the work came back.
    """

    id: str
    kind: str
    at: datetime
    article: str
    title: str
    lang: str
    by: str = ""
    text: str = ""
    segment: str = ""
    number: int = 0
    first: int | None = None
    last: int | None = None
    work: str = ""
    seen: bool = False


def items(ws: Workspace, person: str) -> list[Item]:
    """Everything for ``person``: what is due first, then the newest."""
    seen = ws.store.comments.seen(person)
    others = sorted(
        (*_mentions(ws, person), *_assigned(ws, person), *_rejected(ws, person)),
        key=lambda item: item.at,
        reverse=True,
    )
    return [replace(item, seen=item.id in seen) for item in (*_due(ws, person), *others)]


def unread(ws: Workspace, person: str) -> int:
    """How many items a person has not seen."""
    return sum(not item.seen for item in items(ws, person))


@needs(Role.READER, said("look into one's inbox"))
def see(ws: Workspace, names: Iterable[str], actor: Actor) -> None:
    """Note that ``actor`` has seen these items of the inbox."""
    with ws.store.write(aside="what somebody has seen"):
        ws.store.comments.see(actor.name, names, ws.now())


def _due(ws: Workspace, person: str) -> Iterator[Item]:
    for one in ws.store.assignments.due_for(person, ws.now() + SOON):
        # A deadline that is moved is news again.
        name = f"due-{one.article}-{one.lang}-{one.due.isoformat()}"
        yield Item(name, "due", one.due, one.article, one.title, one.lang)


def _mentions(ws: Workspace, person: str) -> Iterator[Item]:
    for one in ws.store.comments.naming(person, limit=MOST_MENTIONS):
        if one.author != person:
            yield Item(
                f"mention-{one.id}", "mention", one.at, one.article, one.title, one.lang, one.author, one.text,
                one.segment, one.number,
            )  # fmt: skip


def _assigned(ws: Workspace, person: str) -> Iterator[Item]:
    for one in ws.store.assignments.of_person(person):
        if one.actor != person:
            yield Item(
                f"assigned-{one.id}", "assigned", one.at, one.article, one.title, one.lang, one.actor,
                first=one.first, last=one.last,
            )  # fmt: skip


def _rejected(ws: Workspace, person: str) -> Iterator[Item]:
    for one in ws.store.comments.rejections(person, ws.now() - REMEMBERED):
        yield Item(
            f"rejected-{one.id}", "rejected", one.at, one.article, one.title, one.lang, one.actor, one.reason,
            one.segment, one.number, work=one.text,
        )  # fmt: skip
