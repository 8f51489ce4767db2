"""Requests that programs send again because they do not know whether the first one arrived: done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from i18nflow.errors import Refused
from i18nflow.model import Actor, said
from i18nflow.store import KeptAnswer
from i18nflow.workflow.workspace import Workspace

KEPT = timedelta(days=1)


def once(
    ws: Workspace, actor: Actor, key: str, fingerprint: str, act: Callable[[], KeptAnswer]
) -> tuple[KeptAnswer, bool]:
    """The answer to the request ``key`` of ``actor``, and whether it was given before.

    ``act`` and the keeping of its answer are one transaction: what fails is not kept and may be sent again, and of
    two equal requests at the same moment the second waits and gets the answer of the first. Raises
    :class:`Refused` where the key was used for another request.
    """
    with ws.store.write(aside="the answer is kept; what was done is its verb's act"):
        since = ws.now() - KEPT
        kept = ws.store.requests.find(actor.name, key, since=since)
        if kept is not None:
            if kept.fingerprint != fingerprint:
                raise Refused(said("This Idempotency-Key was used for another request: choose a new one."))
            return kept, True
        answer = act()
        ws.store.requests.keep(actor.name, key, answer, at=ws.now(), since=since)
    return answer, False
