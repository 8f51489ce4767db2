"""``i18nflow unpublish``: take an article back."""

from __future__ import annotations

import click

from i18nflow.cli import workspace as cli
from i18nflow.workflow import publishing


@click.command("unpublish")
@click.argument("article")
@cli.to_option
@click.option("--reason", default="", help="The reason, shown on the page that stays.")
@cli.by_option
@click.pass_context
def command(ctx: click.Context, article: str, to: tuple[str, ...], reason: str, by: str | None) -> None:
    """Withdraw ARTICLE: its page, feed and index entries go; a page that says so stays at its address."""
    with cli.opened(ctx) as ws:
        done = publishing.unpublish(ws, article, cli.languages(ws, to), cli.actor(by), reason=reason)
    for slug, lang in done.editions:
        click.echo(f"withdrawn: {slug} ({lang})")
