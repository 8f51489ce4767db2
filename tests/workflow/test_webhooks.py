"""Webhooks: what is told, once and after it is stored; signed; tried again; never into a private network."""

from __future__ import annotations

import base64
import hmac
import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from i18nflow import config
from i18nflow.errors import EngineUnavailable, InputError, Refused
from i18nflow.model import Actor, Role
from i18nflow.store import Webhook
from i18nflow.workflow import catalogs, importing, publishing, reviewing, telling, webhooks
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.webhooks import BACKOFF, WANTED, EventKind
from i18nflow.workflow.workspace import Workspace
from tests.conftest import Clock

SLUG, LANG, URL = "zinas", "en-GB", "https://cms.example.org/hook"


class Post:
    """Takes what would be sent, and answers as told."""

    def __init__(self, *answers: int) -> None:
        self.sent: list[dict[str, Any]] = []
        self._answers = list(answers)

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.sent.append(json.loads(body) | {"url": url, "headers": dict(headers)})
        return self._answers.pop(0) if self._answers else 200

    @property
    def kinds(self) -> list[str]:
        return [one["type"] for one in self.sent]


@pytest.fixture
def article(workspace: Workspace, actor: Actor) -> Workspace:
    """A workspace with an article of two segments."""
    importing.save(workspace, importing.preview(workspace, b"Osta\n\nOsta ir vala.\n", f"{SLUG}.txt"), actor)
    return workspace


def hook(ws: Workspace, actor: Actor, *kinds: EventKind) -> Webhook:
    return webhooks.add(ws, URL, kinds or WANTED, actor).webhook


def confirm_all(ws: Workspace, actor: Actor) -> None:
    for row in ws.store.targets.rows(SLUG, LANG):
        reviewing.confirm(ws, Move(row.segment.key, row.target.version), LANG, "The port.", actor)


def test_an_approval_a_readiness_and_a_publication_are_told_once(article: Workspace, actor: Actor) -> None:
    """Each in an event of its own; another round has nothing to say."""
    hook(article, actor)
    post = Post()
    confirm_all(article, actor)
    assert webhooks.deliver(article, post).delivered == 2
    assert post.kinds == ["segments.approved", "article.ready"]
    assert {one["by"] for one in post.sent[0]["data"]["segments"]} == {"Anna"}
    publishing.publish_articles(article, [SLUG], [LANG], actor)
    webhooks.deliver(article, post)
    assert post.sent[2]["data"]["status"] == "published"
    publishing.unpublish(article, SLUG, [LANG], actor)
    webhooks.deliver(article, post)
    assert post.kinds[2:] == ["edition.published", "edition.withdrawn"]
    assert webhooks.deliver(article, post) == webhooks.Outcome()


def test_what_comes_by_a_catalog_is_told_too(article: Workspace, actor: Actor) -> None:
    """The way a change came does not matter."""
    hook(article, actor, EventKind.APPROVED)
    text = catalogs.export_po(article, SLUG, LANG).decode()
    text = text.replace('msgid "Osta"\nmsgstr ""', 'msgid "Osta"\nmsgstr "Port"')
    catalogs.import_catalog(article, text.encode(), "x.po", actor, as_approved=True)
    post = Post()
    webhooks.deliver(article, post)
    assert [len(one["data"]["segments"]) for one in post.sent] == [1]


def test_what_was_true_before_is_no_news(article: Workspace, actor: Actor) -> None:
    """A webhook is told of what happens after it was added."""
    confirm_all(article, actor)
    hook(article, actor)
    assert webhooks.deliver(article, Post()).events == 0


def test_only_the_wanted_kinds_are_told(article: Workspace, actor: Actor) -> None:
    """One webhook for the CMS, another for the statistics."""
    hook(article, actor, EventKind.READY)
    post = Post()
    confirm_all(article, actor)
    webhooks.deliver(article, post)
    assert post.kinds == ["article.ready"]


