"""Rows of an article as a catalog: which entries there are, what they say, what stays fuzzy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from i18nflow.catalog import sent
from i18nflow.catalog.values import Catalog, Entry, Header, Row
from i18nflow.catalog.write import write
from i18nflow.language import tags
from i18nflow.model import Origin, State

NOTHING_DECIDED = datetime(1970, 1, 1, tzinfo=UTC)
"""The revision date of a catalog in which nothing was decided yet: fixed, so that its bytes are."""


def to_po(
    rows: Sequence[Row], header: Header, *, include_translated: bool = False, contexts: bool = True
) -> str:
    """The catalog of an article as the text of a .po file.

    A target that is not approved is fuzzy; ``include_translated`` lifts that for ``translated`` ones. With
    ``contexts`` off no entry has a msgctxt (for tools that know none, e.g. po4a): of equal sources with
    different targets only one target is then written.
    """
    return write(build(rows, header, include_translated=include_translated, contexts=contexts))


def to_pot(rows: Sequence[Row], header: Header, *, contexts: bool = True) -> str:
    """The template: the same entries without targets, obsolete ones left out."""
    bare = [
        replace(row, target="", state=State.UNTRANSLATED, origin=None, previous_source=None, reason="")
        for row in rows
        if not row.obsolete
    ]
    catalog = build(bare, header, contexts=contexts)
    assert catalog.header is not None
    fields = {
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
        "Language": "",
        "Plural-Forms": "",
    }
    kept = [(name, fields.get(name, value)) for name, value in catalog.fields if name != "Plural-Forms"]
    kept.insert(1, ("POT-Creation-Date", _date(header.revised)))
    entry = replace(catalog.header, msgstr=_joined(kept), flags=("fuzzy",))
    entries = tuple(replace(e, comments=(), extracted=_without_state(e.extracted)) for e in catalog.entries)
    return write(replace(catalog, header=entry, entries=entries))


def build(
    rows: Sequence[Row], header: Header, *, include_translated: bool = False, contexts: bool = True
) -> Catalog:
    """The catalog of an article as values; obsolete rows come last."""
    present = [row for row in rows if row.source and not row.obsolete]
    marks = contexts_of([(row.key, row.source, row.target) for row in present])
    groups: dict[tuple[str | None, str], list[Row]] = {}
    for row in present:
        mark = marks[row.key]
        if contexts or mark is None:
            groups.setdefault((mark, row.source), []).append(row)
    entries = [_entry(mark, group, include_translated) for (mark, _), group in groups.items()]
    entries += _obsolete(rows, set(groups), include_translated, contexts=contexts)
    head = _header(header, include_translated=include_translated, contexts=contexts)
    return Catalog(header=head, entries=tuple(entries))


def context_free(fields: Iterable[tuple[str, str]]) -> bool:
    """Whether a catalog with these header fields was exported without contexts."""
    return ("X-I18nflow-Contexts", "none") in fields


def contexts_of(items: Sequence[tuple[str, str, str]]) -> dict[str, str | None]:
    """The msgctxt of each ``(key, source, target)``, in document order.

    Equal sources that share a target share the bare entry; of several targets the most frequent one keeps it
    (a text before none, the first in the document when equal). Everything else is named by its key.
    """
    counts: dict[str, dict[str, int]] = {}
    for _, source, target in items:
        of_source = counts.setdefault(source, {})
        of_source[target] = of_source.get(target, 0) + 1
    # max() keeps the first of equals, and dicts keep the order of the document.
    bare = {source: max(of, key=lambda text: (bool(text), of[text])) for source, of in counts.items()}
    return {key: None if bare[source] == target else key for key, source, target in items}


def export_id(text: str) -> str:
    """The id of an export, from what was written with an empty ``Header.export``: equal content, equal id."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def series_id(article: str, lang: str, began: datetime) -> str:
    """The name of all .po exports of an edition, from when its article ``began``: what every one of them says.

    A header that named the single export would change with each. The moment tells the workspace from another one
    that has the same article.
    """
    return export_id(f"{article} {lang} {began.isoformat()}")


def recorded(rows: Sequence[Row]) -> dict[str, list[str]]:
    """What the record of an export keeps: key -> source, target, state, in document order."""
    return {row.key: [row.source, row.target, str(row.state)] for row in rows if not row.obsolete}


def fit_newlines(source: str, target: str) -> str:
    """``target`` with newlines at its ends where ``source`` has them and only there: else msgfmt refuses it."""
    if not target:
        return target
    head = "\n" if source.startswith("\n") else ""
    tail = "\n" if source.endswith("\n") else ""
    return target if head == tail == "" and target.strip("\n") == target else head + target.strip("\n") + tail


