"""Articles: listed, taken in, read with their revisions, translated, checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from i18nflow import engines
from i18nflow.errors import InputError
from i18nflow.ingest import put_back, set_aside
from i18nflow.model import Article, Role, State, said
from i18nflow.publish import file_of
from i18nflow.store import fold
from i18nflow.webapp.api.base import Empty, Input, Page, Paging, Shape
from i18nflow.webapp.api.paging import page
from i18nflow.webapp.api.registry import Call, Created, File, operation
from i18nflow.webapp.api.shapes import (
    ArticleShape,
    BlockShape,
    Count,
    FindingShape,
    ImportedShape,
    Instant,
    of_article,
    of_codes,
    of_finding,
    target_lang,
)
from i18nflow.webapp.api.texts import one_line
from i18nflow.workflow import checking, importing, previewing, status, translating
from i18nflow.workflow.importing import Imported

Day = date  # A field is called date too.
Number = Annotated[int, Meta(ge=0, le=100_000)]
SLUG = Annotated[
    str, Meta(max_length=80, description="The slug (from the file's name or the title by default)")
]


class ArticlesQuery(Paging, frozen=True, kw_only=True):
    """Which articles."""

    q: Annotated[str, Meta(description="Part of the title or the author", max_length=200)] = ""
    state: Annotated[State | None, Meta(description="Only articles with segments in this state")] = None
    ready: Annotated[bool | None, Meta(description="Only those ready to publish, or only the others")] = None


class ImportQuery(Input, frozen=True, kw_only=True):
    """How a file is taken in."""

    name: Annotated[
        str, Meta(description="The file's name; its ending tells the format", min_length=1, max_length=200)
    ]
    slug: SLUG = ""
    keep_furniture: Annotated[bool, Meta(description="Keep page furniture in the text")] = False
    dry_run: Annotated[bool, Meta(description="Say what it would become and store nothing")] = False
    title: Annotated[str, Meta(description="Instead of the one that was found", max_length=500)] = ""
    author: Annotated[str, Meta(description="Instead of the one that was found", max_length=200)] = ""
    date: Annotated[Day | None, Meta(description="Instead of the one that was found")] = None
    summary: Annotated[str, Meta(description="Instead of the one that was found", max_length=2000)] = ""
    leave_out: Annotated[
        tuple[Number, ...], Meta(description="Blocks to set aside, by number from 0", max_length=500)
    ] = ()
    put_back: Annotated[
        tuple[Number, ...],
        Meta(
            description="Lines that were set aside and belong to the text, by number from 0", max_length=500
        ),
    ] = ()


class FromAddress(Input, frozen=True, kw_only=True):
    """A web address to take an article from."""

    url: Annotated[str, Meta(min_length=1, max_length=2000)]
    slug: SLUG = ""
    keep_furniture: bool = False


class RevisionShape(Shape, frozen=True, kw_only=True):
    """One revision of an article."""

    number: int
    at: Instant
    actor: str
    note: str


class DocumentQuery(Input, frozen=True, kw_only=True):
    """Which revision."""

    revision: Annotated[int, Meta(description="Its number; 0 is the current one", ge=0, le=2**31)] = 0


class DocumentShape(Shape, frozen=True, kw_only=True):
    """The text of an article in its source language."""

    lang: str
    title: str
    summary: str
    date: date | None
    author: str
    topics: tuple[str, ...]
    blocks: tuple[BlockShape, ...]


class TranslateInput(Input, frozen=True, kw_only=True):
    """How untranslated segments are filled."""

    again: Annotated[bool, Meta(description="Replace memory and machine drafts that nobody touched too")] = (
        False
    )
    engines: Annotated[
        tuple[Annotated[str, Meta(max_length=40)], ...],
        Meta(description="The engines to ask instead of those of the settings", max_length=5),
    ] = ()
    dry_run: Annotated[bool, Meta(description="Count what would be asked")] = False


class PreviewQuery(Input, frozen=True, kw_only=True):
    """Which page."""

    view: Annotated[
        Literal["target", "parallel"], Meta(description="The translation alone, or both languages")
    ] = "target"


class RunShape(Shape, frozen=True, kw_only=True):
    """What a run did: segments looked at, drafts by origin, why others stayed untranslated."""

    total: Count
    drafts: dict[str, int]
    reasons: dict[str, int]
    requests: Count
    characters: Count


@operation("GET", "/articles", query=ArticlesQuery, answer=Page[ArticleShape])
def list_articles(call: Call[ArticlesQuery, None]) -> Page[ArticleShape]:
    """The articles in the order they came in, with their progress."""
    query = call.query
    numbers = {article.slug: article.id for article in call.ws.store.articles.all()}
    found = sorted(
        (one for one in status.articles(call.ws) if one.slug in numbers and _wanted(one, query)),
        key=lambda one: numbers[one.slug],
    )
    return page(found, query, lambda one: numbers[one.slug], of_article)


@operation(
    "POST", "/articles", needs=Role.TRANSLATOR, query=ImportQuery, body=bytes, answer=ImportedShape,
    status=(200, 201), problems=(409, 422), idempotent=True,
)  # fmt: skip
def import_article(call: Call[ImportQuery, bytes]) -> ImportedShape | Created:
    """Take an article in from a file: text, Markdown, HTML or DOCX.

    The same file again changes nothing; a changed one makes a new revision that keeps what was translated.
    """
    query = call.query
    shown = importing.preview(
        call.ws, call.body, query.name, slug=query.slug or None, keep_furniture=query.keep_furniture
    )
    shown = importing.with_article(call.ws, shown, _corrected(shown.article, query))
    if query.dry_run:
        return _previewed(shown)
    return _imported(importing.save(call.ws, shown, call.actor), furniture=shown.article.furniture)


@operation(
    "POST", "/imports/address", needs=Role.TRANSLATOR, body=FromAddress, answer=ImportedShape,
    status=(200, 201), problems=(409, 422),
)  # fmt: skip
def import_address(call: Call[Empty, FromAddress]) -> ImportedShape | Created:
    """Take an article in from a web address; unchanged since the last time, it changes nothing."""
    asked = call.body
    done = importing.import_address(
        call.ws, asked.url, call.actor, slug=asked.slug or None, keep_furniture=asked.keep_furniture
    )
    return _imported(done, furniture=done.furniture)


@operation("GET", "/articles/{slug}", answer=ArticleShape)
def get_article(call: Call[Empty, None]) -> ArticleShape:
    """An article with its progress."""
    return of_article(status.article(call.ws, call.path["slug"]))


@operation("GET", "/articles/{slug}/document", query=DocumentQuery, answer=DocumentShape)
def get_document(call: Call[DocumentQuery, None]) -> DocumentShape:
    """The text of an article in its source language, block by block."""
    article = call.ws.store.articles.document(call.path["slug"], call.query.revision or None)
    return DocumentShape(
        lang=article.lang,
        title=article.title,
        summary=article.summary,
        date=article.date,
        author=article.author,
        topics=article.topics,
        blocks=tuple(
            BlockShape(
                kind=one.kind,
                text=one.text,
                level=one.level,
                ordered=one.ordered,
                group=one.group,
                row=one.row,
                column=one.column,
                header=one.header,
                image=one.image.src if one.image else "",
                codes=of_codes(one.codes),
            )
            for one in article.blocks
        ),
    )


@operation("GET", "/articles/{slug}/revisions", answer=tuple[RevisionShape, ...])
def list_revisions(call: Call[Empty, None]) -> tuple[RevisionShape, ...]:
    """The revisions of an article, newest first."""
    call.ws.store.articles.get(call.path["slug"])
    return tuple(
        RevisionShape(number=one.number, at=one.at, actor=one.actor, note=one.note)
        for one in call.ws.store.articles.revisions(call.path["slug"])
    )


@operation(
    "POST", "/articles/{slug}/translations/{lang}/draft", needs=Role.TRANSLATOR, body=TranslateInput,
    answer=RunShape, problems=(409, 422),
)  # fmt: skip
def draft_translation(call: Call[Empty, TranslateInput]) -> RunShape:
    """Fill untranslated segments with drafts, from memory and then from the engines.

    What a person wrote, confirmed or rejected is never replaced.
    """
    asked = call.body
    for name in asked.engines:
        if name not in engines.names():
            raise InputError(
                said(
                    "there is no engine '{name}'; there are: {engines}",
                    name=name,
                    engines=", ".join(engines.names()),
                )
            )
    run = translating.translate(
        call.ws,
        [call.path["slug"]],
        [target_lang(call)],
        call.actor,
        again=asked.again,
        order=asked.engines or None,
        dry_run=asked.dry_run,
    )
    return RunShape(
        total=run.total,
        drafts=dict(run.drafts),
        reasons=dict(run.reasons),
        requests=run.requests,
        characters=run.characters,
    )


@operation("GET", "/articles/{slug}/translations/{lang}/findings", answer=tuple[FindingShape, ...])
def list_findings(call: Call[Empty, None]) -> tuple[FindingShape, ...]:
    """What the checks say of an article in one language, dismissed findings too."""
    call.ws.store.articles.get(call.path["slug"])
    stored = call.ws.store.findings.of_article(call.path["slug"], target_lang(call))
    return tuple(
        of_finding(key, one.finding, one.dismissed_by, one.dismissed_reason)
        for key, found in stored.items()
        for one in found
    )


@operation(
    "POST",
    "/articles/{slug}/translations/{lang}/check",
    needs=Role.TRANSLATOR,
    answer=tuple[FindingShape, ...],
)
def check_translation(call: Call[Empty, None]) -> tuple[FindingShape, ...]:
    """Look at an article anew, e.g. after a change of the glossary; the findings that nobody dismissed."""
    slug, lang = call.path["slug"], target_lang(call)
    call.ws.store.articles.get(slug)
    found = checking.check_articles(call.ws, [slug], lang)[slug]
    return tuple(of_finding(key, one) for key, several in found.items() for one in several)


@operation(
    "GET", "/articles/{slug}/translations/{lang}/preview", query=PreviewQuery, media=("text/html",),
    problems=(422,),
)  # fmt: skip
def preview_page(call: Call[PreviewQuery, None]) -> File:
    """The page of an article as it would be published now, with every text as it stands; nothing is built."""
    slug, lang = call.path["slug"], target_lang(call)
    call.ws.store.articles.get(slug)
    path = previewing.path_of(call.ws, slug, lang, parallel=call.query.view == "parallel")
    return File(previewing.pages(call.ws, slug, lang)[file_of(path)].encode(), "text/html; charset=utf-8")


def _wanted(one: status.ArticleStatus, query: ArticlesQuery) -> bool:
    if query.q and fold(query.q) not in fold(f"{one.title} {one.author}"):
        return False
    if query.ready is not None and query.ready is not any(p.ready for p in one.progress.values()):
        return False
    return query.state is None or any(p.segments.get(query.state) for p in one.progress.values())


def _corrected(article: Article, query: ImportQuery) -> Article:
    """The article with what the caller knows better."""
    back = [article.furniture[number] for number in query.put_back if number < len(article.furniture)]
    given = {
        "title": one_line(query.title),
        "author": one_line(query.author),
        "summary": one_line(query.summary),
        "date": query.date,
    }
    switched = put_back(set_aside(article, query.leave_out), back)
    return replace(switched, **{name: value for name, value in given.items() if value})  # type: ignore[arg-type]


def _previewed(shown: importing.Preview) -> ImportedShape:
    revises = shown.revises
    return ImportedShape(
        slug=shown.slug,
        title=shown.article.title,
        revision=revises.revision + 1 if revises else 1,
        status="would-revise" if revises else "would-be-new",
        segments=len(shown.segments),
        set_aside=tuple(one.text for one in shown.article.furniture),
        notes=shown.ingested.notes,
        added=(),
        changed=(),
        removed=(),
    )


def _imported(done: Imported, *, furniture: Sequence[Any]) -> ImportedShape | Created:
    shape = of_imported(done, furniture)
    return Created(shape, f"articles/{done.slug}") if done.status == "new" else shape


def of_imported(done: Imported, furniture: Sequence[Any] = ()) -> ImportedShape:
    """What an import or a correction did."""
    return ImportedShape(
        slug=done.slug,
        title=done.title,
        revision=done.revision,
        status=done.status,
        segments=done.segments,
        set_aside=tuple(one.text for one in furniture),
        notes=done.notes,
        added=done.added,
        changed=done.changed,
        removed=done.removed,
    )
