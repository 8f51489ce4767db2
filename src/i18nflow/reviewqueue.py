"""The review queue: in which order a reviewer is best shown what is left of an article.

Errors come first, then terms of the glossary that the draft lacks, then the segments where two engines are furthest
apart, then the rest as it stands in the article. Nothing of this is added up into a figure: only disagreement
ranks risk, the others are alarms that are on or off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from i18nflow.model import Finding, Severity

RISKIEST = 0.3
"""The share of the segments with two answers that is shown before the rest.

Where engines were measured, the third where they disagree most held half of the worst fifth; beyond that, the order
of the article helps a reader more."""

_TERMS = frozenset({"term-missing"})


class Why(StrEnum):
    """Why a segment stands where it does in the queue."""

    ERROR = "error"
    TERM = "term"
    DISAGREEMENT = "disagreement"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Item:
    """A segment that waits for review: its open findings, and how far two engines are apart (None: one answered)."""

    key: str
    findings: Sequence[Finding] = ()
    disagreement: float | None = None


def ordered(items: Sequence[Item]) -> list[tuple[Item, Why]]:
    """``items``, given in document order, in the order of the queue, each with the reason."""
    riskiest = _riskiest(items)
    ranked = [(_place(item, riskiest), number, item) for number, item in enumerate(items)]
    ranked.sort(key=lambda one: (one[0][0], one[0][1], one[1]))
    return [(item, _WHY[place[0]]) for place, _, item in ranked]


_WHY = (Why.ERROR, Why.TERM, Why.DISAGREEMENT, Why.ORDER)


def _place(item: Item, riskiest: frozenset[str]) -> tuple[int, float]:
    if any(one.severity is Severity.ERROR for one in item.findings):
        return 0, 0.0
    if any(one.code in _TERMS for one in item.findings):
        return 1, 0.0
    if item.key in riskiest:
        return 2, -(item.disagreement or 0.0)
    return 3, 0.0


def _riskiest(items: Sequence[Item]) -> frozenset[str]:
    """The segments where the engines disagree most; where they agree nothing is doubtful."""
    apart = [(item.disagreement, item.key) for item in items if item.disagreement is not None]
    apart.sort(key=lambda one: -one[0])
    return frozenset(key for value, key in apart[: ceil(RISKIEST * len(apart))] if value > 0)
