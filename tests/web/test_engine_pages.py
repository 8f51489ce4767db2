"""The engines' page, the evidence of a draft and the order of doubt, as a person meets them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from i18nflow.model import Origin
from i18nflow.store import Change, PostEdit, SecondAnswer
from i18nflow.translate import disagreement
from i18nflow.webapp import chart
from i18nflow.workflow import evidence, reviewing, translating
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import LANG, LOCAL, PLACE, SETTINGS, SLUG, Desk, Visitor, World
from tests.web.test_journeys import AXE

SECOND = "The cluster concluded a contract."
DOUBTED = "Klasteris parakstīja līgumu par 45 200 EUR."


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The workspace of the web tests with machine drafts, and another engine's word on one of them."""
    made = World(tmp_path / "ws", SETTINGS.replace("order = []", 'order = ["echo"]'))
    with made.open() as ws:
        translating.translate(ws, [SLUG], [LANG], LOCAL)
        row = next(row for row in ws.store.targets.rows(SLUG, LANG) if row.segment.text == "Osta ir atvērta.")
        first = row.target.machine_text
        other = SecondAnswer(
            row.segment.key, LANG, "google", "m", row.segment.text, first, SECOND, disagreement(first, SECOND)
        )
        with ws.store.write(aside="a test"):
            ws.store.seconds.put(other, ws.now())
    return made


def test_the_panel_shows_where_two_engines_disagree(visitor: Visitor, world: World) -> None:
    """Both texts with their differences marked, and no percentage."""
    key = world.segments()["Osta ir atvērta."]
    panel = visitor.get(f"{PLACE}segments/{key}/panel", headers={"HX-Request": "true"}).get_data(as_text=True)
    evidence = panel[panel.index('id="h-evidence"') : panel.index('id="h-matches"')]
    assert "Two engines disagree here:" in evidence
    assert "machine translation by echo 1" in evidence
    assert "<mark>" in evidence and "%" not in evidence


def test_the_other_engines_text_is_inserted_without_script(visitor: Visitor, world: World) -> None:
    """It is shown in the editor and nothing is saved."""
    key = world.segments()["Osta ir atvērta."]
    page = visitor.post(f"{PLACE}segments/{key}/try", {"text": "x", "version": "1", "insert": "second"})
    assert f">{SECOND}</textarea>" in page.get_data(as_text=True)
    assert world.target("Osta ir atvērta.").text == "[en-GB] Osta ir atvērta."


def test_the_most_doubtful_come_first(visitor: Visitor, world: World) -> None:
    """Errors and missing terms, then the disagreement; confirming goes on in that order, also without script."""
    page = visitor.get(f"{PLACE}?show=queue").get_data(as_text=True)
    with world.open() as ws:
        queue = evidence.queue(ws, SLUG, LANG)
    places = [page.index(f'id="s-{key}"') for key in queue]
    assert places == sorted(places)
    assert [str(why) for why in queue.values()] == sorted(
        (str(why) for why in queue.values()), key=["error", "term", "disagreement", "order"].index
    )
    first, second = list(queue)[:2]
    answer = visitor.post(
        f"{PLACE}segments/{first}/confirm", {"text": "Port.", "version": "1", "show": "queue"}
    )
    assert f"segment={second}" in answer.location and "show=queue" in answer.location


