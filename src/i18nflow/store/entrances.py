"""By what people and programs come in: sessions, invitations, API tokens, failed attempts. Only digests are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.model import Role
from i18nflow.people import ApiToken, Invitation, Scope, Session, fold_name
from i18nflow.store.codec import instant, moment, parse_instant

_USER = "(select id from user where folded = :user and erased_at is null)"


class Sessions:
    """Signed-in browsers, by the digest of their token."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, session: Session) -> None:
        """Remember a sign-in."""
        self._db.execute(
            f"""insert into session (id, user_id, created_at, seen_at, ends_at, agent)
                values (:id, {_USER}, :created, :seen, :ends, :agent)""",  # noqa: S608
            {
                "id": session.id,
                "user": fold_name(session.user),
                "created": instant(session.created),
                "seen": instant(session.seen),
                "ends": instant(session.ends),
                "agent": session.agent,
            },
        )

    def find(self, digest: str) -> Session | None:
        """The session with this digest, whether it has ended or not."""
        for row in self._db.query(_SESSION + "where session.id = :id", {"id": digest}):
            return _session(row)
        return None

    def of(self, user: str) -> list[Session]:
        """The sessions of a person, the latest seen first."""
        rows = self._db.query(
            _SESSION + "where user.folded = :user order by seen_at desc", {"user": fold_name(user)}
        )
        return [_session(row) for row in rows]

    def seen(self, digest: str, at: datetime) -> None:
        """Note that the session was used."""
        self._db.execute("update session set seen_at = ? where id = ?", [instant(at), digest])

    def end(self, digest: str) -> None:
        """Sign out."""
        self._db.execute("delete from session where id = ?", [digest])

    def end_all(self, user: str, *, but: str = "") -> int:
        """Sign a person out everywhere (``but``: one digest stays); how many sessions ended."""
        cursor = self._db.execute(
            f"delete from session where user_id = {_USER} and id <> :but",  # noqa: S608
            {"user": fold_name(user), "but": but},
        )
        return int(cursor.rowcount)

    def clean(self, *, ended_before: datetime, seen_before: datetime) -> None:
        """Forget sessions that have ended."""
        self._db.execute(
            "delete from session where ends_at < ? or seen_at < ?",
            [instant(ended_before), instant(seen_before)],
        )


class Invitations:
    """Links that make an account, by the digest of their token."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, digest: str, invitation: Invitation) -> Invitation:
        """Remember an invitation; with its number."""
        row = next(
            self._db.query(
                """insert into invitation (token, role, email, lang, created_by, created_at, expires_at)
                   values (:token, :role, :email, :lang, :by, :created, :expires) returning *""",
                {
                    "token": digest,
                    "role": invitation.role,
                    "email": invitation.email,
                    "lang": invitation.lang,
                    "by": invitation.by,
                    "created": instant(invitation.created),
                    "expires": instant(invitation.expires),
                },
            )
        )
        return _invitation(row)

    def find(self, digest: str) -> Invitation | None:
        """The invitation with this digest, whether it is still good or not."""
        for row in self._db.query("select * from invitation where token = :token", {"token": digest}):
            return _invitation(row)
        return None

    def all(self) -> list[Invitation]:
        """Every invitation, the latest first."""
        return [_invitation(row) for row in self._db.query("select * from invitation order by id desc")]

    def use(self, number: int, *, by: str, at: datetime) -> bool:
        """Use an invitation up; False where somebody was faster."""
        cursor = self._db.execute(
            "update invitation set used_at = ?, used_by = ? where id = ? and used_at is null and withdrawn_at is null",
            [instant(at), by, number],
        )
        return bool(cursor.rowcount == 1)

    def withdraw(self, number: int, *, at: datetime) -> bool:
        """Make an unused invitation void; False where there is none."""
        cursor = self._db.execute(
            "update invitation set withdrawn_at = ? where id = ? and used_at is null and withdrawn_at is null",
            [instant(at), number],
        )
        return bool(cursor.rowcount == 1)


class Tokens:
    """Keys for programs, by their digest."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, digest: str, token: ApiToken) -> ApiToken:
        """Remember a token; with its number."""
        row = next(
            self._db.query(
                f"""insert into api_token (user_id, label, prefix, token, scopes, created_at, expires_at)
                    values ({_USER}, :label, :prefix, :token, :scopes, :created, :expires)
                    returning *, :name as user""",  # noqa: S608
                {
                    "user": fold_name(token.user),
                    "name": token.user,
                    "label": token.label,
                    "prefix": token.prefix,
                    "token": digest,
                    "scopes": json.dumps(sorted(token.scopes)),
                    "created": instant(token.created),
                    "expires": instant(token.expires),
                },
            )
        )
        return _token(row)

    def find(self, digest: str) -> ApiToken | None:
        """The token with this digest, live or not."""
        for row in self._db.query(_TOKEN + "where token = :token", {"token": digest}):
            return _token(row)
        return None

    def get(self, number: int) -> ApiToken | None:
        """The token with this number."""
        for row in self._db.query(_TOKEN + "where api_token.id = :id", {"id": number}):
            return _token(row)
        return None

    def of(self, user: str | None = None) -> list[ApiToken]:
        """The tokens of a person, or of all, the latest first."""
        rows = self._db.query(
            _TOKEN + "where (:user is null or user.folded = :user) order by api_token.id desc",
            {"user": fold_name(user) if user else None},
        )
        return [_token(row) for row in rows]

    def used(self, number: int, at: datetime) -> None:
        """Note that a token was used."""
        self._db.execute("update api_token set last_used_at = ? where id = ?", [instant(at), number])

    def revoke(self, number: int, *, at: datetime) -> None:
        """Make a token void."""
        self._db.execute(
            "update api_token set revoked_at = coalesce(revoked_at, ?) where id = ?", [instant(at), number]
        )

    def revoke_all(self, user: str, *, at: datetime) -> None:
        """Make every token of a person void."""
        self._db.execute(
            f"update api_token set revoked_at = coalesce(revoked_at, :at) where user_id = {_USER}",  # noqa: S608
            {"at": instant(at), "user": fold_name(user)},
        )


