"""Matches of a text among units: context, exact, fuzzy, best first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from i18nflow.memory.penalties import Penalties
from i18nflow.memory.repair import Repaired
from i18nflow.model import Match, MatchKind, Unit

OFFERED_FROM = 0.7
"""The least score that is offered to a translator."""


ADAPTED = 0.03
"""What an adapted match is scored under one that needed no change."""

Adapt = Callable[[Unit], Repaired | None]


@dataclass(frozen=True, slots=True)
class Query:
    """A segment to be looked up: its source, and the sources before and after it ("" at an edge)."""

    source: str
    before: str = ""
    after: str = ""


def matches(
    query: Query, units: Sequence[Unit], *, least: float = OFFERED_FROM, limit: int = 5
) -> list[Match]:
    """The best matches of ``query`` among ``units``, each compared: for a memory that is at hand.

    The score of a fuzzy match is rapidfuzz's ``Levenshtein.normalized_similarity`` of the sources.
    """
    found = process.extract(
        query.source,
        [unit.source for unit in units],
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=least,
        limit=None,
    )
    return ranked(query, [(units[index], score) for _, score, index in found], limit=limit)


def ranked(
    query: Query,
    scored: Sequence[tuple[Unit, float]],
    *,
    limit: int = 5,
    penalties: Penalties | None = None,
    adapt: Adapt | None = None,
) -> list[Match]:
    """Units with their scores as matches, best first: context before exact before fuzzy.

    ``adapt`` gives the adapted target of a unit that differs in numbers or names only where that is certain; such a
    match is scored by what still differs.
    """
    found = [_match(query, unit, score) for unit, score in scored]
    if adapt is not None:
        found = [_adapted(query, match, adapt(match.unit)) for match in found]
    if penalties is not None:
        found = [penalties.taken(match) for match in found]
    return _distinct(sorted(found, key=_rank))[:limit]


def _match(query: Query, unit: Unit, similarity: float) -> Match:
    kind = MatchKind.FUZZY
    if unit.source == query.source:
        same = (unit.before, unit.after) == (query.before, query.after)
        kind = MatchKind.CONTEXT if same and (query.before or query.after) else MatchKind.EXACT
    return Match(unit=unit, kind=kind, score=similarity, similarity=similarity, target=unit.target)


def _adapted(query: Query, match: Match, repaired: Repaired | None) -> Match:
    if match.kind is not MatchKind.FUZZY or repaired is None:
        return match
    likeness = Levenshtein.normalized_similarity(query.source, repaired.likened)
    score = max(match.score, likeness - ADAPTED)
    return replace(match, target=repaired.target, repaired=repaired.said, score=score)


def _rank(match: Match) -> tuple[int, float, float]:
    newest = match.unit.created.timestamp() if match.unit.created else 0.0
    return (list(MatchKind).index(match.kind), -match.score, -newest)


def _distinct(ranked: Sequence[Match]) -> list[Match]:
    """Of several units that would offer the same text for the same source, the first."""
    seen: set[tuple[str, str]] = set()
    result = []
    for match in ranked:
        mark = (match.unit.source, match.target)
        if mark not in seen:
            seen.add(mark)
            result.append(match)
    return result
