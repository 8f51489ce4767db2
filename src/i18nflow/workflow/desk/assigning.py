"""Who works on what, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from i18nflow.errors import InputError, Refused
from i18nflow.model import Actor, Role, said
from i18nflow.workflow import audit
from i18nflow.workflow.rights import needs, require
from i18nflow.workflow.workspace import Workspace


@needs(Role.TRANSLATOR, said("take work"), note="giving it to somebody else takes a reviewer")
def assign(
    ws: Workspace, slug: str, lang: str, person: str, actor: Actor, *, part: tuple[int, int] | None = None
) -> bool:
    """Give ``person`` an edition, or its segments ``part`` (first and last, from 1); whether that is new.

    Everybody may take work; giving it to another takes a reviewer.
    """
    name = _person(ws, person, actor)
    with ws.store.write():
        segments = ws.store.articles.segments(ws.store.articles.get(slug).slug)
        keys = None
        if part is not None:
            first, last = part
            if not 1 <= first <= last <= len(segments):
                raise InputError(
                    said(
                        "'{slug}' has the segments 1 to {count}: {first} to {last} is no part of it.",
                        slug=slug,
                        count=len(segments),
                        first=first,
                        last=last,
                    )
                )
            if (first, last) != (1, len(segments)):
                keys = (segments[first - 1].key, segments[last - 1].key)
        made = ws.store.assignments.add(slug, lang, name, keys, actor=actor.name, at=ws.now())
        if made is not None:
            audit.record(ws, actor, "assign", f"{slug}/{lang}", person=name, part=part)
    return made is not None


@needs(Role.TRANSLATOR, said("take work"), note="giving it to somebody else takes a reviewer")
def assign_segments(ws: Workspace, keys: Sequence[str], lang: str, person: str, actor: Actor) -> int:
    """Give ``person`` these segments, neighbours as one part; how many parts are new."""
    _person(ws, person, actor)
    with ws.store.write():
        places: dict[str, list[int]] = {}
        for key in keys:
            row = ws.store.targets.row(key, lang)
            places.setdefault(row.article, []).append(row.position + 1)
        return sum(
            assign(ws, slug, lang, person, actor, part=part)
            for slug, numbers in places.items()
            for part in _runs(sorted(set(numbers)))
        )


@needs(Role.TRANSLATOR, said("give work back"), note="taking it off somebody else takes a reviewer")
def unassign(ws: Workspace, number: int, actor: Actor) -> None:
    """Take an assignment off: one's own, or as a reviewer anybody's."""
    with ws.store.write():
        found = ws.store.assignments.get(number)
        if found.person != actor.name:
            require(actor, Role.REVIEWER, said("take work off somebody else"))
        ws.store.assignments.remove(number)
        audit.record(ws, actor, "unassign", f"{found.article}/{found.lang}", person=found.person)


@needs(Role.REVIEWER, said("set a deadline"))
def set_deadline(ws: Workspace, slugs: Iterable[str], lang: str, due: datetime | None, actor: Actor) -> None:
    """Set, move or (None) lift the deadline of these editions."""
    with ws.store.write():
        for slug in slugs:
            ws.store.articles.get(slug)
            ws.store.assignments.set_deadline(slug, lang, due, actor=actor.name, at=ws.now())
            audit.record(ws, actor, "set-deadline", f"{slug}/{lang}", due=due.isoformat() if due else None)


def parse_due(ws: Workspace, text: str) -> datetime:
    """A deadline as people type it, in the workspace's zone: ``16:00`` (today), ``2026-03-02 16:00``, a date (its end).

    Raises :class:`InputError`. The result is an aware time.
    """
    try:
        return _moment(ws, text.strip()).astimezone(UTC).astimezone(ws.config.zone)
    except (ValueError, OverflowError) as error:  # also a day before or after all that can be told in UTC
        raise InputError(
            said("'{text}' is no time: write 16:00, 2026-03-02 or 2026-03-02 16:00.", text=text)
        ) from error


def _moment(ws: Workspace, typed: str) -> datetime:
    if ":" in typed and "-" not in typed:
        hour, minute = (int(part) for part in typed.split(":"))
        today = ws.now().astimezone(ws.config.zone)
        return today.replace(hour=hour, minute=minute, second=0, microsecond=0)
    moment = datetime.fromisoformat(typed)
    if len(typed) == len("2026-03-02"):
        moment = moment.replace(hour=23, minute=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=ws.config.zone)


def _person(ws: Workspace, person: str, actor: Actor) -> str:
    name = " ".join(person.split())
    if not name:
        raise InputError(said("Say who is to do it."))
    if ws.store.users.exist():
        user = ws.store.users.get(name)
        if not user.is_active:
            raise Refused(
                said("The account {name} is disabled: give the work to somebody else.", name=user.name)
            )
        name = user.name
    if name != actor.name:
        require(actor, Role.REVIEWER, said("give work to somebody else"))
    return name


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted numbers as runs of neighbours: 1, 2, 3, 7 → (1, 3), (7, 7)."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
