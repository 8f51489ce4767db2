"""The counts that triggers keep: read for lists, compared with a full count, and counted anew."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from i18nflow.model import Severity, State


@dataclass(slots=True)
class Counted:
    """Segments and source words of an article by state, how many have a changed source, open findings by severity."""

    segments: dict[State, int]
    words: dict[State, int]
    findings: dict[Severity, int]
    stale: int = 0


_STATES = """
    select article_id, lang, state, count(*) as segments, sum(words) as words, sum(previous_source is not null) as stale
    from segment join target on segment_id = segment.id where not obsolete group by article_id, lang, state
"""
_FINDINGS = """
    select article_id, target.lang as lang, severity, count(*) as open
    from finding join target on target.id = target_id join segment on segment.id = segment_id
    where dismissed_by is null and not obsolete group by article_id, target.lang, severity
"""


class Tally:
    """Counts by article and language; rows of zero count as none."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_language(self, lang: str, slug: str | None = None) -> dict[str, Counted]:
        """The counts by article slug, of all articles or of one."""
        found: dict[str, Counted] = {}
        wanted = "article.slug = :slug and" if slug is not None else ""
        for name, state, segments, words, stale in self._db.execute(
            f"""select slug, state, segments, words, stale from article cross join tally on article_id = article.id
                where {wanted} tally.lang = :lang and segments > 0""",  # noqa: S608 (a constant)
            {"lang": lang, "slug": slug} if slug is not None else {"lang": lang},
        ):
            one = found.get(name) or found.setdefault(name, Counted({}, {}, {}))
            one.segments[_STATE[state]], one.words[_STATE[state]] = segments, words
            one.stale += stale
        for name, severity, count in self._db.execute(
            f"""select slug, severity, open from article cross join finding_tally on article_id = article.id
                where {wanted} finding_tally.lang = :lang and open > 0""",  # noqa: S608 (a constant)
            {"lang": lang, "slug": slug} if slug is not None else {"lang": lang},
        ):
            if name in found:
                found[name].findings[Severity(severity)] = count
        return found

    def wrong(self) -> list[str]:
        """The slugs of articles whose counts are not what a full count gives."""
        rows = self._db.query(
            f"""select distinct slug from (
                  select * from (select * from tally where segments <> 0 or words <> 0 or stale <> 0 except {_STATES})
                  union all select * from ({_STATES} except select * from tally)
                ) join article on article.id = article_id
                union select distinct slug from (
                  select * from (select * from finding_tally where open <> 0 except {_FINDINGS})
                  union all select * from ({_FINDINGS} except select * from finding_tally)
                ) join article on article.id = article_id order by slug"""  # noqa: S608 (made of constants)
        )
        return [str(row["slug"]) for row in rows]

    def count_anew(self, slug: str) -> None:
        """Count an article's segments and findings in full; call it inside a transaction."""
        for table, counted in (("tally", _STATES), ("finding_tally", _FINDINGS)):
            its = "article_id = (select id from article where slug = :slug)"
            self._db.execute(f"delete from {table} where {its}", {"slug": slug})  # noqa: S608 (constants)
            self._db.execute(
                f"insert into {table} {counted.replace('where', f'where {its} and')}",
                {"slug": slug},
            )


_STATE = {str(one): one for one in State}
