"""Saved views: filters that a person keeps under a name."""

from __future__ import annotations

from unicodedata import normalize
from urllib.parse import parse_qsl, urlencode

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from i18nflow.errors import InputError
from i18nflow.model import said
from i18nflow.webapp.context import actor, workspace
from i18nflow.webapp.desk.base import blueprint
from i18nflow.webapp.desk.segments import FIELDS
from i18nflow.webapp.words import _
from i18nflow.workflow.desk import viewing


@blueprint.post("/views")
def save_view() -> Response:
    """Keep the filter of the form under the name typed."""
    query = _clean(request.form.get("query", ""))
    name = " ".join(normalize("NFC", request.form.get("name", "")).split())
    if not name:
        raise InputError(said("Give the view a name."))
    viewing.save(workspace(), name, query, actor())
    flash(_("The view “%(name)s” is saved.") % {"name": name})
    return redirect(f"{url_for('desk.segments')}?{query}", code=303)


@blueprint.post("/views/<int:number>/forget")
def forget_view(number: int) -> Response:
    """Forget one of the person's views."""
    viewing.forget(workspace(), number, actor())
    return redirect(f"{url_for('desk.segments')}?{_clean(request.form.get('query', ''))}", code=303)


def _clean(query: str) -> str:
    """The parts of an address's query that make a filter, and no others."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name in FIELDS])
