"""JSON Lines: a first line about the article, then one line a segment; for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from i18nflow.catalog.values import Catalog, Entry, Header, Row
from i18nflow.errors import CatalogError
from i18nflow.interchange import common, guard
from i18nflow.model import State, said

VERSION = 1


def write(rows: Sequence[Row], header: Header) -> bytes:
    """The article as JSON Lines (UTF-8); empty fields are left out of a segment's line."""
    first = {
        "i18nflow": VERSION,
        "article": header.article,
        "source_language": header.source,
        "target_language": header.target,
        "export": header.export,
        "title": header.title,
    }
    lines = [first, *(_line(row) for row in common.present(rows))]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def read(data: bytes, where: str) -> Catalog:
    """The entries of a JSON Lines file. Raises :class:`CatalogError` with the line that cannot be taken."""
    guard.check_size(data, where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogError(said("is not UTF-8"), where=where, offset=error.start) from error
    named: dict[str, str] = {}
    entries = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        values = _object(line, where, number)
        if "i18nflow" in values:
            named = _fields(values, where, number)
        else:
            entries.append(_entry(values, where, number))
    return common.catalog("jsonl", where, named, entries)


def _line(row: Row) -> dict[str, object]:
    values: dict[str, object] = {
        "key": row.key,
        "source": row.source,
        "target": row.target,
        "state": str(row.state),
        "kind": str(row.kind),
        "previous_source": row.previous_source,
        "origin": str(row.origin) if row.origin else "",
        "engine": f"{row.engine} {row.engine_version}".strip(),
        "terms": list(row.terms),
        "note": row.note,
        "reason": row.reason,
    }
    return {name: value for name, value in values.items() if value or name == "target"}


def _object(line: str, where: str, number: int) -> Mapping[str, object]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = (
            error.msg
            if isinstance(error, json.JSONDecodeError)
            else "nested too deeply, or a number is too long"
        )
        raise CatalogError(said("is not JSON: {reason}", reason=reason), where=where, line=number) from error
    if not isinstance(values, dict):
        raise CatalogError(said("is no JSON object"), where=where, line=number)
    return values


def _fields(values: Mapping[str, object], where: str, number: int) -> dict[str, str]:
    if values["i18nflow"] != VERSION:
        raise CatalogError(
            said(
                "has version {version}, not {known_version}",
                version=values["i18nflow"],
                known_version=VERSION,
            ),
            where=where,
            line=number,
        )
    names = ("article", "export", "source_language", "target_language")
    return common.fields(*(_text(values, name, where, number) for name in names))


def _entry(values: Mapping[str, object], where: str, number: int) -> Entry:
    key = _text(values, "key", where, number)
    source = _text(values, "source", where, number)
    if not source:
        raise CatalogError(said("'source' is missing"), where=where, line=number)
    named = _text(values, "state", where, number)
    if named and named not in set(State):
        known = ", ".join(State)
        raise CatalogError(
            said("'{named}' is no state; known are {known}", named=named, known=known),
            where=where,
            line=number,
        )
    state = State(named) if named else None
    return common.entry(key or None, source, _text(values, "target", where, number), state, line=number)


def _text(values: Mapping[str, object], name: str, where: str, number: int) -> str:
    value = values.get(name, "")
    if not isinstance(value, str):
        raise CatalogError(said("'{name}' must be a text", name=name), where=where, line=number)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise CatalogError(
            said("'{name}' holds half a character (a lone surrogate)", name=name), where=where, line=number
        ) from None
    return value
