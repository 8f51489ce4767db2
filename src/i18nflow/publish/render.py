"""One article's files and all that a build remembers of it; a chunk of articles is rendered in a process of its own."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from i18nflow.errors import Conflict
from i18nflow.model import said
from i18nflow.publish import search
from i18nflow.publish.body import media_path
from i18nflow.publish.cards import summarise
from i18nflow.publish.handover import handover
from i18nflow.publish.pages import pages
from i18nflow.publish.sentences import prepare_all
from i18nflow.publish.site import Site
from i18nflow.publish.stager import Put, Stager
from i18nflow.publish.views import ArticleView, Summary

Load = Callable[[str], ArticleView]
Opener = Callable[[], tuple[Site, Load]]
"""Opens the site and the way to its articles anew; it must pickle, since other processes call it."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article as rendered: the paths of its files and pictures, its lines for the indexes and for search."""

    slug: str
    files: tuple[str, ...]
    media: tuple[str, ...]
    summary: Summary
    lines: dict[str, str]


def render_article(site: Site, slug: str, view: ArticleView, stager: Stager) -> Rendered:
    """Render the files of an article and have them staged."""
    texts = prepare_all(view, site.words)
    made = pages(site, view, prepared=texts)
    if site.config.handover:
        made |= handover(site, view, prepared=texts)
    for path, text in made.items():
        stager.put(path, text.encode("utf-8"))
    images = (block.block.image for edition in view.editions if edition.live for block in edition.blocks)
    pictures = dict.fromkeys(path for path in map(media_path, images) if path)
    summary = summarise(site, view)
    return Rendered(slug, tuple(made), tuple(pictures), summary, lines_of(view, summary))


def lines_of(view: ArticleView, summary: Summary) -> dict[str, str]:
    """An article's lines in the search index, by language."""
    editions = {edition.lang: edition for edition in view.editions}
    return {card.lang: search.entry(editions[card.lang], card.path, card.date) for card in summary.cards}


def render_chunk(
    opener: bytes, digest: str, stager: Stager, slugs: Sequence[str]
) -> tuple[list[Rendered], list[Put]]:
    """Render some articles in a worker; ``opener`` is a pickled :data:`Opener`, ``digest`` the site's own."""
    site, load = _opened(opener)
    if site.digest != digest:
        raise Conflict(said("the site's settings or templates changed during the build; publish again"))
    with without_gc():
        return [render_article(site, slug, load(slug), stager) for slug in slugs], stager.puts


@contextmanager
def without_gc() -> Iterator[None]:
    """No search for cycles meanwhile: rendering makes none, and looking through all articles costs half its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@lru_cache(maxsize=1)
def _opened(opener: bytes) -> tuple[Site, Load]:
    opened: tuple[Site, Load] = pickle.loads(opener)()  # noqa: S301 - pickled by the build that sent it
    return opened
