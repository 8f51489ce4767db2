"""A newsroom with one person of each role, one article, and what an attacker needs: a client, a dump, a digest."""

from __future__ import annotations

import re
import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path

import argon2
import pytest
from flask import Flask
from flask.testing import FlaskClient

from i18nflow import config
from i18nflow.model import Actor, Role
from i18nflow.people import User, passwords
from i18nflow.webapp import create_app
from i18nflow.workflow import importing, people
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.workspace import Workspace, local_actor

PASSWORD = "zirgs baterija skava"
LANG = "en-GB"
SLUG = "ostas-zinas"
HOST = "localhost"
ARTICLE = """Ostas ziņas martā

Ostā martā ienāca 128 kuģi. Klasteris parakstīja līgumu par 45 200 EUR.

Osta ir atvērta. Gaidīsim viesus!
"""
# What is no content: who came in, who is where, how somebody likes the editor and their lists, what was given out to be compared.
BESIDE = {
    "audit",
    "session",
    "attempt",
    "export",
    "presence",
    "preference",
    "saved_view",
    "seen",
    "sqlite_sequence",
}


def cheap_digests(patch: pytest.MonkeyPatch) -> None:
    cheap = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    patch.setattr(passwords, "_hasher", cheap)
    patch.setattr(passwords, "_nobody", cheap.hash("nobody has this password"))


@pytest.fixture(autouse=True)
def _cheap_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_digests(monkeypatch)


class Newsroom:
    """A workspace on disk with accounts: each role is also a name."""

    def __init__(self, root: Path, keys: list[str]) -> None:
        self.root = root
        self.keys = keys

    @classmethod
    def made(cls, root: Path, settings: str) -> Newsroom:
        """A new one in ``root``."""
        local = local_actor("local")
        with workspaces.create(root, text=settings) as ws:
            importing.save(ws, importing.preview(ws, ARTICLE.encode(), f"{SLUG}.txt"), local)
            for role in (Role.ADMIN, Role.READER, Role.TRANSLATOR, Role.REVIEWER, Role.EDITOR):
                people.add(ws, User(str(role), role), local, password=PASSWORD)
            return cls(root, [one.key for one in ws.store.articles.segments(SLUG)])

    def copied(self, root: Path) -> Newsroom:
        """Another with the same in it; nobody has this one open."""
        shutil.copytree(self.root, root)
        return Newsroom(root, self.keys)

    def open(self) -> Workspace:
        return workspaces.open_at(self.root)

    def actor(self, role: Role) -> Actor:
        with self.open() as ws:
            return people.actor(ws, str(role))

    def app(self, **options) -> Flask:
        return create_app(
            self.open, secret=b"k" * 32, link_token=None, hosts={HOST}, actor=local_actor("local"), **options
        )

    def visitor(self, name: str | None = None, app: Flask | None = None) -> Visitor:
        visitor = Visitor((app or self.app()).test_client())
        if name:
            visitor.sign_in(name)
        return visitor

    def state(self) -> str:
        """A digest of everything that people made: tables and files."""
        digest = sha256()
        with sqlite3.connect(self.root / "i18nflow.db") as conn:
            for line in conn.iterdump():
                if not any(line.startswith(f'INSERT INTO "{name}"') for name in BESIDE):
                    digest.update(line.encode())
        conn.close()
        for path in sorted(self.root.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(self.root).parts)
            if path.is_file() and not hidden and not path.name.startswith("i18nflow.db"):
                digest.update(str(path).encode() + path.read_bytes())
        return digest.hexdigest()


class Visitor:
    """A browser without a browser: cookies, and the CSRF token of the page last seen."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.token = ""

    def get(self, address: str, **options):
        response = self.client.get(address, buffered=True, **options)
        found = (
            re.search(r'name="csrf" content="([^"]+)"', response.get_data(as_text=True))
            if response.mimetype == "text/html"
            else None
        )
        self.token = found[1] if found else self.token
        return response

    def post(self, address: str, data: dict[str, object] | None = None, **options):
        return self.client.post(
            address, buffered=True, data={"csrf_token": self.token, **(data or {})}, **options
        )

    def sign_in(self, name: str, password: str = PASSWORD):
        self.get("/sign-in")
        response = self.post("/sign-in", {"name": name, "password": password})
        assert response.status_code == 303, response.get_data(as_text=True)
        self.get("/")
        return response


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The newsroom that each test gets a copy of."""
    settings = config.template(base_url="https://osta.example.org", name="Osta")
    with pytest.MonkeyPatch.context() as patch:
        cheap_digests(patch)
        return Newsroom.made(tmp_path_factory.mktemp("pattern") / "ws", settings)


@pytest.fixture
def newsroom(pattern: Newsroom, tmp_path: Path) -> Newsroom:
    """A workspace with five people and an article."""
    return pattern.copied(tmp_path / "ws")
