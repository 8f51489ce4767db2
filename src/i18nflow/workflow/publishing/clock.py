"""Publishes what comes due while a process serves, so that a newsroom without cron needs none."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from i18nflow.errors import I18nFlowError
from i18nflow.workflow.publishing.schedule import publish_due, wait_for
from i18nflow.workflow.publishing.site import build_site
from i18nflow.workflow.workspace import Workspace

_log = logging.getLogger(__name__)


class Clock:
    """Looks whether something is due, again and again, until told to stop."""

    def __init__(self, opener: Callable[[], Workspace]) -> None:
        self._open = opener
        self._stop = threading.Event()
        self._build_owed = False
        self.told: set[tuple[str, str]] = set()

    def run(self) -> None:
        """Publish what is due until stopped; a failure is said and does not end it."""
        while not self._stop.is_set():
            self._stop.wait(self.tick())

    def tick(self) -> float:
        """Publish what is due now; seconds to wait before the next look."""
        try:
            with self._open() as ws:
                if ws.config.site.base_url:
                    self._publish(ws)
                return wait_for(ws)
        except I18nFlowError as error:
            _log.warning("scheduled publication failed, will be tried again: %s", error)
        return 30.0

    def stop(self) -> None:
        """End :meth:`run` soon."""
        self._stop.set()

    def _publish(self, ws: Workspace) -> None:
        """Publish, then build: a build that failed (another one was running) is owed and made up for."""
        done = publish_due(ws, build=False)
        self._build_owed = self._build_owed or bool(done.editions)
        for slug, lang in done.editions:
            _log.info("published on schedule: %s (%s)", slug, lang)
        for edition in done.blocked.keys() - self.told:
            _log.warning("due but held back by the gate: %s (%s)", *edition)
        self.told = set(done.blocked)
        if self._build_owed:
            build_site(ws)
            self._build_owed = False


@contextmanager
def running(opener: Callable[[], Workspace]) -> Iterator[Clock]:
    """A clock in a thread of its own for as long as the block runs."""
    clock = Clock(opener)
    thread = threading.Thread(target=clock.run, name="publish-due", daemon=True)
    thread.start()
    try:
        yield clock
    finally:
        clock.stop()
        thread.join(timeout=10)
