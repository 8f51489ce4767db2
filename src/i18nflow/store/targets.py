"""Targets: their text and state under an optimistic lock, and the history of every change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.errors import Conflict, NotFound
from i18nflow.model import Origin, Segment, State, Target, said
from i18nflow.store.articles import segment_of
from i18nflow.store.codec import instant, moment, parse_instant
from i18nflow.store.folding import fold


@dataclass(frozen=True, slots=True)
class Change:
    """A target as it shall be, with what goes into history beside it.

    ``target.version`` is the version the writer saw; a mismatch is a :class:`Conflict`. ``source`` is the
    source text at that moment.
    """

    target: Target
    action: str
    source: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of a target."""

    version: int
    at: datetime
    actor: str
    action: str
    from_state: State
    to_state: State
    source: str
    text: str
    origin: Origin | None
    engine: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """A segment with its target, and the article it belongs to."""

    article: str
    position: int
    segment: Segment
    target: Target


ROW_COLUMNS = """
    segment.*, segment.id as segment_id, article.slug, target.id as target_id, target.lang, target.text,
    target.state, target.origin, target.engine, target.engine_version, target.score, target.match,
    target.version, target.author, target.previous_source, target.reason, target.note,
    target.machine_text, target.changed
"""
"""What a query over segment, article and target selects for :func:`row_of`."""

_ROW = f"""
    select {ROW_COLUMNS}
    from segment join article on article.id = segment.article_id
    join target on target.segment_id = segment.id
"""  # noqa: S608 (made of constants)


_UPDATE = """
    update target set text = :text, folded = :folded, state = :state, origin = :origin, engine = :engine,
        engine_version = :engine_version, score = :score, match = :match, author = :author,
        previous_source = :previous_source, reason = :reason, note = :note, machine_text = :machine_text,
        changed = :changed, version = version + 1
    where id = :id and version = :seen
"""
_HISTORY = """
    insert into history (target_id, version, at, actor, action, from_state, to_state, source, text, origin, engine,
                         reason)
    values (:id, :version, :at, :actor, :action, :from, :to, :source, :text, :origin, :engine, :reason)
"""


