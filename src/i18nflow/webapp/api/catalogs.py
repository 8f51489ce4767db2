"""Catalogs and other bilingual files: an article out, and back in with a report."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta

from i18nflow.catalog import Kind
from i18nflow.model import Role, State
from i18nflow.webapp.api.base import Input, Shape
from i18nflow.webapp.api.registry import Call, File, operation
from i18nflow.webapp.api.shapes import Count, target_lang
from i18nflow.workflow import catalogs

MEDIA = {
    "po": "text/x-gettext-translation; charset=utf-8",
    "pot": "text/x-gettext-translation; charset=utf-8",
    "mo": "application/x-gettext-translation",
    "xliff": "application/xliff+xml",
    "xliff12": "application/x-xliff+xml",
    "tmx": "application/x-tmx+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jsonl": "application/jsonl",
}
Key = Annotated[str, Meta(pattern="^[a-z0-9]{8}$")]


class CatalogFormat(StrEnum):
    """The formats an article leaves in."""

    PO = "po"
    POT = "pot"
    MO = "mo"
    XLIFF = "xliff"
    XLIFF12 = "xliff12"
    TMX = "tmx"
    DOCX = "docx"
    JSONL = "jsonl"


class ExportQuery(Input, frozen=True, kw_only=True):
    """What is written."""

    format: CatalogFormat = CatalogFormat.PO
    include_translated: Annotated[bool, Meta(description="Translated texts count as finished too")] = False
    contexts: Annotated[bool, Meta(description="Write msgctxt; off for tools that know none")] = True


class CatalogQuery(Input, frozen=True, kw_only=True, rename={"as_": "as"}):
    """How a file is taken in."""

    name: Annotated[str, Meta(description="The file's name, for messages", min_length=1, max_length=200)]
    article: Annotated[str, Meta(description="The article, where the file does not say", max_length=80)] = ""
    lang: Annotated[str, Meta(description="The language, where the file does not say", max_length=35)] = ""
    as_: Annotated[
        Literal["translated", "approved"], Meta(description="The state in which finished texts arrive")
    ] = "translated"
    take: Annotated[
        tuple[Literal["both", "stale", "changed-here"], ...],
        Meta(description="Take these changes too: the file wins", max_length=3),
    ] = ()
    take_segment: Annotated[
        tuple[Key, ...], Meta(description="Take what the file says of these segments", max_length=500)
    ] = ()
    leave_segment: Annotated[
        tuple[Key, ...], Meta(description="Leave these segments as they are", max_length=500)
    ] = ()
    dry_run: Annotated[bool, Meta(description="Say what would be done and change nothing")] = False


class ChangeShape(Shape, frozen=True, kw_only=True):
    """One entry of the file against one segment. ``state`` is what the text would arrive as, null for nothing."""

    kind: Kind
    segment: str | None
    line: int | None
    source: str
    sent: Annotated[str | None, Meta(description="The text that was sent out, null where unknown")]
    here: str
    there: str
    state: State | None
    taken: bool
    reason: str


class ReportShape(Shape, frozen=True, kw_only=True):
    """What an import found and did."""

    article: str
    lang: str
    applied: Count
    dry_run: bool
    counts: dict[str, int]
    changes: tuple[ChangeShape, ...]
    missing: Annotated[tuple[str, ...], Meta(description="Segments that the file does not speak of")]
    notes: tuple[str, ...]


@operation(
    "GET", "/catalogs/{slug}/{lang}", query=ExportQuery, problems=(422,),
    media=tuple(dict.fromkeys(media.partition(";")[0] for media in MEDIA.values())),
)  # fmt: skip
def export_catalog(call: Call[ExportQuery, None]) -> File:
    """An article in one language as a file for other tools; the export is recorded for its import."""
    slug, lang, asked = call.path["slug"], target_lang(call), call.query
    call.ws.store.articles.get(slug)
    if asked.format is CatalogFormat.PO:
        done = catalogs.render_po(
            call.ws, slug, lang, include_translated=asked.include_translated, contexts=asked.contexts
        )
    elif asked.format is CatalogFormat.POT:
        done = catalogs.render_pot(call.ws, slug, lang)
    elif asked.format is CatalogFormat.MO:
        done = catalogs.render_mo(call.ws, slug, lang, include_translated=asked.include_translated)
    else:
        done = catalogs.render_other(call.ws, slug, lang, asked.format)
    name = done.path.rpartition("/")[2]
    return File(done.data, MEDIA[asked.format], name)


@operation(
    "POST", "/catalogs", needs=Role.TRANSLATOR, query=CatalogQuery, body=bytes, answer=ReportShape,
    problems=(409, 422), idempotent=True,
)  # fmt: skip
def import_catalog(call: Call[CatalogQuery, bytes]) -> ReportShape:
    """Take a translator's file in: PO, XLIFF, DOCX table or JSON Lines, known by its content.

    What only the file changed is taken; what both sides changed is reported and left, unless it is asked for.
    """
    asked = call.query
    choices = dict.fromkeys(asked.take_segment, True) | dict.fromkeys(asked.leave_segment, False)
    done = catalogs.import_catalog(
        call.ws,
        call.body,
        asked.name,
        call.actor,
        article=asked.article or None,
        lang=asked.lang or None,
        as_approved=asked.as_ == "approved",
        dry_run=asked.dry_run,
        take=[Kind(kind) for kind in asked.take],
        choices=choices,
    )
    report = done.report
    return ReportShape(
        article=done.article,
        lang=done.lang,
        applied=done.applied,
        dry_run=done.dry_run,
        counts={str(kind): number for kind, number in report.count().items()},
        changes=tuple(
            ChangeShape(
                kind=one.kind,
                segment=one.key,
                line=one.line,
                source=one.source,
                sent=one.base,
                here=one.here,
                there=one.there,
                state=one.state,
                taken=one.taken,
                reason=one.reason,
            )
            for one in report.changes
        ),
        missing=report.missing,
        notes=report.notes,
    )
