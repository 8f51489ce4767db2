"""``i18nflow terms``: the terms of a glossary that stand in each line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from i18nflow import files, glossary
from i18nflow.cli.filters import run_filter
from i18nflow.language import forms


@click.command("terms")
@click.option("--jsonl", is_flag=True, required=True, help="Read a text a line, write a JSON list a line.")
@click.option(
    "--glossary",
    "glossary_file",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The glossary file (CSV).",
)
@click.option("--lang", default="lv", show_default=True, help="The language of the texts.")
@click.option(
    "--all", "every", is_flag=True, help="Shorter and overlapping matches too, not only the longest."
)
@click.option("--json-input", is_flag=True, help="A line is a JSON string, so that it may hold line ends.")
def command(*, jsonl: bool, glossary_file: Path, lang: str, every: bool, json_input: bool) -> int:
    """Find a glossary's terms, in whatever form they stand in the text.

    A line out is a list of {"start", "end", "term", "target"}; offsets count code points of the line.
    """
    where = str(glossary_file)
    entries = glossary.read(glossary.decode(files.read_bytes(glossary_file), where), where)
    matcher = glossary.Matcher(entries.terms, lang)
    click.echo(f"Terms of '{lang}' are found {forms.method(lang)}.", err=True)

    def found(text: str) -> list[dict[str, Any]]:
        return [
            {"start": hit.start, "end": hit.end, "term": hit.term.source, "target": hit.term.target}
            for hit in matcher.find(text, all=every)
        ]

    return run_filter(found, json_input=json_input)
