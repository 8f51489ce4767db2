"""The application, put together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from hashlib import sha256

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from i18nflow import resources
from i18nflow.model import Actor
from i18nflow.webapp import (
    account,
    administration,
    alignments,
    api,
    articles,
    assets,
    catalogs,
    compiled,
    compression,
    context,
    desk,
    doors,
    enginepages,
    entrance,
    headers,
    names,
    observing,
    preferences,
    problems,
    publishing,
    review,
    runs,
    site,
    template_words,
    uploads,
    words,
)
from i18nflow.webapp.bounded import Bounded, Line
from i18nflow.workflow.workspace import Workspace


class Number(IntegerConverter):
    """A number in an address: no more digits than a row's number can have."""

    regex = "[0-9]{1,15}"


PAGE_LIMIT = 2_000_000
"""The largest request body in bytes, except where a file or an article is sent."""
PLACES = {Line.PAGE: 2, Line.SAVE: 1, Line.ACT: 2}
"""Requests at work at once in one process. Its threads take turns: with more pages, all become later and none is sooner
(docs/scale.md); and SQLite has one writer."""
WAITING = 64
"""Requests in line behind them, before more are turned away."""


def create_app(
    open_workspace: Callable[[], Workspace],
    *,
    secret: bytes,
    link_token: str | None,
    hosts: Collection[str],
    actor: Actor,
    secure_cookies: bool = False,
    proxies: int = 0,
) -> Flask:
    """The review UI of one workspace.

    ``open_workspace`` is called once per request. ``secret`` signs the session cookie. ``link_token`` is the
    token of the one-time link ``/open/<token>``; with None nobody can come in that way. ``hosts`` are the values
    of the Host header that are answered, each with its port (``127.0.0.1:8000``). ``actor`` is who acts behind
    the link; as soon as the workspace has accounts, one signs in and the link opens nothing. ``secure_cookies`` is for a server behind HTTPS,
    ``proxies`` the number of proxies whose X-Forwarded headers are believed. Make the application before worker processes
    fork: they share what is remembered of the link.
    """
    root = resources.root()
    app = Flask("i18nflow", template_folder=str(root / "web" / "templates" / "ui"), static_folder=None)
    app.config.update(
        SECRET_KEY=secret,
        # Cookies know no ports: two workspaces on one machine must not sign each other out.
        # With the prefix, no page of a neighbouring host or without HTTPS can plant the cookie.
        SESSION_COOKIE_NAME=f"{'__Host-' if secure_cookies else ''}i18nflow-{sha256(secret).hexdigest()[:8]}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        MAX_CONTENT_LENGTH=PAGE_LIMIT,
        MAX_FORM_MEMORY_SIZE=PAGE_LIMIT,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=secure_cookies,
    )
    app.url_map.converters["int"] = Number
    counts = observing.init_app(app)
    context.init_app(app, open_workspace, actor)
    problems.init_app(app)
    headers.init_app(app)
    compression.init_app(app)
    words.init_app(app, root / "locales")
    assets.init_app(app, root / "web" / "static")
    doors.init_app(app, link_token=link_token, hosts=frozenset(hosts))
    app.before_request(context.check_language)
    template_words.init_app(app)
    desk.init_app(app)
    uploads.init_app(app)
    api.init_app(app, CSRFProtect(app))
    for blueprint in (
        alignments.blueprint,
        articles.blueprint, review.blueprint, catalogs.blueprint, publishing.blueprint, preferences.blueprint,
        site.blueprint, desk.blueprint, entrance.blueprint, account.blueprint, administration.blueprint, names.blueprint, runs.blueprint,
        enginepages.blueprint,
    ):  # fmt: skip
        app.register_blueprint(blueprint)
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0
        )
    app.wsgi_app = Bounded(  # type: ignore[method-assign]
        app.wsgi_app, places=PLACES, waiting=WAITING, on_shed=counts.shed
    )
    compiled.init_app(app)
    return app
