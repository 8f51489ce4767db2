"""The real application over a workspace with one article, and programs that call it with a token."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from i18nflow.model import Role
from i18nflow.people import Scope, User
from i18nflow.workflow import people, tokens
from tests.web.conftest import LOCAL, SETTINGS, World


@dataclass
class Program:
    """A program with a token; it sends JSON and reads JSON."""

    client: FlaskClient
    token: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data: Any = body
        if body is not None and not isinstance(body, bytes):
            data, named["Content-Type"] = json.dumps(body), "application/json"
        elif isinstance(body, bytes):
            named["Content-Type"] = "application/octet-stream"
        return self.client.open(
            f"/api/v1{path}",
            method=method,
            data=data,
            headers={"Authorization": f"Bearer {self.token}", **self.headers, **named},
            buffered=True,
        )

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.call("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> TestResponse:
        return self.call("DELETE", path, **headers)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A workspace with one article of nine segments."""
    return World(tmp_path / "ws", SETTINGS)


def app_of(world: World, host: str = "localhost") -> Flask:
    """The application as it answers under ``host``."""
    return world.app(hosts={host})


def token_of(world: World, scope: Scope, role: Role = Role.ADMIN) -> str:
    """A token of somebody in ``role`` with this scope."""
    name = f"robot-{role}"
    with world.open() as ws:
        if ws.store.users.find("chief") is None:
            people.add(ws, User("chief", Role.ADMIN), LOCAL)
        chief = people.actor(ws, "chief")
        if ws.store.users.find(name) is None:
            people.add(ws, User(name, role), chief)
        return tokens.issue(ws, "tests", [scope], chief, user=name)[1]


@pytest.fixture
def program(world: World) -> Program:
    """A program that may do everything."""
    return Program(app_of(world).test_client(), token_of(world, Scope.ADMIN))


@contextmanager
def running(world: World) -> Iterator[str]:
    """The application on a loopback port of its own; its address."""
    server = make_server("127.0.0.1", 0, lambda *_: [b""], threaded=True, request_handler=Quiet)
    host = f"127.0.0.1:{server.server_port}"
    server.app = app_of(world, host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        settled(server.app)


def settled(app: Flask) -> None:
    """Wait for the pre-translations that the application has begun."""
    for work in app.extensions.get("i18nflow.background", []):
        work.join()


class Quiet(WSGIRequestHandler):
    """Says nothing per request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""
