"""Every page of the UI: known to the list of pages, without a violation that axe-core finds, and wholly Latvian."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser

from tests.web import every_page
from tests.web.conftest import LOOKS, Desk, Server
from tests.web.every_page import FAILS, NOT_PAGES, OUTSIDE, PAGES, PASSWORD, Furnished
from tests.web.test_journeys import violations

# Words that stand in most English sentences and in no Latvian one.
ENGLISH = re.compile(r"\b(the|and|of|is|are|with|not|this|that|there|from|has|was|be|it)\b", re.IGNORECASE)
UNSAID = "*[starts-with(@lang, 'en')] | *[self::script or self::style or self::template or self::code or self::svg]"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A workspace with something on every page; nobody changes it."""
    return every_page.furnish(tmp_path_factory.mktemp("every") / "ws")


def test_every_route_is_a_known_page_or_none(furnished: Furnished) -> None:
    """A new page cannot be forgotten: its route must be in the list that is looked at, or say why it is no page."""
    routes = {
        rule.endpoint
        for rule in furnished.world.app().url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/api/")
    }
    assert routes == PAGES.keys() | OUTSIDE.keys() | NOT_PAGES.keys()


def test_every_page_is_wholly_latvian(furnished: Furnished) -> None:
    """No page says anything in English that is not marked as English: article texts, licences of programs."""
    client = furnished.app("localhost").test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "lv"
    found = [
        f"{path}: {text}" for path in furnished.paths(OUTSIDE) for text in english(client.get(path).text)
    ]
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
    assert token
    client.post("/sign-in", data={"csrf_token": token[1], "name": "ilze", "password": PASSWORD})
    for path in (*furnished.paths(PAGES), *FAILS):
        answer = client.get(path)
        assert (answer.status_code == 200) == (path not in FAILS), path
        found += [f"{path}: {text}" for text in english(answer.text)]
        # The reviewer chose this reason in English; each reader is told it in their own language.
        assert "Style or tone" not in answer.text, path
    assert found == []


def test_what_a_reader_may_not_do_is_not_offered(furnished: Furnished) -> None:
    """No page offers a reader a form that only ends in "your role does not allow this"."""
    client = furnished.app("localhost").test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
    assert token
    client.post("/sign-in", data={"csrf_token": token[1], "name": "rita", "password": PASSWORD})
    offered = set()
    for path in furnished.paths(PAGES):
        answer = client.get(path)
        assert answer.status_code == (403 if re.match(r"/people|/audit|.*/upload/", path) else 200), path
        tree = lxml_html.document_fromstring(answer.text)
        for button in tree.xpath("//form[@method='post']//button[not(@type='button')]"):
            form = button.xpath("ancestor::form")[0]
            offered.add(button.get("formaction") or form.get("action") or path)
        for editor in tree.xpath("//form[@id='editor']"):
            assert editor.xpath(".//textarea/@readonly")
    own = ("/preferences", "/account/", "/sign-out", "/inbox/", "/views", "/keys")
    assert [one for one in sorted(offered) if not one.startswith(own)] == []


def test_the_pages_before_one_is_in_say_what_to_do(furnished: Furnished) -> None:
    """Too many failures: the seconds that are left, to be counted down. An invitation that is over: where to go."""
    client = furnished.app("localhost").test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
    assert token
    wrong = {"csrf_token": token[1], "name": "nobody", "password": "not this one at all"}
    answers = [client.post("/sign-in", data=wrong) for _ in range(6)]
    assert [one.status_code for one in answers] == [422] * 5 + [429]
    assert f'data-wait="{answers[-1].headers["Retry-After"]}"' in answers[-1].text
    over = client.get("/invitation/expired")
    assert over.status_code == 404 and 'href="/sign-in"' in over.text


def english(page: str) -> list[str]:
    """What a page says in English without a mark."""
    tree = lxml_html.document_fromstring(page)
    for one in tree.xpath(f"//body//{UNSAID.replace(' | ', ' | //body//')}"):
        one.drop_tree()
    texts = [*tree.xpath("//text()"), *tree.xpath("//@title | //@placeholder | //@aria-label | //@alt")]
    return [text.strip()[:80] for text in texts if ENGLISH.search(text)]


@pytest.fixture(scope="module")
def shown(furnished: Furnished) -> Iterator[Server]:
    """One server for all looks."""
    running = Server(furnished.world)
    yield running
    running.close()


@pytest.mark.browser
@LOOKS
def test_no_page_has_an_accessibility_violation(
    browser: Browser, furnished: Furnished, shown: Server, lang: str, scheme: str
) -> None:
    """axe-core finds nothing on any page, in either language, theme and width (``make drill``: in each with each); nothing overflows."""
    shown._server.app = furnished.app(shown.base.removeprefix("http://"))
    desk = Desk(browser, shown, locale=lang, color_scheme=scheme, bypass_csp=True)
    found = [
        one for path in furnished.paths(OUTSIDE) for one in look(desk, path, 1280 if lang == "en-GB" else 390)
    ]
    page = desk.go("/sign-in")
    page.locator("#name").fill("ilze")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.base}/")
    # The pages of errors differ in their words alone.
    for path in (*furnished.paths(PAGES), "/fails/403", "/fails/500", "/fails/store", "/nowhere"):
        found += look(desk, path, 1280 if lang == "en-GB" else 390)
    desk.context.close()
    assert found == []
    assert [one for one in desk.errors if "status of" not in one] == []


def look(desk: Desk, path: str, wide: int) -> list[str]:
    """What is wrong with a page, everything that opens on it opened; axe-core looks at one width, for it takes long."""
    page = desk.go(path)
    page.evaluate("document.querySelectorAll('.sheet details').forEach(one => { one.open = true; })")
    found = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        if width == wide:
            found += violations(page)
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append("wider than the window")
    return [f"{path} {one}" for one in found]
