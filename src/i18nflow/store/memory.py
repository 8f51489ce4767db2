"""The units of the translation memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from sqlite_utils import Database

from i18nflow.memory.index import extended
from i18nflow.model import LanguagePair, Origin, Side, Unit
from i18nflow.store import memory_index
from i18nflow.store.codec import instant, parse_instant
from i18nflow.store.folding import fold


class Units:
    """The memory of a workspace: approved pairs, and pairs that were imported."""

    def __init__(self, db: Database, folder: Path) -> None:
        self._db = db
        self._folder = folder

    def put(self, unit: Unit, pair: LanguagePair, *, at: datetime) -> None:
        """Remember ``unit``. A unit belongs to the segment that made it: approving anew replaces it."""
        if unit.segment:
            self.remove(unit.segment, pair.target)
        self._db.execute(
            """insert into unit (source_lang, target_lang, source, target, hash, folded, folded_target, before, after,
                                 article, segment, author, created, domain, origin)
               values (:source_lang, :target_lang, :source, :target, :hash, :folded, :folded_target, :before, :after,
                       :article, :segment, :author, :created, :domain, :origin)""",
            _row(unit, pair, at),
        )

    def put_new(self, units: Sequence[Unit], pair: LanguagePair, *, at: datetime) -> int:
        """Add units that belong to no segment, where the very pair is not there yet; how many were added."""
        cursor = self._db.conn.executemany(
            """insert into unit (source_lang, target_lang, source, target, hash, folded, folded_target, before, after,
                                 article, segment, author, created, domain, origin)
               select :source_lang, :target_lang, :source, :target, :hash, :folded, :folded_target, :before, :after,
                      :article, '', :author, :created, :domain, :origin
               where not exists (select 1 from unit where source_lang = :source_lang and target_lang = :target_lang
                                 and hash = :hash and source = :source and target = :target)""",
            [_row(replace(unit, segment=""), pair, at) for unit in units],
        )
        return cursor.rowcount

    def remove(self, segment: str, target_lang: str) -> None:
        """Forget the unit that this segment made: it is in no match from now on."""
        self._db.execute(
            "delete from unit where segment = ? and target_lang = ? and segment <> ''", [segment, target_lang]
        )

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

    def search(self, text: str, pair: LanguagePair, *, least: float, limit: int) -> list[tuple[Unit, float]]:
        """The ``limit`` units most like ``text`` with their scores of ``least`` or more, best first.

        The score is rapidfuzz's ``Levenshtein.normalized_similarity`` of the source texts.
        """
        with memory_index.lock():
            held = memory_index.opened(self._index_path(pair))
            held.young.add(self._after(held.young.seen, pair))
            index, ids, texts = held.index, list(held.young.ids), held.young.texts[:]
        scored = [
            (ids[place], score)
            for _, score, place in process.extract(
                text, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=None
            )
        ]

        def scores(chosen: Sequence[int]) -> list[tuple[int, float]]:
            rows = self._sources(chosen)
            found = process.extract(
                text, rows, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=None
            )
            return [(number, score) for _, score, number in found]

        scored += index.search(text, scores, least=least)
        scored.sort(key=lambda one: (-one[1], -one[0]))
        return self._existing(scored, limit)

    def refresh_index(self, pair: LanguagePair, *, at_least: int = 2000) -> bool:
        """Bring the index file up to date where ``at_least`` units (or one in a hundred) are younger; whether it did."""
        path = self._index_path(pair)
        with memory_index.lock():
            held = memory_index.opened(path)
            index = held.index
        young = list(self._after(index.last, pair))
        if len(young) < max(at_least, len(index) // 100):
            return False
        alive = np.fromiter((row["id"] for row in self._db.query(_IDS, _pair(pair))), np.int64)
        grown = extended(index, [number for number, _ in young], [text for _, text in young], alive)
        memory_index.write(path, grown)
        return True

    def _index_path(self, pair: LanguagePair) -> Path:
        return self._folder / f"{pair.source}-{pair.target}.index".lower()

    def _after(self, number: int, pair: LanguagePair) -> Iterator[tuple[int, str]]:
        # The unary plus keeps SQLite on the ids: by the languages' index it would read the whole memory.
        return self._db.execute(
            """select id, source from unit
               where id > :after and +source_lang = :source and +target_lang = :target order by id""",
            {**_pair(pair), "after": number},
        )

    def _sources(self, ids: Sequence[int]) -> dict[int, str]:
        # Rows as they come: hundreds are fetched for every text that is looked up.
        return dict(
            self._db.execute(
                "select id, source from unit where id in (select value from json_each(?))",
                [json.dumps(list(ids))],
            )
        )

    def _existing(self, scored: Sequence[tuple[int, float]], limit: int) -> list[tuple[Unit, float]]:
        result: list[tuple[Unit, float]] = []
        for start in range(0, len(scored), limit or 1):
            part = scored[start : start + limit]
            ids = json.dumps([number for number, _ in part])
            rows = self._db.query(
                "select * from unit where id in (select value from json_each(:ids))", {"ids": ids}
            )
            units = {row["id"]: unit_of(row) for row in rows}
            result += [(units[number], score) for number, score in part if number in units]
            if len(result) >= limit:
                break
        return result[:limit]

    def holding(self, prefixes: Sequence[Sequence[str]], pair: LanguagePair, side: Side) -> Iterator[Unit]:
        """The units whose text of ``side`` has, for each entry, a word with one of its beginnings; newest first."""
        column = "folded" if side is Side.SOURCE else "folded_target"
        wanted = " AND ".join(
            "(" + " OR ".join(f'"{fold(one)}" *' for one in beginnings) + ")" for beginnings in prefixes
        )
        rows = self._db.query(
            """select unit.* from unit_words join unit on unit.id = unit_words.rowid
               where unit_words match :wanted and source_lang = :source and target_lang = :target
               order by unit_words.rowid desc""",
            {**_pair(pair), "wanted": f"{column} : ({wanted})"},
        )
        return (unit_of(row) for row in rows)

    def all(self, pair: LanguagePair) -> list[Unit]:
        """Every unit of a language pair, oldest first."""
        rows = self._db.query(
            "select * from unit where source_lang = :source and target_lang = :target order by id",
            {"source": pair.source, "target": pair.target},
        )
        return [unit_of(row) for row in rows]


def _row(unit: Unit, pair: LanguagePair, at: datetime) -> dict[str, str | None]:
    return {
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
    }


_IDS = "select id from unit where source_lang = :source and target_lang = :target"


def _pair(pair: LanguagePair) -> dict[str, str]:
    return {"source": pair.source, "target": pair.target}


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
