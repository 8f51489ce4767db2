"""The desk's pages as plain forms: what they show, what they refuse."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from i18nflow.model import LOCAL_ROLES, Actor, State
from i18nflow.webapp.desk import repeats
from i18nflow.workflow import importing, reviewing
from i18nflow.workflow.desk import assigning, commenting, repeating
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import LANG, PLACE, SLUG, TRANSLATIONS, Visitor, World, visitor, world

__all__ = ["visitor", "world"]

ILZE = Actor("Ilze", LOCAL_ROLES)
JANIS = Actor("Jānis Ozols", LOCAL_ROLES)
SECOND = "Tirgus ziņas\n\nOsta ir atvērta. Tirgū bija 12 klasteri.\n"


@pytest.fixture
def full(world: World) -> World:
    """Two articles; of the first everything is confirmed."""
    with world.open() as ws:
        importing.save(ws, importing.preview(ws, SECOND.encode(), "tirgus.txt"), ILZE)
        for row in ws.store.targets.rows(SLUG, LANG):
            reviewing.confirm(ws, Move(row.segment.key, 0), LANG, TRANSLATIONS[row.segment.text], ILZE)
    return world


def chosen(page: str) -> list[str]:
    return re.findall(r'name="segment" value="([^"]+)"', page)


def text(response) -> str:
    return str(response.get_data(as_text=True))


def test_segments_are_filtered_by_the_address(visitor: Visitor, full: World) -> None:
    """Every filter is an address: what it asks for is what the page holds."""
    for query, count in (
        ("", 11), ("state=approved", 8), ("state=untranslated&state=rejected", 3), ("q=OSTA", 3),
        ("q=klasteriem&forms=1&side=source", 2), ("term=klasteris", 2), ("article=tirgus", 3), ("author=Ilze", 8),
        ("age=older-week", 0), ("age=day", 8), ("origin=human&order=newest", 8), ("mark=stale", 0), ("finding=any", 0),
        ("state=nonsense&origin=x&side=y&order=z&age=q&page=999", 11),
    ):  # fmt: skip
        response = visitor.get(f"/segments?{query}")
        assert (response.status_code, len(chosen(text(response)))) == (200, count), query
    assert "is not a term" in text(visitor.get("/segments?term=nav"))


def test_found_words_are_marked(visitor: Visitor, full: World) -> None:
    """The places of the words looked for stand out on both sides, and nothing of them is markup."""
    page = text(visitor.get("/segments?q=klasteris&forms=1"))
    assert (
        '<span class="looked-for">klasteri</span>' in page
        and '<span class="looked-for">Klasteris</span>' in page
    )
    assert "<script>alert" not in text(visitor.get("/segments?q=%3Cscript%3Ealert(1)%3C/script%3E"))


def test_chosen_segments_are_moved_together_or_not_at_all(visitor: Visitor, full: World) -> None:
    """Reject some; one changed meanwhile: nothing is done, and the page says by whom and where."""
    page = text(visitor.get("/segments?state=approved&article=ostas-zinas"))
    picked = chosen(page)[:2]
    with full.open() as ws:
        key, _, version = picked[1].partition(":")
        reviewing.confirm(ws, Move(key, int(version)), LANG, "Other words 128", JANIS)
    response = visitor.post("/segments/reject?state=approved", {"segment": picked, "reason": "Style or tone"})
    said = text(response)
    assert (
        response.status_code == 409
        and "Nothing was done" in said
        and "Jānis Ozols changed it meanwhile" in said
    )
    assert full.target("Ostas ziņas martā").state is State.APPROVED
    response = visitor.post(
        "/segments/reject?state=approved", {"segment": picked[:1], "reason": "Style or tone"}
    )
    assert response.status_code == 303 and response.headers["Location"] == "/segments?state=approved"
    assert full.target("Ostas ziņas martā").reason == "Style or tone"
    assert "1 segment is rejected." in text(visitor.get("/segments"))
    assert visitor.post("/segments/approve", {}).status_code == 422
    assert visitor.post("/segments/approve", {"segment": "no version"}).status_code == 422
    assert visitor.post("/segments/reject", {"segment": picked[1:]}).status_code == 409


def test_chosen_segments_are_assigned(visitor: Visitor, full: World) -> None:
    """Given to somebody, they are found under that name."""
    picked = chosen(text(visitor.get("/segments?article=tirgus")))[:2]
    assert (
        visitor.post("/segments/assign?article=tirgus", {"segment": picked, "person": "Zane"}).status_code
        == 303
    )
    assert len(chosen(text(visitor.get("/segments?assigned=Zane")))) == 2
    assert visitor.post("/segments/assign", {"segment": picked, "person": " "}).status_code == 422


def test_views_are_ones_own(visitor: Visitor, full: World) -> None:
    """A filter is kept under a name, without what is no filter, and forgotten again."""
    saved = visitor.post("/views", {"name": "Mana daļa", "query": "q=osta&state=draft&evil=1&page=3"})
    assert saved.headers["Location"] == "/segments?q=osta&state=draft"
    page = text(visitor.get("/segments"))
    assert "Mana daļa" in page
    number = re.search(r"/views/(\d+)/forget", page)
    assert number
    with full.open() as ws:
        assert ws.store.views.of("Jānis Ozols") == []
    visitor.post(f"/views/{number[1]}/forget", {})
    assert "Mana daļa" not in text(visitor.get("/segments"))
    assert visitor.post("/views", {"name": "", "query": ""}).status_code == 422


def test_words_are_replaced_and_taken_back(visitor: Visitor, full: World) -> None:
    """Preview, choose, replace, undo: each a plain form."""
    page = text(visitor.get("/replace?find=port&with=harbour"))
    hits = re.findall(r'name="hit" value="([^"]+)"', page)
    assert len(hits) == 3 and "<del>Port</del><ins>Harbour</ins>" in page
    fields = {f"to-{hit.split(':')[0]}-{hit.rsplit(':')[-1]}": "harbour" for hit in hits}
    response = visitor.post("/replace", {"find": "port", "with": "harbour", "hit": hits[1:], **fields})
    assert response.status_code == 303
    assert full.target("Ostas ziņas martā").text == "Port news in March"
    assert full.target("Osta ir atvērta.").text == "The harbour is open."
    assert "Replaced in 2 segments" in text(visitor.get(response.headers["Location"]))
    assert visitor.post(f"{response.headers['Location']}/undo", {}).status_code == 303
    assert full.target("Osta ir atvērta.").text == "The port is open."
    assert "Taken back by Ilze" in text(visitor.get(response.headers["Location"]))
    assert visitor.post("/replace", {"find": "port", "with": "x"}).status_code == 422
    assert visitor.post("/replace", {"find": "port", "hit": "zzz"}).status_code == 422
    assert "Found nowhere" in text(visitor.get("/replace?find=zzzz"))


def test_work_is_shared_out_on_its_page(visitor: Visitor, full: World) -> None:
    """A person, a part, a deadline; nonsense is said, and what was typed stays."""
    work = f"{PLACE}work/"
    assert visitor.post(f"{work}assign", {"person": "Zane", "first": "2", "last": "4"}).status_code == 303
    assert visitor.post(f"{work}deadline", {"due": "2026-03-02T16:00"}).status_code == 303
    page = text(visitor.get(work))
    assert "Segments 2 to 4" in page and 'value="2026-03-02T16:00"' in page and "3 of 3" in page
    for wrong in (
        {"person": "Zane", "first": "x"},
        {"person": ""},
        {"person": "Zane", "first": "7", "last": "99"},
    ):
        response = visitor.post(f"{work}assign", wrong)
        assert response.status_code == 422 and "This cannot be done" in text(response)
    assert visitor.post(f"{work}deadline", {"due": "soon"}).status_code == 422
    number = re.search(r"work/(\d+)/remove", page)
    assert number and visitor.post(f"{work}{number[1]}/remove", {}).status_code == 303
    assert visitor.post(f"{work}{number[1]}/remove", {}).status_code == 404
    assert visitor.post(f"{work}deadline", {"due": ""}).status_code == 303
    assert "Nobody yet." in text(visitor.get(work))


def test_the_list_shows_what_is_late_first(visitor: Visitor, full: World) -> None:
    """Late before due today before the rest; the head says it; filters by group and person."""
    with full.open() as ws:
        importing.save(ws, importing.preview(ws, b"Tris\n\nViens teikums.\n", "tris.txt"), ILZE)
        assigning.set_deadline(ws, ["tris"], LANG, ws.now() - timedelta(hours=2), ILZE)
        assigning.assign(ws, "tris", LANG, "Zane", ILZE)
        assigning.set_deadline(ws, ["tirgus"], LANG, ws.now() + timedelta(days=3), ILZE)
    page = text(visitor.get("/"))
    assert "1 translation is late." in page
    order = [page.index(f'/articles/{slug}/{LANG}/">') for slug in ("tris", "tirgus", SLUG)]
    assert order == sorted(order)
    assert "Tirgus" not in text(visitor.get("/?person=Zane")) and "Tris" in text(visitor.get("/?person=Zane"))
    assert "Tris" not in text(visitor.get("/?view=ready"))
    assert "No article like this." in text(visitor.get("/?q=zzzz"))


def test_chosen_articles_get_a_person_and_a_deadline(visitor: Visitor, full: World) -> None:
    """Several editions at once; all or none."""
    editions = [f"{SLUG}/{LANG}", f"tirgus/{LANG}"]
    form = {"edition": editions, "person": "Zane", "due": "2026-03-02T16:00"}
    assert visitor.post("/work", form).status_code == 303
    with full.open() as ws:
        assert (
            len(ws.store.assignments.of_person("Zane")) == 2
            and len(ws.store.assignments.deadlines(LANG)) == 2
        )
    wrong = {"edition": [*editions, f"nowhere/{LANG}"], "person": "Mara"}
    assert visitor.post("/work", wrong).status_code == 404
    with full.open() as ws:
        assert ws.store.assignments.of_person("Mara") == []
    assert visitor.post("/work", {"edition": editions}).status_code == 422
    assert visitor.post("/work", {"person": "Zane"}).status_code == 422


def test_comments_are_said_settled_and_escaped(visitor: Visitor, full: World) -> None:
    """A comment is a plain form; its text is text."""
    key = full.segments()["Osta ir atvērta."]
    visitor.post(f"{PLACE}segments/{key}/comments", {"comment": "<b>@Ilze</b>?"})
    page = text(visitor.get(f"{PLACE}?segment={key}"))
    assert "&lt;b&gt;@Ilze&lt;/b&gt;?" in page and ">Settle<" in page
    assert visitor.post("/comments/1/resolve", {}).status_code == 303
    assert "Settled by Ilze" in text(visitor.get(f"{PLACE}?segment={key}"))
    assert visitor.post("/comments/99/resolve", {}).status_code == 404
    assert visitor.post(f"{PLACE}segments/{key}/comments", {"comment": " "}).status_code == 422


def test_the_inbox_counts_what_is_new(visitor: Visitor, full: World) -> None:
    """The head carries the number; seen items lose it."""
    with full.open() as ws:
        commenting.add(ws, full.segments()["Osta ir atvērta."], LANG, "@Ilze, skat.", JANIS)
        assigning.assign(ws, "tirgus", LANG, "Ilze", JANIS)
    page = text(visitor.get("/inbox"))
    assert "Jānis Ozols mentions you" in page and "gave you work" in page and 'class="badge">2<' in page
    visitor.post("/inbox/seen", {"item": "mention-1"})
    assert 'class="badge">1<' in text(visitor.get("/"))


def test_repeats_are_offered_and_filled(visitor: Visitor, full: World) -> None:
    """The panel says that there are repeats; their page fills the chosen ones."""
    key = full.segments()["Osta ir atvērta."]
    assert "1 segment says the same and waits." in text(visitor.get(f"{PLACE}?segment={key}"))
    page = text(visitor.get(f"{PLACE}segments/{key}/repeats"))
    picked = chosen(page)
    assert len(picked) == 1
    assert visitor.post(f"{PLACE}segments/{key}/repeats", {"segment": picked}).status_code == 303
    assert visitor.post(f"{PLACE}segments/{key}/repeats", {"segment": picked}).status_code == 409
    with full.open() as ws:
        assert ws.store.targets.row(picked[0].split(":")[0], LANG).target.text == "The port is open."


def test_many_repeats_come_in_pages(visitor: Visitor, full: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that wait first; the number in the heading is of all; a page too far is the last."""
    monkeypatch.setattr(repeats, "PAGE", 2)
    with full.open() as ws:
        for number in range(4):
            text_of = f"Citas ziņas {number}\n\nOsta ir atvērta.\n"
            importing.save(ws, importing.preview(ws, text_of.encode(), f"citas-{number}.txt"), ILZE)
    key = full.segments()["Osta ir atvērta."]
    place = f"{PLACE}segments/{key}/repeats"
    seen = [chosen(text(visitor.get(f"{place}?page={number}"))) for number in (1, 2, 3, 9)]
    assert [len(one) for one in seen] == [2, 2, 1, 1] and seen[2] == seen[3]
    assert len({one for page in seen for one in page}) == 5
    page = text(visitor.get(f"{place}?page=2"))
    assert 'class="count">5<' in page and "Page 2 of 3" in page
    # Beside the editor they are not counted to the last one.
    monkeypatch.setattr(repeating, "COUNTED", 3)
    assert "More than 3 other segments say the same and wait" in text(visitor.get(f"{PLACE}?segment={key}"))
    offer = text(visitor.get(place, headers={"HX-Request": "true"}))
    assert "More than 3 other segments say the same as segment" in offer


