"""The whole way: an article, drafts from an engine on loopback, review, catalogs that others read, pages."""

from __future__ import annotations

import gettext
import io
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po

from i18nflow import config
from i18nflow.errors import Conflict
from i18nflow.model import Actor, Origin, State
from i18nflow.workflow import catalogs, importing, publishing, reviewing, translating
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.conftest import Clock
from tests.workflow.texts import FIRST, LANG

ENGLISH = {
    "Klastera ziņas": "Cluster news",
    "Šodien Rīgā sākās konference.": "A conference opened in Riga today.",
    "Tajā piedalās 120 uzņēmumi.": "It brings together 120 companies.",
    "Projekta mērķi:": "The aims of the project:",
    "sadarbības veicināšana;": "promoting cooperation;",
    "jaunas vērtību ķēdes izveide.": "building a new value chain.",
    "Konference beigsies piektdien.": "The conference ends on Friday.",
}


class Engine(ThreadingHTTPServer):
    """A server that speaks LibreTranslate's protocol and counts what it is asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = body["q"] if isinstance(body["q"], list) else [body["q"]]
        assert isinstance(self.server, Engine)
        self.server.asked += texts
        found = [ENGLISH.get(text, f"[{body['target']}] text") for text in texts]
        answer = json.dumps({"translatedText": found if isinstance(body["q"], list) else found[0]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def opened(root: Path, engine: Engine, clock: Clock, targets: tuple[str, ...] = (LANG,)) -> Workspace:
    text = config.template(
        targets=targets, engines=("libretranslate",), base_url="https://news.example.org", name="Ziņas"
    )
    return workspaces.create(
        root, text=text + f'\n[engines.libretranslate]\nurl = "{engine.url}"\n', clock=clock
    )


@pytest.fixture
def ws(tmp_path: Path, engine: Engine, clock: Clock, actor: Actor) -> Iterator[Workspace]:
    with opened(tmp_path / "ws", engine, clock) as made:
        path = tmp_path / "zinas.txt"
        path.write_text(FIRST, encoding="utf-8")
        importing.import_file(made, path, actor)
        yield made


def approve_all(ws: Workspace, actor: Actor, lang: str = LANG) -> None:
    rows = ws.store.targets.rows("zinas", lang)
    reviewing.approve_many(ws, [Move(row.segment.key, row.target.version) for row in rows], lang, actor)


def test_every_segment_gets_a_draft_and_is_asked_once(ws: Workspace, engine: Engine, actor: Actor) -> None:
    """The engine drafts what memory has not; a second run asks for nothing."""
    run = translating.translate(ws, ["zinas"], [LANG], actor)
    assert (run.done, dict(run.reasons)) == (7, {})
    targets = [row.target for row in ws.store.targets.rows("zinas", LANG)]
    assert {(t.state, t.origin, t.engine) for t in targets} == {
        (State.DRAFT, Origin.MACHINE, "libretranslate")
    }
    assert all(t.machine_text == t.text for t in targets)
    assert sorted(engine.asked) == sorted(ENGLISH)
    translating.translate(ws, ["zinas"], [LANG], actor)
    translating.translate(ws, ["zinas"], [LANG], actor, again=True)
    assert len(engine.asked) == 7


def test_what_a_person_did_is_never_replaced(ws: Workspace, actor: Actor) -> None:
    """Neither a confirmed nor a rejected text is touched, not even with again."""
    first, second = ws.store.targets.rows("zinas", LANG)[:2]
    reviewing.confirm(ws, Move(first.segment.key, 0), LANG, "Our own headline", actor)
    reviewing.confirm(ws, Move(second.segment.key, 0), LANG, "Own sentence.", actor)
    reviewing.reject(ws, Move(second.segment.key, 1), LANG, "dull", actor)
    translating.translate(ws, ["zinas"], [LANG], actor, again=True)
    texts = [row.target.text for row in ws.store.targets.rows("zinas", LANG)][:2]
    assert texts == ["Our own headline", "Own sentence."]


def test_memory_serves_before_the_engine(ws: Workspace, engine: Engine, actor: Actor, tmp_path: Path) -> None:
    """A second article gets what was approved in the first one from memory, with its place, its score and its figures adapted."""
    translating.translate(ws, ["zinas"], [LANG], actor)
    approve_all(ws, actor)
    path = tmp_path / "citas.txt"
    path.write_text(FIRST.replace("Klastera ziņas", "Citas ziņas").replace("120", "130"), encoding="utf-8")
    importing.import_file(ws, path, actor)
    asked = len(engine.asked)
    run = translating.translate(ws, ["citas"], [LANG], actor)
    assert run.drafts["memory"] >= 5
    assert len(engine.asked) - asked == run.drafts["machine"]
    row = next(r for r in ws.store.targets.rows("citas", LANG) if "130" in r.segment.text)
    assert (row.target.origin, row.target.match.split(" ")[0]) == (Origin.MEMORY, "fuzzy")
    # The figure that differs is adapted, and said so; so no finding is left.
    assert "130" in row.target.text and "120" not in row.target.text
    assert row.target.note == "120 → 130"
    assert not ws.store.findings.of_segment(row.segment.key, LANG)


def test_an_engine_out_of_reach_leaves_reasons(
    tmp_path: Path, engine: Engine, clock: Clock, actor: Actor
) -> None:
    """Nothing is lost or raised: the segments stay untranslated and say why."""
    path = tmp_path / "zinas.txt"
    path.write_text(FIRST, encoding="utf-8")
    with opened(tmp_path / "ws", engine, clock) as ws:
        importing.import_file(ws, path, actor)
        engine.shutdown()
        engine.server_close()
        run = translating.translate(ws, ["zinas"], [LANG], actor)
        assert dict(run.reasons) == {"engine unreachable": 7}
        assert {row.target.reason for row in ws.store.targets.rows("zinas", LANG)} == {"engine unreachable"}


def test_the_catalog_is_one_that_others_read(ws: Workspace, actor: Actor, tmp_path: Path) -> None:
    """gettext's own tools are silent and change nothing; polib, Babel and Python's gettext read it."""
    translating.translate(ws, ["zinas"], [LANG], actor)
    drafted = catalogs.render_po(ws, "zinas", LANG).data
    assert drafted.count(b"#, fuzzy") == 7
    approve_all(ws, actor)
    path = ws.root / catalogs.write(ws, catalogs.render_po(ws, "zinas", LANG), actor).path
    checked = subprocess.run(
        ["msgfmt", "--check", "--check-header", "-o", str(tmp_path / "x.mo"), str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert checked.stderr == ""
    merged = tmp_path / "merged.po"
    subprocess.run(["msgmerge", "--quiet", "--previous", "-o", str(merged), str(path), str(path)], check=True)
    assert merged.read_bytes() == path.read_bytes()
    assert len(polib.pofile(str(path)).translated_entries()) == 7
    assert sum(1 for message in read_po(io.BytesIO(path.read_bytes())) if message.id and message.string) == 7
    with (tmp_path / "x.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Klastera ziņas") == "Cluster news"


def test_the_same_state_gives_the_same_bytes(ws: Workspace, actor: Actor) -> None:
    """Nothing decided, nothing changed: exports are equal byte for byte, whenever they are made."""
    first = catalogs.render_po(ws, "zinas", LANG).data
    assert catalogs.render_po(ws, "zinas", LANG).data == first
    translating.translate(ws, ["zinas"], [LANG], actor)
    approve_all(ws, actor)
    second = catalogs.render_po(ws, "zinas", LANG).data
    assert catalogs.render_po(ws, "zinas", LANG).data == second != first


def test_a_catalog_edited_here_and_there(ws: Workspace, actor: Actor) -> None:
    """What only the file changed is taken; what both sides changed is reported and left."""
    translating.translate(ws, ["zinas"], [LANG], actor)
    approve_all(ws, actor)
    exported = catalogs.write(ws, catalogs.render_po(ws, "zinas", LANG), actor)
    theirs = exported.data.replace(b"Cluster news", b"News of the cluster").replace(
        b"on Friday", b"this Friday"
    )
    row = ws.store.targets.rows("zinas", LANG)[0]
    reviewing.confirm(ws, Move(row.segment.key, row.target.version), LANG, "The cluster's news", actor)
    done = catalogs.import_catalog(ws, theirs, "zinas.po", actor)
    counts = {str(kind): number for kind, number in done.report.count().items() if number}
    assert counts["both"] == 1 and counts["changed-there"] == 1 and done.applied == 1
    texts = [r.target.text for r in ws.store.targets.rows("zinas", LANG)]
    assert texts[0] == "The cluster's news" and texts[-1] == "The conference ends this Friday."
    (ws.root / exported.path).write_bytes(theirs)
    with pytest.raises(Conflict, match="Import it first"):
        catalogs.write(ws, catalogs.render_po(ws, "zinas", LANG), actor)


def test_the_pages_show_each_sentence_beside_its_source(ws: Workspace, actor: Actor) -> None:
    """The parallel page pairs them all; the target page has no Latvian but names; a second build writes nothing."""
    translating.translate(ws, ["zinas"], [LANG], actor)
    assert publishing.publish_articles(ws, ["zinas"], [LANG], actor).editions == ()
    assert {one.kind for one in publishing.blockers(ws, "zinas", LANG)} == {publishing.Block.DRAFT}
    approve_all(ws, actor)
    done = publishing.publish_articles(ws, ["zinas"], [LANG], actor)
    assert done.editions == (("zinas", LANG),)
    parallel = next(ws.site.glob("lv-en/2021/*/index.html")).read_text(encoding="utf-8")
    for source, target in ENGLISH.items():
        assert parallel.index(source) < parallel.index(target)
    page = next(ws.site.glob("en/2021/*/index.html")).read_text(encoding="utf-8")
    body = re.search(r"<article.*?</article>", page, re.DOTALL)
    assert body is not None
    assert not re.search("[āčēģīķļņšūž]", re.sub(r"<[^>]*>", "", body[0]))
    assert publishing.publish_articles(ws, [], [LANG], actor).built == publishing.Built()


def test_work_after_publication_does_not_leak(ws: Workspace, actor: Actor) -> None:
    """What is edited after publication is public only when it is published again; a former slug redirects."""
    translating.translate(ws, ["zinas"], [LANG], actor)
    approve_all(ws, actor)
    publishing.publish_articles(ws, ["zinas"], [LANG], actor)
    row = ws.store.targets.rows("zinas", LANG)[-1]
    reviewing.confirm(ws, Move(row.segment.key, row.target.version), LANG, "It closes on Friday.", actor)
    page = next(ws.site.glob("en/2021/*/index.html"))
    publishing.build_site(ws)
    assert "It closes" not in page.read_text(encoding="utf-8")
    publishing.set_slug(ws, "zinas", LANG, "cluster-conference", actor)
    publishing.publish_articles(ws, ["zinas"], [LANG], actor)
    assert "It closes" in (ws.site / "en/2021/cluster-conference/index.html").read_text(encoding="utf-8")
    assert "cluster-conference" in page.read_text(encoding="utf-8")


def test_a_withdrawn_article_leaves_a_page_that_says_so(ws: Workspace, actor: Actor) -> None:
    """Its text goes from the site, a page with noindex stays at the address."""
    translating.translate(ws, ["zinas"], [LANG], actor)
    approve_all(ws, actor)
    publishing.publish_articles(ws, ["zinas"], [LANG], actor)
    page = next(ws.site.glob("en/2021/*/index.html"))
    publishing.unpublish(ws, "zinas", [LANG], actor, reason="A mistake")
    text = page.read_text(encoding="utf-8")
    assert "noindex" in text and "opened in Riga" not in text
    assert "zinas" not in (ws.site / "sitemap.xml").read_text(encoding="utf-8")


def test_a_second_target_language_is_one_line(
    tmp_path: Path, engine: Engine, clock: Clock, actor: Actor
) -> None:
    """German in the settings: drafts, catalogs, pages and hreflang follow with no change of the code."""
    path = tmp_path / "zinas.txt"
    path.write_text(FIRST, encoding="utf-8")
    with opened(tmp_path / "ws", engine, clock, (LANG, "de")) as ws:
        importing.import_file(ws, path, actor)
        translating.translate(ws, ["zinas"], ws.config.targets, actor)
        for lang in ws.config.targets:
            for row in ws.store.targets.rows("zinas", lang):
                text = (
                    ENGLISH[row.segment.text]
                    if lang == LANG
                    else ENGLISH[row.segment.text].replace(" the ", " das ")
                )
                reviewing.confirm(ws, Move(row.segment.key, row.target.version), lang, text, actor)
            catalogs.write(ws, catalogs.render_po(ws, "zinas", lang), actor)
        publishing.publish_articles(ws, ["zinas"], ws.config.targets, actor)
        assert (ws.root / "locales/de/LC_MESSAGES/zinas.po").read_text(encoding="utf-8").count(
            "Language: de"
        ) == 1
        page = next(ws.site.glob("de/2021/*/index.html")).read_text(encoding="utf-8")
        assert "<html lang=de " in page
        assert {"lv", "en-GB", "de", "x-default"} <= set(re.findall(r'hreflang="?([^\s">]+)', page))
        assert any(ws.site.glob("lv-de/2021/*/index.html"))
