"""The source text corrected in place: its words, and where its sentences are cut."""

from __future__ import annotations

from unicodedata import normalize

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from i18nflow.errors import InputError
from i18nflow.model import said
from i18nflow.webapp.context import actor, target_language, workspace
from i18nflow.webapp.review import lines, pages
from i18nflow.webapp.review.base import blueprint, place
from i18nflow.webapp.words import _
from i18nflow.workflow import importing


@blueprint.get("/segments/<key>/source")
def source(slug: str, lang: str, key: str) -> str:
    """The form to correct a source text."""
    line = lines.one(key, target_language(lang))
    return render_template("review/source.html", line=line, **pages.common(slug, lang))


@blueprint.post("/segments/<key>/source")
def correct_source(slug: str, lang: str, key: str) -> Response:
    """Correct the words: a new revision, the other segments keep their targets."""
    typed = " ".join(normalize("NFC", request.form.get("text", "")).split("\n")).replace("\r", "").strip()
    saved = importing.correct_source(workspace(), key, typed, actor())
    if saved.status != "unchanged":
        flash(_("The source is corrected. Its translation waits to be looked at again."))
    return redirect(place(slug, target_language(lang), _still_there(slug, key)), code=303)


@blueprint.post("/segments/<key>/split")
def split_segment(slug: str, lang: str, key: str) -> Response:
    """Cut the segment in two where a bar ``|`` stands, or at the offset given in code points."""
    offset = request.form.get("offset", "")
    if not offset.isascii() or not offset.isdigit() or len(offset) > 9:
        raise InputError(said("Say where to cut: put the cursor there."))
    importing.split(workspace(), key, int(offset), actor())
    return redirect(place(slug, target_language(lang), key), code=303)


@blueprint.post("/segments/<key>/merge")
def merge_segments(slug: str, lang: str, key: str) -> Response:
    """Join the segment with the next one of its block."""
    importing.merge(workspace(), key, actor())
    return redirect(place(slug, target_language(lang), key), code=303)


def _still_there(slug: str, key: str) -> str | None:
    return key if any(one.key == key for one in workspace().store.articles.segments(slug)) else None
