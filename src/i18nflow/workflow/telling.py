"""Delivers to webhooks while a process serves, so that a newsroom without cron needs none."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from i18nflow.errors import I18nFlowError
from i18nflow.workflow import webhooks
from i18nflow.workflow.workspace import Workspace

_log = logging.getLogger(__name__)


@contextmanager
def running(opener: Callable[[], Workspace], every: float = webhooks.EVERY) -> Iterator[None]:
    """Rounds of delivery in a thread of its own for as long as the block runs.

    Several processes may do it side by side: a delivery is claimed by one of them.
    """
    stop = threading.Event()

    def rounds() -> None:
        while not stop.is_set():
            try:
                with opener() as ws:
                    webhooks.deliver(ws)
            except I18nFlowError as error:
                _log.warning("webhooks were not delivered, will be tried again: %s", error)
            stop.wait(every)

    thread = threading.Thread(target=rounds, name="webhooks", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        # A delivery that hangs ends by its own deadline; whoever comes next makes it again.
        thread.join(timeout=2)
