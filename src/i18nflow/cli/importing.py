"""``i18nflow import``: take articles in."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from i18nflow.cli import workspace as cli
from i18nflow.errors import I18nFlowError, InputError
from i18nflow.model import said
from i18nflow.workflow import importing
from i18nflow.workflow.importing import Imported


@click.command("import")
@click.argument("sources", nargs=-1, required=True)
@click.option("--slug", help="The slug of the article (one source only).")
@click.option(
    "--keep-furniture", is_flag=True, help="Keep page furniture (share buttons, 'all news') in the text."
)
@click.option(
    "--lang", metavar="LANG", help="The language of the text (the workspace's source language by default)."
)
@cli.by_option
@cli.json_option
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    slug: str | None,
    lang: str | None,
    by: str | None,
    *,
    keep_furniture: bool,
    as_json: bool,
) -> int:
    """Import SOURCES: files, directories of articles, or web addresses.

    The same file again is a no-op; a changed one makes a new revision that keeps what was translated.
    """
    results, failed = [], []
    with cli.opened(ctx) as ws:
        meant = _expand(sources)
        if slug and len(meant) > 1:
            raise click.UsageError("--slug goes with one source")
        with cli.progress("Importing", len(meant)) as tick:
            for number, source in enumerate(meant, 1):
                try:
                    if isinstance(source, Path):
                        done = importing.import_file(
                            ws, source, cli.actor(by), slug=slug, keep_furniture=keep_furniture, lang=lang
                        )
                    else:
                        done = importing.import_address(
                            ws, source, cli.actor(by), slug=slug, keep_furniture=keep_furniture
                        )
                    results.append(done)
                except I18nFlowError as error:
                    failed.append(str(error))
                tick(number, len(meant))
    if as_json:
        cli.print_json([asdict(one) for one in results])
    else:
        for one in results:
            _show(one)
    for message in failed:
        cli.say(f"Error: {message}")
    if not failed:
        return cli.DONE
    return cli.PARTLY if results else 1


def _expand(sources: tuple[str, ...]) -> list[Path | str]:
    meant: list[Path | str] = []
    for source in sources:
        if source.startswith(("http://", "https://")):
            meant.append(source)
            continue
        path = Path(source)
        if not path.exists():
            raise InputError(said("there is no such file or directory"), where=source)
        meant.extend(importing.find_files(path))
    return meant


def _show(one: Imported) -> None:
    words = {"new": "imported", "revised": f"revision {one.revision}", "unchanged": "unchanged"}
    click.echo(f"{one.slug}: {words[one.status]}, {one.segments} segment{'' if one.segments == 1 else 's'}")
    if one.status == "revised":
        click.echo(f"  {len(one.added)} added, {len(one.changed)} changed, {len(one.removed)} removed")
    for line in one.furniture:
        click.echo(f"  set aside ({line.where}, {line.rule}): {line.text}")
    for note in one.notes:
        click.echo(f"  note: {note}")
