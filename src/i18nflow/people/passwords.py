"""Passwords: what is taken as one, and argon2id digests of them."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from i18nflow.errors import InputError
from i18nflow.model import said
from i18nflow.people.names import fold_name

SHORTEST, LONGEST = 12, 200
DISTINCT = 5

# The setting of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. The library's own (64 MiB, three
# passes, four lanes) takes seven times as long; when a newsroom signs in at nine o'clock, those who write would wait.
_hasher = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
# Compared with when there is no such account, so that an answer takes as long as for one that exists. It is the digest
# of nothing, with the parameters of the others; to make one would take a command's time at every start.
_nobody = f"$argon2id$v=19$m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}${'A' * 22}${'A' * 43}"


def check_password(password: str, name: str) -> str:
    """``password`` itself. Raises :class:`InputError` where it is too weak to stand alone."""
    if len(password) < SHORTEST:
        raise InputError(
            said("a password has at least {limit} characters; a few words in a row do well", limit=SHORTEST)
        )
    if len(password) > LONGEST:
        raise InputError(said("a password has at most {limit} characters", limit=LONGEST))
    if len(set(password)) < DISTINCT:
        raise InputError(said("this password repeats a few characters; choose one that is harder to guess"))
    if fold_name(name) in fold_name(password) and len(password) - len(name) < SHORTEST:
        raise InputError(said("this password is made of the name; choose one that is harder to guess"))
    return password


def hash_password(password: str) -> str:
    """The argon2id digest of ``password``, with its salt and parameters."""
    return _hasher.hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Whether ``password`` is the one behind ``stored``; as slow where nothing is stored."""
    if len(password) > LONGEST:
        return False
    try:
        return _hasher.verify(stored or _nobody, password) and stored is not None
    except (Argon2Error, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether ``stored`` was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)
