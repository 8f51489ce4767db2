"""The register of names as plain forms, and what checks say in the person's language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from i18nflow.model import Actor, Role
from i18nflow.webapp import create_app
from i18nflow.workflow import importing, names, reviewing
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import HOST, LANG, LOCAL, PLACE, TOKEN, Desk, Server, Visitor, World

PAGE = f"/names/{LANG}/"
TEXT = "Viesi ostā\n\nOstu apskatīja Džo Grīns. Kapteinis pateicās Džo Grīnam.\n"


@pytest.fixture
def guests(world: World) -> World:
    """The world with an article that names one person twice."""
    with world.open() as ws:
        importing.save(ws, importing.preview(ws, TEXT.encode(), "viesi.txt"), LOCAL)
    return world


def register(world: World) -> list[tuple[str, str, str]]:
    with world.open() as ws:
        return [(name.source, name.target, name.note) for name in names.load(ws, LANG).names]


def line_of(page: str, source: str) -> str:
    found = re.search(rf'name="line" value="(\d+)"><input type="hidden" name="was" value="{source}"', page)
    assert found
    return found[1]


def test_a_proposal_is_taken_over(guests: World, visitor: Visitor) -> None:
    """A name that two segments have is proposed in its nominative; taking it over puts it into the file."""
    page = visitor.get("/names/", follow_redirects=True).get_data(as_text=True)
    assert 'value="Džo Grīns"' in page and "Džo Grīnam" in page
    answer = visitor.post(PAGE, {"source": "Džo Grīns", "target": "Joe Green", "kind": "person"})
    assert answer.status_code == 303
    page = visitor.get(PAGE).get_data(as_text=True)
    assert "The name is in the register. 2 segments were checked again." in page
    assert "Džo Grīna, Džo Grīnam" in page
    assert register(guests) == [("Džo Grīns", "Joe Green", "")]


def test_an_entry_is_changed_and_taken_out(guests: World, visitor: Visitor) -> None:
    """A row is changed by its line; who looks at an older page changes nothing."""
    visitor.post(PAGE, {"source": "Rīga", "target": "Riga", "kind": "place"})
    line = line_of(visitor.get(PAGE).get_data(as_text=True), "Rīga")
    row = {
        "line": line,
        "was": "Rīga",
        "source": "Rīga",
        "target": "Riga",
        "kind": "place",
        "note": "the city",
    }
    assert visitor.post(f"{PAGE}change", row).status_code == 303
    assert register(guests) == [("Rīga", "Riga", "the city")]
    late = visitor.post(f"{PAGE}change", row | {"was": "Rīgas osta"})
    assert late.status_code == 409 and "changed meanwhile" in late.get_data(as_text=True)
    assert visitor.post(f"{PAGE}change", row | {"remove": "1"}).status_code == 303
    assert register(guests) == []


def test_a_bad_entry_says_why(guests: World, visitor: Visitor) -> None:
    """A duplicate is refused in a sentence, what was typed stays in the form; a broken file is shown as such."""
    visitor.post(PAGE, {"source": "Rīga", "target": "Riga"})
    answer = visitor.post(PAGE, {"source": "Rīga", "target": "Riga", "note": "again"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "stands already in line 2" in page and 'value="again"' in page
    (guests.root / "names.csv").write_text('source,target\nx,"y', encoding="utf-8")
    page = visitor.get(PAGE).get_data(as_text=True)
    assert "never closed" in page and "The register cannot be read." in page


def test_a_translator_reads_the_register(guests: World) -> None:
    """Below reviewer there is no form, and a forged one is refused."""
    app = create_app(
        guests.open,
        secret=b"t" * 32,
        link_token=TOKEN,
        hosts={HOST},
        actor=Actor("Juris", frozenset({Role.TRANSLATOR})),
    )
    client = app.test_client()
    client.get(f"/open/{TOKEN}")
    visitor = Visitor(client)
    assert f'action="{PAGE}"' not in visitor.get(PAGE).get_data(as_text=True)
    assert visitor.post(PAGE, {"source": "Rīga", "target": "Riga"}).status_code == 403
    assert register(guests) == []


def test_findings_speak_latvian(world: World, visitor: Visitor) -> None:
    """What a check says is in the language of the page; what it expects stands beside it."""
    key = world.segments()["Ostā martā ienāca 128 kuģi."]
    with world.open() as ws:
        reviewing.confirm(ws, Move(key, 0), LANG, "Ships called at the port in March", LOCAL)
    english = visitor.get(f"{PLACE}?segment={key}").get_data(as_text=True)
    assert "The source says “128”; the target does not." in english
    latvian = visitor.get(f"{PLACE}?segment={key}", headers={"Accept-Language": "lv"}).get_data(as_text=True)
    assert "Avotā ir „128”, tulkojumā tā nav." in latvian
    assert "Avota beigās ir punkts, tulkojuma beigās – nekādas zīmes." in latvian


@pytest.mark.browser
def test_the_register_by_keyboard(browser: Browser, guests: World, server: Server) -> None:
    """A name is taken over, opened and changed with the keyboard alone."""
    desk = Desk(browser, server)
    desk.come_in()
    page = desk.go(PAGE)
    page.get_by_role("row").filter(has_text="Džo Grīnam").get_by_label("English").focus()
    page.keyboard.type("Joe Green")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("The name is in the register.")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.locator("details .field[name=note]").focus()
    page.keyboard.type("harbour guest")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("The entry is changed.")
    assert register(guests) == [("Džo Grīns", "Joe Green", "harbour guest")]
    assert desk.errors == []
