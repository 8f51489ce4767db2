"""What programs subscribe to: an Atom feed per language, the sitemap with its language alternates, robots.txt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from xml.sax.saxutils import quoteattr

from i18nflow.publish import heads
from i18nflow.publish.jobs import Job, digest, marks
from i18nflow.publish.site import Site
from i18nflow.publish.text import escape
from i18nflow.publish.views import Card, Summary

_ONE_FILE = 2000
"""Articles up to which the sitemap is one file; above, ``sitemap.xml`` names one per year."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def feed_job(site: Site, lang: str, every: Sequence[Summary]) -> Job:
    """The feed of the newest articles in ``lang``; ``every`` comes newest first."""
    chosen = list(
        islice(
            ((c, s) for s in every for c in s.cards if c.lang == lang and not c.archived),
            site.config.feed_length,
        )
    )
    path = site.addresses.feed(lang)
    shown = [card for _, summary in chosen for card in summary.cards]
    return Job(path, digest(site.digest, path, marks(shown)), partial(_feed, site, lang, path, chosen))


def sitemap_jobs(site: Site, every: Sequence[Summary]) -> Iterator[Job]:
    """``sitemap.xml``, by year for a large site, and ``robots.txt``."""
    fronts = {lang: site.addresses.index(lang) for lang in site.config.languages}
    if len(every) <= _ONE_FILE:
        yield _map_job(site, "sitemap.xml", every, fronts)
    else:
        by_year: dict[int, list[Summary]] = defaultdict(list)
        for summary in every:
            by_year[summary.year].append(summary)
        newest = max(by_year)
        for year, summaries in by_year.items():
            yield _map_job(site, f"sitemap-{year}.xml", summaries, fronts if year == newest else {})
        names = [f"sitemap-{year}.xml" for year in sorted(by_year)]
        yield Job("sitemap.xml", digest(site.digest, names), partial(_map_of_maps, site, names))
    robots = f"User-agent: *\nAllow: /\nSitemap: {site.link('sitemap.xml')}\n"
    yield Job("robots.txt", digest(robots), lambda: robots)


def _feed(site: Site, lang: str, path: str, chosen: Sequence[tuple[Card, Summary]]) -> str:
    entries = [
        (card, site.link(card.path), [(o.lang, site.link(o.path)) for o in s.cards if o is not card])
        for card, s in chosen
    ]
    moments = [card.modified or card.published for card, _ in chosen]
    address = site.link(site.addresses.index(lang))
    updated = max(moments, default="1970-01-01T00:00:00Z")
    return site.render("feed.xml", path, lang, entries=entries, updated=updated, address=address)


def _map_job(site: Site, path: str, every: Sequence[Summary], fronts: dict[str, str]) -> Job:
    mark = digest(site.digest, path, fronts, *(marks(s.cards) for s in every))
    return Job(path, mark, partial(_sitemap, site, every, fronts))


def _sitemap(site: Site, every: Sequence[Summary], fronts: dict[str, str]) -> str:
    parts = [f'{_HEAD}<urlset {_SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n']
    if fronts:
        pages = {lang: site.link(path) for lang, path in fronts.items()}
        parts.extend(
            _entries([(a, "") for a in pages.values()], (*pages.items(), ("x-default", site.link(""))))
        )
    for summary in every:
        pages = {card.lang: site.link(card.path) for card in summary.cards}
        places = [(pages[card.lang], card.modified or card.published) for card in summary.cards]
        parts.extend(_entries(places, heads.alternates(site.config, pages)))
    return "".join([*parts, "</urlset>\n"])


def _entries(pages: Sequence[tuple[str, str]], versions: Sequence[heads.Alternate]) -> Iterator[str]:
    """The entries of the versions of one page, each with all of them as alternates."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(address)}/>\n'
        for lang, address in versions
    )
    for address, changed in pages:
        moment = f"<lastmod>{changed}</lastmod>\n" if changed else ""
        yield f"<url>\n<loc>{escape(address)}</loc>\n{moment}{links}</url>\n"


def _map_of_maps(site: Site, names: Sequence[str]) -> str:
    entries = "".join(f"<sitemap><loc>{escape(site.link(name))}</loc></sitemap>\n" for name in names)
    return f"{_HEAD}<sitemapindex {_SPACE}>\n{entries}</sitemapindex>\n"
