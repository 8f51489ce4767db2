"""The pages of one article: source, target and parallel, or what stands in their place once it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from i18nflow.model import Origin, State
from i18nflow.publish import body, heads
from i18nflow.publish.addresses import file_of, root_of, slugify
from i18nflow.publish.body import Frame, media_path
from i18nflow.publish.site import Choice, Site
from i18nflow.publish.text import plain_of, trusted
from i18nflow.publish.views import ArticleView, EditionView, aligned
from i18nflow.publish.words import own_name


def pages(site: Site, view: ArticleView) -> dict[str, str]:
    """The pages of an article as {path of the file: HTML}.

    Only live editions have pages; a withdrawn one leaves a page that says so, a former address one that leads
    on. Raises :class:`~i18nflow.publish.views.Misaligned` when two editions do not have the same segments.
    """
    made = _Article(site, view)
    return {file_of(path): html for path, html in made.all()}


class _Article:
    """Renders one article; keeps what its pages share."""

    def __init__(self, site: Site, view: ArticleView) -> None:
        self.site = site
        self.view = view
        where = site.addresses
        self.paths = {
            edition.lang: where.edition(edition.lang, view.year, edition.slug)
            for edition in view.editions
            if edition.live or edition.withdrawn
        }
        self.live = {e.lang: where.absolute(self.paths[e.lang]) for e in view.editions if e.live}
        self.versions = heads.alternates(site.config, self.live)

    def all(self) -> Iterator[tuple[str, str]]:
        for edition in self.view.editions:
            if edition.live:
                yield self.paths[edition.lang], self._edition(edition)
            elif edition.withdrawn:
                yield self.paths[edition.lang], self._withdrawn(edition, self.paths[edition.lang])
            yield from self._moved(edition)
        for target in self.view.targets:
            path = self._parallel_path(target)
            if self.view.source.live and target.live:
                yield path, self._parallel(target, path)
            elif self._was_parallel(target):
                yield path, self._withdrawn(target if target.withdrawn else self.view.source, path)
            for former in self.view.former if target.live else ():
                old = path.partition("/")[0] + f"/{former.strip('/')}/"
                if old != path:
                    yield old, self._redirect(target.lang, old, path)

    def _edition(self, edition: EditionView) -> str:
        site, view, path = self.site, self.view, self.paths[edition.lang]
        frame = Frame(site.words[edition.lang], view.source.lang, f"{root_of(path)}media/")
        column = body.Column(edition.lang, frame)
        image = self._image(edition)
        others = [lang for lang in self.live if lang != edition.lang]
        graph = heads.article_graph(site.config, edition, others=others, image=image)
        return site.render(
            "article.html",
            path,
            edition.lang,
            title=plain_of(edition.headline),
            description=plain_of(edition.summary),
            head=trusted(f"{heads.links(self.live[edition.lang], self.versions)}\n{graph}"),
            data=trusted(heads.linked_data(site.config, view, edition, self.live, image)),
            switch=self._switch(path),
            edition=edition,
            headline=trusted(column.spans(edition.headline)),
            summary=trusted(column.spans(edition.summary)),
            body=trusted(body.single(edition, frame)),
            about=About(site, view, edition, path, self.paths),
        )

    def _parallel(self, target: EditionView, path: str) -> str:
        site, source = self.site, self.view.source
        aligned(source, target)
        frame = Frame(site.words[target.lang], source.lang, f"{root_of(path)}media/")
        left, right = body.columns(source.lang, target.lang, frame)
        title = f"{plain_of(source.headline)} · {plain_of(target.headline)}"
        return site.render(
            "parallel.html",
            path,
            target.lang,
            title=title,
            description=plain_of(target.summary),
            head=trusted(heads.links(site.link(path), robots="noindex,follow")),
            switch=self._switch(path),
            source=source,
            target=target,
            left=trusted(left.attributes),
            right=trusted(right.attributes),
            headlines=(trusted(left.spans(source.headline)), trusted(right.spans(target.headline))),
            summaries=(trusted(left.spans(source.summary)), trusted(right.spans(target.summary))),
            source_words=site.words[source.lang],
            body=trusted(body.parallel(source, target, frame)),
            about=About(site, self.view, target, path, self.paths),
            source_about=About(site, self.view, source, path, self.paths),
        )

    def _withdrawn(self, edition: EditionView, path: str) -> str:
        _ = self.site.words[edition.lang]
        return self.site.render(
            "withdrawn.html",
            path,
            edition.lang,
            title=_("This article has been withdrawn"),
            head=trusted(heads.links(self.site.link(path), robots="noindex")),
            switch=self._switch(path),
            edition=edition,
        )

    def _moved(self, edition: EditionView) -> Iterator[tuple[str, str]]:
        """Pages at former addresses that lead on to the edition's own."""
        if edition.lang in self.paths:
            new, prefix = self.paths[edition.lang], self.site.addresses.prefixes[edition.lang]
            for former in edition.former:
                old = f"{prefix}/{former.strip('/')}/"
                if old != new:
                    yield old, self._redirect(edition.lang, old, new)

    def _redirect(self, lang: str, old: str, new: str) -> str:
        _ = self.site.words[lang]
        return self.site.render(
            "moved.html",
            old,
            lang,
            title=_("This page has moved"),
            head=trusted(heads.links(self.site.link(new), robots="noindex")),
            to=root_of(old) + new,
        )

    def _switch(self, current: str) -> list[Choice]:
        """The versions of the article that exist, each by its language's own name."""
        root = root_of(current)
        choices = [
            Choice(lang, own_name(lang), root + self.paths[lang], current=self.paths[lang] == current)
            for lang in self.live
        ]
        for target in self.view.targets:
            if self.view.source.live and target.live:
                path = self._parallel_path(target)
                several = sum(t.live for t in self.view.targets) > 1
                name = own_name(target.lang) if several else ""
                choices.append(Choice("", name, root + path, current=path == current))
        return choices

    def _parallel_path(self, target: EditionView) -> str:
        return self.site.addresses.parallel(
            self.view.source.lang, target.lang, self.view.year, self.view.slug
        )

    def _was_parallel(self, target: EditionView) -> bool:
        pair = (self.view.source, target)
        return all(e.live or e.withdrawn for e in pair) and any(e.withdrawn for e in pair)

    def _image(self, edition: EditionView) -> str:
        found = (media_path(view.block.image) for view in edition.blocks if view.block.image)
        first = next(filter(None, found), "")
        return self.site.link(f"media/{first}") if first else ""


