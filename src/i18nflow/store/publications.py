"""What was published: the texts of an edition as they stood at each publication."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.model import Code, Origin, Segment, SegmentKind, State
from i18nflow.store.codec import instant, parse_instant


@dataclass(frozen=True, slots=True)
class PublishedText:
    """One segment as it was published: its place, its source, and in a target edition its target."""

    segment: Segment
    text: str
    state: State
    origin: Origin | None = None
    engine: str = ""
    author: str = ""
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication of an edition: when, by whom, from which revision of the source, and its texts."""

    article: str
    lang: str
    number: int
    at: datetime
    actor: str
    revision: int
    texts: tuple[PublishedText, ...] = field(repr=False)
    note: str = ""


class Publications:
    """The publications of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, publication: Publication) -> None:
        """Store a publication of an edition that is stored already."""
        self._db.execute(
            """insert into publication (edition_id, number, at, actor, revision, texts, note)
               select edition.id, :number, :at, :actor, :revision, :texts, :note
               from edition join article on article.id = article_id
               where article.slug = :article and edition.lang = :lang""",
            {
                "number": publication.number,
                "at": instant(publication.at),
                "actor": publication.actor,
                "revision": publication.revision,
                "texts": json.dumps([_packed(one) for one in publication.texts], ensure_ascii=False),
                "note": publication.note,
                "article": publication.article,
                "lang": publication.lang,
            },
        )

    def latest(self, slug: str, lang: str) -> Publication | None:
        """The latest publication of an edition, or None."""
        return self._one(slug, lang, "desc")

    def first(self, slug: str, lang: str) -> Publication | None:
        """The first publication of an edition, or None."""
        return self._one(slug, lang, "asc")

    def past(self, slug: str, lang: str) -> list[Publication]:
        """Every publication of an edition without its texts, newest first."""
        rows = self._db.query(
            """select number, publication.at, publication.actor, publication.revision, publication.note from publication
               join edition on edition.id = edition_id join article on article.id = article_id
               where article.slug = ? and edition.lang = ? order by number desc""",
            [slug, lang],
        )
        return [
            Publication(
                slug, lang, row["number"], _moment(row["at"]), row["actor"], row["revision"], (), row["note"]
            )
            for row in rows
        ]

    def notes(self, slug: str) -> list[tuple[str, datetime, str]]:
        """The correction notes of an article, oldest first: language, time, text."""
        rows = self._db.query(
            """select edition.lang, publication.at, publication.note from publication join edition on edition.id = edition_id
               join article on article.id = article_id where article.slug = ? and publication.note <> '' order by publication.at""",
            [slug],
        )
        return [(row["lang"], _moment(row["at"]), row["note"]) for row in rows]

    def reviewers(self, slug: str, lang: str) -> dict[str, str]:
        """By segment key: who brought the current target into its approved state."""
        rows = self._db.query(
            """select segment.key, history.actor from target join segment on segment.id = segment_id
               join article on article.id = segment.article_id join history on history.target_id = target.id
               where article.slug = :slug and target.lang = :lang and not segment.obsolete
                 and target.state = 'approved' and history.to_state = 'approved' order by history.version""",
            {"slug": slug, "lang": lang},
        )
        return {row["key"]: row["actor"] for row in rows}

    def marks(self) -> list[tuple[str, str]]:
        """Every article that is public or was, with all that decides what its pages show, as one text."""
        rows = self._db.execute(
            """select article.slug, group_concat(
                 edition.lang || ' ' || edition.slug || ' ' || edition.status || ' ' || ifnull(modified_at, '')
                 || ' ' || (select count(*) from former_slug where edition_id = edition.id)
                 || ' ' || (select ifnull(max(number), 0) from publication where edition_id = edition.id)
                 || ' ' || edition.note, '|'), article.revision, ifnull(archived.at, '')
               from edition join article on article.id = edition.article_id
               left join archived on archived.article_id = article.id
               where edition.status in ('published', 'corrected', 'withdrawn')
               group by article.id order by article.id"""
        )
        return [(slug, f"{editions}|{revision}|{archived}") for slug, editions, revision, archived in rows]

    def _one(self, slug: str, lang: str, order: str) -> Publication | None:
        rows = self._db.query(
            f"""select publication.*, article.slug as article, edition.lang from publication
                join edition on edition.id = edition_id join article on article.id = article_id
                where article.slug = :slug and edition.lang = :lang
                order by number {order} limit 1""",  # noqa: S608 - ``order`` is asc or desc
            {"slug": slug, "lang": lang},
        )
        for row in rows:
            return Publication(
                row["article"],
                row["lang"],
                row["number"],
                _moment(row["at"]),
                row["actor"],
                row["revision"],
                tuple(_unpacked(one) for one in json.loads(row["texts"])),
                row["note"],
            )
        return None


def _moment(text: str) -> datetime:
    found = parse_instant(text)
    assert found is not None
    return found


def _packed(one: PublishedText) -> dict[str, Any]:
    segment = one.segment
    return {
        "key": segment.key,
        "kind": segment.kind,
        "block": segment.block,
        "order": segment.order,
        "gap": segment.gap,
        "codes": [asdict(code) for code in segment.codes],
        "source": segment.text,
        "text": one.text,
        "state": one.state,
        "origin": one.origin,
        "engine": one.engine,
        "author": one.author,
        "reviewer": one.reviewer,
    }


def _unpacked(value: dict[str, Any]) -> PublishedText:
    segment = Segment(
        key=value["key"],
        kind=SegmentKind(value["kind"]),
        text=value["source"],
        block=value["block"],
        order=value["order"],
        gap=value["gap"],
        codes=tuple(Code(**code) for code in value["codes"]),
    )
    return PublishedText(
        segment=segment,
        text=value["text"],
        state=State(value["state"]),
        origin=Origin(value["origin"]) if value["origin"] else None,
        engine=value["engine"],
        author=value["author"],
        reviewer=value.get("reviewer", ""),
    )
