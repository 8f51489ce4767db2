"""Fetching an article from a web address: the only part of ingest that touches the network.

An address that a person types must not become a way into the machine's own network. Every name is resolved first,
every resolved address is judged, and the connection goes to the very address that was judged (so a name that
answers differently the second time gains nothing). Each redirect is judged anew.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from i18nflow.errors import InputError, Refused
from i18nflow.model import said

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

MAX_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
READABLE = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_AGENT = "i18nflow (article import)"
_PIECE = 1 << 16

_CARRIES_IPV4 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::ffff:0:0/96"))
# All of the public internet lies here (RFC 4291, 2.4); in 3fff::/20 nothing but examples (RFC 9637).
_INTERNET, _EXAMPLES = ipaddress.IPv6Network("2000::/3"), ipaddress.IPv6Network("3fff::/20")

Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address: the bytes, the address after redirects, and the content type as declared."""

    data: bytes
    final_url: str
    content_type: str


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host. Raises ``OSError``."""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        # Always this machine, whatever a resolver says, and where there is none (RFC 6761, 6.3).
        return ["127.0.0.1"]
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch(
    url: str,
    *,
    max_bytes: int = 20_000_000,
    timeout: float = 20.0,
    allow_private: bool = False,
    accept: Sequence[str] = READABLE,
    resolver: Resolver = resolve,
) -> Fetched:
    """What stands at ``url``, in at most ``timeout`` seconds and ``max_bytes`` bytes.

    Only http and https; private, loopback and other special addresses only with ``allow_private``. ``accept`` are
    the content types taken (a type may end in ``/``). Raises :class:`InputError` where it cannot be fetched,
    :class:`Refused` where it leads to an address that is not public.
    """
    deadline = time.monotonic() + timeout
    for _ in range(MAX_REDIRECTS + 1):
        parts = _checked(url)
        connection = _connect(parts, deadline, allow_private=allow_private, resolver=resolver)
        with closing(connection), closing(_ask(connection, parts, url)) as answer:
            if answer.status in _REDIRECTS and (location := answer.getheader("Location")):
                url = _redirected(url, location)
                continue
            declared = _accepted(answer, url, accept)
            return Fetched(_read(answer, url, max_bytes), url, declared)
    raise InputError(said("redirects more than {limit} times", limit=MAX_REDIRECTS), where=url)


def check(url: str) -> None:
    """Raise :class:`InputError` where ``url`` is not a web address that could be fetched."""
    _checked(url)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    timeout: float = 15.0,
    allow_private: bool = False,
    resolver: Resolver = resolve,
) -> int:
    """Send ``body`` to ``url``; the status of the answer, whatever it is. Redirects are not followed.

    Guarded as :func:`fetch` is: the name is resolved and judged, and the connection goes to what was judged.
    """
    deadline = time.monotonic() + timeout
    parts = _checked(url)
    connection = _connect(parts, deadline, allow_private=allow_private, resolver=resolver)
    with closing(connection), closing(_ask(connection, parts, url, body=body, headers=headers)) as answer:
        return answer.status


def is_this_machine(host: str) -> bool:
    """Whether ``host`` is a name or address that only this machine reaches."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet (IPv4 inside IPv6 counts as what it is)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        # 64:ff9b::/96 is translated to IPv4 (RFC 6052); where a network has a prefix of its own for that, nobody can see it.
        if any(ip in network for network in _CARRIES_IPV4):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip not in _INTERNET or ip in _EXAMPLES:
            return False
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise InputError(said("is not a web address"), where=url) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(said("is not a web address that begins with http:// or https://"), where=url)
    if parts.username or parts.password:
        raise InputError(
            said("holds a name or password; leave them out"), where=f"{parts.scheme}://{parts.hostname}"
        )
    if port == 0:
        raise InputError(said("has no usable port"), where=url)
    return parts


def _accepted(answer: http.client.HTTPResponse, url: str, accept: Sequence[str]) -> str:
    """The declared content type, if it is one of ``accept`` or not said."""
    if answer.status != 200:
        raise InputError(
            said("answers with status {status} {reason}", status=answer.status, reason=answer.reason),
            where=url,
        )
    declared = (answer.getheader("Content-Type") or "").strip()
    kind = declared.partition(";")[0].strip().lower()
    if kind and not any(kind == one or (one.endswith("/") and kind.startswith(one)) for one in accept):
        raise InputError(
            said("is of the kind '{kind}'; save it as a file and import that", kind=kind), where=url
        )
    return declared


