"""The articles: the list of them, and the way a new one comes in (send, preview, save)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from unicodedata import normalize

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from i18nflow.errors import I18nFlowError, InputError, Refused
from i18nflow.ingest import put_back, set_aside
from i18nflow.model import Article, said
from i18nflow.webapp import background
from i18nflow.webapp.context import actor, workspace
from i18nflow.webapp.desk import listing
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.uploads import allow_large
from i18nflow.webapp.words import _, _n, explain
from i18nflow.workflow import importing, incoming
from i18nflow.workflow.importing import Preview
from i18nflow.workflow.incoming import Sent

blueprint = Blueprint("articles", __name__)

Answer = str | Response | tuple[str, int]


@blueprint.get("/")
def index() -> str:
    """Every article with its deadline, progress and what blocks it, what is late first."""
    return listing.page()


@blueprint.get("/articles/<slug>/")
def article(slug: str) -> Response:
    """The article in the first target language."""
    return redirect(url_for("review.article", slug=slug, lang=workspace().config.targets[0]), code=303)


@blueprint.get("/new")
def new() -> str:
    """The form for a new article."""
    return render_template("new.html", source_lang=workspace().config.source, problem="", form={})


@blueprint.post("/new")
@allow_large
def send() -> Answer:
    """Take what was sent and show what it would become."""
    ws = workspace()
    incoming.may_send(actor())
    try:
        sent = _sent()
        token = incoming.keep(ws, sent)
        _preview(sent)
    except I18nFlowError as error:
        page = render_template(
            "new.html", source_lang=ws.config.source, problem=explain(error), form=request.form
        )
        return page, status_of(error)
    return redirect(url_for("articles.preview", token=token), code=303)


@blueprint.get("/new/<token>")
def preview(token: str) -> str:
    """What was sent, as an article: blocks, metadata and set-aside furniture, each to be switched."""
    return _page(token, _preview(incoming.find(workspace(), token)), problem="")


@blueprint.post("/new/<token>")
def save(token: str) -> Answer:
    """Save the article as it was switched and corrected."""
    ws = workspace()
    sent = incoming.find(ws, token)
    shown: Preview | None = None
    try:
        shown = _preview(sent, slug=request.form.get("slug", "").strip() or None)
        corrected = importing.with_article(ws, shown, _corrected(shown.article))
        saved = importing.save(ws, corrected, actor())
    except I18nFlowError as error:
        # Where the slug itself cannot be, the article is shown under the one it would have had.
        return _page(token, shown or _preview(sent), problem=explain(error)), status_of(error)
    incoming.forget(ws, token)
    flash(
        _n(
            "“%(title)s” is saved: %(num)s segment.",
            "“%(title)s” is saved: %(num)s segments.",
            saved.segments,
        )
        % {"title": saved.title, "num": saved.segments}
        if saved.status != "unchanged"
        else _("This article is here already; nothing has changed.")
    )
    if "pretranslate" in request.form:
        try:
            background.pretranslate(saved.slug, ws.config.targets, actor())
        except Refused as error:
            flash(explain(error))
        return redirect(url_for("runs.show", slug=saved.slug, lang=ws.config.targets[0]), code=303)
    return redirect(url_for("articles.article", slug=saved.slug), code=303)


@blueprint.post("/new/<token>/forget")
def forget(token: str) -> Response:
    """Throw away what was sent."""
    incoming.forget(workspace(), token)
    return redirect(url_for("articles.new"), code=303)


def _page(token: str, shown: Preview, *, problem: str) -> str:
    return render_template(
        "preview.html",
        token=token,
        shown=shown,
        article=shown.article,
        problem=problem,
        switched=request.method == "POST",
    )


def _sent() -> Sent:
    """What the form holds: a file before an address before pasted text."""
    file = request.files.get("file")
    if file and file.filename:
        name = PurePosixPath(file.filename.replace("\\", "/")).name or "article.txt"
        return Sent(file.read(), {"kind": "file", "name": name, "type": file.mimetype or ""})
    address = request.form.get("address", "").strip()
    if address:
        fetched = importing.preview_address(workspace(), address)
        return Sent(
            fetched.data, {"kind": "address", "name": _page_name(fetched.origin), "origin": fetched.origin}
        )
    pasted = request.form.get("html", "").strip() or request.form.get("text", "")
    if not pasted.strip():
        raise InputError(said("There is no text yet: paste one, choose a file or give an address."))
    return Sent(pasted.replace("\r\n", "\n").encode(), {"kind": "paste"})


def _preview(sent: Sent, *, slug: str | None = None) -> Preview:
    ws, facts = workspace(), sent.facts
    if facts["kind"] == "paste":
        return importing.preview_paste(ws, sent.data.decode(), slug=slug)
    origin = facts.get("origin") or None
    return importing.preview(ws, sent.data, facts["name"], slug=slug, origin=origin)


def _page_name(address: str) -> str:
    name = PurePosixPath(address.split("?")[0]).name
    return name if PurePosixPath(name).suffix.lower() in importing.READABLE else f"{name or 'page'}.html"


def _corrected(article: Article) -> Article:
    """The article with what the person switched and typed in the preview."""
    form = request.form
    dropped = [n for n in range(len(article.blocks)) if f"block-{n}" not in form]
    kept = [n for n in range(len(article.furniture)) if f"keep-{n}" in form]
    result = _switched(article, dropped, kept)
    typed = normalize("NFC", form.get("date", "").strip())
    try:
        when = date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise InputError(said("The date is not one of the calendar: {date}", date=typed)) from error
    title = _one_line(form.get("title", article.title))
    if not title:
        raise InputError(said("The article needs a title."))
    topics = tuple(filter(None, (_one_line(one) for one in form.get("topics", "").split(","))))
    return replace(
        result,
        title=title,
        date=when,
        author=_one_line(form.get("author", "")),
        summary=_one_line(form.get("summary", "")),
        topics=topics,
    )


def _switched(article: Article, dropped: Sequence[int], kept: Sequence[int]) -> Article:
    return put_back(set_aside(article, dropped), [article.furniture[number] for number in kept])


def _one_line(text: str) -> str:
    return " ".join(normalize("NFC", text).split())
