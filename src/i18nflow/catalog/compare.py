"""A catalog that came back, compared with what stands here and with what was sent out."""

from __future__ import annotations

from collections.abc import Sequence

from i18nflow.catalog.build import approved_state, fit_newlines
from i18nflow.catalog.match import Match, Matcher, nfc
from i18nflow.catalog.merge import is_conflict
from i18nflow.catalog.report import Change, ImportReport, Kind, difference
from i18nflow.catalog.sent import Base
from i18nflow.catalog.values import Catalog, Entry, Row
from i18nflow.errors import CatalogError
from i18nflow.model import State, said

__all__ = ["Change", "ImportReport", "Kind", "check_belongs", "compare", "difference"]

_DECIDED = (State.TRANSLATED, State.APPROVED, State.REJECTED)


def compare(
    catalog: Catalog,
    rows: Sequence[Row],
    base: Base | None = None,
    *,
    doubtful: frozenset[str] = frozenset(),
    arrive_as: State = State.TRANSLATED,
) -> ImportReport:
    """What taking ``catalog`` into the article would do; nothing is done.

    ``rows`` are the segments as they stand now, obsolete ones too. ``base`` is what the export recorded (key ->
    source, target, state; see :func:`i18nflow.catalog.recorded`), None when it is not known: every difference
    is then ``both``, as it is for the ``doubtful`` segments (see :func:`i18nflow.catalog.sent.sent`). A text that is not fuzzy arrives as ``arrive_as``, a fuzzy one as a draft.
    """
    matcher = Matcher(catalog, rows, base, doubtful)
    # In a PO file fuzzy hides the state; the other formats name it, and there only drafts are unfinished.
    included = catalog.format != "po" or catalog.get("X-I18nflow-Include") == "translated"
    comparison = _Comparison(base, doubtful, arrive_as, included=included, silent=catalog.format != "po")
    changes: list[Change] = []
    spoken: set[str] = set()
    for entry in catalog.entries:
        match = matcher.find(entry) if not entry.obsolete and entry.plural is None else Match()
        changes += comparison.of(entry, match)
        spoken.update(row.key for row in (*match.rows, *match.stale))
    missing = tuple(row.key for row in rows if not row.obsolete and row.source and row.key not in spoken)
    return ImportReport(tuple(changes), missing, catalog.notes)


def check_belongs(catalog: Catalog, article: str, target: str) -> None:
    """Refuse a catalog whose header names another article or another language.

    A header that says nothing of either is let through: its entries are matched by their msgids.
    """
    named = catalog.get("X-I18nflow-Article")
    if named and named != article:
        raise CatalogError(
            said(
                "this is the catalog of the article '{named}', not of '{article}'",
                named=named,
                article=article,
            ),
            where=catalog.where,
        )
    language = catalog.get("Language").replace("_", "-").lower()
    if language and not _same_language(language, target.lower()):
        raise CatalogError(
            said("this catalog is in '{language}', not in '{target}'", language=language, target=target),
            where=catalog.where,
        )


def _same_language(one: str, other: str) -> bool:
    """Whether two tags name the same language, where one may leave its variant out."""
    if "-" in one and "-" in other:
        return one == other
    return one.partition("-")[0] == other.partition("-")[0]


