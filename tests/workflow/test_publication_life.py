"""The life of a publication: gate, schedule and embargo, correction, archive and withdrawal, on the built site."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from lxml import html
from PIL import Image

from i18nflow import config
from i18nflow.cli import cli
from i18nflow.errors import InputError, NotFound, Refused
from i18nflow.model import Actor, PublicationStatus, Role
from i18nflow.people import User
from i18nflow.workflow import importing, publishing, reviewing
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.publishing import clock as due_clock
from i18nflow.workflow.publishing.schedule import wait_for
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.conftest import Clock
from tests.workflow.texts import CHANGED, FIRST, LANG

EDITOR = Actor("Ilze", frozenset({Role.EDITOR}))
WRITER = Actor("Kārlis", frozenset({Role.TRANSLATOR}))
SLUG = "klastera-zinas"
LATER = timedelta(hours=5)
ENGLISH = {
    "Klastera ziņas": "Cluster news",
    "Šodien Rīgā sākās konference.": "A conference opened in Riga today.",
    "Tajā piedalās 120 uzņēmumi.": "It brings together 120 companies.",
    "Tajā piedalās 135 uzņēmumi.": "It brings together 135 companies.",
    "Projekta mērķi:": "The aims of the project:",
    "sadarbības veicināšana;": "promoting cooperation;",
    "jaunas vērtību ķēdes izveide.": "building a new value chain.",
    "Konference beigsies piektdien.": "The conference ends on Friday.",
    "Ieeja ir brīva.": "Admission is free.",
}


@pytest.fixture
def ws(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """A workspace with one article, every segment approved in English."""
    text = config.template(base_url="https://news.example", name="Ziņas")
    made = workspaces.create(tmp_path / "ws", text=text, clock=clock)
    bring(made, FIRST)
    approve(made)
    yield made
    made.close()


def bring(ws: Workspace, text: str) -> None:
    """Import a revision of the article."""
    importing.save(ws, importing.preview(ws, text.encode(), f"{SLUG}.txt"), EDITOR)


def approve(ws: Workspace) -> None:
    """Confirm every segment that is not approved."""
    for row in ws.store.targets.rows(SLUG, LANG):
        if row.target.state != "approved":
            move = Move(row.segment.key, row.target.version)
            reviewing.confirm(ws, move, LANG, ENGLISH[row.segment.text], EDITOR)


def test_what_nobody_touched_is_not_looked_at(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A publication of everything looks at what changed since the last one, waits, or is not public yet."""
    looked: list[str] = []
    real = publishing.verbs.blockers

    def counting(ws: Workspace, slug: str, lang: str) -> tuple[publishing.Blocker, ...]:
        looked.append(slug)
        return real(ws, slug, lang)

    monkeypatch.setattr(publishing.verbs, "blockers", counting)

    def run() -> tuple[list[str], publishing.Published]:
        looked.clear()
        return looked, publishing.publish_articles(ws, (), [LANG], EDITOR)

    assert run()[1].editions == ((SLUG, LANG),)
    assert run()[0] == []
    row = ws.store.targets.rows(SLUG, LANG)[-1]
    reviewing.confirm(ws, Move(row.segment.key, row.target.version), LANG, "Entrance is free.", EDITOR)
    seen, done = run()
    assert (seen, done.editions) == ([SLUG], ((SLUG, LANG),))
    bring(ws, CHANGED)
    for _ in range(2):
        seen, done = run()
        assert seen == [SLUG] and (SLUG, LANG) in done.blocked, "what is held back is named each time"
    approve(ws)
    assert run()[1].editions == ((SLUG, LANG),)
    assert run()[0] == []


def everything(ws: Workspace) -> str:
    """All names and texts of the site's folder as one text."""
    found = sorted(ws.site.rglob("*")) if ws.site.exists() else []
    texts = [path.read_text("utf-8", "replace") for path in found if path.is_file()]
    return "\n".join([*(path.relative_to(ws.site).as_posix() for path in found), *texts])


def notes(ws: Workspace, path: str) -> list[str]:
    """The notices on a page."""
    tree = html.fromstring((ws.site / path / "index.html").read_text("utf-8"))
    return [" ".join(note.text_content().split()) for note in tree.xpath("//*[contains(@class,'note')]")]


EN, LV, BOTH = "en/2021/cluster-news", f"lv/2021/{SLUG}", f"lv-en/2021/{SLUG}"


