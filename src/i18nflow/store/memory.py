"""The units of the translation memory."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein
from sqlite_utils import Database

from i18nflow.memory.index import Best, Sought, sought
from i18nflow.model import LanguagePair, Origin, Side, Unit
from i18nflow.store import memory_index
from i18nflow.store.codec import instant, parse_instant
from i18nflow.store.database import write
from i18nflow.store.folding import fold


class Units:
    """The memory of a workspace: approved pairs, and pairs that were imported."""

    def __init__(self, db: Database, folder: Path) -> None:
        self._db = db
        self._folder = folder
        self._paths: dict[LanguagePair, Path] = {}

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
        return self.exact_many([source], pair).get(source, [])

    def exact_many(self, sources: Sequence[str], pair: LanguagePair) -> dict[str, list[Unit]]:
        """For each of ``sources`` that has any, the units with this very source, newest first."""
        rows = self._db.execute(
            f"""select {_COLUMNS} from unit where source_lang = :source and target_lang = :target
                and hash in (select value from json_each(:hashes)) order by created desc, id desc""",  # noqa: S608 (names of columns)
            {**_pair(pair), "hashes": json.dumps([source_hash(source) for source in sources])},
        )
        wanted, found = set(sources), dict[str, list[Unit]]()
        for unit in map(_unit, rows):
            if unit.source in wanted:
                found.setdefault(unit.source, []).append(unit)
        return found

    def search(self, text: str, pair: LanguagePair, *, least: float, limit: int) -> list[tuple[Unit, float]]:
        """The ``limit`` units most like ``text`` with their scores of ``least`` or more, best first.

        The score is rapidfuzz's ``Levenshtein.normalized_similarity`` of the source texts.
        """
        return self._search([Sought(text)], pair, least, limit)[0]

    def search_many(
        self, texts: Sequence[str], pair: LanguagePair, *, least: float, limit: int
    ) -> list[list[tuple[Unit, float]]]:
        """For each of ``texts`` what :meth:`search` gives, with less work for each."""
        return self._search(sought(texts), pair, least, limit) if texts else []

    def _search(
        self, wanted: Sequence[Sought], pair: LanguagePair, least: float, limit: int
    ) -> list[list[tuple[Unit, float]]]:
        view = self._view(pair)
        while True:
            found = []
            for one in wanted:
                best = Best(limit, least)
                view.search(one, best, self._sources)
                found.append(best.found())
            ids = {number for scored in found for number, _ in scored}
            units = self._by_ids(ids)
            if gone := ids - units.keys():
                view.gone.update(gone)
            elif all(
                _is(one.text, units[number], score)
                for one, scored in zip(wanted, found, strict=True)
                for number, score in scored
            ):
                return [[(units[number], score) for number, score in scored] for scored in found]
            else:
                # The index tells of other texts: it belongs to another state of the database.
                memory_index.forget(self._index_path(pair))
                view = self._view(pair)

    def refresh_index(self, pair: LanguagePair, *, at_least: int = 2000) -> bool:
        """Bring the index file up to date where ``at_least`` units (or one in a hundred) are younger; whether it did."""
        if self._db.conn.in_transaction:
            raise ValueError("an index holds only what is committed")
        view = self._view(pair)
        if view.beside_file < max(at_least, len(view.file) // 100):
            return False
        self._write_index(pair, view)
        return True

    def rewrite_indexes(self, pairs: Iterable[LanguagePair]) -> None:
        """Leave no text in the index files that is not in the database any more; files of other pairs go."""
        kept = set()
        for pair in pairs:
            path = self._index_path(pair)
            if path.exists():
                kept.add(path)
                self._write_index(pair, self._view(pair))
        for path in self._folder.glob("*.index"):
            if path not in kept:
                path.unlink()

    def _write_index(self, pair: LanguagePair, view: memory_index.View) -> None:
        alive = np.fromiter((row["id"] for row in self._db.query(_IDS, _pair(pair))), np.int64)
        mark = uuid.uuid4().hex
        # The former file is good as long as it stands there: its mark is kept.
        name, marks = self._marks(pair)
        with write(self._db):
            self._db.execute(
                "insert or replace into setting (name, value) values (?, ?)",
                [name, f"{mark} {' '.join(marks[:1])}"],
            )
        memory_index.write(self._index_path(pair), view.joined(alive), mark)

    def _marks(self, pair: LanguagePair) -> tuple[str, list[str]]:
        """The setting that knows the index files of ``pair`` by their marks, and those marks, the latest first."""
        name = f"memory index {pair}"
        for row in self._db.execute("select value from setting where name = ?", [name]):
            return name, str(row[0]).split()
        return name, []

    def _view(self, pair: LanguagePair) -> memory_index.View:
        """The units that can be searched now, the latest too."""
        with memory_index.lock():
            last = self._last_id()
            held = memory_index.opened(self._index_path(pair), last, lambda: self._marks(pair)[1])
            if not self._db.conn.in_transaction:
                if last > held.asked:
                    held.add(self._after(held.asked, pair))
                    held.asked = max(last, held.seen)
                return held.view()
            # What is not committed yet may be taken back, and its ids given again: nobody else shall remember it.
            view = held.view()
            return replace(view, young=view.young | dict(self._after(held.asked, pair)), gone=set(view.gone))

    def _last_id(self) -> int:
        """The greatest id that a unit ever had."""
        for (last,) in self._db.conn.execute("select seq from sqlite_sequence where name = 'unit'"):
            return int(last)
        return 0

    def _index_path(self, pair: LanguagePair) -> Path:
        if pair not in self._paths:
            self._paths[pair] = self._folder / f"{pair.source}-{pair.target}.index".lower()
        return self._paths[pair]

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

    def _by_ids(self, ids: Iterable[int]) -> dict[int, Unit]:
        # Without sqlite-utils between: this is most of what a lookup asks of the database.
        rows = self._db.conn.execute(
            f"select {_COLUMNS} from unit where id in (select value from json_each(?))",  # noqa: S608 (names of columns)
            [json.dumps(list(ids))],
        )
        return {row[0]: _unit(row) for row in rows}

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

    def all(self, pair: LanguagePair) -> Iterator[Unit]:
        """Every unit of a language pair, oldest first, as they are read: a memory may be larger than the machine's."""
        rows = self._db.execute(
            # The unary plus keeps SQLite on the ids, so that it need not sort.
            f"select {_COLUMNS} from unit where +source_lang = :source and +target_lang = :target order by id",  # noqa: S608 (names of columns)
            _pair(pair),
        )
        return map(_unit, rows)


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


def _is(text: str, unit: Unit, score: float) -> bool:
    return abs(Levenshtein.normalized_similarity(text, unit.source) - score) < 1e-9


_IDS = "select id from unit where source_lang = :source and target_lang = :target"


def _pair(pair: LanguagePair) -> dict[str, str]:
    return {"source": pair.source, "target": pair.target}


_COLUMNS = "id, source, target, before, after, article, segment, author, created, domain, origin"


def _unit(row: Sequence[Any]) -> Unit:
    """A row of ``_COLUMNS`` as a value."""
    number, source, target, before, after, article, segment, author, created, domain, origin = row
    return Unit(
        source,
        target,
        before,
        after,
        article,
        segment,
        author,
        parse_instant(created),
        domain,
        Origin(origin),
        number,
    )


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
