"""Larger requests for the views that take a file or a whole article."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request

from i18nflow.webapp.context import workspace

P = ParamSpec("P")
R = TypeVar("R")
FORM_ROOM = 500_000
"""What a form needs beside its file."""
_LARGE = "_takes_large_requests"


def allow_large(view: Callable[P, R]) -> Callable[P, R]:
    """A view that takes up to ``max_import_mb`` of the workspace's settings."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        return view(*args, **kwargs)

    setattr(wrapped, _LARGE, True)
    return wrapped


def init_app(app: Flask) -> None:
    """Set each request's limit before anything reads its body."""

    @app.before_request
    def widen() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if getattr(view, _LARGE, False):
            limit = workspace().config.imports.max_mb * 1_000_000 + FORM_ROOM
            request.max_content_length = limit
            request.max_form_memory_size = limit
