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
        rows = self._db.query(
            """select publication.*, article.slug as article, edition.lang from publication
               join edition on edition.id = edition_id join article on article.id = article_id
               where article.slug = :slug and edition.lang = :lang order by number desc limit 1""",
            {"slug": slug, "lang": lang},
        )
        for row in rows:
            at = parse_instant(row["at"])
            assert at is not None
            texts = tuple(_unpacked(one) for one in json.loads(row["texts"]))
            return Publication(
                row["article"],
                row["lang"],
                row["number"],
                at,
                row["actor"],
                row["revision"],
                texts,
                row["note"],
            )
        return None

    def stamps(self) -> dict[str, list[tuple[str, int, str]]]:
        """By article slug: language, number and time of the latest publication of each edition."""
        rows = self._db.query(
            """select article.slug, edition.lang, max(number) as number, at from publication
               join edition on edition.id = edition_id join article on article.id = article_id
               group by edition.id order by article.id, edition.lang"""
        )
        result: dict[str, list[tuple[str, int, str]]] = {}
        for row in rows:
            result.setdefault(row["slug"], []).append((row["lang"], row["number"], row["at"]))
        return result


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
    )
