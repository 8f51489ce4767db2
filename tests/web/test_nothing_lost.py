"""What is typed survives: a closed tab, a killed browser, an expired login, a server that was started anew."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from i18nflow.model import LOCAL_ROLES, Actor, Role, State
from i18nflow.people import User
from i18nflow.workflow import invitations, people, reviewing, sessions
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import LANG, PLACE, TOKEN, Desk, Server, World
from tests.web.test_journeys import area, in_hand, ready

pytestmark = pytest.mark.browser

SHIPS = "Ostā martā ienāca 128 kuģi."
TYPED = "In March, 128 sh"
WHOLE = "In March, 128 ships called at the port."
PASSWORD = "zirgs baterija skava"
EXPECTED = ("ERR_CONNECTION", "401", "400", "409", "503", "ERR_FAILED", "net::", "Failed to fetch")


@pytest.fixture
def worried(desk: Desk) -> Iterator[Desk]:
    """A desk whose server goes away: the browser's own complaints of that are expected, others are not."""
    yield desk
    desk.errors = [one for one in desk.errors if not any(word in one for word in EXPECTED)]


def begin(desk: Desk, world: World) -> Page:
    """The article with one segment in hand, the caret in its text."""
    return ready(desk.go(f"{PLACE}?segment={world.segments()[SHIPS]}"))


def processes_of(folder: Path) -> list[int]:
    """The processes that were started with ``folder`` in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if str(folder).encode() in words:
                found.append(int(entry.name))
    return found


def test_a_killed_browser_loses_nothing(
    browser: Browser, server: Server, world: World, tmp_path: Path
) -> None:
    """Every process of the browser killed in the middle of a sentence: a new browser shows the words."""
    profile = tmp_path / "profile"
    options = {"executable_path": browser_path(browser), "args": ["--no-sandbox", "--disable-dev-shm-usage"]}
    context = browser.browser_type.launch_persistent_context(profile, locale="en-GB", **options)
    page = context.pages[0]
    page.goto(f"{server.base}/open/{TOKEN}")
    address = f"{server.base}{PLACE}?segment={world.segments()[SHIPS]}"
    page.goto(address)
    ready(page)
    # The server never hears of it: what is offered afterwards is the browser's own copy, on disk in its profile.
    page.route("**/typed", lambda route: route.abort())
    page.keyboard.type(TYPED)
    expect(page.locator("#saved")).to_contain_text("kept in this browser")
    journal = profile / "Default" / "Local Storage" / "leveldb"
    wait_for(
        lambda: any(
            TYPED.encode() in file.read_bytes() or TYPED.encode("utf-16-le") in file.read_bytes()
            for file in journal.glob("*.log")
        )
    )
    # The login is another matter: a browser writes its cookies down half a minute later.
    cookies = context.cookies()
    for process in processes_of(profile):
        os.kill(process, signal.SIGKILL)
    wait_for(lambda: not processes_of(profile))
    (profile / "SingletonLock").unlink(missing_ok=True)
    again = browser.browser_type.launch_persistent_context(profile, locale="en-GB", **options)
    again.add_cookies(cookies)
    page = again.pages[0]
    page.goto(address)
    expect(area(ready(page))).to_have_value(TYPED)
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#s-{world.segments()[SHIPS]}")).to_have_attribute("data-state", "approved")
    again.close()
    assert world.target(SHIPS).text == TYPED


def wait_for(done: Callable[[], bool], seconds: float = 60) -> None:
    """Until ``done`` says so; a browser writes to disk, and dies, in its own time."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def browser_path(browser: Browser) -> str:
    from tests.conftest import CHROMIUM

    assert browser.is_connected()
    return CHROMIUM


def test_a_server_started_anew_gets_what_was_typed_meanwhile(
    worried: Desk, server: Server, world: World
) -> None:
    """Typed while the server is down: said, kept in the browser, and sent by itself when it is there again."""
    page = begin(worried, world)
    server.close()
    page.keyboard.type(TYPED)
    expect(page.locator("#saved")).to_contain_text("kept in this browser")
    server.start_again()
    expect(page.locator("#saved")).to_contain_text("Kept as you type", timeout=20_000)
    with world.open() as ws:
        kept = ws.store.drafts.of_segment(world.segments()[SHIPS], LANG, "Ilze")
    assert kept is not None and kept.text == TYPED


def test_a_tab_closed_while_the_server_was_down_loses_nothing(
    worried: Desk, server: Server, world: World
) -> None:
    """The browser's own copy comes back on the next opening, and the server is told."""
    page = begin(worried, world)
    server.close()
    page.keyboard.type(TYPED)
    expect(page.locator("#saved")).to_contain_text("kept in this browser")
    page.close()
    server.start_again()
    worried.page = worried.context.new_page()
    with worried.page.expect_response("**/typed"):
        page = begin(worried, world)
    expect(area(page)).to_have_value(TYPED)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(f"#s-{world.segments()[SHIPS]}")).to_contain_text(
        "You typed here and did not confirm it."
    )


