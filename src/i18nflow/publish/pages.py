"""The pages of one article: source, target and parallel, or what stands in their place once it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from i18nflow.publish import body, heads
from i18nflow.publish.about import tell
from i18nflow.publish.addresses import file_of, root_of
from i18nflow.publish.body import Prepared, media_path
from i18nflow.publish.site import Choice, Site
from i18nflow.publish.text import clean, trusted
from i18nflow.publish.views import ArticleView, EditionView
from i18nflow.publish.words import own_name


def pages(site: Site, view: ArticleView, *, prepared: Mapping[str, Prepared] | None = None) -> dict[str, str]:
    """The pages of an article as {path of the file: HTML}.

    Only live editions have pages; a withdrawn one leaves a page that says so, a former address one that leads
    on. ``prepared`` saves work when the caller has it. Raises :class:`~i18nflow.publish.views.Misaligned` when two editions do not have the same segments.
    """
    made = _Article(site, view, prepared)
    return {file_of(path): html for path, html in made.all()}


class _Article:
    """Renders one article; keeps what its pages share."""

    def __init__(self, site: Site, view: ArticleView, prepared: Mapping[str, Prepared] | None) -> None:
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
        source = self.paths[view.source.lang] if view.source.live else ""
        self.prepared = body.prepare_all(view, site.words) if prepared is None else prepared
        self.about = {lang: tell(site, text, view, source) for lang, text in self.prepared.items()}

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
        text, column = self.prepared[edition.lang], body.Column(edition.lang)
        media = f"{root_of(path)}media/"
        image = self._image(edition)
        others = [lang for lang in self.live if lang != edition.lang]
        graph = heads.article_graph(edition, others=others, image=image)
        return site.render(
            "article.html",
            path,
            edition.lang,
            title=edition.title,
            description=edition.lead,
            head=trusted(f"{heads.links(self.live[edition.lang], self.versions)}\n{graph}"),
            data=trusted(heads.linked_data(site.config, view, edition, self.live, image)),
            switch=self._switch(path),
            edition=edition,
            headline=trusted(column.fill(text.headline)),
            summary=trusted(column.fill(text.summary)),
            body=trusted(body.single(text, site.words[edition.lang], media)),
            about=self.about[edition.lang],
        )

    def _parallel(self, target: EditionView, path: str) -> str:
        site, source = self.site, self.view.source
        ours, theirs = self.prepared[source.lang], self.prepared[target.lang]
        body.check_aligned(ours, theirs)
        left, right = body.columns(source.lang, target.lang)
        media = f"{root_of(path)}media/"
        title = f"{source.title} · {target.title}"
        return site.render(
            "parallel.html",
            path,
            target.lang,
            title=title,
            description=target.lead,
            head=trusted(heads.links(site.link(path), robots="noindex,follow")),
            switch=self._switch(path),
            source=source,
            target=target,
            left=trusted(left.attributes),
            right=trusted(right.attributes),
            headlines=(trusted(left.fill(ours.headline)), trusted(right.fill(theirs.headline))),
            summaries=(trusted(left.fill(ours.summary)), trusted(right.fill(theirs.summary))),
            body=trusted(body.parallel(ours, theirs, site.words[target.lang], media)),
            about=self.about[target.lang],
            source_about=self.about[source.lang],
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
            reason=clean(edition.note),
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
