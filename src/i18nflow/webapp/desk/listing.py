"""The list of articles: late first, narrowed by group, language, person and title, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, request

from i18nflow.store import fold
from i18nflow.webapp.context import actor, workspace
from i18nflow.webapp.desk.base import known_people, page_number
from i18nflow.workflow import publishing
from i18nflow.workflow.desk import board
from i18nflow.workflow.desk.board import Entry, Group

PAGE = 50
VIEWS = ("all", "mine", "blocked", "ready", "published")
AT_RISK = timedelta(hours=2)
"""How near a deadline is when a translation with work left is at risk."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list."""

    number: int
    pages: int


def page() -> str:
    """The list as the address asks for it."""
    ws = workspace()
    wanted, person = request.args.get("lang", ""), request.args.get("person", "")
    langs = [lang for lang in ws.config.targets if wanted in ("", lang)]
    everything = board.entries(ws, langs or ws.config.targets)
    query = request.args.get("q", "")
    folded = fold(query)
    narrowed = [one for one in everything if _fits(one, folded, person)] if folded or person else everything
    lapsed = publishing.lapsed(ws)
    groups = Counter(one.group for one in narrowed)
    counts = {
        "all": len(narrowed),
        "mine": sum(_in_view(one, "mine", lapsed) for one in narrowed if one.people),
        "blocked": sum(_in_view(one, "blocked", lapsed) for one in narrowed),
        "ready": groups[Group.READY],
        "published": groups[Group.PUBLISHED],
    }
    view = request.args.get("view", "all")
    shown = [one for one in narrowed if _in_view(one, view, lapsed)]
    pages = max(1, -(-len(shown) // PAGE))
    number = min(max(1, page_number()), pages)
    part = shown[(number - 1) * PAGE : number * PAGE]
    return render_template(
        "articles.html",
        groups=[(group, [one for one in part if one.group is group]) for group in Group],
        sizes=Counter(one.group for one in shown),
        total=len(everything),
        shown=shown,
        page=ListPage(number, pages),
        counts=counts,
        view=view if view in VIEWS else "all",
        late=_in(everything, Group.LATE),
        risk=[one for one in _in(everything, Group.TODAY) if one.due and one.due - ws.now() < AT_RISK],
        due_today=_in(everything, Group.TODAY),
        ready=_in(everything, Group.READY),
        open_=[one for one in everything if one.group not in (Group.READY, Group.PUBLISHED)],
        words_left=sum(one.words_left for one in everything),
        now=ws.now(),
        targets=ws.config.targets,
        lapsed=lapsed,
        wanted=wanted,
        person=person,
        people=known_people(),
        query=query,
        source_lang=ws.config.source,
        several=len(langs) > 1,
    )


def _in(entries: Sequence[Entry], group: Group) -> list[Entry]:
    return [one for one in entries if one.group is group]


def _fits(one: Entry, folded: str, person: str) -> bool:
    if person and not any(given.person == person for given in one.people):
        return False
    article = one.status
    text = f"{article.title} {article.translated_titles.get(one.progress.lang, '')} {article.author} {article.slug}"
    return not folded or folded in fold(text)


def _in_view(one: Entry, view: str, lapsed: Collection[tuple[str, str]]) -> bool:
    if view == "mine":
        return any(given.person == actor().name for given in one.people)
    if view == "blocked":
        return one.blocked or (one.status.slug, one.progress.lang) in lapsed
    if view in (Group.READY, Group.PUBLISHED):
        return one.group == view
    return True
