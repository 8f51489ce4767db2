"""Segments over all articles: filtered, counted, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.model import Origin, State
from i18nflow.store.codec import instant
from i18nflow.store.folding import fold, shape_of
from i18nflow.store.targets import ROW_COLUMNS, Row, row_of


@dataclass(frozen=True, slots=True)
class SegmentFilter:
    """Which segments are asked for; an empty field asks nothing.

    ``finding`` is a finding's code, a severity, or ``any``. ``text`` is looked for, folded, on ``side``
    (``source``, ``target`` or ``both``). ``article`` is a slug or words of the title. ``author`` wrote the current text, ``assigned`` is who it is assigned to.
    ``keys`` keeps the search to these segments: what the forms of a word were found in. ``order`` is ``article``
    (newest first, in document order), ``oldest`` or ``newest`` (by last change).
    """

    lang: str
    states: tuple[State, ...] = ()
    origins: tuple[Origin, ...] = ()
    finding: str = ""
    text: str = ""
    side: str = "both"
    article: str = ""
    author: str = ""
    assigned: str = ""
    changed_before: datetime | None = None
    changed_after: datetime | None = None
    stale: bool = False
    commented: bool = False
    keys: tuple[str, ...] | None = None
    order: str = "article"


@dataclass(frozen=True, slots=True)
class Found:
    """A segment of the search: its row, its article's title, and how much is said and found there."""

    row: Row
    title: str
    findings: int
    comments: int


_FILED = (
    ("segment", "source", "folded"),
    ("target", "text", "folded"),
    ("unit", "source", "folded"),
    ("unit", "target", "folded_target"),
)
"""Tables with a text and what is searched for it."""


class Search:
    """The search over all articles of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def page(
        self, wanted: SegmentFilter, *, offset: int = 0, limit: int = 50, total: int | None = None
    ) -> list[Found]:
        """The segments wanted, ``limit`` of them from ``offset`` on; ``total``, where known, is their number."""
        where, values = _where(wanted)
        sql = f"""
            select {ROW_COLUMNS}, article.title,
                   (select count(*) from finding where target_id = target.id and dismissed_by is null) as findings,
                   (select count(*) from comment where comment.segment_id = segment.id and comment.lang = target.lang
                      and resolved_at is null) as comments
            {_from(wanted, total)} where {where} order by {_ORDER[wanted.order]} limit :limit offset :offset
        """  # noqa: S608 (made of constants)
        rows = self._db.query(sql, values | {"limit": limit, "offset": offset})
        return [Found(row_of(row), row["title"], row["findings"], row["comments"]) for row in rows]

    def count(self, wanted: SegmentFilter) -> tuple[int, int]:
        """How many segments are wanted, and how many source words they have."""
        where, values = _where(wanted)
        sql = f"select count(*) as n, coalesce(sum(words), 0) as words {_JOINED} where {where}"
        row = next(iter(self._db.query(sql, values)))
        return row["n"], row["words"]

    def rows(self, wanted: SegmentFilter, *, limit: int | None = None) -> Iterator[Row]:
        """Every segment wanted, one at a time."""
        where, values = _where(wanted)
        sql = f"select {ROW_COLUMNS} {_from(wanted, None)} where {where} order by {_ORDER[wanted.order]} limit :limit"
        for row in self._db.query(sql, values | {"limit": -1 if limit is None else limit}):
            yield row_of(row)

    def same_source(self, folded: str, lang: str, *, unlike: str | None = None) -> Iterator[Row]:
        """The current segments whose folded source is ``folded``, newest article first.

        ``unlike`` leaves out those that are done and have this very text.
        """
        done = "target.text = :unlike and target.state in ('translated', 'approved')"
        where = "segment.folded = :folded" + (f" and not ({done})" if unlike is not None else "")
        return self._rows(where, {"folded": folded, "lang": lang, "unlike": unlike})

    def same_shape(self, folded: str, lang: str) -> Iterator[Row]:
        """The current segments that are untranslated or drafts and whose folded source is ``folded`` but for its numbers, newest article first."""
        if (shape := shape_of(folded)) is None:
            return iter(())
        return self._rows(
            "segment.shape = :shape and target.state in ('untranslated', 'draft')",
            {"shape": shape, "lang": lang},
        )

    def texts(self, lang: str, needle: str, *, side: str) -> Iterator[tuple[str, str]]:
        """Key and text (source or target) of every current segment whose folded text holds ``needle``."""
        column = "segment" if side == "source" else "target"
        text = "segment.source" if side == "source" else "target.text"
        sql = f"""
            select segment.key, {text} as text {_JOINED}
            where target.lang = :lang and not obsolete and instr({column}.folded, :needle) > 0
        """
        for row in self._db.query(sql, {"lang": lang, "needle": needle}):
            yield row["key"], row["text"]

    def finding_codes(self, lang: str) -> list[tuple[str, int]]:
        """The kinds of finding that are open, the commonest first, each with its number."""
        rows = self._db.query(
            """select code, count(*) as n from finding join target on target.id = target_id
               where dismissed_by is null and target.lang = :lang group by code order by n desc, code""",
            {"lang": lang},
        )
        return [(row["code"], row["n"]) for row in rows]

    def plan(self, wanted: SegmentFilter, total: int | None = None) -> list[str]:
        """How SQLite answers :meth:`page`: for benchmarks and tests."""
        where, values = _where(wanted)
        sql = f"explain query plan select segment.id {_from(wanted, total)} where {where} order by {_ORDER[wanted.order]} limit 50"
        return [row["detail"] for row in self._db.query(sql, values)]

    def faults(self) -> int:
        """How many texts are filed for searching otherwise than they stand: changed by hand, past the program."""
        wrong = 0
        for table, text, folded in _FILED:
            rows = self._db.execute(f"select {text}, {folded} from {table}")  # noqa: S608 - names of ours
            wrong += sum(fold(one) != filed for one, filed in rows)
        counts = self._db.execute(
            "select (select count(*) from unit), (select count(*) from unit_words_docsize)"
        )
        units, words = counts.fetchone()
        return wrong + abs(int(units) - int(words))

    def _rows(self, where: str, values: dict[str, Any]) -> Iterator[Row]:
        # The plus keeps SQLite from walking through all targets of the language by the index of their changes.
        sql = f"""
            select {ROW_COLUMNS} {_JOINED} where {where} and not obsolete and +target.lang = :lang
            order by article.id desc, position
        """
        return map(row_of, self._db.query(sql, values))


_JOINED = """
    from segment join article on article.id = segment.article_id
    join target on target.segment_id = segment.id
