"""``i18nflow watch``: import what lands in a folder."""

from __future__ import annotations

import time
from pathlib import Path

import click

from i18nflow.cli import filters
from i18nflow.cli import workspace as cli
from i18nflow.errors import InputError
from i18nflow.model import said
from i18nflow.workflow.watching import Seen, Watch, What


@click.command("watch")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--every",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0.05, 3600),
    help="Seconds between two looks.",
)
@click.option(
    "--move", is_flag=True, help="Move each file to DIR/done, or to DIR/failed with its reason beside it."
)
@click.option("--once", is_flag=True, help="Import what is there, once it is whole, and end.")
@click.option(
    "--as", "as_", type=click.Choice(["translated", "approved"]), default="translated", show_default=True,
    help="The state in which texts of catalogs arrive that are not fuzzy.",
)  # fmt: skip
@cli.by_option
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each file.")
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    every: float,
    as_: str,
    by: str | None,
    *,
    move: bool,
    once: bool,
    as_json: bool,
) -> int:
    """Import what lands in DIR: articles, and catalogs that come back (PO, XLIFF, DOCX table, JSON Lines).

    A file is taken when it has stood unchanged for two looks; hidden and unfinished ones (.part, .crdownload …) are
    left alone. What cannot be imported is said on standard error, and the watch goes on. Without --move every file
    stays where it is, and is looked at again when it changes.
    """
    if not folder.is_dir():
        raise InputError(said("there is no such directory"), where=str(folder))
    with cli.opened(ctx) as ws:
        actor = cli.actor(by)
    watch = Watch(folder, actor, move=move, as_approved=as_ == "approved")
    failed = 0
    try:
        with cli.interruptible():
            while True:
                # Opened for each look: between two of them others may write, upgrade, restore.
                with cli.opened(ctx) as ws:
                    for seen in watch.look(ws):
                        failed += seen.what is What.FAILED
                        _say(seen, as_json=as_json)
                if once and not watch.pending:
                    return cli.PARTLY if failed else cli.DONE
                time.sleep(every)
    except KeyboardInterrupt:
        cli.say("Stopped.")
        return cli.DONE


def _say(seen: Seen, *, as_json: bool) -> None:
    if as_json:
        click.echo(filters.dump({"file": seen.path.name, "what": str(seen.what), "message": seen.message}))
    elif seen.what is What.FAILED:
        cli.say(f"Error: {seen.message}")
    else:
        click.echo(f"{seen.path.name}: {seen.message}")
