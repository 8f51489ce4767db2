"""Who has an article open, and which segment is in their hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from i18nflow.store.codec import instant


@dataclass(frozen=True, slots=True)
class Present:
    """One person in an article; ``segment`` is the key of the segment in hand, or empty."""

    actor: str
    segment: str


class Presence:
    """The people in the articles of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, slug: str, lang: str, actor: str, segment: str, at: datetime) -> None:
        """Say that ``actor`` is in the article, with ``segment`` in hand."""
        self._db.execute(
            """insert into presence (article_id, lang, actor, segment, at)
               select id, :lang, :actor, :segment, :at from article where slug = :slug
               on conflict (article_id, lang, actor) do update set segment = excluded.segment, at = excluded.at""",
            {"slug": slug, "lang": lang, "actor": actor, "segment": segment, "at": instant(at)},
        )

    def leave(self, slug: str, lang: str, actor: str) -> None:
        """Say that ``actor`` has left the article."""
        self._db.execute(
            """delete from presence where lang = ? and actor = ?
               and article_id = (select id from article where slug = ?)""",
            [lang, actor, slug],
        )

    def others(self, slug: str, lang: str, actor: str, since: datetime) -> list[Present]:
        """Everybody but ``actor`` who was seen in the article after ``since``, by name."""
        rows = self._db.query(
            """select actor, segment from presence join article on article.id = article_id
               where slug = :slug and presence.lang = :lang and actor <> :actor and at > :since order by actor""",
            {"slug": slug, "lang": lang, "actor": actor, "since": instant(since)},
        )
        return [Present(row["actor"], row["segment"]) for row in rows]
