"""The application behind gunicorn: several worker processes over one database file."""

from __future__ import annotations

import ctypes
import gc
import logging
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from i18nflow import locks
from i18nflow.webapp import factory
from i18nflow.webapp.observing import JsonLines
from i18nflow.workflow import telling
from i18nflow.workflow.publishing import clock
from i18nflow.workflow.workspace import Workspace

SPARE = 8
"""Threads beyond those that work and wait: they turn the next request away at once."""
TAKE_OVER = 20
"""Seconds after which a worker looks whether the one that kept time is gone."""
GRACE = 30
"""Seconds that requests under way have to end when the server is told to stop."""
TURN = 0.001
"""Seconds that a thread goes on while another waits. A request waits for its turn after each step of SQLite and each large
array, some hundred times: with Python's 5 ms a save took as long as the pages beside it."""

_M_ARENA_MAX = -8  # of glibc's <malloc.h>

App = Flask
"""The application, for who starts it and need not know what it is made with."""
Made = Callable[[int], App]
"""Makes the application for the port it will be reached at."""


class Production(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn with our settings. ``app`` is made once, before the workers fork: they share its counts."""

    def __init__(
        self, app: Flask, *, bind: str, workers: int, root: Path, opener: Callable[[], Workspace]
    ) -> None:
        self._app = app
        self._settings = {
            "bind": bind,
            "workers": workers,
            "worker_class": "gthread",
            # More threads than are let to work: see bounded.Bounded, which answers 503 in the ones to spare.
            "threads": sum(factory.PLACES.values()) + factory.WAITING + SPARE,
            "preload_app": True,
            "timeout": 120,
            "graceful_timeout": GRACE,
            # Longer than a person thinks: a browser that sends on a line just being closed would meet a reset.
            "keepalive": 75,
            "limit_request_line": 8190,
            "accesslog": None,
            "logger_class": _Quiet,
            "proc_name": "i18nflow",
            # Nothing outside the workspace is written, and nobody steers the server but who started it.
            "control_socket_disable": True,
            "post_worker_init": lambda _worker: _keep_time(root, opener),
        }
        if Path("/dev/shm").is_dir():  # noqa: S108
            # A slow disk must not make a live worker look dead: its heartbeat is a file in memory.
            self._settings["worker_tmp_dir"] = "/dev/shm"  # noqa: S108
        super().__init__()

    def load_config(self) -> None:
        """Our settings alone: no file, environment or argument of gunicorn's is read."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application."""
        return self._app

    def run(self) -> None:
        """Serve until told to stop."""
        _few_arenas()
        sys.setswitchinterval(TURN)
        # What there is before the workers fork stays: their collectors need not touch it, so they go on sharing it.
        gc.collect()
        gc.freeze()
        super().run()


def _few_arenas() -> None:
    """Let all threads of a worker take memory from two pools of the C library.

    By default glibc keeps up to eight for each core, and what a request returned to one is not there for the others: with 80
    threads a worker came to hold three times what it uses.
    """
    with suppress(OSError, AttributeError):  # another C library knows no such setting
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


def _keep_time(root: Path, opener: Callable[[], Workspace]) -> None:
    """Publish what comes due, and tell webhooks, in one of the workers; should it die, another takes over."""

    def loop() -> None:
        while True:
            with suppress(BlockingIOError), locks.Hold(root / ".clock"), telling.running(opener):
                clock.Clock(opener).run()
            time.sleep(TAKE_OVER)

    threading.Thread(target=loop, name="publish-due", daemon=True).start()


class _Quiet(Logger):  # type: ignore[misc]  # as above
    """gunicorn's own messages in our lines; its access log is ours too."""

    def setup(self, _cfg: object) -> None:
        """Messages go where the program's other log lines go."""
        self.error_log = logging.getLogger("i18nflow.server")


def log_to_stderr(*, level: int = logging.INFO) -> None:
    """One JSON object a line on standard error, for whatever collects a service's log."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
