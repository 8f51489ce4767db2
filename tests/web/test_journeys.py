"""A person's ways through the UI in a real Chromium."""

from __future__ import annotations

import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from i18nflow.model import State
from i18nflow.workflow import publishing, reviewing
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import LANG, LOCAL, PLACE, SLUG, TOKEN, TRANSLATIONS, Desk, Server, World

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
LETTERS = "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ"
CLIPBOARD = """<html><body><style>p{color:red}</style><h1>Zvejnieku svētki</h1><p>Svētkos bija <b>300</b> viesu.</p>
<ul><li>zupa;</li><li>dejas.</li></ul><p><a href="https://osta.example.org/">Vairāk</a></p><script>alert(1)</script></body></html>"""


def area(page: Page):
    return page.locator("#editor textarea")


def in_hand(page: Page) -> str:
    return page.locator(".seg.hand").get_attribute("data-key") or ""


def ready(page: Page) -> Page:
    page.wait_for_selector("html[data-ready]")
    return page


def paste(page: Page, html: str) -> None:
    """Put ``html`` on the clipboard as another program would, and paste it into the field in focus."""
    page.evaluate(
        """html => { const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', 'x');
           document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }""",
        html,
    )


def test_from_the_clipboard_to_a_catalog(desk: Desk, world: World) -> None:
    """Paste, look, save, confirm every segment, download the catalog: nothing fuzzy is left in it."""
    page = desk.page
    page.get_by_role("link", name="New article").click()
    page.locator(".paste").focus()
    paste(page, CLIPBOARD)
    expect(page.locator(".paste li")).to_have_count(2)
    assert page.locator(".paste [style], .paste script").count() == 0
    page.get_by_role("button", name="Show what it becomes").click()
    expect(page.get_by_role("heading", name="This is what it becomes")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value(re.compile("Zvejnieku svētki"))
    page.get_by_label("Name in addresses and files").fill("svetki")
    page.get_by_role("button", name="Save the article").click()
    ready(page)
    total = page.locator(".seg").count()
    assert total >= 4
    for number in range(total):
        source = page.locator(".seg.hand .src .t").inner_text()
        digits = re.sub(r"[^0-9]", "", source)
        area(page).fill(f"Words {number} {digits}")
        page.keyboard.press("Control+Enter")
    expect(page.locator('.seg[data-state="approved"]')).to_have_count(total)
    expect(page.locator("#live")).to_have_text(re.compile("Saved|Every segment"))
    page.goto(f"{desk.base}/articles/svetki/{LANG}/catalog/")
    with page.expect_download() as started:
        page.get_by_role("link", name="svetki.po").click()
    catalog = Path(started.value.path()).read_text(encoding="utf-8")
    assert "fuzzy" not in catalog and "Words 0" in catalog


def test_the_whole_article_with_the_keyboard_alone(desk: Desk, world: World) -> None:
    """From the list to the last confirmation no pointer is needed."""
    page = desk.page
    # The first stop leads past the navigation.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Ostas ziņas martā":
            break
    page.keyboard.press("Enter")
    ready(page)
    for _ in range(len(TRANSLATIONS)):
        source = page.locator(".seg.hand .src .t").inner_text()
        page.keyboard.type(TRANSLATIONS[source])
        page.keyboard.press("Control+Enter")
    expect(page.locator('.seg[data-state="approved"]')).to_have_count(len(TRANSLATIONS))
    with world.open() as ws:
        texts = {row.segment.text: row.target.text for row in ws.store.targets.rows(SLUG, LANG)}
    assert texts == TRANSLATIONS


def test_single_keys_move_and_act(desk: Desk, world: World) -> None:
    """Escape leaves the text; then j, k, n, s, u, r and ? act; letters typed in the text never do."""
    page = ready(desk.go(PLACE))
    keys = list(world.segments().values())
    page.keyboard.type("jknau")
    expect(area(page)).to_have_value("jknau")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert in_hand(page) == keys[1]
    page.keyboard.press("k")
    assert in_hand(page) == keys[0]
    expect(area(page)).to_have_value("jknau")
    page.keyboard.press("s")
    expect(area(page)).to_have_value("Ostas ziņas martā")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#s-{keys[0]}")).to_have_attribute("data-state", "approved")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(page.locator(f"#s-{keys[0]}")).to_have_attribute("data-state", "untranslated")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("KUĢI")
    expect(page.locator(".seg:visible")).to_have_count(1)


def test_every_latvian_letter_can_be_typed(desk: Desk) -> None:
    """Letters arrive as typed, with AltGr (Ctrl+Alt on Windows), with a dead key, and composed; nothing acts on them."""
    page = ready(desk.go(PLACE))
    first = in_hand(page)
    page.keyboard.type(LETTERS)
    expect(area(page)).to_have_value(LETTERS)
    before = page.locator(".seg.hand").count()
    for letter in "acegiklnsuz12345678":
        prevented = page.evaluate(
            """key => { const event = new KeyboardEvent('keydown', {key, ctrlKey: true, altKey: true, bubbles: true, cancelable: true});
               document.activeElement.dispatchEvent(event); return event.defaultPrevented; }""",
            letter,
        )
        assert not prevented, letter
    for options in (
        "{key: 'Dead'}",
        "{key: 'Enter', ctrlKey: true, isComposing: true}",
        "{key: 'Enter', ctrlKey: true, modifierAltGraph: true}",
    ):
        assert not page.evaluate(
            f"(() => {{ const e = new KeyboardEvent('keydown', {{...{options}, bubbles: true, cancelable: true}}); document.activeElement.dispatchEvent(e); return e.defaultPrevented; }})()"
        )
    page.keyboard.insert_text("ā")
    expect(area(page)).to_have_value(LETTERS + "ā")
    assert in_hand(page) == first and before == 1


def test_two_people_one_segment(browser: Browser, desk: Desk, world: World) -> None:
    """The second to save sees base, theirs and mine, merges in the browser, and nothing is overwritten."""
    other_server = Server(world, name="Jānis")
    other = Desk(browser, other_server)
    key = world.segments()["Darbi aprīlī"]
    address = f"{PLACE}?segment={key}"
    try:
        other.come_in()
        mine, theirs = ready(desk.go(address)), ready(other.go(address))
        area(theirs).fill("Works in April")
        theirs.keyboard.press("Control+Enter")
        expect(theirs.locator(f"#s-{key}")).to_have_attribute("data-state", "approved")
        area(mine).fill("Work in April")
        mine.keyboard.press("Control+Enter")
        clash = mine.locator(f"#s-{key} .clash")
        expect(clash).to_contain_text("Two people changed this segment")
        expect(clash).to_contain_text("Jānis")
        expect(clash).to_contain_text("Works in April")
        assert world.target("Darbi aprīlī").text == "Works in April"
        merged = mine.get_by_label("The text to keep")
        expect(merged).to_have_value("Work in April")
        merged.fill("Work planned for April")
        mine.get_by_role("button", name="Save this text").click()
        expect(mine.locator(f"#s-{key}")).to_have_attribute("data-state", "approved")
        assert world.target("Darbi aprīlī").text == "Work planned for April"
    finally:
        other.context.close()
        other_server.close()
    desk.errors = [error for error in desk.errors if "409" not in error]


def test_what_is_typed_survives_a_closed_tab(desk: Desk) -> None:
    """A tab closed in the middle of a sentence: opened again, the words stand in the editor."""
    page = ready(desk.go(PLACE))
    first = in_hand(page)
    with page.expect_response(lambda answer: answer.url.endswith("/typed")):
        page.keyboard.type("Half a sent")
    page.close()
    desk.page = desk.context.new_page()
    page = ready(desk.go(f"{PLACE}?segment={first}"))
    expect(area(page)).to_have_value("Half a sent")


def test_a_save_that_fails_gives_the_text_back(desk: Desk, world: World) -> None:
    """With the server out of reach the next segment opens all the same; the text comes back, marked, and can be mended."""
    page = ready(desk.go(PLACE))
    first = in_hand(page)
    page.route("**/confirm", lambda route: route.abort())
    page.keyboard.type("Port news")
    page.keyboard.press("Control+Enter")
    row = page.locator(f"#s-{first}")
    expect(row).to_contain_text("Not saved")
    assert in_hand(page) != first
    row.get_by_role("button", name="Open it again").click()
    expect(area(page)).to_have_value("Port news")
    page.unroute("**/confirm")
    page.keyboard.type(" in March")
    page.keyboard.press("Control+Enter")
    expect(row).to_have_attribute("data-state", "approved")
    assert world.target("Ostas ziņas martā").text == "Port news in March"
    desk.errors = [error for error in desk.errors if "ERR_FAILED" not in error]


def test_findings_stand_beside_the_text_with_their_fix(desk: Desk) -> None:
    """A double space is found while typing; the fix changes the text, saves nothing, and the finding goes."""
    page = ready(desk.go(PLACE))
    page.keyboard.type("Port  news in March")
    item = page.locator("#editor .finds li", has_text="Double space")
    expect(item).to_be_visible()
    expect(page.locator("#editor .mirror .at")).to_have_text("  ")
    item.get_by_role("button", name=re.compile("^Fix")).click()
    expect(area(page)).to_have_value("Port news in March")
    expect(item).to_have_count(0)


def test_terms_and_matches_are_inserted_from_the_panel(desk: Desk, world: World) -> None:
    """A missing term goes in at the cursor."""
    key = world.segments()["Klasteris parakstīja līgumu par 45 200 EUR."]
    page = ready(desk.go(f"{PLACE}?segment={key}"))
    area(page).fill("The ")
    page.locator("#panel").get_by_role("button", name="Insert the term: cluster").click()
    expect(area(page)).to_have_value("The cluster")


def test_it_all_works_without_script(browser: Browser, server: Server, world: World) -> None:
    """Forms alone: open, confirm, undo, reject with a reason, comment, filter, search, layout, keys; a new article too."""
    desk = Desk(browser, server, java_script_enabled=False)
    page = desk.come_in()
    page.get_by_role("link", name="Ostas ziņas martā").first.click()
    area(page).fill("Port news in March")
    page.get_by_role("button", name=re.compile("Approve, next")).click()
    expect(page.locator(".flash")).to_contain_text("Saved, segment 1 of")
    assert world.target("Ostas ziņas martā").state is State.APPROVED
    page.locator(".flash").get_by_role("button", name="Undo").click()
    assert world.target("Ostas ziņas martā").state is State.UNTRANSLATED
    area(page).fill("Port news in March")
    page.get_by_role("button", name=re.compile("Approve, next")).click()
    desk.go(f"{PLACE}?segment={world.segments()['Ostas ziņas martā']}")
    page.locator(".reject summary").click()
    page.locator(".reject [name=reason]").select_option("Style or tone")
    page.locator(".reject [name=detail]").fill("too stiff")
    page.locator(".reject button").click()
    assert world.target("Ostas ziņas martā").reason == "Style or tone: too stiff"
    desk.go(f"{PLACE}?segment={world.segments()['Ostas ziņas martā']}")
    page.locator("#comment").fill("Vai tā ir labāk?")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments .said")).to_have_text("Vai tā ir labāk?")
    page.get_by_role("button", name="Dense grid").click()
    expect(page.locator("body")).to_have_class(re.compile("layout-grid"))
    page.locator("#filters").get_by_role("link", name=re.compile("Rejected")).click()
    expect(page.locator(".seg:visible")).to_have_count(1)
    desk.go(PLACE)
    page.locator("#q").fill("KUĢI")
    page.keyboard.press("Enter")
    expect(page.locator(".seg:visible .src", has_text="kuģi")).to_have_count(1)
    desk.go("/keys")
    page.locator('[name="key-next"]').fill("e")
    page.get_by_role("button", name="Save my keys").click()
    expect(page.locator(".flash")).to_contain_text("These are your keys now.")
    expect(page.locator('[name="key-next"]')).to_have_value("e")
    page.get_by_role("button", name="Back to the defaults").click()
    expect(page.locator('[name="key-next"]')).to_have_value("j")
    page.goto(f"{server.base}/new")
    page.get_by_label("Paste the text").fill("Jauns raksts\n\nViens teikums. Otrs teikums.\n")
    page.get_by_role("button", name="Show what it becomes").click()
    page.get_by_role("button", name="Save the article").click()
    expect(page.locator(".seg")).to_have_count(3)
    desk.context.close()
    assert desk.errors == []


def violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"][:2]
    ]


