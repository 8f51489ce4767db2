"""The blueprint that the views of the review share, and where its addresses are."""

from __future__ import annotations

from flask import Blueprint, url_for

blueprint = Blueprint("review", __name__, url_prefix="/articles/<slug>/<lang>")


def place(slug: str, lang: str, key: str | None, *, show: str | None = None) -> str:
    """The address of the article with segment ``key`` in hand; ``show`` says which segments, in which order."""
    if key is None:
        return url_for("review.article", slug=slug, lang=lang, show=show)
    return url_for("review.article", slug=slug, lang=lang, segment=key, show=show, _anchor=f"s-{key}")
