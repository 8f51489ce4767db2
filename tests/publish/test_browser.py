"""The pages in a real Chromium: accessible, without sideways scroll, usable without a script, printing side by side."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from i18nflow import publish
from i18nflow.model import PublicationStatus, State
from i18nflow.publish import ArticleView, Correction, Entry, Making, search
from tests.publish import examples

pytestmark = pytest.mark.browser

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
PARALLEL = "lv-en/2024/par-lielupi-atklats-tilts/"
KINDS = ["lv-en/2024/draft/", "lv/2024/par-lielupi-atklats-tilts/", "en/"]
FURTHER = [PARALLEL, "en/2024/draft/", "lv/2024/", "lv/topics/", "lv/search/", "en/2024/gone/", ""]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with every kind of page."""
    place = tmp_path_factory.mktemp("published")
    (place / "media").mkdir()
    Image.new("RGB", (1200, 675), (90, 140, 150)).save(place / "media" / "tilts.jpg")
    draft = examples.with_states(examples.edition("en-GB"), b0001xyz=State.DRAFT, b0301xyz=State.UNTRANSLATED)
    made = replace(
        draft.provenance,
        making=Making.MACHINE,
        reviewed=False,
        source_changed=datetime(2024, 6, 1, tzinfo=UTC),
    )
    at = datetime(2024, 6, 1, tzinfo=UTC)
    note = Correction(at, "It cost 3.2 million.", "en-GB")
    carried = Correction(at, "Tilts maksāja 3,2 miljonus.", "lv")
    draft = replace(
        draft, slug="draft", provenance=made, corrections=(carried, note), modified_at=at, archived_at=at
    )
    gone = examples.edition("en-GB", slug="gone", status=PublicationStatus.WITHDRAWN, former=("2023/old",))
    views = {
        "par-lielupi-atklats-tilts": examples.article(),
        "draft": ArticleView("draft", examples.edition("lv", slug="melnraksts"), (draft,)),
        "gone": ArticleView("gone", examples.edition("lv", slug="atsaukts"), (gone,)),
    } | {f"n{n}": examples.numbered(n) for n in range(25)}
    entries = [Entry(slug, "1") for slug in views]
    publish.build(place / "site", examples.site(), entries, views.__getitem__, media=place / "media")
    return place / "site"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The site on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page at desk width that fails the test when the console complains."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    made = context.new_page()
    complaints: list[str] = []
    made.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: complaints.append(str(error)))
    yield made
    context.close()
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_no_violation_and_no_sideways_scroll(browser: Browser, address: str, scheme: Any, width: int) -> None:
    """axe-core finds nothing on any kind of page, and nothing is wider than the window; only the site is asked."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    foreign: list[str] = []
    page.on(
        "request", lambda request: None if request.url.startswith(address) else foreign.append(request.url)
    )
    everything = (width, scheme) in ((1440, "light"), (320, "dark"))
    for path in KINDS + (FURTHER if everything else []):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document)")["violations"]
        assert not found, (path, [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found])
    context.close()
    assert foreign == []


def test_hover_and_focus_mark_the_counterpart(page: Page, address: str) -> None:
    """A sentence under the pointer, in focus or named in the address is marked together with its other half."""
    page.goto(address + PARALLEL)
    colour = "element => getComputedStyle(element).backgroundColor"
    plain = page.locator("#b0001").evaluate(colour)
    page.hover("#Tb0000 span")
    assert page.locator("#b0000 span").first.evaluate(colour) != plain, (
        "a first sentence, whose block has its id"
    )
    page.hover("#Tb0001")
    marked = page.locator("#b0001").evaluate(colour)
    assert marked != plain
    assert page.locator("#b0002").evaluate(colour) == plain
    page.mouse.move(0, 0)
    page.focus("#b0002")
    assert page.locator("#Tb0002").evaluate(colour) == marked
    page.goto(f"{address}{PARALLEL}#b0301")
    assert page.locator("#Tb0301").evaluate(colour) == marked


def test_both_source_or_target_without_script(browser: Browser, address: str) -> None:
    """Property 10: the toggle works with scripting off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PARALLEL)
    ours, theirs = page.locator("#b0000"), page.locator("#Tb0000")
    assert ours.is_visible()
    assert theirs.is_visible()
    page.get_by_label("Latviešu", exact=True).check()
    assert (ours.is_visible(), theirs.is_visible()) == (True, False)
    page.get_by_label("English", exact=True).check()
    assert (ours.is_visible(), theirs.is_visible()) == (False, True)
    for item in ("headl", "summa", "b0600", "b1000", "b0101"):
        assert (page.locator(f"#{item}").is_visible(), page.locator(f"#T{item}").is_visible()) == (
            False,
            True,
        ), item
    page.goto(address + "lv/search/")
    assert page.locator("noscript p").is_visible()
    assert not page.locator("form").is_visible()
    context.close()


