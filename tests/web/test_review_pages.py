"""The article under review as plain forms: what the page shows, and what each move answers."""

from __future__ import annotations

import html
import re

import pytest

from i18nflow.model import LOCAL_ROLES, Actor, State
from i18nflow.workflow import reviewing
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import LANG, PLACE, SLUG, Visitor, World

OTHER = Actor("Jānis", LOCAL_ROLES)
SOURCE = "Ostā martā ienāca 128 kuģi."
RIGHT = "In March, 128 ships called at the port."
PART = {"HX-Request": "true"}


def say(
    visitor: Visitor,
    world: World,
    source: str,
    what: str,
    headers: dict[str, str] | None = None,
    **fields: object,
):
    """Send one move of a segment."""
    data = {"version": world.target(source).version, **fields}
    return visitor.post(f"{PLACE}segments/{world.segments()[source]}/{what}", data, headers=headers or {})


def test_the_article_shows_both_languages_and_one_editor(visitor: Visitor, world: World) -> None:
    """Every segment with its language, terms marked with their targets, the first unfinished one open."""
    page = visitor.get(PLACE).get_data(as_text=True)
    for source in world.segments():
        assert html.escape(source.split()[0]) in page
    assert 'lang="lv"' in page and 'lang="en-GB"' in page
    assert 'data-to="cluster">Klasteris</span>' in page
    assert len(re.findall(r'<form class="editor"', page)) == 2  # the open one and the template for the others


def test_confirming_leads_to_the_next_unfinished_segment(visitor: Visitor, world: World) -> None:
    """One step of review: the text is approved, the redirect opens the next one, and it can be undone there."""
    response = say(visitor, world, SOURCE, "confirm", text=RIGHT)
    assert response.status_code == 303
    following = world.segments()["Klasteris parakstīja līgumu par 45 200 EUR."]
    assert f"segment={following}" in response.headers["Location"]
    assert world.target(SOURCE).state is State.APPROVED
    page = visitor.get(response.headers["Location"]).get_data(as_text=True)
    assert "Saved, segment 2 of" in page
    assert say(visitor, world, SOURCE, "undo").status_code == 303
    assert world.target(SOURCE).text == ""


def test_the_script_gets_only_the_line(visitor: Visitor, world: World) -> None:
    """With HX-Request the answer is the changed line and nothing else."""
    response = say(visitor, world, SOURCE, "confirm", PART, text=RIGHT)
    part = response.get_data(as_text=True)
    assert response.status_code == 200
    assert part.startswith("<li") and part.rstrip().endswith("</li>") and "<html" not in part
    assert 'data-state="approved"' in part and RIGHT in part


@pytest.mark.parametrize("headers", [{}, PART])
def test_a_conflict_shows_base_theirs_and_mine(
    visitor: Visitor, world: World, headers: dict[str, str]
) -> None:
    """Two people confirm: the second is shown three texts, nothing is overwritten, nothing typed is lost."""
    key = world.segments()[SOURCE]
    say(visitor, world, SOURCE, "confirm", text="128 ships came.")
    seen = world.target(SOURCE).version
    with world.open() as ws:
        reviewing.confirm(ws, Move(key, seen), LANG, "128 vessels came.", OTHER)
    response = visitor.post(
        f"{PLACE}segments/{key}/confirm", {"version": seen, "text": "128 ships called."}, headers=headers
    )
    page = response.get_data(as_text=True)
    assert response.status_code == 409
    for piece in (
        "128 ships came.",
        "vessels",
        "Jānis",
        "128 ships called.",
        "Two people changed this segment",
    ):
        assert piece in page
    assert world.target(SOURCE).text == "128 vessels came."
    with world.open() as ws:
        assert ws.store.drafts.of_article(SLUG, LANG, "Ilze")[key].text == "128 ships called."
    again = visitor.get(f"{PLACE}?segment={key}").get_data(as_text=True)
    assert "Two people changed this segment" in again and "128 ships called." in again
    merged = say(visitor, world, SOURCE, "confirm", text="128 vessels called.", then="stay")
    assert merged.status_code == 303 and world.target(SOURCE).text == "128 vessels called."


def test_a_refusal_keeps_what_was_typed(visitor: Visitor, world: World) -> None:
    """An empty confirmation and a rejection without a reason are said plainly, the text stays in the editor."""
    empty = say(visitor, world, SOURCE, "confirm", text="   ")
    assert empty.status_code == 422 and "empty text cannot be confirmed" in empty.get_data(as_text=True)
    say(visitor, world, SOURCE, "confirm", text=RIGHT)
    bare = say(visitor, world, SOURCE, "reject", text="half a thou", reason="", detail="")
    assert bare.status_code == 422 and "half a thou" in bare.get_data(as_text=True)
    assert world.target(SOURCE).state is State.APPROVED


def test_rejecting_takes_a_reason_and_shows_it(visitor: Visitor, world: World) -> None:
    """The chosen reason and the words of one's own are kept together."""
    say(visitor, world, SOURCE, "confirm", text=RIGHT)
    say(visitor, world, SOURCE, "reject", reason="Style or tone", detail="too stiff")
    assert world.target(SOURCE).state is State.REJECTED
    assert "Style or tone: too stiff" in visitor.get(f"{PLACE}?segment={world.segments()[SOURCE]}").get_data(
        as_text=True
    )


