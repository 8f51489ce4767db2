"""``i18nflow segment``: sentences as a filter; the group that editing a workspace's segments hangs on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from i18nflow.cli.filters import run_filter
from i18nflow.errors import InputError, why
from i18nflow.language import sentences
from i18nflow.model import said


@click.group("segment", invoke_without_command=True)
@click.option(
    "--jsonl", is_flag=True, help="Read a paragraph per line, write its sentences as a line of JSON."
)
@click.option("--lang", default="lv", show_default=True, help="The language of the text.")
@click.option("--spans", is_flag=True, help="Write [start, end] in code points instead of the sentences.")
@click.option("--json-input", is_flag=True, help="A line is a JSON string, so it may hold newlines.")
@click.option(
    "--srx",
    "srx_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Sentence rules of your own (SRX); they take precedence.",
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    jsonl: bool,
    lang: str,
    spans: bool,
    json_input: bool,
    srx_file: Path | None,
) -> None:
    """Split text into sentences, or edit the segments of a workspace.

    With --jsonl standard input is read line by line, without a workspace.
    """
    if ctx.invoked_subcommand is not None:
        return
    if not jsonl:
        raise click.UsageError("Say --jsonl to split standard input, or name a subcommand.", ctx)
    srx = _read_srx(srx_file) if srx_file else None
    if not sentences.has_rules(lang, srx=srx):
        click.echo(sentences.rules_in_use(lang, srx=srx), err=True)

    def answer(text: str) -> list[Any]:
        found = sentences.split(text, lang, srx=srx)
        return [list(span) for span in found] if spans else [text[start:end] for start, end in found]

    ctx.exit(run_filter(answer, json_input=json_input))


def _read_srx(path: Path) -> sentences.Srx:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(said("cannot be read: {reason}", reason=why(error)), where=str(path)) from error
    return sentences.read_srx(data, str(path))
