"""Who else is in an article: each open page says every few seconds that its person is there."""

from __future__ import annotations

from datetime import timedelta

from i18nflow.model import Actor, Role, said
from i18nflow.store import Present
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

GONE_AFTER = timedelta(seconds=30)
"""Who has not been heard of for so long is gone: a crashed browser says no goodbye."""


@needs(Role.READER, said("be seen in an article"))
def here(ws: Workspace, slug: str, lang: str, segment: str, actor: Actor) -> list[Present]:
    """Note that ``actor`` is in the article with ``segment`` in hand; who else is there."""
    now = ws.now()
    with ws.store.write(aside="who is where at the moment"):
        ws.store.presence.note(slug, lang, actor.name, segment, now)
    return ws.store.presence.others(slug, lang, actor.name, now - GONE_AFTER)


@needs(Role.READER, said("be seen in an article"))
def gone(ws: Workspace, slug: str, lang: str, actor: Actor) -> None:
    """Note that ``actor`` closed the article."""
    with ws.store.write(aside="who is where at the moment"):
        ws.store.presence.leave(slug, lang, actor.name)
