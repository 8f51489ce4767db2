"""Which segments an entry of a file speaks of: by key, by msgctxt and msgid, by msgid; never by guessing."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from i18nflow.catalog.build import context_free, contexts_of
from i18nflow.catalog.sent import Base
from i18nflow.catalog.values import Catalog, Entry, Row
from i18nflow.model import said


@dataclass(frozen=True, slots=True)
class Match:
    """The rows an entry fits: ``rows`` as they stand, ``stale`` those whose source has changed since.

    ``ambiguous`` says why several could be meant.
    """

    rows: tuple[Row, ...] = ()
    stale: tuple[Row, ...] = ()
    ambiguous: str = ""


def nfc(text: str) -> str:
    """The one form in which texts are compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class Matcher:
    """Finds the rows of entries. ``base`` is what was sent out, None when nothing is known of it.

    ``doubtful`` are the segments of which several texts were sent out, and nothing says which is meant.
    """

    def __init__(
        self, catalog: Catalog, rows: Sequence[Row], base: Base | None, doubtful: frozenset[str] = frozenset()
    ) -> None:
        self._doubtful = doubtful
        self._by_key = {row.key: row for row in rows}
        self._base = base
        present = [row for row in rows if not row.obsolete]
        self._by_source = _grouped((nfc(row.source), row) for row in present)
        self._was = _grouped(
            (nfc(entry[0]), self._by_key[key]) for key, entry in (base or {}).items() if key in self._by_key
        )
        self._gone = _grouped((nfc(row.source), row) for row in rows if row.obsolete)
        self._earlier = _grouped((nfc(row.previous_source), row) for row in present if row.previous_source)
        self._contexts_known = not context_free(catalog.fields)
        self._marks = contexts_of([(key, nfc(entry[0]), entry[1]) for key, entry in (base or {}).items()])
        # Keys that an entry of their own speaks for, and so no bare entry.
        self._named = {
            entry.key or entry.context for entry in catalog.entries if not entry.obsolete
        } & self._by_key.keys()

    def find(self, entry: Entry) -> Match:
        """The rows that ``entry`` speaks of."""
        key = entry.key or entry.context
        source = nfc(entry.msgid)
        if key is not None and key in self._by_key:
            row = self._by_key[key]
            same = not row.obsolete and (nfc(row.source) == source or (entry.key and _alike(row, entry)))
            return Match(rows=(row,)) if same else Match(stale=(row,))
        if entry.key is not None:
            return Match()
        if entry.context is not None:
            return self._foreign_context(source)
        return self._bare(source)

    def _foreign_context(self, source: str) -> Match:
        """A msgctxt that is no key of this article: the msgid decides if it is the only one."""
        rows = [row for row in self._by_source.get(source, []) if row.key not in self._named]
        if len(rows) > 1:
            return Match(
                ambiguous=said(
                    "its context is unknown here and {count} segments have this source", count=len(rows)
                )
            )
        return Match(rows=tuple(rows)) if rows else self._former(source)

    def _bare(self, source: str) -> Match:
        rows = [row for row in self._by_source.get(source, []) if row.key not in self._named]
        if not rows:
            return self._former(source)
        if any(row.key in self._doubtful for row in rows):
            return self._together(rows)
        known = [row for row in rows if self._base is not None and row.key in self._base]
        if known and self._contexts_known:
            # The export said which of them share the bare entry; one that came since is alone if empty.
            rows = [row for row in rows if self._shared(row, source)]
            return Match(rows=tuple(rows))
        if known:
            texts = {self._base[row.key][1] for row in known} if self._base is not None else set()
        else:
            return self._together(rows)
        return self._together(rows, texts)

    def _together(self, rows: Sequence[Row], texts: Collection[str] | None = None) -> Match:
        """All of ``rows``, if they have one text (or ``texts`` is one)."""
        if len(texts or {row.target for row in rows}) > 1:
            return Match(
                ambiguous=said("{count} segments with this source have different targets", count=len(rows))
            )
        return Match(rows=tuple(rows))

    def _shared(self, row: Row, source: str) -> bool:
        assert self._base is not None
        if row.key not in self._base or nfc(self._base[row.key][0]) != source:
            return not row.target
        return self._marks[row.key] is None

    def _former(self, source: str) -> Match:
        """No segment has this source now: those that had it."""
        for index in (self._was, self._earlier, self._gone):
            if rows := [row for row in index.get(source, []) if row.key not in self._named]:
                return Match(stale=tuple(rows))
        return Match()


def _alike(row: Row, entry: Entry) -> bool:
    """Equal but for white space, which word processors change (only where the key names the segment)."""
    return nfc(row.source).split() == nfc(entry.msgid).split()


def _grouped(pairs: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for source, row in pairs:
        groups.setdefault(source, []).append(row)
    return groups
