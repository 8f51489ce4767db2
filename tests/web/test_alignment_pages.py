"""The alignment pages: texts are sent in, each pair is decided, and only then does the memory have anything."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect

from i18nflow.store import Decision
from i18nflow.workflow import aligning
from tests.web.conftest import LANG, LOCAL, Desk, Visitor, World
from tests.workflow.test_aligning import EN, LV

INDEX = "/memory/alignments/"


@pytest.fixture
def number(world: World) -> int:
    """An alignment that waits."""
    with world.open() as ws:
        return aligning.propose(ws, (LV.encode(), "tilts.lv.txt"), (EN.encode(), "tilts.en.txt"), LANG, LOCAL)


TMX = """<tmx version="1.4"><header srclang="lv"/><body><tu><tuv xml:lang="lv"><seg>Osta ir atvērta.</seg></tuv>
<tuv xml:lang="en"><seg>The port is open.</seg></tuv></tu></body></tmx>"""


def test_a_memory_of_another_program_is_taken_in(visitor: Visitor, world: World) -> None:
    """A TMX file becomes memory; a second time its pairs are known; what is no TMX is told, and nothing changes."""
    for said in ("1 unit is new", "0 units are new in the memory. Known already: 1."):
        file = (BytesIO(TMX.encode()), "old.tmx")
        sent = visitor.post(f"{INDEX}tmx", {"lang": LANG, "tmx": file}, content_type="multipart/form-data")
        assert sent.status_code == 303
        assert said in visitor.get(INDEX).text
    refused = visitor.post(
        f"{INDEX}tmx", {"lang": LANG, "tmx": (BytesIO(b"no"), "x.tmx")}, content_type="multipart/form-data"
    )
    assert refused.status_code == 422 and "This could not be read." in refused.text
    with world.open() as ws:
        assert [unit.target for unit in ws.store.memory.all(ws.config.pair(LANG))] == ["The port is open."]


def test_texts_are_sent_in_and_decided_without_script(visitor: Visitor, world: World) -> None:
    """Two files become pairs; accepting, rejecting and correcting are plain forms; then the memory has them."""
    files = {"source": (BytesIO(LV.encode()), "tilts.txt"), "target": (BytesIO(EN.encode()), "bridge.txt")}
    sent = visitor.post(INDEX, {"lang": LANG, **files}, content_type="multipart/form-data")
    assert sent.status_code == 303
    place = sent.headers["Location"]
    page = visitor.get(place).get_data(as_text=True)
    assert "tilts.txt – bridge.txt" in page and 'lang="lv"' in page
    assert "disabled" in re.findall(r"<button[^>]*btn-go[^>]*>", page)[0]
    with world.open() as ws:
        first, second, *_ = ws.store.alignments.pairs(1)
    one = {"version": first.version, "source": first.source, "target": "A bridge", "do": "accepted"}
    assert visitor.post(f"{place}pairs/{first.id}", one).status_code == 303
    assert visitor.post(f"{place}pairs/{first.id}", one).status_code == 409
    two = {"version": second.version, "source": second.source, "target": "", "do": "accepted"}
    refused = visitor.post(f"{place}pairs/{second.id}", two)
    assert refused.status_code >= 400 and "both sides" in refused.get_data(as_text=True)
    assert visitor.post(f"{place}finish").status_code == 303
    with world.open() as ws:
        units = list(ws.store.memory.all(ws.config.pair(LANG)))
    assert [(unit.source, unit.target) for unit in units] == [(first.source, "A bridge")]


def test_a_file_that_cannot_be_read_is_said(visitor: Visitor, world: World) -> None:
    """An empty file is named on the page; nothing waits."""
    files = {"source": (BytesIO(LV.encode()), "tilts.txt"), "target": (BytesIO(b""), "empty.txt")}
    sent = visitor.post(INDEX, {"lang": LANG, **files}, content_type="multipart/form-data")
    assert sent.status_code == 422 and "empty.txt" in sent.get_data(as_text=True)
    with world.open() as ws:
        assert ws.store.alignments.all() == []


@pytest.mark.browser
def test_pairs_are_decided_by_keyboard(desk: Desk, world: World, number: int) -> None:
    """Alt+A accepts and goes on to the next row, Alt+R rejects, Alt+J joins; the page says what each row is."""
    page = desk.go(f"{INDEX}{number}/")
    rows = page.locator(".pair")
    expect(rows).to_have_count(5)
    rows.nth(0).locator("textarea").first.focus()
    page.keyboard.press("Alt+a")
    expect(rows.nth(0)).to_have_class(re.compile("accepted"))
    expect(rows.nth(1).locator("textarea").first).to_be_focused()
    page.keyboard.press("Alt+r")
    expect(rows.nth(1)).to_have_class(re.compile("rejected"))
    expect(rows.nth(2).locator("textarea").first).to_be_focused()
    page.keyboard.press("Alt+j")
    expect(rows).to_have_count(4)
    with world.open() as ws:
        decided = [pair.decision for pair in ws.store.alignments.pairs(number)]
    assert decided == [Decision.ACCEPTED, Decision.REJECTED, Decision.OPEN, Decision.OPEN]
