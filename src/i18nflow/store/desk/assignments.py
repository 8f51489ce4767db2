"""Who works on which edition or part of it, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.errors import NotFound
from i18nflow.model import said
from i18nflow.store.codec import instant, moment
from i18nflow.store.desk.distinct import distinct


@dataclass(frozen=True, slots=True)
class Assignment:
    """A person at work on an article in one language: on the whole, or on segments ``first`` to ``last``.

    ``first`` and ``last`` are 1-based numbers as the article shows them, None for the whole article.
    """

    id: int
    article: str
    title: str
    lang: str
    person: str
    first: int | None
    last: int | None
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """When an edition must be finished."""

    article: str
    title: str
    lang: str
    due: datetime


class Assignments:
    """The assignments and deadlines of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self, lang: str) -> dict[str, list[Assignment]]:
        """Every assignment in ``lang`` by article."""
        result: dict[str, list[Assignment]] = {}
        for row in self._db.query(
            _SELECT + "where assignment.lang = :lang order by assignment.id", {"lang": lang}
        ):
            result.setdefault(row["slug"], []).append(_assignment(row))
        return result

    def of_article(self, slug: str, lang: str) -> list[Assignment]:
        """The assignments of one edition, in document order, whole ones first."""
        rows = self._db.query(
            _SELECT
            + "where slug = :slug and assignment.lang = :lang order by first is not null, first, assignment.id",
            {"slug": slug, "lang": lang},
        )
        return [_assignment(row) for row in rows]

    def of_person(self, person: str) -> list[Assignment]:
        """The assignments of one person, newest first."""
        rows = self._db.query(
            _SELECT + "where person = :person order by assignment.at desc, assignment.id desc",
            {"person": person},
        )
        return [_assignment(row) for row in rows]

    def get(self, number: int) -> Assignment:
        """One assignment. Raises :class:`NotFound`."""
        for row in self._db.query(_SELECT + "where assignment.id = :id", {"id": number}):
            return _assignment(row)
        raise NotFound(
            said("There is no assignment {number}; somebody may have taken it off already.", number=number)
        )

    def add(
        self, slug: str, lang: str, person: str, part: tuple[str, str] | None, *, actor: str, at: datetime
    ) -> int | None:
        """Assign an edition, or the part between two segments (by key); its number, None where it stands already."""
        first, last = part or (None, None)
        made = self._db.query(
            """insert or ignore into assignment (article_id, lang, person, first_id, last_id, actor, at)
               values ((select id from article where slug = :slug), :lang, :person,
                       (select id from segment where key = :first), (select id from segment where key = :last),
                       :actor, :at) returning id""",
            {"slug": slug, "lang": lang, "person": person, "first": first, "last": last, "actor": actor, "at": instant(at)},
        )  # fmt: skip
        return next((int(row["id"]) for row in made), None)

    def remove(self, number: int) -> None:
        """Take an assignment off."""
        self._db.execute("delete from assignment where id = ?", [number])

    def deadlines(self, lang: str) -> dict[str, datetime]:
        """The deadline of every edition in ``lang`` that has one, by article."""
        rows = self._db.query(
            "select slug, due from deadline join article on article.id = article_id where deadline.lang = :lang",
            {"lang": lang},
        )
        return {row["slug"]: moment(row["due"]) for row in rows}

    def deadline(self, slug: str, lang: str) -> datetime | None:
        """The deadline of one edition, or None."""
        rows = self._db.query(
            """select due from deadline join article on article.id = article_id
               where slug = :slug and deadline.lang = :lang""",
            {"slug": slug, "lang": lang},
        )
        return next((moment(row["due"]) for row in rows), None)

    def set_deadline(self, slug: str, lang: str, due: datetime | None, *, actor: str, at: datetime) -> None:
        """Set, move or (None) lift the deadline of an edition."""
        if due is None:
            self._db.execute(
                "delete from deadline where lang = ? and article_id = (select id from article where slug = ?)",
                [lang, slug],
            )
            return
        self._db.execute(
            """insert or replace into deadline (article_id, lang, due, actor, at)
               values ((select id from article where slug = ?), ?, ?, ?, ?)""",
            [slug, lang, instant(due), actor, instant(at)],
        )

    def due_for(self, person: str, before: datetime) -> list[Deadline]:
        """The deadlines before a time of editions that ``person`` has a part in and that are not all approved."""
        rows = self._db.query(
            """select distinct slug, title, deadline.lang as lang, due
               from assignment join deadline on deadline.article_id = assignment.article_id
                 and deadline.lang = assignment.lang
               join article on article.id = deadline.article_id
               where person = :person and due < :before
                 and exists (select 1 from segment join target on target.segment_id = segment.id
                             where segment.article_id = article.id and not obsolete and target.lang = deadline.lang
                               and state <> 'approved')
               order by due""",
            {"person": person, "before": instant(before)},
        )
        return [Deadline(row["slug"], row["title"], row["lang"], moment(row["due"])) for row in rows]

    def people(self) -> set[str]:
        """Everybody who is assigned something."""
        return distinct(self._db, "assignment", "person")


_SELECT = """
    select assignment.*, slug, title, first.position + 1 as first, last.position + 1 as last
    from assignment join article on article.id = assignment.article_id
    left join segment first on first.id = first_id left join segment last on last.id = last_id
"""


def _assignment(row: dict[str, Any]) -> Assignment:
    return Assignment(
        id=row["id"],
        article=row["slug"],
        title=row["title"],
        lang=row["lang"],
        person=row["person"],
        first=row["first"],
        last=row["last"],
        actor=row["actor"],
        at=moment(row["at"]),
    )
