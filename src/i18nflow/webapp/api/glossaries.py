"""The glossary: its terms, where they stand in a text, its file out and in."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from i18nflow.errors import Conflict
from i18nflow.glossary import write
from i18nflow.interchange import tbx
from i18nflow.model import Role, Term, TermStatus, said
from i18nflow.store import fold
from i18nflow.webapp.api.base import Empty, Input, Page, Paging, Shape
from i18nflow.webapp.api.paging import page
from i18nflow.webapp.api.registry import Call, Created, File, operation
from i18nflow.webapp.api.shapes import Count, OccurrenceShape, TermShape, of_term, target_lang
from i18nflow.webapp.api.texts import one_line
from i18nflow.workflow import glossaries, glossary_files, terms

Cell = Annotated[str, Meta(max_length=500)]
Cells = Annotated[
    tuple[Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^|]+$")], ...], Meta(max_length=50)
]


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


class TermInput(Input, frozen=True, kw_only=True):
    """An entry of the glossary, as its columns are described in the reference of the glossary file."""

    source: Annotated[str, Meta(min_length=1, max_length=500)]
    target: Cell = ""
    status: TermStatus = TermStatus.PREFERRED
    pos: Cell = ""
    gender: Cell = ""
    domain: Cell = ""
    accept: Cells = ()
    avoid: Cells = ()
    also: Cells = ()
    never: Cells = ()
    case: Literal["", "exact"] = ""
    enforce: Literal["", "yes", "no"] = ""
    note: Annotated[str, Meta(max_length=2000)] = ""


class ChangeInput(Input, frozen=True, kw_only=True):
    """An entry as it was seen, and as it shall be; where the file says something else by now nothing is changed."""

    seen: TermInput
    wanted: TermInput


@operation(
    "POST", "/glossaries/{lang}/terms", needs=Role.TRANSLATOR, body=TermInput, answer=TermShape, status=(201,),
    problems=(409, 422),
)  # fmt: skip
def add_term(call: Call[Empty, TermInput]) -> Created:
    """Add an entry to the glossary file; everything else in it keeps its bytes."""
    new = _term(call.body)
    terms.save(call.ws, target_lang(call), None, new, call.actor)
    return Created(of_term(new), f"glossaries/{target_lang(call)}/terms")


@operation(
    "PUT",
    "/glossaries/{lang}/terms",
    needs=Role.TRANSLATOR,
    body=ChangeInput,
    answer=TermShape,
    problems=(404, 409, 422),
)
def change_term(call: Call[Empty, ChangeInput]) -> TermShape:
    """Change an entry in its place in the glossary file."""
    wanted, seen = _term(call.body.wanted), _term(call.body.seen)
    found = next((one for one in _terms(call) if of_term(one) == _like(of_term(seen), one)), None)
    if found is None:
        raise Conflict(said("There is no such entry in the glossary: it may have changed. Look at it again."))
    terms.save(call.ws, target_lang(call), found, wanted, call.actor)
    return of_term(wanted)


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


@operation("POST", "/glossaries/{lang}/forms", body=TermInput, answer=tuple[str, ...], problems=(422,))
def list_forms(call: Call[Empty, TermInput]) -> tuple[str, ...]:
    """The forms in which the source is searched for a term, whether it is in the glossary or not."""
    target_lang(call)
    return terms.forms(call.ws, _term(call.body))


def _terms(call: Call[Any, Any]) -> tuple[Term, ...]:
    loaded = glossaries.load(call.ws, target_lang(call))
    return loaded.glossary.terms if loaded else ()


def _term(given: TermInput) -> Term:
    return Term(
        source=one_line(given.source),
        target=one_line(given.target),
        status=given.status,
        pos=one_line(given.pos),
        gender=one_line(given.gender),
        domain=one_line(given.domain),
        accept=tuple(map(one_line, given.accept)),
        avoid=tuple(map(one_line, given.avoid)),
        also=tuple(map(one_line, given.also)),
        never=tuple(map(one_line, given.never)),
        case=given.case,
        enforce=given.enforce,
        note=one_line(given.note),
    )


def _like(shape: TermShape, term: Term) -> TermShape:
    """``shape`` with the columns that programs do not know of."""
    return msgspec.structs.replace(shape, extra=dict(term.extra))
