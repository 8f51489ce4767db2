"""``i18nflow segment split|merge``: an editor's own cuts; they survive a new import."""

from __future__ import annotations

import click

from i18nflow.cli import workspace as cli
from i18nflow.errors import InputError
from i18nflow.model import said
from i18nflow.workflow import importing
from i18nflow.workflow.importing import Imported


@click.command("split")
@click.argument("key")
@click.option("--at", "offset", type=int, metavar="N", help="Cut after N characters of the segment.")
@click.option(
    "--before", metavar="TEXT", help="Cut before this text of the segment (it must stand there once)."
)
@cli.by_option
@click.pass_context
def split(ctx: click.Context, key: str, offset: int | None, before: str | None, by: str | None) -> None:
    """Cut the segment KEY in two; its first half keeps the key and the translation, as a draft."""
    if (offset is None) == (before is None):
        raise click.UsageError("Say where: --at N or --before TEXT.")
    with cli.opened(ctx) as ws:
        if before is not None:
            offset = _place(ws.store.targets.row(key, ws.config.targets[0]).segment.text, before)
        assert offset is not None
        _show(importing.split(ws, key, offset, cli.actor(by)))


@click.command("merge")
@click.argument("key")
@cli.by_option
@click.pass_context
def merge(ctx: click.Context, key: str, by: str | None) -> None:
    """Join the segment KEY with the next one of its paragraph; both translations stand in it, as a draft."""
    with cli.opened(ctx) as ws:
        _show(importing.merge(ws, key, cli.actor(by)))


def _place(text: str, before: str) -> int:
    if text.count(before) != 1 or not before:
        raise InputError(
            said(
                "'{before}' stands {count} times in the segment; --before wants a text that stands there once",
                before=before,
                count=text.count(before),
            )
        )
    return text.index(before)


def _show(done: Imported) -> None:
    for key in done.added:
        click.echo(f"{done.slug}: new segment {key}")
    for key in done.removed:
        click.echo(f"{done.slug}: segment {key} is part of {done.changed[0]} now")
