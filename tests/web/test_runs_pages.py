"""Pre-translation from the browser: begun, followed, stopped, gone on with; the same for every worker."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from i18nflow.model import Actor
from i18nflow.store import RunState
from i18nflow.webapp.background import THREAD
from i18nflow.workflow import runs
from tests.engines import server as services
from tests.engines.server import Service
from tests.web.conftest import (
    LANG,
    LOCAL,
    PLACE,
    SETTINGS,
    SLUG,
    TOKEN,
    TRANSLATIONS,
    Desk,
    Server,
    Visitor,
    World,
)  # fmt: skip

COUNT = len(TRANSLATIONS)
PAGE = f"{PLACE}pretranslate/"
ENGINES = """
[engines.libretranslate]
url = "{url}"
timeout = 60.0
wait = 0.005
batch = 1
"""


@pytest.fixture
def service() -> Iterator[Service]:
    """A LibreTranslate on loopback."""
    made, httpd = services.start()
    yield made
    services.stop(made, httpd)


class Gate:
    """Lets the service answer so many requests, and no more until it is told."""

    def __init__(self, service: Service, answers: int) -> None:
        self._free = threading.Semaphore(answers)
        self._open = False
        service.translate = self

    def __call__(self, text: str) -> str:
        if not self._open:
            assert self._free.acquire(timeout=30)
        return services.translated(text)

    def open(self) -> None:
        self._open = True
        self._free.release(100)


@pytest.fixture
def world(tmp_path: Path, service: Service) -> Iterator[World]:
    """The workspace of the web tests, with an engine."""
    settings = SETTINGS.replace("order = []", 'order = ["libretranslate"]') + ENGINES.format(url=service.url)
    yield World(tmp_path / "ws", settings)
    finish()


def finish() -> None:
    """Wait for the threads that translate: none outlives its test."""
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join(30)
            assert not thread.is_alive()


def latest(world: World):
    with world.open() as ws:
        run = ws.store.runs.latest(SLUG, LANG)
        assert run is not None
        return run


def test_the_page_says_beforehand_what_it_takes(visitor: Visitor, service: Service) -> None:
    """Segments, where the text goes, requests, characters and cost; nobody is asked for that."""
    page = visitor.get(PAGE).get_data(as_text=True)
    assert f"{COUNT} segments are untranslated." in page
    assert "stays here" in page
    assert service.seen == []


def test_it_begins_by_a_plain_form_and_is_done(visitor: Visitor, world: World) -> None:
    """No script needed: begin, look again, see the drafts."""
    assert visitor.post(PAGE).status_code == 303
    finish()
    page = visitor.get(PAGE).get_data(as_text=True)
    assert f"{COUNT} drafts by machine" in page
    assert 'hx-trigger="every' not in page
    assert world.target("Osta ir atvērta.").text
    assert latest(world).actor == "Ilze"


def test_a_second_beginning_is_refused(visitor: Visitor, world: World, service: Service) -> None:
    """Whoever comes second is told who is at it."""
    with world.open() as ws, runs.at_work(ws, runs.begin(ws, SLUG, LANG, Actor("Juris", LOCAL.roles))):
        answer = visitor.post(PAGE)
        assert answer.status_code == 422
        assert "being pre-translated by Juris" in answer.get_data(as_text=True)
        assert "Being pre-translated by Juris" in visitor.get(PLACE).get_data(as_text=True)
    assert service.seen == []


def test_another_worker_sees_and_stops_it(visitor: Visitor, world: World, service: Service) -> None:
    """Each application below stands for a worker process: all they share is the database."""
    gate = Gate(service, 3)
    other = world.app().test_client()
    other.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    other.get(f"/open/{TOKEN}")
    elsewhere = Visitor(other)
    visitor.post(PAGE)
    _until(lambda: latest(world).done > 0)
    assert "under way" in elsewhere.get(f"{PAGE}state").get_data(as_text=True)
    assert elsewhere.post(f"{PAGE}stop").status_code == 303
    gate.open()
    finish()
    run = latest(world)
    assert (run.state, run.stop_asked_by) == (RunState.STOPPED, "Ilze")
    assert run.done < COUNT
    page = visitor.get(PAGE).get_data(as_text=True)
    assert "Go on" in page
    visitor.post(PAGE)
    finish()
    assert world.target("Gaidīsim viesus!").text
    assert sorted(service.texts) == sorted(set(service.texts))


def test_a_killed_run_can_be_gone_on_with(visitor: Visitor, world: World) -> None:
    """Its process is gone: the page says so, and the next run takes over."""
    with world.open() as ws:
        begun = runs.begin(ws, SLUG, LANG, LOCAL)
        begun.hold.release()
    assert "interrupted" in visitor.get(PAGE).get_data(as_text=True)
    visitor.post(PAGE)
    finish()
    assert latest(world).state is RunState.DONE


def test_a_new_article_is_saved_and_pre_translated(visitor: Visitor, world: World) -> None:
    """One press after the preview."""
    sent = visitor.post("/new", {"text": "Jaunas ziņas\n\nOsta ir slēgta."})
    page = visitor.get(sent.location).get_data(as_text=True)
    assert "Save and pre-translate" in page
    kept = {"block-0": "on", "title": "Jaunas ziņas", "pretranslate": "1"}
    saved = visitor.post(sent.location, kept)
    assert saved.location.endswith(f"/articles/jaunas-zinas/{LANG}/pretranslate/")
    finish()
    with world.open() as ws:
        assert {row.target.origin for row in ws.store.targets.rows("jaunas-zinas", LANG)} == {"machine"}


def test_it_is_followed_and_stopped_in_the_browser(desk: Desk, world: World, service: Service) -> None:
    """The bar moves by itself, stopping takes one press, and the article shows the strip meanwhile."""
    gate = Gate(service, 3)
    page = desk.go(PAGE)
    page.get_by_role("button", name="Pre-translate").click()
    expect(page.get_by_role("heading", name="Under way")).to_be_visible()
    bar = page.get_by_role("progressbar")
    expect(bar).not_to_have_attribute("value", "0", timeout=8000)
    page.get_by_role("link", name="To the article: it goes on meanwhile").click()
    expect(page.locator("#run-strip")).to_contain_text("Being pre-translated by Ilze")
    page.get_by_role("link", name="Look closer or stop it").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#run-state")).to_contain_text("stopping")
    gate.open()
    expect(page.locator("#run-state")).to_contain_text("stopped", timeout=8000)
    expect(page.get_by_role("button", name="Go on")).to_have_count(0)
    finish()
    page.reload()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#run-state")).to_contain_text("done", timeout=8000)
    finish()
    assert latest(world).state is RunState.DONE


def test_the_strip_offers_the_drafts_at_the_end(server: Server, desk: Desk, service: Service) -> None:
    """Nothing is drawn anew under the hand of somebody who types: a link shows the drafts."""
    gate = Gate(service, 3)
    page = desk.go(PAGE)
    page.get_by_role("button", name="Pre-translate").click()
    expect(page.get_by_role("heading", name="Under way")).to_be_visible()
    desk.go(PLACE)
    expect(page.locator("#run-strip")).to_be_visible()
    gate.open()
    page.get_by_role("link", name="Show the drafts").click(timeout=15000)
    expect(page.locator(".seg.draft").first).to_be_visible()
    finish()


def _until(holds) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)
