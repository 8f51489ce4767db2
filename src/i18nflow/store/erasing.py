"""What the law can ask: an article taken out for good, a person's name taken out of everything.

Both run with SQLite's ``secure_delete``, so that what is deleted is overwritten in the file too. The audit log keeps
its rows; values in them are redacted under their seals (:mod:`i18nflow.audit`).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.audit import Entry, seal
from i18nflow.people import fold_name
from i18nflow.store.codec import instant

PERSON_COLUMNS = frozenset(
    {"actor", "author", "person", "created_by", "published_by", "resolved_by", "used_by", "dismissed_by", "undone_by",
     "stop_asked_by", "was_author"}
)  # fmt: skip
"""Columns that hold a person's name, in whichever table."""
_NOT_NAMES = frozenset({("article", "author")})
"""The byline of an article is content, not an account."""
_APART = frozenset({"audit", "user"})
_TAG = re.compile(r"<[^>]*>|[{}\[\]⟦⟧]|\W")


class Erasing:
    """Taking out articles and names."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @contextmanager
    def allowed(self) -> Iterator[None]:
        """Inside, triggers let rows be taken out and redacted; call it inside a transaction."""
        self._db.execute("insert or replace into setting (name, value) values ('purging', '1')")
        yield
        self._db.execute("delete from setting where name = 'purging'")

    def prepare(self) -> None:
        """Have deleted content overwritten; outside a transaction."""
        self._db.conn.execute("pragma secure_delete = on")

    def settle(self) -> None:
        """Leave nothing in the write-ahead log and in free pages; another process at work leaves it for later."""
        with suppress(sqlite3.OperationalError):
            self._db.conn.execute("insert into unit_words (unit_words) values ('optimize')")
            self._db.conn.commit()
            self._db.conn.execute("vacuum")
            self._db.conn.execute("pragma wal_checkpoint(truncate)")

    # --- an article

    def article(self, slug: str) -> dict[str, int]:
        """Take an article out with all that hangs on it: segments, targets, history, typing, comments, publications,
        exports, units, the engines' answers to its texts; how many rows of each kind."""
        texts = {
            _bare(text)
            for row in self._db.query(
                """select segment.source as source, target.text as text, target.machine_text as machine
                   from segment left join target on target.segment_id = segment.id
                   join article on article.id = article_id where slug = :slug
                   union select history.source, history.text, '' from history join target on target.id = target_id
                   join segment on segment.id = segment_id join article on article.id = article_id where slug = :slug""",
                {"slug": slug},
            )
            for text in row.values()
            if text
        } - {""}  # fmt: skip
        counts = {"units": self._count("delete from unit where article = ?", slug)}
        answers = [
            row["key"]
            for row in self._db.query("select key, source, text from answer")
            if _bare(row["source"]) in texts or _bare(row["text"]) in texts
        ]
        for key in answers:
            self._db.execute("delete from answer where key = ?", [key])
        counts["answers"] = len(answers)
        counts["events"] = self._events(slug)
        counts["pushed"] = self._count("delete from pushed where name = ? or name like ? || '/%'", slug, slug)
        counts["requests"] = self._count("delete from request where instr(cast(body as text), ?) > 0", slug)
        # What is remembered of a list of articles is found anew when it is asked for.
        self._db.execute("delete from setting where name like 'published:%'")
        counts["articles"] = self._count("delete from article where slug = ?", slug)
        return counts

    def pictures(self, slug: str) -> tuple[set[str], set[str]]:
        """Names of pictures in any revision of the article, and in any other article's."""
        own: set[str] = set()
        others: set[str] = set()
        for row in self._db.query(
            "select slug, document from revision join article on article.id = article_id"
        ):
            into = own if row["slug"] == slug else others
            into.update(b["image"]["src"] for b in json.loads(row["document"])["blocks"] if b.get("image"))
        return own, others

    def redact_article(self, slug: str, tombstone: str, by: int) -> int:
        """Take the article's name and every detail out of the audit log; how many rows."""
        done = 0
        for entry in self._entries():
            if entry.id == by or not (
                entry.object == slug or entry.object.startswith(f"{slug}/") or f'"{slug}' in entry.detail
            ):
                continue
            new = replace(entry, object=tombstone, object_seal=seal(entry.object, entry.object_seal))
            new = replace(new, detail="{}", detail_seal=seal(entry.detail, entry.detail_seal), redacted_by=by)
            self._redact(new)
            done += 1
        return done

    # --- a person

    def tombstone(self, name: str, *, reason: str, at: datetime) -> str:
        """Make the account of ``name`` a tombstone (one is made where there was no account); its new name."""
        row = next(self._db.query("select id from user where folded = :f", {"f": fold_name(name)}), None)
        if row is None:
            self._db.execute(
                "insert into user (name, folded, role, created_at) values (?, ?, 'reader', ?)",
                [name, fold_name(name), instant(at)],
            )
            row = next(self._db.query("select id from user where folded = :f", {"f": fold_name(name)}))
        new = f"erased-{row['id']}"
        self._db.execute("delete from session where user_id = ?", [row["id"]])
        self._db.execute("delete from api_token where user_id = ?", [row["id"]])
        self._db.execute(
            """update user set name = :new, folded = :new, display = '', email = '', password = null, lang = '',
                 publish_name = 0, erased_at = :at, erased_reason = :reason where id = :id""",
            {"new": new, "at": instant(at), "reason": reason, "id": row["id"]},
        )
        return new

    def name(self, name: str, new: str) -> int:
        """Put ``new`` in the place of ``name`` in every column that holds people, and in what was said to them."""
        done = self._count("delete from request where actor = ?", name)
        for table, columns in self._tables():
            for column in columns & PERSON_COLUMNS:
                if table in _APART or (table, column) in _NOT_NAMES:
                    continue
                done += self._count(f'update "{table}" set {column} = ? where {column} = ?', new, name)  # noqa: S608
        done += self._joined(name, new)
        for row in list(
            self._db.query("select id, text from comment where instr(text, :at) > 0", {"at": f"@{name}"})
        ):
            text = re.sub(rf"@{re.escape(name)}(?![\w.-]*\w)", f"@{new}", row["text"], flags=re.IGNORECASE)
            done += self._count("update comment set text = ? where id = ?", text, row["id"])
        rows = self._db.query(
            "select edition_id, number, texts from publication where instr(texts, :n) > 0", {"n": name}
        )
        for row in list(rows):
            texts = json.dumps(_renamed(json.loads(row["texts"]), name, new), ensure_ascii=False)
            done += self._count(
                "update publication set texts = ? where edition_id = ? and number = ?",
                texts, row["edition_id"], row["number"],
            )  # fmt: skip
        return done + self._events(name)

    def redact_name(self, name: str, new: str, by: int) -> int:
        """Take a name out of the audit log; how many rows."""
        done = 0
        for entry in self._entries():
            changed = entry
            if entry.actor == name:
                changed = replace(changed, actor=new, actor_seal=seal(entry.actor, entry.actor_seal))
            if entry.object == f"user {name}":
                changed = replace(
                    changed, object=f"user {new}", object_seal=seal(entry.object, entry.object_seal)
                )
            detail = json.dumps(
                _renamed(json.loads(entry.detail), name, new), ensure_ascii=False, sort_keys=True
            )
            if name in entry.detail and detail != entry.detail:
                changed = replace(changed, detail=detail, detail_seal=seal(entry.detail, entry.detail_seal))
            if changed != entry:
                self._redact(replace(changed, redacted_by=by))
                done += 1
        return done

    def knows(self, name: str) -> bool:
        """Whether the name stands anywhere that people stand."""
        return any(
            any(self._db.query(f'select 1 as one from "{table}" where {column} = :n limit 1', {"n": name}))  # noqa: S608
            for table, columns in self._tables()
            for column in columns & PERSON_COLUMNS
            if (table, column) not in _NOT_NAMES
        )

    def _tables(self) -> list[tuple[str, set[str]]]:
        names = [
            str(row["name"])
            for row in self._db.query(
                "select name from sqlite_master where type = 'table' and sql like '%strict%'"
            )
        ]
        return [(name, {c.name for c in self._db.table(name).columns}) for name in names]

    def _joined(self, name: str, new: str) -> int:
        done = 0
        for row in list(self._db.query("select id, author from target where author like '%, %'")):
            parts = [new if part == name else part for part in row["author"].split(", ")]
            if ", ".join(parts) != row["author"]:
                done += self._count("update target set author = ? where id = ?", ", ".join(parts), row["id"])
        return done

    def _events(self, said: str) -> int:
        if not self._db.table("event").exists():
            return 0
        return self._count("delete from event where instr(body, ?) > 0", json.dumps(said, ensure_ascii=False))

    def _entries(self) -> list[Entry]:
        return [Entry(**row) for row in self._db.query("select * from audit order by id")]

    def _redact(self, entry: Entry) -> None:
        self._db.execute(
            """update audit set actor = ?, object = ?, detail = ?, actor_seal = ?, object_seal = ?, detail_seal = ?,
                 redacted_by = ? where id = ?""",
            [
                entry.actor, entry.object, entry.detail, entry.actor_seal, entry.object_seal, entry.detail_seal,
                entry.redacted_by, entry.id,
            ],
        )  # fmt: skip

    def _count(self, sql: str, *values: Any) -> int:
        return int(self._db.execute(sql, list(values)).rowcount)


def _bare(text: str) -> str:
    """A text without markup and punctuation, as it is compared with what an engine was asked."""
    return _TAG.sub("", text).casefold()


def _renamed(value: Any, name: str, new: str) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(one, name, new) for key, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, name, new) for one in value]
    return new if value == name else value
