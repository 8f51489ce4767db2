"""The records of a CSV text (RFC 4180), each with the place it takes in the text.

The standard library's reader forgets where a cell stood and forgives broken quoting; a file that people edit
by hand and the program edits row by row needs both the place and a plain word about the mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from i18nflow.errors import GlossaryError
from i18nflow.model import said
from i18nflow.spreadsheet import shielded, unshielded


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value without quotes and shield, and the span of its raw text."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its cells, the 1-based line where it begins, its span without the line end."""

    cells: tuple[Cell, ...]
    line: int
    start: int
    end: int


def records(text: str, where: str) -> Iterator[Record]:
    """The records of ``text`` in order; empty lines are passed over.

    Raises :class:`GlossaryError` with the line for a quote that is not closed, stands inside an unquoted
    cell, or is followed by text.
    """
    place, line = 0, 1
    if text.startswith("\ufeff"):
        place = 1
    while place < len(text):
        record, following = _record(text, place, line, where)
        if record.end > record.start:
            yield record
        line += text.count("\n", place, following)
        place = following


def quoted(value: str) -> str:
    """``value`` as a raw cell, in quotes only where RFC 4180 or a spreadsheet needs them; no formula for the latter."""
    value = shielded(value)
    if any(mark in value for mark in ',"\r\n') or value != value.strip():
        return '"' + value.replace('"', '""') + '"'
    return value


def _record(text: str, start: int, line: int, where: str) -> tuple[Record, int]:
    cells: list[Cell] = []
    place = start
    while True:
        cell = _cell(text, place, line, start, where)
        cells.append(cell)
        place = cell.end
        if place >= len(text) or text[place] != ",":
            break
        place += 1
    following = place
    if text.startswith("\r\n", place):
        following += 2
    elif place < len(text):
        following += 1
    return Record(tuple(cells), line, start, place), following


def _cell(text: str, place: int, line: int, start: int, where: str) -> Cell:
    if not text.startswith('"', place):
        end = _bare_end(text, place)
        value = text[place:end]
        if '"' in value:
            raise GlossaryError(
                said('a quotation mark inside a cell: put the whole cell in "…" and write the mark twice'),
                where=where,
                line=line + text.count("\n", start, place),
            )
        return Cell(unshielded(value), place, end)
    end = _closing_quote(text, place, line + text.count("\n", start, place), where) + 1
    if end < len(text) and text[end] not in ",\r\n":
        raise GlossaryError(
            said("text after the closing quotation mark of a cell"),
            where=where,
            line=line + text.count("\n", start, end),
        )
    return Cell(unshielded(text[place + 1 : end - 1].replace('""', '"')), place, end)


def _bare_end(text: str, place: int) -> int:
    """Where an unquoted cell ends: at a comma, a line end or the end of the text."""
    while place < len(text) and text[place] not in ",\n" and not text.startswith("\r\n", place):
        place += 1
    return place


def _closing_quote(text: str, place: int, line: int, where: str) -> int:
    at = place + 1
    while True:
        at = text.find('"', at)
        if at < 0:
            raise GlossaryError(said("a quotation mark that is never closed"), where=where, line=line)
        if not text.startswith('""', at):
            return at
        at += 2


def columns_of(first: Record, required: Sequence[str], where: str) -> tuple[str, ...]:
    """The columns that the first record names.

    Raises :class:`GlossaryError` for a required one that is missing and for one that stands twice.
    """
    columns = tuple(cell.value.strip() for cell in first.cells)
    missing = [name for name in required if name not in columns]
    if missing:
        hint = ""
        if len(columns) == 1 and (";" in columns[0] or "\t" in columns[0]):
            hint = said("; cells must be separated by commas")
        raise GlossaryError(
            said("the column '{missing}' is missing{hint}", missing=missing[0], hint=hint),
            where=where,
            line=first.line,
        )
    for name in columns:
        if columns.count(name) > 1:
            raise GlossaryError(
                said("the column '{name}' stands twice", name=name), where=where, line=first.line
            )
    return columns


def by_column(row: Record, columns: tuple[str, ...], where: str) -> dict[str, str]:
    """The values of a record; "" where it is shorter than ``columns``. Raises :class:`GlossaryError` where it is longer."""
    if len(row.cells) > len(columns):
        raise GlossaryError(
            said(
                "{cells} cells, but the header names {columns} columns (a cell with a comma needs quotes)",
                cells=len(row.cells),
                columns=len(columns),
            ),
            where=where,
            line=row.line,
        )
    return dict.fromkeys(columns, "") | {
        name: cell.value for name, cell in zip(columns, row.cells, strict=False)
    }
