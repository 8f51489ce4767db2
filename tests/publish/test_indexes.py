"""Indexes, archives, feeds and the sitemap list what is public, in an order that later news does not disturb."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urldefrag, urljoin

from lxml import etree, html

from i18nflow import publish
from i18nflow.model import PublicationStatus
from i18nflow.publish import ArticleView, Card, Summary
from i18nflow.publish.indexes import plan, sheets
from tests.publish import examples

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def cards(count: int) -> list[Card]:
    """Cards 1 to ``count``, newest first."""
    return [Card("lv", f"lv/2024/a{n}/", f"A {n}", "", "2024-01-01", "", "") for n in range(count, 0, -1)]


def summaries(count: int) -> list[Summary]:
    """The summaries of a row of articles over three years."""
    return [publish.summarise(examples.site(), examples.numbered(n, year=2022 + n % 3)) for n in range(count)]


def whole_site(count: int = 45) -> dict[str, str]:
    """Every page of a site of ``count`` articles and one with all kinds of blocks."""
    site = examples.site()
    views = [examples.article(), *(examples.numbered(n, year=2022 + n % 3) for n in range(count))]
    files: dict[str, str] = {}
    for view in views:
        files |= publish.pages(site, view) | publish.handover(site, view)
    files |= publish.indexes(site, [publish.summarise(site, view) for view in views])
    return (
        files
        | dict.fromkeys(site.theme.assets, "")
        | {"media/tilts.jpg": "", "search/lv.json": "", "search/en.json": ""}
    )


def test_every_article_stands_on_exactly_one_page() -> None:
    """Whatever the number of articles, the pages hold each once, newest first."""
    for count in (0, 1, 5, 9, 10, 11, 14, 15, 23):
        pages = list(sheets(cards(count), 5))
        assert [c for page in pages for c in page.cards] == cards(count)
        assert [page.older for page in pages[:-1]] == [page.number for page in pages[1:]]
        assert [page.newer for page in pages[1:]] == [page.number for page in pages[:-1]]


def test_a_full_page_never_changes() -> None:
    """A further article changes the newest page, and adds one when that has become too long."""
    for count in range(10, 40):
        before = {page.number: page.cards for page in sheets(cards(count), 5) if page.number}
        after = {page.number: page.cards for page in sheets(cards(count + 1), 5) if page.number}
        assert before.items() <= after.items()


def test_every_internal_link_resolves() -> None:
    """Each href and src of each page leads to a file of the site, and each fragment to an id on that page."""
    files = whole_site()
    base = "https://upe.example/zinas/"
    ids = {
        path: set(re.findall(r'\bid="?([\w-]+)', text))
        for path, text in files.items()
        if path.endswith(".html")
    }
    seen = 0
    for path in ids:
        tree = html.fromstring(files[path])
        for address in tree.xpath("//*[not(self::article)]/@href | //@src"):
            target, fragment = urldefrag(urljoin(base + path.removesuffix("index.html"), address))
            if not target.startswith(base) or path.endswith("fragment.html"):
                assert address.startswith(("https://example.org/", base)), (path, address)
                continue
            inside = target.removeprefix(base)
            found = f"{inside}index.html" if not inside or inside.endswith("/") else inside
            assert found in files, (path, address)
            assert not fragment or fragment in ids[found], (path, address)
            seen += 1
    assert seen > 1000


def test_no_page_asks_another_server() -> None:
    """Scripts, styles, icons and pictures are the site's own, by relative address."""
    for path, text in whole_site(3).items():
        if path.endswith("index.html"):
            tree = html.fromstring(text)
            for address in tree.xpath("//@src | //link[@rel='stylesheet' or @rel='icon']/@href"):
                assert address.startswith("."), (path, address)


def test_pages_stay_under_50_kb() -> None:
    """No index of a site with long lists weighs more than 50 kB."""
    site = examples.site()
    many = [publish.summarise(site, examples.numbered(n)) for n in range(300)]
    pages = {path: text for path, text in publish.indexes(site, many).items() if path.endswith(".html")}
    assert max(len(text.encode()) for text in pages.values()) < 50_000


def test_archives_by_year_and_topic() -> None:
    """Each year and each topic has its list, linked from the front page or the list of topics."""
    files = publish.indexes(examples.site(), summaries(12))
    front = html.fromstring(files["lv/index.html"])
    assert front.xpath("//nav[@aria-label='Arhīvs']//a/text()") == ["2024", "2023", "2022", "Visas tēmas"]
    topics = html.fromstring(files["lv/topics/index.html"])
    assert topics.xpath("//main//a/text()") == ["Pašvaldības", "Satiksme"]
    assert len(html.fromstring(files["en/2023/index.html"]).xpath("//main//li")) == 4
    switch = html.fromstring(files["lv/topics/satiksme/index.html"]).xpath("//nav[@class='switch']//a/@href")
    assert switch == ["./", "../../../en/topics/transport/"]


