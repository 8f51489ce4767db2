"""What is known of people: accounts, sessions, invitations, API tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from i18nflow.model import Actor, Role


class Scope(StrEnum):
    """What an API token may be used for; never more than the role of the person who made it."""

    READ = "read"
    TRANSLATE = "translate"
    REVIEW = "review"
    PUBLISH = "publish"
    ADMIN = "admin"

    @property
    def role(self) -> Role:
        """The role that this scope amounts to."""
        return _ROLE_OF[self]


_ROLE_OF = {
    Scope.READ: Role.READER,
    Scope.TRANSLATE: Role.TRANSLATOR,
    Scope.REVIEW: Role.REVIEWER,
    Scope.PUBLISH: Role.EDITOR,
    Scope.ADMIN: Role.ADMIN,
}


@dataclass(frozen=True, slots=True)
class User:
    """An account. ``name`` is what history, mentions and ``--by`` say; ``display`` is what people read.

    ``lang`` is the language of the UI ("" where the browser decides). ``publish_name`` is the person's consent
    to have the name on public pages. A disabled account cannot sign in; an erased one is a tombstone whose
    ``name`` is ``erased-N``.
    """

    name: str
    role: Role
    display: str = ""
    email: str = ""
    lang: str = ""
    created: datetime | None = None
    disabled: datetime | None = None
    publish_name: bool = False
    erased: datetime | None = None
    has_password: bool = False

    @property
    def is_active(self) -> bool:
        """Whether the person may act at all."""
        return self.disabled is None and self.erased is None

    @property
    def shown(self) -> str:
        """The name to show to people."""
        return self.display or self.name


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser. ``id`` is a digest, never the token itself; ``ends`` is the absolute end."""

    id: str
    user: str
    created: datetime
    seen: datetime
    ends: datetime
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that makes one account. ``id`` is a short public name; the token is stored as a digest only."""

    id: int
    role: Role
    email: str
    lang: str
    by: str
    created: datetime
    expires: datetime
    used: datetime | None = None
    used_by: str = ""
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A key for programs, shown once and stored as a digest. ``prefix`` are its first letters, to know it by."""

    id: int
    user: str
    label: str
    prefix: str
    scopes: frozenset[Scope]
    created: datetime
    expires: datetime | None = None
    last_used: datetime | None = None
    revoked: datetime | None = None

    def is_live(self, at: datetime) -> bool:
        """Whether it opens anything at ``at``."""
        return self.revoked is None and (self.expires is None or at < self.expires)


def actor_of(user: User) -> Actor:
    """Who acts when ``user`` does."""
    return Actor(user.name, frozenset({user.role}))


def scoped(user: User, scopes: Iterable[Scope]) -> Actor:
    """Who acts when a token of ``user`` with these scopes does: never above the person's own role."""
    order = list(Role)
    widest = max((order.index(scope.role) for scope in scopes), default=-1)
    if widest < 0:
        return Actor(user.name, frozenset())
    return Actor(user.name, frozenset({order[min(widest, order.index(user.role))]}))
