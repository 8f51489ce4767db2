"""What a request has at hand: the open workspace, the person who acts, the target language meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.exceptions import Unauthorized

from i18nflow.errors import InputError
from i18nflow.model import Actor, said
from i18nflow.people import User, actor_of
from i18nflow.workflow.workspace import Workspace

_OPEN = "i18nflow.open_workspace"
_ACTOR = "i18nflow.actor"


def init_app(app: Flask, open_workspace: Callable[[], Workspace], actor: Actor) -> None:
    """Tell ``app`` how to open the workspace and who acts; the workspace is closed when the request ends."""
    app.extensions[_OPEN] = open_workspace
    app.extensions[_ACTOR] = actor
    app.teardown_appcontext(_close)
    app.context_processor(lambda: {"signed_in": user()})


def workspace() -> Workspace:
    """The workspace, opened once per request: a store's connection belongs to its thread."""
    if "workspace" not in g:
        g.workspace = current_app.extensions[_OPEN]()
    return cast(Workspace, g.workspace)


def actor() -> Actor:
    """Who acts: the signed-in person, the owner of the API token, or without accounts the local user."""
    if "token_actor" in g:
        return cast(Actor, g.token_actor)
    signed_in = user()
    if signed_in is not None:
        return actor_of(signed_in)
    if has_accounts():
        raise Unauthorized
    return cast(Actor, current_app.extensions[_ACTOR])


def user() -> User | None:
    """The account that is signed in with this browser, if any (:mod:`i18nflow.webapp.doors` sets it)."""
    return cast(User | None, g.get("user"))


def acting_name() -> str:
    """The name of who acts, "" for a visitor who is not signed in (or not looked at yet: a page of an error)."""
    if "has_accounts" not in g or (g.has_accounts and user() is None):
        return ""
    return actor().name


def has_accounts() -> bool:
    """Whether this workspace has accounts, so that one must sign in."""
    if "has_accounts" not in g:
        g.has_accounts = workspace().store.users.exist()
    return bool(g.has_accounts)


def target_language(lang: str) -> str:
    """``lang`` itself where it is a target language here; else the page does not exist."""
    if lang not in workspace().config.targets:
        raise NoSuchPage
    return lang


def check_language() -> None:
    """Answer 404 where an address names what is no target language here, before a view has it in hand."""
    lang = (request.view_args or {}).get("lang")
    if lang is not None and request.blueprint != "api":
        target_language(lang)


def wants_part() -> bool:
    """Whether the browser's script asks for a part of a page instead of a whole one."""
    return request.headers.get("HX-Request") == "true"


def form_number(name: str, default: str = "") -> int:
    """The field ``name`` of the form, which the page filled in with a number. Raises :class:`InputError` for another."""
    return sent_number(request.form.get(name, default))


def sent_number(value: str) -> int:
    """A number that a page filled in, as it came back. Raises :class:`InputError` for anything else."""
    if not re.fullmatch("[0-9]{1,12}", value):
        raise InputError(said("The form is incomplete: load the page again."))
    return int(value)


def inner_address(address: str) -> str:
    """``address`` where it is a path of this server, else "/": nobody is sent elsewhere by a crafted link."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith(("//", "/\\")):
        return "/"
    return address if address.isprintable() else "/"


def _close(_error: BaseException | None) -> None:
    opened = g.pop("workspace", None)
    if opened is not None:
        opened.close()