def approved_state(states: Iterable[State], *, include_translated: bool) -> bool:
    """Whether a text in these states is written without the fuzzy flag."""
    enough = {State.APPROVED, State.TRANSLATED} if include_translated else {State.APPROVED}
    return all(state in enough for state in states)


def _entry(mark: str | None, group: Sequence[Row], include_translated: bool) -> Entry:  # noqa: FBT001
    first = group[0]
    target = fit_newlines(first.source, first.target)
    fuzzy = bool(target) and not approved_state(
        (row.state for row in group), include_translated=include_translated
    )
    previous = next((row.previous_source for row in group if row.previous_source), None)
    return Entry(
        msgid=first.source,
        msgstr=target,
        context=mark,
        flags=("fuzzy",) if fuzzy else (),
        # gettext keeps a previous msgid only on fuzzy entries.
        previous=previous if fuzzy else None,
        comments=(sent.comment(sent.mark(row.key, row.source, row.target, row.state) for row in group),),
        extracted=_remarks(group),
        references=_unique(_reference(row) for row in group),
    )


def _obsolete(
    rows: Sequence[Row],
    taken: set[tuple[str | None, str]],
    include_translated: bool,  # noqa: FBT001
    *,
    contexts: bool,
) -> list[Entry]:
    """Entries of segments no longer in the article. Equal msgids would be fatal to msgfmt here too."""
    entries = []
    for row in rows:
        if not (row.obsolete and row.source and row.target):
            continue
        mark = row.key if (None, row.source) in taken else None
        if (mark, row.source) in taken or (mark and not contexts):
            continue
        taken.add((mark, row.source))
        entry = _entry(mark, [row], include_translated)
        # Babel does not know the previous msgid of an obsolete entry (#~|) and warns of it.
        entries.append(replace(entry, obsolete=True, comments=(), extracted=(), references=(), previous=None))
    return entries


def _reference(row: Row) -> str:
    place = f"block-{row.block + 1}" if row.block >= 0 else str(row.kind)
    return f"{place}:{row.line}" if row.line is not None else place


def _remarks(group: Sequence[Row]) -> tuple[str, ...]:
    """The lines for the translator."""
    return (
        *(f"state: {state}" for state in _unique(str(row.state) for row in group)),
        *(f"origin: {origin}" for origin in _unique(_origin(row) for row in group)),
        *(f"kind: {kind}" for kind in _unique(str(row.kind) for row in group)),
        *(f"term: {_one_line(term)}" for term in _unique(term for row in group for term in row.terms)),
        *(f"rejected: {_one_line(reason)}" for reason in _unique(_reason(row) for row in group)),
        *(f"note: {_one_line(note)}" for note in _unique(row.note for row in group)),
    )


def _reason(row: Row) -> str:
    return row.reason if row.state is State.REJECTED else ""


def _origin(row: Row) -> str:
    """``machine (google 1.11.4)``; "" for what a person wrote."""
    if row.origin not in (Origin.MACHINE, Origin.MEMORY):
        return ""
    engine = f"{row.engine} {row.engine_version}".strip()
    return f"{row.origin} ({engine})" if engine else str(row.origin)


def _without_state(extracted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in extracted if not line.startswith("state: "))


def _header(header: Header, *, include_translated: bool, contexts: bool) -> Entry:
    fields = [
        ("Project-Id-Version", header.article),
        ("PO-Revision-Date", _date(header.revised)),
        ("Last-Translator", header.translator or "i18nflow"),
        ("Language-Team", tags.native_name(header.target, "en")),
        ("Language", header.target.replace("-", "_")),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", tags.plural_forms(header.target)),
        ("X-Source-Language", header.source.replace("-", "_")),
        ("X-I18nflow-Article", header.article),
        ("X-I18nflow-Export", header.export),
        ("X-I18nflow-Include", "translated" if include_translated else ""),
        ("X-I18nflow-Contexts", "" if contexts else "none"),
    ]
    title = _one_line(header.title)
    return Entry(
        msgid="",
        msgstr=_joined((name, _one_line(value)) for name, value in fields if value),
        comments=(f" {title}",) if title else (),
    )


def _joined(fields: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in fields)


def _date(when: datetime | None) -> str:
    return (when or NOTHING_DECIDED).astimezone(UTC).strftime("%Y-%m-%d %H:%M+0000")


def _one_line(text: str) -> str:
    """``text`` with its white space made single spaces: a comment must stay on its line.

    For gettext's tools a backslash at the end of a comment joins the next line to it.
    """
    line = " ".join(text.split())
    return f"{line} " if line.endswith("\\") else line


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    """The non-empty values, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))
