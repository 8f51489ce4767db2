"""Everything that lists articles: news, years, topics, feed, sitemap, search, the front door.

Pages of older news are numbered from the oldest, so that a new article fills the newest page and moves nothing:
page 3 holds the same articles for ever. Each file is planned first, with a digest of what goes into it; only what
changed is rendered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from i18nflow.publish import feeds, heads
from i18nflow.publish.addresses import file_of, root_of
from i18nflow.publish.jobs import Job, digest, marks
from i18nflow.publish.site import Site
from i18nflow.publish.switch import Switch
from i18nflow.publish.text import escape, quoted
from i18nflow.publish.views import Card, Summary
from i18nflow.publish.words import Words, own_name

_YEAR_FACTOR = 3
"""A year's page shows headlines alone, so it holds this many times more of them."""


def indexes(site: Site, summaries: Iterable[Summary]) -> dict[str, str]:
    """All indexes, feeds and the sitemap as {path of the file: text}."""
    return {job.path: job.render() for job in plan(site, summaries)}


def plan(site: Site, summaries: Iterable[Summary]) -> Iterator[Job]:
    """The jobs of :func:`indexes`; equal digests mean equal files."""
    every = sorted(summaries, key=_when, reverse=True)
    library = _Library(site, every)
    for lang in site.config.languages:
        yield from library.news(lang)
        yield from library.years(lang)
        yield from library.topics(lang)
        yield library.search(lang)
        yield feeds.feed_job(site, lang, every)
    yield library.door()
    yield from feeds.sitemap_jobs(site, every)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a list: its number (0 is the newest), its cards newest first, its neighbours' numbers."""

    number: int
    cards: tuple[Card, ...]
    newer: int | None = None
    older: int | None = None


