"""A workspace with an article of its own, the application over it, and a client that has come in by the link."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from i18nflow import config
from i18nflow.model import LOCAL_ROLES, Actor
from i18nflow.webapp import create_app
from i18nflow.workflow import importing, workspace
from i18nflow.workflow.workspace import Workspace

ARTICLE = """Ostas ziņas martā

Autors: Ostas birojs

Ostā martā ienāca 128 kuģi. Klasteris parakstīja līgumu par 45 200 EUR.

Darbi aprīlī

• krasta stiprināšana;
• jauna noliktava 3. piestātnē.

Osta ir atvērta. Gaidīsim viesus!
"""
GLOSSARY = "source,target,status\r\nklasteris,cluster,preferred\r\npiestātne,berth,preferred\r\n"
SLUG = "ostas-zinas"
LANG = "en-GB"
PLACE = f"/articles/{SLUG}/{LANG}/"
TOKEN = "once-only"
HOST = "localhost"

# Each language and each theme once in every run; the other two pairs in the drill.
LOOKS = pytest.mark.parametrize(
    ("lang", "scheme"),
    [
        ("en-GB", "light"),
        ("lv-LV", "dark"),
        pytest.param("en-GB", "dark", marks=pytest.mark.drill),
        pytest.param("lv-LV", "light", marks=pytest.mark.drill),
    ],
)

TRANSLATIONS = {
    "Ostas ziņas martā": "Port news in March",
    "Ostā martā ienāca 128 kuģi.": "In March, 128 ships called at the port.",
    "Klasteris parakstīja līgumu par 45 200 EUR.": "The cluster signed a contract for EUR 45,200.",
    "Darbi aprīlī": "Work in April",
    "krasta stiprināšana;": "reinforcing the bank;",
    "jauna noliktava 3. piestātnē.": "a new warehouse at berth 3.",
    "Osta ir atvērta.": "The port is open.",
    "Gaidīsim viesus!": "We look forward to visitors!",
}


class World:
    """A workspace on disk and what tests ask of it."""

    def __init__(self, root: Path, settings: str) -> None:
        self.root = root
        with workspace.create(root, text=settings) as ws:
            (root / "glossary.csv").write_text(GLOSSARY, encoding="utf-8", newline="")
            importing.save(ws, importing.preview(ws, ARTICLE.encode(), f"{SLUG}.txt"), LOCAL)

    def open(self) -> Workspace:
        return workspace.open_at(self.root)

    def app(self, *, hosts: set[str] | None = None, name: str = "Ilze", token: str | None = TOKEN) -> Flask:
        return create_app(
            self.open,
            secret=name.encode() * 8,
            link_token=token,
            hosts=hosts or {HOST},
            actor=Actor(name, LOCAL_ROLES),
        )

    def segments(self) -> dict[str, str]:
        """Segment keys by source text."""
        with self.open() as ws:
            return {one.text: one.key for one in ws.store.articles.segments(SLUG)}

    def target(self, source: str, lang: str = LANG):
        with self.open() as ws:
            return ws.store.targets.row(self.segments()[source], lang).target


LOCAL = Actor("Ilze", LOCAL_ROLES)
SETTINGS = config.template(base_url="https://osta.example.org", name="Osta")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A workspace with one article of nine segments."""
    return World(tmp_path / "ws", SETTINGS)


class Visitor:
    """A client that sends the CSRF token of the page it is on."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.token = ""

    def get(self, address: str, **options):
        response = self.client.get(address, buffered=True, **options)
        if response.mimetype == "text/html" and "Content-Encoding" not in response.headers:
            found = re.search(r'name="csrf" content="([^"]+)"', response.get_data(as_text=True))
            self.token = found[1] if found else self.token
        return response

    def post(self, address: str, data: dict[str, object] | None = None, **options):
        if not self.token:
            self.get("/")
        return self.client.post(
            address, buffered=True, data={"csrf_token": self.token, **(data or {})}, **options
        )


@pytest.fixture
def visitor(world: World) -> Visitor:
    """Somebody who came in by the link and reads English."""
    client = world.app().test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert client.get(f"/open/{TOKEN}").status_code == 303
    return Visitor(client)


# --- A real browser against a real server


class Server:
    """The application on a loopback port of its own, in a thread."""

    def __init__(self, world: World, name: str = "Ilze") -> None:
        self.world = world
        self.name = name
        self._start(0)

    def _start(self, port: int) -> None:
        self._server = make_server("127.0.0.1", port, lambda *_: [b""], threaded=True)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self._server.app = self.world.app(hosts={self.base.removeprefix("http://")}, name=self.name)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()

    def start_again(self) -> None:
        """A new process of the server, so to speak: the same address, the same key of the sessions."""
        self._start(int(self.base.rpartition(":")[2]))


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    running = Server(world)
    yield running
    running.close()


class Desk:
    """One person's browser window, signed in; console errors fail the test."""

    def __init__(self, browser: Browser, server: Server, **options: object) -> None:
        self.context: BrowserContext = browser.new_context(**({"locale": "en-GB"} | options))
        self.context.set_default_timeout(8000)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.base = server.base
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def come_in(self) -> Page:
        self.page.goto(f"{self.base}/open/{TOKEN}")
        return self.page

    def go(self, address: str) -> Page:
        self.page.goto(self.base + address)
        return self.page


@pytest.fixture
def desk(browser: Browser, server: Server) -> Iterator[Desk]:
    """A signed-in browser window."""
    made = Desk(browser, server)
    made.come_in()
    yield made
    made.context.close()
    assert made.errors == []
