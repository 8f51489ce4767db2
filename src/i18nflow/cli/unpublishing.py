"""``i18nflow unpublish``: take an article back, or put it away."""

from __future__ import annotations

import click

from i18nflow.cli import workspace as cli
from i18nflow.workflow import publishing


@click.command("unpublish")
@click.argument("article")
@cli.to_option
@click.option("--reason", default="", help="The reason, shown on the page that stays.")
@click.option(
    "--archive",
    is_flag=True,
    help="Keep its pages, marked as archived; it leaves only the news and the feeds.",
)
@cli.by_option
@click.pass_context
def command(
    ctx: click.Context, article: str, to: tuple[str, ...], reason: str, by: str | None, *, archive: bool
) -> None:
    """Withdraw ARTICLE: its page, feed and index entries go; a page that says so stays at its address."""
    if archive and (to or reason):
        raise click.UsageError("--archive is for the whole article and needs no reason")
    with cli.opened(ctx) as ws:
        if archive:
            publishing.archive(ws, article, cli.actor(by))
            click.echo(f"archived: {article}")
            return
        done = publishing.unpublish(ws, article, cli.languages(ws, to), cli.actor(by), reason=reason)
    for slug, lang in done.editions:
        click.echo(f"withdrawn: {slug} ({lang})")