def sheets(cards: Sequence[Card], size: int) -> Iterator[Sheet]:
    """Cut a list, newest first, into pages: the newest holds ``size`` to ``2 * size - 1``, every older ``size``.

    Older pages count from the oldest, so a page once full never changes.
    """
    full = max(len(cards) // size - 1, 0)
    yield Sheet(0, tuple(cards[: len(cards) - full * size]), older=full or None)
    for number in range(full, 0, -1):
        end = len(cards) - (number - 1) * size
        newer = number + 1 if number < full else 0
        yield Sheet(number, tuple(cards[end - size : end]), newer=newer, older=number - 1 or None)


def entries(cards: Iterable[Card], root: str, words: Words, *, brief: bool = False) -> str:
    """The items of a list of articles as HTML; ``root`` is the way to the root of the site."""
    items = []
    for card in cards:
        day = f" <time datetime={card.date}>{words.long(card.date)}</time>" if card.date else ""
        about = "" if brief or not card.summary else f" <p>{escape(card.summary)}</p>"
        items.append(f"<li><a href={quoted(root + card.path)}>{escape(card.headline)}</a>{day}{about}")
    return "\n".join(items)


class _Library:
    """The articles sorted for their lists, by language."""

    def __init__(self, site: Site, every: Sequence[Summary]) -> None:
        self._site = site
        self._where = site.addresses
        langs = site.config.languages
        self._news: dict[str, list[Card]] = {lang: [] for lang in langs}
        self._years: dict[str, dict[int, list[Card]]] = {lang: defaultdict(list) for lang in langs}
        self._topics: dict[str, dict[str, list[Card]]] = {lang: defaultdict(list) for lang in langs}
        self._names: dict[str, dict[str, str]] = {lang: {} for lang in langs}
        for summary in every:
            for card in summary.cards:
                self._add(summary.year, card)
        self._counterparts = _counterparts(every)

    def _add(self, year: int, card: Card) -> None:
        lang = card.lang
        if not card.archived:
            self._news[lang].append(card)
        self._years[lang][year].append(card)
        for slug, name in card.topics:
            self._topics[lang][slug].append(card)
            self._names[lang].setdefault(slug, name)

    def news(self, lang: str) -> Iterator[Job]:
        """The front page of a language and its older pages."""
        versions = {code: self._where.index(code) for code in self._site.config.languages}
        place = partial(self._where.index, lang)
        _ = self._site.words[lang]
        title = _("News")
        for sheet in sheets(self._news[lang], self._site.config.per_page):
            yield self._list(lang, place, sheet, title, versions, door=True)

    def years(self, lang: str) -> Iterator[Job]:
        """The archive of each year."""
        size = self._site.config.per_page * _YEAR_FACTOR
        for year, cards in self._years[lang].items():
            versions = {c: self._where.year(c, year) for c, years in self._years.items() if year in years}
            place = partial(self._where.year, lang, year)
            for sheet in sheets(cards, size):
                yield self._list(lang, place, sheet, str(year), versions, brief=True)

    def topics(self, lang: str) -> Iterator[Job]:
        """The archive of each topic, and the list of topics."""
        for topic, cards in self._topics[lang].items():
            versions = {
                code: self._where.topic(code, other)
                for code, other in {lang: topic, **self._counterparts.get((lang, topic), {})}.items()
            }
            versions = {code: versions[code] for code in self._site.config.languages if code in versions}
            place = partial(self._where.topic, lang, topic)
            for sheet in sheets(cards, self._site.config.per_page):
                yield self._list(lang, place, sheet, self._names[lang][topic], versions)
        _ = self._site.words[lang]
        yield self._page(
            "topics.html",
            lang,
            self._where.topics(lang),
            {code: self._where.topics(code) for code in self._site.config.languages},
            title=_("Topics"),
            years=[],
            topics=self._topic_links(lang, self._where.topics(lang)),
        )

    def search(self, lang: str) -> Job:
        """The search page, which without a script lists the years and topics."""
        path = self._where.search(lang)
        _ = self._site.words[lang]
        return self._page(
            "search.html",
            lang,
            path,
            {code: self._where.search(code) for code in self._site.config.languages},
            robots="noindex",
            title=_("Search"),
            index=f"{root_of(path)}search/{self._where.prefixes[lang]}.json",
            years=self._year_links(lang, path),
            topics=self._topic_links(lang, path),
        )

    def door(self) -> Job:
        """The root of the site: a door per language, and no redirect by language."""
        langs = self._site.config.languages
        root = root_of("")
        doors = [(lang, root + self._where.index(lang), self._site.words[lang]) for lang in langs]
        versions = {lang: self._where.index(lang) for lang in langs}
        return self._page("root.html", langs[0], "", versions, switch={}, door=True, title="", doors=doors)

    def _list(
        self,
        lang: str,
        place: Callable[[int], str],
        sheet: Sheet,
        title: str,
        versions: Mapping[str, str],
        *,
        door: bool = False,
        brief: bool = False,
    ) -> Job:
        path, front = place(sheet.number), sheet.number == 0
        _ = self._site.words[lang]
        root = root_of(path)
        return self._page(
            "index.html",
            lang,
            path,
            versions if front else {},
            door=door and front,
            switch=versions,
            title=title if front else f"{title}, {sheet.number}",
            heading=title,
            description=f"{title} · {self._site.config.name}",
            cards=sheet.cards,
            brief=brief,
            newer="" if sheet.newer is None else root + place(sheet.newer),
            older="" if sheet.older is None else root + place(sheet.older),
            years=self._year_links(lang, path) if door and front else [],
            topics=[(_("All topics"), root + self._where.topics(lang))] if door and front else [],
        )

    def _page(
        self,
        template: str,
        lang: str,
        path: str,
        versions: Mapping[str, str],
        *,
        title: str,
        description: str = "",
        switch: Mapping[str, str] | None = None,
        robots: str = "",
        door: bool = False,
        brief: bool = False,
        cards: Sequence[Card] | None = None,
        **values: object,
    ) -> Job:
        """A job for a page whose versions in other languages are ``versions``."""
        site = self._site
        shown = versions if switch is None else switch
        parts = {k: v for k, v in values.items() if k != "doors"}

        def render() -> str:
            pages = {code: site.link(there) for code, there in versions.items()}
            found = heads.alternates(site.config, pages)
            if door:
                found = (*found[:-1], ("x-default", site.link("")))
            root = root_of(path)
            switch = Switch([(code, own_name(code), there) for code, there in shown.items()], root)
            links = heads.links(site.link(path), () if robots else found, robots=robots)
            told = description or (f"{title} · {site.config.name}" if title else site.config.name)
            head = site.head(title, links, description=told)
            html = {"head": head, "versions": switch.html(path, site.words[lang])}
            objects = {"title": title, "switch": switch.choices(path), **values}
            if cards is not None:
                html["entries"] = entries(cards, root, site.words[lang], brief=brief)
                objects |= {"cards": cards, "brief": brief}
            return site.page(template, path, lang, html, lambda: objects)

        mark = digest(site.digest, path, title, marks(cards or ()), versions, shown, parts)
        return Job(file_of(path), mark, render)

    def _year_links(self, lang: str, path: str) -> list[tuple[str, str]]:
        root = root_of(path)
        return [(str(y), root + self._where.year(lang, y)) for y in sorted(self._years[lang], reverse=True)]

    def _topic_links(self, lang: str, path: str) -> list[tuple[str, str]]:
        root, names = root_of(path), self._names[lang]
        order = self._site.words[lang].sorted(names, key=lambda slug: names[slug])
        return [(names[slug], root + self._where.topic(lang, slug)) for slug in order]


def _counterparts(every: Iterable[Summary]) -> dict[tuple[str, str], dict[str, str]]:
    """For (language, topic) the same topic in the other languages, where it is one and the same everywhere."""
    met: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for summary in every:
        for card in summary.cards:
            for place, (slug, _) in enumerate(card.topics):
                for other in summary.cards:
                    if other.lang != card.lang and place < len(other.topics):
                        met[card.lang, slug][other.lang].add(other.topics[place][0])
    return {
        (lang, slug): {
            code: next(iter(there))
            for code, there in others.items()
            if len(there) == 1 and met[code, next(iter(there))][lang] == {slug}
        }
        for (lang, slug), others in list(met.items())
    }


def _when(summary: Summary) -> tuple[str, str, str]:
    """The order of news: by date, then by the moment of publication, then by name."""
    first = summary.cards[0] if summary.cards else None
    return (first.date, first.published, summary.slug) if first else ("", "", summary.slug)
