"""``i18nflow translate``: drafts from memory and the engines."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click

from i18nflow.cli import workspace as cli
from i18nflow.translate import Event
from i18nflow.workflow import memories, translating
from i18nflow.workflow.translating import Run


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
    "--dry-run",
    is_flag=True,
    help="Say how many requests and characters it would take and what they cost; ask nobody.",
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
    with cli.opened(ctx) as ws, cli.progress("Translating") as tick, _stoppable() as is_stopped:
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
            cancelled=is_stopped,
        )
    if as_json:
        cli.print_json(_record(run))
    else:
        _print(run, dry_run=dry_run)
    return cli.PARTLY if (run.reasons or run.cancelled or run.busy) and not dry_run else cli.DONE


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Stop at the first Ctrl-C or SIGTERM, but not before what is under way is stored; at the second at once."""
    stop = threading.Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        cli.say("Stopping: what is under way will be stored. Once more to stop at once.")

    with cli.asked_to_stop(ask_to_stop):
        yield stop.is_set


def _record(run: Run) -> dict[str, object]:
    return {
        "segments": run.total,
        "drafts": dict(run.drafts),
        "untranslated": dict(run.reasons),
        "requests": run.requests,
        "characters": run.characters,
        "engines": [
            {
                "engine": one.engine,
                "requests": one.requests,
                "characters": one.characters,
                "cost": one.cost,
                "currency": one.currency,
            }
            for one in run.asked
        ],
        "compared": run.compared,
        "busy": run.busy,
        "stopped": run.cancelled,
    }


def _print(run: Run, *, dry_run: bool) -> None:
    made = ", ".join(f"{number} from {origin}" for origin, number in run.drafts.items()) or "no drafts"
    click.echo(f"{run.total} segments to fill: {made}")
    for one in run.asked:
        cost = "price unknown" if one.cost is None else f"{one.cost:.2f} {one.currency}"
        verb = "would be asked" if dry_run else "was asked"
        click.echo(f"{one.engine} {verb}: {one.requests} requests, {one.characters} characters, {cost}")
    if run.compared:
        click.echo(f"{run.compared} drafts have a second engine's answer beside them")
    for sentence in run.busy:
        cli.say(sentence)
    for reason, number in run.reasons.items():
        cli.say(f"{number} {'would ' if dry_run else ''}stay untranslated: {reason}")
    if run.cancelled:
        cli.say("Stopped. Run it again to go on.")
