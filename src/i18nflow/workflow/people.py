"""Accounts: who there is, what role each has, and who acts.

``ws.store.users`` reads them (``all()``, ``find(name)``). Without accounts the person at the machine has every
role; with them, everybody acts under an account and with its role.
"""

from __future__ import annotations

from i18nflow.errors import Conflict, Refused
from i18nflow.model import Actor, Role, said
from i18nflow.people import (
    User,
    actor_of,
    check_name,
    check_password,
    fold_name,
    hash_password,
    is_password,
    throttle,
)
from i18nflow.workflow import audit, sessions
from i18nflow.workflow.rights import needs, require
from i18nflow.workflow.tokens import actor_of_token
from i18nflow.workflow.workspace import Workspace, local_actor

__all__ = [
    "actor",
    "actor_of_token",
    "add",
    "change_password",
    "change_profile",
    "disable",
    "enable",
    "set_password",
    "set_role",
]


def actor(ws: Workspace, name: str | None = None) -> Actor:
    """Who acts at this machine under ``name`` (the system's user by default).

    Without accounts: that name, with every role. With accounts: the account of that name, with its role. Raises
    :class:`Refused` where there is no such account or it is disabled.
    """
    local = local_actor(name)
    if not ws.store.users.exist():
        return local
    user = ws.store.users.find(local.name)
    if user is None or not user.is_active:
        raise Refused(
            said(
                "'{name}' is no active account of this workspace: name one with --by. 'i18nflow user list' shows them.",
                name=local.name,
            )
        )
    return actor_of(user)


@needs(Role.ADMIN, said("add a user"))
def add(ws: Workspace, user: User, actor: Actor, *, password: str | None = None) -> User:
    """Add an account; without a password the person cannot sign in until one is set.

    The first account must be an admin: from then on only an account can act. Raises :class:`Conflict` for a name
    that is taken or once was, :class:`InputError` for an unfit name or password.
    """
    check_name(user.name)
    digest = hash_password(check_password(password, user.name)) if password is not None else None
    with ws.store.write():
        if not ws.store.users.exist() and user.role is not Role.ADMIN:
            raise Refused(
                said(
                    "The first account must be an admin (--role admin): with accounts, only an account can act."
                )
            )
        made = ws.store.users.add(user, digest, at=ws.now())
        audit.record(ws, actor, "add-user", f"user {made.name}", role=made.role)
    return made


@needs(Role.ADMIN, said("change a role"))
def set_role(ws: Workspace, name: str, role: Role, actor: Actor) -> User:
    """Give an account another role. The last admin stays one."""
    with ws.store.write():
        user = ws.store.users.get(name)
        if role is not Role.ADMIN:
            not_the_last_admin(ws, user)
        changed = ws.store.users.change(user.name, role=role)
        if changed != user:
            audit.record(ws, actor, "set-role", f"user {user.name}", was=user.role, role=role)
    return changed


@needs(Role.ADMIN, said("disable a user"))
def disable(ws: Workspace, name: str, actor: Actor) -> User:
    """Keep a person out: sessions end, tokens are void, what the person did stays."""
    with ws.store.write():
        user = ws.store.users.get(name)
        if user.disabled:
            return user
        not_the_last_admin(ws, user)
        changed = ws.store.users.change(user.name, disabled=ws.now())
        ws.store.sessions.end_all(user.name)
        ws.store.tokens.revoke_all(user.name, at=ws.now())
        audit.record(ws, actor, "disable-user", f"user {user.name}")
    return changed


@needs(Role.ADMIN, said("enable a user"))
def enable(ws: Workspace, name: str, actor: Actor) -> User:
    """Let a disabled person in again; tokens stay void."""
    with ws.store.write():
        user = ws.store.users.get(name)
        if not user.disabled:
            return user
        changed = ws.store.users.change(user.name, disabled=None)
        audit.record(ws, actor, "enable-user", f"user {user.name}")
    return changed


@needs(Role.ADMIN, said("set somebody's password"))
def set_password(ws: Workspace, name: str, password: str, actor: Actor) -> User:
    """Give an account a new password; its sessions end."""
    user = ws.store.users.get(name)
    digest = hash_password(check_password(password, user.name))
    with ws.store.write():
        changed = ws.store.users.change(user.name, password=digest)
        ws.store.sessions.end_all(user.name)
        audit.record(ws, actor, "set-password", f"user {user.name}")
    return changed


@needs(Role.READER, said("change one's own password"))
def change_password(ws: Workspace, old: str, new: str, actor: Actor, *, keep_session: str = "") -> User:
    """Change one's own password; every session but ``keep_session`` (its digest) ends.

    A stolen session does not serve to guess the old one: guesses are slowed as those at the sign-in are.
    """
    user = ws.store.users.get(actor.name)
    key = throttle.change_key(user.name)
    sessions.count_attempt(ws, {key: throttle.FREE_BY_NAME})
    if not is_password(old, ws.store.users.password(user.name)):
        audit.record(ws, actor, "change-password-failed", f"user {user.name}")
        raise Refused(said("The present password is not that one."))
    digest = hash_password(check_password(new, user.name))
    with ws.store.write():
        changed = ws.store.users.change(user.name, password=digest)
        ws.store.attempts.forget([key])
        ws.store.sessions.end_all(user.name, but=keep_session)
        audit.record(ws, actor, "change-password", f"user {user.name}")
    return changed


@needs(Role.READER, said("change one's own account"))
def change_profile(
    ws: Workspace,
    actor: Actor,
    *,
    display: str | None = None,
    email: str | None = None,
    lang: str | None = None,
    publish_name: bool | None = None,
) -> User:
    """Change what one says of oneself; None leaves a field as it is."""
    given = {"display": display, "email": email, "lang": lang, "publish_name": publish_name}
    fields = {name: value for name, value in given.items() if value is not None}
    with ws.store.write():
        user = ws.store.users.get(actor.name)
        changed = ws.store.users.change(user.name, **fields) if fields else user
        if changed != user:
            audit.record(ws, actor, "change-profile", f"user {user.name}", fields=sorted(fields))
    return changed


def not_the_last_admin(ws: Workspace, user: User) -> None:
    """Raise :class:`Conflict` where ``user`` is the only one who can administer."""
    if user.role is Role.ADMIN and user.is_active and ws.store.users.admins() == 1:
        raise Conflict(said("{name} is the only admin: make somebody else one first.", name=user.name))


def may_see(actor: Actor, name: str) -> None:
    """Raise :class:`Refused` where ``actor`` may not see the account ``name``: one's own, or an admin."""
    if fold_name(actor.name) != fold_name(name):
        require(actor, Role.ADMIN, said("see somebody else's account"))
