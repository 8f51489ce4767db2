"""The glossary: its terms, where they stand in a text, its file out and in."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from i18nflow.glossary import write
from i18nflow.interchange import tbx
from i18nflow.model import Role, Term
from i18nflow.store import fold
from i18nflow.webapp.api.base import Empty, Input, Page, Paging, Shape
from i18nflow.webapp.api.paging import page
from i18nflow.webapp.api.registry import Call, File, operation
from i18nflow.webapp.api.shapes import Count, OccurrenceShape, TermShape, of_term, target_lang
from i18nflow.workflow import glossaries, glossary_files


class TermsQuery(Paging, frozen=True, kw_only=True):
    """Which terms."""

    q: Annotated[str, Meta(description="Part of the source or the target", max_length=200)] = ""


class FileQuery(Input, frozen=True, kw_only=True):
    """The file's format."""

    format: Literal["csv", "tbx"] = "csv"


class MergeQuery(Input, frozen=True, kw_only=True):
    """How a file is taken in."""

    name: Annotated[str, Meta(description="Its name, for messages", max_length=200)] = "glossary"
    overwrite: Annotated[bool, Meta(description="Where both fill a cell differently, the file wins")] = False
    dry_run: Annotated[bool, Meta(description="Say what would be done and change nothing")] = False


class DifferenceShape(Shape, frozen=True, kw_only=True):
    """A cell that both files fill differently."""

    source: str
    target: str
    column: str
    here: str
    there: str


class MergedShape(Shape, frozen=True, kw_only=True):
    """What an import of terms did."""

    added: Count
    filled: Count
    same: Count
    differences: tuple[DifferenceShape, ...]


class OccurrencesInput(Input, frozen=True, kw_only=True):
    """A source text."""

    text: Annotated[str, Meta(max_length=20000)]


@operation("GET", "/glossaries/{lang}/terms", query=TermsQuery, answer=Page[TermShape], problems=(422,))
def list_terms(call: Call[TermsQuery, None]) -> Page[TermShape]:
    """The terms in the order of the file."""
    wanted = fold(call.query.q)
    numbered = [
        (number, term)
        for number, term in enumerate(_terms(call))
        if wanted in fold(f"{term.source}\n{term.target}")
    ]
    return page(numbered, call.query, lambda one: one[0], lambda one: of_term(one[1]))


@operation(
    "POST", "/glossaries/{lang}/occurrences", body=OccurrencesInput, answer=tuple[OccurrenceShape, ...],
    problems=(422,),
)  # fmt: skip
def find_terms(call: Call[Empty, OccurrencesInput]) -> tuple[OccurrenceShape, ...]:
    """The terms that stand in a text, in any inflected form."""
    found = glossaries.occurrences(call.ws, target_lang(call), call.body.text)
    return tuple(OccurrenceShape(start=one.start, end=one.end, term=of_term(one.term)) for one in found)


@operation(
    "GET",
    "/glossaries/{lang}/file",
    query=FileQuery,
    media=("text/csv", "application/x-tbx+xml"),
    problems=(422,),
)
def export_glossary(call: Call[FileQuery, None]) -> File:
    """The glossary as CSV or as TBX-Basic."""
    lang, terms = target_lang(call), _terms(call)
    pair = call.ws.config.pair(lang)
    if call.query.format == "tbx":
        return File(tbx.write(terms, pair), "application/x-tbx+xml", f"glossary.{pair}.tbx")
    return File(write(terms).encode(), "text/csv; charset=utf-8", f"glossary.{pair}.csv")


@operation(
    "POST", "/glossaries/{lang}/file", needs=Role.REVIEWER, query=MergeQuery, body=bytes, answer=MergedShape,
    problems=(409, 422), idempotent=True,
)  # fmt: skip
def import_glossary(call: Call[MergeQuery, bytes]) -> MergedShape:
    """Take terms in from CSV or TBX: new ones are added, empty cells filled, what differs is reported."""
    asked = call.query
    done = glossary_files.take_in(
        call.ws,
        target_lang(call),
        call.body,
        asked.name,
        call.actor,
        overwrite=asked.overwrite,
        dry_run=asked.dry_run,
    )
    return MergedShape(
        added=len(done.added),
        filled=len(done.filled),
        same=len(done.same),
        differences=tuple(
            DifferenceShape(source=d.source, target=d.target, column=d.column, here=d.here, there=d.there)
            for d in done.differences
        ),
    )


def _terms(call: Call[TermsQuery, None] | Call[FileQuery, None]) -> tuple[Term, ...]:
    loaded = glossaries.load(call.ws, target_lang(call))
    return loaded.glossary.terms if loaded else ()
