"""The editor in a real Chromium: terms, preview, layouts, keys, presence, and what happens when two people meet."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from i18nflow.model import LOCAL_ROLES, Actor, State
from i18nflow.webapp.review import keymap
from i18nflow.workflow import importing, reviewing
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import LANG, LOOKS, PLACE, SLUG, Desk, Server, World
from tests.web.test_journeys import area, in_hand, ready, violations

pytestmark = pytest.mark.browser

SHIPS = "Ostā martā ienāca 128 kuģi."
CLUSTER = "Klasteris parakstīja līgumu par 45 200 EUR."
OTHER = Actor("Jānis", LOCAL_ROLES)


@pytest.fixture
def janis(browser: Browser, world: World) -> Iterator[Desk]:
    """A second person with a browser of his own."""
    server = Server(world, name="Jānis")
    made = Desk(browser, server)
    made.come_in()
    yield made
    made.context.close()
    server.close()


def at(desk: Desk, world: World, source: str) -> Page:
    """The article with the segment of this source in hand, out of its text: single keys act."""
    page = ready(desk.go(f"{PLACE}?segment={world.segments()[source]}"))
    page.keyboard.press("Escape")
    return page


def select(page: Page, word: str) -> None:
    """Mark ``word`` in the source in hand, as a mouse does."""
    page.evaluate(
        """word => { const walk = document.createTreeWalker(document.querySelector('.hand .src .t'), NodeFilter.SHOW_TEXT);
           for (let node; (node = walk.nextNode());) { const at = node.data.indexOf(word); if (at < 0) continue;
             const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + word.length);
             getSelection().removeAllRanges(); getSelection().addRange(range); return; }
           throw new Error(word); }""",
        word,
    )


def press(page: Page, letter: str) -> None:
    """A key of a Latvian keyboard, which Playwright's own layout does not have."""
    page.evaluate(
        "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}))",
        letter,
    )


def confirm(world: World, source: str, text: str, actor: Actor) -> None:
    with world.open() as ws:
        key = world.segments()[source]
        version = ws.store.targets.row(key, LANG).target.version
        reviewing.confirm(ws, Move(key, version), LANG, text, actor)


# --- Terms from the selection


def test_a_term_is_added_from_the_selection_with_one_key(desk: Desk, world: World) -> None:
    """The marked word fills the form, its forms are shown at once and as it is mended; saved, it is marked everywhere."""
    page = at(desk, world, SHIPS)
    select(page, "kuģi")
    page.keyboard.press("g")
    dialog = page.locator("#term-dialog")
    expect(dialog.get_by_role("heading", name="Add a term")).to_be_visible()
    source = dialog.get_by_label("Latvian, as in a dictionary")
    expect(source).to_have_value("kuģi")
    source.fill("kuģis")
    for form in ("kuģa", "kuģim", "kuģiem"):
        expect(dialog.locator("#term-forms")).to_contain_text(form)
    dialog.get_by_label("English", exact=True).fill("ship")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(".hand .src .term[data-to='ship']")).to_have_text("kuģi")
    expect(page.locator("#panel")).to_contain_text("kuģis")
    assert "kuģis,ship" in (world.root / "glossary.csv").read_text(encoding="utf-8")


def test_a_term_is_mended_where_it_stands(desk: Desk, world: World) -> None:
    """The selection in any form finds its entry; the row is changed in place, the rest of the file stays."""
    page = at(desk, world, CLUSTER)
    select(page, "Klasteris")
    page.keyboard.press("g")
    dialog = page.locator("#term-dialog")
    expect(dialog.get_by_role("heading", name="Mend a term")).to_be_visible()
    expect(dialog.get_by_label("Latvian, as in a dictionary")).to_have_value("klasteris")
    dialog.get_by_label("English", exact=True).fill("business cluster")
    dialog.get_by_role("button", name="Save in the glossary").click()
    expect(page.locator(".hand .src .term").first).to_have_attribute("data-to", "business cluster")
    wanted = "source,target,status\r\nklasteris,business cluster,preferred\r\npiestātne,berth,preferred\r\n"
    assert (world.root / "glossary.csv").read_bytes().decode() == wanted


