"""What a request has at hand: the open workspace, the person who acts, the target language meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Flask, current_app, g, request
from werkzeug.exceptions import NotFound as NoSuchPage

from i18nflow.model import Actor
from i18nflow.workflow.workspace import Workspace

_OPEN = "i18nflow.open_workspace"
_ACTOR = "i18nflow.actor"


def init_app(app: Flask, open_workspace: Callable[[], Workspace], actor: Actor) -> None:
    """Tell ``app`` how to open the workspace and who acts; the workspace is closed when the request ends."""
    app.extensions[_OPEN] = open_workspace
    app.extensions[_ACTOR] = actor
    app.teardown_appcontext(_close)


def workspace() -> Workspace:
    """The workspace, opened once per request: a store's connection belongs to its thread."""
    if "workspace" not in g:
        g.workspace = current_app.extensions[_OPEN]()
    return cast(Workspace, g.workspace)


def actor() -> Actor:
    """Who acts."""
    return cast(Actor, current_app.extensions[_ACTOR])


def target_language(lang: str) -> str:
    """``lang`` itself where it is a target language here; else the page does not exist."""
    if lang not in workspace().config.targets:
        raise NoSuchPage
    return lang


def wants_part() -> bool:
    """Whether the browser's script asks for a part of a page instead of a whole one."""
    return request.headers.get("HX-Request") == "true"


def _close(_error: BaseException | None) -> None:
    opened = g.pop("workspace", None)
    if opened is not None:
        opened.close()
