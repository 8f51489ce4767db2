"""The register of names: who comes out how in every article, its entries and what the articles propose for it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from i18nflow.errors import Conflict
from i18nflow.model import Severity, said
from i18nflow.names import Name, check, forms_of
from i18nflow.store import fold
from i18nflow.webapp.api.base import Empty, Input, Page, Paging, Shape
from i18nflow.webapp.api.glossaries import Cells
from i18nflow.webapp.api.paging import page
from i18nflow.webapp.api.registry import Call, Created, operation
from i18nflow.webapp.api.shapes import Count, target_lang
from i18nflow.webapp.api.texts import one_line
from i18nflow.workflow import names, naming

ALL = "/names/{lang}"
Cell = Annotated[str, Meta(max_length=500)]


class NamesQuery(Paging, frozen=True, kw_only=True):
    """Which names."""

    q: Annotated[str, Meta(description="Part of the source or the target", max_length=200)] = ""


class ProposalsQuery(Input, frozen=True, kw_only=True):
    """Which proposals."""

    article: Annotated[str, Meta(description="Only of this article", max_length=80)] = ""
    least: Annotated[int, Meta(description="In how many segments a name must stand", ge=1, le=1000)] = 2
    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class NameInput(Input, frozen=True, kw_only=True):
    """An entry: how a name stands in the source language (nominative), and how it is to come out."""

    source: Annotated[str, Meta(min_length=1, max_length=500)]
    target: Annotated[str, Meta(min_length=1, max_length=500)]
    kind: Literal["", "person", "organisation", "place"] = ""
    gender: Literal["", "m", "f"] = ""
    accept: Cells = ()
    also: Cells = ()
    never: Cells = ()
    note: Annotated[str, Meta(max_length=2000)] = ""


class ChangeNameInput(Input, frozen=True, kw_only=True):
    """An entry as it was seen, and as it shall be; where the file says something else by now nothing is changed."""

    seen: NameInput
    wanted: NameInput


class RemarkShape(Shape, frozen=True, kw_only=True):
    """What is doubtful or wrong in an entry."""

    code: str
    severity: Severity
    message: str


class NameShape(Shape, frozen=True, kw_only=True):
    """An entry of the register; ``forms`` are those in which the source is searched for it."""

    source: str
    target: str
    kind: str
    gender: str
    accept: tuple[str, ...]
    also: tuple[str, ...]
    never: tuple[str, ...]
    note: str
    extra: dict[str, str]
    forms: tuple[str, ...]
    remarks: tuple[RemarkShape, ...]


class NamedShape(Shape, frozen=True, kw_only=True):
    """What a change did: the entry as it stands (null where it is gone), and the segments that were checked again."""

    name: NameShape | None
    checked: Count


class ProposalShape(Shape, frozen=True, kw_only=True):
    """A name that articles have and the register has not. ``target`` is "" where no rendering was recognised."""

    source: str
    target: str
    kind: str
    forms: tuple[str, ...]
    renderings: tuple[str, ...]
    segments: Count
    articles: Count
    example: Annotated[str, Meta(description="The key of a segment where it stands")]


@operation("GET", ALL, query=NamesQuery, answer=Page[NameShape], problems=(422,))
def list_names(call: Call[NamesQuery, None]) -> Page[NameShape]:
    """The names in the order of the file, with what is wrong with each."""
    known = names.load(call.ws, target_lang(call)).names
    remarks: dict[int | None, list[RemarkShape]] = {}
    for one in check(known, call.ws.config.source):
        remarks.setdefault(one.line, []).append(_remark(one))
    wanted = fold(call.query.q)
    found = [(place, one) for place, one in enumerate(known) if wanted in fold(f"{one.source}\n{one.target}")]
    return page(
        found,
        call.query,
        lambda one: one[0],
        lambda one: _name(call, one[1], tuple(remarks.get(one[1].line, ()))),
    )


@operation("GET", f"{ALL}/proposals", query=ProposalsQuery, answer=tuple[ProposalShape, ...], problems=(422,))
def propose_names(call: Call[ProposalsQuery, None]) -> tuple[ProposalShape, ...]:
    """Names that the articles have and the register has not, the most frequent first."""
    asked, lang = call.query, target_lang(call)
    if asked.article:
        call.ws.store.articles.get(asked.article)
    return tuple(
        ProposalShape(
            source=one.name.source,
            target=one.name.target,
            kind=one.name.kind,
            forms=one.forms,
            renderings=one.renderings,
            segments=one.segments,
            articles=one.articles,
            example=one.example,
        )
        for one in names.proposals(call.ws, lang, article=asked.article, least=asked.least, limit=asked.limit)
    )


@operation(
    "POST", ALL, needs=names.KEEPER, body=NameInput, answer=NamedShape, status=(201,), problems=(409, 422)
)
def add_name(call: Call[Empty, NameInput]) -> Created:
    """Put a name into the register; everything else in the file keeps its bytes."""
    lang, new = target_lang(call), _typed(call.body)
    looked = naming.add(call.ws, lang, new, call.actor)
    return Created(_named(call, new, looked), f"names/{lang}")


@operation("PUT", ALL, needs=names.KEEPER, body=ChangeNameInput, answer=NamedShape, problems=(409, 422))
def change_name(call: Call[Empty, ChangeNameInput]) -> NamedShape:
    """Change an entry in its place in the register."""
    lang, old, new = target_lang(call), _seen(call, call.body.seen), _typed(call.body.wanted)
    new = Name(
        new.source, new.target, new.kind, new.gender, new.accept, new.also, new.never, new.note, old.extra,
        old.line,
    )  # fmt: skip
    return _named(call, new, naming.change(call.ws, lang, old, new, call.actor))


@operation(
    "POST", f"{ALL}/remove", needs=names.KEEPER, body=NameInput, answer=NamedShape, problems=(409, 422)
)
def remove_name(call: Call[Empty, NameInput]) -> NamedShape:
    """Take an entry out of the register; it is named as it was seen."""
    looked = naming.remove(call.ws, target_lang(call), _seen(call, call.body), call.actor)
    return NamedShape(name=None, checked=looked)


def _seen(call: Call[Any, Any], given: NameInput) -> Name:
    """The entry of the file that says what the caller saw. Raises :class:`Conflict` where there is none."""
    wanted = _typed(given)
    for one in names.load(call.ws, target_lang(call)).names:
        if Name(**{**_cells(one), "extra": {}, "line": None}) == wanted:
            return one
    raise Conflict(said("There is no such entry in the register: it may have changed. Look at it again."))


def _typed(given: NameInput) -> Name:
    return Name(
        one_line(given.source),
        one_line(given.target),
        given.kind,
        given.gender,
        tuple(map(one_line, given.accept)),
        tuple(map(one_line, given.also)),
        tuple(map(one_line, given.never)),
        note=one_line(given.note),
    )


def _named(call: Call[Any, Any], name: Name, looked: int) -> NamedShape:
    remarks = tuple(map(_remark, check((name,), call.ws.config.source)))
    return NamedShape(name=_name(call, name, remarks), checked=looked)


def _name(call: Call[Any, Any], one: Name, remarks: tuple[RemarkShape, ...]) -> NameShape:
    cells = _cells(one) | {"extra": dict(one.extra)}
    del cells["line"]
    return NameShape(**cells, forms=tuple(forms_of(one, call.ws.config.source)), remarks=remarks)


def _cells(one: Name) -> dict[str, Any]:
    return {column: getattr(one, column) for column in Name.__dataclass_fields__}


def _remark(one: Any) -> RemarkShape:
    return RemarkShape(code=one.code, severity=one.severity, message=one.message)