"""
_BY_CHANGE = """
    from target indexed by target_changed join segment on segment.id = target.segment_id
    join article on article.id = segment.article_id
"""
_IN_ORDER = """
    from article cross join segment indexed by segment_article on article.id = segment.article_id
    cross join target on target.segment_id = segment.id
"""
FEW = 2000
"""With no more than these it is quicker to find and sort them than to walk through all segments in order."""
_ORDER = {
    "article": "article.id desc, segment.position",
    "oldest": "target.changed, target.id",
    "newest": "target.changed desc, target.id desc",
}
ORDERS = tuple(_ORDER)

_ASSIGNED = """
    exists (select 1 from assignment
            left join segment first on first.id = first_id left join segment last on last.id = last_id
            where assignment.article_id = segment.article_id and assignment.lang = target.lang
              and assignment.person = :assigned
              and (first_id is null or segment.position between first.position and last.position))
"""
_COMMENTED = """
    exists (select 1 from comment where comment.segment_id = segment.id and comment.lang = target.lang
            and resolved_at is null)
"""
_FINDING = "exists (select 1 from finding where target_id = target.id and dismissed_by is null{})"


def _from(wanted: SegmentFilter, total: int | None) -> str:
    """The joins for a page: by change through its index; else few are found and sorted, many are walked in order."""
    if wanted.order != "article":
        return _BY_CHANGE
    few = wanted.keys is not None or wanted.article or (total is not None and total <= FEW)
    return _JOINED if few else _IN_ORDER


def _where(wanted: SegmentFilter) -> tuple[str, dict[str, Any]]:
    """The condition as SQL made of constants, and its values."""
    parts = ["target.lang = :lang", "segment.obsolete = 0"]
    values: dict[str, Any] = {"lang": wanted.lang}

    def ask(part: str, **named: Any) -> None:
        parts.append(part)
        values.update(named)

    if wanted.states:
        ask("target.state in (select value from json_each(:states))", states=_json(wanted.states))
    if wanted.origins:
        ask("target.origin in (select value from json_each(:origins))", origins=_json(wanted.origins))
    if wanted.finding:
        ask(_finding(wanted.finding), finding=wanted.finding)
    if wanted.text:
        ask(_TEXT[wanted.side], text=fold(wanted.text))
    if wanted.article:
        ask(_ARTICLE, article=wanted.article, folded_article=fold(wanted.article))
    if wanted.author:
        ask("target.author = :author", author=wanted.author)
    if wanted.assigned:
        ask(_ASSIGNED, assigned=wanted.assigned)
    if wanted.changed_before:
        ask("coalesce(target.changed, article.created_at) < :before", before=instant(wanted.changed_before))
    if wanted.changed_after:
        ask("target.changed >= :after", after=instant(wanted.changed_after))
    if wanted.stale:
        ask("target.previous_source is not null")
    if wanted.commented:
        ask(_COMMENTED)
    if wanted.keys is not None:
        ask("segment.key in (select value from json_each(:keys))", keys=_json(wanted.keys))
    return " and ".join(parts), values


_ARTICLE = """
    segment.article_id in (select id from article where slug = :article or instr(folded, :folded_article) > 0)
"""
_TEXT = {
    "both": "(instr(segment.folded, :text) > 0 or instr(target.folded, :text) > 0)",
    "source": "instr(segment.folded, :text) > 0",
    "target": "instr(target.folded, :text) > 0",
}


def _finding(which: str) -> str:
    if which == "any":
        return _FINDING.format("")
    if which in ("error", "warning", "info"):
        return _FINDING.format(" and severity = :finding")
    return _FINDING.format(" and code = :finding")


def _json(values: Sequence[str]) -> str:
    return json.dumps([str(value) for value in values])
