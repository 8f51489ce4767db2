"""How far approved texts are from the machine texts they were made of: one row a segment, added up for reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.store.codec import instant


@dataclass(frozen=True, slots=True)
class PostEdit:
    """One approved segment: ``chrf`` from 0 to 100 (100: nothing changed), ``edits`` of ``words`` (TER's counts)."""

    segment: str
    lang: str
    engine: str
    engine_version: str
    month: str
    chrf: float
    edits: float
    words: int


@dataclass(frozen=True, slots=True)
class PostEdits:
    """Approved segments of one engine added up. Of one ``month`` (``2026-03``) or ``article``, else "".

    ``chrf`` is the mean over segments; ``edit_share`` is all edits by all words of the approved texts (TER as a
    share: 0.25 means a quarter of the words); ``untouched`` counts the segments approved as the machine made them.
    """

    engine: str
    lang: str
    month: str
    article: str
    segments: int
    words: int
    chrf: float
    edit_share: float
    untouched: int


class PostEditTable:
    """The post-edits of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, one: PostEdit, at: datetime) -> None:
        """Keep ``one``; approving a segment anew replaces what was kept of it."""
        self._db.execute(
            """insert or replace into post_edit
                 (segment_id, lang, article_id, engine, engine_version, month, chrf, edits, words, at)
               select id, :lang, article_id, :engine, :version, :month, :chrf, :edits, :words, :at
               from segment where key = :key""",
            {
                "key": one.segment,
                "lang": one.lang,
                "engine": one.engine,
                "version": one.engine_version,
                "month": one.month,
                "chrf": one.chrf,
                "edits": one.edits,
                "words": one.words,
                "at": instant(at),
            },
        )

    def remove(self, segment: str, lang: str) -> None:
        """Forget a segment's: its approval was taken back."""
        self._db.execute(
            "delete from post_edit where segment_id = (select id from segment where key = ?) and lang = ?",
            [segment, lang],
        )

    def by_engine_month(self, lang: str | None = None) -> list[PostEdits]:
        """Every engine in every month that has some, months in order, then engines by name."""
        return self._summed("month, '' as slug", "month, engine, post_edit.lang", lang)

    def by_engine_article(self, lang: str | None = None) -> list[PostEdits]:
        """Every engine in every article that has some, articles by slug, then engines by name."""
        return self._summed("'' as month, slug", "slug, engine, post_edit.lang", lang)

    def by_engine(self, lang: str | None = None) -> list[PostEdits]:
        """Every engine over all articles and months."""
        return self._summed("'' as month, '' as slug", "engine, post_edit.lang", lang)

    def _summed(self, named: str, group: str, lang: str | None) -> list[PostEdits]:
        rows = self._db.query(
            f"""select {named}, engine, post_edit.lang as lang, count(*) as segments, sum(words) as words,
                       avg(chrf) as chrf, sum(edits) as edits, sum(edits = 0) as untouched
                from post_edit join article on article.id = post_edit.article_id
                where :lang is null or post_edit.lang = :lang group by {group} order by {group}""",  # noqa: S608
            {"lang": lang},
        )
        return [_summed(row) for row in rows]


def _summed(row: Mapping[str, Any]) -> PostEdits:
    return PostEdits(
        engine=row["engine"],
        lang=row["lang"],
        month=row["month"],
        article=row["slug"],
        segments=row["segments"],
        words=row["words"],
        chrf=row["chrf"],
        edit_share=row["edits"] / row["words"] if row["words"] else 0.0,
        untouched=row["untouched"],
    )
