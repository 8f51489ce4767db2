"""An article as WordPress posts: one per public edition, each saying which texts it is the translation of.

The words are those of WordPress's REST API (``wp/v2/posts``). Everything a reader sees is sanitised HTML made from the
published texts; how it was made travels in the post's meta, where the plugin of ``docs/examples/wordpress`` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from i18nflow.publish.addresses import slugify
from i18nflow.publish.body import alt_of, media_path, single
from i18nflow.publish.jobs import digest
from i18nflow.publish.sentences import lang_attributes, prepare_all
from i18nflow.publish.site import Site
from i18nflow.publish.text import clean, to_json
from i18nflow.publish.views import ArticleView, EditionView

MEDIA = "i18nflow-media:"
"""Stands before a picture's file name in a post's HTML until the picture's address there is known."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of the newsroom's media folder, and its alternative text."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Category:
    """A topic as a category."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post to be: ``fields`` are WordPress's own, without what has an id there (categories, pictures)."""

    article: str
    lang: str
    fields: Mapping[str, object]
    categories: tuple[Category, ...]
    pictures: tuple[Picture, ...]

    @property
    def name(self) -> str:
        """What tells it from all others: article and language."""
        return f"{self.article}/{self.lang}"

    @property
    def digest(self) -> str:
        """Changes whenever anything of the post does."""
        return digest(to_json(dict(self.fields)), self.categories, self.pictures)


def posts(site: Site, view: ArticleView) -> tuple[Post, ...]:
    """The public editions of an article as posts, the original first."""
    texts = prepare_all(view, site.words)
    return tuple(
        _post(site, view, edition, single(texts[edition.lang], site.words[edition.lang], MEDIA, closed=True))
        for edition in view.editions
        if edition.live
    )


def _post(site: Site, view: ArticleView, edition: EditionView, body: str) -> Post:
    fields: dict[str, object] = {
        "title": edition.title,
        "slug": edition.slug,
        "excerpt": edition.lead,
        "content": f"<div{lang_attributes(edition.lang)}>\n{body}\n</div>",
        "meta": _meta(site, view, edition),
    }
    if edition.published_at:
        fields["date_gmt"] = (
            edition.published_at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        )
    pictures = {
        media_path(block.block.image): Picture(media_path(block.block.image), alt_of(block))
        for block in edition.blocks
        if media_path(block.block.image)
    }
    # A slug is unique among all categories there, so each language has its own.
    prefix = site.addresses.prefixes[edition.lang]
    topics = tuple(Category(name, f"{slugify(name)}-{prefix}") for name in edition.topic_names)
    return Post(view.slug, edition.lang, fields, topics, tuple(pictures.values()))


def _meta(site: Site, view: ArticleView, edition: EditionView) -> dict[str, str]:
    """Provenance as WordPress keeps it: texts only, so that every version of it can register the fields."""
    made = edition.provenance
    return {
        "i18nflow_article": view.slug,
        "i18nflow_lang": edition.lang,
        "i18nflow_source_lang": view.source.lang,
        "i18nflow_making": made.making.value,
        "i18nflow_reviewed": "yes" if made.reviewed else "no",
        "i18nflow_source_revision": str(made.source_revision or ""),
        "i18nflow_source_changed": made.source_changed.isoformat() if made.source_changed else "",
        "i18nflow_corrections": "\n".join(
            f"{one.at.date().isoformat()} [{one.lang}] {clean(one.text)}" for one in edition.corrections
        ),
        "i18nflow_page": site.link(site.addresses.edition(edition.lang, view.year, edition.slug)),
    }
