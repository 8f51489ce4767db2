"""The review of an article: its page, the moves of a target, the panel of helpers, terms, the preview."""

from __future__ import annotations

from i18nflow.webapp.review import moves, pages, presence, preview, sources, terms
from i18nflow.webapp.review.base import blueprint

__all__ = ["blueprint", "moves", "pages", "presence", "preview", "sources", "terms"]
