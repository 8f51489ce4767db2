"""``i18nflow serve``: the review UI in the browser, for one person on this machine or for a newsroom."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from pathlib import Path

import click
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from i18nflow import locks
from i18nflow.cli import workspace as cli
from i18nflow.config import ServeConfig
from i18nflow.errors import InputError
from i18nflow.model import said
from i18nflow.secret import secret as server_secret
from i18nflow.store import snapshot
from i18nflow.webapp import create_app, exposure, production
from i18nflow.workflow import glossaries, memories, telling
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.publishing import clock

PORTS_TRIED = 20


class _Quiet(WSGIRequestHandler):
    """Says nothing per request: the terminal is for messages. The one-time link must not end up in a log."""

    server_version, sys_version = "i18nflow", ""  # nobody need know what it runs on

    def version_string(self) -> str:
        """The Server header."""
        return self.server_version

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@click.command("serve", epilog=cli.examples("serve --open", "serve --host 0.0.0.0 --port 8000 --workers 4"))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. Any but this machine's own wants accounts and a secret.",
)
@click.option(
    "--port", default=8000, show_default=True, help="The port; the next free one is taken where it is in use."
)
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=0,
    help="Serve a newsroom with so many processes (as many as there are cores); exactly this port, a log line per request.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@cli.by_option
@click.pass_context
def command(
    ctx: click.Context, host: str, port: int, workers: int, by: str | None, *, open_browser: bool
) -> None:
    """Serve the review UI, with the built site under /site/."""
    run(cli.root_of(ctx), host=host, port=port, workers=workers, by=by, open_browser=open_browser)


def run(
    root: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 0,
    by: str | None = None,
    open_browser: bool = False,
) -> None:
    """Serve the workspace in ``root`` until interrupted. Raises :class:`Refused`, see :func:`exposure.check`."""
    secret = server_secret()
    # A damaged database is not served: a page that nobody reads for weeks would be in every backup until then.
    snapshot.check(root / workspaces.DATABASE)
    # A workspace or glossary that cannot be opened is said now, and the first page need not wait for them.
    with workspaces.open_at(root) as ws:
        serve, users = ws.config.serve, ws.store.users.exist()
        exposure.check(host, users=users, lasting=secret.lasting, serve=serve)
        memories.prepare(ws)
        for lang in ws.config.targets:
            glossaries.load(ws, lang)
    token = None if users else secrets.token_urlsafe(24)
    opener = workspaces.Opener(root)

    def application(bound: int) -> production.App:
        return create_app(
            opener,
            secret=secret.value,
            link_token=token,
            hosts=exposure.hosts(host, bound, serve),
            actor=workspaces.local_actor(by),
            secure_cookies=serve.address.startswith("https://"),
            proxies=serve.proxies,
        )

    if workers:
        port = port or _any_port(host)
        _say(host, port, token, serve)
        with locks.in_use(root):
            production.log_to_stderr()
            production.Production(
                application(port), bind=f"{exposure.shown(host)}:{port}", workers=workers, root=root,
                opener=opener,
            ).run()  # fmt: skip
        return
    server = _bind(application, host, port)
    if port and server.port != port:
        cli.say(f"Port {port} is taken; using {server.port}.")
    address = _say(host, server.port, token, serve)
    if open_browser:
        webbrowser.open(address)
    try:
        with cli.interruptible(), locks.in_use(root), clock.running(opener), telling.running(opener):
            server.serve_forever()
    except KeyboardInterrupt:
        cli.say("Stopped.")
    finally:
        server.server_close()


def _say(host: str, port: int, token: str | None, serve: ServeConfig) -> str:
    """Tell where the server is; the address to open."""
    address = (
        serve.address + "/" if serve.address and token is None else f"http://{exposure.shown(host)}:{port}/"
    )
    opened = address if token is None else f"{address}open/{token}"
    cli.say(f"Sign in at {opened}" if token is None else f"Open this link (it works once): {opened}")
    cli.say(f"The published site: {address}site/    Stop with Ctrl+C.")
    return opened


def _bind(application: production.Made, host: str, port: int) -> BaseWSGIServer:
    if not port:
        port = _any_port(host)
    for candidate in range(port, port + PORTS_TRIED):
        if _is_free(host, candidate):
            return make_server(host, candidate, application(candidate), threaded=True, request_handler=_Quiet)
    raise InputError(
        said(
            "no free port from {port} to {last}; name one with --port", port=port, last=port + PORTS_TRIED - 1
        )
    )


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _any_port(host: str) -> int:
    """A port that nobody listens on: the application must know it before it is bound."""
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _is_free(host: str, port: int) -> bool:
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
