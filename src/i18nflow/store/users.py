"""Accounts: who there is, in what role. Passwords are argon2 digests and leave by one method only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.errors import Conflict, NotFound
from i18nflow.model import Role, said
from i18nflow.people import User, fold_name
from i18nflow.store.codec import instant, parse_instant

_FIELDS = {
    "display": "display",
    "email": "email",
    "lang": "lang",
    "role": "role",
    "publish_name": "publish_name",
    "password": "password",
    "disabled": "disabled_at",
}


class Users:
    """The accounts of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def exist(self) -> bool:
        """Whether the workspace has accounts: with them nobody comes in without one."""
        return any(self._db.query("select 1 as one from user where erased_at is null limit 1"))

    def all(self, *, active_only: bool = False) -> list[User]:
        """Every account but the erased ones, by name (``active_only``: without the disabled ones)."""
        rows = self._db.query(
            """select * from user where erased_at is null and (not :active or disabled_at is null)
               order by folded""",
            {"active": active_only},
        )
        return [_user(row) for row in rows]

    def names(self) -> list[str]:
        """The names of the active accounts, in order."""
        rows = self._db.execute(
            "select name from user where erased_at is null and disabled_at is null order by folded"
        )
        return [name for (name,) in rows]

    def find(self, name: str) -> User | None:
        """The account of that name in any spelling of case, or None; erased ones are found by nobody."""
        for row in self._db.query(
            "select * from user where folded = :folded and erased_at is null", {"folded": fold_name(name)}
        ):
            return _user(row)
        return None

    def get(self, name: str) -> User:
        """The account of that name. Raises :class:`NotFound`."""
        found = self.find(name)
        if found is None:
            raise NotFound(said("There is no user '{name}'.", name=name))
        return found

    def password(self, name: str) -> str | None:
        """The digest of the password, or None where there is no such account or it has none yet."""
        for row in self._db.query(
            "select password from user where folded = :folded and erased_at is null",
            {"folded": fold_name(name)},
        ):
            return row["password"] and str(row["password"])
        return None

    def add(self, user: User, password: str | None, *, at: datetime) -> User:
        """A new account. Raises :class:`Conflict` where the name is taken, or once was."""
        if any(
            self._db.query("select 1 as one from user where folded = :name", {"name": fold_name(user.name)})
        ):
            raise Conflict(said("There is a user '{name}' already.", name=user.name))
        self._db.execute(
            """insert into user (name, folded, display, email, role, password, lang, publish_name, created_at)
               values (:name, :folded, :display, :email, :role, :password, :lang, :publish_name, :at)""",
            {
                "name": user.name,
                "folded": fold_name(user.name),
                "display": user.display,
                "email": user.email,
                "role": user.role,
                "password": password,
                "lang": user.lang,
                "publish_name": user.publish_name,
                "at": instant(at),
            },
        )
        return self.get(user.name)

    def change(self, name: str, **fields: object) -> User:
        """Set fields of an account: display, email, lang, role, publish_name, password, disabled."""
        columns = {_FIELDS[field]: _plain(value) for field, value in fields.items()}
        assignments = ", ".join(f"{column} = :{column}" for column in columns)
        self._db.execute(
            f"update user set {assignments} where folded = :folded and erased_at is null",  # noqa: S608
            columns | {"folded": fold_name(name)},
        )
        return self.get(name)

    def admins(self) -> int:
        """How many people can administer."""
        rows = self._db.query(
            "select count(*) as n from user where role = :admin and disabled_at is null and erased_at is null",
            {"admin": Role.ADMIN},
        )
        return int(next(iter(rows))["n"])


def _plain(value: object) -> Any:
    return instant(value) if isinstance(value, datetime) else value


def _user(row: dict[str, Any]) -> User:
    return User(
        name=row["name"],
        role=Role(row["role"]),
        display=row["display"],
        email=row["email"],
        lang=row["lang"],
        created=parse_instant(row["created_at"]),
        disabled=parse_instant(row["disabled_at"]),
        publish_name=bool(row["publish_name"]),
        erased=parse_instant(row["erased_at"]),
        has_password=row["password"] is not None,
    )
