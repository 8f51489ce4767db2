"""Comments on a segment: said, settled, opened again."""

from __future__ import annotations

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from i18nflow.errors import I18nFlowError
from i18nflow.webapp.context import actor, target_language, wants_part, workspace
from i18nflow.webapp.desk.base import blueprint
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.review.base import place
from i18nflow.webapp.words import explain
from i18nflow.workflow.desk import commenting

Answer = str | Response | tuple[str, int]


@blueprint.post("/articles/<slug>/<lang>/segments/<key>/comments")
def comment(slug: str, lang: str, key: str) -> Answer:
    """Say something about a segment."""
    text = request.form.get("comment", "")
    try:
        commenting.add(workspace(), key, target_language(lang), text, actor())
    except I18nFlowError as error:
        if not wants_part():
            raise
        return _part(slug, lang, key, text=text, problem=explain(error)), status_of(error)
    return _answer(slug, lang, key)


@blueprint.post("/comments/<int:number>/resolve")
def resolve_comment(number: int) -> Answer:
    """Note that a comment is settled."""
    commenting.resolve(workspace(), number, actor())
    return _back(number)


@blueprint.post("/comments/<int:number>/reopen")
def reopen_comment(number: int) -> Answer:
    """Note that a comment is not settled after all."""
    commenting.reopen(workspace(), number, actor())
    return _back(number)


def _back(number: int) -> Answer:
    said = workspace().store.comments.get(number)
    return _answer(said.article, said.lang, said.segment)


def _answer(slug: str, lang: str, key: str) -> Answer:
    if wants_part():
        return _part(slug, lang, key)
    return redirect(place(slug, lang, key), code=303)


def _part(slug: str, lang: str, key: str, *, text: str = "", problem: str = "") -> str:
    return render_template(
        "review/_comment_list.html",
        slug=slug,
        lang=lang,
        comment_key=key,
        comment_text=text,
        comment_problem=problem,
    )
