"""The repeats of a segment: where its translation can go too, and where another one stands."""

from __future__ import annotations

from typing import NamedTuple

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from i18nflow.errors import InputError
from i18nflow.model import said
from i18nflow.webapp.context import actor, target_language, wants_part, workspace
from i18nflow.webapp.desk.base import blueprint, moves_chosen, page_number
from i18nflow.webapp.words import _n
from i18nflow.workflow.desk import repeating
from i18nflow.workflow.desk.problems import Problem

Answer = str | Response | tuple[str, int]

PAGE = 50
"""Repeats on a page; those that wait come first."""


class Shown(NamedTuple):
    """Which page of how many."""

    number: int
    pages: int


@blueprint.get("/articles/<slug>/<lang>/segments/<key>/repeats")
def repeats(slug: str, lang: str, key: str) -> Answer:
    """The repeats, to choose from; for the script after a confirmation one sentence, or nothing."""
    if wants_part():
        return _offer(slug, target_language(lang), key)
    return _page(slug, target_language(lang), key)


@blueprint.post("/articles/<slug>/<lang>/segments/<key>/repeats")
def fill_repeats(slug: str, lang: str, key: str) -> Answer:
    """Take the translation to the chosen ones."""
    chosen = moves_chosen()
    if not chosen:
        raise InputError(said("Choose at least one segment."))
    done = repeating.fill(workspace(), key, target_language(lang), chosen, actor())
    if done.problems:
        return _page(slug, lang, key, left=done.problems), 409
    count = len(done.targets)
    flash(_n("%(num)s repeat is filled.", "%(num)s repeats are filled.", count) % {"num": count})
    # What was filled is no longer in the list: the rest has moved up to the first page.
    return redirect(url_for("desk.repeats", slug=slug, lang=lang, key=key), code=303)


def _offer(slug: str, lang: str, key: str) -> Answer:
    waiting = repeating.count(workspace(), key, lang)
    if not waiting.open:
        return "", 204
    number = workspace().store.targets.row(key, lang).position + 1
    return render_template("desk/_offer.html", slug=slug, lang=lang, key=key, waiting=waiting, number=number)


def _page(slug: str, lang: str, key: str, *, left: tuple[Problem, ...] = ()) -> str:
    ws = workspace()
    found = repeating.find(ws, key, lang)
    members = (*found.open, *found.conflicts)
    pages = max(1, -(-len(members) // PAGE))
    number = min(page_number(), pages)
    start = (number - 1) * PAGE
    shown = members[start : start + PAGE]
    split = max(0, len(found.open) - start)
    return render_template(
        "desk/repeats.html",
        slug=slug,
        lang=lang,
        key=key,
        article=ws.store.articles.get(slug),
        repeats=found,
        open_here=shown[:split],
        conflicts_here=shown[split:],
        page=Shown(number, pages),
        left=left,
        two_steps=ws.config.review.steps == 2,
        source_lang=ws.config.source,
    )