def test_in_the_browser_the_next_one_is_the_next_doubtful(desk: Desk, world: World) -> None:
    """The hand follows the queue, and the numbers stay those of the article."""
    page = desk.go(f"{PLACE}?show=queue")
    page.wait_for_selector("html[data-ready]")
    keys = page.locator(".seg").evaluate_all("rows => rows.map(row => row.dataset.key)")
    assert page.locator(".seg.hand").get_attribute("data-key") == keys[0]
    page.locator("#editor textarea").fill("Something else.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f'.seg.hand[data-key="{keys[1]}"]')).to_be_visible()
    with world.open() as ws:
        position = ws.store.targets.row(keys[1], LANG).position + 1
    expect(page.locator("#editor label").first).to_contain_text(f"segment {position}")


def test_a_fix_is_seen_before_it_is_saved(visitor: Visitor, world: World) -> None:
    """The button of a finding changes the text in the editor; the target stays until it is confirmed."""
    key = world.segments()["jauna noliktava 3. piestātnē."]
    (world.root / "glossary.csv").write_text(
        "source,target,avoid\r\npiestātne,berth,quay\r\n", encoding="utf-8", newline=""
    )
    with world.open() as ws:
        reviewing.confirm(ws, Move(key, 1), LANG, "a new warehouse at quay 3.", LOCAL)
    page = visitor.get(f"{PLACE}?segment={key}").get_data(as_text=True)
    assert "“quay” is not to be used here" in page
    name = "term-forbidden “quay” is not to be used here; the glossary says “berth”."
    tried = visitor.post(
        f"{PLACE}segments/{key}/try", {"text": "a new warehouse at quay 3.", "version": "2", "fix": name}
    ).get_data(as_text=True)
    assert ">a new warehouse at berth 3.</textarea>" in tried
    assert world.target("jauna noliktava 3. piestātnē.").text == "a new warehouse at quay 3."


def test_the_page_of_engines(visitor: Visitor, world: World) -> None:
    """Every engine, where its texts go, and how much was edited: drawn and in a table."""
    empty = visitor.get("/engines/").get_data(as_text=True)
    assert "Nothing is measured yet" in empty and "no key in MICROSOFT_API_KEY" in empty
    with world.open() as ws:
        keys = [row.segment.key for row in ws.store.targets.rows(SLUG, LANG)]
        with ws.store.write(aside="a test"):
            for number, key in enumerate(keys[:3]):
                one = PostEdit(key, LANG, "opus", "1", f"2026-0{number + 1}", 80.0, 2.0, 8)
                ws.store.postedits.put(one, ws.now())
    page = visitor.get("/engines/").get_data(as_text=True)
    assert "opus, 2026-02: 25%" in page
    assert 'role="img"' in page and "2026-03" in page


def test_a_chart_has_its_points_inside() -> None:
    """One month stands in the middle, missing months make no points, and the scale ends above the values."""
    drawn = chart.lines({"a": {"2026-01": 0.2, "2026-03": 0.45}, "b": {"2026-02": 0.0}})
    assert [len(one.points) for one in drawn.series] == [2, 1]
    assert max(share for _, share in drawn.shares) == pytest.approx(0.5)
    for one in drawn.series:
        for point in one.points:
            assert 0 <= point.x <= drawn.width and 0 <= point.y <= drawn.bottom
    single = chart.lines({"a": {"2026-01": 0.0}})
    assert single.series[0].points[0].x == pytest.approx((drawn.left + drawn.right) / 2)
    assert chart.lines({}).series == ()


def test_the_pages_are_accessible(desk: Desk, world: World) -> None:
    """axe-core finds nothing on the engines' page, the page of a run and the queue with its evidence."""
    key = world.segments()["Osta ir atvērta."]
    with world.open() as ws, ws.store.write(aside="a test"):
        ws.store.postedits.put(PostEdit(key, LANG, "opus", "1", "2026-03", 80.0, 2.0, 8), ws.now())
    context = desk.page.context.browser.new_context(
        bypass_csp=True, storage_state=desk.context.storage_state()
    )
    page = context.new_page()
    for address in ("/engines/", f"{PLACE}pretranslate/", f"{PLACE}?show=queue&segment={key}"):
        page.goto(desk.base + address)
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], address
    context.close()


def test_the_other_text_is_inserted_by_one_press(desk: Desk, world: World) -> None:
    """It stands in the editor and is not saved until it is confirmed."""
    key = world.segments()["Osta ir atvērta."]
    page = desk.go(f"{PLACE}?segment={key}")
    page.wait_for_selector("html[data-ready]")
    page.get_by_role("button", name="Insert what google says").click()
    expect(page.locator("#editor textarea")).to_have_value(SECOND)
    assert world.target("Osta ir atvērta.").text == "[en-GB] Osta ir atvērta."


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "similar zinas/r0p4r5h0"), ("lv", "līdzīgs zinas/r0p4r5h0")]
)
def test_a_match_is_said_in_the_language_of_the_page(
    visitor: Visitor, world: World, lang: str, said: str
) -> None:
    """What the database keeps of a match (``fuzzy zinas/r0p4r5h0``) is a word for the reader."""
    key = world.segments()[DOUBTED]
    with world.open() as ws, ws.store.write(aside="a test"):
        target = ws.store.targets.row(key, LANG).target
        made = replace(target, origin=Origin.MEMORY, score=0.97, match="fuzzy zinas/r0p4r5h0")
        ws.store.targets.write([Change(made, "propose", DOUBTED)], actor="i18nflow", at=ws.now())
    headers = {"HX-Request": "true", "Accept-Language": lang}
    panel = visitor.get(f"{PLACE}segments/{key}/panel", headers=headers).get_data(as_text=True)
    assert said in panel
