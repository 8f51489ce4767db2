"""A build writes what changed and nothing else, and a reader never meets half of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from i18nflow import publish
from i18nflow.errors import Conflict, InputError
from i18nflow.model import PublicationStatus
from i18nflow.publish import ArticleView, Built, Entry, Site
from i18nflow.publish.writer import Writer
from tests.publish import examples

COUNT = 12
SITE = examples.site(per_page=3)


class Newsroom:
    """A handful of articles, what was loaded of them, and the folder they are published to."""

    def __init__(self, folder: Path) -> None:
        self.site_folder = folder / "site"
        self.media = folder / "media"
        self.media.mkdir()
        (self.media / "tilts.jpg").write_bytes(b"a picture")
        self.views: dict[str, ArticleView] = {"tilts": examples.article(slug="tilts")}
        self.views |= {f"n{n}": examples.numbered(n, year=2022 + n % 3) for n in range(COUNT)}
        self.versions = dict.fromkeys(self.views, "1")
        self.loaded: list[str] = []

    def load(self, slug: str) -> ArticleView:
        self.loaded.append(slug)
        return self.views[slug]

    def build(self, site: Site | None = None, load: Callable[[str], ArticleView] | None = None) -> Built:
        entries = [Entry(slug, version) for slug, version in self.versions.items()]
        return publish.build(self.site_folder, site or SITE, entries, load or self.load, media=self.media)

    def files(self) -> dict[str, tuple[int, int]]:
        """Each file with its inode and time of change."""
        found = {p: p.stat() for p in self.site_folder.rglob("*") if p.is_file()}
        return {str(p.relative_to(self.site_folder)): (s.st_ino, s.st_mtime_ns) for p, s in found.items()}

    def change(self, slug: str, text: str) -> None:
        """Give an article another headline in both languages."""
        view = self.views[slug]
        editions = [replace(e, headline=(e.headline[0]._replace(text=text),)) for e in view.editions]
        self.views[slug] = replace(view, source=editions[0], targets=tuple(editions[1:]))
        self.versions[slug] += "'"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """A newsroom whose site is built once."""
    made = Newsroom(tmp_path)
    made.build()
    made.loaded.clear()
    return made


def test_no_change_writes_nothing(room: Newsroom) -> None:
    """Building again loads no article and touches no file."""
    before = room.files()
    assert room.build() == Built()
    assert room.files() == before
    assert room.loaded == []


def test_one_changed_article_rewrites_at_most_twenty_files(room: Newsroom) -> None:
    """Property 24: a new headline changes the article's pages and the lists that show it; it alone is loaded."""
    before = room.files()
    room.change("n7", "Something else")
    built = room.build()
    after = room.files()
    assert room.loaded == ["n7"]
    assert {path for path in after if after[path] != before.get(path)} == set(built.written)
    assert 7 <= len(built.written) <= 20
    assert built.removed == ()


def test_a_new_article_writes_at_most_twenty_files(room: Newsroom) -> None:
    """One more article moves no other one to another page."""
    room.views["new"] = examples.numbered(99, year=2024)
    room.versions["new"] = "1"
    assert len(room.build().written) <= 20