def test_concordance_finds_every_form_on_either_side(visitor: Visitor, full: World) -> None:
    """A page, and a part for the article view."""
    page = text(visitor.get("/concordance?q=klasterim"))
    assert (
        '<span class="looked-for">Klasteris</span>' in page
        and '<span class="looked-for">cluster</span>' in page
    )
    part = text(visitor.get("/concordance?q=ships&side=target", headers={"HX-Request": "true"}))
    assert "<html" not in part and '<span class="looked-for">ships</span>' in part
    assert "nothing with these words" in text(visitor.get("/concordance?q=zzz"))


def test_statistics_are_tables_too(visitor: Visitor, full: World) -> None:
    """Headings say the result; the figures stand in tables; an empty workspace has none to say."""
    page = text(visitor.get("/statistics"))
    assert "34 words approved" in page or "words approved" in page
    assert "Terms are followed 100% of the time" in page and "1 person worked on translations" in page
    assert page.count("<table") >= 3 and "Show as a table" in page
    assert visitor.get("/statistics?weeks=52").status_code == 200
    assert visitor.get("/statistics?weeks=abc&lang=zz").status_code == 200


def test_an_empty_workspace_has_quiet_pages(visitor: Visitor, world: World) -> None:
    """Nothing done yet: every page says so and none fails."""
    for address in ("/segments", "/replace", "/inbox", "/statistics", "/concordance", f"{PLACE}work/"):
        assert visitor.get(address).status_code == 200, address
    assert "Nothing waits for you." in text(visitor.get("/inbox"))
    assert "Nothing was approved in these weeks" in text(visitor.get("/statistics"))
