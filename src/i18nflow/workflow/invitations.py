"""Invitations: a link that makes one account in a given role, once, until it expires."""

from __future__ import annotations

from datetime import timedelta

from i18nflow.errors import InputError, NotFound, Refused
from i18nflow.model import Actor, Role, said
from i18nflow.people import Invitation, User, check_name, check_password, digest, hash_password, new_token
from i18nflow.workflow import audit
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

LONGEST_DAYS = 60


@needs(Role.ADMIN, said("invite a person"))
def invite(
    ws: Workspace, role: Role, actor: Actor, *, email: str = "", lang: str = "", days: int = 7
) -> tuple[Invitation, str]:
    """An invitation and the token of its link, which is shown this once only."""
    if not 1 <= days <= LONGEST_DAYS:
        raise InputError(said("an invitation ends after 1 to {days} days", days=LONGEST_DAYS))
    with ws.store.write():
        if not ws.store.users.exist():
            raise Refused(
                said("Make the first account, an admin, with 'i18nflow user add NAME --role admin'.")
            )
        token, at = new_token(), ws.now()
        made = ws.store.invitations.add(
            digest(token), Invitation(0, role, email, lang, actor.name, at, at + timedelta(days=days))
        )
        audit.record(ws, actor, "invite", f"invitation {made.id}", role=role, days=days)
    return made, token


@needs(Role.ADMIN, said("withdraw an invitation"))
def withdraw(ws: Workspace, number: int, actor: Actor) -> None:
    """Make an unused invitation void."""
    with ws.store.write():
        if not ws.store.invitations.withdraw(number, at=ws.now()):
            raise NotFound(said("There is no open invitation {number}.", number=number))
        audit.record(ws, actor, "withdraw-invitation", f"invitation {number}")


def open_invitation(ws: Workspace, token: str) -> Invitation:
    """The invitation behind a link. Raises :class:`NotFound` where it is unknown, used, withdrawn or expired."""
    found = ws.store.invitations.find(digest(token))
    if found is None or found.used or found.withdrawn or ws.now() >= found.expires:
        raise NotFound(said("This invitation is not valid any more: ask for a new one."))
    return found


def accept(ws: Workspace, token: str, user: User, password: str) -> User:
    """Make the account of an invitation (its role is the invitation's, whatever ``user`` says)."""
    check_name(user.name)
    hashed = hash_password(check_password(password, user.name))
    with ws.store.write():
        invitation = open_invitation(ws, token)
        at = ws.now()
        made = ws.store.users.add(
            User(
                name=user.name,
                role=invitation.role,
                display=user.display,
                email=user.email or invitation.email,
                lang=user.lang or invitation.lang,
                publish_name=user.publish_name,
            ),
            hashed,
            at=at,
        )
        ws.store.invitations.use(invitation.id, by=made.name, at=at)
        audit.record(
            ws, made.name, "accept-invitation", f"user {made.name}", invitation=invitation.id, role=made.role
        )
    return made
