"""Comments on segments, who is named in them, and what each person has seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.errors import NotFound
from i18nflow.model import said
from i18nflow.store.codec import instant, moment, parse_instant
from i18nflow.store.desk.distinct import distinct


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody says of a segment; ``number`` is the segment's place as the article shows it, from 1."""

    id: int
    article: str
    title: str
    lang: str
    segment: str
    number: int
    author: str
    text: str
    at: datetime
    resolved_at: datetime | None
    resolved_by: str
    source: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """A text that was sent back: by whom, why, and what it said. ``id`` is the number of its row in history."""

    id: int
    article: str
    title: str
    lang: str
    segment: str
    number: int
    actor: str
    reason: str
    text: str
    at: datetime


class Comments:
    """The comments of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_segment(self, key: str, lang: str) -> list[Comment]:
        """The comments on a segment in one language, oldest first."""
        rows = self._db.query(
            _SELECT + "where segment.key = :key and comment.lang = :lang order by comment.id",
            {"key": key, "lang": lang},
        )
        return [_comment(row) for row in rows]

    def get(self, number: int) -> Comment:
        """One comment. Raises :class:`NotFound`."""
        for row in self._db.query(_SELECT + "where comment.id = :id", {"id": number}):
            return _comment(row)
        raise NotFound(said("There is no comment {number}.", number=number))

    def add(
        self, key: str, lang: str, text: str, mentions: Iterable[str], *, author: str, at: datetime
    ) -> int:
        """Add a comment that names these people; its number."""
        made = self._db.query(
            """insert into comment (segment_id, lang, author, text, at)
               values ((select id from segment where key = :key), :lang, :author, :text, :at) returning id""",
            {"key": key, "lang": lang, "author": author, "text": text, "at": instant(at)},
        )
        number = int(next(row["id"] for row in made))
        self._db.conn.executemany(
            "insert into mention (person, comment_id) values (?, ?)", [(name, number) for name in mentions]
        )
        return number

    def join(self, removed: str, stays: str) -> None:
        """Take the comments on a segment that was joined to another to that one."""
        self._db.execute(
            """update comment set segment_id = (select id from segment where key = ?)
               where segment_id = (select id from segment where key = ?)""",
            [stays, removed],
        )

    def resolve(self, number: int, *, by: str, at: datetime | None) -> None:
        """Note that a comment is settled, or (``at`` None) open again."""
        self._db.execute(
            "update comment set resolved_at = ?, resolved_by = ? where id = ?",
            [instant(at), by if at else "", number],
        )

    def open_counts(self, lang: str) -> dict[str, int]:
        """How many comments are open in ``lang``, by article."""
        rows = self._db.query(
            """select slug, count(*) as n from comment join segment on segment.id = segment_id
               join article on article.id = article_id
               where comment.lang = :lang and resolved_at is null and not obsolete group by slug""",
            {"lang": lang},
        )
        return {row["slug"]: row["n"] for row in rows}

    def naming(self, person: str, *, limit: int) -> list[Comment]:
        """The comments that name ``person``, newest first."""
        rows = self._db.query(
            _SELECT
            + "join mention on comment_id = comment.id where person = :person order by comment.id desc limit :limit",
            {"person": person, "limit": limit},
        )
        return [_comment(row) for row in rows]

    def rejections(self, person: str, since: datetime) -> list[Rejection]:
        """The texts of ``person`` that others rejected since then, newest first."""
        rows = self._db.query(
            """select history.id, slug, title, target.lang as lang, segment.key, position + 1 as number, history.actor,
                      history.reason, history.text, history.at
               from history indexed by history_rejected cross join target on target.id = target_id
               cross join segment on segment.id = segment_id cross join article on article.id = article_id
               where history.action = 'reject' and history.at >= :since and history.actor <> :person
                 and :person = (select earlier.actor from history earlier
                                where earlier.target_id = history.target_id and earlier.version < history.version
                                  and earlier.action in ('confirm', 'restore', 'import', 'replace', 'repeat')
                                order by earlier.version desc limit 1)
               order by history.id desc""",
            {"person": person, "since": instant(since)},
        )
        return [
            Rejection(
                row["id"], row["slug"], row["title"], row["lang"], row["key"], row["number"], row["actor"],
                row["reason"], row["text"], moment(row["at"]),
            )
            for row in rows
        ]  # fmt: skip

    def seen(self, person: str) -> set[str]:
        """The items of their inbox that a person has seen."""
        return {
            row["item"]
            for row in self._db.query("select item from seen where person = :person", {"person": person})
        }

    def see(self, person: str, items: Iterable[str], at: datetime) -> None:
        """Note that a person has seen these items."""
        self._db.conn.executemany(
            "insert or ignore into seen (person, item, at) values (?, ?, ?)",
            [(person, item, instant(at)) for item in items],
        )

    def people(self) -> set[str]:
        """Everybody who has commented or is named in a comment."""
        return distinct(self._db, "comment", "author") | distinct(self._db, "mention", "person")


_SELECT = """
    select comment.*, segment.key, segment.position + 1 as number, segment.source, slug, title
    from comment join segment on segment.id = segment_id join article on article.id = article_id
"""


def _comment(row: dict[str, Any]) -> Comment:
    return Comment(
        id=row["id"],
        article=row["slug"],
        title=row["title"],
        lang=row["lang"],
        segment=row["key"],
        number=row["number"],
        author=row["author"],
        text=row["text"],
        at=moment(row["at"]),
        resolved_at=parse_instant(row["resolved_at"]),
        resolved_by=row["resolved_by"],
        source=row["source"],
    )
