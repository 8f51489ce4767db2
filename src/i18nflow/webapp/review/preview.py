"""The page as it would be published now: for the frame beside the article, and as a page of its own."""

from __future__ import annotations

from mimetypes import guess_type
from unicodedata import normalize

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from i18nflow import markup
from i18nflow.publish import file_of
from i18nflow.webapp.context import target_language, workspace
from i18nflow.webapp.review.base import blueprint
from i18nflow.workflow import previewing


@blueprint.get("/preview/")
def preview(slug: str, lang: str) -> AnyResponse:
    """Lead to the target's page, or to the parallel one with ``?kind=parallel``."""
    parallel = request.args.get("kind") == "parallel"
    path = previewing.path_of(workspace(), slug, target_language(lang), parallel=parallel)
    return redirect(url_for("review.preview_page", slug=slug, lang=lang, path=path), code=303)


@blueprint.get("/preview/<path:path>")
def preview_page(slug: str, lang: str, path: str) -> Response:
    """One page of the article, or a file that it uses."""
    ws = workspace()
    if path.startswith(("assets/", "media/")):
        kind = guess_type(path)[0] or "application/octet-stream"
        return Response(previewing.asset(ws, path), mimetype=kind)
    found = previewing.pages(ws, slug, target_language(lang)).get(file_of(path))
    if found is None:
        # A link of the page that leads out of the article: the preview knows this article only.
        return Response("", status=404, mimetype="text/plain")
    return Response(found, mimetype="text/html")


@blueprint.post("/segments/<key>/formatted")
def formatted(slug: str, lang: str, key: str) -> Response:
    """A text that is being typed as the page would show it: codes made to formatting, everything else escaped."""
    segment = workspace().store.targets.row(key, target_language(lang)).segment
    shown, _open = markup.to_html(normalize("NFC", request.form.get("text", "")), segment.codes)
    return Response(shown, mimetype="text/html")
