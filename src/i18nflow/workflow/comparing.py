"""A second engine beside the first: what it is asked for, and how far the two answers are apart."""

from __future__ import annotations

from collections.abc import Sequence

from i18nflow import markup
from i18nflow import translate as plan
from i18nflow.model import Origin, State
from i18nflow.store import Row, SecondAnswer
from i18nflow.translate import EngineInfo, Status, Wanted
from i18nflow.workflow import drafting
from i18nflow.workflow.asking import Answered, Inquiry
from i18nflow.workflow.postediting import COPIED
from i18nflow.workflow.workspace import Workspace


def wanted(ws: Workspace, slug: str, lang: str, info: EngineInfo) -> list[Wanted]:
    """The machine drafts of an article that a person has yet to look at and that have no second answer yet."""
    known = ws.store.seconds.of_article(slug, lang)
    rows = [
        row for row in ws.store.targets.rows(slug, lang) if _is_open(row) and row.target.engine != info.name
    ]
    return [
        drafting.as_wanted(ws, row, lang)
        for row in rows
        if row.segment.key not in known or known[row.segment.key].engine != info.name
    ]


def store(ws: Workspace, lang: str, info: EngineInfo, answered: Sequence[Answered], inquiry: Inquiry) -> int:
    """Keep these answers beside the drafts they are about, in one transaction; how many."""
    found = [
        (question, asker, draft)
        for question, result in answered
        if result.status is Status.OK
        for asker in question.askers
        if (draft := plan.answered(asker, result.text, info, lang)) is not None
    ]
    if not found:
        return 0
    kept = 0
    at = ws.now()
    with ws.store.write(aside="what a second engine says"):
        ws.store.answers.put(
            inquiry.answers(info, answered, list({id(one): one for one, _, _ in found}.values())),
            inquiry.pair,
            at=at,
        )
        for _, asker, draft in found:
            row = ws.store.targets.row(asker.wanted.key, lang)
            first = row.target.machine_text
            if row.segment.text == asker.wanted.source and first:
                codes = row.segment.codes
                apart = plan.disagreement(markup.plain(first, codes), markup.plain(draft.raw, codes))
                ws.store.seconds.put(_kept(row, draft.raw, apart, info), at)
                kept += 1
    return kept


def _is_open(row: Row) -> bool:
    target = row.target
    return (
        target.state is State.DRAFT
        and target.origin is Origin.MACHINE
        and bool(target.machine_text)
        and target.engine != COPIED
    )


def _kept(row: Row, text: str, apart: float, info: EngineInfo) -> SecondAnswer:
    return SecondAnswer(
        segment=row.segment.key,
        lang=row.target.lang,
        engine=info.name,
        engine_version=info.version,
        source=row.segment.text,
        first_text=row.target.machine_text,
        text=text,
        disagreement=apart,
    )
