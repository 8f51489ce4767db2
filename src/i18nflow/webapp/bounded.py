"""More requests than can be answered are turned away at once, with when to come again, instead of piling up."""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from io import BytesIO
from typing import Any

from i18nflow.webapp.headers import HEADERS, OWN_PAGES

RETRY_AFTER = range(2, 6)
"""Seconds after which a turned-away client may try again; each is told another number, so that they do not all come at once."""
PATIENCE = 5.0
"""The longest a request waits for its turn, in seconds."""
BODY = 2_000_000
"""The largest body in bytes that is read before the request takes a place; files of articles are larger."""
ARRIVAL = 30.0
"""The longest such a body may take to arrive, in seconds."""
SILENCE = 5.0
"""The longest it may pause meanwhile, in seconds."""
EXEMPT = ("/healthz", "/metrics", "/static/")
_OF_SEGMENT = re.compile(r"/segments/[^/]+/(?:.*/)?([^/]+)$")
"""What is done to one segment, here and in the REST interface."""
_LOOKS = frozenset({"check", "try"})
"""What is sent of a segment and writes nothing."""

Start = Callable[..., Any]


class Line(StrEnum):
    """What waits for the same places: pages; saves of a segment, done soon; every other act, which may take long."""

    PAGE = "page"
    SAVE = "save"
    ACT = "act"


class Bounded:
    """A WSGI application in front of ``app``: at most ``places`` requests of each line at work, ``waiting`` in all, per process.

    So a save does not wait for pages, and pages not for a long import. The next one, or one that has waited for
    :data:`PATIENCE`, gets 503 with ``Retry-After``; ``on_shed`` is told. The script keeps the text of a save that was
    turned away and sends it again, so nothing typed is lost.
    """

    def __init__(
        self,
        app: Callable[..., Iterable[bytes]],
        *,
        places: Mapping[Line, int],
        waiting: int,
        on_shed: Callable[[], None],
    ) -> None:
        self._app = app
        self._places = {line: threading.BoundedSemaphore(number) for line, number in places.items()}
        self._most = sum(places.values()) + waiting
        self._inside = 0
        self._lock = threading.Lock()
        self._on_shed = on_shed

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith(EXEMPT):
            return self._app(environ, start_response)
        with self._lock:
            room = self._inside < self._most
            self._inside += room
        if not room:
            return self._shed(environ, start_response)
        try:
            if not _arrived(environ):
                start_response("408 Request Timeout", [("Content-Length", "0"), ("Connection", "close")])
                return []
            places = self._places[_line(environ)]
            if not places.acquire(timeout=PATIENCE):
                return self._shed(environ, start_response)
            try:
                # A body that is made while it is sent (a stream of events) holds no place.
                return self._app(environ, start_response)
            finally:
                places.release()
        finally:
            with self._lock:
                self._inside -= 1

    def _shed(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        self._on_shed()
        if environ.get("PATH_INFO", "").startswith("/api/"):
            kind, body = (
                "application/problem+json",
                json.dumps({"title": "Too many requests at once", "status": 503}),
            )
        else:
            kind, body = (
                "text/plain; charset=utf-8",
                (
                    "The server has more to do than it can. Nothing has been lost: try again in a moment.\n"
                    "Serveris ir pārslogots. Nekas nav zaudēts: pēc brīža mēģiniet vēlreiz.\n"
                ),
            )
        data = body.encode()
        start_response(
            "503 Service Unavailable",
            [
                ("Content-Type", kind), ("Content-Length", str(len(data))),
                ("Retry-After", str(secrets.choice(RETRY_AFTER))), ("Cache-Control", "no-store"),
                ("Content-Security-Policy", OWN_PAGES), *HEADERS.items(),
            ],
        )  # fmt: skip
        return [data]


def _line(environ: dict[str, Any]) -> Line:
    """Where a request stands."""
    if environ.get("REQUEST_METHOD", "GET") in ("GET", "HEAD", "OPTIONS"):
        return Line.PAGE
    segment = _OF_SEGMENT.search(environ.get("PATH_INFO", ""))
    if segment is None:
        return Line.ACT
    return Line.PAGE if segment[1] in _LOOKS else Line.SAVE


def _arrived(environ: dict[str, Any]) -> bool:
    """Read a body of usual size, so that one who sends slowly waits in a thread to spare and not in a place; whether it came.

    gunicorn hands the socket on; its own reader waits for as long as a byte comes now and then.
    """
    length = str(environ.get("CONTENT_LENGTH") or "")
    if not length.isascii() or not length.isdigit() or not 0 < int(length) <= BODY:
        return True
    if (sock := environ.get("gunicorn.socket")) is not None:
        sock.settimeout(SILENCE)
    left, parts, end = int(length), [], time.monotonic() + ARRIVAL
    try:
        while left:
            part = environ["wsgi.input"].read(min(left, 1024))
            if not part or time.monotonic() > end:
                return False
            parts.append(part)
            left -= len(part)
    except OSError:
        return False
    finally:
        if sock is not None:
            sock.settimeout(None)
    environ["wsgi.input"] = BytesIO(b"".join(parts))
    return True