def test_an_entry_that_is_there_already_is_refused_in_the_dialog(desk: Desk, world: World) -> None:
    """The reason is shown over the form, what was typed stays in it, the file is as it was."""
    page = at(desk, world, SHIPS)
    before = (world.root / "glossary.csv").read_bytes()
    page.keyboard.press("g")
    dialog = page.locator("#term-dialog")
    dialog.get_by_label("Latvian, as in a dictionary").fill("klasteris")
    dialog.get_by_label("English", exact=True).fill("cluster")
    dialog.get_by_role("button", name="Save in the glossary").click()
    expect(dialog.get_by_role("alert")).to_contain_text("stands already")
    expect(dialog.get_by_label("English", exact=True)).to_have_value("cluster")
    assert (world.root / "glossary.csv").read_bytes() == before
    desk.errors = [one for one in desk.errors if "422" not in one]


def test_a_term_is_added_without_script(browser: Browser, server: Server, world: World) -> None:
    """The same form is a page of its own: forms on request, then the article again."""
    desk = Desk(browser, server, java_script_enabled=False)
    desk.come_in()
    page = desk.go(PLACE)
    page.locator("#panel").get_by_role("link", name="Add a term…").click()
    page.get_by_label("Latvian, as in a dictionary").fill("osta")
    page.get_by_label("English", exact=True).fill("port")
    page.get_by_role("button", name="Show the forms again").click()
    expect(page.locator("#term-forms")).to_contain_text("ostām")
    page.get_by_role("button", name="Save in the glossary").click()
    expect(page.locator(".flash")).to_contain_text("osta")
    expect(page.locator(".src .term[data-to='port']").first).to_be_visible()
    desk.context.close()


# --- Preview and layouts


def test_the_preview_follows_the_hand_and_the_typing(desk: Desk, world: World) -> None:
    """The page as it would be published, beside the article: what is typed stands in it at once, saved texts too."""
    page = at(desk, world, SHIPS)
    page.keyboard.press("v")
    frame = page.frame_locator("#preview iframe")
    span = frame.locator(f"[data-key={world.segments()[SHIPS]}]").first
    expect(span).to_be_visible()
    expect(frame.locator("html")).to_have_attribute("lang", LANG)
    page.keyboard.press("Enter")
    page.keyboard.type("128 ships came")
    expect(span).to_have_text("128 ships came")
    page.keyboard.press("Control+Enter")
    expect(frame.locator(f"[data-key={world.segments()[CLUSTER]}][data-in-hand]")).to_be_attached()
    expect(frame.locator(f"[data-key={world.segments()[SHIPS]}]").first).to_have_text("128 ships came")
    page.get_by_role("button", name="Side by side").click()
    expect(frame.locator(f"[data-key={world.segments()[SHIPS]}]").last).to_have_text("128 ships came")
    expect(frame.locator(f"[data-key={world.segments()[SHIPS]}]").first).to_have_text(SHIPS)
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    expect(page.locator("#preview")).to_be_hidden()


def test_the_preview_shows_formatting_while_one_types(desk: Desk, world: World) -> None:
    """A text with codes stands in the page with its formatting before it is saved; what is no code stays text."""
    with world.open() as ws:
        html = "<html><body><h1>Tirgus</h1><p>Tirgū bija <b>300</b> viesu un zivis.</p></body></html>"
        importing.save(ws, importing.preview(ws, html.encode(), "tirgus.html"), OTHER)
        bold = next(one for one in ws.store.articles.segments("tirgus") if one.codes)
    page = ready(desk.go(f"/articles/tirgus/{LANG}/?segment={bold.key}"))
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    span = page.frame_locator("#preview iframe").locator(f"[data-key='{bold.key}']")
    expect(span).to_be_visible()
    page.keyboard.press("Enter")
    area(page).fill(bold.text.replace("Tirgū bija", "The market had <i>") + " now")
    expect(span.locator("strong")).to_have_text("300")
    expect(span).to_have_text("The market had <i> 300 viesu un zivis. now")


