"""Alignments: published pairs made into memory, each pair looked at before anything is accepted."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from i18nflow.errors import I18nFlowError
from i18nflow.interchange import tmx
from i18nflow.model import Role
from i18nflow.store import Decision, Pair
from i18nflow.webapp.context import actor, form_number, target_language, workspace
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.uploads import allow_large
from i18nflow.webapp.words import _, _n, explain
from i18nflow.webapp.words import number as figure
from i18nflow.workflow import aligning, memories

blueprint = Blueprint("alignments", __name__, url_prefix="/memory/alignments")

Answer = str | Response | tuple[str, int]
_PER_PAGE = 100


@blueprint.get("/")
def index() -> Answer:
    """What is being aligned, and a form to align two files."""
    return _index()


@blueprint.post("/")
@allow_large
def begin() -> Answer:
    """Align two files."""
    sent = [request.files.get(name) for name in ("source", "target")]
    texts = [(file.read(), file.filename or "") if file is not None else (b"", "") for file in sent]
    try:
        lang = target_language(request.form.get("lang", ""))
        number = aligning.propose(workspace(), texts[0], texts[1], lang, actor())
    except I18nFlowError as error:
        return _index(problem=explain(error)), status_of(error)
    return redirect(url_for("alignments.show", number=number), code=303)


@blueprint.post("/tmx")
@allow_large
def take_in() -> Answer:
    """Take the units of a TMX file into the memory."""
    ws, file = workspace(), request.files.get("tmx")
    try:
        lang = target_language(request.form.get("lang", ""))
        data, name = (BytesIO(file.read()), file.filename or "") if file else (BytesIO(), "")
        units = tmx.read(data, ws.config.pair(lang), name)
        added, known = memories.take_in(ws, units, lang, actor())
    except I18nFlowError as error:
        return _index(problem=explain(error)), status_of(error)
    new = _n("%(num)s unit is new in the memory.", "%(num)s units are new in the memory.", added)
    flash(
        new % {"num": figure(added)}
        + (" " + _("Known already: %(num)s.") % {"num": figure(known)} if known else "")
    )
    return redirect(url_for("alignments.index"), code=303)


@blueprint.get("/<int:number>/")
def show(number: int) -> Answer:
    """The pairs, a page at a time."""
    return _page(number)


@blueprint.post("/<int:number>/pairs/<int:pair>")
def decide(number: int, pair: int) -> Answer:
    """Accept, reject, reopen, save or join one pair."""
    ws = workspace()
    texts = (request.form.get("source", ""), request.form.get("target", ""))
    what = request.form.get("do", "")
    try:
        seen = replace(ws.store.alignments.pair(number, pair), version=form_number("version"))
        if what == "join":
            aligning.join(ws, number, seen, texts, actor())
            return _back(number, pair)
        decision = Decision(what) if what in set(Decision) else seen.decision
        done = aligning.decide(ws, number, seen, decision, texts, actor())
    except I18nFlowError as error:
        return _page(number, problem=explain(error), at=pair, typed=texts), status_of(error)
    return _back(number, pair if what == "save" else _following(done, number))


@blueprint.post("/<int:number>/accept")
def accept(number: int) -> Response:
    """Accept all that is sure."""
    count = aligning.accept_sure(workspace(), number, aligning.SURE, actor())
    flash(_n("%(num)s pair accepted.", "%(num)s pairs accepted.", count) % {"num": count})
    return _back(number)


@blueprint.post("/<int:number>/finish")
def finish(number: int) -> Response:
    """Put the accepted pairs into the memory."""
    added, left = aligning.finish(workspace(), number, actor())
    flash(_n("%(num)s pair is in the memory.", "%(num)s pairs are in the memory.", added) % {"num": added})
    if left:
        return _back(number)
    return redirect(url_for("alignments.index"), code=303)


@blueprint.post("/<int:number>/drop")
def drop(number: int) -> Response:
    """Throw the alignment away."""
    aligning.drop(workspace(), number, actor())
    flash(_("The alignment is thrown away; nothing of it entered the memory."))
    return redirect(url_for("alignments.index"), code=303)


def _following(pair: Pair, number: int) -> int:
    after = workspace().store.alignments.next(number, pair.position)
    return pair.id if after is None else after.id


def _back(number: int, pair: int | None = None) -> Response:
    show, page = request.args.get("show"), request.args.get("page")
    anchor = None if pair is None else f"p-{pair}"
    return redirect(url_for("alignments.show", number=number, _anchor=anchor, show=show, page=page), code=303)


def _index(problem: str = "") -> str:
    ws = workspace()
    return render_template(
        "alignments.html",
        alignments=ws.store.alignments.all(),
        targets=ws.config.targets,
        source_lang=ws.config.source,
        problem=problem,
        may_change=actor().may(Role.REVIEWER),
    )


def _page(number: int, problem: str = "", at: int = 0, typed: tuple[str, str] = ("", "")) -> str:
    ws = workspace()
    alignment = ws.store.alignments.get(number)
    chosen = request.args.get("show", "")
    decision = Decision(chosen) if chosen in set(Decision) else None
    page = max(request.args.get("page", 1, int), 1)
    pairs = ws.store.alignments.pairs(number, decision, start=(page - 1) * _PER_PAGE, limit=_PER_PAGE + 1)
    return render_template(
        "alignment.html",
        alignment=alignment,
        pairs=pairs[:_PER_PAGE],
        more=len(pairs) > _PER_PAGE,
        page=page,
        shown=chosen if decision else "",
        decisions=[*Decision],
        sure=aligning.SURE,
        source_lang=ws.config.source,
        problem=problem,
        at=at,
        typed=typed,
        may_change=actor().may(Role.REVIEWER),
    )