def test_the_front_pages_and_the_door_name_each_other() -> None:
    """The front page of each language has the same alternates as the root, which is x-default and redirects nobody."""
    files = publish.indexes(examples.site(), summaries(1))
    found = [
        {a.get("hreflang"): a.get("href") for a in html.fromstring(files[p]).xpath("//link[@hreflang]")}
        for p in ("lv/index.html", "en/index.html", "index.html")
    ]
    base = "https://upe.example/zinas/"
    assert found == [{"lv": f"{base}lv/", "en-GB": f"{base}en/", "x-default": base}] * 3
    assert "refresh" not in files["index.html"]


def test_the_feed_keeps_the_rules_of_atom() -> None:
    """RFC 4287: id, title, updated, author and self link; each entry the same with a summary; nothing relative."""
    files = publish.indexes(examples.site(), summaries(30))
    for path, lang, other in (("lv/feed.xml", "lv", "en-GB"), ("en/feed.xml", "en-GB", "lv")):
        feed = etree.fromstring(files[path].encode())
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
        assert feed.xpath("string(a:link[@rel='self']/@href)", namespaces=ATOM).endswith(path)
        entries = feed.findall("a:entry", ATOM)
        assert len(entries) == 20
        assert len({e.findtext("a:id", namespaces=ATOM) for e in entries}) == 20
        moments = [e.findtext("a:published", namespaces=ATOM) or "" for e in entries]
        assert moments == sorted(moments, reverse=True)
        for item in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert item.findtext(f"a:{name}", namespaces=ATOM)
        for entry in entries:
            kinds = [(link.get("type"), link.get("hreflang")) for link in entry.findall("a:link", ATOM)]
            assert kinds == [("text/html", lang), ("text/html", other)]
            assert all(link.get("href").startswith("https://") for link in entry.findall("a:link", ATOM))
            assert re.fullmatch(
                r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext("a:updated", namespaces=ATOM) or ""
            )


def test_the_feed_of_an_empty_site_is_valid() -> None:
    """Before the first article there are front pages and feeds without entries."""
    files = publish.indexes(examples.site(), [])
    assert etree.fromstring(files["lv/feed.xml"].encode()).findtext("a:updated", namespaces=ATOM)
    assert "lv/index.html" in files


def test_a_large_site_has_a_sitemap_per_year() -> None:
    """Above two thousand articles sitemap.xml names one file per year, so a change rewrites a part."""
    site = examples.site()
    one = publish.summarise(site, examples.numbered(1, year=2020))
    many = [replace(one, slug=str(n), year=2020 + n % 2) for n in range(2001)]
    files = publish.indexes(site, many)
    names = etree.fromstring(files["sitemap.xml"].encode()).xpath("//s:loc/text()", namespaces=MAP)
    assert [PurePosixPath(n).name for n in names] == ["sitemap-2020.xml", "sitemap-2021.xml"]
    assert "sitemap-2021.xml" in files


def test_what_is_not_public_is_in_no_list() -> None:
    """A scheduled or withdrawn edition leaves no trace in indexes, feeds, sitemap or search."""
    site = examples.site()
    for status in (PublicationStatus.NONE, PublicationStatus.SCHEDULED, PublicationStatus.WITHDRAWN):
        hidden = replace(examples.edition("en-GB"), status=status)
        summary = publish.summarise(site, ArticleView("a", examples.edition("lv"), (hidden,)))
        assert not any("ootbridge" in text for text in publish.indexes(site, [summary]).values())


def test_equal_digests_mean_equal_files() -> None:
    """A job's digest changes with the file, and only the lists of a changed article get another one."""
    site = examples.site()
    many = summaries(45)
    before = {job.path: (job.digest, job.render()) for job in plan(site, many)}
    assert {job.path: (job.digest, job.render()) for job in plan(site, many)} == before
    many[0] = publish.summarise(site, examples.numbered(0, year=2022, headline="Cits virsraksts"))
    changed = 0
    for job in plan(site, many):
        same = job.digest == before[job.path][0]
        assert not same or job.render() == before[job.path][1], job.path
        changed += not same
    assert 0 < changed <= 12


def test_a_second_variant_of_a_language_keeps_the_first_ones_addresses() -> None:
    """en-GB stays at /en/ when en-US joins, which gets its whole tag."""
    assert examples.site("en-GB").addresses.prefixes == {"lv": "lv", "en-GB": "en"}
    assert examples.site("en-GB", "en-US").addresses.prefixes == {"lv": "lv", "en-GB": "en", "en-US": "en-us"}