def test_a_full_build_says_what_the_renderers_say(room: Newsroom) -> None:
    """After any number of partial builds the folder equals a fresh one, search and all."""
    room.change("n7", "Something else")
    room.build()
    del room.versions["n8"]
    room.build()
    fresh = room.site_folder.parent / "fresh"
    entries = [Entry(slug, version) for slug, version in room.versions.items()]
    publish.build(fresh, SITE, entries, room.load, media=room.media)

    def contents(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    assert contents(room.site_folder) == contents(fresh)


def test_equal_content_under_a_new_digest_is_not_rewritten(room: Newsroom) -> None:
    """When the caller's digest changed but the pages did not, no file is touched."""
    before = room.files()
    room.versions["n3"] = "2"
    built = room.build()
    assert (built.articles, built.written) == (("n3",), ())
    assert room.files() == before


def test_a_removed_article_takes_its_files_with_it(room: Newsroom) -> None:
    """Its pages, documents and empty folders go; its words leave the search index."""
    del room.versions["tilts"]
    built = room.build()
    assert "lv-en/2024/tilts/index.html" in built.removed
    assert not (room.site_folder / "lv-en/2024/tilts").exists()
    assert not (room.site_folder / "media").exists()
    assert "footbridge-opened/" not in (room.site_folder / "search/en/2024-0.json").read_text()


def test_unpublish_leaves_only_the_notice(room: Newsroom) -> None:
    """A withdrawn edition's page stays as a notice; fragment, document, feed, lists and search forget it."""
    gone = replace(
        examples.edition("en-GB"),
        status=PublicationStatus.WITHDRAWN,
        modified_at=datetime(2024, 6, 1, tzinfo=UTC),
    )
    room.views["tilts"] = replace(room.views["tilts"], targets=(gone,))
    room.versions["tilts"] = "2"
    room.build()
    naming = [
        str(path.relative_to(room.site_folder))
        for path in room.site_folder.rglob("*")
        if path.is_file() and b"saves pupils" in path.read_bytes() and "2024-" not in path.name
    ]
    assert not any("footbridge-opened/" in path or path.startswith("lv-en/2024/tilts") for path in naming)
    assert "noindex" in (room.site_folder / "en/2024/footbridge-opened/index.html").read_text()


def test_nothing_leaks_before_its_time(tmp_path: Path) -> None:
    """A scheduled article has no page, picture, list entry or search words in the folder."""
    room = Newsroom(tmp_path)
    hidden = [replace(e, status=PublicationStatus.SCHEDULED) for e in room.views["tilts"].editions]
    room.views = {"tilts": ArticleView("tilts", hidden[0], tuple(hidden[1:]))}
    room.versions = {"tilts": "1"}
    room.build()
    texts = [p.read_bytes() for p in room.site_folder.rglob("*") if p.is_file()]
    assert not any(b"ootbridge" in text or b"Lielup" in text for text in texts)
    assert not (room.site_folder / "media").exists()


def test_a_lost_or_damaged_file_is_made_again(room: Newsroom) -> None:
    """A file that somebody deleted or cut short is restored by the next build."""
    page = room.site_folder / "en/2024/footbridge-opened/index.html"
    text = page.read_bytes()
    page.write_bytes(text[:100])
    (room.site_folder / "lv/index.html").unlink()
    (room.site_folder / "search/lv/2024-0.json").unlink()
    assert set(room.build().written) >= {
        "en/2024/footbridge-opened/index.html",
        "lv/index.html",
        "search/lv/2024-0.json",
    }
    assert page.read_bytes() == text
    assert room.build() == Built()


def test_files_of_others_stay(room: Newsroom) -> None:
    """What no build wrote is never touched, even in a folder that becomes empty of pages."""
    mine = room.site_folder / "lv-en/2024/tilts/notes.txt"
    mine.write_text("keep")
    del room.versions["tilts"]
    room.build()
    assert mine.read_text() == "keep"


def test_a_killed_build_is_finished_by_the_next(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between two files, the site has whole files only, and building again brings it all up to date."""
    room.change("n7", "Something else")
    real, moved = os.replace, []

    def killed(source: str, target: str) -> None:
        if moved and ".new/" in str(source):
            raise KeyboardInterrupt
        moved.append(target)
        real(source, target)

    monkeypatch.setattr("i18nflow.publish.writer.os.replace", killed)
    moved.clear()
    with pytest.raises(KeyboardInterrupt):
        room.build()
    monkeypatch.undo()
    assert not (room.site_folder / ".new").exists()
    del room.versions["n8"]
    room.build()
    fresh = room.site_folder.parent / "fresh"
    publish.build(fresh, SITE, [Entry(s, v) for s, v in room.versions.items()], room.load, media=room.media)
    assert {p.relative_to(fresh) for p in fresh.rglob("*")} == {
        p.relative_to(room.site_folder) for p in room.site_folder.rglob("*")
    }


def lost_links(folder: Path) -> list[str]:
    """The links that lead nowhere on the pages a reader can come to from the front door."""
    lost, waiting = [], [folder / "index.html"] if (folder / "index.html").exists() else []
    seen = set(waiting)
    while waiting:
        page = waiting.pop()
        for link in re.findall(r'(?:href|src)="?(\.[^"#> ]*)', page.read_text("utf-8")):
            place = (page.parent / link).resolve()
            place = place / "index.html" if place.is_dir() or link.endswith("/") else place
            if not place.is_file():
                lost.append(f"{page.relative_to(folder)} -> {link}")
            elif place.suffix == ".html" and place not in seen:
                seen.add(place)
                waiting.append(place)
    return lost


def test_a_reader_never_meets_half_a_site(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at between any two files of a build, every page is whole and every link leads somewhere.

    The build brings a new article, a changed headline and a former address, so that pages link to new pages.
    """
    assert lost_links(room.site_folder) == []
    room.change("n7", "Something else")
    room.views["added"] = examples.numbered(77, headline="Added")
    room.versions["added"] = "1"
    real, looked = os.replace, []

    def replacing(source: str, target: str) -> None:
        real(source, target)
        place = Path(target)
        if place.suffix == ".html" and room.site_folder in place.parents:
            assert place.name == "fragment.html" or place.read_text("utf-8").rstrip().endswith("</html>")
        looked.append(lost_links(room.site_folder))

    monkeypatch.setattr(os, "replace", replacing)
    room.build()
    assert len(looked) > 5 and [lost for lost in looked if lost] == []


@pytest.mark.drill
def test_killed_at_any_moment_the_site_stands(tmp_path: Path) -> None:
    """A real process, killed without warning at many moments of a rebuild: all links lead somewhere, and the next
    build makes the same site as one that was never killed.
    """
    folder, script = tmp_path / "site", [sys.executable, "-c", KILLED, str(tmp_path)]
    subprocess.run([*script, "1"], check=True)
    started = time.monotonic()
    subprocess.run([*script, "2"], check=True)
    whole = time.monotonic() - started
    wanted = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    killed = 0
    for step in range(24):
        subprocess.run([*script, "1"], check=True)
        process = subprocess.Popen([*script, "2"])
        try:
            process.wait(whole * (step + 1) / 26)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
        assert lost_links(folder) == [], f"after {step}"
        subprocess.run([*script, "2"], check=True)
        found = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        assert found == wanted
    assert killed > 10


KILLED = """
import sys
from pathlib import Path
from i18nflow import publish
from tests.publish import examples
place, version = Path(sys.argv[1]), sys.argv[2]
views = {f"n{n}": examples.numbered(n, headline=f"Version {version} of {n}") for n in range(int(version) * 60)}
publish.build(place / "site", examples.site(), [publish.Entry(slug, version) for slug in views], views.__getitem__)
"""


def test_a_failing_article_leaves_the_site_as_it_was(room: Newsroom) -> None:
    """When one article cannot be rendered, no file of the site changes."""
    before = room.files()
    room.change("n1", "One")
    room.change("n2", "Two")

    def load(slug: str) -> ArticleView:
        if slug == "n2":
            raise InputError("cannot be read")
        return room.views[slug]

    with pytest.raises(InputError):
        room.build(load=load)
    assert room.files() == before


def test_other_settings_make_every_page_again(room: Newsroom) -> None:
    """A new site name changes all pages; the pictures stay."""
    built = room.build(examples.site(per_page=10))
    assert len(built.articles) == COUNT + 1
    assert "media/tilts.jpg" not in built.written


def test_a_changed_picture_is_copied_again(room: Newsroom) -> None:
    """Pictures of public articles are copied, and again when the file changed; a missing one is reported."""
    assert (room.site_folder / "media/tilts.jpg").read_bytes() == b"a picture"
    (room.media / "tilts.jpg").write_bytes(b"another picture")
    assert room.build().written == ("media/tilts.jpg",)
    (room.media / "tilts.jpg").unlink()
    room.versions["tilts"] = "2"
    assert room.build().missing_media == ("tilts.jpg",)


def test_a_broken_manifest_only_costs_time(room: Newsroom) -> None:
    """Without a readable memory everything is rendered, and the folder ends up the same."""
    memory = room.site_folder.parent / ".site.build"
    whole = memory.read_text()
    for text in ("{", whole[:-20], whole.replace('"format":', '"format":9')):
        memory.write_text(text)
        assert len(room.build().articles) == COUNT + 1
    assert room.build() == Built()


def open_many() -> tuple[Site, Callable[[str], ArticleView]]:
    """The site and its articles, as a worker opens them."""
    return examples.site(), lambda slug: examples.numbered(int(slug), year=2022)


def test_workers_make_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendered by other workers the folder is the same, fresh and brought up to date."""
    module = sys.modules["i18nflow.publish.build"]  # the package gives its name to the function
    monkeypatch.setattr(module, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(module, "_CHUNK", 3)
    site, load = open_many()
    entries = [Entry(str(n), "1") for n in range(8)]
    publish.build(tmp_path / "alone", site, entries, load)
    other = examples.site(per_page=7)
    pool = partial(ThreadPoolExecutor, 2)
    for opened in (other, site):  # the second build replaces every page of the first
        opener = open_many if opened is site else open_other
        built = publish.build(tmp_path / "shared", opened, entries, load, pool=pool, opener=opener)
        assert len(built.articles) == 8
    assert publish.build(tmp_path / "shared", site, entries, load, pool=pool, opener=open_many) == Built()
    with pytest.raises(Conflict, match="changed during the build"):
        publish.build(tmp_path / "shared", other, entries, load, pool=pool, opener=open_many)

    def contents(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    assert contents(tmp_path / "alone") == contents(tmp_path / "shared")


def open_other() -> tuple[Site, Callable[[str], ArticleView]]:
    """The same articles on a site with other settings."""
    return examples.site(per_page=7), open_many()[1]


def test_two_articles_cannot_have_one_address(tmp_path: Path) -> None:
    """Two articles with equal edition slugs in a year are refused before anything is written."""
    room = Newsroom(tmp_path)
    room.views = {"a": examples.article(slug="a"), "b": examples.article(slug="b")}
    room.versions = {"a": "1", "b": "1"}
    with pytest.raises(Conflict, match="two articles claim the address"):
        room.build()
    assert room.files() == {}


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    """While a living process builds the folder another one is turned away; a dead one's remains are cleared."""
    aside = tmp_path / "site" / ".new"
    aside.mkdir(parents=True)
    (aside / "owner").write_text(str(os.getppid()))
    with pytest.raises(Conflict, match="is being built"), Writer(tmp_path / "site", {}):
        pass
    (aside / "owner").write_text("999999999")
    with Writer(tmp_path / "site", {}) as writer:
        writer.put("a.txt", b"a")
        writer.commit()
    assert (tmp_path / "site" / "a.txt").read_bytes() == b"a"


def test_a_path_cannot_leave_the_folder(tmp_path: Path) -> None:
    """A path with .. or from the root is refused."""
    for path in ("../x", "/x", "a/../../x"):
        with pytest.raises(InputError), Writer(tmp_path / "site", {}) as writer:
            writer.put(path, b"")
            writer.commit()
    assert not (tmp_path / "x").exists()