class About:
    """What the reader is told of an edition: dates, topics, how it was made and from what."""

    def __init__(
        self, site: Site, view: ArticleView, edition: EditionView, path: str, paths: dict[str, str]
    ) -> None:
        self._site = site
        self._words = site.words[edition.lang]
        self._root = root_of(path)
        self.edition = edition
        self.made = edition.provenance
        self.is_original = edition is view.source
        self.source_lang = view.source.lang
        self.source_name = self._words.name_of(view.source.lang)
        self.source_href = self._root + paths[view.source.lang] if view.source.live else ""
        self.has_drafts = any(
            s.state in (State.DRAFT, State.TRANSLATED, State.REJECTED) for s in edition.segments
        )
        self.has_machine = any(
            s.origin is Origin.MACHINE and s.state is not State.APPROVED for s in edition.segments
        )
        self.has_missing = any(s.state is State.UNTRANSLATED for s in edition.segments)
        self.has_stale = any(s.stale for s in edition.segments)

    @property
    def topics(self) -> list[tuple[str, str]]:
        """Each topic's name and the way to its page."""
        where = self._site.addresses
        names = (plain_of([topic]) for topic in self.edition.topics)
        return [(name, self._root + where.topic(self.edition.lang, slugify(name))) for name in names if name]

    @property
    def day(self) -> tuple[str, str]:
        """The article's date for a machine and for a reader; empty texts where it has none."""
        edition = self.edition
        if edition.date:
            return edition.date.isoformat(), self._words.long(edition.date)
        if edition.published_at:
            day = self._words.local(edition.published_at).date()
            return day.isoformat(), self._words.long(day)
        return "", ""
