"""What a person chooses for this browser: the language of the UI, light or dark, single keys; and the table of keys."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, session
from werkzeug.wrappers import Response

from i18nflow.webapp.context import inner_address
from i18nflow.webapp.words import LANGUAGES

blueprint = Blueprint("preferences", __name__)
THEMES = ("auto", "light", "dark")


@blueprint.app_context_processor
def chosen() -> dict[str, object]:
    """The choices made, for every page."""
    return {
        "theme": session.get("theme", "auto"),
        "ui_languages": LANGUAGES,
        "single_keys_on": session.get("single_keys", True),
    }


@blueprint.post("/preferences")
def choose() -> Response:
    """Remember the choice and go back to where the person was."""
    lang, theme = request.form.get("lang"), request.form.get("theme")
    if lang in LANGUAGES:
        session["lang"] = g.ui_lang = lang
    if theme in THEMES:
        session["theme"] = theme
    if "single_keys" in request.form:
        session["single_keys"] = request.form["single_keys"] == "on"
    return redirect(inner_address(request.form.get("back", "")), code=303)


@blueprint.get("/keys")
def keys() -> str:
    """The keys, explained."""
    return render_template("keys.html")