class Attempts:
    """Failed sign-ins in a row, by name and by address; all worker processes see the same figures."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def failures(self, keys: Sequence[str]) -> dict[str, tuple[int, datetime]]:
        """Failures in a row and the time of the last one, for those of ``keys`` that have any."""
        found = {}
        for key in keys:
            for row in self._db.query("select * from attempt where key = :key", {"key": key}):
                at = moment(row["last_at"])
                found[key] = (int(row["failures"]), at)
        return found

    def failed(self, keys: Iterable[str], *, at: datetime, forget_before: datetime) -> None:
        """Count a failure; what lies before ``forget_before`` is forgotten, of everybody."""
        self._db.execute("delete from attempt where last_at < ?", [instant(forget_before)])
        for key in keys:
            self._db.execute(
                """insert into attempt (key, failures, last_at) values (:key, 1, :at)
                   on conflict (key) do update set failures = failures + 1, last_at = :at""",
                {"key": key, "at": instant(at)},
            )

    def take_back(self, key: str) -> None:
        """Count one failure less: it was none."""
        self._db.execute("update attempt set failures = max(failures - 1, 0) where key = ?", [key])

    def forget(self, keys: Iterable[str]) -> None:
        """Begin anew after a success."""
        for key in keys:
            self._db.execute("delete from attempt where key = ?", [key])


_SESSION = "select session.*, user.name as user from session join user on user.id = user_id "
_TOKEN = "select api_token.*, user.name as user from api_token join user on user.id = user_id "  # noqa: S105


def _session(row: dict[str, Any]) -> Session:
    created, seen, ends = (moment(row[name]) for name in ("created_at", "seen_at", "ends_at"))
    return Session(row["id"], row["user"], created, seen, ends, row["agent"])


def _invitation(row: dict[str, Any]) -> Invitation:
    created, expires = moment(row["created_at"]), moment(row["expires_at"])
    return Invitation(
        id=row["id"],
        role=Role(row["role"]),
        email=row["email"],
        lang=row["lang"],
        by=row["created_by"],
        created=created,
        expires=expires,
        used=parse_instant(row["used_at"]),
        used_by=row["used_by"],
        withdrawn=parse_instant(row["withdrawn_at"]),
    )


def _token(row: dict[str, Any]) -> ApiToken:
    created = moment(row["created_at"])
    return ApiToken(
        id=row["id"],
        user=row["user"],
        label=row["label"],
        prefix=row["prefix"],
        scopes=frozenset(Scope(one) for one in json.loads(row["scopes"])),
        created=created,
        expires=parse_instant(row["expires_at"]),
        last_used=parse_instant(row["last_used_at"]),
        revoked=parse_instant(row["revoked_at"]),
    )
