"""Beyond its limit the server says when to come again, instead of falling over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from i18nflow.webapp import bounded
from i18nflow.webapp.bounded import Bounded, Line

ONE = dict.fromkeys(Line, 1)


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


def ask(app: Bounded, path: str = "/", method: str = "GET") -> tuple[str, dict[str, str]]:
    """The status and the headers of one request."""
    seen: list[tuple[str, dict[str, str]]] = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method}
    list(app(environ, lambda status, headers: seen.append((status, dict(headers)))))
    return seen[0]


def test_more_than_fit_are_turned_away_at_once() -> None:
    """Two at work, three in line: the sixth gets 503 with Retry-After while the others are answered in turn."""
    slow, shed = Slow(), []
    app = Bounded(slow, places={Line.PAGE: 2}, waiting=3, on_shed=lambda: shed.append(1))
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
    app = Bounded(slow, places={Line.PAGE: 1}, waiting=0, on_shed=lambda: None)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask, app)
        while slow.now < 1:
            threading.Event().wait(0.001)
        probe = pool.submit(ask, app, "/healthz")
        while slow.now < 2:
            threading.Event().wait(0.001)
        slow.go.set()
        assert first.result()[0] == probe.result()[0] == "200 OK"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/articles/a/en-GB/segments/k1/confirm"),
        ("POST", "/articles/a/en-GB/segments/k1/typed"),
        ("PUT", "/api/v1/segments/k1/targets/en-GB"),
    ],
)
def test_a_save_does_not_stand_behind_pages(method: str, path: str) -> None:
    """With every place for pages and acts taken a segment is written; a second one waits for the first; what reads waits for the pages."""
    slow, saves = Slow(), Slow()

    def either(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return (saves if environ["PATH_INFO"] == path else slow)(environ, start_response)

    app = Bounded(either, places=ONE, waiting=5, on_shed=lambda: None)
    check = "/articles/a/en-GB/segments/k1/check"
    asked = [("/", "GET"), ("/import", "POST"), (path, method), (path, method), (check, "POST")]
    with ThreadPoolExecutor(5) as pool:
        waiting = []
        for count, (where, how) in enumerate(asked, start=1):
            waiting.append(pool.submit(ask, app, where, how))
            while app._inside < count:
                threading.Event().wait(0.001)
        while (slow.now, saves.now) != (2, 1):
            threading.Event().wait(0.001)
        saves.go.set()
        assert [waiting[number].result()[0] for number in (2, 3)] == ["200 OK"] * 2
        assert saves.most == 1 and not any(waiting[number].done() for number in (0, 1, 4))
        slow.go.set()
        assert [waiting[number].result()[0] for number in (0, 1, 4)] == ["200 OK"] * 3
    assert slow.most == 2


def test_a_failing_request_gives_its_place_back() -> None:
    """An exception frees the slot."""

    def failing(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise ValueError

    app = Bounded(failing, places={Line.PAGE: 1}, waiting=0, on_shed=lambda: None)
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

    bounded_app = Bounded(app, places=ONE, waiting=5, on_shed=lambda: None)
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
