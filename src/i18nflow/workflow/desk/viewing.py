"""Saved views: each person's own."""

from __future__ import annotations

from i18nflow.errors import InputError
from i18nflow.model import Actor, Role, said
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

LONGEST_NAME = 80


@needs(Role.READER, said("save a view"))
def save(ws: Workspace, name: str, query: str, actor: Actor) -> None:
    """Keep a filter under ``name``; the person's view of that name is replaced."""
    if len(name) > LONGEST_NAME:
        raise InputError(said("The name of a view has at most {limit} characters.", limit=LONGEST_NAME))
    with ws.store.write():
        ws.store.views.save(actor.name, name, query, ws.now())


@needs(Role.READER, said("forget a view"))
def forget(ws: Workspace, number: int, actor: Actor) -> None:
    """Forget one of the person's views."""
    with ws.store.write():
        ws.store.views.forget(actor.name, number)
