"""What the interchange formats share: how a file becomes a :class:`Catalog`, and states in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from i18nflow.catalog.values import Catalog, Entry, Header, Row
from i18nflow.model import State

UNFINISHED = frozenset({State.UNTRANSLATED, State.DRAFT, State.REJECTED})


def catalog(
    form: str, where: str, fields: Mapping[str, str], entries: Iterable[Entry], notes: tuple[str, ...] = ()
) -> Catalog:
    """A file as a catalog; ``fields`` are named as in the header of a PO file."""
    text = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    return Catalog(Entry("", text), tuple(entries), format=form, where=where, notes=notes)


def fields(article: str, export: str, source: str, target: str) -> dict[str, str]:
    """The header fields by which an import finds the article, the language and the recorded export."""
    return {
        "Language": target.replace("-", "_"),
        "X-Source-Language": source.replace("-", "_"),
        "X-I18nflow-Article": article,
        "X-I18nflow-Export": export,
    }


def entry(
    key: str | None,
    source: str,
    target: str,
    state: State | None,
    *,
    notes: tuple[str, ...] = (),
    line: int | None = None,
) -> Entry:
    """An entry of a format that names keys and states.

    A text in a segment that is said to be untranslated comes from a tool that does not keep states: nothing
    is known of its state then.
    """
    known = None if state is State.UNTRANSLATED and target else state
    flags = ("fuzzy",) if known in UNFINISHED and target else ()
    return Entry(source, target, key=key, state=known, flags=flags, extracted=notes, line=line)


def present(rows: Iterable[Row]) -> list[Row]:
    """The rows that are in the article and have a source."""
    return [row for row in rows if row.source and not row.obsolete]


def title(header: Header) -> str:
    """What to call the file."""
    return header.title or header.article
