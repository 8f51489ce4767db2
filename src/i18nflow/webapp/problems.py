"""Errors, mapped once to an HTTP status and a plain page."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from i18nflow.errors import (
    Conflict,
    EngineUnavailable,
    I18nFlowError,
    InputError,
    NotAllowed,
    NotFound,
    Refused,
    StoreError,
    of_the_machine,
)
from i18nflow.webapp import observing
from i18nflow.webapp.api import problems as api_problems
from i18nflow.webapp.context import wants_part
from i18nflow.webapp.words import _, explain

Answer = tuple[str, int] | Response

STATUS: dict[type[I18nFlowError], int] = {
    NotFound: 404,
    Conflict: 409,
    NotAllowed: 403,
    Refused: 422,
    InputError: 422,
    EngineUnavailable: 503,
    StoreError: 503,
}


def init_app(app: Flask) -> None:
    """Let ``app`` answer every error with a page a person can read."""
    app.register_error_handler(I18nFlowError, _ours)
    app.register_error_handler(OSError, _machine)
    app.register_error_handler(MemoryError, _machine)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)


def status_of(error: I18nFlowError) -> int:
    """The HTTP status that says what the caller can do about ``error``."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)


def _ours(error: I18nFlowError) -> Answer:
    if request.path.startswith(api_problems.PREFIX):
        return api_problems.of_error(error)
    observing.fault(error)
    return _page(
        status_of(error),
        explain(error),
        role=isinstance(error, NotAllowed),
        says_what_to_do=isinstance(error, StoreError),
    )


def _machine(error: Exception) -> Answer:
    """The machine gave out (no memory, no room, no more files): it may be better in a moment, so it is no 500."""
    sentence = of_the_machine(error)
    if sentence is None:
        raise error
    current_app.logger.error("the machine gave out", exc_info=error)
    return _ours(StoreError(sentence))


def _forged(_error: CSRFError) -> tuple[str, int]:
    return _page(400, "")


def _http(error: HTTPException) -> Answer:
    if request.path.startswith(api_problems.PREFIX):
        return api_problems.of_http(error)
    return _page(error.code or 500, "")


def _page(status: int, message: str, *, role: bool = False, says_what_to_do: bool = False) -> tuple[str, int]:
    heading = _("Your role does not allow this") if role else _heading(status)
    advice = _("Ask an admin of this workspace, or somebody whose role it is.") if role else _advice(status)
    if says_what_to_do:
        advice = ""
    if wants_part() or request.path.startswith("/static/"):
        return render_template("problem_part.html", heading=heading, message=message), status
    return (
        render_template(
            "problem.html", status=status, heading=heading, message=message, advice=advice, known=role
        ),
        status,
    )


def _heading(status: int) -> str:
    known = {
        400: _("This request was not understood"),
        401: _("You are not signed in"),
        403: _("This link has been used or is not valid"),
        404: _("There is no such page"),
        405: _("This page cannot be used like that"),
        409: _("Somebody changed this meanwhile"),
        413: _("This is too large"),
        422: _("This cannot be done"),
        429: _("Too many attempts"),
        503: _("Not available at the moment"),
    }
    return known.get(status, _("Something went wrong"))


def _advice(status: int) -> str:
    known = {
        400: _("Go back, load the page again and repeat what you did. What you typed is still in the form."),
        401: _("Sign in again.")
        if g.get("has_accounts")
        else _(
            "Open the link that “i18nflow serve” printed when it started. It works once; starting the server again prints a new one."
        ),
        403: _("Start “i18nflow serve” again: it prints a new link."),
        404: _("The address may be mistyped, or the article has been renamed."),
        409: _("Load the page again to see both versions. Nothing has been overwritten."),
        413: _("The limit is max_import_mb in i18nflow.toml."),
        503: _("Wait a moment and try again. Nothing has been lost."),
    }
    return known.get(status, "")
