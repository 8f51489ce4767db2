"""What the statistics count: approvals, editing of proposals, findings, terms, work by person."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from i18nflow.store.codec import instant, moment
from i18nflow.store.desk.distinct import distinct


@dataclass(frozen=True, slots=True)
class Approval:
    """Words of targets that became approved in one minute, and how their texts began.

    ``began`` is ``machine``, ``memory``, ``import`` or ``hand``.
    """

    at: datetime
    words: int
    began: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Findings of one kind: how many are open, and how many were looked at and waived."""

    code: str
    open: int
    waived: int


@dataclass(frozen=True, slots=True)
class Work:
    """Segments and source words that a person has confirmed or approved."""

    person: str
    segments: int
    words: int


class Figures:
    """The figures of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def approvals(self, lang: str, since: datetime) -> list[Approval]:
        """The words that became approved since then, minute by minute and by how their text began."""
        rows = self._db.query(
            """select substr(history.at, 1, 16) || ':00+00:00' as at, sum(words) as words,
                      case when target.machine_text <> '' or target.engine <> '' then 'machine'
                           when target.match <> '' then 'memory'
                           when exists (select 1 from history earlier where earlier.target_id = target.id
                                        and earlier.action = 'import') then 'import'
                           else 'hand' end as began
               from history join target on target.id = target_id join segment on segment.id = segment_id
               where history.at >= :since and target.lang = :lang and to_state = 'approved'
                 and from_state <> 'approved' and history.action <> 'undo'
               group by 1, 3""",
            {"since": instant(since), "lang": lang},
        )
        return [Approval(moment(row["at"]), row["words"], row["began"]) for row in rows]

    def findings(self, lang: str) -> list[Counted]:
        """Findings by kind, the commonest first."""
        rows = self._db.query(
            """select code, sum(dismissed_by is null) as open, sum(dismissed_by is not null) as waived
               from finding join target on target.id = target_id join segment on segment.id = segment_id
               where target.lang = :lang and not obsolete group by code order by count(*) desc, code""",
            {"lang": lang},
        )
        return [Counted(row["code"], row["open"], row["waived"]) for row in rows]

    def work(self, lang: str, since: datetime) -> list[Work]:
        """What each person confirmed or approved since then, the most words first; a segment counts once."""
        rows = self._db.query(
            """select actor, count(*) as segments, sum(words) as words
               from (select distinct history.actor, target_id, words
                     from history join target on target.id = target_id join segment on segment.id = segment_id
                     where history.at >= :since and target.lang = :lang and to_state in ('translated', 'approved')
                       and history.action in ('confirm', 'approve', 'restore', 'replace', 'repeat', 'import'))
               group by actor order by words desc, actor""",
            {"since": instant(since), "lang": lang},
        )
        return [Work(row["actor"], row["segments"], row["words"]) for row in rows]

    def authors(self, slug: str, lang: str) -> list[Work]:
        """Whose texts an article holds now, translated or approved."""
        rows = self._db.query(
            """select target.author as person, count(*) as segments, sum(words) as words
               from target join segment on segment.id = segment_id join article on article.id = article_id
               where slug = :slug and target.lang = :lang and not obsolete and target.author <> ''
                 and state in ('translated', 'approved')
               group by target.author order by words desc, person""",
            {"slug": slug, "lang": lang},
        )
        return [Work(row["person"], row["segments"], row["words"]) for row in rows]

    def people(self) -> set[str]:
        """Everybody who wrote a text that stands."""
        return distinct(self._db, "target", "author")

    def unlooked(
        self, lang: str, glossary: str, since: datetime, *, limit: int
    ) -> list[tuple[int, int, str, str]]:
        """Approved targets whose terms were not looked at with this glossary: id, version, source, text."""
        rows = self._db.query(
            f"select target.id, target.version, source, text {_UNLOOKED} order by target.changed desc limit :limit",
            {"lang": lang, "glossary": glossary, "since": instant(since), "limit": limit},
        )
        return [(row["id"], row["version"], row["source"], row["text"]) for row in rows]

    def count_unlooked(self, lang: str, glossary: str, since: datetime) -> int:
        """How many approved targets there are whose terms were not looked at with this glossary."""
        values = {"lang": lang, "glossary": glossary, "since": instant(since)}
        return int(next(iter(self._db.query(f"select count(*) as n {_UNLOOKED}", values)))["n"])

    def keep_uses(self, glossary: str, uses: Iterable[tuple[int, int, list[tuple[str, str, bool]]]]) -> None:
        """Remember which terms a target (id, version) used: source, agreed target, whether it was followed."""
        self._db.conn.executemany(
            "insert or replace into adherence (target_id, version, glossary, uses) values (?, ?, ?, ?)",
            [
                (number, version, glossary, json.dumps(found, ensure_ascii=False))
                for number, version, found in uses
            ],
        )

    def uses(self, lang: str, since: datetime) -> list[tuple[datetime, list[tuple[str, str, bool]]]]:
        """When each approved target was decided, and its terms as :meth:`keep_uses` got them, oldest first."""
        rows = self._db.query(
            """select target.changed, uses from target indexed by target_changed
               join adherence on adherence.target_id = target.id and adherence.version = target.version
               where target.lang = :lang and target.changed >= :since and state = 'approved' and uses <> '[]'
               order by target.changed""",
            {"lang": lang, "since": instant(since)},
        )
        return [
            (
                moment(row["changed"]),
                [(source, target, bool(kept)) for source, target, kept in json.loads(row["uses"])],
            )
            for row in rows
        ]


_UNLOOKED = """
    from target indexed by target_changed join segment on segment.id = segment_id
    left join adherence on adherence.target_id = target.id
    where target.lang = :lang and target.changed >= :since and state = 'approved' and not obsolete
      and (adherence.target_id is null or adherence.version <> target.version or adherence.glossary <> :glossary)
"""
