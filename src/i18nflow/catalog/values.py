"""What a catalog is made of: rows on our side, entries on the file's side."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from i18nflow.model import Code, Match, Origin, SegmentKind, State

MAX_BYTES = 64 * 1024 * 1024
"""A larger catalog is refused: the longest article makes a file of a few megabytes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A segment with its target, as an export needs it and an import compares with it.

    ``block`` is the 0-based index of the block (-1 for headline, summary and topics), ``line`` its 1-based line
    in the source file where there is one. ``terms`` are readable lines such as ``klasteris → cluster``.
    ``reason`` says why the target was rejected. ``obsolete`` rows are no longer in the article.
    ``published`` says that this text is on a published page. ``codes``, ``matches`` and ``changed`` serve the
    interchange formats that can hold them.
    """

    key: str
    source: str
    target: str = ""
    state: State = State.UNTRANSLATED
    kind: SegmentKind = SegmentKind.PARAGRAPH
    block: int = -1
    order: int = 0
    line: int | None = None
    previous_source: str | None = None
    origin: Origin | None = None
    engine: str = ""
    engine_version: str = ""
    terms: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""
    obsolete: bool = False
    published: bool = False
    codes: tuple[Code, ...] = ()
    matches: tuple[Match, ...] = ()
    author: str = ""
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What an exported file says of itself.

    ``revised`` is the time of the latest decision in the article (UTC), None when nothing was decided yet: the
    file then carries a fixed date, so that the same content is always the same bytes. ``export`` is the id
    under which the export is recorded (see :func:`i18nflow.catalog.export_id`).
    """

    article: str
    source: str
    target: str
    title: str = ""
    export: str = ""
    revised: datetime | None = None
    translator: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file, whatever its format; nothing that stood there is missing.

    ``comments`` are the lines after ``#`` as they stood (with their space), ``extracted`` those after ``#.``,
    ``references`` the places of ``#:``. ``plural`` and ``plurals`` belong to ``msgid_plural`` and
    ``msgstr[n]``. ``key`` is the segment key where the format names it, ``state`` the state it names. ``line``
    is where the entry begins; it does not count when entries are compared.
    """

    msgid: str
    msgstr: str = ""
    context: str | None = None
    plural: str | None = None
    plurals: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: str | None = None
    previous_context: str | None = None
    previous_plural: str | None = None
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    obsolete: bool = False
    key: str | None = None
    state: State | None = None
    line: int | None = field(default=None, compare=False)

    @property
    def fuzzy(self) -> bool:
        """Whether the text still needs a person's look."""
        return "fuzzy" in self.flags


@dataclass(frozen=True, slots=True)
class Catalog:
    """A file as read, or as it will be written: its header entry, its entries in order, what was remarkable.

    ``header`` is the entry with the empty msgid. ``trailing`` are comment lines after the last entry. ``notes``
    are sentences about the reading, e.g. that a byte order mark was dropped.
    """

    header: Entry | None
    entries: tuple[Entry, ...]
    trailing: tuple[str, ...] = ()
    format: str = field(default="po", compare=False)
    where: str = field(default="", compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The header's fields in the order of the file."""
        if self.header is None:
            return ()
        pairs = (line.partition(":") for line in self.header.msgstr.split("\n") if ":" in line)
        return tuple((name.strip(), value.strip()) for name, _, value in pairs)

    def get(self, name: str) -> str:
        """The value of a header field, "" where there is none; case of the name does not count."""
        return next((value for key, value in self.fields if key.lower() == name.lower()), "")
