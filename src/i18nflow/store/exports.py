"""The record of exports: what was written where, so that an import can compare three ways."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.store.codec import instant, moment


@dataclass(frozen=True, slots=True)
class Export:
    """One export. ``entries`` maps segment key to ``[source, target, state]`` as they were written."""

    id: str
    article: str
    lang: str
    format: str
    path: str
    sha256: str
    at: datetime
    entries: dict[str, list[str]]


class Exports:
    """The exports of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def record(self, export: Export) -> None:
        """Store an export; the same content again replaces its record."""
        self._db.execute(
            """insert or replace into export (id, article_id, lang, format, path, sha256, at, entries)
               values (:id, (select id from article where slug = :article), :lang, :format, :path, :sha256, :at, :entries)""",
            {
                "id": export.id,
                "article": export.article,
                "lang": export.lang,
                "format": export.format,
                "path": export.path,
                "sha256": export.sha256,
                "at": instant(export.at),
                "entries": json.dumps(export.entries, ensure_ascii=False),
            },
        )

    def find(self, export_id: str) -> Export | None:
        """The export of this id, or None."""
        return self._first("where export.id = :id", {"id": export_id})

    def of_edition(self, slug: str, lang: str, form: str) -> list[Export]:
        """Every export of an edition in a format, the oldest first."""
        rows = self._db.query(
            f"{_SELECT} where article.slug = :slug and export.lang = :lang and format = :form order by at, export.id",
            {"slug": slug, "lang": lang, "form": form},
        )
        return [_export(row) for row in rows]

    def last_at(self, path: str) -> Export | None:
        """What was last written to ``path`` (relative to the workspace), or None."""
        return self._first("where path = :path order by at desc limit 1", {"path": path})

    def has_sha256(self, digest: str) -> bool:
        """Whether an export with this content was ever written."""
        return any(
            True for _ in self._db.query("select 1 from export where sha256 = :digest", {"digest": digest})
        )

    def _first(self, where: str, values: dict[str, str]) -> Export | None:
        for row in self._db.query(f"{_SELECT} {where}", values):
            return _export(row)
        return None


_SELECT = "select export.*, article.slug as article from export join article on article.id = article_id"


def _export(row: dict[str, Any]) -> Export:
    at = moment(row["at"])
    return Export(
        id=row["id"],
        article=row["article"],
        lang=row["lang"],
        format=row["format"],
        path=row["path"],
        sha256=row["sha256"],
        at=at,
        entries=json.loads(row["entries"]),
    )
