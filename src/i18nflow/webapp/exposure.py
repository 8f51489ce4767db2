"""Who can reach the server, and what must be in place before others can."""

from __future__ import annotations

from urllib.parse import urlsplit

from i18nflow.config import ServeConfig
from i18nflow.errors import Refused
from i18nflow.ingest.address import is_this_machine
from i18nflow.model import said
from i18nflow.secret import FILE_VARIABLE, VARIABLE


def check(host: str, *, users: bool, lasting: bool, serve: ServeConfig) -> None:
    """Raise :class:`Refused`, with what is missing, where ``host`` lets others in and they are not known."""
    if is_this_machine(host):
        return
    if not users:
        raise Refused(
            said(
                "'{host}' can be reached by others, and this workspace has no accounts: make them first ('i18nflow user add NAME --role admin'), or serve on 127.0.0.1.",
                host=host,
            )
        )
    if not lasting:
        raise Refused(
            said(
                "'{host}' can be reached by others: set {variable} to 32 or more random characters (openssl rand -hex 32), or {file_variable} to a file that holds them.",
                host=host,
                variable=VARIABLE,
                file_variable=FILE_VARIABLE,
            )
        )
    if not serve.address:
        raise Refused(
            said(
                "'{host}' can be reached by others: say at which address, as [serve] address = \"https://...\" in i18nflow.toml.",
                host=host,
            )
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
