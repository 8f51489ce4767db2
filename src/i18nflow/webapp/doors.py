"""Who is let in: the Host header, the one-time link, the session."""

from __future__ import annotations

import hmac
from multiprocessing import Value

from flask import Flask, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

OPEN_TO_ALL = frozenset({"doors.enter", "assets.static_file"})
"""Endpoints that answer without a session."""


class OneTimeLink:
    """A token that works once, in whichever worker process it is used first."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        self._spent = Value("b", 0)

    def spend(self, token: str) -> bool:
        """Whether ``token`` is the right one and nobody has used it before; from now on it is used."""
        if not hmac.compare_digest(token.encode(), self._token):
            return False
        with self._spent.get_lock():
            fresh = not self._spent.value
            self._spent.value = 1
        return bool(fresh)


def init_app(app: Flask, *, link_token: str | None, hosts: frozenset[str]) -> None:
    """Put the doors before every view of ``app``."""
    link = OneTimeLink(link_token) if link_token else None

    @app.before_request
    def check_host() -> None:
        # A page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding): only known names are answered.
        if request.host not in hosts:
            abort(400, "This address is not one that this server answers to.")

    @app.before_request
    def check_session() -> None:
        if request.endpoint in OPEN_TO_ALL or session.get("in"):
            return
        abort(401)

    def enter(token: str) -> Response:
        if session.get("in"):
            return redirect(url_for("articles.index"), code=303)
        if link is None or not link.spend(token):
            abort(403)
        session.clear()
        session["in"] = True
        session.permanent = True
        return redirect(url_for("articles.index"), code=303)

    app.add_url_rule("/open/<token>", "doors.enter", enter)