def test_nothing_of_a_scheduled_edition_is_public_before_its_time(ws: Workspace, clock: Clock) -> None:
    """Pages, lists, feeds, sitemap, search and documents know nothing of it until it is due; then all do."""
    bring_other(ws)
    before = everything(ws)
    publishing.schedule(ws, SLUG, [LANG], clock.at + LATER, EDITOR)
    assert ws.store.editions.get(SLUG, LANG).status is PublicationStatus.SCHEDULED
    early = publishing.publish_due(ws)
    assert early.editions == () and early.built and not early.built.written
    assert everything(ws) == before
    for secret in ("Cluster news", "cluster-news", SLUG, "Klastera", "klaster"):
        assert secret not in before
    clock.at += LATER
    assert publishing.publish_due(ws).editions == ((SLUG, LANG),)
    for place in ("en/index.html", "en/feed.xml", "sitemap.xml", "lv/feed.xml", f"{LV}/article.json"):
        assert "cluster-news" in (ws.site / place).read_text("utf-8") or place.startswith("lv/")
    edition = ws.store.editions.get(SLUG, LANG)
    assert (edition.status, edition.published_by) == (PublicationStatus.PUBLISHED, "Ilze")
    assert ws.store.schedules.all() == []


def bring_other(ws: Workspace) -> None:
    """Another article, public already, so that the site stands."""
    text = "Ostas vēstis\n01/02/2021\n\nOsta ir atvērta.\n"
    importing.save(ws, importing.preview(ws, text.encode(), "ostas-vestis.txt"), EDITOR)
    for row in ws.store.targets.rows("ostas-vestis", LANG):
        reviewing.confirm(ws, Move(row.segment.key, row.target.version), LANG, "Port news.", EDITOR)
    publishing.publish_articles(ws, ["ostas-vestis"], [LANG], EDITOR)


def test_times_are_the_newsrooms(ws: Workspace) -> None:
    """A typed time is one of the workspace's zone, in summer and winter; one with an offset is taken as it is."""
    zone = ZoneInfo("Europe/Riga")
    assert publishing.moment("2026-07-01 09:00", zone) == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert publishing.moment("2026-12-01T09:00", zone) == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert publishing.moment("2026-12-01T09:00+00:00", zone) == datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert publishing.moment("2026-10-25 03:30", zone) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with pytest.raises(InputError, match="clock is put forward"):
        publishing.moment("2026-03-29 03:30", zone)
    with pytest.raises(InputError, match="write it like"):
        publishing.moment("tomorrow", zone)


def test_the_gate_is_asked_again_when_it_is_due(ws: Workspace, clock: Clock) -> None:
    """What was rejected meanwhile is held back at its time, and published once it is settled."""
    publishing.schedule(ws, SLUG, [LANG], clock.at + LATER, EDITOR)
    row = ws.store.targets.rows(SLUG, LANG)[1]
    reviewing.reject(ws, Move(row.segment.key, row.target.version), LANG, "wrong city", EDITOR)
    clock.at += LATER
    done = publishing.publish_due(ws)
    assert done.editions == () and [one.kind for one in done.blocked[SLUG, LANG]] == ["rejected"]
    assert "cluster-news" not in everything(ws)
    approve(ws)
    assert publishing.publish_due(ws).editions == ((SLUG, LANG),)


def test_a_schedule_can_be_taken_back(ws: Workspace, clock: Clock) -> None:
    """A cancelled edition is as it was before; what is not scheduled cannot be cancelled; the past is refused."""
    publishing.schedule(ws, SLUG, [LANG], clock.at + LATER, EDITOR)
    publishing.unschedule(ws, SLUG, [LANG], EDITOR)
    assert ws.store.editions.get(SLUG, LANG).status is PublicationStatus.NONE
    clock.at += LATER
    assert publishing.publish_due(ws).editions == ()
    with pytest.raises(NotFound):
        publishing.unschedule(ws, SLUG, [LANG], EDITOR)
    with pytest.raises(InputError, match="is past"):
        publishing.schedule(ws, SLUG, [LANG], clock.at - LATER, EDITOR)
    with pytest.raises(Refused):
        publishing.schedule(ws, SLUG, [LANG], clock.at + LATER, WRITER)