def test_the_layout_is_remembered(desk: Desk, janis: Desk, world: World) -> None:
    """The dense grid is the person's choice on every page and in every browser; nobody else's page changes."""
    page = at(desk, world, SHIPS)
    with page.expect_response("**/preferences"):
        page.keyboard.press("d")
    expect(page.locator("body")).to_have_class(re.compile("layout-grid"))
    page.reload()
    expect(page.locator("body")).to_have_class(re.compile("layout-grid"))
    expect(page.get_by_role("button", name="Dense grid")).to_have_attribute("aria-pressed", "true")
    expect(ready(janis.go(PLACE)).locator("body")).to_have_class(re.compile("layout-page"))


# --- Keys


def test_keys_are_chosen_and_shown_in_the_help(desk: Desk, world: World) -> None:
    """A key of one's own acts, the former one does not; help, buttons and page show it; the defaults come back."""
    page = desk.go("/keys")
    field = page.get_by_label("Next unfinished segment", exact=True)
    field.focus()
    press(page, "ž")
    expect(field).to_have_value("ž")
    page.get_by_role("button", name="Save my keys").click()
    expect(page.locator(".flash")).to_contain_text("These are your keys now.")
    page = ready(desk.go(PLACE))
    first = in_hand(page)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert in_hand(page) == first
    press(page, "ž")
    assert in_hand(page) != first
    page.keyboard.press("?")
    help_row = page.locator(
        "#keys-dialog tr", has=page.get_by_role("cell", name="Next unfinished segment", exact=True)
    )
    expect(help_row.locator("kbd")).to_have_text("ž")
    page.keyboard.press("Escape")
    desk.go("/keys")
    page.get_by_role("button", name="Back to the defaults").click()
    expect(page.get_by_label("Next unfinished segment", exact=True)).to_have_value("n")


@pytest.mark.parametrize(
    ("action", "key", "why"),
    [
        ("next", "k", "is used twice"),
        ("next", "5", "the digits insert matches"),
        ("next", "AltGr", "one character is needed"),
        ("confirm", "Ctrl+Alt+a", "only Ctrl with Enter"),
        ("confirm", "Ctrl+1", "only Ctrl with Enter"),
        ("confirm", "Ctrl+w", "the browser or the text field needs this key"),
    ],
)
def test_keys_that_cannot_be_are_refused(desk: Desk, action: str, key: str, why: str) -> None:
    """Twice the same, a digit, a key that types Latvian or that the browser needs: said beside the form, nothing stored."""
    page = desk.go("/keys")
    page.evaluate(
        "([name, key]) => { document.querySelector(`[name='key-${name}']`).value = key; }", [action, key]
    )
    page.get_by_role("button", name="Save my keys").click()
    expect(page.locator("#choose-keys [role=alert]")).to_contain_text(why)
    expect(page.locator(f"[name='key-{action}']")).to_have_value(key)
    page = desk.go("/keys")
    expect(page.locator(f"[name='key-{action}']")).to_have_value(keymap.DEFAULTS[action])
    desk.errors = [one for one in desk.errors if "422" not in one]


def test_no_default_collides_with_typing_latvian(world: World) -> None:
    """No AltGr, no Ctrl+Alt, no Alt, no Ctrl with a digit, no bare Ctrl+Shift; single keys are single characters."""
    for name, key in keymap.TYPING.items():
        assert re.fullmatch(r"Ctrl\+(Shift\+)?Enter", key), name
    for name, key in keymap.SINGLE.items():
        assert key == "Enter" or (len(key) == 1 and key.isascii() and not key.isdigit()), name
    with world.app().test_request_context():
        assert not keymap.faults({}) and set(keymap.labels()) == set(keymap.DEFAULTS)


def test_single_keys_can_be_switched_off(desk: Desk, world: World) -> None:
    """Switched off, no letter acts outside the text and none is shown on a button; Ctrl+Enter still confirms."""
    page = desk.go("/keys")
    page.get_by_role("button", name="Switch single keys off").click()
    page = ready(desk.go(PLACE))
    first = in_hand(page)
    expect(page.locator(".menu kbd").first).to_be_hidden()
    page.keyboard.press("Escape")
    for key in ("j", "n", "a", "s", "r"):
        page.keyboard.press(key)
    assert in_hand(page) == first and area(page).input_value() == ""
    area(page).fill("Port news in March")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#s-{first}")).to_have_attribute("data-state", "approved")