class _Comparison:
    """The three-way comparison of entries with their rows.

    ``silent`` formats say nothing of a state unless an entry names one.
    """

    def __init__(
        self, base: Base | None, doubtful: frozenset[str], arrive_as: State, *, included: bool, silent: bool
    ) -> None:
        self._base = base
        self._doubtful = doubtful
        self._arrive_as = arrive_as
        self._included = included
        self._silent = silent

    def of(self, entry: Entry, match: Match) -> list[Change]:
        """The changes an entry means, at least one."""
        if entry.obsolete:
            return [_change(entry, None, Kind.IGNORED, said("obsolete in the file"))]
        if entry.plural is not None:
            return [_change(entry, None, Kind.IGNORED, said("articles have no plural entries"))]
        if is_conflict(entry):
            return [self._undecided(entry, match)]
        if match.ambiguous:
            return [_change(entry, None, Kind.AMBIGUOUS, match.ambiguous)]
        if match.stale:
            return [self._stale(entry, row) for row in match.stale]
        if not match.rows:
            return [_change(entry, None, Kind.IGNORED, said("no segment of the article has this source"))]
        was_fuzzy = not approved_state(
            (self._before(row) for row in match.rows), include_translated=self._included
        )
        return [self._row(entry, row, was_fuzzy=was_fuzzy) for row in match.rows]

    def _undecided(self, entry: Entry, match: Match) -> Change:
        row = match.rows[0] if len(match.rows) == 1 else None
        return _change(
            entry, row, Kind.AMBIGUOUS, said("two texts were merged and nobody decided between them")
        )

    def _before(self, row: Row) -> State:
        """The state the row had when the file was written, as far as is known."""
        known = self._base.get(row.key) if self._base is not None else None
        return State(known[2]) if known is not None else row.state

    def _sent(self, row: Row) -> str | None:
        """The text that was sent out, None when that is not known."""
        known = self._base.get(row.key) if self._base is not None else None
        return nfc(fit_newlines(row.source, known[1])) if known is not None else None

    def _row(self, entry: Entry, row: Row, *, was_fuzzy: bool) -> Change:
        there, here, sent = nfc(entry.msgstr), nfc(fit_newlines(row.source, row.target)), self._sent(row)
        if self._silent and _visible(there) == _visible(here):
            there = here
        elif self._silent and sent is not None and _visible(there) == _visible(sent):
            there = sent
        if not there:
            return self._empty(entry, row, here, sent)
        if there == here:
            return self._same_text(entry, row, sent, was_fuzzy=was_fuzzy)
        if there == sent:
            if was_fuzzy and not entry.fuzzy and not self._says_nothing(entry):
                return self._offer(entry, row, sent, Kind.BOTH, said("confirmed in the file, changed here"))
            # Left alone, unless somebody says that the file's older text shall come back.
            back = State.DRAFT if entry.fuzzy else self._arrive_as
            return _change(entry, row, Kind.CHANGED_HERE, base=sent, state=back)
        if not here:
            return self._offer(entry, row, sent, Kind.NEW)
        if sent == here and not self._decided_since(row):
            return self._offer(entry, row, sent, Kind.CHANGED_THERE)
        reason = (
            said("what was sent out is not known") if sent is None else said("changed in the file and here")
        )
        return self._offer(entry, row, sent, Kind.BOTH, reason)

    def _says_nothing(self, entry: Entry) -> bool:
        return self._silent and entry.state is None

    def _decided_since(self, row: Row) -> bool:
        """Whether a person here decided on the text after it was sent out."""
        return row.state in _DECIDED and row.state is not self._before(row)

    def _offer(self, entry: Entry, row: Row, sent: str | None, kind: Kind, reason: str = "") -> Change:
        """The file's text for this row: as a draft while it is fuzzy, else as ``arrive_as``."""
        if not entry.fuzzy:
            taken = kind in (Kind.NEW, Kind.CHANGED_THERE)
            return _change(entry, row, kind, reason, base=sent, state=self._arrive_as, taken=taken)
        free = kind is not Kind.BOTH and row.state not in _DECIDED
        text = reason or (
            said("unfinished in the file") if free else said("unfinished in the file, decided here")
        )
        shown = kind if kind is Kind.BOTH else Kind.FUZZY
        return _change(entry, row, shown, text, base=sent, state=State.DRAFT, taken=free)

    def _empty(self, entry: Entry, row: Row, here: str, sent: str | None) -> Change:
        """No text in the file: nothing a person wrote here goes away for that."""
        if not here:
            return _change(entry, row, Kind.UNCHANGED, base=sent)
        if sent:
            return _change(
                entry, row, Kind.IGNORED, said("emptied in the file; the text here stays"), base=sent
            )
        return _change(entry, row, Kind.CHANGED_HERE, base=sent)

    def _same_text(self, entry: Entry, row: Row, sent: str | None, *, was_fuzzy: bool) -> Change:
        before, here = self._before(row), nfc(fit_newlines(row.source, row.target))
        unchanged = Kind.UNCHANGED if row.state is before else Kind.CHANGED_HERE
        if self._says_nothing(entry) or (sent == here and self._untouched(entry, before, was_fuzzy)):
            return _change(entry, row, unchanged, base=sent)
        if entry.fuzzy:
            doubted = row.state in (State.APPROVED, State.TRANSLATED) and not was_fuzzy
            kind = Kind.FUZZY if doubted else unchanged
            return _change(entry, row, kind, said("marked fuzzy in the file") if doubted else "", base=sent)
        if row.state is State.APPROVED or row.state is self._arrive_as:
            return _change(entry, row, unchanged, base=sent)
        if sent is None and not was_fuzzy:
            return _change(entry, row, Kind.UNCHANGED)
        if row.state is State.REJECTED and before is not State.REJECTED:
            return self._offer(entry, row, sent, Kind.BOTH, said("confirmed in the file, rejected here"))
        if row.key in self._doubtful:
            return self._offer(entry, row, sent, Kind.BOTH, said("what was sent out is not known"))
        return self._offer(entry, row, sent, Kind.CHANGED_THERE, said("confirmed in the file"))

    def _untouched(self, entry: Entry, before: State, was_fuzzy: bool) -> bool:  # noqa: FBT001
        newly_approved = entry.state is State.APPROVED and before is not State.APPROVED
        return entry.fuzzy == was_fuzzy and not newly_approved

    def _stale(self, entry: Entry, row: Row) -> Change:
        """An entry for an earlier source of ``row``, or for a segment that is gone."""
        sent, there = self._sent(row), nfc(entry.msgstr)
        if row.obsolete:
            return _change(entry, row, Kind.STALE, said("no longer in the article"), base=sent)
        reason = said("its source has changed since")
        if not there or there in (sent, nfc(row.target)):
            return _change(
                entry,
                row,
                Kind.STALE,
                said("its source has changed since; no new text in the file"),
                base=sent,
            )
        free = row.state is State.UNTRANSLATED or (row.state is State.DRAFT and sent == nfc(row.target))
        return _change(entry, row, Kind.STALE, reason, base=sent, state=State.DRAFT, taken=free)


def _visible(text: str) -> str:
    """What of a text survives in every format: XML holds no control characters, a table no outer spaces."""
    return "".join(char for char in text if char >= " " or char in "\t\n").strip()


def _change(
    entry: Entry,
    row: Row | None,
    kind: Kind,
    reason: str = "",
    *,
    base: str | None = None,
    state: State | None = None,
    taken: bool = False,
) -> Change:
    return Change(
        kind=kind,
        source=nfc(entry.msgid),
        there=nfc(entry.msgstr),
        key=row.key if row else None,
        here=row.target if row else "",
        here_state=row.state if row else None,
        base=base,
        state=state,
        taken=taken,
        reason=reason,
        line=entry.line,
    )
