"""What the checks said of each target, and which of it a person has dismissed."""

from __future__ import annotations

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
        for key, found in findings.items():
            target_id = self._target_id(key, lang)
            if target_id is None:
                continue
            self._db.execute("delete from finding where target_id = ?", [target_id])
            self._insert(target_id, found)

    def replace_one(self, target_id: int, code: str, found: Sequence[Finding]) -> None:
        """Make these the findings of one ``code`` for a target, and leave its others alone."""
        self._db.execute("delete from finding where target_id = ? and code = ?", [target_id, code])
        self._insert(target_id, found)

    def _insert(self, target_id: int, found: Sequence[Finding]) -> None:
        if not found:
            return
        dismissed = {
            (row["code"], row["about"]): row
            for row in self._db.query("select * from dismissal where target_id = :id", {"id": target_id})
        }
        for one in found:
            dismissal = dismissed.get((one.code, about(one)), {})
            self._db.execute(
                """insert into finding (target_id, code, severity, message, said, side, start, "end", expected, fix,
                                        dismissed_by, dismissed_reason)
                   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                [
                    target_id, one.code, one.severity, one.message, said_to_json(one.message), one.side, one.start,
                    one.end, one.expected, one.fix, dismissal.get("actor"), dismissal.get("reason", ""),
                ],
            )  # fmt: skip

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

    def counts(self, lang: str) -> dict[str, dict[Severity, int]]:
        """Findings that nobody dismissed, by article slug and severity."""
        rows = self._db.query(
            """select slug, severity, count(*) as n from finding cross join target on target.id = target_id
               join segment on segment.id = segment_id join article on article.id = article_id
               where target.lang = :lang and not obsolete and dismissed_by is null group by slug, severity""",
            {"lang": lang},
        )
        result: dict[str, dict[Severity, int]] = {}
        for row in rows:
            result.setdefault(row["slug"], {})[Severity(row["severity"])] = row["n"]
        return result

    def dismiss(
        self, key: str, lang: str, finding: Finding, *, actor: str, reason: str, at: datetime
    ) -> None:
        """Note that a person looked at this finding and says the text is right."""
        target_id = self._target_id(key, lang)
        self._db.execute(
            "insert or replace into dismissal (target_id, code, about, actor, reason, at) values (?, ?, ?, ?, ?, ?)",
            [target_id, finding.code, about(finding), actor, reason, instant(at)],
        )
        self._db.execute(
            """update finding set dismissed_by = ?, dismissed_reason = ?
               where target_id = ? and code = ? and message = ?""",
            [actor, reason, target_id, finding.code, finding.message],
        )

    def _target_id(self, key: str, lang: str) -> int | None:
        rows = self._db.query(
            "select target.id from target join segment on segment.id = segment_id where key = :key and target.lang = :lang",
            {"key": key, "lang": lang},
        )
        for row in rows:
            return int(row["id"])
        return None


_SELECT = """
    select finding.*, segment.key from finding join target on target.id = target_id
    join segment on segment.id = segment_id join article on article.id = article_id
"""


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
