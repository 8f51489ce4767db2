"""Catalogs: download one, upload one, look at what it would change, take it."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from i18nflow.errors import I18nFlowError, InputError
from i18nflow.webapp.context import actor, target_language, workspace
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.uploads import allow_large
from i18nflow.webapp.words import _
from i18nflow.workflow import catalogs, incoming
from i18nflow.workflow.incoming import Sent

blueprint = Blueprint("catalogs", __name__, url_prefix="/articles/<slug>/<lang>/catalog")

Answer = str | AnyResponse | tuple[str, int]


@blueprint.get("/")
def show(slug: str, lang: str) -> str:
    """The catalog of an edition: download and upload."""
    return _page(slug, target_language(lang))


@blueprint.get("/<name>.po")
def download(slug: str, lang: str, name: str) -> Response:
    """The catalog as a .po file."""
    data = catalogs.export_po(workspace(), slug, target_language(lang))
    response = Response(data, content_type="text/x-gettext-translation; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.{lang}.po"'
    return response


@blueprint.post("/")
@allow_large
def upload(slug: str, lang: str) -> Answer:
    """Read a catalog and show what it would change; nothing is changed yet."""
    file = request.files.get("file")
    try:
        if not file or not file.filename:
            raise InputError(_("Choose a catalog first."))
        sent = Sent(
            file.read(),
            {"kind": "catalog", "name": file.filename, "slug": slug, "lang": target_language(lang)},
        )
        token = incoming.keep(workspace(), sent)
        _import(sent, as_approved=False, dry_run=True)
    except I18nFlowError as error:
        return _page(slug, lang, problem=str(error)), status_of(error)
    return redirect(url_for("catalogs.report", slug=slug, lang=lang, token=token), code=303)


@blueprint.get("/upload/<token>")
def report(slug: str, lang: str, token: str) -> str:
    """What the uploaded catalog would change."""
    sent = incoming.find(workspace(), token)
    return _page(
        slug,
        target_language(lang),
        token=token,
        name=sent.facts["name"],
        report=_import(sent, as_approved=False, dry_run=True),
    )


@blueprint.post("/upload/<token>")
def take(slug: str, lang: str, token: str) -> Answer:
    """Take the uploaded catalog over."""
    ws = workspace()
    sent = incoming.find(ws, token)
    try:
        _import(sent, as_approved=request.form.get("as") == "approved", dry_run=False)
    except I18nFlowError as error:
        return _page(slug, target_language(lang), problem=str(error)), status_of(error)
    incoming.forget(ws, token)
    flash(_("The catalog is taken over."))
    return redirect(url_for("review.article", slug=slug, lang=lang), code=303)


def _import(sent: Sent, *, as_approved: bool, dry_run: bool) -> object:
    return catalogs.import_catalog(
        workspace(), sent.data, sent.facts["name"], actor(), as_approved=as_approved, dry_run=dry_run
    )


def _page(
    slug: str, lang: str, *, problem: str = "", token: str = "", name: str = "", report: object = None
) -> str:
    return render_template(
        "catalog.html",
        article=workspace().store.articles.get(slug),
        slug=slug,
        lang=lang,
        problem=problem,
        token=token,
        name=name,
        report=report,
        source_lang=workspace().config.source,
        targets=workspace().config.targets,
    )
