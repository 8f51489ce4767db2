"""A translation taken to the other segments that say the same, or the same but for numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice

from rapidfuzz.distance import Levenshtein

from i18nflow import review
from i18nflow.errors import InputError, NotFound
from i18nflow.model import Actor, Origin, Role, State, Target, said
from i18nflow.phrase import Renumbering, is_repeat
from i18nflow.store import Change, Row, fold
from i18nflow.workflow import audit, reviewing
from i18nflow.workflow.desk import problems
from i18nflow.workflow.desk.problems import Problem
from i18nflow.workflow.desk.settling import settle
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

COUNTED = 100
"""Repeats that are counted beside a segment in hand: a headline may be repeated in every article."""


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


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many repeats are ``open`` and how many ``conflicts`` there are; ``more`` where not all were counted."""

    open: int
    conflicts: int
    more: bool


def find(ws: Workspace, key: str, lang: str) -> Repeats:
    """The segments whose source equals that of ``key``, or differs from it in numbers alone."""
    row = ws.store.targets.row(key, lang)
    found = defaultdict[_Standing, list[Repeat]](list)
    for repeat in _candidates(ws, row, lang):
        found[_standing(repeat)].append(repeat)
    waiting, conflicts = (tuple(found[one]) for one in (_Standing.OPEN, _Standing.CONFLICT))
    return Repeats(row, waiting, conflicts, len(found[_Standing.AGREES]))


def count(ws: Workspace, key: str, lang: str, *, most: int | None = None) -> Waiting:
    """How many :func:`find` would find; from ``most`` (:data:`COUNTED`) on no more are looked at."""
    row = ws.store.targets.row(key, lang)
    standings = map(_standing, _candidates(ws, row, lang, unlike=row.target.text))
    wanted = (one for one in standings if one in (_Standing.OPEN, _Standing.CONFLICT))
    found = Counter(islice(wanted, COUNTED if most is None else most))
    return Waiting(found[_Standing.OPEN], found[_Standing.CONFLICT], more=next(wanted, None) is not None)


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


class _Standing(Enum):
    """How a repeat stands to the translation it might get."""

    OPEN = "open"
    CONFLICT = "conflict"
    AGREES = "agrees"
    IN_WORK = "in work"


def _standing(repeat: Repeat) -> _Standing:
    target = repeat.row.target
    if review.is_untouched(target):
        return _Standing.OPEN
    if target.text != repeat.text:
        return _Standing.CONFLICT
    return _Standing.AGREES if target.state in (State.TRANSLATED, State.APPROVED) else _Standing.IN_WORK


def _candidates(ws: Workspace, row: Row, lang: str, *, unlike: str | None = None) -> Iterator[Repeat]:
    """The other segments with the same source, then those nobody touched whose source has other numbers.

    ``unlike`` leaves out those with the same source that are done and have this very text. One whose numbers have no
    sure place in the translation is no repeat.
    """
    source, text = row.segment.text, row.target.text
    for one in ws.store.search.same_source(fold(source), lang, unlike=unlike):
        if one.segment.key != row.segment.key and one.segment.text == source:
            yield Repeat(one, text, exact=True)
    pair = ws.config.pair(lang)
    renumbering = Renumbering(text, source, (pair.source, pair.target))
    if not renumbering.possible:
        return
    for one in ws.store.search.same_shape(fold(source), lang):
        if is_repeat(source, one.segment.text) and review.is_untouched(one.target):
            adapted = renumbering.to(one.segment.text)
            if adapted is not None:
                yield Repeat(one, adapted, exact=False)


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
