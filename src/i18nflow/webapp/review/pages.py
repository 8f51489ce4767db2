"""The article's page: both languages aligned, one segment in hand."""

from __future__ import annotations

from hashlib import sha256

from flask import redirect, render_template, request, session
from werkzeug.wrappers import Response

from i18nflow.language.tags import direction
from i18nflow.model import State, Target
from i18nflow.store import TypedText
from i18nflow.webapp import diff, runs
from i18nflow.webapp.context import actor, target_language, wants_part, workspace
from i18nflow.webapp.review import keymap, lines, panel, wording
from i18nflow.webapp.review.base import blueprint, place
from i18nflow.workflow import checking, glossaries, preferences, publishing

QUEUE = "queue"
"""What ``show`` is where the segments stand in the order of the review queue."""


@blueprint.get("/")
def article(slug: str, lang: str) -> str:
    """The article with one segment open."""
    return page(slug, target_language(lang), request.args.get("segment"))


@blueprint.get("/segments/<key>")
def segment(slug: str, lang: str, key: str) -> str | Response:
    """One line of the article for the script; the article's page for everybody else."""
    if not wants_part():
        return redirect(place(slug, lang, key), code=303)
    return render_template(
        "review/_line.html", line=lines.one(key, target_language(lang)), **common(slug, lang)
    )


@blueprint.get("/lines")
def some_lines(slug: str, lang: str) -> str:
    """Lines of the article by ``key``, for the script: what changed elsewhere is drawn anew."""
    wanted = set(request.args.getlist("key"))
    found = [line for line in lines.of_article(slug, target_language(lang)) if line.key in wanted]
    shared = common(slug, lang)
    return "".join(render_template("review/_line.html", line=line, **shared) for line in found)


@blueprint.get("/segments/<key>/panel")
def helpers(slug: str, lang: str, key: str) -> str:
    """The panel for one segment: matches, machine texts, terms, findings, history."""
    line = lines.one(key, target_language(lang))
    return render_template("review/_panel.html", line=line, panel=panel.of(line, lang), **common(slug, lang))


def page(
    slug: str,
    lang: str,
    key: str | None,
    *,
    text: str | None = None,
    problem: str = "",
    clash: Clash | None = None,
) -> str:
    """The whole page; ``text`` is what stands in the editor where it is not the target's own text."""
    found = lines.of_article(slug, lang)
    show = request.values.get("show", "all")
    order = lines.queued(found, slug, lang) if show == QUEUE else found
    hand = lines.in_hand(order, key)
    shown = order if show == QUEUE else lines.filtered(found, show, request.args.get("q", ""))
    typed = text if text is not None else (hand.typed.text if hand and hand.typed else None)
    if hand and clash is None:
        clash = stale_typing(hand, lang)
    live = checking.findings_for(workspace(), hand.key, lang, typed) if hand and typed is not None else None
    return render_template(
        "review/article.html",
        lapsed=publishing.lapsed(workspace()).get((slug, lang)),
        glossary_fault=glossaries.fault(workspace(), lang),
        lines=shown,
        hand=hand,
        typed=typed,
        live=live,
        problem=problem,
        clash=clash,
        tally=lines.tally(found),
        panel=panel.of(hand, lang) if hand else None,
        article=workspace().store.articles.get(slug),
        show=show,
        query=request.args.get("q", ""),
        last=session.pop("last", None),
        layout=preferences.layout(workspace(), actor()),
        keys=keymap.keymap(preferences.keys(workspace(), actor())),
        keep_name=keep_name(),
        run=runs.of(slug, lang),
        **common(slug, lang),
    )


def common(slug: str, lang: str) -> dict[str, object]:
    """What every template of the review needs."""
    config = workspace().config
    return {
        "slug": slug,
        "lang": lang,
        "source_lang": config.source,
        "targets": config.targets,
        "two_steps": config.review.steps == 2,
        "single_keys": session.get("single_keys", True),
        "reasons": wording.reject_reasons(),
        "source_dir": direction(config.source),
        "target_dir": direction(lang),
        "state_words": {one: wording.state(one) for one in State},
    }


def keep_name() -> str:
    """What this browser files unsaved texts under: the workspace and the person, so that neither is mistaken."""
    return sha256(f"{workspace().root}\0{actor().name}".encode()).hexdigest()[:12]


class Clash:
    """Two people's texts for one segment: what both began with, theirs, mine, and both together where they fit."""

    def __init__(self, base: str, theirs: Target, mine: str) -> None:
        self.base = base
        self.theirs = theirs
        self.mine = mine
        self.merged = diff.merged(base, theirs.text, mine)


def clash_of(line: lines.Line, lang: str, mine: str, version: int) -> Clash:
    """The three texts: ``version`` is what the person saw when they began to type ``mine``."""
    history = workspace().store.targets.history(line.key, lang)
    base = next((entry.text for entry in history if entry.version == version), "")
    return Clash(base, line.row.target, mine)


def stale_typing(line: lines.Line, lang: str) -> Clash | None:
    """The three texts where what the person typed earlier was for a version that is no more."""
    typed: TypedText | None = line.typed
    if typed is None or typed.version == line.row.target.version or typed.text == line.row.target.text:
        return None
    return clash_of(line, lang, typed.text, typed.version)
