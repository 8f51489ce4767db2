"""Published articles arrive in WordPress as linked posts, once, and nobody's work there is overwritten."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html
from PIL import Image

from i18nflow import config
from i18nflow.cli import cli
from i18nflow.errors import ConfigError, NotFound, Refused
from i18nflow.model import Actor, Role
from i18nflow.wordpress import WordPressError
from i18nflow.workflow import importing, publishing, pushing, reviewing
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.workflow.wordpress_server import PASSWORD, USER, WordPressServer

LANG, SLUG = "en-GB", "tilts"
EDITOR = Actor("Ilze", frozenset({Role.EDITOR}))
TEXT = """---
topics: [Satiksme]
date: 2024-05-14
---
# Jauns tilts

![Balts tilts](tilts.png)

Pār Lielupi ir **jauns tilts**. Tas ir balts.
"""
ENV = {pushing.USER: USER, pushing.PASSWORD: PASSWORD}.get


@pytest.fixture
def there() -> Iterator[WordPressServer]:
    """A WordPress with our plugin."""
    yield from serving(WordPressServer())


def serving(server: WordPressServer) -> Iterator[WordPressServer]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def ws(tmp_path: Path, there: WordPressServer) -> Iterator[Workspace]:
    """A workspace with one published article in two languages that pushes to that WordPress."""
    yield from room(tmp_path / "ws", there)


def room(root: Path, there: WordPressServer) -> Iterator[Workspace]:
    text = config.template(base_url="https://news.example", name="Ziņas")
    made = workspaces.create(root, text=text.replace("[site]", f'[site]\nwordpress = "{there.url}"', 1))
    Image.new("RGB", (40, 30)).save(root / "articles" / "tilts.png")
    (root / "articles" / "tilts.md").write_text(TEXT, "utf-8")
    importing.import_file(made, root / "articles" / "tilts.md", EDITOR)
    approve(made)
    publishing.publish_articles(made, [SLUG], [LANG], EDITOR)
    yield made
    made.close()


ENGLISH = {
    "Jauns tilts": "New bridge",
    "Satiksme": "Transport",
    "Balts tilts": "A white bridge",
    "Pār Lielupi ir": "There is a <1>new bridge</1> over the Lielupe.",
    "Tas ir": "It is <script>white</script>.",
}


def approve(ws: Workspace) -> None:
    """Give every segment its English text, with its inline codes."""
    for row in ws.store.targets.rows(SLUG, LANG):
        text = next(english for start, english in ENGLISH.items() if row.segment.text.startswith(start))
        reviewing.confirm(ws, Move(row.segment.key, row.target.version), LANG, text, EDITOR)
    assert publishing.blockers(ws, SLUG, LANG) == ()


def push(ws: Workspace, **options: object) -> pushing.Pushed:
    return pushing.push(ws, [SLUG], EDITOR, environ=ENV, **options)  # type: ignore[arg-type]


def test_two_posts_are_made_and_linked(ws: Workspace, there: WordPressServer) -> None:
    """Each edition is a draft with text, picture, topic and provenance, and both are tied as translations."""
    done = push(ws)
    assert sorted(done.created) == ["tilts/en-GB", "tilts/lv"] and not done.without_plugin
    lv, en = (there.posts[there.linked[0][lang]] for lang in ("lv", LANG))
    assert (lv["status"], en["status"]) == ("draft", "draft")
    assert en["title"]["raw"] == "New bridge" and en["slug"] == "new-bridge"
    tree = html.fromstring(en["content"]["raw"])
    assert tree.get("lang") == LANG and tree.xpath("string(.//strong)") == "new bridge"
    assert not tree.xpath(".//script") and "<script>white" in tree.text_content(), "hostile text stays text"
    (medium,) = there.media.values()
    assert tree.xpath("string(.//img/@src)") == medium["source_url"]
    assert medium["alt_text"] == "Balts tilts" and en["featured_media"] == medium["id"]
    names = {c["slug"]: c["name"] for c in there.categories.values()}
    assert names == {"satiksme-lv": "Satiksme", "transport-en": "Transport"}
    assert en["meta"]["i18nflow_making"] == "human" and en["meta"]["i18nflow_source_revision"] == "1"
    assert en["meta"]["i18nflow_page"] == "https://news.example/en/2024/new-bridge/"
    ids = {element.get("id") for element in tree.iter()}
    assert all(row.segment.key[:5] in ids for row in ws.store.targets.rows(SLUG, LANG)[-2:])


def test_a_second_push_changes_nothing_and_a_correction_updates(
    ws: Workspace, there: WordPressServer
) -> None:
    """Equal posts are left alone; after a correction the same posts are changed, none is made twice."""
    push(ws)
    before = {number: post["modified_gmt"] for number, post in there.posts.items()}
    assert sorted(push(ws).unchanged) == ["tilts/en-GB", "tilts/lv"]
    assert {number: post["modified_gmt"] for number, post in there.posts.items()} == before
    there.posts[there.linked[0][LANG]]["status"] = "publish"
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR, notes={LANG: "It is white."})
    assert push(ws).updated == ["tilts/en-GB"]
    en = there.posts[there.linked[0][LANG]]
    assert len(there.posts) == 2 and len(there.media) == 1
    assert "It is white." in en["meta"]["i18nflow_corrections"]
    assert en["status"] == "publish", "whether it is public there is WordPress's affair"


def test_work_done_in_wordpress_is_not_overwritten(ws: Workspace, there: WordPressServer) -> None:
    """A post edited there since the last push is left alone and named; --force overwrites it."""
    push(ws)
    en = there.posts[there.linked[0][LANG]]
    en["content"]["raw"] = "mine"
    there.touch(en)
    publishing.publish_articles(ws, [SLUG], [LANG], EDITOR, notes={LANG: "A note."})
    done = push(ws)
    assert done.changed_there == ["tilts/en-GB"] and en["content"]["raw"] == "mine"
    assert "tilts/en-GB" in push(ws, force=True).updated and en["content"]["raw"] != "mine"


def test_a_lost_memory_makes_no_duplicates(ws: Workspace, there: WordPressServer, tmp_path: Path) -> None:
    """Another workspace with the same article, and one whose answer got lost, find the posts by their provenance."""
    push(ws)
    for other in room(tmp_path / "again", there):
        assert sorted(push(other).updated) == ["tilts/en-GB", "tilts/lv"]
    assert len(there.posts) == 2


def test_a_post_deleted_there_is_made_anew(ws: Workspace, there: WordPressServer) -> None:
    """What was deleted or binned in WordPress comes back as a new draft, and is linked again."""
    push(ws)
    first = there.linked[0][LANG]
    there.posts[first]["status"] = "trash"
    assert push(ws).created == ["tilts/en-GB"]
    assert there.linked[-1][LANG] != first


def test_a_withdrawn_edition_goes_offline(ws: Workspace, there: WordPressServer) -> None:
    """After unpublish the public post becomes a draft again; its text is not deleted."""
    push(ws, status="publish")
    publishing.unpublish(ws, SLUG, [LANG], EDITOR)
    assert sorted(push(ws).withdrawn) == ["tilts/en-GB", "tilts/lv"]
    assert {post["status"] for post in there.posts.values()} == {"draft"}


def test_without_the_plugin_it_says_so(tmp_path: Path) -> None:
    """Posts are made all the same; that provenance and links were not kept is told."""
    for server in serving(WordPressServer(plugin=False)):
        for ws in room(tmp_path / "ws", server):
            done = push(ws)
            assert len(done.created) == 2 and done.without_plugin


def test_a_scheduled_or_draft_edition_is_never_pushed(ws: Workspace, there: WordPressServer) -> None:
    """An article that is not public is an error, and pushing all leaves it out."""
    (ws.root / "articles" / "slepens.txt").write_text("Slepens\n\nVēl nav laiks.\n", "utf-8")
    importing.import_file(ws, ws.root / "articles" / "slepens.txt", EDITOR)
    with pytest.raises(NotFound):
        pushing.push(ws, ["slepens"], EDITOR, environ=ENV)
    pushing.push(ws, [], EDITOR, environ=ENV)
    assert "Slepens" not in str(there.posts)


def test_trouble_is_said_without_the_password(ws: Workspace, there: WordPressServer) -> None:
    """A wrong password, a server that is away, no settings, plain http: each a sentence, none with the secret."""
    secret = {pushing.USER: USER, pushing.PASSWORD: "wrong-secret"}.get
    with pytest.raises(WordPressError, match="application password") as refused:
        pushing.push(ws, [SLUG], EDITOR, environ=secret)
    assert "wrong-secret" not in str(refused.value)
    with pytest.raises(NotFound, match="I18NFLOW_WORDPRESS_PASSWORD"):
        pushing.push(ws, [SLUG], EDITOR, environ={}.get)
    with pytest.raises(Refused):
        pushing.push(ws, [SLUG], Actor("Kārlis", frozenset({Role.TRANSLATOR})), environ=ENV)
    for address, error in (
        ("", ConfigError),
        ("ftp://x", ConfigError),
        ("http://blog.example", Refused),
        ("http://127.0.0.1:9", WordPressError),
    ):
        site = replace(ws.config.site, wordpress=address)
        with pytest.raises(error):
            pushing.push(replace(ws, config=replace(ws.config, site=site)), [SLUG], EDITOR, environ=ENV)


def test_the_command_pushes(ws: Workspace, there: WordPressServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """wordpress push reads the account from the environment and says what became of each post."""
    monkeypatch.setenv(pushing.USER, USER)
    monkeypatch.setenv(pushing.PASSWORD, PASSWORD)
    done = CliRunner().invoke(cli, ["-w", str(ws.root), "wordpress", "push", "--status", "publish"])
    assert f"created: tilts/en-GB {there.url}/?p=" in done.output and PASSWORD not in done.output
    assert {post["status"] for post in there.posts.values()} == {"publish"}
