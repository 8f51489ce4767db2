"""Pre-translations that go on while the browser does something else: a thread in whichever worker was asked."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from flask import current_app

from i18nflow.errors import I18nFlowError
from i18nflow.model import Actor
from i18nflow.store import RunState
from i18nflow.webapp.context import workspace
from i18nflow.workflow import runs, translating
from i18nflow.workflow.runs import Begun
from i18nflow.workflow.workspace import Workspace

THREAD = "pre-translation"
"""How the threads are called."""
_log = logging.getLogger(__name__)


def pretranslate(slug: str, langs: Sequence[str], actor: Actor, *, again: bool = False) -> int:
    """Begin to pre-translate the article into ``langs``, one after the other, and return at once; the first run's number.

    Its progress is in the database, for every worker to see. Raises :class:`i18nflow.errors.Refused` where a run
    is under way already, or the person may not.
    """
    ws = workspace()
    begun = runs.begin(ws, slug, langs[0], actor)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    thread = threading.Thread(
        target=_work, args=(ws, begun, slug, tuple(langs), actor, again), name=THREAD, daemon=True
    )
    app.extensions.setdefault("i18nflow.background", []).append(thread)
    thread.start()
    return begun.number


def _work(
    other: Workspace,
    begun: Begun,
    slug: str,
    langs: Sequence[str],
    actor: Actor,
    again: bool,  # noqa: FBT001
) -> None:
    """One language after the other; what goes wrong stands in the run, for whoever looks.

    ``other`` belongs to the request's thread: this one opens its own.
    """
    try:
        ws = other.reopened()
    except I18nFlowError:
        # Nobody can be told but the next one who begins: the run is seen to be dead.
        begun.hold.release()
        _log.exception("%s: pre-translation could not begin", slug)
        return
    with ws:
        for place, lang in enumerate(langs):
            try:
                one = begun if place == 0 else runs.begin(ws, slug, lang, actor)
            except I18nFlowError as error:
                _log.warning("%s: %s was not pre-translated: %s", slug, lang, error)
                return
            if not _one(ws, one, slug, lang, actor, again=again):
                return


def _one(ws: Workspace, begun: Begun, slug: str, lang: str, actor: Actor, *, again: bool) -> bool:
    """The run's work; whether to go on with another language."""
    try:
        done = translating.translate(ws, [slug], [lang], actor, again=again, run=begun)
    except I18nFlowError as error:
        runs.close(ws, begun, RunState.FAILED, {error.said: 0})
        return False
    except Exception as error:
        runs.close(ws, begun, RunState.FAILED, {runs.unforeseen(error): 0})
        _log.exception("%s: pre-translation failed", slug)
        return False
    return not done.cancelled
