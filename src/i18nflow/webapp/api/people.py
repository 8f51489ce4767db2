"""Administration: accounts and invitations, one's own profile and tokens, what the law asks to be taken out.

No password goes through here, and no token is made: who has caught a token can neither try passwords with it nor
make it outlive its end.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from i18nflow.model import Role
from i18nflow.people import ApiToken, Invitation, Scope, User
from i18nflow.webapp.api.base import Empty, Input, Shape
from i18nflow.webapp.api.registry import PATH_PARAMETERS, Call, Created, operation
from i18nflow.webapp.api.shapes import Count, Instant
from i18nflow.webapp.api.texts import one_line
from i18nflow.workflow import erasing, invitations, people, sessions, tokens
from i18nflow.workflow.erasing import Erased

ONE = "/people/{person}"
AccountName = Annotated[str, Meta(pattern=PATH_PARAMETERS["person"]["pattern"], max_length=40)]
Display = Annotated[str, Meta(max_length=80)]
Email = Annotated[str, Meta(max_length=200)]
Why = Annotated[str, Meta(description="Stays in the audit log", min_length=1, max_length=2000)]


class PersonInput(Input, frozen=True, kw_only=True):
    """A new account. It has no password: a person comes in by an invitation, a program by a token."""

    name: AccountName
    role: Role
    display: Display = ""
    email: Email = ""


class RoleInput(Input, frozen=True, kw_only=True):
    """A role."""

    role: Role


class ProfileInput(Input, frozen=True, kw_only=True):
    """What one says of oneself; what is left out stays. ``publish_name`` consents to the name on public pages."""

    display: Display | msgspec.UnsetType = msgspec.UNSET
    email: Email | msgspec.UnsetType = msgspec.UNSET
    lang: Annotated[Literal["", "lv", "en"], Meta(description="Of the pages")] | msgspec.UnsetType = (
        msgspec.UNSET
    )
    publish_name: bool | msgspec.UnsetType = msgspec.UNSET


class InviteInput(Input, frozen=True, kw_only=True):
    """An invitation: the role of the account it makes, and for how long it is good."""

    role: Role
    email: Email = ""
    days: Annotated[int, Meta(ge=1, le=invitations.LONGEST_DAYS)] = 7


class EraseInput(Input, frozen=True, kw_only=True):
    """Whose name is taken out of everything, and why."""

    person: Annotated[str, Meta(min_length=1, max_length=80)]
    reason: Why


class PurgeInput(Input, frozen=True, kw_only=True):
    """Which article is taken out for good, and why."""

    article: Annotated[str, Meta(pattern=PATH_PARAMETERS["slug"]["pattern"], max_length=80)]
    reason: Why


class PersonShape(Shape, frozen=True, kw_only=True):
    """An account."""

    name: str
    role: Role
    display: str
    email: str
    lang: str
    publish_name: bool
    has_password: bool
    created: Instant | None
    disabled: Instant | None


class SessionShape(Shape, frozen=True, kw_only=True):
    """A browser that is signed in."""

    created: Instant
    seen: Instant
    ends: Instant
    agent: str


class EndedShape(Shape, frozen=True, kw_only=True):
    """How many sessions ended."""

    ended: Count


class InvitationShape(Shape, frozen=True, kw_only=True):
    """An invitation: open until it is used, withdrawn or expired."""

    id: int
    role: Role
    email: str
    by: str
    created: Instant
    expires: Instant
    used: Instant | None
    used_by: str
    withdrawn: Instant | None


class NewInvitationShape(InvitationShape, frozen=True, kw_only=True):
    """A new invitation with the path of its link, which is shown this once."""

    path: str


class TokenShape(Shape, frozen=True, kw_only=True):
    """A token for programs, without its text."""

    id: int
    user: str
    label: str
    prefix: str
    scopes: tuple[Scope, ...]
    created: Instant
    expires: Instant | None
    last_used: Instant | None
    revoked: Instant | None


class ErasedShape(Shape, frozen=True, kw_only=True):
    """What was taken out. ``tombstone`` stands in its place; ``left`` are files to look at by hand."""

    tombstone: str
    rows: dict[str, int]
    files: tuple[str, ...]
    left: tuple[str, ...]


@operation("GET", "/people", needs=Role.ADMIN, answer=tuple[PersonShape, ...])
def list_people(call: Call[Empty, None]) -> tuple[PersonShape, ...]:
    """Everybody with an account, by name."""
    return tuple(map(_person, call.ws.store.users.all()))


@operation(
    "POST",
    "/people",
    needs=Role.ADMIN,
    body=PersonInput,
    answer=PersonShape,
    status=(201,),
    problems=(409, 422),
)
def add_person(call: Call[Empty, PersonInput]) -> Created:
    """Make an account without a password, e.g. for a program."""
    asked = call.body
    made = people.add(
        call.ws,
        User(asked.name, asked.role, display=one_line(asked.display), email=one_line(asked.email)),
        call.actor,
    )
    return Created(_person(made), f"people/{made.name}")


@operation("GET", ONE, needs=Role.ADMIN, answer=PersonShape)
def get_person(call: Call[Empty, None]) -> PersonShape:
    """An account."""
    return _person(call.ws.store.users.get(call.path["person"]))


@operation("PUT", f"{ONE}/role", needs=Role.ADMIN, body=RoleInput, answer=PersonShape, problems=(409, 422))
def set_role(call: Call[Empty, RoleInput]) -> PersonShape:
    """Give somebody another role; the last admin stays one."""
    return _person(people.set_role(call.ws, call.path["person"], call.body.role, call.actor))


@operation("PUT", f"{ONE}/disabled", needs=Role.ADMIN, answer=PersonShape, problems=(409, 422))
def disable_person(call: Call[Empty, None]) -> PersonShape:
    """Keep somebody out: sessions end, tokens are void, what the person did stays."""
    return _person(people.disable(call.ws, call.path["person"], call.actor))


@operation("DELETE", f"{ONE}/disabled", needs=Role.ADMIN, answer=PersonShape, problems=(409, 422))
def enable_person(call: Call[Empty, None]) -> PersonShape:
    """Let a disabled person in again; tokens stay void."""
    return _person(people.enable(call.ws, call.path["person"], call.actor))


@operation("GET", f"{ONE}/sessions", needs=Role.ADMIN, answer=tuple[SessionShape, ...])
def list_sessions(call: Call[Empty, None]) -> tuple[SessionShape, ...]:
    """Where somebody is signed in, the latest seen first."""
    user = call.ws.store.users.get(call.path["person"])
    return tuple(
        SessionShape(created=one.created, seen=one.seen, ends=one.ends, agent=one.agent)
        for one in call.ws.store.sessions.of(user.name)
    )


@operation("DELETE", f"{ONE}/sessions", needs=Role.ADMIN, answer=EndedShape)
def end_sessions(call: Call[Empty, None]) -> EndedShape:
    """Sign somebody out everywhere."""
    return EndedShape(ended=sessions.sign_out_everywhere(call.ws, call.path["person"], call.actor))


@operation("GET", f"{ONE}/tokens", needs=Role.ADMIN, answer=tuple[TokenShape, ...])
def list_tokens(call: Call[Empty, None]) -> tuple[TokenShape, ...]:
    """Somebody's tokens, the latest first."""
    return _tokens(call, call.ws.store.users.get(call.path["person"]).name)


