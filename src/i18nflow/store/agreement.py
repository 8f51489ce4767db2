"""What targets of all articles are compared by: patterns of sentences, and names with their renderings.

Every question goes to an index and costs the same however large the archive is; counts are of current segments
because an article's obsolete ones are taken out when it is stored anew (:meth:`Agreement.forget_obsolete`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlite_utils import Database

from i18nflow.store.findings import target_ids


@dataclass(frozen=True, slots=True)
class Used:
    """What a group usually has, and how often: by people first, then at all."""

    what: str
    sure: int
    count: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """The patterns of a target's row and its source ("" where there is nothing to compare), and whether it is sure."""

    target_id: int
    source: str
    target: str
    sure: bool


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

    def target_ids(self, keys: Sequence[str], lang: str) -> dict[str, int]:
        """The rows of the targets of segments, by key."""
        return target_ids(self._db, keys, lang)

    def sources_of(self, target_ids: Iterable[int]) -> set[str]:
        """The source patterns that pairs have."""
        return self._of("select distinct source from pattern", target_ids)

    def names_of(self, target_ids: Iterable[int]) -> set[str]:
        """The names that segments have."""
        return self._of("select distinct name from seen_name", target_ids)

    def _of(self, select: str, ids: Iterable[int]) -> set[str]:
        rows = self._db.conn.execute(
            f"{select} where target_id in (select value from json_each(?))",  # noqa: S608 (own words)
            [json.dumps(list(ids))],
        )
        return {str(what) for (what,) in rows}

    def set_patterns(self, patterns: Sequence[Pattern], lang: str) -> None:
        """Keep the patterns of pairs."""
        without = [one.target_id for one in patterns if not (one.source and one.target)]
        self._db.execute(
            "delete from pattern where target_id in (select value from json_each(?))", [json.dumps(without)]
        )
        self._db.conn.executemany(
            "insert or replace into pattern (target_id, lang, source, target, sure) values (?, ?, ?, ?, ?)",
            [
                (one.target_id, lang, one.source, one.target, int(one.sure))
                for one in patterns
                if one.source and one.target
            ],
        )

    def set_names(self, names: Mapping[int, Sequence[NameEntry]], lang: str, sure: Set[int]) -> None:
        """Keep the names of segments by the rows of their targets; ``sure`` are those that a person confirmed."""
        self._db.execute(
            "delete from seen_name where target_id in (select value from json_each(?))",
            [json.dumps(list(names))],
        )
        self._db.conn.executemany(
            """insert or replace into seen_name (target_id, name, lang, form, rendering, kind, sure)
               values (?, ?, ?, ?, ?, ?, ?)""",
            [
                (target_id, one.name, lang, one.form, one.rendering, one.kind, int(target_id in sure))
                for target_id, some in names.items()
                for one in some
            ],
        )

    def forget_obsolete(self, slug: str) -> None:
        """Take the segments that an article no longer has out of the index."""
        for table in ("pattern", "seen_name"):
            self._db.execute(
                f"""delete from {table} where target_id in (
                      select target.id from target join segment on segment.id = segment_id
                      join article on article.id = article_id where slug = ? and obsolete)""",  # noqa: S608 (own names)
                [slug],
            )

    def usual_targets(self, lang: str, sources: Iterable[str]) -> dict[str, Used]:
        """The most usual target pattern of source patterns, of those that at least two pairs have.

        What people confirmed counts first; among equals the earliest target.
        """
        return self._usual(
            """select source, target as what, sum(sure) as sure, count(*) as n, min(target_id) as first from pattern
               where lang = :lang and source in (select value from json_each(:groups))
               group by source, target order by sure desc, n desc, first""",
            lang,
            sources,
        )

    def usual_renderings(self, lang: str, names: Iterable[str]) -> dict[str, Used]:
        """The most usual rendering of names, of those that have come out at least twice."""
        return self._usual(
            """select name, rendering as what, sum(sure) as sure, count(*) as n, min(target_id) as first from seen_name
               where lang = :lang and name in (select value from json_each(:groups)) and rendering <> ''
               group by name, rendering order by sure desc, n desc, first""",
            lang,
            names,
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

    def _usual(self, sql: str, lang: str, groups: Iterable[str]) -> dict[str, Used]:
        wanted = list(groups)
        if not wanted:
            return {}
        found: dict[str, Used] = {}
        counts: Counter[str] = Counter()
        rows = self._db.conn.execute(sql, {"lang": lang, "groups": json.dumps(wanted)})
        for group, what, sure, count, _ in rows:
            found.setdefault(group, Used(what, sure, count))
            counts[group] += count
        return {group: used for group, used in found.items() if counts[group] > 1}


def _by_count(joined: str) -> tuple[str, ...]:
    """The parts of a joined text, each once, the most frequent first; empty ones left out."""
    parts = [part for part in joined.split("\x1f") if part]
    return tuple(sorted(dict.fromkeys(parts), key=lambda part: -parts.count(part)))
