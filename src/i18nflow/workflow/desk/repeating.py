"""A translation taken to the other segments that say the same, or the same but for numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from i18nflow import review
from i18nflow.errors import InputError, NotFound
from i18nflow.model import Actor, Origin, Role, State, Target, said
from i18nflow.phrase import is_repeat, with_numbers
from i18nflow.store import Change, Row, fold
from i18nflow.workflow import audit, reviewing
from i18nflow.workflow.desk import problems
from i18nflow.workflow.desk.problems import Problem
from i18nflow.workflow.desk.settling import settle
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Repeat:
    """A segment that repeats another: ``text`` is what it would get; ``exact`` where the sources are equal."""

    row: Row
    text: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Repeats:
    """The repeats of a segment: those still ``open``, the ``conflicts`` (translated otherwise), and how many agree."""

    row: Row
    open: tuple[Repeat, ...]
    conflicts: tuple[Repeat, ...]
    agreeing: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled, and what was left and why."""

    targets: tuple[Target, ...]
    problems: tuple[Problem, ...]


def find(ws: Workspace, key: str, lang: str) -> Repeats:
    """The segments whose source equals that of ``key``, or differs from it in numbers alone."""
    row = ws.store.targets.row(key, lang)
    open_: list[Repeat] = []
    conflicts: list[Repeat] = []
    agreeing = 0
    for repeat in _candidates(ws, row, lang):
        target = repeat.row.target
        if repeat.exact and target.text == repeat.text and target.state in (State.TRANSLATED, State.APPROVED):
            agreeing += 1
        elif review.is_untouched(target):
            open_.append(repeat)
        elif repeat.exact and target.text != repeat.text:
            conflicts.append(repeat)
    return Repeats(row, tuple(open_), tuple(conflicts), agreeing)


def count_open(ws: Workspace, key: str, lang: str) -> tuple[int, int]:
    """How many repeats of a segment are open, and how many are translated otherwise."""
    found = find(ws, key, lang)
    return len(found.open), len(found.conflicts)


@needs(Role.TRANSLATOR, said("fill repeats"))
def fill(ws: Workspace, key: str, lang: str, chosen: Sequence[Move], actor: Actor) -> Filled:
    """Take the text of ``key`` to the chosen repeats: equal ones are confirmed, nearly equal ones become drafts.

    One that somebody changed meanwhile, or that is no repeat, is left and reported.
    """
    left: list[Problem] = []
    work: list[tuple[Row, Change]] = []
    with ws.store.write():
        found = find(ws, key, lang)
        if not found.row.target.text.strip():
            raise InputError(said("There is no translation yet that could be taken to its repeats."))
        known = {one.row.segment.key: one for one in (*found.open, *found.conflicts)}
        for move in chosen:
            made = _filled(ws, known.get(move.key), move, found.row, lang, actor)
            if isinstance(made, Problem):
                left.append(made)
            else:
                work.append(made)
        written = ws.store.targets.write([change for _, change in work], actor=actor.name, at=ws.now())
        pairs = [(row, target) for (row, _), target in zip(work, written, strict=True)]
        settle(ws, lang, pairs)
        audit.record(ws, actor, "fill-repeats", f"{found.row.article}/{lang}/{key}", segments=len(written))
    return Filled(tuple(written), tuple(left))


def _candidates(ws: Workspace, row: Row, lang: str) -> list[Repeat]:
    source, text = row.segment.text, row.target.text
    key, pair = row.segment.key, ws.config.pair(lang)
    found = [
        Repeat(one, text, exact=True)
        for one in ws.store.search.same_source(fold(source), lang)
        if one.segment.key != key and one.segment.text == source
    ]
    for one in ws.store.search.same_shape(fold(source), lang):
        if one.segment.key == key or not is_repeat(source, one.segment.text):
            continue
        adapted = with_numbers(text, source, one.segment.text, (pair.source, pair.target)) if text else None
        if adapted is not None:
            found.append(Repeat(one, adapted, exact=False))
    return found


def _filled(
    ws: Workspace, repeat: Repeat | None, move: Move, model: Row, lang: str, actor: Actor
) -> tuple[Row, Change] | Problem:
    if repeat is None:
        try:
            return problems.changed(ws.store.targets.row(move.key, lang))
        except NotFound:
            return problems.gone(move.key)
    row = repeat.row
    if row.target.version != move.version:
        return problems.changed(row)
    if repeat.exact:
        target = review.confirm(row.target, repeat.text, actor, ws.rules)
        # With two pairs of eyes it stays the text of whoever wrote it, here or where it comes from.
        wrote = model.target.author if ws.rules.two_eyes else ""
        author = reviewing.author_of(ws, row, repeat.text, wrote or actor.name)
        return row, Change(replace(target, author=author), "repeat", row.segment.text)
    score = Levenshtein.normalized_similarity(row.segment.text, model.segment.text)
    empty = review.again(row.target) if row.target.state is State.DRAFT else row.target
    target = review.propose(empty, repeat.text, origin=Origin.MEMORY, score=score, match=model.segment.key)
    return row, Change(target, "propose", row.segment.text)
