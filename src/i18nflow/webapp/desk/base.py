"""The blueprint of the desk's pages, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from flask import Blueprint, Flask, g, request
from markupsafe import Markup

from i18nflow.errors import InputError
from i18nflow.model import Code, said
from i18nflow.phrase import Hit, Phrase
from i18nflow.store import Comment
from i18nflow.webapp.context import acting_name, actor, workspace
from i18nflow.webapp.paint import Mark, painted
from i18nflow.webapp.review import wording
from i18nflow.webapp.words import _, _n
from i18nflow.workflow.desk import inbox, people, repeating
from i18nflow.workflow.reviewing import Move

blueprint = Blueprint("desk", __name__)


def init_app(app: Flask) -> None:
    """Give every page the number of unread items, and the parts that other pages include what they need."""
    app.jinja_env.globals.update(
        unread=unread,
        known_people=known_people,
        comments_of=comments_of,
        repeats_of=repeats_of,
        with_marks=with_marks,
        replaced_diff=replaced_diff,
        code_word=wording.code,
        time_left=time_left,
    )
    app.jinja_env.filters["pairs"] = pairs


def unread() -> int:
    """How much in the inbox of the person has not been seen."""
    name = acting_name()
    return inbox.unread(workspace(), name) if name else 0


def known_people() -> list[str]:
    """Who can be named in a comment or given work; asked once per request."""
    if "known_people" not in g:
        g.known_people = people.people(workspace(), actor())
    return cast(list[str], g.known_people)


def comments_of(key: str, lang: str) -> list[Comment]:
    """The comments on a segment, oldest first."""
    return workspace().store.comments.of_segment(key, lang)


def repeats_of(key: str, lang: str) -> repeating.Waiting:
    """How many repeats of a segment are open, and how many are translated otherwise."""
    return repeating.count(workspace(), key, lang)


def with_marks(text: str, codes: Sequence[Code], phrase: Phrase | None) -> Markup:
    """``text`` as HTML with the places of ``phrase`` marked."""
    marks = [Mark(start, end, "looked-for") for start, end in phrase.find(text)] if phrase else []
    return painted(text, codes, marks)


def language_asked(name: str = "lang") -> str:
    """The target language that the address names, else the first of the workspace."""
    targets = workspace().config.targets
    wanted = request.values.get(name, "")
    return wanted if wanted in targets else targets[0]


def moves_chosen(name: str = "segment") -> list[Move]:
    """The segments that were chosen in a form, each as ``key:version``."""
    return [move(value) for value in request.form.getlist(name)]


def move(value: str) -> Move:
    """``key:version`` as a move. Raises :class:`InputError`."""
    key, _colon, version = value.partition(":")
    if not key.isalnum() or not (version.isascii() and version.isdigit() and len(version) < 12):
        raise InputError(said("The form is incomplete: load the page again."))
    return Move(key, int(version))


def page_number() -> int:
    """The page that the address names, from 1."""
    value = request.args.get("page", "1")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def pairs(values: Sequence[str]) -> list[tuple[str, str]]:
    """Values that are their own words, as the options of a choice."""
    return [(value, value) for value in values]


def replaced_diff(text: str, hits: Sequence[Hit]) -> Markup:
    """``text`` with each hit struck out and the first of what may stand there put in."""
    parts: list[Markup | str] = []
    position = 0
    for hit in hits:
        new = hit.choices[0] if hit.choices else ""
        parts += [text[position : hit.start], Markup("<del>{}</del>").format(hit.text)]
        parts += [Markup("<ins>{}</ins>").format(new)] if new else []
        position = hit.end
    return Markup("").join([*parts, text[position:]])


def time_left(due: datetime, now: datetime) -> str:
    """How long it is until a deadline, or since."""
    minutes = int(abs(due - now).total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        told = _n("%(num)s day", "%(num)s days", days) % {"num": days}
    elif hours:
        told = _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    else:
        told = _("%(minutes)s min") % {"minutes": rest}
    return _("%(time)s late") % {"time": told} if due < now else _("%(time)s left") % {"time": told}
