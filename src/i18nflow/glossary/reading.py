"""Reading a glossary file: CSV text -> Glossary."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from i18nflow.errors import GlossaryError
from i18nflow.glossary.records import Record, by_column, columns_of, records
from i18nflow.model import Term, TermStatus, said

REQUIRED = ("source", "target")
LISTS = ("accept", "avoid", "also", "never")
COLUMNS = (
    "source",
    "target",
    "status",
    "pos",
    "gender",
    "domain",
    "accept",
    "avoid",
    "also",
    "never",
    "case",
    "enforce",
    "note",
)
"""The columns with a meaning; any other is kept and carried in ``Term.extra``."""

_CASES = ("", "exact")
_ENFORCE = ("", "yes", "no")


@dataclass(frozen=True, slots=True)
class Glossary:
    """A glossary as read: its terms in file order and the columns of its header."""

    terms: tuple[Term, ...]
    columns: tuple[str, ...] = COLUMNS
    where: str = ""


def decode(data: bytes, where: str) -> str:
    """The text of a glossary file. Raises :class:`GlossaryError` with the line where it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(
            said("not UTF-8; save the file as UTF-8"), where=where, line=line, offset=error.start
        ) from None


def read(text: str, where: str) -> Glossary:
    """The glossary in ``text``; ``where`` is the file's name for messages.

    Raises :class:`GlossaryError` with the line for: no header, a missing or doubled column, a row longer than
    the header, an empty source, a missing target, an unknown status, case or enforce, wrong quoting, and a
    duplicate (same source, target, pos and domain).
    """
    rows = records(text, where)
    columns = _header(rows, where)
    terms: list[Term] = []
    seen: dict[tuple[str, str, str, str], int] = {}
    for row in rows:
        term = _term(row, columns, where)
        key = identity(term)
        if key in seen:
            raise GlossaryError(
                said(
                    "'{source}' → '{target}' stands already in line {line}",
                    source=term.source,
                    target=term.target,
                    line=seen[key],
                ),
                where=where,
                line=row.line,
            )
        seen[key] = row.line
        terms.append(term)
    return Glossary(tuple(terms), columns, where)


def identity(term: Term) -> tuple[str, str, str, str]:
    """What makes two rows the same entry: source, target, pos and domain; case counts."""
    return (
        unicodedata.normalize("NFC", term.source),
        unicodedata.normalize("NFC", term.target),
        term.pos,
        term.domain,
    )


def _header(rows: Iterator[Record], where: str) -> tuple[str, ...]:
    first = next(rows, None)
    if first is None:
        raise GlossaryError(
            said("the file is empty; its first line must name the columns source,target"), where=where, line=1
        )
    return columns_of(first, REQUIRED, where)


def _term(row: Record, columns: tuple[str, ...], where: str) -> Term:
    values = by_column(row, columns, where)
    source, target = values.get("source", ""), values.get("target", "").strip()
    status = _status(values.get("status", "").strip(), where, row.line)
    if not source.strip():
        raise GlossaryError(said("the source is empty"), where=where, line=row.line)
    if status is TermStatus.DO_NOT_TRANSLATE and target:
        raise GlossaryError(said("a do-not-translate entry has an empty target"), where=where, line=row.line)
    if status is not TermStatus.DO_NOT_TRANSLATE and not target:
        raise GlossaryError(said("'{source}' has no target", source=source), where=where, line=row.line)
    return Term(
        source=source,
        target=target,
        status=status,
        pos=values.get("pos", "").strip(),
        gender=values.get("gender", "").strip(),
        domain=values.get("domain", "").strip(),
        case=_one_of("case", values.get("case", "").strip(), _CASES, where, row.line),
        enforce=_one_of("enforce", values.get("enforce", "").strip(), _ENFORCE, where, row.line),
        note=values.get("note", ""),
        extra={name: values[name] for name in columns if name not in COLUMNS},
        line=row.line,
        accept=_list(values, "accept"),
        avoid=_list(values, "avoid"),
        also=_list(values, "also"),
        never=_list(values, "never"),
    )


def _status(value: str, where: str, line: int) -> TermStatus:
    if not value:
        return TermStatus.PREFERRED
    try:
        return TermStatus(value)
    except ValueError:
        known = ", ".join(TermStatus)
        raise GlossaryError(
            said("unknown status '{value}'; known are {known}", value=value, known=known),
            where=where,
            line=line,
        ) from None


def _one_of(name: str, value: str, allowed: tuple[str, ...], where: str, line: int) -> str:
    if value in allowed:
        return value
    known = ", ".join(repr(word) for word in allowed if word)
    raise GlossaryError(
        said("unknown {name} '{value}'; known: {known} or empty", name=name, value=value, known=known),
        where=where,
        line=line,
    )


def _list(values: dict[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in values.get(name, "").split("|") if part.strip())
