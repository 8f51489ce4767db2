"""Editing a glossary file row by row: every byte that is not part of the change stays as it is.

Each function takes the file's text and gives the new text; the caller writes it. A row is named by the term as
it was read, so that a file that changed underneath is noticed and never overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence

from i18nflow.errors import Conflict, GlossaryError
from i18nflow.glossary.reading import COLUMNS, LISTS, identity, read
from i18nflow.glossary.records import Record, quoted, records
from i18nflow.model import Term, TermStatus, said


def change(text: str, old: Term, new: Term, where: str = "glossary.csv") -> str:
    """``text`` with the row of ``old`` saying ``new``; cells that do not differ keep their bytes.

    Raises :class:`Conflict` when the row is not there as it was read, :class:`GlossaryError` when the
    result would break the format.
    """
    columns, row = _find(text, old, where)
    changed = {name: value for name, value in _cells(new).items() if value != _cells(old).get(name, "")}
    wider = [name for name in changed if name not in columns]
    raw = _raw_cells(text, row)
    names = columns + tuple(wider)
    raw += [""] * (max((names.index(name) for name in changed), default=-1) + 1 - len(raw))
    for name, value in changed.items():
        raw[names.index(name)] = quoted(value)
    result = text[: row.start] + ",".join(raw) + text[row.end :]
    result = _widened(result, wider, where)
    read(result, where)
    return result


def add(text: str, term: Term, where: str = "glossary.csv") -> str:
    """``text`` with ``term`` as a new last row. Raises :class:`GlossaryError` for a duplicate."""
    columns = _columns(text, where)
    cells = _cells(term)
    wider = [name for name, value in cells.items() if value and name not in columns]
    names = columns + tuple(wider)
    result = _widened(text, wider, where)
    end = _line_end(text)
    if not result.endswith("\n"):
        result += end
    result += ",".join(quoted(cells.get(name, "")) for name in names) + end
    read(result, where)
    return result


def remove(text: str, term: Term, where: str = "glossary.csv") -> str:
    """``text`` without the row of ``term``. Raises :class:`Conflict` when it is not there as it was read."""
    _, row = _find(text, term, where)
    end = row.end
    if text.startswith("\r\n", end):
        end += 2
    elif end < len(text):
        end += 1
    return text[: row.start] + text[end:]


def write(terms: Sequence[Term], columns: Sequence[str] | None = None) -> str:
    """A whole file of ``terms``: the given columns, else those that some term fills."""
    cells = [_cells(term) for term in terms]
    names = tuple(columns) if columns is not None else _used(cells)
    lines = [",".join(quoted(name) for name in names)]
    lines += [",".join(quoted(row.get(name, "")) for name in names) for row in cells]
    return "".join(line + "\n" for line in lines)


def _used(rows: Sequence[dict[str, str]]) -> tuple[str, ...]:
    known = [name for name in COLUMNS if name in ("source", "target") or any(row[name] for row in rows)]
    further = dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)
    return (*known, *further)


def _cells(term: Term) -> dict[str, str]:
    """The cells of a term by column; the default status is an empty cell."""
    cells = {name: getattr(term, name) for name in COLUMNS}
    cells["status"] = "" if term.status is TermStatus.PREFERRED else term.status.value
    for name in LISTS:
        cells[name] = "|".join(getattr(term, name))
    return cells | dict(term.extra)


def _find(text: str, term: Term, where: str) -> tuple[tuple[str, ...], Record]:
    columns = _columns(text, where)
    rows = list(records(text, where))[1:]
    glossary = read(text, where)
    for row, found in zip(rows, glossary.terms, strict=True):
        if identity(found) == identity(term):
            if _cells(found) != _cells(term):
                break
            return columns, row
    raise Conflict(
        said(
            "{where}: the entry '{source}' changed meanwhile; look at the file and decide",
            where=where,
            source=term.source,
        )
    )


def _columns(text: str, where: str) -> tuple[str, ...]:
    header = next(records(text, where), None)
    if header is None:
        raise GlossaryError(
            said("the file is empty; its first line must name the columns source,target"), where=where, line=1
        )
    return tuple(cell.value.strip() for cell in header.cells)


def _raw_cells(text: str, row: Record) -> list[str]:
    return [text[cell.start : cell.end] for cell in row.cells]


def _widened(text: str, names: Sequence[str], where: str) -> str:
    """``text`` with further columns in its header; rows without the cells stay as they are."""
    header = next(records(text, where))
    return text[: header.end] + "".join(f",{quoted(name)}" for name in names) + text[header.end :]


def _line_end(text: str) -> str:
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"