@operation("GET", "/invitations", needs=Role.ADMIN, answer=tuple[InvitationShape, ...])
def list_invitations(call: Call[Empty, None]) -> tuple[InvitationShape, ...]:
    """The invitations, the latest first."""
    return tuple(InvitationShape(**_invitation(one)) for one in call.ws.store.invitations.all())


@operation(
    "POST", "/invitations", needs=Role.ADMIN, body=InviteInput, answer=NewInvitationShape, status=(201,),
    problems=(422,),
)  # fmt: skip
def invite(call: Call[Empty, InviteInput]) -> Created:
    """Invite somebody: whoever opens the link first makes the account."""
    made, token = invitations.invite(
        call.ws, call.body.role, call.actor, email=one_line(call.body.email), days=call.body.days
    )
    shape = NewInvitationShape(**_invitation(made), path=f"/invitation/{token}")
    return Created(shape, "invitations")


@operation("DELETE", "/invitations/{id}", needs=Role.ADMIN)
def withdraw_invitation(call: Call[Empty, None]) -> None:
    """Make an open invitation void."""
    invitations.withdraw(call.ws, int(call.path["id"]), call.actor)


@operation("GET", "/me/profile", answer=PersonShape)
def get_profile(call: Call[Empty, None]) -> PersonShape:
    """The caller's own account."""
    return _person(call.ws.store.users.get(call.actor.name))


