"""Who can reach the server, and what must be in place before others can."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from i18nflow.config import ServeConfig
from i18nflow.errors import Refused
from i18nflow.ingest.address import is_this_machine

VARIABLE = "I18NFLOW_SECRET"
FILE_VARIABLE = "I18NFLOW_SECRET_FILE"
SHORTEST = 32
"""Characters of a secret: as many as ``openssl rand -hex 16`` prints."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What signs the session cookies; ``lasting`` where it outlives this run of the server."""

    value: bytes
    lasting: bool


def secret(environment: Mapping[str, str] = os.environ) -> Secret:
    """The secret that the environment names, or a new one for this run alone.

    A secret never stands in the workspace: whoever reads the database or a backup must not be able to sign
    cookies. Raises :class:`Refused` for one that is short, or in a file that others may read.
    """
    value = environment.get(VARIABLE, "")
    named = environment.get(FILE_VARIABLE, "")
    if not value and named:
        value = _from_file(Path(named))
    if not value:
        return Secret(secrets.token_bytes(32), lasting=False)
    if len(value) < SHORTEST:
        raise Refused(f"{VARIABLE} is too short: take {SHORTEST} random characters (openssl rand -hex 32).")
    return Secret(value.encode(), lasting=True)


def _from_file(path: Path) -> str:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise Refused(f"{path} can be read by others (mode {mode:o}): chmod 600 {path}")
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Refused(f"{FILE_VARIABLE}: {path} cannot be read: {error.strerror}") from error


def check(host: str, *, users: bool, lasting: bool, serve: ServeConfig) -> None:
    """Raise :class:`Refused`, with what is missing, where ``host`` lets others in and they are not known."""
    if is_this_machine(host):
        return
    if not users:
        raise Refused(
            f"'{host}' can be reached by others, and this workspace has no accounts: make them first "
            "('i18nflow user add NAME --role admin'), or serve on 127.0.0.1."
        )
    if not lasting:
        raise Refused(
            f"'{host}' can be reached by others: set {VARIABLE} to 32 or more random characters (openssl rand -hex 32), "
            f"or {FILE_VARIABLE} to a file that holds them."
        )
    if not serve.address:
        raise Refused(
            f"'{host}' can be reached by others: say at which address, as [serve] address = \"https://...\" in i18nflow.toml."
        )


def hosts(host: str, port: int, serve: ServeConfig) -> set[str]:
    """The values of the Host header that are answered."""
    found = (
        {f"{name}:{port}" for name in (shown(host), "localhost", "127.0.0.1")}
        if is_this_machine(host)
        else set()
    )
    if serve.address:
        parts = urlsplit(serve.address)
        found.add(parts.netloc)
        if parts.port is None:
            # Some proxies name the port that goes without saying.
            found.add(f"{parts.netloc}:{443 if parts.scheme == 'https' else 80}")
    return found


def shown(host: str) -> str:
    """``host`` as it stands in an address."""
    return f"[{host}]" if ":" in host else host
