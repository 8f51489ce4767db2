"""Beyond its limit the server says when to come again, instead of falling over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from i18nflow.webapp import bounded
from i18nflow.webapp.bounded import Bounded


class Slow:
    """An application that answers when it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.most = self.now = 0
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.go.wait(10)
        with self._lock:
            self.now -= 1
        start_response("200 OK", [])
        return [b"done"]


def ask(app: Bounded, path: str = "/") -> tuple[str, dict[str, str]]:
    """The status and the headers of one request."""
    seen: list[tuple[str, dict[str, str]]] = []
    list(app({"PATH_INFO": path}, lambda status, headers: seen.append((status, dict(headers)))))
    return seen[0]


def test_more_than_fit_are_turned_away_at_once() -> None:
    """Two at work, three in line: the sixth gets 503 with Retry-After while the others are answered in turn."""
    slow, shed = Slow(), []
    app = Bounded(slow, active=2, waiting=3, on_shed=lambda: shed.append(1))
    with ThreadPoolExecutor(5) as pool:
        inside = [pool.submit(ask, app) for _ in range(5)]
        while slow.now < 2 or app._inside < 5:
            threading.Event().wait(0.001)
        status, headers = ask(app)
        assert status.startswith("503")
        told = {headers["Retry-After"]} | {ask(app)[1]["Retry-After"] for _ in range(60)}
        assert told == {str(one) for one in bounded.RETRY_AFTER}
        assert ask(app, "/api/v1/articles")[1]["Content-Type"] == "application/problem+json"
        slow.go.set()
        assert [one.result()[0] for one in inside] == ["200 OK"] * 5
    assert len(shed) == 62 and slow.most == 2
    assert ask(app)[0] == "200 OK"


def test_health_is_answered_even_then() -> None:
    """A probe does not stand in line: a busy server is not a dead one."""
    slow = Slow()
    app = Bounded(slow, active=1, waiting=0, on_shed=lambda: None)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask, app)
        while slow.now < 1:
            threading.Event().wait(0.001)
        probe = pool.submit(ask, app, "/healthz")
        while slow.now < 2:
            threading.Event().wait(0.001)
        slow.go.set()
        assert first.result()[0] == probe.result()[0] == "200 OK"


def test_a_failing_request_gives_its_place_back() -> None:
    """An exception frees the slot."""

    def failing(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise ValueError

    app = Bounded(failing, active=1, waiting=0, on_shed=lambda: None)
    for _ in range(3):
        try:
            ask(app)
        except ValueError:
            continue
    assert app._inside == 0


class Dripping:
    """A body of which nothing comes until it is let go; then silence, or the rest."""

    def __init__(self) -> None:
        self.go, self.asked, self.comes = threading.Event(), threading.Event(), b""

    def read(self, _size: int) -> bytes:
        self.asked.set()
        self.go.wait(10)
        if not self.comes:
            raise TimeoutError
        return self.comes


def test_who_sends_slowly_holds_up_nobody() -> None:
    """With one place only, others are answered while a body is on its way; when it never comes, the answer is 408."""
    bodies: list[bytes] = []

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "wsgi.input" in environ:
            bodies.append(environ["wsgi.input"].read())
        start_response("200 OK", [])
        return []

    bounded_app = Bounded(app, active=1, waiting=5, on_shed=lambda: None)
    for comes, expected in ((b"text=abc", "200"), (b"", "408")):
        drip, seen = Dripping(), []
        drip.comes = comes
        environ = {"PATH_INFO": "/sign-in", "CONTENT_LENGTH": "8", "wsgi.input": drip}
        with ThreadPoolExecutor(1) as pool:
            slow = pool.submit(lambda: list(bounded_app(environ, lambda status, _h: seen.append(status))))  # noqa: B023
            drip.asked.wait(10)
            assert ask(bounded_app)[0] == "200 OK"
            drip.go.set()
            slow.result()
        assert seen[0].startswith(expected)
    assert bodies == [b"text=abc"]
