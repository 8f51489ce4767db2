"""The review of an article: its page, the moves of a target, the panel of helpers, the source's correction."""

from __future__ import annotations

from i18nflow.webapp.review import moves, pages, sources
from i18nflow.webapp.review.base import blueprint

__all__ = ["blueprint", "moves", "pages", "sources"]
