"""What was published: the texts of an edition as they stood at each publication."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlite_utils import Database

from i18nflow.model import Code, Origin, Segment, SegmentKind, State
from i18nflow.store.codec import instant, moment


class PublishedText(NamedTuple):
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


# An article has hundreds of these, and looking a member up by calling its class takes longest of all.
_KINDS = {kind.value: kind for kind in SegmentKind}
_STATES = {state.value: state for state in State}
_ORIGINS: dict[str | None, Origin | None] = {None: None, "": None, **{one.value: one for one in Origin}}


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
            """select publication.* from publication
               join edition on edition.id = edition_id join article on article.id = article_id
               where article.slug = :slug and edition.lang = :lang
               order by number desc limit 1""",
            {"slug": slug, "lang": lang},
        )
        for row in rows:
            texts = tuple([_unpacked(one) for one in json.loads(row["texts"])])
            at, number, revision = moment(row["at"]), row["number"], row["revision"]
            return Publication(slug, lang, number, at, row["actor"], revision, texts, row["note"])
        return None

    def first(self, slug: str, lang: str) -> Publication | None:
        """The first publication of an edition without its texts, or None."""
        past = self.past(slug, lang)
        return past[-1] if past else None

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
                slug, lang, row["number"], moment(row["at"]), row["actor"], row["revision"], (), row["note"]
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
        return [(row["lang"], moment(row["at"]), row["note"]) for row in rows]

    def reviewers(self, slug: str, lang: str) -> dict[str, str]:
        """By segment key: who brought the current target into its approved state."""
        rows = self._db.query(
            # In this order: by state first, every approved target of the workspace would be looked at.
            """select segment.key, history.actor from article
               cross join segment on segment.article_id = article.id
               cross join target on target.segment_id = segment.id
               cross join history on history.target_id = target.id
               where article.slug = :slug and target.lang = :lang and not segment.obsolete
                 and target.state = 'approved' and history.to_state = 'approved' order by history.version""",
            {"slug": slug, "lang": lang},
        )
        return {row["key"]: row["actor"] for row in rows}

    def reached(self) -> tuple[int, int]:
        """How far the history of targets and the audit log go now."""
        rows = self._db.execute("select (select max(id) from history), (select max(id) from audit)")
        history, acts = rows.fetchone()
        return history or 0, acts or 0

    def touched(self, langs: Sequence[str], history: int, acts: int) -> list[str]:
        """The articles that are not public in all of ``langs``, and those that somebody did something to since then.

        ``history`` and ``acts`` are as :meth:`reached` gave them.
        """
        marks = ", ".join("?" * len(langs))
        rows = self._db.execute(
            f"""select slug from article where id in (
                  select segment.article_id from history join target on target.id = history.target_id
                  join segment on segment.id = target.segment_id where history.id > ?
                ) or slug in (
                  select substr(object, 1, instr(object || '/', '/') - 1) from audit
                  where id > ? and action <> 'publish'
                ) or (
                  select count(*) from edition where article_id = article.id and lang in ({marks})
                  and status in ('published', 'corrected')
                ) < ? order by id""",  # noqa: S608 - only as many question marks as there are languages
            [history, acts, *langs, len(langs)],
        )
        return [slug for (slug,) in rows]

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
        kind=_KINDS[value["kind"]],
        text=value["source"],
        block=value["block"],
        order=value["order"],
        gap=value["gap"],
        codes=tuple([Code(**code) for code in value["codes"]]) if value["codes"] else (),
    )
    return PublishedText(
        segment=segment,
        text=value["text"],
        state=_STATES[value["state"]],
        origin=_ORIGINS[value["origin"]],
        engine=value["engine"],
        author=value["author"],
        reviewer=value.get("reviewer", ""),
    )
