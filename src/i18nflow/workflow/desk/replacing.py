"""Words replaced over all articles: looked at first, chosen hit by hit, taken back whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from i18nflow import review
from i18nflow.errors import InputError, NotFound, Refused
from i18nflow.model import Actor, Role, State, Target, said
from i18nflow.phrase import Hit, Manner, Phrase, hits, replaced
from i18nflow.store import Change, Found, Replaced, Row, SegmentFilter
from i18nflow.workflow import audit
from i18nflow.workflow.desk import problems, searching
from i18nflow.workflow.desk.problems import Problem
from i18nflow.workflow.desk.settling import settle
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

MOST = 500
"""Segments that one preview shows; more are counted, and wait for the next replacement."""


@dataclass(frozen=True, slots=True)
class Wish:
    """``instead`` for ``text`` in the targets of a language, found in this ``manner``.

    ``source`` keeps to segments whose source holds these words in any form; ``article`` (slug or words of the
    title) and ``states`` narrow it further.
    """

    lang: str
    text: str
    instead: str
    manner: Manner = Manner.FORMS
    source: str = ""
    article: str = ""
    states: tuple[State, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """A segment with the places where something would be replaced."""

    found: Found
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be replaced; ``left_out`` segments are beyond what one preview shows."""

    proposed: tuple[Proposed, ...]
    left_out: int

    @property
    def places(self) -> int:
        """How many places there are."""
        return sum(len(one.hits) for one in self.proposed)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a replacement (or of taking it back): its number, the segments changed, and those left."""

    number: int
    changed: tuple[Target, ...]
    problems: tuple[Problem, ...]


def preview(ws: Workspace, wish: Wish) -> Preview:
    """Every place that ``wish`` finds, in the order of articles and segments; nothing is changed."""
    phrase = _phrase(wish)
    keys = searching.holding(ws, phrase, wish.lang, side="target")
    if wish.source.strip():
        source = Phrase(wish.source, ws.config.source)
        keys &= searching.holding(ws, source, wish.lang, side="source")
    wanted = SegmentFilter(wish.lang, states=wish.states, article=wish.article, keys=tuple(sorted(keys)))
    total, _words = ws.store.search.count(wanted)
    found = ws.store.search.page(wanted, limit=MOST) if total else []
    proposed = [Proposed(one, tuple(hits(phrase, one.row.target.text, wish.instead))) for one in found]
    return Preview(tuple(one for one in proposed if one.hits), total - len(found))


@needs(Role.TRANSLATOR, said("replace words in translations"))
def apply(
    ws: Workspace, wish: Wish, chosen: Mapping[Move, Sequence[tuple[int, str]]], actor: Actor
) -> Outcome:
    """Replace the chosen hits: for each segment (with the version seen) where a hit starts, and what to put there.

    A segment that somebody changed since the preview is left and reported; the rest is one replacement.
    """
    phrase, at = _phrase(wish), ws.now()
    left: list[Problem] = []
    work: list[tuple[Row, Target]] = []
    with ws.store.write():
        for move, choices in chosen.items():
            made = _rewritten(ws, phrase, wish, move, choices, actor)
            if isinstance(made, Problem):
                left.append(made)
            else:
                work.append(made)
        if not work:
            return Outcome(0, (), tuple(left))
        written = _write(ws, wish.lang, work, "replace", actor)
        undo = [
            Replaced(
                now.segment, now.version, row.target.text, row.target.state, row.target.origin, row.target.author,
                row.target.previous_source,
            )
            for (row, _), now in zip(work, written, strict=True)
        ]  # fmt: skip
        number = ws.store.replacements.add(wish.lang, wish.text, wish.instead, undo, actor=actor.name, at=at)
        audit.record(ws, actor, "replace", f"replacement {number}", lang=wish.lang, segments=len(written))
    return Outcome(number, tuple(written), tuple(left))


@needs(Role.TRANSLATOR, said("take a replacement back"))
def undo(ws: Workspace, number: int, actor: Actor) -> Outcome:
    """Take a replacement back wherever nothing has changed since; the segments that have are left and reported."""
    left: list[Problem] = []
    work: list[tuple[Row, Target]] = []
    with ws.store.write():
        done = ws.store.replacements.get(number)
        if done.undone_at is not None:
            raise Refused(said("This replacement has been taken back already."))
        for one in ws.store.replacements.segments(number):
            row = ws.store.targets.row(one.key, done.lang)
            if row.target.version != one.version:
                left.append(problems.changed(row))
            else:
                work.append((row, _as_before(row.target, one)))
        written = _write(ws, done.lang, work, "undo", actor)
        ws.store.replacements.undone(number, by=actor.name, at=ws.now())
        audit.record(ws, actor, "undo-replacement", f"replacement {number}", segments=len(written))
    return Outcome(number, tuple(written), tuple(left))


def _phrase(wish: Wish) -> Phrase:
    phrase = Phrase(wish.text, wish.lang, wish.manner)
    if not phrase.text.strip():
        raise InputError(said("Say which word to look for."))
    return phrase


def _rewritten(
    ws: Workspace, phrase: Phrase, wish: Wish, move: Move, choices: Sequence[tuple[int, str]], actor: Actor
) -> tuple[Row, Target] | Problem:
    try:
        row = ws.store.targets.row(move.key, wish.lang)
    except NotFound:
        return problems.gone(move.key)
    if row.target.version != move.version:
        return problems.changed(row)
    places = {hit.start: hit for hit in hits(phrase, row.target.text, wish.instead)}
    spans = [(start, places[start].end, new) for start, new in choices if start in places]
    text = " ".join(replaced(row.target.text, spans).split(" "))
    try:
        return row, review.rewrite(row.target, text, actor, ws.rules)
    except Refused as refusal:
        return problems.refused(row, refusal.said)


def _as_before(now: Target, was: Replaced) -> Target:
    return replace(
        now,
        text=was.text,
        state=was.state,
        origin=was.origin,
        author=was.author,
        previous_source=was.previous_source,
    )


def _write(
    ws: Workspace, lang: str, work: Sequence[tuple[Row, Target]], action: str, actor: Actor
) -> list[Target]:
    """Write, remember, check; call it inside a transaction."""
    at = ws.now()
    changes = [Change(target, action, row.segment.text) for row, target in work]
    written = ws.store.targets.write(changes, actor=actor.name, at=at)
    pairs = [(row, target) for (row, _), target in zip(work, written, strict=True)]
    settle(ws, lang, pairs)
    return written
