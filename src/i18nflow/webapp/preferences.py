"""What a person chooses: the language of the UI, light or dark, the layout; and the table of keys, to be changed."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from i18nflow.webapp.context import actor, inner_address, user, wants_part, workspace
from i18nflow.webapp.review import keymap
from i18nflow.webapp.words import LANGUAGES, _
from i18nflow.workflow import preferences

blueprint = Blueprint("preferences", __name__)
THEMES = ("auto", "light", "dark")


@blueprint.app_template_global("key_list")
def key_list(chosen: Mapping[str, str] | None = None) -> list[keymap.Key]:
    """The person's keys with what they do, for the help."""
    return keymap.listed(preferences.keys(workspace(), actor()) if chosen is None else chosen)


@blueprint.app_template_global("key_of")
def key_of(action: str) -> str:
    """The person's key for an action, as it is shown on a button: ``Ctrl ↵``."""
    if "keymap" not in g:
        g.keymap = keymap.keymap(preferences.keys(workspace(), actor()))
    key: str = g.keymap[action]
    return key.replace("Enter", "↵").replace("+", " ") if len(key) > 1 else key


@blueprint.app_context_processor
def chosen() -> dict[str, object]:
    """The choices made, for every page."""
    return {
        "theme": session.get("theme", "auto"),
        "ui_languages": LANGUAGES,
        "single_keys_on": session.get("single_keys", True),
    }


@blueprint.post("/preferences")
def choose() -> Response | tuple[str, int]:
    """Remember the choice and go back to where the person was."""
    lang, theme = request.form.get("lang"), request.form.get("theme")
    if lang in LANGUAGES:
        session["lang"] = g.ui_lang = lang
    if theme in THEMES:
        session["theme"] = theme
    if "single_keys" in request.form:
        session["single_keys"] = request.form["single_keys"] == "on"
    # The look is anybody's to choose; what is remembered by name takes somebody who is let in.
    if "layout" in request.form and (user() is not None or session.get("in")):
        preferences.set_layout(workspace(), request.form["layout"], actor())
    if wants_part():
        return "", 204
    return redirect(inner_address(request.form.get("back", "")), code=303)


@blueprint.get("/keys")
def keys() -> str:
    """The keys, explained."""
    return render_template("keys.html", problems=[], entered=None)


@blueprint.post("/keys")
def choose_keys() -> str | Response | tuple[str, int]:
    """Remember the person's own keys; ``defaults`` brings the program's back."""
    asked = {} if "defaults" in request.form else keymap.wanted(request.form)
    wrong = keymap.faults(asked)
    if wrong:
        return render_template("keys.html", problems=wrong, entered=request.form), 422
    preferences.set_keys(workspace(), asked, actor())
    flash(_("These are your keys now."))
    return redirect(url_for("preferences.keys"), code=303)