def test_history_is_shown_with_differences_and_restored(visitor: Visitor, world: World) -> None:
    """Each version is in the panel with the words that changed; an earlier one returns as a new one."""
    say(visitor, world, SOURCE, "confirm", text="In March 128 ships came.")
    first = world.target(SOURCE).version
    say(visitor, world, SOURCE, "confirm", text="In March 128 vessels came.")
    panel = visitor.get(f"{PLACE}segments/{world.segments()[SOURCE]}/panel").get_data(as_text=True)
    assert "<del>ships</del>" in panel and "<ins>vessels</ins>" in panel
    assert say(visitor, world, SOURCE, "restore", to=first).status_code == 303
    assert world.target(SOURCE).text == "In March 128 ships came."


def test_typing_is_kept_and_comes_back(visitor: Visitor, world: World) -> None:
    """What is typed and not confirmed stands in the editor when the article is opened again; the target is untouched."""
    assert say(visitor, world, SOURCE, "typed", PART, text="Half a sen").status_code == 204
    assert world.target(SOURCE).text == ""
    assert "Half a sen" in visitor.get(f"{PLACE}?segment={world.segments()[SOURCE]}").get_data(as_text=True)
    assert say(visitor, world, SOURCE, "discard").status_code == 303
    assert "Half a sen" not in visitor.get(PLACE).get_data(as_text=True)


def test_findings_are_told_live_and_the_fix_is_shown_before_saving(visitor: Visitor, world: World) -> None:
    """A wrong number and a double space are found in a text nobody saved; applying a fix changes only the editor."""
    wrong = "In March,  182 ships called at the port."
    found = say(visitor, world, SOURCE, "check", PART, text=wrong).get_data(as_text=True)
    assert "Number differs" in found and "Double space" in found
    fix = re.search(r'name="fix" value="(double-space [^"]+)"', found)
    assert fix
    tried = say(visitor, world, SOURCE, "try", text=wrong, fix=html.unescape(fix[1]))
    assert tried.status_code == 200
    assert "In March, 182 ships called at the port.</textarea>" in tried.get_data(as_text=True)
    assert world.target(SOURCE).text == ""


def test_a_finding_can_be_dismissed(visitor: Visitor, world: World) -> None:
    """Who says the text is right is believed: the finding counts no more."""
    say(visitor, world, SOURCE, "confirm", text="In March, 129 ships called at the port.")
    with world.open() as ws:
        (found, *_rest) = ws.store.findings.of_segment(world.segments()[SOURCE], LANG)
    name = f"{found.finding.code} {found.finding.message}"
    assert say(visitor, world, SOURCE, "dismiss", finding=name).status_code == 303
    with world.open() as ws:
        assert ws.store.findings.of_segment(world.segments()[SOURCE], LANG)[0].dismissed_by == "Ilze"


def test_the_same_sentence_is_offered_from_memory(visitor: Visitor, world: World) -> None:
    """An approved pair is offered where its source occurs again, and can be put into the editor without script."""
    say(visitor, world, SOURCE, "confirm", text=RIGHT)
    visitor.post("/new", {"text": f"Citas ziņas\n\n{SOURCE}\n"})
    with world.open() as ws:
        token = next(p.name for p in (ws.root / ".incoming").iterdir() if not p.suffix)
    visitor.post(
        f"/new/{token}", {"title": "Citas ziņas", "slug": "citas-zinas", "block-0": "on", "block-1": "on"}
    )
    with world.open() as ws:
        key = next(s.key for s in ws.store.articles.segments("citas-zinas") if s.text == SOURCE)
    place = f"/articles/citas-zinas/{LANG}/segments/{key}"
    assert RIGHT in visitor.get(f"{place}/panel").get_data(as_text=True)
    tried = visitor.post(f"{place}/try", {"text": "", "version": 0, "insert": "match-0"}).get_data(
        as_text=True
    )
    assert f"{RIGHT}</textarea>" in tried


def test_the_source_is_corrected_in_place(visitor: Visitor, world: World) -> None:
    """A corrected source is a new revision: its target waits as draft with the difference shown, others stay."""
    say(visitor, world, SOURCE, "confirm", text=RIGHT)
    key = world.segments()[SOURCE]
    assert visitor.get(f"{PLACE}segments/{key}/source").status_code == 200
    visitor.post(f"{PLACE}segments/{key}/source", {"text": "Ostā martā ienāca 129 kuģi."})
    with world.open() as ws:
        row = ws.store.targets.row(key, LANG)
        assert ws.store.articles.get(SLUG).revision == 2
    assert row.segment.text == "Ostā martā ienāca 129 kuģi." and row.target.state is State.DRAFT
    panel = visitor.get(f"{PLACE}segments/{key}/panel").get_data(as_text=True)
    assert "<del>128</del>" in panel and "Spelling only" in panel


