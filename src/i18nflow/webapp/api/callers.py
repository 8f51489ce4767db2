"""Who calls: the person behind the bearer token, in the role that the token's scopes allow.

Only the token counts here, never the cookie of a browser: so no page elsewhere can act through somebody's session.
"""

from __future__ import annotations

from flask import g, request

from i18nflow.errors import Refused
from i18nflow.model import Actor, Role
from i18nflow.webapp.api.problems import Forbidden, Unauthorized
from i18nflow.webapp.context import workspace
from i18nflow.workflow import people

_ANYBODY = Actor("anybody", frozenset())


def caller(needs: Role | None) -> Actor:
    """Who calls an operation that takes the role ``needs``. Raises :class:`Unauthorized`, :class:`Forbidden`."""
    if needs is None:
        return _ANYBODY
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized("The request carries no bearer token.")
    try:
        actor, _scopes = people.actor_of_token(workspace(), token.strip())
    except Refused as error:
        raise Unauthorized(str(error)) from error
    if not actor.may(needs):
        raise Forbidden(f"This takes the role {needs}, by the account and by the token's scope.")
    g.token_actor = actor
    return actor
