"""XLIFF 1.2 for tools that do not know version 2: one trans-unit a segment, its id the segment key.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html, the strict profile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from i18nflow.catalog.values import Catalog, Entry, Header, Row
from i18nflow.errors import CatalogError
from i18nflow.interchange import common, guard
from i18nflow.interchange.inline import Piece, pieces
from i18nflow.interchange.xliff2 import native, number_of
from i18nflow.interchange.xml import (
    SPACE,
    add_text,
    all_of,
    attribute,
    below,
    child,
    line,
    local,
    of,
    text_of,
    to_bytes,
)
from i18nflow.interchange.xml import root as outermost
from i18nflow.model import Code, Origin, State, said

CORE = "urn:oasis:names:tc:xliff:document:1.2"
_MIXED = ("source", "target", "note")
_CTYPES = {"em": "italic", "strong": "bold", "link": "link", "br": "lb", "image": "image"}
_REJECTED = "x-rejected"
_STATES = {
    "needs-translation": State.UNTRANSLATED,
    "new": State.UNTRANSLATED,
    "translated": State.TRANSLATED,
    "signed-off": State.APPROVED,
    "final": State.APPROVED,
    _REJECTED: State.REJECTED,
}


def write(rows: Sequence[Row], header: Header) -> bytes:
    """The article as an XLIFF 1.2 file."""
    root = outermost("xliff", CORE)
    root.set("version", "1.2")
    file = child(root, _core("file"), original=header.article, datatype="plaintext")
    file.set("source-language", header.source)
    file.set("target-language", header.target)
    head = child(file, _core("header"))
    for name, value in (("article", header.article), ("export", header.export)):
        if value:
            child(head, _core("note"), value).set("from", f"i18nflow-{name}")
    body = child(file, _core("body"))
    for row in common.present(rows):
        _unit(body, row)
    return to_bytes(root, _MIXED)


def read(data: bytes, where: str) -> Catalog:
    """The entries of an XLIFF 1 file. Raises :class:`CatalogError` where it is none."""
    root = guard.parse(data, where)
    if local(root) != "xliff":
        raise CatalogError(
            said("the outermost element is '{root}', not 'xliff'", root=local(root)), where=where, line=1
        )
    file = of(root, "file")
    if file is None:
        raise CatalogError(said("holds no 'file'"), where=where)
    head = of(file, "header")
    notes = {
        note.get("from", ""): text_of(note) for note in (all_of(head, "note") if head is not None else ())
    }
    named = common.fields(
        notes.get("i18nflow-article") or attribute(file, "original"),
        notes.get("i18nflow-export", ""),
        attribute(file, "source-language"),
        attribute(file, "target-language"),
    )
    return common.catalog("xliff", where, named, (_entry(unit) for unit in below(root, "trans-unit")))


def _core(name: str) -> str:
    return f"{{{CORE}}}{name}"


def _unit(body: etree._Element, row: Row) -> None:
    unit = child(body, _core("trans-unit"), id=row.key, resname=row.key)
    unit.set(SPACE, "preserve")
    if row.state is State.APPROVED:
        unit.set("approved", "yes")
    _inline(child(unit, _core("source")), row.source, row.codes)
    target = child(unit, _core("target"))
    state, qualifier = _state(row)
    target.set("state", state)
    if qualifier:
        target.set("state-qualifier", qualifier)
    # Tools such as OmegaT translate what stands in the target and pass over an empty one: until there is a
    # translation the source stands in for it, under a state that says so.
    _inline(target, row.source if row.state is State.UNTRANSLATED else row.target, row.codes)
    for match in row.matches:
        other = child(unit, _core("alt-trans"), origin=match.unit.article)
        other.set("match-quality", f"{100 * match.score:.0f}%")
        child(other, _core("source"), match.unit.source)
        child(other, _core("target"), match.target)
    for origin, text in _notes(row):
        child(unit, _core("note"), text).set("from", origin)


def _state(row: Row) -> tuple[str, str]:
    if row.state is State.UNTRANSLATED:
        return "needs-translation", ""
    if row.state is State.REJECTED:
        return _REJECTED, ""
    if row.state is State.TRANSLATED:
        return "translated", ""
    if row.state is State.APPROVED:
        return ("final" if row.published else "signed-off"), ""
    qualifiers = {Origin.MACHINE: "mt-suggestion", Origin.MEMORY: "leveraged-tm"}
    return "needs-review-translation", qualifiers.get(row.origin, "") if row.origin else ""


def _notes(row: Row) -> Iterator[tuple[str, str]]:
    yield "kind", str(row.kind)
    yield from (("term", term) for term in row.terms)
    if row.state is State.REJECTED and row.reason:
        yield "rejected", row.reason
    if row.previous_source:
        yield "previous-source", row.previous_source
    if row.note:
        yield "note", row.note


def _inline(parent: etree._Element, text: str, codes: Sequence[Code]) -> None:
    stack = [parent]
    for piece in pieces(text, codes):
        if piece.code is None:
            add_text(stack[-1], piece.text)
        elif piece.kind == "close":
            stack.pop()
        else:
            made = _code(stack[-1], piece, piece.code)
            if piece.kind == "open":
                stack.append(made)


def _code(parent: etree._Element, piece: Piece, code: Code) -> etree._Element:
    number, ctype = str(code.number), _CTYPES.get(code.kind, f"x-{code.kind}")
    if piece.kind == "empty":
        return child(parent, _core("x"), id=number, ctype=ctype)
    if piece.kind == "open":
        return child(parent, _core("g"), id=number, ctype=ctype)
    opening, closing = native(code)
    if piece.kind == "start":
        return child(parent, _core("it"), opening, id=number, pos="open", ctype=ctype)
    return child(parent, _core("it"), closing, id=f"{number}-end", pos="close", ctype=ctype)


def _entry(unit: etree._Element) -> Entry:
    target, source = of(unit, "target"), _text(of(unit, "source"))
    state, text = _read_state(unit, target), _text(target)
    return common.entry(
        unit.get("resname") or unit.get("id"),
        source,
        "" if state is State.UNTRANSLATED and text == source else text,
        state,
        notes=tuple(text_of(note) for note in all_of(unit, "note")),
        line=line(unit),
    )


def _read_state(unit: etree._Element, target: etree._Element | None) -> State | None:
    """The state a target names; None where it names none (then only its text speaks)."""
    named = target.get("state") if target is not None else None
    if named is None:
        return State.APPROVED if unit.get("approved") == "yes" else None
    return _STATES.get(named, State.DRAFT)


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    parts = [element.text or ""]
    for one in element:
        parts += [_as_text(one), one.tail or ""]
    return "".join(parts)


def _as_text(one: etree._Element) -> str:
    name = local(one)
    number = number_of(one.get("rid") or one.get("id"))
    if name == "mrk" or (name == "g" and not number):
        return _text(one)
    if not number:
        return ""
    if name == "g":
        return f"<{number}>{_text(one)}</{number}>"
    if name == "it":
        return f"</{number}>" if one.get("pos") == "close" else f"<{number}>"
    marks = {"x": "<{}/>", "ph": "<{}/>", "bx": "<{}>", "bpt": "<{}>", "ex": "</{}>", "ept": "</{}>"}
    return marks.get(name, "").format(number)
