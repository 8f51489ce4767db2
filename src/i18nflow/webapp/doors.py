"""Who is let in: the Host header, the one-time link or an account's session, the API token."""

from __future__ import annotations

import hmac
from multiprocessing import Value

from flask import Flask, abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from i18nflow.webapp import observing
from i18nflow.webapp.api.problems import PREFIX as API
from i18nflow.webapp.context import has_accounts, wants_part, workspace
from i18nflow.workflow import sessions

OPEN_TO_ALL = frozenset(
    {"doors.enter", "assets.static_file", "entrance.form", "entrance.sign_in", "entrance.invitation",
     "entrance.accept", "preferences.choose"}
)  # fmt: skip
"""Endpoints that answer without a session."""


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


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
        if request.endpoint in observing.ENDPOINTS:
            # A probe knows the machine by its number; what it is told is nothing of anybody.
            return
        # A page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding): only known names are answered.
        if request.host not in hosts:
            abort(400, "This address is not one that this server answers to.")

    @app.before_request
    def check_origin() -> None:
        # The CSRF token is what protects; this is a second lock, in case a token is ever caught or a form lacks one.
        if request.method in SAFE or request.path.startswith(API):
            return
        origin = request.headers.get("Origin")
        if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none") or (
            origin is not None and origin.partition("://")[2] not in hosts
        ):
            abort(400, "This request comes from another site.")

    @app.before_request
    def check_session() -> AnyResponse | None:
        if request.endpoint == "assets.static_file" or request.endpoint in observing.ENDPOINTS:
            return None
        if request.path.startswith(API):
            # Programs have a door of their own, which takes a token and never a session.
            return None
        if not has_accounts():
            if request.endpoint not in OPEN_TO_ALL and not session.get("in"):
                abort(401)
            return None
        g.user = sessions.person(workspace(), str(session.get("sid", "")))
        if g.user is not None or request.endpoint in OPEN_TO_ALL:
            return None
        if request.method != "GET" or wants_part():
            abort(401)
        return redirect(url_for("entrance.form", next=request.full_path.rstrip("?")), code=303)

    def enter(token: str) -> AnyResponse:
        if session.get("in") or has_accounts():
            return redirect(url_for("articles.index"), code=303)
        if link is None or not link.spend(token):
            abort(403)
        session.clear()
        session["in"] = True
        session.permanent = True
        return redirect(url_for("articles.index"), code=303)

    app.add_url_rule("/open/<token>", "doors.enter", enter)
