"""Publication: what blocks an edition, its life from schedule to archive, and the site that readers see."""

from __future__ import annotations

from i18nflow.publish import Built
from i18nflow.workflow.publishing.gate import LIVE, Block, Blocker, blockers
from i18nflow.workflow.publishing.schedule import (
    embargo,
    lapsed,
    moment,
    next_due,
    publish_due,
    schedule,
    unschedule,
)
from i18nflow.workflow.publishing.site import build_site, open_site, page_path
from i18nflow.workflow.publishing.texts import propose_slug
from i18nflow.workflow.publishing.verbs import (
    Published,
    archive,
    bring_back,
    publish_articles,
    set_slug,
    unpublish,
)
from i18nflow.workflow.publishing.views import article_view, preview_view, year_of

__all__ = [
    "LIVE",
    "Block",
    "Blocker",
    "Built",
    "Published",
    "archive",
    "article_view",
    "blockers",
    "bring_back",
    "build_site",
    "embargo",
    "lapsed",
    "moment",
    "next_due",
    "open_site",
    "page_path",
    "preview_view",
    "propose_slug",
    "publish_articles",
    "publish_due",
    "schedule",
    "set_slug",
    "unpublish",
    "unschedule",
    "year_of",
]
