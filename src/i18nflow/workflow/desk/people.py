"""Who can be named here: the people of the workspace."""

from __future__ import annotations

from i18nflow.model import Actor
from i18nflow.workflow.workspace import Workspace

PROGRAM = "i18nflow"
"""The name under which the program itself stands in the history."""


def people(ws: Workspace, actor: Actor | None = None) -> list[str]:
    """Everybody with an active account, by name.

    Without accounts: who has written, commented or been assigned something, and ``actor``.
    """
    store = ws.store
    if store.users.exist():
        return store.users.names()
    known = store.figures.people() | store.comments.people() | store.assignments.people()
    if actor is not None:
        known.add(actor.name)
    return sorted(known - {PROGRAM, ""}, key=str.casefold)
