"""The server's secret and the keys derived from it; where they lie, and that nobody else can read them."""

from __future__ import annotations

import hmac
import os
import secrets
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from i18nflow.errors import Refused, why
from i18nflow.model import said

VARIABLE = "I18NFLOW_SECRET"
FILE_VARIABLE = "I18NFLOW_SECRET_FILE"
SHORTEST = 32
"""Characters of a secret: as many as ``openssl rand -hex 16`` prints."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What signs the session cookies; ``lasting`` where it outlives this run of the program."""

    value: bytes
    lasting: bool


def secret(environment: Mapping[str, str] = os.environ) -> Secret:
    """The secret that the environment names, or a new one for this run alone.

    It stands in no database and no backup: whoever reads those must not be able to sign cookies. Raises
    :class:`Refused` for one that is short, or in a file that others may read.
    """
    value = environment.get(VARIABLE, "")
    named = environment.get(FILE_VARIABLE, "")
    if not value and named:
        value = read_private(Path(named), named=FILE_VARIABLE)
    if not value:
        return Secret(secrets.token_bytes(32), lasting=False)
    if len(value) < SHORTEST:
        raise Refused(
            said(
                "{variable} is too short: take {limit} random characters (openssl rand -hex 32).",
                variable=VARIABLE,
                limit=SHORTEST,
            )
        )
    return Secret(value.encode(), lasting=True)


def read_private(path: Path, *, named: str) -> str:
    """The text of a file that only its owner may read. Raises :class:`Refused` for any other; ``named`` says in what."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise Refused(
                said(
                    "{path} can be read by others (mode {mode}): chmod 600 {path}",
                    path=path,
                    mode=f"{mode:o}",
                )
            )
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Refused(
            said(
                "{file_variable}: {path} cannot be read: {reason}",
                file_variable=named,
                path=path,
                reason=why(error),
            )
        ) from error


def make_private(path: Path) -> None:
    """Put 256 random bits into a new file that only its owner may read; one that is there stays.

    The file appears whole or not at all; of two programs that make it at once, both use the first one's.
    Raises :class:`Refused` where it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32) + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.link(name, path)
        except FileExistsError:
            return
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise Refused(said("{path} cannot be written: {reason}", path=path, reason=why(error))) from error


def derived(key: bytes, salt: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose, of which nobody can go back to ``key`` or over to another purpose's.

    HKDF with SHA-256 (RFC 5869); the output is one block, so expanding is one HMAC.
    """
    extracted = hmac.digest(salt, key, sha256)
    return hmac.digest(extracted, purpose.encode() + b"\x01", sha256)
