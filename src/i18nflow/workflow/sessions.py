"""Signing in and out: passwords, throttling, sessions that end when idle and in any case."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from i18nflow.errors import Refused, StoreError
from i18nflow.model import Actor, Role, said
from i18nflow.people import (
    Session,
    User,
    digest,
    fold_name,
    hash_password,
    is_password,
    needs_rehash,
    new_token,
    throttle,
)
from i18nflow.workflow import audit
from i18nflow.workflow.rights import needs, require
from i18nflow.workflow.workspace import Workspace

_SEEN_EVERY = timedelta(minutes=1)
AGENT_LENGTH = 120


class TooMany(Refused):
    """Too many failed sign-ins; ``seconds`` are left to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(said("Too many failed attempts. Try again in {seconds} seconds.", seconds=seconds))
        self.seconds = seconds


def sign_in(ws: Workspace, name: str, password: str, *, address: str, agent: str = "") -> tuple[User, str]:
    """The person and a new session's token. Raises :class:`Refused`, in the same words whatever was wrong.

    Raises :class:`TooMany` while the name or the address must wait. An attempt is counted before the password is
    looked at, so that many at once gain nothing; a success takes it back.
    """
    keys = throttle.name_key(name), throttle.address_key(address)
    count_attempt(ws, {keys[0]: throttle.FREE_BY_NAME, keys[1]: throttle.FREE_BY_ADDRESS})
    user = ws.store.users.find(name)
    stored = ws.store.users.password(name)
    right = is_password(password, stored)
    if not right or user is None or not user.is_active:
        # The name as typed may be a password in the wrong field: only a known one is written down.
        audit.record(ws, user.name if user else "", "sign-in-failed", f"user {user.name}" if user else "")
        raise Refused(said("The name or the password is wrong."))
    token, at = new_token(), ws.now()
    session = Session(
        digest(token), user.name, at, at, at + _lifetime(ws), agent.replace("\n", " ")[:AGENT_LENGTH]
    )
    with ws.store.write():
        ws.store.attempts.forget(keys[:1])
        ws.store.attempts.take_back(keys[1])
        if stored and needs_rehash(stored):
            ws.store.users.change(user.name, password=hash_password(password))
        ws.store.sessions.clean(ended_before=at, seen_before=at - _idle(ws))
        ws.store.sessions.add(session)
        audit.record(ws, user.name, "sign-in", f"user {user.name}")
    return user, token


def person(ws: Workspace, token: str) -> User | None:
    """Whose session this is, or None where it has ended, by time, sign-out, or because the account is closed."""
    session = ws.store.sessions.find(digest(token)) if token else None
    if session is None:
        return None
    at = ws.now()
    user = ws.store.users.find(session.user)
    if user is None or not user.is_active or at >= session.ends or at - session.seen >= _idle(ws):
        return None
    if at - session.seen >= _SEEN_EVERY:
        # Reading needs no write: while another program holds the database, or the disk is full, people read on.
        with (
            suppress(StoreError),
            ws.store.if_free(),
            ws.store.write(aside="when a session was last seen"),
        ):
            ws.store.sessions.seen(session.id, at)
    return user


def sign_out(ws: Workspace, token: str) -> None:
    """End one session."""
    with ws.store.write():
        session = ws.store.sessions.find(digest(token))
        if session is None:
            return
        ws.store.sessions.end(session.id)
        audit.record(ws, session.user, "sign-out", f"user {session.user}")


@needs(Role.READER, said("sign out everywhere"), note="admin, for somebody else")
def sign_out_everywhere(ws: Workspace, name: str, actor: Actor) -> int:
    """End every session of a person: one's own, or as an admin anybody's; how many ended."""
    if fold_name(name) != fold_name(actor.name):
        require(actor, Role.ADMIN, said("sign somebody else out"))
    with ws.store.write():
        user = ws.store.users.get(name)
        ended = ws.store.sessions.end_all(user.name)
        audit.record(ws, actor, "sign-out-everywhere", f"user {user.name}", sessions=ended)
    return ended


def count_attempt(ws: Workspace, free: Mapping[str, int]) -> None:
    """Count an attempt under each key before a password is looked at. Raises :class:`TooMany` beyond those ``free``."""
    at = ws.now()
    with ws.store.write(aside="attempts are counted; what came of them is recorded"):
        failures = ws.store.attempts.failures(tuple(free))
        left = max(
            (throttle.wait(count, last, at, free=free[key]) for key, (count, last) in failures.items()),
            default=timedelta(0),
        )
        if not left:
            ws.store.attempts.failed(tuple(free), at=at, forget_before=at - throttle.FORGOTTEN_AFTER)
    if left:
        raise TooMany(int(left.total_seconds()) + 1)


def _idle(ws: Workspace) -> timedelta:
    return timedelta(hours=ws.config.accounts.idle_hours)


def _lifetime(ws: Workspace) -> timedelta:
    return timedelta(days=ws.config.accounts.session_days)
