"""The catalog page: what an uploaded file would change, the choice line by line, and what comes of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import expect

from i18nflow.model import State
from i18nflow.workflow import reviewing
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import LANG, LOCAL, PLACE, SLUG, TRANSLATIONS, Desk, Visitor, World

PORT, VISITORS = "Osta ir atvērta.", "Gaidīsim viesus!"


def catalog(visitor: Visitor, texts: Iterable[str] = TRANSLATIONS) -> str:
    """The catalog as a translator hands it back, with these segments translated."""
    data = visitor.get(f"{PLACE}catalog/{SLUG}.po").get_data(as_text=True)
    for source in texts:
        data = data.replace(
            f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{TRANSLATIONS[source]}"'
        )
    return data


def uploaded(visitor: Visitor, data: str, name: str = f"{SLUG}.po") -> str:
    """The address of the report."""
    answer = visitor.post(
        f"{PLACE}catalog/", {"file": (io.BytesIO(data.encode()), name)}, content_type="multipart/form-data"
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def form(page: str) -> tuple[str, list[str]]:
    """The digest of the report, and the segments that are ticked."""
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', page)
    return seen, re.findall(r'name="take" value="([^"]+)"[^>]* checked', page)


def confirm(world: World, source: str, text: str) -> None:
    with world.open() as ws:
        key = world.segments()[source]
        version = ws.store.targets.row(key, LANG).target.version
        reviewing.confirm(ws, Move(key, version), LANG, text, LOCAL)


def test_only_what_is_ticked_is_taken(visitor: Visitor, world: World) -> None:
    """What is plain is ticked beforehand; a line that is unticked stays as it was."""
    address = uploaded(visitor, catalog(visitor))
    seen, ticked = form(visitor.get(address).get_data(as_text=True))
    assert sorted(ticked) == sorted(world.segments().values())
    ticked.remove(world.segments()[PORT])
    visitor.post(address, {"seen": seen, "take": ticked})
    assert world.target(PORT).state is State.UNTRANSLATED
    assert world.target(VISITORS).text == TRANSLATIONS[VISITORS]


def test_what_both_sides_changed_is_a_choice(visitor: Visitor, world: World) -> None:
    """It is shown unticked with both texts; ticked, the file's text becomes the target."""
    data = catalog(visitor, [PORT])
    confirm(world, PORT, "The harbour is open.")
    address = uploaded(visitor, data)
    page = visitor.get(address).get_data(as_text=True)
    seen, ticked = form(page)
    assert ticked == [] and "changed in the file and here" in page and "<del>harbour</del>" in page
    visitor.post(address, {"seen": seen, "take": [world.segments()[PORT]]})
    assert (world.target(PORT).text, world.target(PORT).origin) == ("The port is open.", "import")


def test_nothing_is_taken_where_something_changed_meanwhile(visitor: Visitor, world: World) -> None:
    """The person sees the new report with the same ticks; the colleague's text stands."""
    address = uploaded(visitor, catalog(visitor))
    seen, _ = form(visitor.get(address).get_data(as_text=True))
    confirm(world, PORT, "The harbour is open.")
    kept = [world.segments()[VISITORS]]
    answer = visitor.post(address, {"seen": seen, "take": kept})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "Something changed here while you looked" in page
    assert world.target(VISITORS).text == ""
    renewed, still = form(page)
    assert renewed != seen and still == kept
    visitor.post(address, {"seen": renewed, "take": kept})
    assert (world.target(PORT).text, world.target(VISITORS).state) == ("The harbour is open.", "translated")


def test_a_file_of_another_article_is_refused(visitor: Visitor) -> None:
    """Also where that article exists: one never takes in what one is not looking at."""
    data = catalog(visitor).replace(f"X-I18nflow-Article: {SLUG}", "X-I18nflow-Article: other")
    answer = visitor.post(
        f"{PLACE}catalog/", {"file": (io.BytesIO(data.encode()), "x.po")}, content_type="multipart/form-data"
    )
    assert answer.status_code == 422 and "other" in answer.get_data(as_text=True)


@pytest.mark.parametrize("form_", ["po", "xliff", "xliff12", "docx", "jsonl", "tmx"])
def test_every_format_can_be_downloaded_and_all_but_the_memory_come_back(
    form_: str, visitor: Visitor
) -> None:
    """An untouched file has nothing to take over."""
    answer = visitor.get(f"{PLACE}catalog/file/{form_}")
    assert answer.status_code == 200 and f"{SLUG}.{LANG}." in answer.headers["Content-Disposition"]
    sent = visitor.post(
        f"{PLACE}catalog/",
        {"file": (io.BytesIO(answer.get_data()), "x")},
        content_type="multipart/form-data",
    )
    if form_ == "tmx":
        assert sent.status_code == 422
        return
    assert "nothing to take over" in visitor.get(sent.headers["Location"]).get_data(as_text=True)


def test_the_report_speaks_latvian(visitor: Visitor, world: World) -> None:
    """Reasons too."""
    data = catalog(visitor, [PORT])
    confirm(world, PORT, "The harbour is open.")
    page = visitor.get(uploaded(visitor, data), headers={"Accept-Language": "lv"}).get_data(as_text=True)
    assert "mainīts datnē un šeit" in page and "Pārņemt atzīmēto" in page


@pytest.mark.browser
def test_lines_are_chosen_with_the_keyboard(desk: Desk, world: World, tmp_path) -> None:
    """Each box is named by what it stands for; the space bar unticks it, Enter takes over the rest."""
    page = desk.go(f"{PLACE}catalog/")
    with page.expect_download() as started:
        page.get_by_role("link", name=f"{SLUG}.po").click()
    text = started.value.path().read_text("utf-8")
    for source, target in TRANSLATIONS.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    (tmp_path / "back.po").write_text(text, "utf-8")
    page.locator("#file").set_input_files(tmp_path / "back.po")
    page.get_by_role("button", name="Show what it changes").click()
    box = page.get_by_role("checkbox", name=re.compile(f"new.*{re.escape(PORT)}"))
    expect(box).to_be_checked()
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Take over what is ticked").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Taken over: 7")).to_be_visible()
    assert world.target(PORT).text == ""
    assert world.target(VISITORS).text == TRANSLATIONS[VISITORS]
