"""``i18nflow webhooks``: tell other programs what was approved, is ready, or was published."""

from __future__ import annotations

import time

import click

from i18nflow.cli import workspace as cli
from i18nflow.store import Webhook
from i18nflow.workflow import webhooks
from i18nflow.workflow.webhooks import WANTED, EventKind, Keyed


@click.group("webhooks")
def command() -> None:
    """Addresses of other programs that are told of events."""


@command.command("list")
@cli.json_option
@click.pass_context
def list_(ctx: click.Context, *, as_json: bool) -> None:
    """List the webhooks."""
    with cli.opened(ctx) as ws:
        found = ws.store.webhooks.all()
    if as_json:
        cli.print_json([_record(one) for one in found])
        return
    rows = [(one.id, one.url, ", ".join(one.events), _state(one)) for one in found]
    cli.table(("number", "address", "events", "state"), rows)


@command.command("add")
@click.argument("url")
@click.option(
    "--event", "events", multiple=True, type=click.Choice([str(one) for one in WANTED]),
    help="What to tell (all by default).",
)  # fmt: skip
@cli.by_option
@cli.json_option
@click.pass_context
def add(ctx: click.Context, url: str, events: tuple[str, ...], by: str | None, *, as_json: bool) -> None:
    """Tell URL of events from now on; prints the secret that signs them, this once.

    The address is stored sealed. One that shall not be stored stays outside: env:I18NFLOW_WEBHOOK_CHAT names the variable.
    """
    with cli.opened(ctx) as ws:
        made = webhooks.add(ws, url, [EventKind(one) for one in events] or list(WANTED), cli.actor(by))
    _show(made, as_json=as_json)


@command.command("rotate")
@click.argument("number", type=int)
@cli.by_option
@cli.json_option
@click.pass_context
def rotate(ctx: click.Context, number: int, by: str | None, *, as_json: bool) -> None:
    """Make a new secret for the webhook NUMBER; prints it, this once."""
    with cli.opened(ctx) as ws:
        made = webhooks.rotate(ws, number, cli.actor(by))
    _show(made, as_json=as_json)


@command.command("remove")
@click.argument("number", type=int)
@cli.by_option
@click.pass_context
def remove(ctx: click.Context, number: int, by: str | None) -> None:
    """Tell the webhook NUMBER nothing more and forget it."""
    with cli.opened(ctx) as ws:
        webhooks.remove(ws, number, cli.actor(by))
    click.echo(f"removed: {number}")


@command.command("deliver")
@click.option("--loop", is_flag=True, help="Go on until interrupted.")
@cli.json_option
@click.pass_context
def deliver(ctx: click.Context, *, loop: bool, as_json: bool) -> int:
    """Send what is due, once. 'i18nflow serve' does this by itself every few seconds."""
    while True:
        with cli.opened(ctx) as ws:
            done = webhooks.deliver(ws)
        if as_json:
            cli.print_json({"events": done.events, "delivered": done.delivered, "failed": done.failed})
        else:
            click.echo(f"{done.events} events, {done.delivered} delivered, {done.failed} failed")
        if not loop:
            return cli.PARTLY if done.failed else cli.DONE
        time.sleep(webhooks.EVERY)


def _show(made: Keyed, *, as_json: bool) -> None:
    if as_json:
        cli.print_json({**_record(made.webhook), "secret": made.secret})
        return
    click.echo(f"{made.webhook.id}: {made.webhook.url} ({', '.join(made.webhook.events)})")
    click.echo(f"secret: {made.secret}")


def _record(one: Webhook) -> dict[str, object]:
    return {
        "id": one.id,
        "url": one.url,
        "events": list(one.events),
        "disabled": one.disabled_reason or None,
        "created_at": one.created_at,
        "created_by": one.created_by,
    }


def _state(one: Webhook) -> str:
    if one.disabled_reason:
        return one.disabled_reason
    return "on" if one.salt else f"waits for a secret: 'i18nflow webhooks rotate {one.id}'"
