"""The units of the translation memory."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from i18nflow.model import LanguagePair, Origin, Unit
from i18nflow.store.codec import instant, parse_instant
from i18nflow.store.folding import fold


class Units:
    """The memory of a workspace: approved pairs, and pairs that were imported."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, unit: Unit, pair: LanguagePair, *, at: datetime) -> None:
        """Remember ``unit``. A unit belongs to the segment that made it: approving anew replaces it."""
        if unit.segment:
            self.remove(unit.segment, pair.target)
        self._db.execute(
            """insert into unit (source_lang, target_lang, source, target, hash, folded, folded_target, before, after,
                                 article, segment, author, created, domain, origin)
               values (:source_lang, :target_lang, :source, :target, :hash, :folded, :folded_target, :before, :after,
                       :article, :segment, :author, :created, :domain, :origin)""",
            {
                "source_lang": pair.source,
                "target_lang": pair.target,
                "source": unit.source,
                "target": unit.target,
                "hash": source_hash(unit.source),
                "folded": fold(unit.source),
                "folded_target": fold(unit.target),
                "before": unit.before,
                "after": unit.after,
                "article": unit.article,
                "segment": unit.segment,
                "author": unit.author,
                "created": instant(unit.created or at),
                "domain": unit.domain,
                "origin": unit.origin,
            },
        )

    def remove(self, segment: str, target_lang: str) -> None:
        """Forget the unit that this segment made: it is in no match from now on."""
        self._db.execute("delete from unit where segment = ? and target_lang = ?", [segment, target_lang])

    def exact(self, source: str, pair: LanguagePair) -> list[Unit]:
        """The units with this very source, newest first."""
        rows = self._db.query(
            """select * from unit where source_lang = :source_lang and target_lang = :target_lang and hash = :hash
               and source = :source order by created desc, id desc""",
            {
                "source_lang": pair.source,
                "target_lang": pair.target,
                "hash": source_hash(source),
                "source": source,
            },
        )
        return [unit_of(row) for row in rows]

    def all(self, pair: LanguagePair) -> list[Unit]:
        """Every unit of a language pair, oldest first."""
        rows = self._db.query(
            "select * from unit where source_lang = :source and target_lang = :target order by id",
            {"source": pair.source, "target": pair.target},
        )
        return [unit_of(row) for row in rows]


def source_hash(source: str) -> str:
    """The index key of a source text."""
    return sha256(source.encode()).hexdigest()[:16]


def unit_of(row: dict[str, Any]) -> Unit:
    """A row of the unit table as a value."""
    return Unit(
        source=row["source"],
        target=row["target"],
        before=row["before"],
        after=row["after"],
        article=row["article"],
        segment=row["segment"],
        author=row["author"],
        created=parse_instant(row["created"]),
        domain=row["domain"],
        origin=Origin(row["origin"]),
        id=row["id"],
    )
