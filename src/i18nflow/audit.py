"""The audit log's arithmetic: every row's hash covers the row before it, so that a rewrite shows.

What the law can make us forget (a name, an object, a detail) is not hashed itself but through a *seal*, a digest
over a random salt and the value. While the value stands, its salt is kept and the seal can be computed; when the
value is redacted, the salt goes and the seal stays. So the chain still fits, and neither the seal nor the chain
tells what stood there: without its salt a name cannot even be guessed and tried.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from i18nflow.model import said

GENESIS = "0" * 64
_SALT = 32
"""Characters of a salt (hex); a seal has 64."""
REDACTING = frozenset({"purge-article", "erase-user"})
"""The acts that may redact rows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log. ``detail`` is JSON text; each ``*_seal`` is a salt, or a seal where it was redacted.

    ``redacted_by`` is the number of the row that says who redacted it, and why.
    """

    id: int
    at: str
    actor: str
    action: str
    object: str
    detail: str
    actor_seal: str
    object_seal: str
    detail_seal: str
    hash: str = ""
    redacted_by: int | None = None

    @property
    def time(self) -> datetime:
        """When it was."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the log does not fit: the row's number and a sentence."""

    row: int
    message: str


def new_salt() -> str:
    """A random salt."""
    return secrets.token_hex(_SALT // 2)


def seal(value: str, salt_or_seal: str) -> str:
    """The seal of ``value``: computed while its salt is there, else the one that was kept."""
    if len(salt_or_seal) != _SALT:
        return salt_or_seal
    return sha256(f"{salt_or_seal}\n{value}".encode()).hexdigest()


def row_hash(entry: Entry, previous: str) -> str:
    """The hash of a row after the row with the hash ``previous``."""
    sealed = (
        seal(entry.actor, entry.actor_seal),
        seal(entry.object, entry.object_seal),
        seal(entry.detail, entry.detail_seal),
    )
    return sha256("\n".join((previous, str(entry.id), entry.at, entry.action, *sealed)).encode()).hexdigest()


def breaks(entries: Iterable[Entry]) -> Iterator[Break]:
    """Every place where a log (all of its rows, in order) was rewritten, cut or redacted without an act that says so."""
    previous, expected = GENESIS, 1
    redacted: dict[int, int] = {}
    acts: dict[int, str] = {}
    for entry in entries:
        if entry.id != expected:
            yield Break(
                expected, said("rows {first} to {last} are missing", first=expected, last=entry.id - 1)
            )
        if entry.hash != row_hash(entry, previous):
            yield Break(entry.id, said("was changed, or the row before it was"))
        if any(len(one) != _SALT for one in (entry.actor_seal, entry.object_seal, entry.detail_seal)):
            redacted[entry.id] = entry.redacted_by or 0
        if entry.action in REDACTING:
            acts[entry.id] = entry.action
        previous, expected = entry.hash, entry.id + 1
    for row, by in redacted.items():
        if by not in acts:
            yield Break(row, said("is redacted, but no erasure or purge says why"))