def test_side_by_side_at_a_desk_interleaved_on_a_phone(page: Page, address: str) -> None:
    """Property 9: beside each other where there is room and in print, one below the other at 320 px."""

    def places() -> tuple[dict[str, float], dict[str, float]]:
        left, right = (
            page.locator(f"#{letter}b0000").evaluate("e => e.getBoundingClientRect().toJSON()")
            for letter in ("", "T")
        )
        return left, right

    page.goto(address + PARALLEL)
    left, right = places()
    assert (left["top"], left["right"] < right["left"]) == (right["top"], True)
    page.set_viewport_size({"width": 320, "height": 800})
    left, right = places()
    assert left["bottom"] <= right["top"]
    page.emulate_media(media="print")
    left, right = places()
    assert (left["top"], left["right"] < right["left"]) == (right["top"], True)
    assert not page.locator("nav").first.is_visible()


def test_switching_keeps_the_paragraph(page: Page, address: str) -> None:
    """Property 5: a reader who changes the language in the middle of a text arrives at the same paragraph."""
    page.set_viewport_size({"width": 1000, "height": 300})
    page.goto(f"{address}lv/2024/par-lielupi-atklats-tilts/#b0500")
    page.get_by_role("link", name="English").evaluate("link => link.click()")
    page.wait_for_url("**/en/2024/footbridge-opened/#b*")
    block = page.url.rpartition("#")[2]
    top = page.locator(f"#{block}").evaluate("e => e.getBoundingClientRect().top")
    assert block != "b0000"
    assert -10 <= top <= 300


def test_the_site_works_from_files(page: Page, folder: Path) -> None:
    """Property 23: opened from a folder, links lead from page to page."""
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="Latviešu").click()
    page.get_by_role("link", name="Pār Lielupi atklāts gājēju tilts", exact=True).first.click()
    page.get_by_role("link", name="Līdzās").click()
    assert page.url.endswith("index.html")
    assert page.locator(".two").count() == 1


def test_search_finds_every_form(page: Page, address: str) -> None:
    """A query in any form finds the article; nothing found is said; the address keeps the query."""
    page.goto(address + "lv/search/?q=pamatskolā")
    page.get_by_text("Atrasts: 3").wait_for()
    link = page.locator("#found a").first
    assert link.inner_text() == "Pār Lielupi atklāts gājēju tilts"
    page.fill("#q", "tiltiem gājējs")
    page.get_by_text("Atrasts: 28").wait_for()
    page.fill("#q", "nav šāda vārda")
    page.get_by_text("Nekas nav atrasts.").wait_for()
    page.fill("#q", "ķemeros")
    page.get_by_text("Atrasts: 3").wait_for()
    link.click()
    page.wait_for_url("**/lv/2024/**")


def test_the_browser_folds_as_the_index_does(page: Page, address: str) -> None:
    """For every word of the texts the script's stem is the one in the index."""
    page.goto(address + "lv/search/")
    script = next(p for p in examples.site().theme.assets if p.endswith(".js") and "search" in p)
    source = examples.site().theme.assets[script].decode()
    start, end = source.index("const stem = "), source.index("// A word in the headline")
    for lang in ("lv", "en-GB", "de"):
        words = sorted({w for s in examples.edition(lang).segments for w in s.text.split() if w.isalpha()})
        rules = json.loads(search.index(lang, []))
        found = page.evaluate(
            f"([words, rules]) => {{ {source[start:end]} return words.map(w => stem(w, rules)) }}",
            [words, rules],
        )
        assert found == [search.stem(word, lang) for word in words]