def test_a_delivery_is_signed(article: Workspace, actor: Actor) -> None:
    """By the Standard Webhooks specification: HMAC-SHA256 over id, time and body, checked here by hand."""
    made = webhooks.add(article, URL, [EventKind.READY], actor)
    seen: list[tuple[bytes, Mapping[str, str]]] = []

    def post(_url: str, body: bytes, headers: Mapping[str, str]) -> int:
        seen.append((body, headers))
        return 204

    confirm_all(article, actor)
    webhooks.deliver(article, post)
    ((body, headers),) = seen
    key = base64.b64decode(made.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert len(key) == 32


def test_a_failure_is_tried_again_later_and_later(article: Workspace, actor: Actor, clock: Clock) -> None:
    """The same event with the same id each time, after growing pauses; then it is given up and can be seen."""
    made = hook(article, actor, EventKind.READY)
    confirm_all(article, actor)
    post = Post(*[500] * 100)
    assert webhooks.deliver(article, post).failed == 1
    assert webhooks.deliver(article, post).failed == 0, "not at once"
    for pause in BACKOFF:
        clock.at += pause
        webhooks.deliver(article, post)
    clock.at += timedelta(days=30)
    webhooks.deliver(article, post)
    assert len(post.sent) == 1 + len(BACKOFF)
    assert len({one["headers"]["webhook-id"] for one in post.sent}) == 1
    (delivery,) = article.store.webhooks.deliveries(made.id)
    assert (delivery.state, delivery.status, delivery.problem) == (
        "given-up",
        500,
        "answered with status 500",
    )


def test_no_answer_is_a_failure_like_others(article: Workspace, actor: Actor, clock: Clock) -> None:
    """One that cannot be reached does not stop the others; it arrives when it is back."""

    def gone(_url: str, _body: bytes, _headers: Mapping[str, str]) -> int:
        raise EngineUnavailable("cms.example.org: cannot be reached")

    made = hook(article, actor, EventKind.READY)
    confirm_all(article, actor)
    assert webhooks.deliver(article, gone).failed == 1
    clock.at += timedelta(minutes=1)
    assert webhooks.deliver(article, Post()).delivered == 1
    assert article.store.webhooks.deliveries(made.id)[0].state == "delivered"


def test_a_killed_delivery_is_made_by_the_next_one(article: Workspace, actor: Actor, clock: Clock) -> None:
    """Claimed and not done: after a few minutes it is due again."""

    def killed(_url: str, _body: bytes, _headers: Mapping[str, str]) -> int:
        raise KeyboardInterrupt

    hook(article, actor, EventKind.READY)
    confirm_all(article, actor)
    with pytest.raises(KeyboardInterrupt):
        webhooks.deliver(article, killed)
    post = Post()
    webhooks.deliver(article, post)
    assert post.sent == []
    clock.at += webhooks.LEASE
    webhooks.deliver(article, post)
    assert post.kinds == ["article.ready"]


def test_what_is_gone_is_told_nothing_more(article: Workspace, actor: Actor) -> None:
    """410 switches the webhook off."""
    made = hook(article, actor)
    confirm_all(article, actor)
    webhooks.deliver(article, Post(410))
    assert "410" in article.store.webhooks.get(made.id).disabled_reason


def test_what_changed_and_changed_back_between_two_rounds_is_told_as_it_is(
    article: Workspace, actor: Actor
) -> None:
    """Ready and no longer ready before anybody looked: the approvals are told, readiness is not claimed."""
    hook(article, actor)
    confirm_all(article, actor)
    (row, *_) = article.store.targets.rows(SLUG, LANG)
    reviewing.reject(article, Move(row.segment.key, row.target.version), LANG, "tone", actor)
    post = Post()
    webhooks.deliver(article, post)
    assert post.kinds == ["segments.approved"]


def test_texts_that_changed_between_two_rounds_are_announced_again(article: Workspace, actor: Actor) -> None:
    """Ready, told; taken back and approved otherwise before anybody looked: whoever took the old text hears of it."""
    hook(article, actor, EventKind.READY)
    post = Post()
    confirm_all(article, actor)
    webhooks.deliver(article, post)
    (row, *_) = article.store.targets.rows(SLUG, LANG)
    move = Move(row.segment.key, row.target.version)
    rejected = reviewing.reject(article, move, LANG, "tone", actor)
    reviewing.confirm(article, Move(row.segment.key, rejected.version), LANG, "The harbour.", actor)
    webhooks.deliver(article, post)
    assert webhooks.deliver(article, post).events == 0
    assert post.kinds == ["article.ready", "article.ready"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.org/", "https://user:pw@x.org/", "cms"])
def test_only_web_addresses_are_taken(url: str, article: Workspace, actor: Actor) -> None:
    """A sentence says what is wrong with the address."""
    with pytest.raises(InputError):
        webhooks.add(article, url, WANTED, actor)


def test_adding_one_takes_an_admin(article: Workspace) -> None:
    """What leaves the house is decided by who runs it."""
    with pytest.raises(Refused):
        webhooks.add(article, URL, WANTED, Actor("Ed", frozenset({Role.EDITOR})))


# --- A real server


class Hook(BaseHTTPRequestHandler):
    got: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers["webhook-id"], body))  # type: ignore[attr-defined]
        self.send_response(302 if self.path == "/moved" else 204)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        getattr(self.server, "arrived", threading.Event()).set()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    running.got = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def address(server: ThreadingHTTPServer, path: str = "/hook") -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def test_it_goes_over_the_wire(
    server: ThreadingHTTPServer, tmp_path: Path, clock: Clock, actor: Actor
) -> None:
    """A test event arrives at a server on this machine, where the settings allow private addresses."""
    text = config.template() + "\n[webhooks]\nprivate_addresses = true\n"
    with workspaces.create(tmp_path / "w", text=text, clock=clock) as ws:
        made = webhooks.add(ws, address(server), WANTED, actor).webhook
        event = webhooks.test(ws, made.id, actor)
        assert webhooks.deliver(ws).delivered == 1
    ((told, body),) = server.got  # type: ignore[attr-defined]
    assert (told, json.loads(body)["type"]) == (event.id, "test")


