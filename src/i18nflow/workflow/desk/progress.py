"""How far the people who share an edition are, each with their part."""

from __future__ import annotations

from dataclasses import dataclass

from i18nflow.model import State
from i18nflow.store import Assignment
from i18nflow.workflow.workspace import Workspace

FINISHED = (State.TRANSLATED, State.APPROVED)


@dataclass(frozen=True, slots=True)
class Part:
    """An assignment with its segments and source words: all of them, finished (a person confirmed) and by state."""

    assignment: Assignment
    segments: int
    words: int
    finished: int
    finished_words: int
    states: dict[State, int]


def of_edition(ws: Workspace, slug: str, lang: str) -> list[Part]:
    """Every assignment of an edition with how far it is."""
    rows = ws.store.targets.rows(slug, lang)
    found = []
    for one in ws.store.assignments.of_article(slug, lang):
        mine = rows if one.first is None or one.last is None else rows[one.first - 1 : one.last]
        states: dict[State, int] = {}
        words = finished_words = 0
        for row in mine:
            count = len(row.segment.text.split())
            states[row.target.state] = states.get(row.target.state, 0) + 1
            words += count
            finished_words += count if row.target.state in FINISHED else 0
        finished = sum(states.get(state, 0) for state in FINISHED)
        found.append(Part(one, len(mine), words, finished, finished_words, states))
    return found
