"""Catalogs: download one, upload one, look at what it would change, choose line by line, take it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from i18nflow.catalog import Change, ImportReport, Kind
from i18nflow.errors import Conflict, I18nFlowError, InputError
from i18nflow.model import said
from i18nflow.webapp.context import actor, target_language, workspace
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.uploads import allow_large
from i18nflow.webapp.words import _, explain, say
from i18nflow.workflow import catalogs, incoming
from i18nflow.workflow.catalogs import CatalogImport
from i18nflow.workflow.incoming import Sent

blueprint = Blueprint("catalogs", __name__, url_prefix="/articles/<slug>/<lang>/catalog")

Answer = str | AnyResponse | tuple[str, int]
SILENT = (Kind.UNCHANGED, Kind.IGNORED)
MEDIA = {
    "po": "text/x-gettext-translation; charset=utf-8",
    "xliff": "application/xliff+xml",
    "xliff12": "application/x-xliff+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jsonl": "application/jsonl",
    "tmx": "application/x-tmx+xml",
}
"""The formats that can be downloaded."""


@dataclass(frozen=True, slots=True)
class Line:
    """A change as the report shows it: with a box where the file's text can be taken, ticked where it would be."""

    change: Change
    reason: str
    box: bool
    ticked: bool


@blueprint.get("/")
def show(slug: str, lang: str) -> str:
    """The catalog of an edition: download and upload."""
    return _page(slug, target_language(lang))


@blueprint.get("/<name>.po")
def download(slug: str, lang: str, name: str) -> Response:
    """The catalog as a .po file."""
    return _file(slug, target_language(lang), "po")


@blueprint.get("/file/<form>")
def download_as(slug: str, lang: str, form: str) -> Answer:
    """The edition in another format."""
    if form not in MEDIA:
        raise InputError(said("There is no such format."))
    return _file(slug, target_language(lang), form)


@blueprint.post("/")
@allow_large
def upload(slug: str, lang: str) -> Answer:
    """Read a catalog and show what it would change; nothing is changed yet."""
    file = request.files.get("file")
    lang = target_language(lang)
    incoming.may_send(actor())
    try:
        if not file or not file.filename:
            raise InputError(said("Choose a catalog first."))
        sent = Sent(
            file.read(),
            {"kind": "catalog", "name": file.filename, "slug": slug, "lang": lang},
        )
        token = incoming.keep(workspace(), sent)
        _looked_at(sent, slug, lang)
    except I18nFlowError as error:
        return _page(slug, lang, problem=explain(error)), status_of(error)
    return redirect(url_for("catalogs.report", slug=slug, lang=lang, token=token), code=303)


@blueprint.get("/upload/<token>")
def report(slug: str, lang: str, token: str) -> str:
    """What the uploaded catalog would change."""
    sent = incoming.find(workspace(), token)
    return _report(slug, target_language(lang), token, sent)


@blueprint.post("/upload/<token>")
def take(slug: str, lang: str, token: str) -> Answer:
    """Take over what was ticked; nothing at all where something changed here since the report was shown."""
    ws = workspace()
    sent = incoming.find(ws, token)
    ticked = request.form.getlist("take")
    looked = _looked_at(sent, slug, target_language(lang))
    try:
        done = catalogs.import_catalog(
            ws,
            sent.data,
            sent.facts["name"],
            actor(),
            article=slug,
            lang=lang,
            as_approved=request.form.get("as") == "approved",
            choices={one.key: one.key in ticked for one in looked.report.changes if one.key},
            seen=request.form.get("seen", ""),
        )
    except Conflict:
        problem = _("Something changed here while you looked. Nothing has been taken over: look at it again.")
        return _report(slug, lang, token, sent, ticked=ticked, problem=problem), 409
    except I18nFlowError as error:
        return _page(slug, lang, problem=explain(error)), status_of(error)
    incoming.forget(ws, token)
    flash(_("Taken over: %(count)s") % {"count": done.applied})
    return redirect(url_for("review.article", slug=slug, lang=lang), code=303)


def _file(slug: str, lang: str, form: str) -> Response:
    ws = workspace()
    done = catalogs.render_po(ws, slug, lang) if form == "po" else catalogs.render_other(ws, slug, lang, form)
    response = Response(done.data, content_type=MEDIA[form])
    ending = done.path.rpartition(".")[2]
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.{lang}.{ending}"'
    return response


def _looked_at(sent: Sent, slug: str, lang: str) -> CatalogImport:
    return catalogs.import_catalog(
        workspace(), sent.data, sent.facts["name"], actor(), article=slug, lang=lang, dry_run=True
    )


def _report(
    slug: str,
    lang: str,
    token: str,
    sent: Sent,
    *,
    ticked: Collection[str] | None = None,
    problem: str = "",
) -> str:
    found = _looked_at(sent, slug, lang).report
    return _page(
        slug,
        lang,
        problem=problem,
        token=token,
        name=sent.facts["name"],
        report=found,
        lines=[_line(one, ticked) for one in found.changes if one.kind not in SILENT],
        notes=[say(one) for one in found.notes],
    )


def _line(change: Change, ticked: Collection[str] | None) -> Line:
    box = change.state is not None and change.key is not None
    chosen = change.taken if ticked is None else change.key in ticked
    return Line(change, say(change.reason), box, ticked=box and chosen)


def _page(
    slug: str,
    lang: str,
    *,
    problem: str = "",
    token: str = "",
    name: str = "",
    report: ImportReport | None = None,
    lines: list[Line] | None = None,
    notes: list[str] | None = None,
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
        lines=lines or [],
        notes=notes or [],
        source_lang=workspace().config.source,
        targets=workspace().config.targets,
    )
