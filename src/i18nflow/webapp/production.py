"""The application behind gunicorn: several worker processes over one database file."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from i18nflow.webapp import factory
from i18nflow.webapp.observing import JsonLines

SPARE = 8
"""Threads beyond those that work and wait: they turn the next request away at once."""
GRACE = 30
"""Seconds that requests under way have to end when the server is told to stop."""


class Production(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn with our settings. ``app`` is made once, before the workers fork: they share its counts.

    ``once`` runs in the first process only (what comes due is published there), ``close`` at its end.
    """

    def __init__(self, app: Flask, *, bind: str, workers: int, ready: Callable[[], None]) -> None:
        self._app = app
        self._options = {
            "bind": bind,
            "workers": workers,
            "worker_class": "gthread",
            # More threads than are let to work: see bounded.Bounded, which answers 503 in the ones to spare.
            "threads": factory.ACTIVE + factory.WAITING + SPARE,
            "preload_app": True,
            "timeout": 120,
            "graceful_timeout": GRACE,
            "keepalive": 5,
            "limit_request_line": 8190,
            "accesslog": None,
            "logger_class": _Quiet,
            "proc_name": "i18nflow",
            # A slow disk must not make a live worker look dead: its heartbeat is a file in memory.
            "worker_tmp_dir": "/dev/shm" if sys.platform == "linux" else None,  # noqa: S108
            "when_ready": lambda _server: ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Our settings alone: no file, environment or argument of gunicorn's is read."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application."""
        return self._app


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