@operation("PATCH", "/me/profile", body=ProfileInput, answer=PersonShape, problems=(422,))
def change_profile(call: Call[Empty, ProfileInput]) -> PersonShape:
    """Change what one says of oneself."""
    given: dict[str, Any] = {
        name: one_line(value) if isinstance(value, str) else value
        for name, value in msgspec.structs.asdict(call.body).items()
        if value is not msgspec.UNSET
    }
    return _person(people.change_profile(call.ws, call.actor, **given))


@operation("GET", "/me/tokens", answer=tuple[TokenShape, ...])
def list_own_tokens(call: Call[Empty, None]) -> tuple[TokenShape, ...]:
    """The caller's own tokens, the latest first."""
    return _tokens(call, call.actor.name)


@operation("DELETE", "/me/sessions", answer=EndedShape)
def end_own_sessions(call: Call[Empty, None]) -> EndedShape:
    """Sign oneself out of every browser; tokens go on."""
    return EndedShape(ended=sessions.sign_out_everywhere(call.ws, call.actor.name, call.actor))


@operation("DELETE", "/tokens/{id}")
def revoke_token(call: Call[Empty, None]) -> None:
    """Make a token void: one's own, or as an admin anybody's."""
    tokens.revoke(call.ws, int(call.path["id"]), call.actor)


@operation(
    "POST", "/erasures", needs=Role.ADMIN, body=EraseInput, answer=ErasedShape, problems=(404, 409, 422)
)
def erase_person(call: Call[Empty, EraseInput]) -> ErasedShape:
    """Take a person's name out of everything; what the person did stays, under `erased-N`. It cannot be undone."""
    asked = call.body
    return _erased(erasing.erase(call.ws, one_line(asked.person), one_line(asked.reason), call.actor))


@operation("POST", "/purges", needs=Role.ADMIN, body=PurgeInput, answer=ErasedShape, problems=(404, 409, 422))
def purge_article(call: Call[Empty, PurgeInput]) -> ErasedShape:
    """Take an article out for good, with everything that was made of it. It cannot be undone."""
    return _erased(erasing.purge(call.ws, call.body.article, one_line(call.body.reason), call.actor))


def _person(one: User) -> PersonShape:
    return PersonShape(
        name=one.name,
        role=one.role,
        display=one.display,
        email=one.email,
        lang=one.lang,
        publish_name=one.publish_name,
        has_password=one.has_password,
        created=one.created,
        disabled=one.disabled,
    )


def _invitation(one: Invitation) -> dict[str, Any]:
    names = ("id", "role", "email", "by", "created", "expires", "used", "used_by", "withdrawn")
    return {name: getattr(one, name) for name in names}


def _tokens(call: Call[Empty, None], name: str) -> tuple[TokenShape, ...]:
    return tuple(map(_token, call.ws.store.tokens.of(name)))


def _token(one: ApiToken) -> TokenShape:
    return TokenShape(
        id=one.id,
        user=one.user,
        label=one.label,
        prefix=one.prefix,
        scopes=tuple(sorted(one.scopes)),
        created=one.created,
        expires=one.expires,
        last_used=one.last_used,
        revoked=one.revoked,
    )


def _erased(one: Erased) -> ErasedShape:
    return ErasedShape(tombstone=one.tombstone, rows=dict(one.rows), files=one.files, left=one.left)
