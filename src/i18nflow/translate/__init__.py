"""The plan of pre-translation: memory first, then the engines in their order; every draft knows its origin.

Pure: engines are given as values that satisfy :class:`Engine`, answers come back as :class:`Draft` values, and
whoever runs the plan stores them chunk by chunk.
"""

from i18nflow.translate.answers import accept, has_words
from i18nflow.translate.breaker import Breaker
from i18nflow.translate.budget import Budget
from i18nflow.translate.distance import Edited, disagreement, measure
from i18nflow.translate.enforce import Enforced, enforce, missing
from i18nflow.translate.plan import (
    CHUNK,
    FALLBACK_FROM,
    FIRST_FROM,
    Asker,
    Question,
    answer_key,
    answered,
    batches,
    copied,
    from_match,
    questions,
)
from i18nflow.translate.values import (
    NO_ENGINE,
    REASONS,
    Draft,
    Engine,
    EngineInfo,
    Event,
    Health,
    Listener,
    Result,
    Stage,
    Status,
    Wanted,
)

__all__ = [
    "CHUNK",
    "FALLBACK_FROM",
    "FIRST_FROM",
    "NO_ENGINE",
    "REASONS",
    "Asker",
    "Breaker",
    "Budget",
    "Draft",
    "Edited",
    "Enforced",
    "Engine",
    "EngineInfo",
    "Event",
    "Health",
    "Listener",
    "Question",
    "Result",
    "Stage",
    "Status",
    "Wanted",
    "accept",
    "answer_key",
    "answered",
    "batches",
    "copied",
    "disagreement",
    "enforce",
    "from_match",
    "has_words",
    "measure",
    "missing",
    "questions",
]
