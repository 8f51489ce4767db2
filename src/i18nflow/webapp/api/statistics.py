"""Statistics: how far the workspace is, language by language."""

from __future__ import annotations

from collections import Counter

from i18nflow.model import PublicationStatus, Severity, State
from i18nflow.webapp.api.base import Empty, Shape
from i18nflow.webapp.api.registry import Call, operation
from i18nflow.webapp.api.shapes import Count
from i18nflow.workflow import status


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