def test_a_process_that_serves_delivers_by_itself(
    server: ThreadingHTTPServer, tmp_path: Path, clock: Clock, actor: Actor
) -> None:
    """In a thread of its own, with a connection of its own; it ends with the block."""
    text = config.template() + "\n[webhooks]\nprivate_addresses = true\n"
    with workspaces.create(tmp_path / "w", text=text, clock=clock) as ws:
        webhooks.test(ws, webhooks.add(ws, address(server), WANTED, actor).webhook.id, actor)
    arrived = threading.Event()
    server.arrived = arrived  # type: ignore[attr-defined]
    with telling.running(lambda: workspaces.open_at(tmp_path / "w"), every=0.01):
        assert arrived.wait(30)
    assert not [one for one in threading.enumerate() if one.name == "webhooks"]


@pytest.mark.parametrize("workers", [0, 1])
def test_serve_delivers(
    server: ThreadingHTTPServer, tmp_path: Path, clock: Clock, actor: Actor, workers: int
) -> None:
    """The command as a newsroom starts it, alone and with workers: what is due arrives without cron."""
    text = config.template() + "\n[webhooks]\nprivate_addresses = true\n"
    server.arrived = arrived = threading.Event()  # type: ignore[attr-defined]
    with workspaces.create(tmp_path / "w", text=text, clock=clock) as ws:
        webhooks.test(ws, webhooks.add(ws, address(server), WANTED, actor).webhook.id, actor)
    serving = subprocess.Popen(
        [sys.executable, "-m", "i18nflow", "-w", str(tmp_path / "w"), "serve", "--port", "0", "--workers", str(workers)],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert arrived.wait(60)
    finally:
        serving.terminate()
        serving.wait(60)


def test_a_redirect_is_not_followed(
    server: ThreadingHTTPServer, tmp_path: Path, clock: Clock, actor: Actor
) -> None:
    """It is a failure that says its status: where events go is decided here and nowhere else."""
    text = config.template() + "\n[webhooks]\nprivate_addresses = true\n"
    with workspaces.create(tmp_path / "w", text=text, clock=clock) as ws:
        made = webhooks.add(ws, address(server, "/moved"), WANTED, actor).webhook
        webhooks.test(ws, made.id, actor)
        assert webhooks.deliver(ws).failed == 1
        assert ws.store.webhooks.deliveries(made.id)[0].status == 302
    assert len(server.got) == 1  # type: ignore[attr-defined]


def test_private_networks_are_not_reached(
    server: ThreadingHTTPServer, article: Workspace, actor: Actor
) -> None:
    """The address is judged when something is sent, not only when it is added: names can move."""
    made = webhooks.add(article, address(server), WANTED, actor).webhook
    webhooks.test(article, made.id, actor)
    assert webhooks.deliver(article).failed == 1
    assert "private network" in article.store.webhooks.deliveries(made.id)[0].problem
    assert server.got == []  # type: ignore[attr-defined]
