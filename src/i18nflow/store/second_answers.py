"""What a second engine says of a source, kept to show where two engines disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.store.codec import instant


@dataclass(frozen=True, slots=True)
class SecondAnswer:
    """A second engine's ``text`` for ``source`` beside ``first_text``, the draft's own machine text.

    ``disagreement`` is 0 where the two are equal and 1 where they have nothing in common.
    """

    segment: str
    lang: str
    engine: str
    engine_version: str
    source: str
    first_text: str
    text: str
    disagreement: float


class SecondAnswers:
    """The second answers of a workspace: one per segment and language."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, one: SecondAnswer, at: datetime) -> None:
        """Keep ``one`` in the place of an earlier one."""
        self._db.execute(
            """insert or replace into second_answer
                 (segment_id, lang, engine, engine_version, source, first_text, text, disagreement, at)
               select id, ?, ?, ?, ?, ?, ?, ?, ? from segment where key = ?""",
            [
                one.lang, one.engine, one.engine_version, one.source, one.first_text, one.text,
                one.disagreement, instant(at), one.segment,
            ],
        )  # fmt: skip

    def of_article(self, slug: str, lang: str) -> dict[str, SecondAnswer]:
        """Those of an article that still speak of the source and the machine text that stand there, by key."""
        rows = self._db.query(
            _SELECT + "where slug = :slug and second_answer.lang = :lang", {"slug": slug, "lang": lang}
        )
        return {row["key"]: _answer(row) for row in rows}

    def of_segment(self, key: str, lang: str) -> SecondAnswer | None:
        """That of one segment, where it still speaks of what stands there."""
        rows = self._db.query(
            _SELECT + "where segment.key = :key and second_answer.lang = :lang", {"key": key, "lang": lang}
        )
        return next((_answer(row) for row in rows), None)


_SELECT = """
    select second_answer.*, segment.key from second_answer
    join segment on segment.id = second_answer.segment_id and segment.source = second_answer.source and not obsolete
    join article on article.id = segment.article_id
    join target on target.segment_id = segment.id and target.lang = second_answer.lang
      and target.machine_text = second_answer.first_text
"""


def _answer(row: dict[str, Any]) -> SecondAnswer:
    return SecondAnswer(
        segment=row["key"],
        lang=row["lang"],
        engine=row["engine"],
        engine_version=row["engine_version"],
        source=row["source"],
        first_text=row["first_text"],
        text=row["text"],
        disagreement=row["disagreement"],
    )
