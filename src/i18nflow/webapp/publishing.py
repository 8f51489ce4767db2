"""Publication of an edition: what blocks it, its address, making it public and taking it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from i18nflow.errors import I18nFlowError
from i18nflow.webapp.context import actor, target_language, workspace
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.words import _
from i18nflow.workflow import publishing

blueprint = Blueprint("publishing", __name__, url_prefix="/articles/<slug>/<lang>/publish")

Answer = str | Response | tuple[str, int]


@blueprint.get("/")
def show(slug: str, lang: str) -> str:
    """What blocks the edition, each thing a link to its place."""
    return _page(slug, target_language(lang))


@blueprint.post("/")
def publish(slug: str, lang: str) -> Answer:
    """Make the edition public and build the site."""
    try:
        done = publishing.publish_articles(
            workspace(), [slug], [target_language(lang)], actor(), note=request.form.get("note", "").strip()
        )
    except I18nFlowError as error:
        return _page(slug, lang, problem=str(error)), status_of(error)
    if done.blocked:
        return _page(slug, lang), 422
    flash(_("The site is up to date."))
    return redirect(url_for("publishing.show", slug=slug, lang=lang), code=303)


@blueprint.post("/withdraw")
def withdraw(slug: str, lang: str) -> Answer:
    """Take the edition back."""
    try:
        publishing.unpublish(
            workspace(), slug, [target_language(lang)], actor(), reason=request.form.get("reason", "").strip()
        )
    except I18nFlowError as error:
        return _page(slug, lang, problem=str(error)), status_of(error)
    flash(_("The edition is withdrawn."))
    return redirect(url_for("publishing.show", slug=slug, lang=lang), code=303)


@blueprint.post("/slug")
def set_slug(slug: str, lang: str) -> Answer:
    """Give the edition its slug."""
    try:
        publishing.set_slug(
            workspace(), slug, target_language(lang), request.form.get("slug", "").strip(), actor()
        )
    except I18nFlowError as error:
        return _page(slug, lang, problem=str(error)), status_of(error)
    flash(_("The address is set."))
    return redirect(url_for("publishing.show", slug=slug, lang=lang), code=303)


def _page(slug: str, lang: str, *, problem: str = "") -> str:
    ws = workspace()
    article = ws.store.articles.get(slug)
    edition = ws.store.editions.get(slug, lang)
    published = edition.published_at
    year = article.date.year if article.date else published.year if published else None
    return render_template(
        "publish.html",
        article=article,
        slug=slug,
        lang=lang,
        problem=problem,
        edition=edition,
        blockers=publishing.blockers(ws, slug, lang),
        proposed=edition.slug or publishing.propose_slug(ws, slug, lang),
        year=year,
        base_url=ws.config.site.base_url,
        live=edition.status in publishing.LIVE,
        built=(ws.site / "index.html").is_file(),
        source_lang=ws.config.source,
        targets=ws.config.targets,
    )
