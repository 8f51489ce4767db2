"""The public site: pages of an article, indexes, feeds, search, and the writer that changes only what changed.

The renderers are pure: values of :mod:`i18nflow.publish.views` in, ``{path: text}`` out. :func:`open_site` reads
templates and words once, :func:`build` writes; nothing else here touches a file.
"""

from __future__ import annotations

from i18nflow.publish.addresses import Addresses, file_of, slugify
from i18nflow.publish.body import media_path
from i18nflow.publish.build import Built, Entry, altered, build
from i18nflow.publish.cards import summarise
from i18nflow.publish.handover import handover
from i18nflow.publish.indexes import indexes
from i18nflow.publish.pages import pages
from i18nflow.publish.sentences import prepare_all
from i18nflow.publish.site import Site, open_site
from i18nflow.publish.theme import Theme, load_theme
from i18nflow.publish.views import (
    ArticleView,
    BlockView,
    Card,
    Correction,
    EditionView,
    Making,
    Misaligned,
    Provenance,
    Rendition,
    SegmentView,
    SiteConfig,
    Summary,
    aligned,
    edition_of,
)

__all__ = [
    "Addresses",
    "ArticleView",
    "BlockView",
    "Built",
    "Card",
    "Correction",
    "EditionView",
    "Entry",
    "Making",
    "Misaligned",
    "Provenance",
    "Rendition",
    "SegmentView",
    "Site",
    "SiteConfig",
    "Summary",
    "Theme",
    "aligned",
    "altered",
    "build",
    "edition_of",
    "file_of",
    "handover",
    "indexes",
    "load_theme",
    "media_path",
    "open_site",
    "pages",
    "prepare_all",
    "slugify",
    "summarise",
]
