"""``i18nflow init``: make a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from i18nflow import config
from i18nflow.cli.workspace import say
from i18nflow.workflow import workspace as workspaces


@click.command("init")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--source", default="lv", show_default=True, metavar="LANG", help="The source language.")
@click.option(
    "--target",
    "targets",
    multiple=True,
    default=("en-GB",),
    show_default=True,
    metavar="LANG",
    help="A target language; repeat for more.",
)
@click.option("--base-url", default="", metavar="URL", help="The address of the published site.")
@click.option("--name", default="", help="The name of the published site.")
def command(directory: Path, source: str, targets: tuple[str, ...], base_url: str, name: str) -> None:
    """Make a workspace in DIRECTORY: settings, database, glossary, folders."""
    text = config.template(source=source, targets=targets, base_url=base_url, name=name)
    workspaces.create(directory, text=text).close()
    say(f"Made a workspace in {directory}. Next: i18nflow -w {directory} import ARTICLE")
    say(f"No translation engine is used until {directory / config.FILE_NAME} names one; it says how.")
