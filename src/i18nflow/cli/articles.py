"""``i18nflow article``: what is done to a whole article and cannot be undone."""

from __future__ import annotations

import click

from i18nflow.cli import workspace as cli
from i18nflow.workflow import erasing


@click.group("article")
def command() -> None:
    """Whole articles: take one out for good."""


@command.command(
    "purge",
    epilog=cli.examples(
        "article purge klastera-aktualitates-2-2020 --reason 'court order 12/2026' --by anna"
    ),
)
@click.argument("slug")
@click.option("--reason", required=True, help="Why: it stays in the audit log.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@cli.by_option
@click.pass_context
def purge(ctx: click.Context, slug: str, reason: str, by: str | None, *, yes: bool) -> None:
    """Take an article out for good: texts, history, memory, comments, publications, media, exports, pages.

    It cannot be undone. What the audit log said of it is redacted; the purge itself stays in it.
    """
    if not yes:
        click.confirm(f"Take '{slug}' out for good?", abort=True, err=True)
    with cli.opened(ctx) as ws:
        done = erasing.purge(ws, slug, reason, cli.actor(by))
    report(done)


def report(done: erasing.Erased) -> None:
    """Say what was taken out, and what a person must look at."""
    cli.say(f"Done; {done.tombstone} stands in its place.")
    cli.say(", ".join(f"{count} {kind}" for kind, count in done.rows.items() if count) or "nothing else")
    for path in done.left:
        cli.say(f"Look at {path}: the name stands in it.")
    cli.say("Backups made before still hold it: delete them, or note that they must be purged when restored.")
