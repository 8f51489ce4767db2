"""Who else is in the article, told to the script every few seconds."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from i18nflow.webapp.context import actor, target_language, workspace
from i18nflow.webapp.review.base import blueprint
from i18nflow.workflow import presence


@blueprint.post("/here")
def here(slug: str, lang: str) -> dict[str, object] | tuple[str, int] | Response:
    """Note where the person is; who else is where. ``gone`` says that the page is being closed."""
    ws = workspace()
    ws.store.articles.get(slug)
    if request.form.get("gone"):
        presence.gone(ws, slug, target_language(lang), actor())
        return "", 204
    segment = request.form.get("segment", "")[:16]
    others = presence.here(ws, slug, target_language(lang), segment, actor())
    return {"others": [{"who": one.actor, "segment": one.segment} for one in others]}
