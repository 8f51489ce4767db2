"""The people of a workspace as values, and the rules of names, passwords and tokens. Nothing is stored here."""

from __future__ import annotations

from i18nflow.people import throttle
from i18nflow.people.names import check_name, fold_name
from i18nflow.people.passwords import check_password, hash_password, is_password, needs_rehash
from i18nflow.people.tokens import digest, new_api_token, new_token
from i18nflow.people.values import ApiToken, Invitation, Scope, Session, User, actor_of, scoped

__all__ = [
    "ApiToken",
    "Invitation",
    "Scope",
    "Session",
    "User",
    "actor_of",
    "check_name",
    "check_password",
    "digest",
    "fold_name",
    "hash_password",
    "is_password",
    "needs_rehash",
    "new_api_token",
    "new_token",
    "scoped",
    "throttle",
]