def test_a_segment_is_cut_and_joined(visitor: Visitor, world: World) -> None:
    """Pressing a bar cuts there; joining is its inverse."""
    key = world.segments()[SOURCE]
    before = len(world.segments())
    visitor.post(f"{PLACE}segments/{key}/split", {"offset": SOURCE.index("ienāca")})
    assert len(world.segments()) == before + 1
    visitor.post(f"{PLACE}segments/{key}/merge")
    assert len(world.segments()) == before


def test_filters_and_search_hide_what_is_not_asked_for(visitor: Visitor, world: World) -> None:
    """State filters and a search in both languages, also without script; Latvian letters fold right."""
    say(visitor, world, SOURCE, "confirm", text=RIGHT)
    page = visitor.get(f"{PLACE}?show=approved").get_data(as_text=True)
    assert len(re.findall(r"<li class=\"seg[^>]+ hidden>", page)) >= len(world.segments()) - 2
    found = visitor.get(f"{PLACE}?q=OSTĀ").get_data(as_text=True)
    line = re.search(rf'<li[^>]+id="s-{world.segments()[SOURCE]}"[^>]*>', found)
    assert line and "hidden" not in line[0]


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "</textarea><script>1</script>",
    "' or 1=1 --",
    "\u202e\u2066\ud7ff\ufeff",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_text_is_shown_as_text(visitor: Visitor, world: World, text: str) -> None:
    """Whatever is typed comes back letter by letter and never as markup or code."""
    say(visitor, world, SOURCE, "confirm", text=text)
    assert world.target(SOURCE).text == text
    for address in (
        PLACE,
        f"{PLACE}?segment={world.segments()[SOURCE]}",
        f"{PLACE}segments/{world.segments()[SOURCE]}/panel",
    ):
        page = visitor.get(address).get_data(as_text=True)
        assert "<script>" not in page and "<img" not in page and "49" not in text
        assert text in html.unescape(page)


@pytest.mark.parametrize(
    "fields",
    [{"version": ""}, {"version": "-1"}, {"version": "x"}, {"version": "9" * 40}, {"version": "٣"}],
)
def test_a_broken_form_is_a_message(visitor: Visitor, world: World, fields: dict[str, str]) -> None:
    """A form that no page of ours sends gets 422 and changes nothing."""
    address = f"{PLACE}segments/{world.segments()[SOURCE]}/confirm"
    assert visitor.post(address, {"text": "x", **fields}).status_code == 422
    assert world.target(SOURCE).text == ""


@pytest.mark.parametrize(
    "path",
    [
        "/articles/none/en-GB/",
        f"/articles/{SLUG}/fr/",
        f"{PLACE}segments/zzzzzzzz/panel",
        f"/articles/{SLUG}/..%2f..%2fetc/",
        f"/new/{'0' * 32}",
        "/new/..%2fi18nflow.toml",
    ],
)
def test_what_is_not_there_is_404(visitor: Visitor, path: str) -> None:
    """An unknown article, language, segment or sent text gets the plain page for it."""
    response = visitor.get(path)
    assert response.status_code == 404 and "</html>" in response.get_data(as_text=True)


def test_a_locked_database_is_503(visitor: Visitor, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unusable database is a page that says to wait, not a stack trace."""
    (world.root / "i18nflow.db").rename(world.root / "away.db")
    (world.root / "i18nflow.db").write_bytes(b"this is no database" * 100)
    response = visitor.get("/")
    assert response.status_code == 503 and "Traceback" not in response.get_data(as_text=True)


def test_a_second_language_appears_by_itself(world: World) -> None:
    """One more target in the settings is in the list, the article's page and the catalogs with no code change."""
    settings = world.root / "i18nflow.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('["en-GB"]', '["en-GB", "de"]'), encoding="utf-8"
    )
    client = world.app().test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    visitor = Visitor(client)
    client.get("/open/once-only")
    assert "LV → DE" in visitor.get("/").get_data(as_text=True)
    page = visitor.get(f"/articles/{SLUG}/de/").get_data(as_text=True)
    assert 'lang="de"' in page and "German" in page
    assert visitor.get(f"/articles/{SLUG}/de/catalog/{SLUG}.po").get_data(as_text=True).count("Language: de")


def test_a_broken_glossary_stops_nobody(visitor: Visitor, world: World) -> None:
    """The page says which line is wrong; texts are saved all the same, and terms are back when it is mended."""
    good = (world.root / "glossary.csv").read_bytes()
    (world.root / "glossary.csv").write_text('source,target\nx,"never closed\n', encoding="utf-8")
    page = visitor.get(PLACE).get_data(as_text=True)
    assert "glossary.csv, line 2" in page
    key = world.segments()["Darbi aprīlī"]
    assert (
        visitor.post(f"{PLACE}segments/{key}/confirm", {"text": "Work in April", "version": 0}).status_code
        == 303
    )
    assert world.target("Darbi aprīlī").text == "Work in April"
    (world.root / "glossary.csv").write_bytes(good)
    assert "glossary.csv, line 2" not in visitor.get(PLACE).get_data(as_text=True)
