"""``i18nflow serve``: the review UI in the browser, on this machine."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import webbrowser
from pathlib import Path

import click
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from i18nflow import files
from i18nflow.cli import workspace as cli
from i18nflow.errors import InputError, Refused
from i18nflow.webapp import create_app
from i18nflow.workflow import glossaries, memories, telling
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.publishing import clock

PORTS_TRIED = 20


class _Quiet(WSGIRequestHandler):
    """Says nothing per request: the terminal is for messages. The one-time link must not end up in a log."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@click.command("serve")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; only this machine's own.",
)
@click.option(
    "--port", default=8000, show_default=True, help="The port; the next free one is taken where it is in use."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@cli.by_option
@click.pass_context
def command(ctx: click.Context, host: str, port: int, by: str | None, *, open_browser: bool) -> None:
    """Serve the review UI to this machine, with the built site under /site/."""
    run(cli.root_of(ctx), host=host, port=port, by=by, open_browser=open_browser)


def run(
    root: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    by: str | None = None,
    open_browser: bool = False,
) -> None:
    """Serve the workspace in ``root`` until interrupted. Raises :class:`Refused` for an address others reach."""
    _only_this_machine(host)
    # A workspace or glossary that cannot be opened is said now, and the first page need not wait for them.
    with workspaces.open_at(root) as ws:
        memories.prepare(ws)
        for lang in ws.config.targets:
            glossaries.occurrences(ws, lang, "")
    token = secrets.token_urlsafe(24)
    server = _bind(root, host, port, token, by)
    if server.port != port:
        cli.say(f"Port {port} is taken; using {server.port}.")
    address = f"http://{shown(host)}:{server.port}/"
    cli.say(f"Open this link (it works once): {address}open/{token}")
    cli.say(f"The published site: {address}site/    Stop with Ctrl+C.")
    if open_browser:
        webbrowser.open(f"{address}open/{token}")
    try:
        with (
            files.in_use(root),
            clock.running(lambda: workspaces.open_at(root)),
            telling.running(lambda: workspaces.open_at(root)),
        ):
            server.serve_forever()
    except KeyboardInterrupt:
        cli.say("Stopped.")
    finally:
        server.server_close()


def _bind(root: Path, host: str, port: int, token: str, by: str | None) -> BaseWSGIServer:
    for candidate in range(port, port + PORTS_TRIED if port else 1):
        if port and not _is_free(host, candidate):
            continue
        app = create_app(
            lambda: workspaces.open_at(root),
            secret=secrets.token_bytes(32),
            link_token=token,
            hosts={f"{name}:{candidate}" for name in (shown(host), "localhost")},
            actor=workspaces.local_actor(by),
        )
        return make_server(host, candidate, app, threaded=True, request_handler=_Quiet)
    raise InputError(f"no free port from {port} to {port + PORTS_TRIED - 1}; name one with --port")


def shown(host: str) -> str:
    """``host`` as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _only_this_machine(host: str) -> None:
    if host == "localhost":
        return
    try:
        own = ipaddress.ip_address(host).is_loopback
    except ValueError:
        own = False
    if not own:
        raise Refused(
            f"'{host}' can be reached by others, and this workspace has no accounts yet: serve on 127.0.0.1 only."
        )
