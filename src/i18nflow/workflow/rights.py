"""Who may do what: every writing verb declares the least role it takes, and is refused to everybody below.

    @needs(Role.EDITOR, "publish an article")
    def publish_articles(ws: Workspace, ..., actor: Actor, ...) -> Published: ...

The same declaration serves the UI, the API and the command line, because all three call the verb. What is declared
is listed in ``docs/reference/roles.md`` (written by ``make docs``), and tests walk it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar

from i18nflow.errors import Refused
from i18nflow.model import Actor, Role

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Right:
    """A verb, the least role it takes, and what it does, in words that follow "may not"."""

    verb: str
    least: Role
    what: str
    note: str = ""


_declared: dict[str, Right] = {}


def needs(least: Role, what: str, *, note: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse the verb to an ``actor`` below ``least``. ``note`` says in the docs what else decides."""

    def declare(verb: Callable[P, R]) -> Callable[P, R]:
        name = f"{verb.__module__.removeprefix('i18nflow.workflow.')}.{verb.__qualname__}"
        place = list(signature(verb).parameters).index("actor")
        _declared[name] = Right(name, least, what, note)

        @wraps(verb)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = kwargs["actor"] if "actor" in kwargs else args[place]
            if not isinstance(actor, Actor):
                raise TypeError(f"{name}: actor is {actor!r}")
            require(actor, least, what)
            return verb(*args, **kwargs)

        return guarded

    return declare


def require(actor: Actor, least: Role, what: str) -> None:
    """Raise :class:`Refused` where ``actor`` stands below ``least``; ``what`` follows "may not"."""
    if not actor.may(least):
        raise Refused(f"{actor.name} may not {what}: that takes the role {least} or more.")


def declared() -> tuple[Right, ...]:
    """Every right of the verbs that have been imported, by verb."""
    return tuple(_declared[name] for name in sorted(_declared))
