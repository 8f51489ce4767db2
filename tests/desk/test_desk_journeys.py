"""A person's ways over all articles in a real Chromium."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from i18nflow.model import LOCAL_ROLES, Actor
from i18nflow.workflow import checking, importing, reviewing
from i18nflow.workflow.desk import assigning, commenting
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import (
    LANG,
    PLACE,
    SLUG,
    TRANSLATIONS,
    Desk,
    World,
    desk,
    server,
    world,
)
from tests.web.test_journeys import area, ready

__all__ = ["desk", "server", "world"]

pytestmark = pytest.mark.browser

ILZE = Actor("Ilze", LOCAL_ROLES)
JANIS = Actor("Jānis Ozols", LOCAL_ROLES)
SECOND = "Tirgus ziņas\n\nOsta ir atvērta. Tirgū bija 12 klasteri. Gaidīsim viesus!\n"


def furnish(made: World) -> World:
    """A second article, everything of the first confirmed, work shared out, something said."""
    with made.open() as ws:
        importing.save(ws, importing.preview(ws, SECOND.encode(), "tirgus.txt"), ILZE)
        for row in ws.store.targets.rows(SLUG, LANG):
            reviewing.confirm(ws, Move(row.segment.key, 0), LANG, TRANSLATIONS[row.segment.text], ILZE)
        first = ws.store.targets.rows(SLUG, LANG)[0]
        reviewing.reject(ws, Move(first.segment.key, first.target.version), LANG, "Style or tone", JANIS)
        assigning.assign(ws, SLUG, LANG, "Ilze", JANIS, part=(2, 4))
        assigning.set_deadline(ws, [SLUG], LANG, ws.now() - timedelta(hours=1), JANIS)
        assigning.set_deadline(ws, ["tirgus"], LANG, ws.now() + timedelta(days=2), JANIS)
        commenting.add(ws, first.segment.key, LANG, "@Ilze, vai tā ir labi?", JANIS)
        checking.check_articles(ws, [SLUG, "tirgus"], LANG)
    return made


@pytest.fixture
def full(world: World) -> World:
    return furnish(world)


def test_from_a_filter_to_a_rejection_of_many(full: World, desk: Desk) -> None:
    """Filter, save the view, choose all but one, reject with a reason; the view is there again afterwards."""
    page = desk.go("/segments")
    page.get_by_placeholder("Words in the source or the translation").fill("osta")
    page.get_by_label("Approved").check()
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_label("Keep this view as").fill("Ostas teksti")
    page.get_by_role("button", name="Save the view").click()
    expect(page.get_by_role("link", name="Ostas teksti")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="All", exact=True).click()
    expect(page.locator('input[name="segment"]')).to_have_count(12)
    page.get_by_label("Approved").check()
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_label("Choose all on this page").check()
    expect(page.locator("[data-count]")).to_have_text("7 chosen")
    page.locator('input[name="segment"]').first.uncheck()
    expect(page.locator("[data-count]")).to_have_text("6 chosen")
    page.locator(".bulk summary").click()
    page.get_by_label("Reason").select_option("Style or tone")
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.locator(".flash")).to_contain_text("6 segments are rejected.")
    page.get_by_role("link", name="Mine, rejected").click()
    expect(page.locator('input[name="segment"]')).to_have_count(7)


def test_a_range_is_chosen_with_shift(full: World, desk: Desk) -> None:
    """A click and a click with Shift choose everything between."""
    page = desk.go("/segments")
    boxes = page.locator('input[name="segment"]')
    boxes.nth(1).click()
    boxes.nth(5).click(modifiers=["Shift"])
    expect(page.locator("[data-count]")).to_have_text("5 chosen")


def test_words_are_replaced_hit_by_hit_and_taken_back(full: World, desk: Desk) -> None:
    """The preview shows the difference; one hit is left out; one button takes it all back."""
    page = desk.go("/replace")
    page.get_by_label("Find in the translation").fill("port")
    page.get_by_label("Replace with").fill("harbour")
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.locator("td.text del")).to_have_text(["Port", "port", "port"])
    expect(page.locator("[data-count]")).to_have_text("3 chosen")
    page.locator('input[name="hit"]').first.uncheck()
    page.get_by_role("button", name="Replace the chosen places").click()
    expect(page.locator(".lead")).to_contain_text("Replaced in 2 segments")
    assert full.target("Osta ir atvērta.").text == "The harbour is open."
    page.get_by_role("button", name="Take the whole replacement back").click()
    expect(page.locator(".lead")).to_contain_text("Taken back by Ilze")
    assert full.target("Osta ir atvērta.").text == "The port is open."


def test_a_comment_names_somebody_from_the_list(full: World, desk: Desk) -> None:
    """c opens the comment, @ offers the people, Enter takes the name, Ctrl+Enter sends, and it can be settled."""
    key = full.segments()["Osta ir atvērta."]
    page = ready(desk.go(f"{PLACE}?segment={key}"))
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.locator("#comment")).to_be_focused()
    page.keyboard.type("Skaties, @jā")
    expect(page.locator(".names li")).to_have_text(["Jānis Ozols"])
    page.keyboard.press("Enter")
    expect(page.locator("#comment")).to_have_value("Skaties, @Jānis Ozols ")
    page.keyboard.type("lūdzu")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#comments .said")).to_have_text("Skaties, @Jānis Ozols lūdzu")
    expect(page.locator("#comment")).to_be_focused()
    expect(page.locator("#comment")).to_have_value("")
    with full.open() as ws:
        assert [one.author for one in ws.store.comments.naming("Jānis Ozols", limit=5)] == ["Ilze"]
    page.get_by_role("button", name=re.compile("^Settle")).click()
    expect(page.locator("#comments")).to_contain_text("Settled by Ilze")
    assert area(page).input_value() == "The port is open."


def test_the_selected_words_are_looked_up_with_one_key(full: World, desk: Desk) -> None:
    """o looks the selection up in every form, in a dialog; Escape closes it and the article is as it was."""
    key = full.segments()["Osta ir atvērta."]
    page = ready(desk.go(f"{PLACE}?segment={key}"))
    page.keyboard.press("Escape")
    source = page.locator(f"#s-{full.segments()['Klasteris parakstīja līgumu par 45 200 EUR.']} .src .t")
    source.evaluate(
        "node => { const range = document.createRange(); range.selectNodeContents(node.firstElementChild ?? node);"
        " getSelection().removeAllRanges(); getSelection().addRange(range); }"
    )
    page.keyboard.press("o")
    dialog = page.locator("#concordance")
    expect(dialog).to_be_visible()
    expect(dialog.locator('[name="q"]')).to_have_value("Klasteris")
    expect(dialog.locator(".looked-for").first).to_have_text("Klasteris")
    dialog.locator("select").select_option("target")
    dialog.locator('[name="q"]').fill("ships")
    page.keyboard.press("Enter")
    expect(dialog.locator("td.text .looked-for")).to_have_text(["ships"])
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    area(page).fill("The port is wide open.")
    area(page).select_text()
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    expect(dialog.locator('[name="q"]')).to_have_value("The port is wide open.")
    expect(dialog.locator("select")).to_have_value("target")


def test_repeats_are_filled_after_a_confirmation(full: World, desk: Desk) -> None:
    """The offer after a confirmation leads to the repeats; their page takes the translation there."""
    key = full.segments()["Osta ir atvērta."]
    page = ready(desk.go(f"{PLACE}?segment={key}"))
    area(page).fill("The port is open again.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".offer")).to_contain_text("1 other segment says the same as segment 7.")
    page.locator(".offer").get_by_role("link", name="Look at the repeats…").click()
    expect(page.locator("h1", has_text="Repeats of segment")).to_be_visible()
    page.get_by_role("button", name="Take the translation to the chosen ones").click()
    expect(page.locator(".flash")).to_contain_text("1 repeat is filled.")
    expect(page.locator(".lead")).to_contain_text("1 is translated like this already.")


def test_the_inbox_leads_to_the_place(full: World, desk: Desk) -> None:
    """The number in the head, the reason, the way to the segment, and what was seen is new no more."""
    page = desk.go("/")
    expect(page.locator(".badge")).to_contain_text("4")
    page.get_by_role("link", name=re.compile("^Inbox")).click()
    expect(page.locator(".item.rejected")).to_contain_text("Style or tone")
    page.locator(".item.mention").get_by_role("button", name=re.compile("^Seen")).click()
    expect(page.locator(".badge")).to_contain_text("3")
    page.locator(".item.rejected a.t").click()
    ready(page)
    expect(area(page)).to_have_value("Port news in March")
    page.go_back()
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.locator(".badge")).to_have_count(0)


def test_work_is_shared_out_from_the_list(full: World, desk: Desk) -> None:
    """What is late stands first and is named; two articles get a person and a deadline at once."""
    page = desk.go("/")
    expect(page.locator(".lead")).to_contain_text("1 translation is late.")
    expect(page.locator("tr.group").first).to_contain_text("Late")
    page.get_by_label("Choose all on this page").check()
    page.get_by_placeholder("Assign to").fill("Zane")
    page.get_by_label("Due", exact=True).fill("2099-03-02T16:00")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".flash")).to_contain_text("2 translations are changed.")
    expect(page.locator("tr.group").first).to_contain_text("Due later")
    page.get_by_label("Assigned to").select_option("Zane")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("tbody tr:not(.group)")).to_have_count(2)


def test_the_list_and_the_search_with_the_keyboard_alone(full: World, desk: Desk) -> None:
    """Tab reaches the filters, the boxes and the buttons in the order of the page; Space chooses; Enter acts."""
    page = desk.go("/segments?state=approved")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.name || document.activeElement.textContent.trim().split('\\n')[0]"
            )
        )
        if reached[-1] == "segment":
            break
    assert reached[-1] == "segment" and reached.index("q") < reached.index("forms") < reached.index("state")
    page.keyboard.press("Space")
    expect(page.locator("[data-count]")).to_have_text("1 chosen")
