"""API tokens: shown once, stored as a digest, never worth more than the person who made them."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta

from i18nflow.errors import InputError, NotFound, Refused, StoreError
from i18nflow.model import Actor, Role, said
from i18nflow.people import ApiToken, Scope, digest, fold_name, new_api_token, scoped
from i18nflow.workflow import audit
from i18nflow.workflow.rights import needs, require
from i18nflow.workflow.workspace import Workspace

LONGEST_DAYS = 366
LABEL_LENGTH = 80
_NOTED_EVERY = timedelta(minutes=1)


@needs(Role.READER, said("make an API token"), note="admin, for somebody else")
def issue(
    ws: Workspace, label: str, scopes: Collection[Scope], actor: Actor, *, user: str = "", days: int = 90
) -> tuple[ApiToken, str]:
    """A token of one's own (an admin's: of ``user``) and its text, which is shown this once only.

    No scope of it reaches beyond the actor's role: who acts with a narrow token makes no wider one.
    """
    if not label.strip() or len(label) > LABEL_LENGTH:
        raise InputError(said("say in 1 to {limit} characters what the token is for", limit=LABEL_LENGTH))
    if not scopes:
        raise InputError(said("a token needs a scope: {scopes}", scopes=", ".join(Scope)))
    if not 1 <= days <= LONGEST_DAYS:
        raise InputError(said("a token ends after 1 to {days} days", days=LONGEST_DAYS))
    for scope in sorted(scopes):
        require(actor, scope.role, said("make a token with the scope {scope}", scope=scope))
    with ws.store.write():
        owner = ws.store.users.get(user or actor.name)
        if fold_name(owner.name) != fold_name(actor.name):
            require(actor, Role.ADMIN, said("make a token for somebody else"))
        text, prefix = new_api_token()
        at = ws.now()
        made = ws.store.tokens.add(
            digest(text),
            ApiToken(0, owner.name, label.strip(), prefix, frozenset(scopes), at, at + timedelta(days=days)),
        )
        audit.record(
            ws, actor, "issue-token", f"user {owner.name}", token=made.id, scopes=sorted(scopes), days=days
        )
    return made, text


@needs(Role.READER, said("revoke an API token"), note="admin, somebody else's")
def revoke(ws: Workspace, number: int, actor: Actor) -> ApiToken:
    """Make a token void: one's own, or as an admin anybody's."""
    with ws.store.write():
        token = ws.store.tokens.get(number)
        if token is None or (token.user != actor.name and not actor.may(Role.ADMIN)):
            raise NotFound(said("There is no token {number}.", number=number))
        ws.store.tokens.revoke(number, at=ws.now())
        if token.revoked is None:
            audit.record(ws, actor, "revoke-token", f"user {token.user}", token=number)
    return token


def actor_of_token(ws: Workspace, text: str) -> tuple[Actor, frozenset[Scope]]:
    """Who acts with an API token, and its scopes. Call it for every request; it notes when a token was used.

    The actor's role is the person's own, cut down to the widest scope, so that verbs need not know of scopes.
    Raises :class:`Refused` for a token that is unknown, void or past its end, or whose owner may not act.
    """
    token = ws.store.tokens.find(digest(text)) if 0 < len(text) <= LABEL_LENGTH else None
    at = ws.now()
    user = ws.store.users.find(token.user) if token else None
    if token is None or user is None or not user.is_active or not token.is_live(at):
        raise Refused(said("This token opens nothing: it is unknown, revoked or past its end."))
    if token.last_used is None or at - token.last_used >= _NOTED_EVERY:
        with (
            suppress(StoreError),
            ws.store.if_free(),
            ws.store.write(aside="when a token was last used"),
        ):
            ws.store.tokens.used(token.id, at)
    return scoped(user, token.scopes), token.scopes
