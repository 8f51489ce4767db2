"""The service on loopback, and the engines pointed at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines import server
from tests.engines.server import KEY, Service

PATHS = {
    "google": "/m",
    "libretranslate": "",
    "mymemory": "/get",
    "microsoft": "/translate?api-version=3.0",
    "deepl": "",
}


@pytest.fixture
def service() -> Iterator[Service]:
    """A service of its own for each test."""
    made, httpd = server.start()
    yield made
    server.stop(made, httpd)


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every engine has its key, so that a message could show it."""
    for name in ("DEEPL_API_KEY", "MICROSOFT_API_KEY", "LIBRETRANSLATE_API_KEY"):
        monkeypatch.setenv(name, KEY)


def settings(name: str, service: Service, **more: object) -> dict[str, object]:
    """An engine's settings: the service's address, and times that a test can wait for."""
    # Only a service that hangs shall meet its time limit, however busy the machine is: such a test sets its own.
    quick = {"timeout": 20.0, "connect": 5.0, "pace": 0.0, "wait": 0.005, "patience": 0.2, "attempts": 2}
    return {"url": service.url + PATHS[name], **quick, **more}
