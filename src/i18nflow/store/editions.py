"""Editions: the slug of an article in one language and its publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.model import Edition, PublicationStatus
from i18nflow.store.codec import instant, parse_instant


class Editions:
    """The editions of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, slug: str, lang: str) -> Edition:
        """The edition of an article in a language; an empty one where nothing is stored yet."""
        rows = self._db.query(
            _SELECT + "where article.slug = :slug and edition.lang = :lang", {"slug": slug, "lang": lang}
        )
        for row in rows:
            return _edition(row)
        return Edition(article=slug, lang=lang)

    def of_article(self, slug: str) -> dict[str, Edition]:
        """The stored editions of an article by language."""
        return {
            r["lang"]: _edition(r)
            for r in self._db.query(_SELECT + "where article.slug = :slug", {"slug": slug})
        }

    def all(self) -> list[Edition]:
        """Every stored edition."""
        return [_edition(row) for row in self._db.query(_SELECT + "order by article.id, edition.lang")]

    def save(self, edition: Edition) -> None:
        """Store ``edition`` whole."""
        self._db.execute(
            """insert into edition (article_id, lang, slug, slug_confirmed, slug_frozen, status, published_at,
                                    modified_at, published_by, from_revision, note)
               values ((select id from article where slug = :article), :lang, :slug, :slug_confirmed, :slug_frozen,
                       :status, :published_at, :modified_at, :published_by, :from_revision, :note)
               on conflict (article_id, lang) do update set
                 slug = excluded.slug, slug_confirmed = excluded.slug_confirmed, slug_frozen = excluded.slug_frozen,
                 status = excluded.status, published_at = excluded.published_at, modified_at = excluded.modified_at,
                 published_by = excluded.published_by, from_revision = excluded.from_revision, note = excluded.note""",
            {
                "article": edition.article,
                "lang": edition.lang,
                "slug": edition.slug,
                "slug_confirmed": int(edition.slug_confirmed),
                "slug_frozen": int(edition.slug_frozen),
                "status": edition.status,
                "published_at": instant(edition.published_at),
                "modified_at": instant(edition.modified_at),
                "published_by": edition.published_by,
                "from_revision": edition.from_revision,
                "note": edition.note,
            },
        )

    def slug_taken(self, lang: str, slug: str, *, by_other_than: str) -> bool:
        """Whether another article's edition has this slug, now or formerly."""
        rows = self._db.query(
            """select 1 from edition join article on article.id = edition.article_id
               left join former_slug on former_slug.edition_id = edition.id
               where edition.lang = :lang and article.slug <> :article
                 and (edition.slug = :slug or former_slug.slug = :slug) limit 1""",
            {"lang": lang, "slug": slug, "article": by_other_than},
        )
        return any(True for _ in rows)

    def rename(self, edition: Edition, slug: str, at: datetime) -> Edition:
        """Give a published edition another slug; the former one is kept for a redirect page."""
        self._db.execute(
            """insert or ignore into former_slug (edition_id, slug, at)
               select edition.id, :former, :at from edition join article on article.id = article_id
               where article.slug = :article and edition.lang = :lang""",
            {"former": edition.slug, "at": instant(at), "article": edition.article, "lang": edition.lang},
        )
        renamed = replace(edition, slug=slug)
        self.save(renamed)
        return renamed

    def former_slugs(self, slug: str, lang: str) -> tuple[str, ...]:
        """The slugs under which the edition was published before, oldest first."""
        rows = self._db.query(
            """select former_slug.slug from former_slug join edition on edition.id = edition_id
               join article on article.id = article_id
               where article.slug = :slug and edition.lang = :lang order by at""",
            {"slug": slug, "lang": lang},
        )
        return tuple(row["slug"] for row in rows)


_SELECT = "select edition.*, article.slug as article from edition join article on article.id = article_id "


def _edition(row: dict[str, Any]) -> Edition:
    return Edition(
        article=row["article"],
        lang=row["lang"],
        slug=row["slug"],
        slug_frozen=bool(row["slug_frozen"]),
        slug_confirmed=bool(row["slug_confirmed"]),
        status=PublicationStatus(row["status"]),
        published_at=parse_instant(row["published_at"]),
        modified_at=parse_instant(row["modified_at"]),
        published_by=row["published_by"],
        from_revision=row["from_revision"],
        note=row["note"],
    )
