"""The pages of one article: source, target and parallel, or what stands in their place once it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from i18nflow.publish import body, heads, sentences
from i18nflow.publish.about import tell
from i18nflow.publish.addresses import file_of, root_of
from i18nflow.publish.body import media_path
from i18nflow.publish.sentences import Prepared
from i18nflow.publish.site import Site
from i18nflow.publish.switch import Switch
from i18nflow.publish.text import clean
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
        self.alternates = heads.alternate_links(heads.alternates(site.config, self.live))
        # All pages of an article are equally deep.
        self.root = root_of(where.edition(view.source.lang, view.year, view.slug))
        self.switch = self._switch()
        source = self.paths[view.source.lang] if view.source.live else ""
        self.prepared = sentences.prepare_all(view, site.words) if prepared is None else prepared
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
        site, view, path, lang = self.site, self.view, self.paths[edition.lang], edition.lang
        text, about = self.prepared[lang], self.about[lang]
        image = self._image(edition)
        others = [one for one in self.live if one != lang]
        graph = heads.article_graph(edition, others=others, image=image)
        links = f"{heads.links(self.live[lang])}\n{self.alternates}\n{graph}"
        data = heads.linked_data(site.config, view, edition, self.live, image)
        standfirst = (
            text.summary.id and f"<p class=standfirst id={text.summary.id}>{body.inside(text.summary)}\n"
        )
        values = {
            "head": site.head(edition.title, links, description=edition.lead, data=data),
            "versions": self.switch.html(path, site.words[lang]),
            "byline": about.byline,
            "headline_id": text.headline.id,
            "headline": body.inside(text.headline),
            "standfirst": standfirst,
            "notices": about.notes,
            "body": body.single(text, site.words[lang], f"{self.root}media/"),
            "facts": about.list,
        }

        def objects() -> dict[str, object]:
            switch = self.switch.choices(path)
            return {"title": edition.title, "edition": edition, "about": about, "switch": switch}

        return site.page("article.html", path, lang, values, objects)

    def _parallel(self, target: EditionView, path: str) -> str:
        site, source, lang = self.site, self.view.source, target.lang
        ours, theirs = self.prepared[source.lang], self.prepared[lang]
        sentences.check_aligned(ours, theirs)
        both, about = body.column_attributes(source.lang, lang), self.about[lang]
        title = f"{source.title} · {target.title}"
        links = heads.links(site.link(path), robots="noindex")
        standfirst = ""
        if ours.summary.id:
            standfirst = (
                f"<div class=standfirst>{body.pair('p', ours.summary, theirs.summary, both, '</p>')}</div>\n"
            )
        values = {
            "head": site.head(title, links, description=target.lead),
            "versions": self.switch.html(path, site.words[lang]),
            "source_byline": self.about[source.lang].when_by_whom,
            "byline": about.byline,
            "headlines": body.pair("span", ours.headline, theirs.headline, both, "</span> "),
            "standfirst": standfirst,
            "notices": about.notes,
            "body": body.parallel(ours, theirs, site.words[lang], f"{self.root}media/"),
            "facts": about.list,
        }

        def objects() -> dict[str, object]:
            told = {"about": about, "source_about": self.about[source.lang]}
            switch = self.switch.choices(path)
            return {"title": title, "source": source, "target": target, **told, "switch": switch}

        return site.page("parallel.html", path, lang, values, objects, source=source.lang)

    def _withdrawn(self, edition: EditionView, path: str) -> str:
        site, lang = self.site, edition.lang
        _ = site.words[lang]
        title = _("This article has been withdrawn")
        values = {
            "head": site.head(title, heads.links(site.link(path), robots="noindex")),
            "versions": self.switch.html(path, _),
        }

        def objects() -> dict[str, object]:
            more = {"reason": clean(edition.note), "switch": self.switch.choices(path)}
            return {"title": title, "edition": edition, **more}

        return site.page("withdrawn.html", path, lang, values, objects)

    def _moved(self, edition: EditionView) -> Iterator[tuple[str, str]]:
        """Pages at former addresses that lead on to the edition's own."""
        if edition.lang in self.paths:
            new, prefix = self.paths[edition.lang], self.site.addresses.prefixes[edition.lang]
            for former in edition.former:
                old = f"{prefix}/{former.strip('/')}/"
                if old != new:
                    yield old, self._redirect(edition.lang, old, new)

    def _redirect(self, lang: str, old: str, new: str) -> str:
        site, _ = self.site, self.site.words[lang]
        title = _("This page has moved")
        head = site.head(title, heads.links(site.link(new), robots="noindex"))
        objects = {"title": title, "to": root_of(old) + new, "switch": ()}
        return site.page("moved.html", old, lang, {"head": head, "versions": ""}, lambda: objects)

    def _switch(self) -> Switch:
        """The versions of the article that exist."""
        versions = [(lang, own_name(lang), self.paths[lang]) for lang in self.live]
        both = [target for target in self.view.targets if self.view.source.live and target.live]
        for target in both:
            name = own_name(target.lang) if len(both) > 1 else ""
            versions.append(("", name, self._parallel_path(target)))
        return Switch(versions, self.root)

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
