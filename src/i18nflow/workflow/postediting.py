"""What people change in machine texts: measured when a text is approved, kept by engine, article and month."""

from __future__ import annotations

from i18nflow import markup
from i18nflow.model import Origin, State, Target
from i18nflow.store import HistoryEntry, PostEdit, Row
from i18nflow.translate import measure
from i18nflow.workflow.workspace import Workspace

COPIED = "copy"
"""The engine of a source that was taken over as it stands (figures, dashes): nothing was translated."""


def note(ws: Workspace, row: Row, target: Target) -> None:
    """Keep how far an approved ``target`` is from its machine text; call it inside a transaction.

    ``row`` is the segment as it was before. Taking an approval back takes the measurement out. A machine text
    that was made for another source than the segment has now says nothing about the engine: an earlier
    measurement stays.
    """
    if target.state is not State.APPROVED:
        ws.store.postedits.remove(target.segment, target.lang)
        return
    raw = target.machine_text
    made = _proposal(ws, target) if raw else None
    if made is None or made.source != row.segment.text or made.engine in ("", COPIED):
        return
    codes = row.segment.codes
    edited = measure(markup.plain(raw, codes), markup.plain(target.text, codes), target.lang)
    ws.store.postedits.put(
        PostEdit(
            segment=target.segment,
            lang=target.lang,
            engine=made.engine,
            engine_version=target.engine_version,
            month=ws.month,
            chrf=edited.chrf,
            edits=edited.edits,
            words=edited.words,
        ),
        ws.now(),
    )


def _proposal(ws: Workspace, target: Target) -> HistoryEntry | None:
    """The engine's latest proposal for the target."""
    return next(
        (
            entry
            for entry in ws.store.targets.history(target.segment, target.lang)
            if entry.action == "propose" and entry.origin is Origin.MACHINE
        ),
        None,
    )
