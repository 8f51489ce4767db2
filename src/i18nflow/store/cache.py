"""What engines have answered, so that nothing is asked twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from i18nflow.model import LanguagePair
from i18nflow.store.codec import instant


@dataclass(frozen=True, slots=True)
class Answer:
    """An engine's answer under its key (see :func:`i18nflow.translate.answer_key`)."""

    key: str
    engine: str
    version: str
    source: str
    text: str


class Answers:
    """The remembered answers of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, keys: Sequence[str]) -> dict[str, str]:
        """The remembered texts of those ``keys`` that have one."""
        rows = self._db.query(
            "select key, text from answer where key in (select value from json_each(:keys))",
            {"keys": json.dumps(list(keys))},
        )
        return {row["key"]: row["text"] for row in rows}

    def put(self, answers: Iterable[Answer], pair: LanguagePair, *, at: datetime) -> None:
        """Remember ``answers``; the same key again replaces its text."""
        self._db.conn.executemany(
            "insert or replace into answer (key, engine, version, pair, source, text, at) values (?, ?, ?, ?, ?, ?, ?)",
            [(a.key, a.engine, a.version, str(pair), a.source, a.text, instant(at)) for a in answers],
        )