def test_an_invited_person_reviews_and_an_expired_login_loses_nothing(
    browser: Browser, server: Server, world: World
) -> None:
    """Invited, an account made, a segment approved; signed out in the middle of a sentence by the server, which is
    said, with the way in; signed in again, the words are there; signed out for good, nothing can be seen."""
    with world.open() as ws:
        people.add(ws, User("anna", Role.ADMIN), Actor("Ilze", LOCAL_ROLES), password=PASSWORD)
        token = invitations.invite(ws, Role.REVIEWER, people.actor(ws, "anna"))[1]
    desk = Desk(browser, server)
    page = desk.go(f"/invitation/{token}")
    page.get_by_label("Name to sign in with").fill("ilze")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The password again").fill("zirgs")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("alert")).to_have_text("The two passwords are not the same.")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The password again").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.base}/")
    page.get_by_role("link", name="Ostas ziņas martā").first.click()
    key = in_hand(ready(page))
    page.keyboard.type("Port news in March")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#s-{key}")).to_have_attribute("data-state", "approved")
    assert world.target("Ostas ziņas martā").author == "ilze"
    page = begin(desk, world)
    with world.open() as ws:
        sessions.sign_out_everywhere(ws, "ilze", people.actor(ws, "ilze"))
    page.keyboard.type(TYPED)
    note = page.locator("#signed-out")
    expect(note).to_contain_text("Your text is kept in this browser")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#s-{world.segments()[SHIPS]}")).to_contain_text("Not saved")
    note.get_by_role("link", name="Sign in").click()
    sign_in(page)
    page = begin(desk, world)
    expect(area(page)).to_have_value(TYPED)
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#s-{world.segments()[SHIPS]}")).to_have_attribute("data-state", "approved")
    assert world.target(SHIPS).text == TYPED
    desk.go("/account/").get_by_role("button", name="Sign out", exact=True).first.click()
    expect(desk.go(PLACE).get_by_role("button", name="Sign in")).to_be_visible()
    desk.context.close()
    assert [one for one in desk.errors if not any(word in one for word in (*EXPECTED, "422"))] == []


def sign_in(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("ilze")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


def test_what_one_person_typed_is_not_shown_to_the_next(
    browser: Browser, server: Server, world: World
) -> None:
    """The browser's copy belongs to who typed it: somebody else in the same browser does not see it."""
    with world.open() as ws:
        for name in ("ilze", "juris"):
            people.add(ws, User(name, Role.ADMIN), Actor("Ilze", LOCAL_ROLES), password=PASSWORD)
    desk = Desk(browser, server)
    sign_in(desk.go("/"))
    page = begin(desk, world)
    page.route("**/typed", lambda route: route.abort())
    page.keyboard.type(TYPED)
    expect(page.locator("#saved")).to_contain_text("kept in this browser")
    desk.context.clear_cookies()
    desk.go("/")
    page.get_by_label("Name", exact=True).fill("juris")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    expect(area(begin(desk, world))).to_have_value("")
    desk.context.close()


def test_typed_for_a_version_that_is_no_more_meets_the_new_one(
    worried: Desk, server: Server, world: World
) -> None:
    """The browser's copy was typed over an older text than the server has by now: all three texts are shown."""
    page = begin(worried, world)
    server.close()
    page.keyboard.type(TYPED)
    expect(page.locator("#saved")).to_contain_text("kept in this browser")
    page.close()
    with world.open() as ws:
        reviewing.confirm(
            ws, Move(world.segments()[SHIPS], 0), LANG, "128 ships came.", Actor("Jānis", LOCAL_ROLES)
        )
    server.start_again()
    worried.page = worried.context.new_page()
    worried.go(f"{PLACE}?segment={world.segments()[SHIPS]}")
    clash = worried.page.locator(".clash-form")
    expect(clash).to_contain_text("Two people changed this segment")
    expect(clash.get_by_label("The text to keep")).to_have_value(TYPED)
    assert world.target(SHIPS).text == "128 ships came."


def test_a_save_under_way_when_the_server_dies_is_sent_again(
    worried: Desk, server: Server, world: World
) -> None:
    """Confirmed, the next segment open, the answer never comes: the text stands there, marked, and arrives by itself."""
    page = begin(worried, world)
    key = in_hand(page)
    page.keyboard.type(WHOLE)
    server.close()
    page.keyboard.press("Control+Enter")
    row = page.locator(f"#s-{key}")
    expect(row).to_contain_text("Not saved")
    expect(row).to_contain_text(WHOLE)
    expect(row).to_contain_text("It is sent again by itself.")
    assert in_hand(page) != key
    server.start_again()
    expect(row).to_have_attribute("data-state", "approved", timeout=30_000)
    assert world.target(SHIPS).state is State.APPROVED
    assert world.target(SHIPS).text == WHOLE


def test_a_save_that_is_turned_away_waits_and_arrives(worried: Desk, world: World) -> None:
    """503 with Retry-After, then a save whose answer is lost: said, sent again, saved once, no conflict with oneself."""
    page = begin(worried, world)
    key = in_hand(page)
    tries: list[str] = []

    def turn_away(route: Route) -> None:
        tries.append("")
        if len(tries) == 1:
            route.fulfill(status=503, headers={"Retry-After": "1"}, body="busy")
        elif len(tries) == 2:
            # It arrives, but the connection breaks before the answer does.
            assert route.fetch().status == 200
            route.abort()
        else:
            route.continue_()

    page.route("**/confirm", turn_away)
    page.keyboard.type(WHOLE)
    page.keyboard.press("Control+Enter")
    row = page.locator(f"#s-{key}")
    expect(row).to_contain_text("The server has more to do than it can.")
    expect(row).to_contain_text(WHOLE)
    page.keyboard.type("Meanwhile")
    expect(row).to_have_attribute("data-state", "approved", timeout=30_000)
    expect(row).not_to_have_class(re.compile("failed|saving"))
    assert len(tries) == 3
    expect(area(page)).to_have_value("Meanwhile")
    with world.open() as ws:
        assert [one.action for one in ws.store.targets.history(key, LANG)] == ["confirm"]
