"""The register of names: what it holds, what is wrong with it, and what the articles propose."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from i18nflow.errors import I18nFlowError
from i18nflow.names import KINDS, Name, check, forms_of
from i18nflow.webapp.context import actor, form_number, target_language, workspace
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.words import _, _n, explain
from i18nflow.workflow import names, naming

blueprint = Blueprint("names", __name__, url_prefix="/names")

Answer = str | Response | tuple[str, int]
_SHOWN = 50


@blueprint.get("/")
def first() -> Response:
    """The register of the first target language."""
    return redirect(url_for("names.show", lang=workspace().config.targets[0]))


@blueprint.get("/<lang>/")
def show(lang: str) -> Answer:
    """The register with its remarks, and the proposals."""
    return _page(target_language(lang))


@blueprint.post("/<lang>/")
def add(lang: str) -> Answer:
    """Put a name into the register."""
    try:
        looked = naming.add(workspace(), target_language(lang), _typed(), actor())
    except I18nFlowError as error:
        return _page(lang, problem=explain(error)), status_of(error)
    return _done(lang, _("The name is in the register."), looked)


@blueprint.post("/<lang>/change")
def change(lang: str) -> Answer:
    """Change an entry, or take it out (button ``remove``)."""
    ws = workspace()
    try:
        old = names.at_line(
            names.load(ws, target_language(lang)),
            form_number("line", "0"),
            request.form.get("was", ""),
        )
        if "remove" in request.form:
            looked = naming.remove(ws, lang, old, actor())
            return _done(lang, _("The name is no longer in the register."), looked)
        new = replace(_typed(), never=old.never, extra=old.extra, line=old.line)
        looked = naming.change(ws, lang, old, new, actor())
    except I18nFlowError as error:
        return _page(lang, problem=explain(error)), status_of(error)
    return _done(lang, _("The entry is changed."), looked)


def _typed() -> Name:
    def cell(name: str) -> str:
        return " ".join(request.form.get(name, "").split())

    def many(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cell(name).split("|") if part.strip())

    return Name(
        cell("source"),
        cell("target"),
        cell("kind"),
        cell("gender"),
        many("accept"),
        many("also"),
        note=cell("note"),
    )


def _done(lang: str, said: str, looked: int) -> Response:
    again = _n("%(num)s segment was checked again.", "%(num)s segments were checked again.", looked)
    flash(f"{said} {again % {'num': looked}}" if looked else said)
    return redirect(url_for("names.show", lang=lang), code=303)


def _page(lang: str, problem: str = "") -> str:
    ws = workspace()
    try:
        known = names.load(ws, lang).names
        proposals = names.proposals(ws, lang, limit=_SHOWN)
    except I18nFlowError as error:
        return render_template("names.html", lang=lang, problem=explain(error), broken=True)
    remarks: dict[int | None, list[str]] = {}
    for remark in check(known, ws.config.source):
        remarks.setdefault(remark.line, []).append(remark.message)
    return render_template(
        "names.html",
        lang=lang,
        problem=problem,
        broken=False,
        targets=ws.config.targets,
        source_lang=ws.config.source,
        file=ws.names_for(lang).name,
        names=known,
        forms={name.line: forms_of(name, ws.config.source) for name in known},
        remarks=remarks,
        proposals=proposals,
        places={one.example: ws.store.targets.row(one.example, lang) for one in proposals},
        kinds=KINDS,
        typed=_typed() if problem else Name("", "", "person"),
        may_change=actor().may(names.KEEPER),
    )
