"""What targets of all articles are compared by: patterns of sentences, and names with their renderings.

Every question goes to an index and costs the same however large the archive is; counts are of current segments
because an article's obsolete ones are taken out when it is stored anew (:meth:`Agreement.forget_obsolete`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Used:
    """What a group usually has, and how often: by people first, then at all."""

    what: str
    sure: int
    count: int


@dataclass(frozen=True, slots=True)
class Member:
    """A target of a group: its row, segment key and article, and what it has (a target's pattern or a rendering).

    ``form`` is how a name stands in its source.
    """

    target_id: int
    key: str
    article: str
    what: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name of a segment: its key (the same for all cases), its form there, its rendering and kind."""

    name: str
    form: str
    rendering: str
    kind: str


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name over all articles: its forms and renderings, the most frequent first, and where it stands."""

    name: str
    kind: str
    forms: tuple[str, ...]
    renderings: tuple[str, ...]
    segments: int
    articles: int
    example: str


class Agreement:
    """The index of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def target_id(self, key: str, lang: str) -> int | None:
        """The row of a segment's target, or None."""
        rows = self._db.query(
            "select target.id from target join segment on segment.id = segment_id where key = :key and target.lang = :lang",
            {"key": key, "lang": lang},
        )
        return next((int(row["id"]) for row in rows), None)

    def set_pattern(self, target_id: int, lang: str, source: str, target: str, *, sure: bool) -> str:
        """Keep the patterns of a pair ("" for none); the source pattern that it had before, or ""."""
        before = self._pattern(target_id)
        if not source or not target:
            self._db.execute("delete from pattern where target_id = ?", [target_id])
            return before
        self._db.execute(
            "insert or replace into pattern (target_id, lang, source, target, sure) values (?, ?, ?, ?, ?)",
            [target_id, lang, source, target, int(sure)],
        )
        return before

    def set_names(
        self, target_id: int, lang: str, names: Sequence[NameEntry], *, sure: bool
    ) -> frozenset[str]:
        """Keep the names of a segment; those that it had before."""
        rows = self._db.query("select name from seen_name where target_id = :id", {"id": target_id})
        before = frozenset(str(row["name"]) for row in rows)
        self._db.execute("delete from seen_name where target_id = ?", [target_id])
        for one in names:
            self._db.execute(
                """insert or replace into seen_name (target_id, name, lang, form, rendering, kind, sure)
                   values (?, ?, ?, ?, ?, ?, ?)""",
                [target_id, one.name, lang, one.form, one.rendering, one.kind, int(sure)],
            )
        return before

    def forget_obsolete(self, slug: str) -> None:
        """Take the segments that an article no longer has out of the index."""
        for table in ("pattern", "seen_name"):
            self._db.execute(
                f"""delete from {table} where target_id in (
                      select target.id from target join segment on segment.id = segment_id
                      join article on article.id = article_id where slug = ? and obsolete)""",  # noqa: S608 (own names)
                [slug],
            )

    def usual_target(self, lang: str, source: str) -> Used | None:
        """The most usual target pattern of a source pattern, where at least two pairs have it; else None.

        What people confirmed counts first; among equals the earliest target.
        """
        return self._usual(
            """select target as what, sum(sure) as sure, count(*) as n, min(target_id) as first from pattern
               where lang = :lang and source = :group group by target order by sure desc, n desc, first""",
            lang,
            source,
        )

    def usual_rendering(self, lang: str, name: str) -> Used | None:
        """The most usual rendering of a name, where it has come out at least twice; else None."""
        return self._usual(
            """select rendering as what, sum(sure) as sure, count(*) as n, min(target_id) as first from seen_name
               where lang = :lang and name = :group and rendering <> ''
               group by rendering order by sure desc, n desc, first""",
            lang,
            name,
        )

    def pattern_members(self, lang: str, source: str, *, first: str = "") -> list[Member]:
        """The targets of a source pattern, the earliest first; with ``first`` only the earliest that has this target."""
        limit = (
            "and pattern.target = :first order by pattern.target_id limit 1"
            if first
            else "order by pattern.target_id"
        )
        rows = self._db.query(
            f"""select pattern.target_id, segment.key, slug, pattern.target as what from pattern
                join target on target.id = pattern.target_id join segment on segment.id = segment_id
                join article on article.id = article_id
                where pattern.lang = :lang and pattern.source = :source {limit}""",  # noqa: S608 (own words)
            {"lang": lang, "source": source, "first": first},
        )
        return [Member(row["target_id"], row["key"], row["slug"], row["what"]) for row in rows]

    def name_members(self, lang: str, name: str) -> list[Member]:
        """The targets whose source has a name and that render it, the earliest first."""
        rows = self._db.query(
            """select seen_name.target_id, segment.key, slug, rendering, form from seen_name
               join target on target.id = seen_name.target_id join segment on segment.id = segment_id
               join article on article.id = article_id
               where seen_name.lang = :lang and name = :name and rendering <> '' order by seen_name.target_id""",
            {"lang": lang, "name": name},
        )
        return [
            Member(row["target_id"], row["key"], row["slug"], row["rendering"], row["form"]) for row in rows
        ]

    def segments_of_name(self, lang: str, name: str) -> tuple[str, ...]:
        """The keys of the current segments whose source has a name."""
        rows = self._db.query(
            """select segment.key from seen_name join target on target.id = target_id
               join segment on segment.id = segment_id
               where seen_name.lang = :lang and name = :name and not obsolete order by target_id""",
            {"lang": lang, "name": name},
        )
        return tuple(str(row["key"]) for row in rows)

    def names(self, lang: str, *, least: int, article: str = "", limit: int = 1000) -> list[NameUse]:
        """Names that stand in at least ``least`` segments (of one article, or of all), the most frequent first."""
        rows = self._db.query(
            """select name, max(seen_name.kind) as kind, count(*) as segments, count(distinct article_id) as articles,
                      group_concat(form, char(31)) as forms, group_concat(rendering, char(31)) as renderings,
                      min(segment.key) as example
               from seen_name join target on target.id = target_id join segment on segment.id = segment_id
               join article on article.id = article_id
               where seen_name.lang = :lang and (:article = '' or slug = :article) and not obsolete
               group by name having count(*) >= :least order by segments desc, name limit :limit""",
            {"lang": lang, "least": least, "article": article, "limit": limit},
        )
        return [
            NameUse(
                row["name"], row["kind"], _by_count(row["forms"]), _by_count(row["renderings"]), row["segments"],
                row["articles"], row["example"],
            )
            for row in rows
        ]  # fmt: skip

    def _usual(self, sql: str, lang: str, group: str) -> Used | None:
        found = [
            Used(row["what"], row["sure"], row["n"])
            for row in self._db.query(sql, {"lang": lang, "group": group})
        ]
        return found[0] if sum(one.count for one in found) > 1 else None

    def _pattern(self, target_id: int) -> str:
        rows = self._db.query("select source from pattern where target_id = :id", {"id": target_id})
        return next((str(row["source"]) for row in rows), "")


def _by_count(joined: str) -> tuple[str, ...]:
    """The parts of a joined text, each once, the most frequent first; empty ones left out."""
    parts = [part for part in joined.split("\x1f") if part]
    return tuple(sorted(dict.fromkeys(parts), key=lambda part: -parts.count(part)))