class Targets:
    """The targets of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def ensure(self, slug: str | None, langs: Iterable[str]) -> int:
        """Give every current segment (of one article, or of all) an untranslated target per language; how many."""
        before = self._db.conn.total_changes
        for lang in langs:
            self._db.execute(
                """insert or ignore into target (segment_id, lang, text, folded, state, version)
                   select segment.id, :lang, '', '', 'untranslated', 0
                   from segment join article on article.id = article_id
                   where not obsolete and (:slug is null or slug = :slug)""",
                {"lang": lang, "slug": slug},
            )
        return self._db.conn.total_changes - before

    def rows(self, slug: str, lang: str) -> list[Row]:
        """The current segments of an article with their targets in ``lang``, in document order."""
        sql = _ROW + "where slug = :slug and target.lang = :lang and not obsolete order by position"
        return [row_of(row) for row in self._db.query(sql, {"slug": slug, "lang": lang})]

    def obsolete_rows(self, slug: str, lang: str) -> list[Row]:
        """Segments that earlier revisions had and that have a text in ``lang``, latest first."""
        sql = (
            _ROW
            + """where slug = :slug and target.lang = :lang and obsolete and text <> ''
                 order by segment.revision desc, position"""
        )
        return [row_of(row) for row in self._db.query(sql, {"slug": slug, "lang": lang})]

    def row(self, key: str, lang: str) -> Row:
        """One segment with its target. Raises :class:`NotFound`."""
        for row in self._db.query(
            _ROW + "where segment.key = :key and target.lang = :lang", {"key": key, "lang": lang}
        ):
            return row_of(row)
        raise NotFound(said("There is no segment '{key}' in {lang}.", key=key, lang=lang))

    def text(self, key: str, lang: str) -> str:
        """The text of one target. Raises :class:`NotFound`."""
        for (text,) in self._db.execute(
            "select text from target join segment on segment.id = segment_id where key = ? and lang = ?",
            [key, lang],
        ):
            return str(text)
        raise NotFound(said("There is no segment '{key}' in {lang}.", key=key, lang=lang))

    def rows_of(self, keys: Sequence[str], lang: str) -> dict[str, Row]:
        """These segments with their targets, by key; those that are not there are left out."""
        # The unary plus keeps SQLite on the keys: it would read all targets of the language.
        rows = self._db.query(
            _ROW + "where segment.key in (select value from json_each(:keys)) and +target.lang = :lang",  # noqa: S608
            {"keys": json.dumps(list(keys)), "lang": lang},
        )
        return {row.segment.key: row for row in map(row_of, rows)}

    def write(self, changes: Sequence[Change], *, actor: str, at: datetime) -> list[Target]:
        """Apply ``changes`` all together; the targets as they are now, with their new versions.

        Raises :class:`Conflict` (and changes nothing, inside a transaction) when one has another version by now.
        """
        known = self._versions([change.target for change in changes])
        updates: list[dict[str, Any]] = []
        entries: list[dict[str, Any]] = []
        written: list[Target] = []
        for change in changes:
            new = change.target
            found = known.get((new.segment, new.lang))
            if found is None:
                raise NotFound(
                    said("There is no segment '{segment}' in {lang}.", segment=new.segment, lang=new.lang)
                )
            if found["version"] != new.version:
                raise _conflict(new, found["version"])
            written.append(_versioned(new, new.version + 1, at))
            updates.append(_values(new, at) | {"id": found["id"], "seen": new.version})
            entries.append(_entry(change, actor, at) | {"id": found["id"], "from": found["state"]})
            known[new.segment, new.lang] = found | {"state": new.state, "version": new.version + 1}
        if self._db.conn.executemany(_UPDATE, updates).rowcount != len(changes):
            # Only outside a transaction can anybody come between.
            raise _conflict(changes[0].target, changes[0].target.version + 1)
        self._db.conn.executemany(_HISTORY, entries)
        return written

    def _versions(self, targets: Sequence[Target]) -> dict[tuple[str, str], dict[str, Any]]:
        """Row, state and version of targets as they stand, by segment key and language."""
        rows = self._db.query(
            """select key, target.lang, target.id, state, version
               from segment cross join target on segment_id = segment.id
               where key in (select value from json_each(:keys))""",
            {"keys": json.dumps([target.segment for target in targets])},
        )
        return {(row["key"], row["lang"]): row for row in rows}

    def set_reasons(self, reasons: Mapping[str, str], lang: str) -> None:
        """Say why segments (by key) are still untranslated; no change of the target itself, no history."""
        self._db.conn.executemany(
            """update target set reason = ? where lang = ? and state = 'untranslated'
               and segment_id = (select id from segment where key = ?)""",
            [(reason, lang, key) for key, reason in reasons.items()],
        )

    def history(self, key: str, lang: str) -> list[HistoryEntry]:
        """Every change of a target, newest first."""
        rows = self._db.query(
            """select history.* from history join target on target.id = target_id
               join segment on segment.id = segment_id where key = :key and target.lang = :lang
               order by history.version desc""",
            {"key": key, "lang": lang},
        )
        return [_history(row) for row in rows]

    def headlines(self, lang: str, slug: str | None = None) -> dict[str, str]:
        """The headline in ``lang`` by article slug, where there is one; of all articles or of one."""
        only = "and article.slug = :slug" if slug is not None else ""
        rows = self._db.execute(
            f"""select slug, target.text from segment indexed by segment_headline
                join target on segment.id = segment_id join article on article.id = article_id
                where target.lang = :lang and not obsolete and segment.kind = 'headline' and target.text <> '' {only}""",  # noqa: S608 (a constant)
            {"lang": lang, "slug": slug} if slug is not None else {"lang": lang},
        )
        return dict(rows.fetchall())

    def origins(self, slug: str, lang: str) -> dict[tuple[State, Origin | None], int]:
        """Current segments of an article by state and origin."""
        rows = self._db.query(
            """select state, target.origin as origin, count(*) as n
               from target join segment on segment.id = segment_id join article on article.id = article_id
               where slug = :slug and target.lang = :lang and not obsolete group by state, target.origin""",
            {"slug": slug, "lang": lang},
        )
        return {(State(r["state"]), Origin(r["origin"]) if r["origin"] else None): r["n"] for r in rows}

    def latest_decision(self, slug: str, lang: str) -> tuple[datetime, str] | None:
        """When and by whom a target of the article was last decided upon by a person, or None."""
        rows = self._db.query(
            """select changed, target.author from target join segment on segment.id = segment_id
               join article on article.id = article_id
               where slug = :slug and target.lang = :lang and not obsolete
                 and state in ('translated', 'approved', 'rejected') order by changed desc limit 1""",
            {"slug": slug, "lang": lang},
        )
        for row in rows:
            at = parse_instant(row["changed"])
            return (at, row["author"]) if at else None
        return None


def _values(target: Target, at: datetime) -> dict[str, Any]:
    return {
        "text": target.text,
        "folded": fold(target.text),
        "state": target.state,
        "origin": target.origin,
        "engine": target.engine,
        "engine_version": target.engine_version,
        "score": target.score,
        "match": target.match,
        "author": target.author,
        "previous_source": target.previous_source,
        "reason": target.reason,
        "note": target.note,
        "machine_text": target.machine_text,
        "changed": instant(at),
    }


def _entry(change: Change, actor: str, at: datetime) -> dict[str, Any]:
    target = change.target
    return {
        "version": target.version + 1,
        "at": instant(at),
        "actor": actor,
        "action": change.action,
        "to": target.state,
        "source": change.source,
        "text": target.text,
        "origin": target.origin,
        "engine": target.engine,
        "reason": target.reason,
    }


def _conflict(target: Target, now: int) -> Conflict:
    return Conflict(
        said(
            "Segment {segment} was changed by somebody else meanwhile (version {now}, you saw {seen}). Look at both and decide.",
            segment=target.segment,
            now=now,
            seen=target.version,
        )
    )


def _versioned(target: Target, version: int, at: datetime) -> Target:
    return replace(target, version=version, changed=at)


def row_of(row: dict[str, Any]) -> Row:
    """A row of the columns ``ROW_COLUMNS`` as a value."""
    target = Target(
        segment=row["key"],
        lang=row["lang"],
        text=row["text"],
        state=State(row["state"]),
        origin=Origin(row["origin"]) if row["origin"] else None,
        engine=row["engine"],
        engine_version=row["engine_version"],
        score=row["score"],
        match=row["match"],
        version=row["version"],
        author=row["author"],
        previous_source=row["previous_source"],
        reason=row["reason"],
        note=row["note"],
        machine_text=row["machine_text"],
        changed=parse_instant(row["changed"]),
    )
    return Row(row["slug"], row["position"], segment_of(row), target)


def _history(row: dict[str, Any]) -> HistoryEntry:
    at = moment(row["at"])
    return HistoryEntry(
        version=row["version"],
        at=at,
        actor=row["actor"],
        action=row["action"],
        from_state=State(row["from_state"]),
        to_state=State(row["to_state"]),
        source=row["source"],
        text=row["text"],
        origin=Origin(row["origin"]) if row["origin"] else None,
        engine=row["engine"],
        reason=row["reason"],
    )
