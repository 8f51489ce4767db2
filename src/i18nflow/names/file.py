"""The register's file: CSV text <-> names, edited row by row so that every other byte stays as it is.

The format is the glossary's (UTF-8, RFC 4180, a header row, lists with ``|``): ``source`` and ``target`` are
required, the other columns optional and in any order, an unknown one is kept.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from i18nflow.errors import Conflict, GlossaryError
from i18nflow.glossary.records import Record, by_column, columns_of, quoted, records
from i18nflow.model import said
from i18nflow.names.records import Name

COLUMNS = ("source", "target", "kind", "gender", "accept", "also", "never", "note")
KINDS = ("person", "organisation", "place", "")
HEADER = ",".join(COLUMNS) + "\r\n"
_LISTS = ("accept", "also", "never")
_GENDERS = ("", "m", "f")


@dataclass(frozen=True, slots=True)
class Names:
    """A register as read: its names in file order and the columns of its header."""

    names: tuple[Name, ...] = ()
    columns: tuple[str, ...] = COLUMNS


def read(text: str, where: str = "names.csv") -> Names:
    """The register in ``text``; an empty text is an empty register.

    Raises :class:`GlossaryError` with the line for: a missing or doubled column, a row longer than the header, an
    empty source or target, an unknown kind or gender, wrong quoting, and a duplicate (same source and target).
    """
    if not text.strip("\ufeff \r\n"):
        return Names()
    rows = list(records(text, where))
    columns = columns_of(rows[0], ("source", "target"), where)
    names: list[Name] = []
    seen: dict[tuple[str, str], int] = {}
    for row in rows[1:]:
        name = _name(row, columns, where)
        if identity(name) in seen:
            raise GlossaryError(
                said(
                    "'{source}' → '{target}' stands already in line {line}",
                    source=name.source,
                    target=name.target,
                    line=seen[identity(name)],
                ),
                where=where,
                line=row.line,
            )
        seen[identity(name)] = row.line
        names.append(name)
    return Names(tuple(names), columns)


def identity(name: Name) -> tuple[str, str]:
    """What makes two rows the same entry."""
    return unicodedata.normalize("NFC", name.source), unicodedata.normalize("NFC", name.target)


def add(text: str, name: Name, where: str = "names.csv") -> str:
    """``text`` with ``name`` as a new last row. Raises :class:`GlossaryError` for a duplicate or a bad cell."""
    text = text if text.strip("\ufeff \r\n") else HEADER
    columns = read(text, where).columns
    cells = _cells(name)
    wider = [column for column, value in cells.items() if value and column not in columns]
    result = _widened(text, wider, where)
    end = "\r\n" if "\r\n" in text else "\n"
    result += "" if result.endswith("\n") else end
    result += ",".join(quoted(cells.get(column, "")) for column in (*columns, *wider)) + end
    read(result, where)
    return result


def change(text: str, old: Name, new: Name, where: str = "names.csv") -> str:
    """``text`` with the row of ``old`` saying ``new``. Raises :class:`Conflict` where it is not as it was read."""
    columns, row = _find(text, old, where)
    before, after = _cells(old), _cells(new)
    changed = {column: value for column, value in after.items() if value != before.get(column, "")}
    wider = [column for column in changed if column not in columns]
    names = (*columns, *wider)
    raw = [text[cell.start : cell.end] for cell in row.cells]
    raw += [""] * (max((names.index(column) for column in changed), default=-1) + 1 - len(raw))
    for column, value in changed.items():
        raw[names.index(column)] = quoted(value)
    result = _widened(text[: row.start] + ",".join(raw) + text[row.end :], wider, where)
    read(result, where)
    return result


def remove(text: str, name: Name, where: str = "names.csv") -> str:
    """``text`` without the row of ``name``. Raises :class:`Conflict` where it is not there as it was read."""
    _, row = _find(text, name, where)
    end = row.end
    end += 2 if text.startswith("\r\n", end) else int(end < len(text))
    return text[: row.start] + text[end:]


def _name(row: Record, columns: tuple[str, ...], where: str) -> Name:
    values = {name: value.strip() for name, value in by_column(row, columns, where).items()}
    for column, allowed in (("kind", KINDS), ("gender", _GENDERS)):
        if values.get(column, "") not in allowed:
            known = ", ".join(word for word in allowed if word)
            raise GlossaryError(
                said(
                    "unknown {column} '{value}'; known are {known}",
                    column=column,
                    value=values[column],
                    known=known,
                ),
                where=where,
                line=row.line,
            )
    for column in ("source", "target"):
        if not values[column]:
            raise GlossaryError(said("the {column} is empty", column=column), where=where, line=row.line)
    lists = {
        column: tuple(part.strip() for part in values.get(column, "").split("|") if part.strip())
        for column in _LISTS
    }
    return Name(
        " ".join(values["source"].split()),
        " ".join(values["target"].split()),
        values.get("kind", ""),
        values.get("gender", ""),
        note=values.get("note", ""),
        extra={column: values[column] for column in columns if column not in COLUMNS},
        line=row.line,
        **lists,
    )


def _cells(name: Name) -> dict[str, str]:
    cells = {column: getattr(name, column) for column in COLUMNS if column not in _LISTS}
    cells |= {column: "|".join(getattr(name, column)) for column in _LISTS}
    return {column: str(cells[column]) for column in COLUMNS} | dict(name.extra)


def _find(text: str, name: Name, where: str) -> tuple[tuple[str, ...], Record]:
    known = read(text, where)
    for row, found in zip(list(records(text, where))[1:], known.names, strict=True):
        if identity(found) == identity(name) and _cells(found) == _cells(name):
            return known.columns, row
    raise Conflict(
        said(
            "{where}: the entry '{source}' changed meanwhile; look at the file and decide",
            where=where,
            source=name.source,
        )
    )


def _widened(text: str, names: list[str], where: str) -> str:
    header = next(records(text, where))
    return text[: header.end] + "".join(f",{name}" for name in names) + text[header.end :]