def test_an_embargo_holds_against_everyone(ws: Workspace, clock: Clock) -> None:
    """Under embargo nothing is published, not even with drafts, by name, by all, or on schedule; later it can be."""
    publishing.embargo(ws, SLUG, clock.at + LATER, EDITOR)
    for slugs in ([], [SLUG]):
        done = publishing.publish_articles(ws, slugs, [LANG], EDITOR, drafts=True)
        assert [one.kind for one in done.blocked[SLUG, LANG]] == ["embargo"]
    assert publishing.publish_articles(ws, [SLUG], ["lv"], EDITOR).blocked, "nor the original alone"
    assert "lv/2021" not in everything(ws)
    with pytest.raises(Refused, match="under embargo until 2026-03-02 16:00"):
        publishing.schedule(ws, SLUG, [LANG], clock.at + LATER / 2, EDITOR)
    publishing.schedule(ws, SLUG, [LANG], clock.at + LATER * 2, EDITOR)
    clock.at += LATER * 2
    assert publishing.publish_due(ws).editions == ((SLUG, LANG),)
    with pytest.raises(Refused, match="public already"):
        publishing.embargo(ws, SLUG, clock.at + LATER, EDITOR)


def test_an_embargo_can_be_lifted(ws: Workspace, clock: Clock) -> None:
    """Lifted, it blocks no more; lifting none is an error."""
    publishing.embargo(ws, SLUG, clock.at + LATER, EDITOR)
    publishing.embargo(ws, SLUG, None, EDITOR)
    assert publishing.blockers(ws, SLUG, LANG) == ()
    with pytest.raises(NotFound):
        publishing.embargo(ws, SLUG, None, EDITOR)


def test_several_processes_publish_once(ws: Workspace, clock: Clock) -> None:
    """Four that find the same edition due publish it once between them."""
    publishing.schedule(ws, SLUG, [LANG], clock.at + LATER, EDITOR)
    clock.at += LATER
    found: list[tuple[tuple[str, str], ...]] = []

    def work() -> None:
        with ws.reopened() as own:
            found.append(publishing.publish_due(own, build=False).editions)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(len, found)) == [0, 0, 0, 1]
    assert len(ws.store.publications.past(SLUG, LANG)) == 1


def test_the_serving_process_publishes_what_comes_due(ws: Workspace, clock: Clock) -> None:
    """The clock beside the server waits for the next schedule and publishes it; a held-back one does not hurry it."""
    publishing.schedule(ws, SLUG, [LANG], clock.at + timedelta(seconds=12), EDITOR)
    assert 5 < wait_for(ws) <= 12
    keeper = due_clock.Clock(ws.reopened)
    assert keeper.tick() < 30 and "cluster-news" not in everything(ws)
    clock.at += LATER
    assert keeper.tick() == 30.0
    assert "Cluster news" in (ws.site / EN / "index.html").read_text("utf-8")
    row = ws.store.targets.rows(SLUG, LANG)[1]
    publishing.schedule(ws, SLUG, [LANG], clock.at + LATER, EDITOR)
    reviewing.reject(ws, Move(row.segment.key, row.target.version), LANG, "wrong", EDITOR)
    clock.at += LATER
    assert keeper.tick() == 30.0


def test_a_build_that_was_refused_is_made_up_for(ws: Workspace, clock: Clock) -> None:
    """When another process builds just then, the clock builds at its next look."""
    publishing.schedule(ws, SLUG, [LANG], clock.at + LATER, EDITOR)
    clock.at += LATER
    other = ws.site / ".new"
    other.mkdir(parents=True)
    (other / "owner").write_text("1")
    keeper = due_clock.Clock(ws.reopened)
    keeper.tick()
    assert not (ws.site / EN).exists()
    (other / "owner").unlink()
    other.rmdir()
    keeper.tick()
    assert (ws.site / EN / "index.html").exists()


def test_the_clock_starts_and_stops_with_the_server(ws: Workspace, clock: Clock) -> None:
    """It runs in a thread of its own and ends with the block."""
    publishing.schedule(ws, SLUG, [LANG], clock.at + LATER, EDITOR)
    clock.at += LATER
    seen = threading.Event()

    def opener() -> Workspace:
        seen.set()
        return ws.reopened()

    with due_clock.running(opener):
        assert seen.wait(20)
    assert not any(thread.name == "publish-due" for thread in threading.enumerate())


def test_a_correction_sets_the_date_and_shows_a_note_only_when_asked(ws: Workspace, clock: Clock) -> None:
    """Without a note the page only says when it was updated; with one the note stands there, dated, from then on."""
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR)
    assert ws.store.editions.get(SLUG, LANG).modified_at is None
    clock.at = datetime(2026, 3, 9, 9, tzinfo=UTC)
    bring(ws, CHANGED)
    approve(ws)
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR)
    page = (ws.site / EN / "index.html").read_text("utf-8")
    assert '"dateModified":"2026-03-09T' in page and notes(ws, EN) == []
    clock.at = datetime(2026, 3, 10, 9, tzinfo=UTC)
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR, notes={LANG: "It was 135 companies."})
    shown = "Correction, 10 March 2026: It was 135 companies."
    assert notes(ws, EN) == notes(ws, BOTH) == [shown] and notes(ws, LV) == []
    clock.at = datetime(2026, 3, 12, 9, tzinfo=UTC)
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR, notes={LANG: "On Friday."})
    assert notes(ws, EN) == [shown, "Correction, 12 March 2026: On Friday."], "the earlier note stays"


