"""The settings of one engine, out of its table in ``i18nflow.toml``; keys are never among them."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlsplit

from i18nflow.errors import ConfigError
from i18nflow.model import said


@dataclass(frozen=True, slots=True)
class Options:
    """What can be set for every engine. Times are seconds.

    ``timeout`` bounds one request as a whole, ``connect`` its beginning; ``pace`` is the least time between two
    requests; ``attempts`` the number of times a request is tried, ``wait`` the first pause between them (it
    doubles, with jitter), ``patience`` the longest pause that an engine may ask for. ``batch`` is the number of
    texts in a request, ``workers`` how many requests are under way at once, ``price`` per million characters.
    """

    url: str = ""
    timeout: float = 6.5
    connect: float = 3.0
    pace: float = 0.0
    attempts: int = 3
    wait: float = 0.5
    patience: float = 20.0
    batch: int = 1
    workers: int = 4
    price: float | None = None
    currency: str = "EUR"
    region: str = ""
    email: str = ""
    formality: str = ""
    model: str = ""
    beam: int = 4


_LEAST = {"timeout": 0.001, "connect": 0.001, "attempts": 1, "batch": 1, "workers": 1, "beam": 1}


def read(name: str, settings: Mapping[str, Any], defaults: Options) -> Options:
    """``defaults`` with ``settings`` over them. Raises :class:`ConfigError` that names the setting."""
    kinds = {field.name: type(getattr(Options(), field.name)) for field in fields(Options)}
    values: dict[str, Any] = {}
    for key, value in settings.items():
        where = f"engines.{name}.{key}"
        if key not in kinds:
            secret = (
                said(" (a key is set in the environment, never in the file)") if "key" in key.lower() else ""
            )
            raise ConfigError(said("{where}: there is no such setting{secret}", where=where, secret=secret))
        values[key] = _checked(where, key, value, kinds[key])
    return replace(defaults, **values)


def is_local(url: str) -> bool:
    """Whether the address is on this machine or in its own network: what is sent there stays in the house."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private


def _checked(where: str, key: str, value: Any, kind: type) -> Any:
    if kind is str:
        if not isinstance(value, str):
            raise ConfigError(
                said("{where}: expected a text in quotes, found {value}", where=where, value=f"{value!r}")
            )
        if key == "url" and urlsplit(value).scheme not in ("http", "https"):
            raise ConfigError(said("{where}: begin with https:// or http://", where=where))
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float) if kind is not int else int):
        raise ConfigError(said("{where}: expected a number, found {value}", where=where, value=f"{value!r}"))
    if value < _LEAST.get(key, 0):
        raise ConfigError(said("{where}: {value} is too small", where=where, value=value))
    return value if kind is int else float(value)