def test_altgr_letters_do_nothing_outside_the_text_either(desk: Desk, world: World) -> None:
    """With single keys on, a letter that comes by AltGr, Ctrl+Alt or a dead key moves nothing."""
    page = at(desk, world, SHIPS)
    before = in_hand(page)
    for letter in "jknfarumtgsxly-+chovdp/?":
        for how in (
            "ctrlKey: true, altKey: true",
            "modifierAltGraph: true",
            "altKey: true",
            "isComposing: true",
        ):
            page.evaluate(
                f"key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{key, {how}, bubbles: true, cancelable: true}}))",
                letter,
            )
    assert in_hand(page) == before and page.locator("dialog[open]").count() == 0
    expect(area(page)).to_have_value("")


def test_a_segment_is_cut_and_joined_by_key(desk: Desk, world: World) -> None:
    """‘-’ shows the words with bars, arrows and Enter cut there; ‘+’ joins the halves again."""
    page = at(desk, world, SHIPS)
    before = len(world.segments())
    page.keyboard.press("-")
    expect(page.locator("#cut-dialog")).to_be_visible()
    page.keyboard.press("ArrowRight")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Ostā martā" in world.segments() and "ienāca 128 kuģi." in world.segments()
    ready(page)
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("+")
    assert SHIPS in world.segments() and len(world.segments()) == before


def test_single_keys_insert_fix_and_go_on(desk: Desk, world: World) -> None:
    """‘1’ inserts the first match, ‘t’ the missing term, ‘f’ goes to a finding, ‘x’ applies its fix, ‘n’ goes on."""
    with world.open() as ws:
        other = f"Tirgus\n\n{CLUSTER[:-1]} vakar.\n"
        importing.save(ws, importing.preview(ws, other.encode(), "tirgus.txt"), OTHER)
        key = ws.store.articles.segments("tirgus")[1].key
        reviewing.confirm(ws, Move(key, 0), LANG, "The cluster signed a contract for EUR 45,200.", OTHER)
    confirm(world, SHIPS, "In March,  128 ships called at the port.", OTHER)
    page = at(desk, world, CLUSTER)
    expect(page.locator("#panel .hit .score").first).to_be_visible()
    page.keyboard.press("1")
    expect(area(page)).to_have_value("The cluster signed a contract for EUR 45,200.")
    area(page).fill("The ")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(area(page)).to_have_value("The cluster")
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    assert in_hand(page) == world.segments()[SHIPS]
    expect(page.locator("#editor .finds")).to_contain_text("Double space")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(area(page)).to_have_value("In March, 128 ships called at the port.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#s-{world.segments()[SHIPS]}")).to_have_attribute("data-findings", "0")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator(f"#s-{in_hand(page)}")).not_to_have_attribute("data-state", "approved")


def test_reject_by_key_with_a_reason_and_words(desk: Desk, world: World) -> None:
    """‘r’ opens the short list; a reason and a text send the segment back, the next one opens."""
    confirm(world, SHIPS, "128 ships came.", OTHER)
    page = at(desk, world, SHIPS)
    page.keyboard.press("r")
    page.keyboard.type("Style")
    page.keyboard.press("Tab")
    page.keyboard.type("too stiff")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    row = page.locator(f"#s-{world.segments()[SHIPS]}")
    expect(row).to_have_attribute("data-state", "rejected")
    expect(row).to_contain_text("Style or tone: too stiff")
    assert in_hand(page) != world.segments()[SHIPS]


def test_a_corrected_source_shows_what_changed_and_keeps_the_translation(desk: Desk, world: World) -> None:
    """The panel shows the words of the source that changed; ‘y’ says it was spelling only, the approval stays."""
    confirm(world, SHIPS, "In March, 128 ships called.", OTHER)
    key = world.segments()[SHIPS]
    with world.open() as ws:
        importing.correct_source(ws, key, "Ostā martā ienāca 128 kuģi!", OTHER)
    page = ready(desk.go(f"{PLACE}?segment={key}"))
    changed = page.locator("#panel .changed")
    expect(changed.locator("del")).to_have_text(".")
    expect(changed.locator("ins")).to_have_text("!")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    expect(page.locator(f"#s-{key}")).to_have_attribute("data-state", "approved")


