"""The figures of a workspace over the last weeks: throughput, editing of machine texts, findings, terms, people."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from i18nflow.glossary import find_target
from i18nflow.model import TermStatus
from i18nflow.store import PostEdits
from i18nflow.store.desk import Counted, Work
from i18nflow.workflow import glossaries
from i18nflow.workflow.workspace import Workspace

BEGAN = ("machine", "memory", "import", "hand")
"""How an approved text began, in the order in which charts stack it."""
LOOKED_AT = 20_000
"""Targets whose terms one call looks at anew; the rest wait for the next."""
BUDGET = 1.5
"""Seconds that one call spends on looking at terms."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week (its Monday, in the workspace's zone) and the words approved in it by how their text began."""

    monday: date
    words: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All words approved in the week."""
        return sum(self.words.values())


@dataclass(frozen=True, slots=True)
class Followed:
    """How often something was said as agreed, of how many times; ``source`` and ``target`` name a term."""

    kept: int
    times: int
    source: str = ""
    target: str = ""
    monday: date | None = None

    @property
    def share(self) -> float:
        """Followed, as a share of 1."""
        return self.kept / self.times if self.times else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """The statistics of one target language."""

    lang: str
    weeks: tuple[Week, ...]
    engines: tuple[PostEdits, ...]
    """Post-editing by engine and month."""
    findings: tuple[Counted, ...]
    term_weeks: tuple[Followed, ...]
    terms: tuple[Followed, ...]
    """Term by term, the least followed first."""
    unlooked: int
    """Approved targets whose terms have not been looked at yet."""
    people: tuple[Work, ...]

    @property
    def words(self) -> int:
        """Words approved in all these weeks."""
        return sum(week.total for week in self.weeks)


def report(ws: Workspace, lang: str, *, weeks: int = 13) -> Report:
    """The figures of the last ``weeks`` weeks, the present one included."""
    mondays = _mondays(ws, weeks)
    since = datetime.combine(mondays[0], datetime.min.time(), ws.config.zone)
    figures = ws.store.figures
    unlooked = look_at_terms(ws, lang, since)
    term_weeks, terms = _adherence(ws, lang, since, mondays)
    month = mondays[0].strftime("%Y-%m")
    return Report(
        lang=lang,
        weeks=_throughput(ws, lang, since, mondays),
        engines=tuple(one for one in ws.store.postedits.by_engine_month(lang) if one.month >= month),
        findings=tuple(figures.findings(lang)),
        term_weeks=term_weeks,
        terms=terms,
        unlooked=unlooked,
        people=tuple(figures.work(lang, since)),
    )


def look_at_terms(ws: Workspace, lang: str, since: datetime) -> int:
    """See which terms the approved targets follow, where that is not known yet; how many are left for next time."""
    stamp = _glossary_stamp(ws, lang)
    if not stamp:
        return 0
    waiting = ws.store.figures.unlooked(lang, stamp, since, limit=LOOKED_AT)
    found, end = [], time.monotonic() + BUDGET
    for number, version, source, text in waiting:
        if time.monotonic() > end:
            break
        found.append((number, version, _uses(ws, lang, source, text)))
    if found:
        with ws.store.write(aside="which terms are followed is computed"):
            ws.store.figures.keep_uses(stamp, found)
    if len(found) < len(waiting) or len(waiting) == LOOKED_AT:
        return ws.store.figures.count_unlooked(lang, stamp, since)
    return 0


def _uses(ws: Workspace, lang: str, source: str, text: str) -> list[tuple[str, str, bool]]:
    """The agreed terms of a source, each once: source, agreed target, whether the target has it."""
    used: dict[tuple[str, str], bool] = {}
    for one in glossaries.occurrences(ws, lang, source):
        term = one.term
        if term.status in (TermStatus.FORBIDDEN, TermStatus.ADMITTED):
            continue
        agreed = term.source if term.status is TermStatus.DO_NOT_TRANSLATE else term.target
        used[term.source, agreed] = bool(find_target(term, text, lang))
    return [(source, agreed, kept) for (source, agreed), kept in used.items()]


def _throughput(ws: Workspace, lang: str, since: datetime, mondays: Sequence[date]) -> tuple[Week, ...]:
    weeks = {monday: Week(monday) for monday in mondays}
    for one in ws.store.figures.approvals(lang, since):
        week = weeks.get(_monday(ws, one.at))
        if week is not None:
            week.words[one.began] = week.words.get(one.began, 0) + one.words
    return tuple(weeks.values())


def _adherence(
    ws: Workspace, lang: str, since: datetime, mondays: Sequence[date]
) -> tuple[tuple[Followed, ...], tuple[Followed, ...]]:
    by_week: dict[date, list[int]] = {monday: [0, 0] for monday in mondays}
    by_term: dict[tuple[str, str], list[int]] = {}
    for at, uses in ws.store.figures.uses(lang, since):
        week = by_week.get(_monday(ws, at), [0, 0])
        for source, target, kept in uses:
            for counts in (week, by_term.setdefault((source, target), [0, 0])):
                counts[0] += kept
                counts[1] += 1
    weeks = tuple(Followed(kept, times, monday=monday) for monday, (kept, times) in by_week.items())
    terms = (Followed(kept, times, source, target) for (source, target), (kept, times) in by_term.items())
    return weeks, tuple(sorted(terms, key=lambda one: (one.share, -one.times, one.source)))


def _mondays(ws: Workspace, weeks: int) -> list[date]:
    last = _monday(ws, ws.now())
    return [last - timedelta(weeks=back) for back in reversed(range(weeks))]


def _monday(ws: Workspace, at: datetime) -> date:
    day = at.astimezone(ws.config.zone).date()
    return day - timedelta(days=day.weekday())


def _glossary_stamp(ws: Workspace, lang: str) -> str:
    """What changes when the glossary does, "" where there is none."""
    path = ws.glossary_for(lang)
    return sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""
