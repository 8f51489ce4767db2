"""HTTP to an engine: one deadline for a whole request, bounded answers, failures named, nothing secret said."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError

from i18nflow.engines.options import Options
from i18nflow.translate import Result, Status

MOST_BYTES = 4_000_000
_AGENT = "i18nflow"


class Failure(Exception):
    """A request that gave no usable answer: what became of it, in words that hold no key and no text."""

    def __init__(self, status: Status, detail: str, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.retry_after = retry_after

    def result(self) -> Result:
        """The failure as a result."""
        return Result(self.status, detail=self.detail, retry_after=self.retry_after)


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete answer with a status that says all is well."""

    body: bytes
    content_type: str
    url: str

    def text(self) -> str:
        """The body as text, strictly: engines speak UTF-8, and a guess would put wrong letters into a draft."""
        charset = "utf-8"
        for part in self.content_type.split(";")[1:]:
            name, _, value = part.strip().partition("=")
            if name.lower() == "charset" and value:
                charset = value.strip("\"' ")
        try:
            return self.body.decode(charset)
        except (UnicodeDecodeError, LookupError):
            raise Failure(Status.BAD_RESPONSE, "in the wrong encoding") from None

    def json(self) -> Any:
        """The body as JSON."""
        try:
            return json.loads(self.text())
        except (ValueError, RecursionError):
            raise Failure(Status.BAD_RESPONSE, "not JSON") from None


@dataclass
class Transport:
    """The way to one engine. Threads may share it; each takes a :meth:`line` of its own."""

    options: Options
    _probe: dict[str, tuple[float, bool]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __reduce__(self) -> tuple[type[Transport], tuple[Options]]:
        # Locks do not travel to another process.
        return (Transport, (self.options,))

    @contextmanager
    def line(self) -> Iterator[Line]:
        """A line for one thread and a few requests."""
        with requests.Session() as session:
            session.headers["User-Agent"] = _AGENT
            yield Line(self, session)

    def reach(self, url: str) -> None:
        """Raise :class:`Failure` where the host cannot be reached, after ``options.connect`` seconds at most.

        Looking up a name cannot be given a timeout, and without internet it may take half a minute: so it is
        done once in a thread that nobody waits for longer. An address in figures needs no such thing.
        """
        host, port = _first_hop(url)
        if not any(letter.isalpha() for letter in host.rpartition(".")[2]) or host == "localhost":
            return
        with self._lock:
            known = self._probe.get(host)
            if known is None or time.monotonic() - known[0] > 60:
                known = (time.monotonic(), _connects(host, port, self.options.connect))
                self._probe[host] = known
        if not known[1]:
            raise Failure(Status.OFFLINE, "cannot be reached")


class Line:
    """Requests to one engine by one thread."""

    def __init__(self, transport: Transport, session: requests.Session) -> None:
        self._transport = transport
        self._session = session

    def send(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        redirects: bool = False,
    ) -> Reply:
        """Send one request and give the whole answer. Raises :class:`Failure`."""
        options = self._transport.options
        self._transport.reach(url)
        with _Deadline(self._session, options.timeout) as deadline:
            try:
                response = self._session.request(
                    method, url, params=params, headers=headers, json=json, stream=True,
                    allow_redirects=redirects, timeout=(options.connect, options.timeout),
                )  # fmt: skip
                with response:
                    body = _body(response, deadline)
            except Failure:
                raise
            except (requests.RequestException, HTTPError, OSError, ValueError) as error:
                raise deadline.failure(error) from None
        if deadline.over:
            raise Failure(Status.TIMEOUT, "no whole answer in time")
        _raise_for_status(response, body)
        return Reply(body, response.headers.get("Content-Type", ""), response.url)


class _Deadline:
    """Closes the connections of a session when the time is up, so that not even a trickle keeps a thread."""

    def __init__(self, session: requests.Session, seconds: float) -> None:
        self.over = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        adapter = session.get_adapter("http://")
        if not isinstance(adapter, _Adapter):
            adapter = _Adapter()
            session.mount("http://", adapter)
            session.mount("https://", adapter)
        self._sockets = adapter.sockets

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def failure(self, error: Exception) -> Failure:
        """What an exception of the HTTP library means; its own words may hold the address with the text in it."""
        if self.over or isinstance(error, requests.Timeout) or "timed out" in str(error):
            if isinstance(error, requests.ConnectTimeout):
                return Failure(Status.OFFLINE, "cannot be reached")
            return Failure(Status.TIMEOUT, "no whole answer in time")
        if isinstance(error, requests.exceptions.SSLError):
            return Failure(Status.OFFLINE, "no secure connection")
        reason = getattr(error.args[0] if error.args else None, "reason", None)
        if isinstance(error, requests.exceptions.ProxyError) or isinstance(reason, NewConnectionError):
            return Failure(Status.OFFLINE, "cannot be reached")
        return Failure(Status.BAD_RESPONSE, "the connection broke off")

    def _end(self) -> None:
        self.over = True
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    """Remembers the sockets that its connections open."""

    def __init__(self) -> None:
        self.sockets: list[socket.socket] = []
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        sockets = self.sockets

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                sockets.append(self.sock)

        class Secure(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                sockets.append(self.sock)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}


def _body(response: requests.Response, deadline: _Deadline) -> bytes:
    """The whole body: what arrives is taken as it comes, and too much of it is refused."""
    parts: list[bytes] = []
    size = 0
    while not deadline.over:
        part = response.raw.read1(65536, decode_content=True)
        if not part:
            break
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise Failure(Status.BAD_RESPONSE, "far too long")
    return b"".join(parts)


def _raise_for_status(response: requests.Response, body: bytes) -> None:
    code = response.status_code
    if code in (200, 201, 204):
        return
    if code == 429 or (300 <= code < 400 and "sorry" in response.headers.get("Location", "")):
        raise Failure(
            Status.RATE_LIMITED, f"status {code}", _retry_after(response.headers.get("Retry-After"))
        )
    if code == 503 and "Retry-After" in response.headers:
        raise Failure(Status.RATE_LIMITED, f"status {code}", _retry_after(response.headers["Retry-After"]))
    if code == 400 and b"not supported" in body:
        raise Failure(Status.UNSUPPORTED_PAIR, f"status {code}")
    status = {
        401: Status.AUTH,
        402: Status.BUDGET,
        403: Status.AUTH,
        408: Status.TIMEOUT,
        413: Status.TOO_LONG,
        414: Status.TOO_LONG,
        456: Status.BUDGET,
    }.get(code, Status.BAD_RESPONSE)
    raise Failure(status, f"status {code}")


def _retry_after(value: str | None) -> float | None:
    """Seconds from a Retry-After header, which is a number or a date."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def _first_hop(url: str) -> tuple[str, int]:
    """The host and port that a request for ``url`` connects to: a proxy's, where one is set."""
    parts = urlsplit(url)
    proxy = get_environ_proxies(url).get(parts.scheme)
    if proxy:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _connects(host: str, port: int, seconds: float) -> bool:
    done: list[bool] = []

    def attempt() -> None:
        try:
            socket.create_connection((host, port), timeout=seconds).close()
        except OSError:
            return
        done.append(True)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(seconds)
    return bool(done)