def test_a_correction_of_the_original_is_carried_to_its_translations(ws: Workspace, clock: Clock) -> None:
    """The original can be corrected alone: its translation says that it has changed, carries the note, marks what is stale."""
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR)
    clock.at = datetime(2026, 3, 9, 9, tzinfo=UTC)
    bring(ws, CHANGED)
    done = publishing.publish_articles(ws, [SLUG], ["lv"], EDITOR, notes={"lv": "Uzņēmumu ir 135."})
    assert done.editions == ((SLUG, "lv"),)
    assert notes(ws, LV) == ["Labojums, 2026. gada 9. marts: Uzņēmumu ir 135."]
    carried, changed, unfinished = notes(ws, EN)
    assert carried == "Correction of the original, 9 March 2026: Uzņēmumu ir 135."
    assert changed.startswith("The original has changed since this translation was made: 9 March 2026.")
    assert "not finished" in unfinished, "a sentence the original gained is shown untranslated"
    assert "135 uzņēmumi" in (ws.site / LV / "index.html").read_text("utf-8")
    page = (ws.site / EN / "index.html").read_text("utf-8")
    assert "120 companies" in page and '"dateModified":"2026-03-09T' in page and "class=stale" in page
    approve(ws)
    clock.at = datetime(2026, 3, 10, 9, tzinfo=UTC)
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR)
    assert notes(ws, EN) == [carried], "once the translation has followed, the note alone stays"


def test_a_corrected_date_moves_no_page(ws: Workspace) -> None:
    """The year of an address stays as it was at first publication."""
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR)
    bring(ws, FIRST.replace("12/05/2021", "12/05/2020"))
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR)
    assert "2020" in (ws.site / LV / "index.html").read_text("utf-8")
    assert not (ws.site / "lv" / "2020").exists()


def test_the_archive_keeps_the_page_and_leaves_the_news(ws: Workspace) -> None:
    """An archived article keeps its addresses with a notice, stays in year, search and sitemap, leaves news and feed."""
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR)
    publishing.archive(ws, SLUG, EDITOR)
    assert "Cluster news" not in (ws.site / "en/index.html").read_text("utf-8")
    assert "Cluster news" not in (ws.site / "en/feed.xml").read_text("utf-8")
    assert notes(ws, EN) == notes(ws, BOTH)
    assert notes(ws, EN)[0].startswith("This article is in the archive since 2 March 2026")
    for place in ("en/2021/index.html", "sitemap.xml", "search/en/2021-0.json"):
        assert "cluster-news" in (ws.site / place).read_text("utf-8")
    publishing.bring_back(ws, SLUG, EDITOR)
    assert "Cluster news" in (ws.site / "en/feed.xml").read_text("utf-8") and notes(ws, EN) == []
    with pytest.raises(NotFound):
        publishing.bring_back(ws, SLUG, EDITOR)


def test_withdrawal_leaves_a_page_and_nothing_else(ws: Workspace) -> None:
    """The text is nowhere any more: pages say that it was withdrawn and are noindex; lists and feeds forget it."""
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR)
    publishing.unpublish(ws, SLUG, [LANG], EDITOR, reason="A source asked for it.")
    left = everything(ws)
    for gone in (
        "Riga today",
        "120 companies",
        "konference",
        "Cluster news",
        "article.json",
        "fragment.html",
    ):
        assert gone not in left
    for place in (EN, LV, BOTH):
        page = (ws.site / place / "index.html").read_text("utf-8")
        assert "noindex" in page and "A source asked for it." in page
    assert SLUG not in (ws.site / "sitemap.xml").read_text("utf-8")
    with pytest.raises(NotFound):
        publishing.archive(ws, SLUG, EDITOR)
    assert publishing.publish_articles(ws, [SLUG], [LANG], EDITOR).editions, "it can be published again"
    assert "Riga today" in (ws.site / EN / "index.html").read_text("utf-8")


