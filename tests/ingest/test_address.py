"""Fetching addresses: what is fetched, and the ways into a private network that stay shut.

The servers are real ones on loopback; ``allow_private`` opens that one door for the tests that need an answer.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from i18nflow.errors import I18nFlowError, InputError, Refused
from i18nflow.ingest import address

PAGE = b"<html><body><h1>Tilts</h1></body></html>"
Answer = Callable[[BaseHTTPRequestHandler], None]


def send(handler: BaseHTTPRequestHandler, body: bytes = PAGE, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    own = {name.replace("_", "-"): value for name, value in headers.items()}
    shown = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **own}
    for name, value in shown.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving(answer: Answer, host: str = "127.0.0.1") -> Iterator[tuple[str, list[str]]]:
    """A server on loopback: its address, and the paths and hosts it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.headers['Host']}{self.path}")
            answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((host, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_page_is_fetched() -> None:
    """Bytes, final address and declared type come back."""
    with serving(send) as (at, asked):
        fetched = address.fetch(f"{at}/ziņas/tilts?a=ā b", allow_private=True)
    assert (fetched.data, fetched.content_type) == (PAGE, "text/html; charset=utf-8")
    assert asked[0].endswith("/zi%C5%86as/tilts?a=%C4%81%20b")


def test_redirects_are_followed_up_to_a_limit() -> None:
    """A few redirects lead on, relative ones too; a ring of them is an error."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        left = int(handler.path.strip("/"))
        send(handler) if left == 0 else send(handler, b"", 302, Location=f"/{left - 1}")

    with serving(answer) as (at, _):
        assert address.fetch(f"{at}/5", allow_private=True).final_url == f"{at}/0"
        with pytest.raises(InputError, match="redirects more than"):
            address.fetch(f"{at}/6", allow_private=True)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[::]",
    ],
)
def test_loopback_is_refused_in_every_spelling(host: str) -> None:
    """Decimal, hex, octal, short, IPv6 and mapped forms of one's own machine are refused, and it is never asked."""
    with serving(send) as (at, asked), pytest.raises(I18nFlowError):
        address.fetch(f"http://{host}:{at.rpartition(':')[2]}/")
    assert asked == []


@pytest.mark.parametrize(
    "ip",
    ["10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1",
     "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "::10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "64:ff9b:1::1", "2001:db8::1",
     "::ffff:0:10.0.0.1", "5f00::1", "3fff::1"],
)  # fmt: skip
def test_special_addresses_are_not_public(ip: str) -> None:
    """Private, link-local, carrier, multicast, reserved and translated addresses are none of the public internet."""
    assert not address.is_public(ip)


@pytest.mark.parametrize(
    "ip",
    ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_public_addresses_are_public(ip: str) -> None:
    """Ordinary addresses are, translated ones of them too."""
    assert address.is_public(ip)


def test_one_private_answer_among_several_refuses_the_host() -> None:
    """A name that resolves to a public and a private address is refused."""
    with pytest.raises(Refused):
        address.fetch("http://a.example/", resolver=lambda _host, _port: ["8.8.8.8", "10.0.0.1"])


def test_a_redirect_into_the_machine_is_refused() -> None:
    """Each redirect is judged anew: a page that sends us to loopback gets us nowhere."""
    with serving(send) as (inner, inner_asked):

        def answer(handler: BaseHTTPRequestHandler) -> None:
            send(handler, b"", 302, Location=f"{inner}/secret")

        with serving(answer, "127.0.0.9") as (outer, outer_asked):
            port = int(outer.rpartition(":")[2])
            with pytest.raises(Refused), pytest.MonkeyPatch.context() as patch:
                # The outer server plays a public one: only its own address counts as public here.
                patch.setattr(address, "is_public", lambda ip: ip == "127.0.0.9")
                address.fetch(
                    f"http://public.example:{port}/", resolver=_names({"public.example": "127.0.0.9"})
                )
    assert (len(outer_asked), inner_asked) == (1, [])


def test_a_name_is_resolved_once_and_the_judged_address_is_used() -> None:
    """DNS rebinding: the second answer of a resolver is never asked for, and the host keeps its name in the request."""
    answers = iter(["127.0.0.1", "10.0.0.1"])
    with serving(send) as (at, asked):
        port = at.rpartition(":")[2]
        fetched = address.fetch(
            f"http://ziņas.example:{port}/", allow_private=True, resolver=lambda _h, _p: [next(answers)]
        )
    assert fetched.data == PAGE
    assert asked[0].startswith("xn--")
    assert next(answers) == "10.0.0.1"


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "javascript:alert(1)", "//a.example/", "http://", "http://[", "http://a:99999/", "http://a:0/",
     "http://me:secret@a.example/", "http://a\x00b/", "data:text/html,x", "", "http://a.example:x/"],
)  # fmt: skip
def test_other_addresses_are_input_errors(url: str) -> None:
    """Other schemes, passwords and broken addresses are refused, and a password is not repeated."""
    with pytest.raises(InputError) as caught:
        address.fetch(url, resolver=_names({"a.example": "8.8.8.8"}))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://[", "gopher://x/", "http://u:p@x/"])
def test_redirects_to_other_kinds_of_address(location: str) -> None:
    """A redirect may not lead out of http and https either."""
    with (
        serving(lambda handler: send(handler, b"", 301, Location=location)) as (at, _),
        pytest.raises(InputError),
    ):
        address.fetch(at, allow_private=True)


@pytest.mark.parametrize("kind", ["application/pdf", "application/zip", "image/png", "video/mp4"])
def test_only_readable_kinds_are_taken(kind: str) -> None:
    """A PDF or picture where a page was expected is refused by its declared kind."""
    with (
        serving(lambda handler: send(handler, Content_Type=kind)) as (at, _),
        pytest.raises(InputError, match=kind),
    ):
        address.fetch(at, allow_private=True)


def test_pictures_are_taken_where_they_are_asked_for() -> None:
    """``accept`` widens what may come."""
    with serving(lambda handler: send(handler, b"x", Content_Type="image/png")) as (at, _):
        assert address.fetch(at, allow_private=True, accept=("image/",)).data == b"x"


def test_size_is_bounded_whether_announced_or_not() -> None:
    """Too many bytes are refused by what is announced, and by what arrives."""

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            return

    for answer in (lambda handler: send(handler, b"x" * 2000), endless):
        with serving(answer) as (at, _), pytest.raises(InputError, match="larger than 1,000"):
            address.fetch(at, allow_private=True, max_bytes=1000)


def test_errors_and_cut_off_answers() -> None:
    """A status other than 200, an answer shorter than announced and no answer are each one clear error."""
    for answer, words in (
        (lambda handler: send(handler, status=404), "404"),
        (lambda handler: send(handler, Content_Length="9999"), "broke off"),
        (lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n"), "did not answer"),
    ):
        with serving(answer) as (at, _), pytest.raises(InputError, match=words):
            address.fetch(at, allow_private=True)


def test_a_server_that_trickles_is_left_at_the_deadline() -> None:
    """The time is counted as a whole: bytes that come one by one do not renew it."""
    stop = threading.Event()

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        try:
            while not stop.wait(0.02):
                handler.wfile.write(b"x")
        except OSError:
            return

    with serving(trickle) as (at, _):
        try:
            with pytest.raises(InputError):
                address.fetch(at, allow_private=True, timeout=0.3)
        finally:
            stop.set()


def test_https_is_verified_against_the_name() -> None:
    """A server without a trusted certificate for the name is refused."""
    listener = socket.create_server(("127.0.0.1", 0))

    def plain() -> None:
        accepted, _ = listener.accept()
        with accepted:
            accepted.recv(100)
            accepted.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

    thread = threading.Thread(target=plain)
    thread.start()
    with listener, pytest.raises(InputError) as caught:
        address.fetch(
            f"https://a.example:{listener.getsockname()[1]}/",
            allow_private=True,
            resolver=_names({"a.example": "127.0.0.1"}),
        )
    thread.join()
    assert isinstance(caught.value.__cause__, ssl.SSLError | OSError)


def test_an_unknown_host_is_an_input_error() -> None:
    """A name without an address is named in the message."""
    with pytest.raises(InputError, match=r"nowhere\.example"):
        address.fetch("http://nowhere.example/", resolver=_names({}))


def _names(known: dict[str, str]) -> address.Resolver:
    def resolver(host: str, port: int) -> Sequence[str]:
        if host in known:
            return [known[host]]
        if host.replace(".", "").isdigit():
            return [host]
        raise OSError(f"no address for {host}:{port}")

    return resolver


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is judged is what is asked: a proxy would resolve the name again, and reach what it likes."""
    with serving(send) as (proxy, asked), serving(send) as (there, reached):
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy)
        address.fetch(f"{there}/", allow_private=True)
    assert asked == [] and len(reached) == 1
