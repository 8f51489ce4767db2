"""Segments over all articles: filters, a page at a time, moves over what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, session, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from i18nflow.errors import I18nFlowError, InputError
from i18nflow.model import Origin, State, said
from i18nflow.store import SegmentFilter
from i18nflow.webapp.context import actor, workspace
from i18nflow.webapp.desk.base import blueprint, known_people, language_asked, moves_chosen, page_number
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.review import wording
from i18nflow.webapp.words import _, _n, explain
from i18nflow.workflow import glossaries
from i18nflow.workflow.desk import assigning, bulk, searching
from i18nflow.workflow.desk.bulk import Done
from i18nflow.workflow.desk.problems import Problem
from i18nflow.workflow.desk.searching import Asked, Page

Answer = str | Response | tuple[str, int]
FIELDS = (
    "q", "forms", "side", "state", "origin", "finding", "term", "article", "author", "assigned", "age", "mark", "order",
    "lang",
)  # fmt: skip
"""The names in the address that make a filter, in the order of the page; a saved view keeps these."""
AGES = {"day": 1, "week": 7, "month": 30, "older-week": -7, "older-month": -30}
"""Days: changed within so many, or (negative) not changed for so many."""


@dataclass(frozen=True, slots=True)
class Problems:
    """What stood against a move over many segments, and what was chosen."""

    action: str
    found: Sequence[Problem]
    chosen: int


@blueprint.get("/segments")
def segments() -> Answer:
    """The segments of all articles that the filter in the address asks for."""
    return page()


@blueprint.post("/segments/approve")
def approve_chosen() -> Answer:
    """Approve what was chosen: all or nothing."""
    return _act("approve", lambda lang: bulk.approve(workspace(), moves_chosen(), lang, actor()))


@blueprint.post("/segments/reject")
def reject_chosen() -> Answer:
    """Send back what was chosen, for one reason: all or nothing."""
    parts = (request.form.get("reason", "").strip(), request.form.get("detail", "").strip())
    reason = ": ".join(part for part in parts if part)
    return _act("reject", lambda lang: bulk.reject(workspace(), moves_chosen(), lang, reason, actor()))


@blueprint.post("/segments/assign")
def assign_chosen() -> Answer:
    """Give what was chosen to somebody."""
    keys = [one.key for one in moves_chosen()]
    person = request.form.get("person", "")
    try:
        if not keys:
            raise InputError(said("Choose at least one segment."))
        made = assigning.assign_segments(workspace(), keys, language_asked(), person, actor())
    except I18nFlowError as error:
        return page(problem=explain(error)), status_of(error)
    if made:
        flash(_n("%(num)s part is assigned.", "%(num)s parts are assigned.", made) % {"num": made})
    else:
        flash(_("These segments were assigned already."))
    return redirect(_back(), code=303)


def page(*, problem: str = "", problems: Problems | None = None) -> str:
    """The whole page, with what stood against the last move."""
    ws, lang, values = workspace(), language_asked(), _values()
    asked = asked_for(values, lang)
    try:
        found = searching.search(ws, asked, number=page_number())
    except InputError as error:
        problem, found = explain(error), Page((), 1, 1, 0, 0)
    loaded = glossaries.load(ws, lang)
    return render_template(
        "desk/segments.html",
        page=found,
        lang=lang,
        values=values,
        narrowed=any(values.get(name) for name in FIELDS if name not in ("lang", "order", "side")),
        address=urlencode([(name, value) for name in FIELDS for value in values.getlist(name) if value]),
        views=ws.store.views.of(actor().name),
        states=[(str(one), wording.state(one)) for one in State],
        origins=[(str(one), wording.origin_name(one)) for one in Origin],
        codes=ws.store.search.finding_codes(lang),
        terms=sorted({one.source for one in loaded.glossary.terms}, key=str.casefold) if loaded else [],
        people=known_people(),
        reasons=wording.reject_reasons(),
        targets=ws.config.targets,
        source_lang=ws.config.source,
        problem=problem,
        problems=problems,
        last=session.pop("bulk", None),
    )


def asked_for(values: MultiDict[str, str], lang: str) -> Asked:
    """The search that a filter in an address asks for; what it does not know asks nothing."""
    after, before = _age(values.get("age", ""))
    side, order, mark = values.get("side", "both"), values.get("order", "article"), values.get("mark", "")
    wanted = SegmentFilter(
        lang=lang,
        states=tuple(State(one) for one in values.getlist("state") if one in list(State)),
        origins=tuple(Origin(one) for one in values.getlist("origin") if one in list(Origin)),
        finding=values.get("finding", ""),
        text=" ".join(values.get("q", "").split()),
        side=side if side in ("both", "source", "target") else "both",
        article=values.get("article", "").strip(),
        author=values.get("author", ""),
        assigned=values.get("assigned", ""),
        changed_after=after,
        changed_before=before,
        stale=mark == "stale",
        commented=mark == "commented",
        order=order if order in ("article", "oldest", "newest") else "article",
    )
    return Asked(wanted, forms="forms" in values, term=values.get("term", "").strip())


def _age(name: str) -> tuple[datetime | None, datetime | None]:
    days = AGES.get(name)
    if days is None:
        return None, None
    moment = workspace().now() - timedelta(days=abs(days))
    return (moment, None) if days > 0 else (None, moment)


def _values() -> MultiDict[str, str]:
    """The filter: from the address, or from the form's hidden field that holds the address it was shown at."""
    return MultiDict([(name, value) for name in FIELDS for value in request.args.getlist(name)])


def _back() -> str:
    return f"{url_for('desk.segments')}?{request.query_string.decode()}"


def _act(action: str, move: Callable[[str], Done]) -> Answer:
    try:
        chosen = moves_chosen()
        if not chosen:
            raise InputError(said("Choose at least one segment."))
        done = move(language_asked())
    except I18nFlowError as error:
        return page(problem=explain(error)), status_of(error)
    if done.problems:
        return page(problems=Problems(action, done.problems, len(chosen))), 409
    count = len(done.targets)
    sentence = {
        "approve": _n("%(num)s segment is approved.", "%(num)s segments are approved.", count),
        "reject": _n("%(num)s segment is rejected.", "%(num)s segments are rejected.", count),
    }[action]
    flash(sentence % {"num": count})
    return redirect(_back(), code=303)
