"""The workspace's site: its settings, and bringing its folder up to date with what is published."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path

from i18nflow import files, publish, resources
from i18nflow.catalog.runtime import translations
from i18nflow.errors import ConfigError
from i18nflow.model import said
from i18nflow.publish import ArticleView, Built, Entry, Site
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.publishing.views import article_view, names_shown, year_of
from i18nflow.workflow.workspace import Workspace

_MOST_WORKERS = 4


def build_site(ws: Workspace, progress: Callable[[int, int], None] | None = None) -> Built:
    """Bring ``site/`` up to date with what is published; only what changed is written."""
    site = open_site(ws)
    # A person who takes the consent back is off every page with the next build.
    shared = f"{ws.config.timezone}|{sorted(names_shown(ws).items())}"
    entries = [Entry(slug, f"{mark}|{shared}") for slug, mark in ws.store.publications.marks()]

    def load(slug: str) -> ArticleView:
        return article_view(ws, slug)

    return publish.build(
        ws.site,
        site,
        entries,
        load,
        media=ws.root / "media",
        progress=progress,
        pool=_pool,
        opener=partial(_opened, ws.root),
    )


def _pool() -> Executor:
    """Processes that render. They start fresh: a fork of a process with threads may hang."""
    return ProcessPoolExecutor(
        min(os.cpu_count() or 1, _MOST_WORKERS),
        mp_context=get_context("spawn"),
        initializer=_end_with_parent,
    )


def _end_with_parent() -> None:
    """Have this worker end when its build was killed: else it would wait for work for ever."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _opened(root: Path) -> tuple[Site, Callable[[str], ArticleView]]:
    """The site and its articles with a connection of its own, in another process."""
    ws = workspaces.open_at(root)
    return open_site(ws), partial(article_view, ws)


def page_path(ws: Workspace, slug: str, lang: str) -> str:
    """Where the page of a published edition stands within the site."""
    edition = ws.store.editions.get(slug, lang)
    return publish.Addresses(site_config(ws)).edition(lang, year_of(ws, slug), edition.slug)


def open_site(ws: Workspace) -> Site:
    """The site of a workspace: its settings, words and templates."""
    own = ws.config.site.templates
    return publish.open_site(
        site_config(ws),
        web=resources.root() / "web",
        locales=resources.root() / "locales",
        translations=translations,
        newsroom=files.inside(ws.root, own) if own else None,
    )


def site_config(ws: Workspace) -> publish.SiteConfig:
    """The settings of the site. Raises :class:`ConfigError` where ``base_url`` is missing."""
    if not ws.config.site.base_url:
        raise ConfigError(
            said(
                'site.base_url is not set: publishing needs the address of the site, e.g. base_url = "https://news.example.org"'
            ),
            where=str(Path(ws.root.name) / "i18nflow.toml"),
        )
    return publish.SiteConfig(
        base_url=ws.config.site.base_url,
        name=ws.config.site.name or ws.root.name,
        source=ws.config.source,
        targets=ws.config.targets,
        tz=ws.config.timezone,
        per_page=ws.config.site.per_page,
    )
