"""Who works on an edition and until when; the same for many editions at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from i18nflow.errors import I18nFlowError, InputError
from i18nflow.model import said
from i18nflow.webapp.context import actor, target_language, workspace
from i18nflow.webapp.desk.base import blueprint, known_people
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.words import _n, explain
from i18nflow.workflow import status
from i18nflow.workflow.desk import assigning, progress

Answer = str | Response | tuple[str, int]


@blueprint.get("/articles/<slug>/<lang>/work/")
def work(slug: str, lang: str) -> str:
    """Who works on this edition, how far each is, and the deadline."""
    return _page(slug, target_language(lang))


@blueprint.post("/articles/<slug>/<lang>/work/assign")
def assign(slug: str, lang: str) -> Answer:
    """Give the edition or a part of it to somebody."""
    return _done(slug, lang, lambda: assigning.assign(
        workspace(), slug, target_language(lang), request.form.get("person", ""), actor(), part=_part()
    ))  # fmt: skip


@blueprint.post("/articles/<slug>/<lang>/work/<int:number>/remove")
def unassign(slug: str, lang: str, number: int) -> Answer:
    """Take an assignment off."""
    return _done(slug, lang, lambda: assigning.unassign(workspace(), number, actor()))


@blueprint.post("/articles/<slug>/<lang>/work/deadline")
def deadline(slug: str, lang: str) -> Answer:
    """Set, move or lift the deadline."""
    return _done(slug, lang, lambda: assigning.set_deadline(
        workspace(), [slug], target_language(lang), _due(), actor()
    ))  # fmt: skip


@blueprint.post("/work")
def work_chosen() -> Answer:
    """Give the chosen editions to somebody, or set their deadline."""
    ws = workspace()
    chosen = [value.rpartition("/") for value in request.form.getlist("edition")]
    if not chosen:
        raise InputError(said("Choose at least one article."))
    person, due = request.form.get("person", "").strip(), _due()
    if not person and due is None and "lift" not in request.form:
        raise InputError(said("Say who is to do it, or until when."))
    with ws.store.write():
        for slug, _slash, lang in chosen:
            if person:
                assigning.assign(ws, slug, target_language(lang), person, actor())
            if due is not None or "lift" in request.form:
                assigning.set_deadline(ws, [slug], target_language(lang), due, actor())
    flash(
        _n("%(num)s translation is changed.", "%(num)s translations are changed.", len(chosen))
        % {"num": len(chosen)}
    )
    return redirect(url_for("articles.index"), code=303)


def _done(slug: str, lang: str, act: Callable[[], object]) -> Answer:
    try:
        act()
    except I18nFlowError as error:
        return _page(slug, target_language(lang), problem=explain(error)), status_of(error)
    return redirect(url_for("desk.work", slug=slug, lang=lang), code=303)


def _page(slug: str, lang: str, *, problem: str = "") -> str:
    ws = workspace()
    article = ws.store.articles.get(slug)
    due = ws.store.assignments.deadline(slug, lang)
    return render_template(
        "desk/work.html",
        slug=slug,
        lang=lang,
        article=article,
        source_lang=ws.config.source,
        targets=ws.config.targets,
        progress=status.article(ws, slug).progress[lang],
        parts=progress.of_edition(ws, slug, lang),
        authors=ws.store.figures.authors(slug, lang),
        segments=len(ws.store.articles.segments(slug)),
        due=due,
        typed_due=due.astimezone(ws.config.zone).strftime("%Y-%m-%dT%H:%M") if due else "",
        now=ws.now(),
        zone=ws.config.timezone,
        people=known_people(),
        problem=problem,
        form=request.form,
    )


def _due() -> datetime | None:
    typed = request.form.get("due", "").strip()
    return assigning.parse_due(workspace(), typed) if typed else None


def _part() -> tuple[int, int] | None:
    first, last = request.form.get("first", "").strip(), request.form.get("last", "").strip()
    if not first and not last:
        return None
    for value in (first, last):
        if value and not (value.isascii() and value.isdigit() and len(value) < 7):
            raise InputError(said("Segments are numbers, as the article shows them."))
    start = int(first or last)
    return start, int(last or first)
