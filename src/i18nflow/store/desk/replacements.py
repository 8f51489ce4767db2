"""Replacements over many segments: what each changed, so that it can be taken back whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.errors import NotFound
from i18nflow.model import Origin, State, said
from i18nflow.store.codec import instant, moment, parse_instant


@dataclass(frozen=True, slots=True)
class Replacement:
    """One replacement: who said ``instead`` for ``wanted`` in how many segments, and whether it was taken back."""

    id: int
    at: datetime
    actor: str
    lang: str
    wanted: str
    instead: str
    segments: int
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A segment that a replacement changed, the version that its target then had, and what it was before."""

    key: str
    version: int
    text: str
    state: State
    origin: Origin | None
    author: str
    previous_source: str | None


class Replacements:
    """The replacements of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self, lang: str, wanted: str, instead: str, changed: Iterable[Replaced], *, actor: str, at: datetime
    ) -> int:
        """Remember a replacement; its number."""
        made = self._db.query(
            """insert into replacement (at, actor, lang, wanted, instead)
               values (:at, :actor, :lang, :wanted, :instead) returning id""",
            {"at": instant(at), "actor": actor, "lang": lang, "wanted": wanted, "instead": instead},
        )
        number = int(next(row["id"] for row in made))
        self._db.conn.executemany(
            """insert into replaced (replacement_id, target_id, version, was_text, was_state, was_origin, was_author,
                                     was_source)
               select ?, target.id, ?, ?, ?, ?, ?, ? from target join segment on segment.id = segment_id
               where segment.key = ? and target.lang = ?""",
            [
                (
                    number,
                    one.version,
                    one.text,
                    one.state,
                    one.origin,
                    one.author,
                    one.previous_source,
                    one.key,
                    lang,
                )
                for one in changed
            ],
        )
        return number

    def get(self, number: int) -> Replacement:
        """One replacement. Raises :class:`NotFound`."""
        for row in self._db.query(_SELECT + "where replacement.id = :id", {"id": number}):
            return _replacement(row)
        raise NotFound(said("There is no replacement {number}.", number=number))

    def latest(self, *, limit: int = 20) -> list[Replacement]:
        """The latest replacements, newest first."""
        rows = self._db.query(_SELECT + "order by replacement.id desc limit :limit", {"limit": limit})
        return [_replacement(row) for row in rows]

    def segments(self, number: int) -> list[Replaced]:
        """What a replacement changed, in the order of articles and segments."""
        rows = self._db.query(
            """select segment.key, replaced.* from replaced join target on target.id = target_id
               join segment on segment.id = segment_id
               where replacement_id = :id order by article_id desc, position""",
            {"id": number},
        )
        return [
            Replaced(
                key=row["key"],
                version=row["version"],
                text=row["was_text"],
                state=State(row["was_state"]),
                origin=Origin(row["was_origin"]) if row["was_origin"] else None,
                author=row["was_author"],
                previous_source=row["was_source"],
            )
            for row in rows
        ]

    def undone(self, number: int, *, by: str, at: datetime) -> None:
        """Note that a replacement was taken back."""
        self._db.execute(
            "update replacement set undone_at = ?, undone_by = ? where id = ?", [instant(at), by, number]
        )


_SELECT = """
    select replacement.*, (select count(*) from replaced where replacement_id = replacement.id) as segments
    from replacement
"""


def _replacement(row: dict[str, Any]) -> Replacement:
    at = moment(row["at"])
    return Replacement(
        id=row["id"],
        at=at,
        actor=row["actor"],
        lang=row["lang"],
        wanted=row["wanted"],
        instead=row["instead"],
        segments=row["segments"],
        undone_at=parse_instant(row["undone_at"]),
        undone_by=row["undone_by"],
    )