def test_the_built_site_behaves_in_the_preview_as_when_it_is_published(desk: Desk, world: World) -> None:
    """Its scripts run; what they could do as the reviewer is refused. No word of it on the console."""
    with world.open() as ws:
        for source, key in world.segments().items():
            move = Move(key, world.target(source).version)
            reviewing.confirm(ws, move, LANG, TRANSLATIONS[source], LOCAL)
        publishing.publish_articles(ws, [SLUG], [LANG], LOCAL)
        search = next(path.parent.relative_to(ws.site) for path in ws.site.glob("en*/search/index.html"))
    page = desk.go(f"/site/{search.as_posix()}/")
    page.locator("#q").fill("ships")
    expect(page.locator("#found a")).to_have_text("Port news in March")
    page.locator("#q").press("Enter")
    page.locator("#found a").click()
    expect(page.locator("h1")).to_have_text("Port news in March")
    page.evaluate("scrollTo(0, document.querySelector('.body [id^=p]:last-of-type').offsetTop)")
    page.locator(".switch a").first.click()
    expect(page.locator("h1")).to_have_text("Ostas ziņas martā")
    assert desk.errors == []
    reached = """async (address) => {
      const answers = await Promise.allSettled([fetch(address), fetch("/api/v1/me")]);
      return [answers.map((one) => one.status), open(address)];
    }"""
    assert page.evaluate(reached, PLACE) == [["rejected", "rejected"], None]
    desk.errors.clear()


def test_the_editor_is_named_and_in_order(desk: Desk) -> None:
    """The accessibility tree: the text field has a name, actions follow it, the live region speaks."""
    page = ready(desk.go(PLACE))
    assert page.evaluate("document.activeElement.labels[0].textContent") == "English, segment 1"
    order = []
    for _ in range(3):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                "document.activeElement.textContent.trim().split('\\n')[0].replace(/\\s+Ctrl.*/, '')"
            )
        )
    assert order == ["Approve, next", "Reject…", "More"]
    assert page.locator("#live").get_attribute("aria-live") == "polite"
    area(page).fill("Port news")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#live")).to_have_text(re.compile(r"^Saved, segment 1 of \d+$"))
    assert TOKEN not in page.url
