"""Who may do what: every writing verb declares the least role it takes, and is refused to everybody below.

    @needs(Role.EDITOR, said("publish an article"))
    def publish_articles(ws: Workspace, ..., actor: Actor, ...) -> Published: ...

What the verb changes is in the audit log under its name (``publish-articles``), with the actor and the article,
language or segment it was given; :func:`i18nflow.workflow.audit.record` inside the transaction says it better.
The same declaration serves the UI, the API and the command line, because all three call the verb. What is declared
is listed in ``docs/reference/roles.md`` (written by ``make docs``), and tests walk it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar

from i18nflow.errors import NotAllowed
from i18nflow.model import Actor, Role, Said, said
from i18nflow.store import Act
from i18nflow.workflow.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Right:
    """A verb, the least role it takes, and what it does, in words that follow "may not"."""

    verb: str
    least: Role
    what: Said
    note: str = ""


_OBJECTS = ("slug", "slugs", "article", "shown", "lang", "langs", "key", "move", "name", "number")
_LISTED = 20

_declared: dict[str, Right] = {}


def needs(least: Role, what: Said, *, note: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse the verb to an ``actor`` below ``least``. ``note`` says in the docs what else decides."""

    def declare(verb: Callable[P, R]) -> Callable[P, R]:
        name = f"{verb.__module__.removeprefix('i18nflow.workflow.')}.{verb.__qualname__}"
        shape = signature(verb)
        assert {"ws", "actor"} <= set(shape.parameters), f"{name} takes no ws or no actor"
        _declared[name] = Right(name, least, what, note)
        action = verb.__name__.strip("_").replace("_", "-")

        @wraps(verb)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            given = shape.bind(*args, **kwargs).arguments
            ws: Workspace = given["ws"]
            actor: Actor = given["actor"]
            require(actor, least, what)
            with ws.store.acting(Act(actor.name, action, _object(given), ws.now)):
                return verb(*args, **kwargs)

        return guarded

    return declare


def _object(given: Mapping[str, object]) -> str:
    """What a verb acts on, out of its plain arguments: never a text that somebody wrote."""
    parts = []
    for name in _OBJECTS:
        value = given.get(name)
        value = getattr(value, "key", getattr(value, "slug", value))
        if isinstance(value, str | int) and value != "":
            parts.append(f"{name} {value}" if isinstance(value, int) else value)
        elif isinstance(value, list | tuple) and value and all(isinstance(one, str) for one in value):
            parts.append(" ".join(value[:_LISTED]) + (" …" if len(value) > _LISTED else ""))
    return "/".join(parts)


def require(actor: Actor, least: Role, what: Said) -> None:
    """Raise :class:`NotAllowed` where ``actor`` stands below ``least``; ``what`` follows "may not"."""
    if not actor.may(least):
        raise NotAllowed(
            said(
                "{name} may not {what}: that takes the role {role} or more.",
                name=actor.name,
                what=what,
                role=least,
            )
        )


def declared() -> tuple[Right, ...]:
    """Every right of the verbs that have been imported, by verb."""
    return tuple(_declared[name] for name in sorted(_declared))