def test_every_version_is_in_the_history_and_comes_back(desk: Desk, world: World) -> None:
    """Versions with the words that changed; an earlier one returns as a new one, and the newer stays in the list."""
    confirm(world, SHIPS, "128 ships came.", OTHER)
    confirm(world, SHIPS, "128 vessels came.", OTHER)
    page = at(desk, world, SHIPS)
    page.keyboard.press("h")
    history = page.locator("#panel section[aria-labelledby=h-history]")
    expect(history.locator("ins").first).to_have_text("vessels")
    history.get_by_role("button", name=re.compile("^Restore")).first.click()
    expect(area(page)).to_have_value("128 ships came.")
    expect(history.locator(".log > li").first).to_contain_text("restored an earlier version")
    assert world.target(SHIPS).text == "128 ships came."


# --- Two people


def test_who_else_is_here_is_shown(desk: Desk, janis: Desk, world: World) -> None:
    """Name and segment stand above the article and on the line; they go when the other leaves."""
    key = world.segments()[CLUSTER]
    with janis.page.expect_response("**/here"):
        janis.go(f"{PLACE}?segment={key}")
    page = ready(desk.go(PLACE))
    expect(page.locator("#people")).to_have_text("Jānis · segment 3")
    expect(page.locator(f"#s-{key} .here")).to_have_text("Jānis is here")
    janis.page.goto("about:blank")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#people")).to_have_text("")


def test_changes_of_two_people_in_different_words_fit_together(desk: Desk, world: World) -> None:
    """Base, theirs, mine and both together are offered; taking both saves both, and what I typed is not lost."""
    confirm(world, SHIPS, "In March 128 ships came.", OTHER)
    page = ready(desk.go(f"{PLACE}?segment={world.segments()[SHIPS]}"))
    area(page).fill("In March 128 ships called.")
    confirm(world, SHIPS, "In early March 128 ships came.", OTHER)
    page.keyboard.press("Control+Enter")
    clash = page.locator(".clash-form")
    expect(clash).to_contain_text("In early March 128 ships camecalled.")
    clash.get_by_role("button", name="Take both together").click()
    expect(clash.get_by_label("The text to keep")).to_have_value("In early March 128 ships called.")
    clash.get_by_role("button", name="Take theirs").click()
    expect(clash.get_by_label("The text to keep")).to_have_value("In early March 128 ships came.")
    assert "\n".join(violations_of(desk, f"{PLACE}?segment={world.segments()[SHIPS]}")) == ""
    clash.get_by_role("button", name="Keep theirs").click()
    row = page.locator(f"#s-{world.segments()[SHIPS]}")
    expect(row).not_to_have_class(re.compile("failed"))
    row.locator(".no").click()
    expect(page.locator("#panel")).to_contain_text("Typed by you, not kept")
    page.locator("#panel").get_by_role("button", name=re.compile("Insert what you typed")).click()
    expect(area(page)).to_have_value("In March 128 ships called.")
    assert world.target(SHIPS).text == "In early March 128 ships came."
    desk.errors = [one for one in desk.errors if "409" not in one and "Content Security" not in one]


def violations_of(desk: Desk, address: str) -> list[str]:
    """What axe-core finds on a page with a conflict, in a browser that lets it in."""
    copy = desk.context.browser.new_context(bypass_csp=True, storage_state=desk.context.storage_state())
    page = copy.new_page()
    page.goto(desk.base + address)
    page.wait_for_selector(".clash-form")
    found = violations(page)
    copy.close()
    return found


# --- For everybody


