"""Publication of an edition: what blocks it, its address, and its life from schedule to archive."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from i18nflow import markup
from i18nflow.errors import I18nFlowError
from i18nflow.webapp.context import actor, target_language, workspace
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.words import _, explain
from i18nflow.workflow import publishing

blueprint = Blueprint("publishing", __name__, url_prefix="/articles/<slug>/<lang>/publish")

Answer = str | Response | tuple[str, int]


@blueprint.get("/")
def show(slug: str, lang: str) -> str:
    """What blocks the edition, each thing a link to its place."""
    return _page(slug, target_language(lang))


@blueprint.post("/")
def publish(slug: str, lang: str) -> Answer:
    """Make the edition public and build the site; ``original`` makes the original public alone."""
    ws, lang = workspace(), target_language(lang)
    alone = "original" in request.form
    langs = [ws.config.source if alone else lang]
    notes = {code: _field(f"note-{code}") for code in (ws.config.source, lang)}
    try:
        done = publishing.publish_articles(ws, [slug], langs, actor(), notes=notes)
    except I18nFlowError as error:
        return _page(slug, lang, problem=explain(error)), status_of(error)
    if done.blocked:
        return _page(slug, lang), 422
    return _done(slug, lang, _("The site is up to date."))


@blueprint.post("/schedule")
def schedule(slug: str, lang: str) -> Answer:
    """Have the edition published at a time."""

    def work(lang: str) -> None:
        due = publishing.moment(_field("at"), workspace().config.zone)
        publishing.schedule(workspace(), slug, [lang], due, actor(), note=_field("note"))

    return _try(slug, lang, work, _("The edition is scheduled."))


@blueprint.post("/unschedule")
def unschedule(slug: str, lang: str) -> Answer:
    """Take the schedule back."""
    return _try(
        slug,
        lang,
        lambda code: publishing.unschedule(workspace(), slug, [code], actor()),
        _("The schedule is taken back."),
    )


@blueprint.post("/embargo")
def embargo(slug: str, lang: str) -> Answer:
    """Keep the whole article from the public until a time; without a time, lift it."""
    typed = _field("until")

    def work(_lang: str) -> None:
        until = publishing.moment(typed, workspace().config.zone) if typed else None
        publishing.embargo(workspace(), slug, until, actor())

    return _try(slug, lang, work, _("The embargo is set.") if typed else _("The embargo is lifted."))


@blueprint.post("/withdraw")
def withdraw(slug: str, lang: str) -> Answer:
    """Take the edition back."""
    return _try(
        slug,
        lang,
        lambda code: publishing.unpublish(workspace(), slug, [code], actor(), reason=_field("reason")),
        _("The edition is withdrawn."),
    )


@blueprint.post("/archive")
def archive(slug: str, lang: str) -> Answer:
    """Put the article away: out of the news, with its pages kept."""
    return _try(
        slug,
        lang,
        lambda _lang: publishing.archive(workspace(), slug, actor()),
        _("The article is in the archive."),
    )


@blueprint.post("/bring-back")
def bring_back(slug: str, lang: str) -> Answer:
    """Take the article out of the archive."""
    return _try(
        slug,
        lang,
        lambda _lang: publishing.bring_back(workspace(), slug, actor()),
        _("The article is news again."),
    )


@blueprint.post("/slug")
def set_slug(slug: str, lang: str) -> Answer:
    """Give the edition its slug."""
    return _try(
        slug,
        lang,
        lambda code: publishing.set_slug(workspace(), slug, code, _field("slug"), actor()),
        _("The address is set."),
    )


def _try(slug: str, lang: str, work: Callable[[str], object], told: str) -> Answer:
    """Do one thing to the edition: back to the page when it is done, the page with the reason when it is not."""
    lang = target_language(lang)
    try:
        work(lang)
    except I18nFlowError as error:
        return _page(slug, lang, problem=explain(error)), status_of(error)
    return _done(slug, lang, told)


def _done(slug: str, lang: str, told: str) -> Response:
    flash(told)
    return redirect(url_for("publishing.show", slug=slug, lang=lang), code=303)


def _field(name: str) -> str:
    return request.form.get(name, "").strip()


def _page(slug: str, lang: str, *, problem: str = "") -> str:
    ws = workspace()
    article = ws.store.articles.get(slug)
    editions = ws.store.editions.of_article(slug)
    edition = ws.store.editions.get(slug, lang)
    source = editions.get(ws.config.source)
    source_live = source is not None and source.status in publishing.LIVE
    published = ws.store.publications.latest(slug, ws.config.source) if source_live else None
    year = publishing.year_of(ws, slug)
    live = edition.status in publishing.LIVE
    embargo = ws.store.schedules.embargo(slug)
    return render_template(
        "publish.html",
        article=article,
        slug=slug,
        lang=lang,
        problem=problem,
        edition=edition,
        blockers=publishing.blockers(ws, slug, lang),
        sources={one.key: markup.plain(one.text, one.codes) for one in ws.store.articles.segments(slug)},
        proposed=edition.slug or publishing.propose_slug(ws, slug, lang),
        year=year,
        base_url=ws.config.site.base_url,
        live=live,
        any_live=any(one.status in publishing.LIVE for one in editions.values()),
        source_newer=published is not None and published.revision < article.revision,
        schedule=ws.store.schedules.get(slug, lang),
        lapsed=(slug, lang) in publishing.lapsed(ws),
        embargo=embargo if embargo and embargo.until > ws.now() else None,
        archived=ws.store.schedules.archived(slug),
        past=ws.store.publications.past(slug, lang),
        now=ws.now(),
        zone=ws.config.timezone,
        page=publishing.page_path(ws, slug, lang) if live else "",
        source_lang=ws.config.source,
        targets=ws.config.targets,
    )
