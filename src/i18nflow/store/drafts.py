"""What people have typed and not yet confirmed, so that a closed tab loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from i18nflow.store.codec import instant, moment


@dataclass(frozen=True, slots=True)
class TypedText:
    """An unconfirmed text: whose, for which version of the target, and when it was last typed at."""

    segment: str
    lang: str
    actor: str
    text: str
    version: int
    at: datetime


_ID_OF_STAYS = "(select id from segment where key = :stays)"
_ID_OF_REMOVED = "(select id from segment where key = :removed)"


class Drafts:
    """The unconfirmed texts of a workspace: one per segment, language and person."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, typed: TypedText) -> None:
        """Keep ``typed``; it replaces what the same person typed there before."""
        self._db.execute(
            """insert into draft (segment_id, lang, actor, text, version, at)
               values ((select id from segment where key = :segment), :lang, :actor, :text, :version, :at)
               on conflict (segment_id, lang, actor) do update set
                 text = excluded.text, version = excluded.version, at = excluded.at""",
            {
                "segment": typed.segment,
                "lang": typed.lang,
                "actor": typed.actor,
                "text": typed.text,
                "version": typed.version,
                "at": instant(typed.at),
            },
        )

    def discard(self, segment: str, lang: str, actor: str) -> None:
        """Forget what ``actor`` typed there (it was confirmed, or given up)."""
        self._db.execute(
            "delete from draft where segment_id = (select id from segment where key = ?) and lang = ? and actor = ?",
            [segment, lang, actor],
        )

    def set_aside(self, typed: TypedText) -> None:
        """Keep a text that its writer gave up: it counts no more, and can be looked up."""
        self._db.execute(
            """insert into set_aside (segment_id, lang, actor, text, at)
               values ((select id from segment where key = :segment), :lang, :actor, :text, :at)""",
            {
                "segment": typed.segment,
                "lang": typed.lang,
                "actor": typed.actor,
                "text": typed.text,
                "at": instant(typed.at),
            },
        )

    def join(self, removed: str, stays: str) -> None:
        """Set what was typed at a segment that was joined to another aside at that one, with what was set aside."""
        ids = {"removed": removed, "stays": stays}
        self._db.execute(
            f"""insert into set_aside (segment_id, lang, actor, text, at)
                select {_ID_OF_STAYS}, lang, actor, text, at from draft
                where segment_id = {_ID_OF_REMOVED} and trim(text) <> ''""",  # noqa: S608 (made of constants)
            ids,
        )
        self._db.execute(f"delete from draft where segment_id = {_ID_OF_REMOVED}", {"removed": removed})  # noqa: S608
        self._db.execute(
            f"update set_aside set segment_id = {_ID_OF_STAYS} where segment_id = {_ID_OF_REMOVED}",  # noqa: S608
            ids,
        )

    def given_up(self, segment: str, lang: str, actor: str) -> list[TypedText]:
        """What ``actor`` typed there and gave up, latest first (its ``version`` is 0: it belongs to none)."""
        rows = self._db.query(
            """select text, max(at) as at from set_aside join segment on segment.id = segment_id
               where key = :key and lang = :lang and actor = :actor group by text order by 2 desc, max(set_aside.id) desc limit 20""",
            {"key": segment, "lang": lang, "actor": actor},
        )
        result = []
        for row in rows:
            at = moment(row["at"])
            result.append(TypedText(segment, lang, actor, row["text"], 0, at))
        return result

    def of_segment(self, segment: str, lang: str, actor: str) -> TypedText | None:
        """What ``actor`` has typed there and not confirmed, or None."""
        rows = self._db.query(
            """select draft.* from draft join segment on segment.id = segment_id
               where key = :key and draft.lang = :lang and actor = :actor""",
            {"key": segment, "lang": lang, "actor": actor},
        )
        for row in rows:
            at = moment(row["at"])
            return TypedText(segment, lang, actor, row["text"], row["version"], at)
        return None

    def of_article(self, slug: str, lang: str, actor: str) -> dict[str, TypedText]:
        """What ``actor`` has typed and not confirmed in an article, by segment key."""
        rows = self._db.query(
            """select segment.key, draft.* from draft join segment on segment.id = segment_id
               join article on article.id = article_id
               where slug = :slug and draft.lang = :lang and actor = :actor and not obsolete""",
            {"slug": slug, "lang": lang, "actor": actor},
        )
        result = {}
        for row in rows:
            at = moment(row["at"])
            result[row["key"]] = TypedText(row["key"], lang, actor, row["text"], row["version"], at)
        return result
