"""Search and replace over all articles: looked at first, chosen hit by hit, taken back whole."""

from __future__ import annotations

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from i18nflow.errors import I18nFlowError, InputError
from i18nflow.model import State, said
from i18nflow.phrase import Manner
from i18nflow.webapp.context import actor, workspace
from i18nflow.webapp.desk.base import blueprint, language_asked, move
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.review import wording
from i18nflow.webapp.words import _, explain
from i18nflow.workflow.desk import replacing
from i18nflow.workflow.desk.problems import Problem
from i18nflow.workflow.desk.replacing import Preview, Wish
from i18nflow.workflow.reviewing import Move

Answer = str | Response | tuple[str, int]
MANNERS = (Manner.FORMS, Manner.WORDS, Manner.EXACT)


@blueprint.get("/replace")
def replace() -> Answer:
    """The form, and what it would replace where it is filled in."""
    return _page()


@blueprint.post("/replace")
def replace_chosen() -> Answer:
    """Replace the chosen hits."""
    wish = _wish()
    try:
        done = replacing.apply(workspace(), wish, _chosen(), actor())
    except I18nFlowError as error:
        return _page(problem=explain(error)), status_of(error)
    if not done.number:
        return _page(left=done.problems), 409
    session["left"] = [(one.key, one.kind, one.article, one.number, one.by) for one in done.problems[:50]]
    return redirect(url_for("desk.replacement", number=done.number), code=303)


@blueprint.get("/replace/<int:number>")
def replacement(number: int) -> str:
    """What a replacement did, and the button that takes it back."""
    ws = workspace()
    done = ws.store.replacements.get(number)
    rows = [(one, ws.store.targets.row(one.key, done.lang)) for one in ws.store.replacements.segments(number)]
    return render_template(
        "desk/replacement.html",
        done=done,
        rows=rows[:200],
        total=len(rows),
        changed_since=sum(row.target.version != one.version for one, row in rows),
        left=[
            Problem(key, kind, article, number_, by=by)
            for key, kind, article, number_, by in session.pop("left", [])
        ],
        lang=done.lang,
        source_lang=ws.config.source,
    )


@blueprint.post("/replace/<int:number>/undo")
def undo_replacement(number: int) -> Answer:
    """Take a replacement back, where nothing has changed since."""
    done = replacing.undo(workspace(), number, actor())
    session["left"] = [(one.key, one.kind, one.article, one.number, one.by) for one in done.problems[:50]]
    return redirect(url_for("desk.replacement", number=number), code=303)


def _page(*, problem: str = "", left: tuple[Problem, ...] = ()) -> str:
    ws, wish = workspace(), _wish()
    preview: Preview | None = None
    if wish.text.strip() and not problem:
        try:
            preview = replacing.preview(ws, wish)
        except InputError as error:
            problem = explain(error)
    return render_template(
        "desk/replace.html",
        wish=wish,
        preview=preview,
        lang=wish.lang,
        left=left,
        problem=problem,
        manners=[(str(one), _manner_word(one)) for one in MANNERS],
        states=[(str(one), wording.state(one)) for one in State if one is not State.UNTRANSLATED],
        latest=ws.store.replacements.latest(limit=5),
        targets=ws.config.targets,
        source_lang=ws.config.source,
    )


def _wish() -> Wish:
    values = request.values
    manner = values.get("manner", "")
    return Wish(
        lang=language_asked(),
        text=values.get("find", ""),
        instead=values.get("with", ""),
        manner=Manner(manner) if manner in MANNERS else Manner.FORMS,
        source=values.get("source", ""),
        article=values.get("article", "").strip(),
        states=tuple(State(one) for one in values.getlist("state") if one in list(State)),
    )


def _chosen() -> dict[Move, list[tuple[int, str]]]:
    """The hits that are ticked: ``hit`` is ``key:version:start``, what to put there is in ``to-key-start``."""
    chosen: dict[Move, list[tuple[int, str]]] = {}
    for value in request.form.getlist("hit"):
        place, _colon, start = value.rpartition(":")
        wanted = move(place)
        if not (start.isascii() and start.isdigit() and len(start) < 8):
            raise InputError(said("The form is incomplete: load the page again."))
        new = request.form.get(f"to-{wanted.key}-{start}", "")
        chosen.setdefault(wanted, []).append((int(start), new))
    if not chosen:
        raise InputError(said("Choose at least one place."))
    return chosen


def _manner_word(manner: Manner) -> str:
    return {
        Manner.FORMS: _("in every form"),
        Manner.WORDS: _("as a whole word"),
        Manner.EXACT: _("exactly these letters"),
    }[manner]
