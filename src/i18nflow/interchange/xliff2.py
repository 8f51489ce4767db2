"""XLIFF 2.1: one unit a segment, its id the segment key; read 2.0 to 2.2, also after a tool re-segmented.

https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html. The article and the recorded export are
named by the metadata module, matches by the matches module.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from i18nflow.catalog.values import Catalog, Entry, Header, Row
from i18nflow.errors import CatalogError
from i18nflow.interchange import common, guard
from i18nflow.interchange.inline import Piece, pieces
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
from i18nflow.model import Code, MatchKind, State, said

CORE = "urn:oasis:names:tc:xliff:document:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_META = "urn:oasis:names:tc:xliff:metadata:2.0"
_MIXED = ("source", "target", "note", "data", "meta")
_ORDER = ("initial", "translated", "reviewed", "final")
_TYPES = {
    "em": ("fmt", "xlf:i"),
    "strong": ("fmt", "xlf:b"),
    "br": ("fmt", "xlf:lb"),
    "link": ("link", ""),
    "image": ("image", ""),
}


def write(rows: Sequence[Row], header: Header) -> bytes:
    """The article as an XLIFF 2.1 file. Raises :class:`CatalogError` where it has no segment at all."""
    present = common.present(rows)
    if not present:
        raise CatalogError(said("the article '{article}' has no segments", article=header.article))
    root = outermost("xliff", CORE, mtc=_MATCHES, mda=_META)
    for name, value in (("version", "2.1"), ("srcLang", header.source), ("trgLang", header.target)):
        root.set(name, value)
    file = child(root, _core("file"), id="f1", original=header.article)
    file.set(SPACE, "preserve")
    metadata = child(file, f"{{{_META}}}metadata")
    group = child(metadata, f"{{{_META}}}metaGroup", category="i18nflow")
    for name, value in (("article", header.article), ("export", header.export), ("title", header.title)):
        if value:
            child(group, f"{{{_META}}}meta", value, type=name)
    for row in present:
        _unit(file, row)
    return to_bytes(root, _MIXED)


def read(data: bytes, where: str) -> Catalog:
    """The entries of an XLIFF 2 file. Raises :class:`CatalogError` where it is none."""
    root = guard.parse(data, where)
    if local(root) != "xliff":
        raise CatalogError(
            said("the outermost element is '{root}', not 'xliff'", root=local(root)), where=where, line=1
        )
    meta = {one.get("type", ""): text_of(one) for one in below(root, "meta")}
    file = of(root, "file")
    article = meta.get("article") or attribute(file, "original")
    named = common.fields(
        article, meta.get("export", ""), attribute(root, "srcLang"), attribute(root, "trgLang")
    )
    return common.catalog("xliff", where, named, (_entry(unit) for unit in below(root, "unit")))


def _core(name: str) -> str:
    return f"{{{CORE}}}{name}"


def _unit(file: etree._Element, row: Row) -> None:
    unit = child(file, _core("unit"), id=row.key, name=row.key)
    _matches(unit, row)
    notes = list(_notes(row))
    if notes:
        holder = child(unit, _core("notes"))
        for category, text in notes:
            child(holder, _core("note"), text, category=category)
    if row.codes:
        _original_data(unit, row.codes)
    state, sub_state = _state(row)
    segment = child(unit, _core("segment"), id="s1", state=state, subState=f"i18nflow:{sub_state}")
    _inline(child(segment, _core("source")), row.source, row.codes)
    if row.target:
        _inline(child(segment, _core("target")), row.target, row.codes)


def _state(row: Row) -> tuple[str, str]:
    if row.state is State.APPROVED:
        return ("final", "published") if row.published else ("reviewed", "approved")
    return ("translated" if row.state is State.TRANSLATED else "initial"), str(row.state)


def _notes(row: Row) -> Iterator[tuple[str, str]]:
    yield "kind", str(row.kind)
    yield from (("term", term) for term in row.terms)
    if row.state is State.REJECTED and row.reason:
        yield "rejected", row.reason
    if row.previous_source:
        yield "previous-source", row.previous_source
    if row.note:
        yield "note", row.note


def _matches(unit: etree._Element, row: Row) -> None:
    if not row.matches:
        return
    holder = child(unit, f"{{{_MATCHES}}}matches")
    for match in row.matches:
        kind = "icm" if match.kind is MatchKind.CONTEXT else "tm"
        made = child(
            holder,
            f"{{{_MATCHES}}}match",
            ref="#s1",
            origin=match.unit.article,
            similarity=f"{100 * match.similarity:.2f}",
            matchSuitability=f"{100 * match.score:.2f}",
            type=kind,
        )
        child(made, _core("source"), match.unit.source)
        child(made, _core("target"), match.target)


def _original_data(unit: etree._Element, codes: Sequence[Code]) -> None:
    holder = child(unit, _core("originalData"))
    for code in codes:
        opening, closing = native(code)
        child(holder, _core("data"), opening, id=f"d{code.number}")
        if closing:
            child(holder, _core("data"), closing, id=f"d{code.number}-end")


def native(code: Code) -> tuple[str, str]:
    """How a code is written in HTML: what opens and what closes it."""
    if code.kind == "link":
        title = f' title="{html.escape(code.title)}"' if code.title else ""
        return f'<a href="{html.escape(code.href or "")}"{title}>', "</a>"
    return f"<{code.kind}>", "" if code.empty else f"</{code.kind}>"


def _inline(parent: etree._Element, text: str, codes: Sequence[Code]) -> None:
    found = pieces(text, codes)
    overlapping = _both_halves(found)
    stack = [parent]
    for piece in found:
        if piece.code is None:
            add_text(stack[-1], piece.text)
        elif piece.kind == "close":
            stack.pop()
        else:
            made = _code(stack[-1], piece, piece.code, isolated=piece.code.number not in overlapping)
            if piece.kind == "open":
                stack.append(made)


def _both_halves(found: Sequence[Piece]) -> set[int]:
    """Numbers of pairs that overlap with another: both halves stand alone, in the right order."""
    started: set[int] = set()
    both: set[int] = set()
    for piece in found:
        if piece.kind == "start" and piece.code:
            started.add(piece.code.number)
        elif piece.kind == "end" and piece.code and piece.code.number in started:
            both.add(piece.code.number)
    return both


def _code(parent: etree._Element, piece: Piece, code: Code, *, isolated: bool) -> etree._Element:
    kind, sub_type = _TYPES.get(code.kind, ("fmt", f"i18nflow:{code.kind}"))
    number, common_attributes = str(code.number), {"type": kind, "subType": sub_type}
    alone = "yes" if isolated else ""
    if piece.kind == "empty":
        return child(parent, _core("ph"), id=number, dataRef=f"d{number}", **common_attributes)
    if piece.kind == "open":
        ends = {"dataRefStart": f"d{number}", "dataRefEnd": f"d{number}-end"}
        return child(parent, _core("pc"), id=number, **ends, **common_attributes)
    if piece.kind == "start":
        return child(
            parent, _core("sc"), id=number, dataRef=f"d{number}", isolated=alone, **common_attributes
        )
    named = {"id": f"{number}-end", "isolated": "yes"} if isolated else {"startRef": number}
    return child(parent, _core("ec"), dataRef=f"d{number}-end", **named, **common_attributes)


def _entry(unit: etree._Element) -> Entry:
    parts = [one for one in unit if local(one) in ("segment", "ignorable")]
    segments = [one for one in parts if local(one) == "segment"]
    holder = of(unit, "notes")
    notes = tuple(text_of(note) for note in all_of(holder, "note")) if holder is not None else ()
    has_target = any(of(one, "target") is not None for one in segments)
    # Between targets the white space of a part without one is that of the source.
    target = "".join(_target(one) for one in parts) if has_target else ""
    return common.entry(
        unit.get("name") or unit.get("id"),
        "".join(_text(of(one, "source")) for one in parts),
        target,
        _read_state(segments),
        notes=notes,
        line=line(unit),
    )


def _target(part: etree._Element) -> str:
    target = of(part, "target")
    if target is None and local(part) == "ignorable":
        return _text(of(part, "source"))
    return _text(target)


def _read_state(segments: Sequence[etree._Element]) -> State:
    """The least state of the parts; where a tool raised the state, our own word for the old one is void."""
    states = [one.get("state", "initial") for one in segments] or ["initial"]
    least = min(states, key=lambda state: _ORDER.index(state) if state in _ORDER else 0)
    if least == "translated":
        return State.TRANSLATED
    if least in ("reviewed", "final"):
        return State.APPROVED
    said = {one.get("subState", "").removeprefix("i18nflow:") for one in segments}
    return next((state for state in (State.REJECTED, State.DRAFT) if str(state) in said), State.UNTRANSLATED)


def _text(element: etree._Element | None) -> str:
    """The text of a source or target with its codes as numbers again."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for one in element:
        parts += [_as_text(one), one.tail or ""]
    return "".join(parts)


def _as_text(one: etree._Element) -> str:
    name = local(one)
    if name == "cp":
        code = int(one.get("hex", "20"), 16)
        return chr(code) if code <= 0x10FFFF else ""
    number = number_of(one.get("startRef") or one.get("id"))
    if name == "mrk" or (name == "pc" and not number):
        return _text(one)
    if name == "pc":
        return f"<{number}>{_text(one)}</{number}>"
    marks = {"ph": f"<{number}/>", "sc": f"<{number}>", "ec": f"</{number}>"}
    return marks.get(name, "") if number else ""


def number_of(name: str | None) -> str:
    """The number an id begins with, "" where it does not."""
    found = re.match(r"\d+", name or "", re.ASCII)
    return found.group() if found else ""
