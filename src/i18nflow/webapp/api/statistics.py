"""Statistics: how far the workspace is, language by language."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated

from msgspec import Meta

from i18nflow.model import PublicationStatus, Severity, State
from i18nflow.webapp.api.base import Empty, Input, Shape
from i18nflow.webapp.api.registry import Call, operation
from i18nflow.webapp.api.shapes import Count, target_lang
from i18nflow.workflow import status
from i18nflow.workflow.desk import figuring


class LanguageStatistics(Shape, frozen=True, kw_only=True):
    """One target language: segments and source words by state, findings by severity, editions by publication."""

    lang: str
    segments: dict[str, int]
    words: dict[str, int]
    findings: dict[str, int]
    editions: dict[str, int]
    ready: Count


class StatisticsShape(Shape, frozen=True, kw_only=True):
    """The whole workspace; ``engine_characters`` is what engines were given this month."""

    articles: Count
    languages: tuple[LanguageStatistics, ...]
    engine_characters: dict[str, int]


@operation("GET", "/statistics", answer=StatisticsShape)
def get_statistics(call: Call[Empty, None]) -> StatisticsShape:
    """How far the workspace is."""
    listed = status.articles(call.ws)
    return StatisticsShape(
        articles=len(listed),
        languages=tuple(_language(listed, lang) for lang in call.ws.config.targets),
        engine_characters=call.ws.store.usage.characters(call.ws.now().strftime("%Y-%m")),
    )


class WeeksQuery(Input, frozen=True, kw_only=True):
    """Over how long."""

    weeks: Annotated[int, Meta(description="The present one included", ge=1, le=104)] = 13


class WeekShape(Shape, frozen=True, kw_only=True):
    """A week, by its Monday, and the words approved in it by how their text began."""

    monday: date
    words: dict[str, int]


class FollowedShape(Shape, frozen=True, kw_only=True):
    """How often a term was said as agreed, of how many times."""

    source: str
    target: str
    kept: Count
    times: Count


class CountedShape(Shape, frozen=True, kw_only=True):
    """Findings of one kind: open ones, and those that somebody looked at and waived."""

    code: str
    open: Count
    waived: Count


class PersonWork(Shape, frozen=True, kw_only=True):
    """Segments and source words that a person confirmed or approved."""

    person: str
    segments: Count
    words: Count


class FiguresShape(Shape, frozen=True, kw_only=True):
    """What was done in the last weeks, and how well; ``unlooked`` targets wait to be compared with the glossary."""

    lang: str
    weeks: tuple[WeekShape, ...]
    findings: tuple[CountedShape, ...]
    terms: Annotated[tuple[FollowedShape, ...], Meta(description="The least followed first")]
    people: tuple[PersonWork, ...]
    unlooked: Count


@operation("GET", "/statistics/{lang}", query=WeeksQuery, answer=FiguresShape)
def get_figures(call: Call[WeeksQuery, None]) -> FiguresShape:
    """What was done in a language in the last weeks. (Post-editing by engine: `/engines/report`.)"""
    found = figuring.report(call.ws, target_lang(call), weeks=call.query.weeks)
    return FiguresShape(
        lang=found.lang,
        weeks=tuple(WeekShape(monday=one.monday, words=dict(one.words)) for one in found.weeks),
        findings=tuple(
            CountedShape(code=one.code, open=one.open, waived=one.waived) for one in found.findings
        ),
        terms=tuple(
            FollowedShape(source=one.source, target=one.target, kept=one.kept, times=one.times)
            for one in found.terms
        ),
        people=tuple(
            PersonWork(person=one.person, segments=one.segments, words=one.words) for one in found.people
        ),
        unlooked=found.unlooked,
    )


def _language(listed: list[status.ArticleStatus], lang: str) -> LanguageStatistics:
    segments: Counter[str] = Counter(dict.fromkeys(State, 0))
    words: Counter[str] = Counter(dict.fromkeys(State, 0))
    findings: Counter[str] = Counter(dict.fromkeys(Severity, 0))
    editions: Counter[str] = Counter(dict.fromkeys(PublicationStatus, 0))
    ready = 0
    for article in listed:
        progress = article.progress[lang]
        segments.update(progress.segments)
        words.update(progress.words)
        findings.update(progress.findings)
        editions[progress.edition.status] += 1
        ready += progress.ready
    return LanguageStatistics(
        lang=lang,
        segments=dict(segments),
        words=dict(words),
        findings=dict(findings),
        editions=dict(editions),
        ready=ready,
    )
