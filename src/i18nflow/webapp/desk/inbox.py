"""The inbox of the person: what waits for them."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from i18nflow.webapp.context import actor, workspace
from i18nflow.webapp.desk.base import blueprint
from i18nflow.workflow.desk import inbox as inboxes


@blueprint.get("/inbox")
def inbox() -> str:
    """Mentions, assignments, rejections, and what is due soon."""
    ws = workspace()
    return render_template(
        "desk/inbox.html",
        items=inboxes.items(ws, actor().name),
        now=ws.now(),
        source_lang=ws.config.source,
    )


@blueprint.post("/inbox/seen")
def see() -> Response:
    """Note that these items are seen."""
    inboxes.see(workspace(), request.form.getlist("item")[:1000], actor())
    return redirect(url_for("desk.inbox"), code=303)
