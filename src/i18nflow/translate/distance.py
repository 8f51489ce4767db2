"""How far two texts are apart: post-edits and disagreement, by chrF and TER, the field's measures (sacrebleu)."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from i18nflow.language.tags import base

_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my"})


@dataclass(frozen=True, slots=True)
class Edited:
    """``chrf`` from 0 to 100 (100: nothing changed); ``edits`` and ``words`` as TER counts them.

    An edit is a word put in, taken out or replaced, or a run of words moved; ``words`` are those of the approved
    text (single characters, in languages written without spaces).
    """

    chrf: float
    edits: float
    words: int


def measure(machine: str, approved: str, lang: str) -> Edited:
    """The distance from ``machine`` to the ``approved`` text in ``lang``; capitals and punctuation count."""
    spaced = base(lang) not in _WITHOUT_SPACES
    if machine == approved:
        return Edited(100.0, 0.0, len(approved.split()) if spaced else len("".join(approved.split())))
    chrf, ter = _metrics(spaced=spaced)
    found = ter.sentence_score(machine, [approved])
    likeness = chrf.sentence_score(machine, [approved]).score
    return Edited(min(100.0, max(0.0, likeness)), float(found.num_edits), round(found.ref_length))


def disagreement(one: str, other: str) -> float:
    """How far two translations of one source are apart: 0 where they are equal, 1 where they share nothing.

    Of the measures tried (``benchmarks/disagreement.py``) chrF, taken both ways, tells best which of an engine's
    sentences are the worst. It ranks; it is no grade.
    """
    if one == other:
        return 0.0
    chrf, _ = _metrics(spaced=True)
    both = chrf.sentence_score(one, [other]).score + chrf.sentence_score(other, [one]).score
    return min(1.0, max(0.0, 1 - float(both) / 200))


@cache
def _metrics(*, spaced: bool) -> tuple[Any, Any]:
    """sacrebleu's two measures. Loading it takes a third of a second: on first use only."""
    metrics = importlib.import_module("sacrebleu.metrics")
    ter = metrics.TER(case_sensitive=True, normalized=not spaced, asian_support=not spaced)
    return metrics.CHRF(), ter
