"""The pages of an article as they would be published now, for the eye: nothing is stored or built."""

from __future__ import annotations

import re
from dataclasses import replace

from i18nflow import files, publish, resources
from i18nflow.catalog.runtime import translations
from i18nflow.errors import NotFound, Refused
from i18nflow.model import PublicationStatus, said
from i18nflow.publish import Site
from i18nflow.workflow import publishing
from i18nflow.workflow.workspace import Workspace

_SCRIPT = re.compile(r"<script\b.*?</script>\s*", re.DOTALL)
_NOWHERE = "https://preview.invalid"
"""Stands for the address of a site that has none yet; a preview's links are relative."""


def pages(ws: Workspace, slug: str, lang: str) -> dict[str, str]:
    """{path: HTML} of the source, target and parallel page, with every text as it stands now."""
    view = publishing.preview_view(ws, slug, lang)
    shown = replace(
        view,
        source=replace(view.source, status=PublicationStatus.PUBLISHED),
        targets=tuple(replace(one, status=PublicationStatus.PUBLISHED) for one in view.targets),
    )
    site = _site(ws)
    # The editor writes what is typed into its place.
    made = publish.pages(site, shown, prepared=publish.prepare_all(shown, site.words, keyed=True))
    # A preview runs nothing, so it asks for nothing to be run.
    return {path: _SCRIPT.sub("", html) for path, html in made.items()}


def path_of(ws: Workspace, slug: str, lang: str, *, parallel: bool = False) -> str:
    """The path of the target's page, or of the parallel one."""
    view = publishing.preview_view(ws, slug, lang)
    addresses, target = _site(ws).addresses, view.targets[0]
    if parallel:
        return addresses.parallel(view.source.lang, target.lang, view.year, view.slug)
    return addresses.edition(target.lang, view.year, target.slug)


def asset(ws: Workspace, path: str) -> bytes:
    """A file that the pages use: of the theme, or a picture. Raises :class:`NotFound`."""
    found = _site(ws).theme.assets.get(path)
    if found is not None:
        return found
    folder, _, name = path.partition("/")
    if folder == "media":
        try:
            return files.read_bytes(files.inside(ws.root / "media", name))
        except (Refused, ValueError) as error:
            raise NotFound(said("There is no '{path}' in the preview.", path=path)) from error
    raise NotFound(said("There is no '{path}' in the preview.", path=path))


def _site(ws: Workspace) -> Site:
    config = ws.config.site
    return publish.open_site(
        publish.SiteConfig(
            base_url=config.base_url or _NOWHERE,
            name=config.name or ws.root.name,
            source=ws.config.source,
            targets=ws.config.targets,
            tz=ws.config.timezone,
            per_page=config.per_page,
        ),
        web=resources.root() / "web",
        locales=resources.root() / "locales",
        translations=translations,
        newsroom=files.inside(ws.root, config.templates) if config.templates else None,
    )
