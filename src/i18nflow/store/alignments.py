"""Alignments of published texts: proposed pairs, and what people decided of each before any enters the memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from i18nflow.errors import Conflict, NotFound
from i18nflow.model import said
from i18nflow.store.codec import instant, moment


class Decision(StrEnum):
    """What was decided of a proposed pair."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two published texts, aligned: their names, who aligned them and when, and its pairs by decision."""

    id: int
    lang: str
    source_name: str
    target_name: str
    actor: str
    at: datetime
    counts: dict[Decision, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposed pair; one side is "" where the other has no counterpart. ``version`` is the one a write names."""

    id: int
    position: int
    source: str
    target: str
    confidence: float
    decision: Decision
    version: int


class Alignments:
    """The alignments of a workspace that are not finished."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self,
        lang: str,
        names: tuple[str, str],
        pairs: Sequence[tuple[str, str, float]],
        *,
        actor: str,
        at: datetime,
    ) -> int:
        """Store an alignment of the texts ``names``; its number."""
        cursor = self._db.execute(
            "insert into alignment (lang, source_name, target_name, actor, at) values (?, ?, ?, ?, ?)",
            [lang, *names, actor, instant(at)],
        )
        number = int(cursor.lastrowid or 0)
        self._db.conn.executemany(
            """insert into alignment_pair (alignment_id, position, source, target, confidence, decision, version)
               values (?, ?, ?, ?, ?, 'open', 0)""",
            [(number, place, *pair) for place, pair in enumerate(pairs)],
        )
        return number

    def all(self) -> list[Alignment]:
        """Every alignment, newest first."""
        return [self._alignment(row) for row in self._db.query("select * from alignment order by id desc")]

    def get(self, number: int) -> Alignment:
        """The alignment with this number. Raises :class:`NotFound`."""
        for row in self._db.query("select * from alignment where id = ?", [number]):
            return self._alignment(row)
        raise NotFound(said("There is no alignment {number}: it was finished or thrown away.", number=number))

    def pairs(
        self, number: int, decision: Decision | None = None, *, start: int = 0, limit: int = -1
    ) -> list[Pair]:
        """Its pairs in the order of the texts, those with this decision or all."""
        rows = self._db.query(
            """select * from alignment_pair where alignment_id = :number
               and (:decision is null or decision = :decision) order by position limit :limit offset :start""",
            {"number": number, "decision": decision, "limit": limit, "start": start},
        )
        return [_pair(row) for row in rows]

    def pair(self, number: int, pair: int) -> Pair:
        """One pair. Raises :class:`NotFound`."""
        for row in self._db.query(
            "select * from alignment_pair where alignment_id = ? and id = ?", [number, pair]
        ):
            return _pair(row)
        raise NotFound(
            said("This pair is no longer there: it was joined with another one. Load the page anew.")
        )

    def next(self, number: int, position: int) -> Pair | None:
        """The pair after this place, or None."""
        for row in self._db.query(
            "select * from alignment_pair where alignment_id = ? and position > ? order by position limit 1",
            [number, position],
        ):
            return _pair(row)
        return None

    def change(self, pair: Pair) -> None:
        """Store texts and decision of ``pair``. Raises :class:`Conflict` where it has another version by now."""
        cursor = self._db.execute(
            """update alignment_pair set source = ?, target = ?, confidence = ?, decision = ?, version = version + 1
               where id = ? and version = ?""",
            [pair.source, pair.target, pair.confidence, pair.decision, pair.id, pair.version],
        )
        if cursor.rowcount != 1:
            raise Conflict(
                said("This pair was changed by somebody else meanwhile. Look at it anew and decide.")
            )

    def accept_from(self, number: int, least: float) -> int:
        """Accept every open pair with two texts and at least this confidence; how many."""
        cursor = self._db.execute(
            """update alignment_pair set decision = 'accepted', version = version + 1
               where alignment_id = ? and decision = 'open' and confidence >= ? and source <> '' and target <> ''""",
            [number, least],
        )
        return cursor.rowcount

    def drop_pairs(self, number: int, decision: Decision) -> None:
        """Take out the pairs with this decision."""
        self._db.execute(
            "delete from alignment_pair where alignment_id = ? and decision = ?", [number, decision]
        )

    def drop_pair(self, pair: Pair) -> None:
        """Take out one pair."""
        self._db.execute("delete from alignment_pair where id = ?", [pair.id])

    def drop(self, number: int) -> None:
        """Throw an alignment away with its pairs."""
        self._db.execute("delete from alignment where id = ?", [number])

    def _alignment(self, row: dict[str, Any]) -> Alignment:
        counted = {
            Decision(decision): count
            for decision, count in self._db.execute(
                "select decision, count(*) from alignment_pair where alignment_id = ? group by decision",
                [row["id"]],
            )
        }
        at = moment(row["at"])
        return Alignment(
            row["id"], row["lang"], row["source_name"], row["target_name"], row["actor"], at,
            {decision: counted.get(decision, 0) for decision in Decision},
        )  # fmt: skip


def _pair(row: dict[str, Any]) -> Pair:
    return Pair(
        row["id"], row["position"], row["source"], row["target"], row["confidence"], Decision(row["decision"]),
        row["version"],
    )  # fmt: skip
