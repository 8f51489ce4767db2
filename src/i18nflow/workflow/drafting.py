"""The drafts of one article in one language: what is wanted, and how answers are stored without harm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from i18nflow import review
from i18nflow import translate as plan
from i18nflow.model import Match, Origin, State, Target
from i18nflow.store import Answer, Change, Row
from i18nflow.translate import Draft, EngineInfo, Question, Result, Status, Wanted
from i18nflow.workflow import audit, checking, glossaries, memories
from i18nflow.workflow.workspace import Workspace

PROGRAM = "i18nflow"
"""Who makes drafts, in the history."""

Made = tuple[Wanted, Draft]


def wanted(ws: Workspace, slug: str, lang: str, *, again: bool) -> list[Wanted]:
    """The segments of an article to be filled: untranslated ones, and with ``again`` drafts that nobody touched."""
    rows = ws.store.targets.rows(slug, lang)
    open_rows = [
        row
        for row in rows
        if row.target.state is State.UNTRANSLATED or (again and review.is_untouched(row.target))
    ]
    matches = memories.for_rows(ws, open_rows, rows, lang) if open_rows else {}
    return [as_wanted(ws, row, lang, matches.get(row.segment.key)) for row in open_rows]


def as_wanted(ws: Workspace, row: Row, lang: str, match: Match | None = None) -> Wanted:
    """A segment as engines are asked for it, with its terms and the best match of the memory."""
    return Wanted(
        key=row.segment.key,
        source=row.segment.text,
        version=row.target.version,
        codes=row.segment.codes,
        terms=tuple(glossaries.occurrences(ws, lang, row.segment.text)),
        match=match,
    )


def made_of(
    answered: Sequence[tuple[Question, Result]], info: EngineInfo, lang: str
) -> tuple[list[Made], list[Question]]:
    """The drafts that an engine's results make, and the questions whose answers can all be used."""
    made: list[Made] = []
    usable: list[Question] = []
    for question, result in answered:
        if result.status is not Status.OK:
            continue
        drafts = [(asker.wanted, plan.answered(asker, result.text, info, lang)) for asker in question.askers]
        made += [(one, draft) for one, draft in drafts if draft is not None]
        if all(draft is not None for _, draft in drafts):
            usable.append(question)
    return made, usable


def store(
    ws: Workspace, slug: str, lang: str, made: Sequence[Made], answers: Sequence[Answer] = ()
) -> list[Draft]:
    """Store drafts together with the answers they were made of; the drafts that went in.

    A target that somebody changed meanwhile keeps what they wrote. A draft equal to the one that stands there is
    left alone.
    """
    at = ws.now()
    stored: list[Draft] = []
    with ws.store.write():
        ws.store.answers.put(answers, ws.config.pair(lang), at=at)
        pairs: list[tuple[Row, Change]] = []
        rows = ws.store.targets.rows_of([one.key for one, _ in made], lang)
        for one, draft in made:
            row = rows.get(one.key)
            if row is None or row.target.version != one.version or row.segment.text != one.source:
                continue
            target = _proposed(row.target, draft)
            if target is not None:
                pairs.append((row, Change(target, "propose", row.segment.text)))
            stored.append(draft)
        written = ws.store.targets.write([change for _, change in pairs], actor=PROGRAM, at=at)
        checking.refresh(ws, lang, [(row, new) for (row, _), new in zip(pairs, written, strict=True)])
        if written:
            ws.store.articles.touch(slug, at)
            audit.note(ws, "translate", f"{slug}/{lang}", segments=[one.segment for one in written])
    return stored


def _proposed(target: Target, draft: Draft) -> Target | None:
    """The target with the draft; None where it has this very draft already."""
    assert draft.origin is not None
    empty = target if target.state is State.UNTRANSLATED else review.again(target)
    new = review.propose(
        empty,
        draft.text,
        origin=draft.origin,
        engine=draft.engine,
        engine_version=draft.engine_version,
        score=draft.score,
        match=draft.match,
        note="; ".join(draft.repairs),
    )
    new = replace(new, machine_text=draft.raw if draft.origin is Origin.MACHINE else "")
    return None if new == target else new
