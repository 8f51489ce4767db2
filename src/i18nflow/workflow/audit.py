"""The audit log: every verb that changes anything says so, in the transaction of the change.

    with ws.store.write():
        ...
        audit.record(ws, actor, "set-slug", f"{slug}/{lang}", slug=wanted)

``action`` is a readable word or two joined by hyphens; ``object_`` is what was acted on: an article's slug, with
``/<lang>`` an edition, with ``/<lang>/<key>`` a segment's target, ``user NAME`` an account. What is a person's own
text (a comment, a translation) does not belong into the detail: history keeps it, and a purge must find it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from i18nflow import audit
from i18nflow.audit import Break, Entry
from i18nflow.model import Actor, Role, said
from i18nflow.spreadsheet import shielded
from i18nflow.store import Wanted
from i18nflow.workflow.rights import require
from i18nflow.workflow.workspace import Workspace

__all__ = ["Break", "Entry", "Wanted", "entries", "record", "search", "verify"]


def record(ws: Workspace, actor: Actor | str, action: str, object_: str = "", **detail: Any) -> None:
    """Write down that ``actor`` did ``action``; outside a transaction it makes one of its own."""
    name = actor if isinstance(actor, str) else actor.name
    with ws.store.write():
        ws.store.audit.add(ws.now(), name, action, object_, detail)


def note(ws: Workspace, action: str, object_: str, **detail: Any) -> None:
    """Write down ``action`` of whoever's act is under way; call it inside the transaction."""
    ws.store.audit.add(ws.now(), ws.store.acts.actor, action, object_, detail)


def may_read(actor: Actor) -> None:
    """Raise :class:`i18nflow.errors.Refused` for who may not look into the log: it takes an admin."""
    require(actor, Role.ADMIN, said("read the audit log"))


def csv_rows(ws: Workspace) -> Iterator[list[str]]:
    """The log as rows of a table, with its header; no cell begins as a formula does."""
    yield ["row", "time", "who", "what", "on", "detail", "hash", "redacted by"]
    for one in entries(ws):
        cells = (
            str(one.id), one.at, one.actor, one.action, one.object, one.detail, one.hash, str(one.redacted_by or ""),
        )  # fmt: skip
        yield [shielded(cell) for cell in cells]


def search(ws: Workspace, wanted: Wanted, *, limit: int = 100, before: int | None = None) -> list[Entry]:
    """Rows of the log that match, the latest first."""
    return ws.store.audit.search(wanted, limit=limit, before=before)


def entries(ws: Workspace) -> Iterator[Entry]:
    """The whole log, the first row first."""
    return ws.store.audit.entries()


def verify(ws: Workspace, *, known: str = "") -> list[Break]:
    """Every place where the log was rewritten, cut, or redacted without saying so; empty where it is whole.

    ``known`` is a hash noted down earlier (``i18nflow audit verify`` prints it): it must still stand in the log.
    Only that shows a log whose end was cut off, or that somebody computed anew from the first row on.
    """
    found = list(audit.breaks(ws.store.audit.entries()))
    if known and not any(entry.hash == known for entry in ws.store.audit.entries()):
        found.append(Break(0, f"the row with the hash {known[:12]}… is no longer there"))
    return found
