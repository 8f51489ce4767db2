"""Fetching an article from a web address: the only part of ingest that touches the network.

An address that a person types must not become a way into the machine's own network. Every name is resolved first,
every resolved address is judged, and the connection goes to the very address that was judged (so a name that
answers differently the second time gains nothing). Each redirect is judged anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from i18nflow.errors import InputError, Refused

MAX_REDIRECTS = 5
READABLE = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_AGENT = "i18nflow (article import)"
_PIECE = 1 << 16

Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address: the bytes, the address after redirects, and the content type as declared."""

    data: bytes
    final_url: str
    content_type: str


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host. Raises ``OSError``."""
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
        try:
            answer = _ask(connection, parts, url)
            if answer.status in (301, 302, 303, 307, 308) and answer.getheader("Location"):
                url = urljoin(url, answer.getheader("Location") or "")
                continue
            if answer.status != 200:
                raise InputError(f"answers with status {answer.status} {answer.reason}", where=url)
            declared = (answer.getheader("Content-Type") or "").strip()
            kind = declared.partition(";")[0].strip().lower()
            if kind and not any(
                kind == one or (one.endswith("/") and kind.startswith(one)) for one in accept
            ):
                raise InputError(f"is of the kind '{kind}'; save it as a file and import that", where=url)
            return Fetched(_read(answer, url, max_bytes, deadline), url, declared)
        finally:
            connection.close()
    raise InputError(f"redirects more than {MAX_REDIRECTS} times", where=url)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet (IPv4 inside IPv6 counts as what it is)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        # 64:ff9b::/96 translates to IPv4 as well (RFC 6052).
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise InputError("is not a web address", where=url) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("is not a web address that begins with http:// or https://", where=url)
    if parts.username or parts.password:
        raise InputError(
            "holds a name or password; leave them out", where=f"{parts.scheme}://{parts.hostname}"
        )
    if port == 0:
        raise InputError("has no usable port", where=url)
    return parts


def _connect(
    parts: SplitResult, deadline: float, *, allow_private: bool, resolver: Resolver
) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        addresses = resolver(host.encode("idna").decode("ascii") if not host.isascii() else host, port)
    except (OSError, UnicodeError) as error:
        raise InputError("there is no such host", where=host) from error
    if not addresses:
        raise InputError("there is no such host", where=host)
    if not allow_private and not all(is_public(address) for address in addresses):
        raise Refused(f"{host} leads to an address inside a private network; it is not fetched.")
    failure: OSError | None = None
    for address in addresses:
        try:
            return _open(parts.scheme, host, address, port, _left(deadline, host))
        except OSError as error:
            failure = error
    raise InputError(f"cannot be reached: {failure}", where=host) from failure


def _open(scheme: str, host: str, address: str, port: int, timeout: float) -> http.client.HTTPConnection:
    """A connection to ``address`` itself that speaks as if to ``host``."""
    raw = socket.create_connection((address, port), timeout=timeout)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    if scheme == "https":
        try:
            connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        except OSError:
            raw.close()
            raise
    else:
        connection.sock = raw
    return connection


def _ask(connection: http.client.HTTPConnection, parts: SplitResult, url: str) -> http.client.HTTPResponse:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    )
    try:
        connection.request(
            "GET", path, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity", "Host": parts.netloc}
        )
        return connection.getresponse()
    except (OSError, http.client.HTTPException) as error:
        raise InputError(f"did not answer: {error or type(error).__name__}", where=url) from error


def _read(answer: http.client.HTTPResponse, url: str, max_bytes: int, deadline: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := answer.read1(_PIECE):
            size += len(piece)
            if size > max_bytes:
                raise InputError(f"is larger than {max_bytes // 1_000_000} MB", where=url)
            _left(deadline, url)
            pieces.append(piece)
    except (OSError, http.client.HTTPException) as error:
        raise InputError(f"broke off: {error or type(error).__name__}", where=url) from error
    return b"".join(pieces)


def _left(deadline: float, where: str) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise InputError("took too long to answer", where=where)
    return left