def _redirected(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise InputError(said("redirects to what is not a web address"), where=url) from error


def _connect(
    parts: SplitResult, deadline: float, *, allow_private: bool, resolver: Resolver
) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
        addresses = resolver(host, port)
    except (OSError, ValueError) as error:
        raise InputError(said("there is no such host"), where=host) from error
    if not addresses:
        raise InputError(said("there is no such host"), where=host)
    if not allow_private and not all(is_public(address) for address in addresses):
        raise Refused(
            said("{host} leads to an address inside a private network; it is not fetched.", host=host)
        )
    failure: OSError | None = None
    for address in addresses:
        try:
            return _open(parts.scheme, host, address, port, deadline)
        except OSError as error:
            failure = error
    raise InputError(said("cannot be reached: {failure}", failure=failure), where=host) from failure


def _open(scheme: str, host: str, address: str, port: int, deadline: float) -> http.client.HTTPConnection:
    """A connection to ``address`` itself that speaks as if to ``host``."""
    raw = socket.create_connection((address, port), timeout=_left(deadline, host))
    # Its default port would be put into the Host header of an https request.
    connection = http.client.HTTPConnection(host, port)
    connection.default_port = 443 if scheme == "https" else 80
    try:
        if scheme == "https":
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    except (OSError, ValueError):
        raw.close()
        raise
    connection.sock = _Timed(raw, deadline, host)
    return connection


class _Timed:
    """A socket, as far as http.client uses one, that ends at a deadline however slowly bytes trickle in."""

    def __init__(self, raw: socket.socket, deadline: float, where: str) -> None:
        self._raw, self._deadline, self._where = raw, deadline, where
        self._is_read = False

    def sendall(self, data: bytes) -> None:
        """Send all of ``data``."""
        self._raw.settimeout(_left(self._deadline, self._where))
        self._raw.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What the other side sends, as a file; it closes the socket."""
        self._is_read = True
        return io.BufferedReader(_TimedReader(self._raw, self._deadline, self._where))

    def close(self) -> None:
        """Close the socket, unless an answer is still being read from it."""
        if not self._is_read:
            self._raw.close()


class _TimedReader(io.RawIOBase):
    def __init__(self, raw: socket.socket, deadline: float, where: str) -> None:
        super().__init__()
        self._raw, self._deadline, self._where = raw, deadline, where

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        self._raw.settimeout(_left(self._deadline, self._where))
        return self._raw.recv_into(buffer)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


def _ask(
    connection: http.client.HTTPConnection,
    parts: SplitResult,
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> http.client.HTTPResponse:
    host = connection.host if ":" not in connection.host else f"[{connection.host}]"
    port = "" if connection.port == connection.default_port else f":{connection.port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    )
    try:
        connection.request(
            "GET" if body is None else "POST",
            path,
            body,
            {"User-Agent": _AGENT, "Accept-Encoding": "identity", "Host": host + port, **(headers or {})},
        )
        return connection.getresponse()
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise InputError(
            said("did not answer: {reason}", reason=error or type(error).__name__), where=url
        ) from error


def _read(answer: http.client.HTTPResponse, url: str, max_bytes: int) -> bytes:
    announced = answer.length
    pieces: list[bytes] = []
    size = 0
    if announced is not None and announced > max_bytes:
        raise InputError(said("is larger than {limit} bytes", limit=f"{max_bytes:,}"), where=url)
    try:
        while piece := answer.read1(_PIECE):
            size += len(piece)
            if size > max_bytes:
                raise InputError(said("is larger than {limit} bytes", limit=f"{max_bytes:,}"), where=url)
            pieces.append(piece)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise InputError(
            said("broke off: {reason}", reason=error or type(error).__name__), where=url
        ) from error
    if announced is not None and size < announced:
        raise InputError(
            said("broke off after {size} of {announced} bytes", size=f"{size:,}", announced=f"{announced:,}"),
            where=url,
        )
    return b"".join(pieces)


def _left(deadline: float, where: str) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise InputError(said("took too long to answer"), where=where)
    return left
