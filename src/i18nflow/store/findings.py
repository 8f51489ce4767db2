"""What the checks said of each target, and which of it a person has dismissed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from i18nflow.model import Finding, Severity, Side
from i18nflow.store.codec import instant, said_from_json, said_to_json


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding with its number, and who dismissed it ("" for nobody)."""

    id: int
    segment: str
    finding: Finding
    dismissed_by: str = ""
    dismissed_reason: str = ""


class Findings:
    """The findings of a workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def replace(self, lang: str, findings: Mapping[str, Sequence[Finding]]) -> None:
        """Make these the findings of the named segments in ``lang``; dismissals stay in force."""
        ids = target_ids(self._db, list(findings), lang)
        known = {ids[key]: found for key, found in findings.items() if key in ids}
        self._db.execute(
            "delete from finding where target_id in (select value from json_each(?))",
            [json.dumps(list(known))],
        )
        self._insert(known)

    def replace_code(self, code: str, findings: Mapping[int, Sequence[Finding]]) -> None:
        """Make these the findings of one ``code`` for targets, by their rows, and leave their others alone."""
        self._db.execute(
            "delete from finding where target_id in (select value from json_each(?)) and code = ?",
            [json.dumps(list(findings)), code],
        )
        self._insert(findings)

    def _insert(self, findings: Mapping[int, Sequence[Finding]]) -> None:
        having = [target_id for target_id, found in findings.items() if found]
        if not having:
            return
        dismissed = {
            (row["target_id"], row["code"], row["about"]): row
            for row in self._db.query(
                "select * from dismissal where target_id in (select value from json_each(:ids))",
                {"ids": json.dumps(having)},
            )
        }
        rows = []
        for target_id in having:
            for one in findings[target_id]:
                dismissal = dismissed.get((target_id, one.code, about(one)), {})
                rows.append(
                    (
                        target_id, one.code, one.severity, one.message, said_to_json(one.message), one.side, one.start,
                        one.end, one.expected, one.fix, dismissal.get("actor"), dismissal.get("reason", ""),
                    )
                )  # fmt: skip
        self._db.conn.executemany(
            """insert into finding (target_id, code, severity, message, said, side, start, "end", expected, fix,
                                    dismissed_by, dismissed_reason)
               values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            rows,
        )

    def of_article(self, slug: str, lang: str) -> dict[str, list[StoredFinding]]:
        """The findings of an article by segment key, errors first."""
        rows = self._db.query(
            _SELECT
            + """where slug = :slug and target.lang = :lang and not obsolete
                 order by position, case severity when 'error' then 0 when 'warning' then 1 else 2 end, finding.id""",
            {"slug": slug, "lang": lang},
        )
        result: dict[str, list[StoredFinding]] = {}
        for row in rows:
            result.setdefault(row["key"], []).append(_stored(row))
        return result

    def of_segment(self, key: str, lang: str) -> list[StoredFinding]:
        """The findings of one segment, errors first."""
        rows = self._db.query(
            _SELECT
            + """where segment.key = :key and target.lang = :lang
                 order by case severity when 'error' then 0 when 'warning' then 1 else 2 end, finding.id""",
            {"key": key, "lang": lang},
        )
        return [_stored(row) for row in rows]

    def dismiss(
        self, key: str, lang: str, finding: Finding, *, actor: str, reason: str, at: datetime
    ) -> None:
        """Note that a person looked at this finding and says the text is right."""
        target_id = target_ids(self._db, [key], lang).get(key)
        self._db.execute(
            "insert or replace into dismissal (target_id, code, about, actor, reason, at) values (?, ?, ?, ?, ?, ?)",
            [target_id, finding.code, about(finding), actor, reason, instant(at)],
        )
        self._db.execute(
            """update finding set dismissed_by = ?, dismissed_reason = ?
               where target_id = ? and code = ? and message = ?""",
            [actor, reason, target_id, finding.code, finding.message],
        )


_SELECT = """
    select finding.*, segment.key from finding join target on target.id = target_id
    join segment on segment.id = segment_id join article on article.id = article_id
"""


def target_ids(db: Database, keys: Sequence[str], lang: str) -> dict[str, int]:
    """The rows of the targets of segments in ``lang``, by key."""
    # The cross join keeps SQLite on the keys: it would read all targets of the language.
    rows = db.conn.execute(
        """select key, target.id from segment cross join target on segment_id = segment.id
           where key in (select value from json_each(?)) and target.lang = ?""",
        [json.dumps(list(keys)), lang],
    )
    return {str(key): int(number) for key, number in rows}


def about(finding: Finding) -> str:
    """What a dismissal is remembered by: the message names the words it is about, spans move with every edit."""
    return finding.message


def _stored(row: dict[str, Any]) -> StoredFinding:
    finding = Finding(
        code=row["code"],
        severity=Severity(row["severity"]),
        message=said_from_json(row["said"], row["message"]),
        side=Side(row["side"]),
        start=row["start"],
        end=row["end"],
        expected=row["expected"],
        fix=row["fix"],
    )
    return StoredFinding(row["id"], row["key"], finding, row["dismissed_by"] or "", row["dismissed_reason"])
