"""Articles, their revisions and their segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.errors import NotFound
from i18nflow.model import Article, Segment, SegmentKind, said
from i18nflow.segment import Choice
from i18nflow.store.codec import (
    article_from_json,
    article_to_json,
    codes_from_json,
    codes_to_json,
    instant,
    moment,
)
from i18nflow.store.folding import fold, shape_of


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the store knows it; its text is in :meth:`Articles.document`."""

    id: int
    slug: str
    lang: str
    title: str
    date: date | None
    author: str
    origin: str
    revision: int
    content_hash: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of an article: when, by whom, and why."""

    number: int
    at: datetime
    actor: str
    note: str


class Articles:
    """The articles of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[StoredArticle]:
        """Every article, newest first."""
        return [_article(row) for row in self._db.query("select * from article order by date desc, id desc")]

    def find(self, slug: str) -> StoredArticle | None:
        """The article with this slug, or None."""
        for row in self._db.query("select * from article where slug = :slug", {"slug": slug}):
            return _article(row)
        return None

    def get(self, slug: str) -> StoredArticle:
        """The article with this slug. Raises :class:`NotFound`."""
        found = self.find(slug)
        if found is None:
            raise NotFound(said("There is no article '{slug}'. 'i18nflow status' lists them.", slug=slug))
        return found

    def by_origin(self, origin: str) -> StoredArticle | None:
        """The article that was imported from this file or address, or None."""
        rows = self._db.query("select * from article where origin = :origin order by id", {"origin": origin})
        for row in rows:
            return _article(row)
        return None

    def document(self, slug: str, revision: int | None = None) -> Article:
        """The article's text in ``revision`` (the current one by default). Raises :class:`NotFound`."""
        rows = self._db.query(
            """select document from revision join article on article.id = article_id
               where slug = :slug and number = coalesce(:revision, article.revision)""",
            {"slug": slug, "revision": revision},
        )
        for row in rows:
            return article_from_json(row["document"])
        self.get(slug)
        raise NotFound(said("There is no revision {revision} of '{slug}'.", revision=revision, slug=slug))

    def revisions(self, slug: str) -> list[Revision]:
        """The article's revisions, newest first."""
        rows = self._db.query(
            """select number, at, actor, note from revision join article on article.id = article_id
               where slug = :slug order by number desc""",
            {"slug": slug},
        )
        return [Revision(r["number"], moment(r["at"]), r["actor"], r["note"]) for r in rows]

    def save(
        self,
        slug: str,
        article: Article,
        content_hash: str,
        segments: Sequence[Segment],
        *,
        at: datetime,
        actor: str,
        note: str = "",
    ) -> int:
        """Store ``article`` under ``slug`` as a new revision with these segments; the revision's number.

        Segments of the former revision that are not among ``segments`` become obsolete.
        """
        former = self.find(slug)
        number = former.revision + 1 if former else 1
        row = {
            "slug": slug,
            "lang": article.lang,
            "title": article.title,
            "folded": fold(f"{article.title} {article.author}"),
            "date": article.date.isoformat() if article.date else None,
            "author": article.author,
            "origin": article.origin,
            "revision": number,
            "content_hash": content_hash,
            "changed_at": instant(at),
        }
        table = self._db.table("article")
        if former:
            article_id = former.id
            table.update(article_id, row)
        else:
            article_id = int(table.insert(row | {"created_at": instant(at)}, pk="id").last_pk)  # type: ignore[arg-type]
        self._db.table("revision").insert(
            {
                "article_id": article_id,
                "number": number,
                "document": article_to_json(article),
                "content_hash": content_hash,
                "at": instant(at),
                "actor": actor,
                "note": note,
            }
        )
        self._save_segments(article_id, number, segments)
        return number

    def resegment(self, slug: str, segments: Sequence[Segment], *, at: datetime) -> None:
        """Store other cuts of the current revision's text; segments that are not among these become obsolete."""
        stored = self.get(slug)
        self._save_segments(stored.id, stored.revision, segments)
        self.touch(slug, at)

    def taken_keys_of(self, slug: str) -> set[str]:
        """Every key that a segment of the article has or had."""
        rows = self._db.query(
            "select key from segment join article on article.id = article_id where slug = :slug",
            {"slug": slug},
        )
        return {row["key"] for row in rows}

    def touch(self, slug: str, at: datetime) -> None:
        """Note that something of the article changed."""
        self._db.execute("update article set changed_at = ? where slug = ?", [instant(at), slug])

    def segments(self, slug: str) -> tuple[Segment, ...]:
        """The current segments of an article in document order."""
        rows = self._db.query(
            """select segment.* from segment join article on article.id = article_id
               where slug = :slug and not obsolete order by position""",
            {"slug": slug},
        )
        return tuple(segment_of(row) for row in rows)

    def obsolete_segments(self, slug: str) -> tuple[Segment, ...]:
        """The segments that earlier revisions had, latest first."""
        rows = self._db.query(
            """select segment.* from segment join article on article.id = article_id
               where slug = :slug and obsolete order by segment.revision desc, position""",
            {"slug": slug},
        )
        return tuple(segment_of(row) for row in rows)

    def taken_keys(self, keys: Iterable[str]) -> set[str]:
        """Those of ``keys`` that some segment has or had."""
        wanted = list(keys)
        found: set[str] = set()
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ", ".join("?" * len(part))
            rows = self._db.query(f"select key from segment where key in ({marks})", part)  # noqa: S608 (only marks)
            found.update(row["key"] for row in rows)
        return found

    def choices(self, slug: str) -> tuple[Choice, ...]:
        """The editors' split and merge decisions for an article, oldest first."""
        rows = self._db.query(
            """select choice.kind, text, "offset", following from choice join article on article.id = article_id
               where slug = :slug order by choice.id""",
            {"slug": slug},
        )
        return tuple(Choice(r["kind"], r["text"], r["offset"], r["following"]) for r in rows)

    def set_choices(self, slug: str, choices: Sequence[Choice], *, at: datetime, actor: str) -> None:
        """Replace the split and merge decisions of an article."""
        article_id = self.get(slug).id
        self._db.execute("delete from choice where article_id = ?", [article_id])
        self._db.table("choice").insert_all(
            {
                "article_id": article_id,
                "kind": choice.kind,
                "text": choice.text,
                "offset": choice.offset,
                "following": choice.following,
                "at": instant(at),
                "actor": actor,
            }
            for choice in choices
        )

    def slug_of_segment(self, key: str) -> str:
        """The article that a segment belongs to. Raises :class:`NotFound`."""
        rows = self._db.query(
            "select slug from article join segment on article.id = article_id where key = :key", {"key": key}
        )
        for row in rows:
            return str(row["slug"])
        raise NotFound(said("There is no segment '{key}'.", key=key))

    def neighbours(self, key: str) -> tuple[str, str]:
        """The source texts before and after a segment in its article, "" at an edge."""
        rows = self._db.query(
            """select near.position < here.position as before, near.source
               from segment here join segment near on near.article_id = here.article_id and not near.obsolete
                 and near.position in (here.position - 1, here.position + 1)
               where here.key = :key""",
            {"key": key},
        )
        texts = {bool(row["before"]): str(row["source"]) for row in rows}
        return texts.get(True, ""), texts.get(False, "")

    def _save_segments(self, article_id: int, revision: int, segments: Sequence[Segment]) -> None:
        self._db.execute("update segment set obsolete = 1 where article_id = ?", [article_id])
        self._db.conn.executemany(
            """insert into segment
                 (key, article_id, kind, position, block, ord, source, folded, shape, words, codes, gap, obsolete, revision)
               values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
               on conflict (key) do update set
                 kind = excluded.kind, position = excluded.position, block = excluded.block, ord = excluded.ord,
                 source = excluded.source, folded = excluded.folded, shape = excluded.shape,
                 words = excluded.words, codes = excluded.codes, gap = excluded.gap,
                 obsolete = 0, revision = excluded.revision""",
            [
                (
                    s.key, article_id, s.kind, position, s.block, s.order, s.text, folded, shape_of(folded),
                    len(s.text.split()), codes_to_json(s.codes), s.gap, revision,
                )
                for position, (s, folded) in enumerate((one, fold(one.text)) for one in segments)
            ],
        )  # fmt: skip


def segment_of(row: dict[str, Any]) -> Segment:
    """A row of the segment table as a value."""
    return Segment(
        key=row["key"],
        kind=SegmentKind(row["kind"]),
        text=row["source"],
        block=row["block"],
        order=row["ord"],
        gap=row["gap"],
        codes=codes_from_json(row["codes"]),
    )


def _article(row: dict[str, Any]) -> StoredArticle:
    return StoredArticle(
        id=row["id"],
        slug=row["slug"],
        lang=row["lang"],
        title=row["title"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        author=row["author"],
        origin=row["origin"],
        revision=row["revision"],
        content_hash=row["content_hash"],
        created_at=moment(row["created_at"]),
        changed_at=moment(row["changed_at"]),
    )
