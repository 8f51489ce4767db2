"""The desk's pages: search over all articles, replacements, work shared out, comments, inbox, statistics."""

from i18nflow.webapp.desk import (
    comments,
    concordance,
    inbox,
    repeats,
    replacements,
    segments,
    sharing,
    statistics,
    views,
)
from i18nflow.webapp.desk.base import blueprint, init_app

__all__ = [
    "blueprint", "comments", "concordance", "inbox", "init_app", "repeats", "replacements", "segments", "sharing",
    "statistics", "views",
]  # fmt: skip
