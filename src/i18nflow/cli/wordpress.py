"""``i18nflow wordpress``: published articles as posts of a WordPress site."""

from __future__ import annotations

from dataclasses import asdict

import click

from i18nflow.cli import workspace as cli
from i18nflow.workflow import pushing


@click.group("wordpress")
def command() -> None:
    """Hand published articles over to the WordPress named in the settings."""


@command.command("push")
@click.argument("articles", nargs=-1)
@click.option(
    "--status",
    type=click.Choice(["draft", "publish"]),
    default="draft",
    show_default=True,
    help="What new posts are at first.",
)
@click.option("--force", is_flag=True, help="Overwrite posts that were changed in WordPress meanwhile.")
@cli.by_option
@cli.json_option
@click.pass_context
def push(
    ctx: click.Context, articles: tuple[str, ...], status: str, by: str | None, *, force: bool, as_json: bool
) -> int:
    """Push ARTICLES (every published one by default): new posts are made, known ones changed, translations linked.

    The user and an application password come from I18NFLOW_WORDPRESS_USER and I18NFLOW_WORDPRESS_PASSWORD.
    """
    with cli.opened(ctx) as ws, cli.progress("Pushing") as tick:
        done = pushing.push(ws, articles, cli.actor(by), status=status, force=force, progress=tick)
    if as_json:
        cli.print_json(asdict(done))
    else:
        for word, names in (
            ("created", done.created),
            ("updated", done.updated),
            ("withdrawn", done.withdrawn),
        ):
            for name in names:
                click.echo(f"{word}: {name} {done.links.get(name, '')}".rstrip())
        click.echo(f"unchanged: {len(done.unchanged)}")
    for name in done.changed_there:
        cli.say(f"left alone, it was changed in WordPress since the last push (--force overwrites): {name}")
    if done.without_plugin:
        cli.say(
            "The i18nflow plugin is not active there: provenance and the links between translations were not kept."
            " See docs/examples/wordpress."
        )
    return cli.PARTLY if done.changed_there else cli.DONE
