"""``i18nflow translate``: drafts from memory and the engines."""

from __future__ import annotations

import click

from i18nflow.cli import workspace as cli
from i18nflow.translate import Event
from i18nflow.workflow import memories, translating


@click.command("translate")
@click.argument("articles", nargs=-1)
@cli.to_option
@click.option("--all", "everything", is_flag=True, help="All articles (as without ARTICLES).")
@click.option("--again", is_flag=True, help="Also replace memory and machine drafts that nobody touched.")
@click.option(
    "--engine",
    "engines",
    multiple=True,
    metavar="NAME",
    help="Ask this engine instead of those in i18nflow.toml; repeat for a chain.",
)
@click.option(
    "--dry-run", is_flag=True, help="Say how many requests and characters it would take, ask nobody."
)
@cli.by_option
@cli.json_option
@click.pass_context
def command(
    ctx: click.Context,
    articles: tuple[str, ...],
    to: tuple[str, ...],
    engines: tuple[str, ...],
    by: str | None,
    *,
    everything: bool,
    again: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Draft what is untranslated in ARTICLES (all by default): memory first, then the engines in order.

    What a person wrote, confirmed or rejected is never replaced. Stop it at any time: a second run goes on.
    """
    if everything and articles:
        raise click.UsageError("--all goes without ARTICLES")
    with cli.opened(ctx) as ws, cli.progress("Translating") as tick:
        memories.prepare(ws)
        slugs = articles or tuple(article.slug for article in ws.store.articles.all())

        def listener(event: Event) -> None:
            tick(event.done, event.total)

        run = translating.translate(
            ws,
            slugs,
            cli.languages(ws, to),
            cli.actor(by),
            again=again,
            order=engines or None,
            dry_run=dry_run,
            listener=listener,
        )
    if as_json:
        cli.print_json(
            {
                "segments": run.total,
                "drafts": dict(run.drafts),
                "untranslated": dict(run.reasons),
                "requests": run.requests,
                "characters": run.characters,
            }
        )
    elif dry_run:
        click.echo(f"{run.total} segments to fill: {run.requests} requests, {run.characters} characters")
    else:
        made = ", ".join(f"{number} from {origin}" for origin, number in run.drafts.items()) or "no drafts"
        click.echo(f"{run.total} segments to fill: {made}")
        for reason, number in run.reasons.items():
            cli.say(f"{number} stay untranslated: {reason}")
    return cli.PARTLY if run.reasons and not dry_run else cli.DONE