@LOOKS
def test_the_editors_parts_have_no_accessibility_violation(
    browser: Browser, server: Server, world: World, lang: str, scheme: str
) -> None:
    """axe-core finds nothing in grid, preview, dialogs, menus, at desk, tablet and phone width."""
    desk = Desk(browser, server, locale=lang, color_scheme=scheme, bypass_csp=True)
    desk.come_in()
    page = ready(desk.go(f"{PLACE}?segment={world.segments()[CLUSTER]}"))
    for keys in (("d",), ("v",), ("v", "-"), ("?",), ("g",)):
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        for key in keys:
            page.keyboard.press(key)
        if keys == ("g",):
            page.wait_for_selector("#term-dialog[open]")
        if keys == ("v",):
            page.frame_locator("#preview iframe").locator("h1").wait_for()
        assert "\n".join(violations(page)) == "", keys
    for width in (1024, 390):
        page.set_viewport_size({"width": width, "height": 844})
        desk.go(PLACE)
        assert "\n".join(violations(page)) == "", width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    ready(desk.go(PLACE)).locator(".further summary").click()
    assert "\n".join(violations(page)) == ""
    desk.context.close()
    assert desk.errors == []


TREE = """
- textbox "English, segment 3": The cluster signed
- list "Findings":
  - listitem: /Number differs/
- button "Approve, next Ctrl ↵"
- group: Reject…
- group: More
"""


def test_what_a_screen_reader_is_told(desk: Desk, world: World) -> None:
    """The accessibility tree of the segment in hand and its panel: names, roles, order."""
    page = ready(desk.go(f"{PLACE}?segment={world.segments()[CLUSTER]}"))
    area(page).fill("The cluster signed")
    expect(page.locator("#editor .finds")).to_be_visible()
    expect(page.locator("#editor")).to_match_aria_snapshot(TREE)
    expect(page.locator("body")).to_match_aria_snapshot(
        """
        - link "Skip to the content"
        - banner:
          - navigation "Main"
        - region "Progress and filters":
          - search
        - main "Article":
          - list
        - complementary "Help for the segment in hand":
          - navigation "Parts of the help"
          - region /Matches/
          - region /Terms/
          - region "History"
        - contentinfo
        """
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator("#live")).to_have_text(re.compile(r"^Saved, segment 3 of 8$"))


def test_the_publish_view_leads_to_what_blocks(desk: Desk, world: World) -> None:
    """Each line of what is left is a link that opens its segment."""
    confirm(world, SHIPS, "In March, 129 ships called at the port.", OTHER)
    page = desk.go(f"{PLACE}publish/")
    line = page.locator("main li", has_text="Segment 2").first
    expect(line).to_be_visible()
    line.get_by_role("link").first.click()
    ready(page)
    assert in_hand(page) == world.segments()[SHIPS]


def test_what_the_rules_forbid_is_refused_by_the_server(desk: Desk, world: World) -> None:
    """With two_eyes the author's own approval is refused wherever it is sent from; the text stays as it was."""
    settings = world.root / "i18nflow.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        re.sub(r"(?m)^#?\s*\[review\].*?(?=^\[|\Z)", "", text, flags=re.S)
        + "\n[review]\nsteps = 2\ntwo_eyes = true\n",
        encoding="utf-8",
    )
    page = ready(desk.go(f"{PLACE}?segment={world.segments()[SHIPS]}"))
    area(page).fill("In March, 128 ships called at the port.")
    page.keyboard.press("Control+Enter")
    row = page.locator(f"#s-{world.segments()[SHIPS]}")
    expect(row).to_have_attribute("data-state", "translated")
    page = ready(desk.go(f"{PLACE}?segment={world.segments()[SHIPS]}"))
    page.keyboard.press("Control+Shift+Enter")
    expect(row).to_contain_text("Not saved")
    expect(row).to_contain_text("somebody else must approve")
    assert world.target(SHIPS).state is State.TRANSLATED
    desk.errors = [one for one in desk.errors if "422" not in one]


def test_the_article_is_named_in_the_address(desk: Desk, world: World) -> None:
    """The segment in hand is in the address, so that a link leads to it."""
    page = at(desk, world, SHIPS)
    page.keyboard.press("j")
    assert f"{SLUG}/{LANG}/?segment={world.segments()[CLUSTER]}" in page.url