def test_a_wrong_number_keeps_a_text_from_the_public(ws: Workspace) -> None:
    """Property 19: numbers are checked sentence by sentence; one that differs blocks publication, with its place."""
    row = next(r for r in ws.store.targets.rows(SLUG, LANG) if "120" in r.segment.text)
    move = Move(row.segment.key, row.target.version)
    reviewing.confirm(ws, move, LANG, "It brings together 210 companies.", EDITOR)
    done = publishing.publish_articles(ws, [SLUG], [LANG], EDITOR)
    found = [(one.kind, one.segment) for one in done.blocked[SLUG, LANG]]
    assert set(found) == {("finding", row.segment.key)} and not (ws.site / EN).exists()


def test_a_missing_picture_blocks(ws: Workspace) -> None:
    """A figure whose file is not in the media folder is named with its segment; the file there, nothing blocks."""
    folder = ws.root / "articles"
    Image.new("RGB", (40, 30)).save(folder / "tilts.png")
    (folder / "tilts.md").write_text("# Tilts\n\n![Balts tilts](tilts.png)\n\nTilts ir atvērts.\n", "utf-8")
    importing.import_file(ws, folder / "tilts.md", EDITOR)
    assert not [one for one in publishing.blockers(ws, "tilts", LANG) if one.kind == "picture"]
    (picture,) = (ws.root / "media").iterdir()
    picture.unlink()
    found = [one for one in publishing.blockers(ws, "tilts", LANG) if one.kind == "picture"]
    assert [(one.message, bool(one.segment)) for one in found] == [(f"media/{picture.name}", True)]


def test_a_name_appears_only_with_consent(tmp_path: Path, clock: Clock) -> None:
    """A reviewer is named when the newsroom names reviewers and this one agreed; taken back, the name is nowhere."""
    text = config.template(base_url="https://news.example", name="Ziņas")
    named = text.replace("[site]", "[site]\nnames = true", 1)
    with workspaces.create(tmp_path / "ws", text=named, clock=clock) as ws:
        bring(ws, FIRST)
        approve(ws)
        ws.store.users.add(User("Ilze", Role.EDITOR, "Ilze Krūmiņa"), None, at=clock.at)
        publishing.publish_articles(ws, [SLUG], [LANG], EDITOR)
        assert "Ilze" not in everything(ws) and "the editors" in everything(ws)
        ws.store.users.change("Ilze", publish_name=True)
        publishing.build_site(ws)
        page = (ws.site / EN / "index.html").read_text("utf-8")
        assert "Ilze Krūmiņa" in page and "the editors" not in page
        ws.store.users.change("Ilze", publish_name=False)
        publishing.build_site(ws)
        assert "Ilze" not in everything(ws)


def test_the_command_line_lives_it_too(ws: Workspace) -> None:
    """publish --at, --scheduled, --cancel, --embargo, --due, --unarchive and unpublish --archive, on a real workspace."""

    def run(*arguments: str, status: int = 0) -> str:
        done = CliRunner().invoke(cli, ["-w", str(ws.root), *arguments], standalone_mode=False)
        found = done.return_value if done.exception is None else type(done.exception).__name__
        assert found in (status, None) if status == 0 else found == status, (arguments, done.output, found)
        return done.output

    assert "2099-12-01 09:00" in run("publish", SLUG, "--at", "2099-12-01 09:00")
    assert f"2099-12-01 09:00\t{SLUG}\t{LANG}" in run("publish", "--scheduled")
    assert '"due": "2099-12-01T07:00:00+00:00"' in run("publish", "--scheduled", "--json")
    assert "files written" in run("publish", "--due")
    assert "no longer scheduled" in run("publish", SLUG, "--cancel")
    run("publish", SLUG, "--embargo", "2099-12-01 09:00")
    assert "embargo" in run("publish", SLUG, status=3)  # type: ignore[arg-type]
    run("publish", SLUG, "--embargo", "none")
    assert "published" in run("publish", SLUG)
    assert "published: klastera-zinas (lv)" in run("publish", SLUG, "--to", "lv", "--note", "lv=Labots.")
    run("unpublish", SLUG, "--archive")
    run("publish", SLUG, "--unarchive")
    assert notes(ws, LV) == [notes(ws, LV)[0]] and "Labots." in notes(ws, LV)[0]


@pytest.mark.drill
def test_a_killed_build_leaves_no_worker_behind() -> None:
    """When the process that builds is killed without warning, those that render for it end by themselves."""
    script = (
        "import os, time\n"
        "from i18nflow.workflow.publishing.site import _pool\n"
        "if __name__ == '__main__':\n"
        "    pool = _pool()\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as builder:
        assert builder.stdout is not None
        worker = Path(f"/proc/{int(builder.stdout.readline())}")
        assert worker.exists()
        builder.kill()
    deadline = time.monotonic() + 20
    while worker.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not worker.exists()
