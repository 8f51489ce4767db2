"""``i18nflow glossary``: import another file, export, and check what is wrong with a glossary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from i18nflow import files
from i18nflow.cli.check_filter import parse_pair
from i18nflow.cli.workspace import actor, by_option, json_option, opened, root_of
from i18nflow.glossary import checks
from i18nflow.glossary.merging import Merged
from i18nflow.glossary.writing import write
from i18nflow.interchange import tbx
from i18nflow.language import forms
from i18nflow.model import Severity
from i18nflow.workflow import glossary_files

_FILE = click.Path(path_type=Path, dir_okay=False)
_glossary_option = click.option(
    "--glossary", "file", type=_FILE, help="The glossary file (the workspace's glossary.csv by default)."
)


_pair_option = click.option(
    "--pair", default="lv-en", show_default=True, help="The languages of a TBX file (CSV names none)."
)


@click.group("glossary")
def command() -> None:
    """Import, export and check a glossary file."""


@command.command("import")
@click.argument("other", metavar="FILE", type=_FILE)
@_glossary_option
@click.option(
    "--overwrite", is_flag=True, help="Take the imported cell where both files fill it differently."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@_pair_option
@by_option
@json_option
@click.pass_context
def import_(
    ctx: click.Context,
    other: Path,
    file: Path | None,
    pair: str,
    by: str | None,
    *,
    overwrite: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Merge another glossary FILE (CSV, or TBX by its content) into the glossary.

    New entries are added, empty cells filled; cells that differ are reported and kept.
    """
    if file is None:
        # The workspace's own glossary: what is done to it stands in the audit log.
        with opened(ctx) as ws:
            merged = glossary_files.take_in(
                ws, ws.config.targets[0], glossary_files.read_file(other), str(other), actor(by),
                overwrite=overwrite, dry_run=dry_run,
            )  # fmt: skip
    else:
        merged = glossary_files.merge(
            file, other, actor(by), overwrite=overwrite, dry_run=dry_run, pair=parse_pair(pair)
        )
    if as_json:
        click.echo(json.dumps(_merged(merged), ensure_ascii=False))
        return
    click.echo(f"added {len(merged.added)}, filled {len(merged.filled)}, the same {len(merged.same)}")
    for difference in merged.differences:
        click.echo(
            f"differs: {difference.source} → {difference.target}, {difference.column}: "
            f"here “{difference.here}”, there “{difference.there}”"
        )


@command.command("export")
@click.argument("out", metavar="[FILE]", type=_FILE, required=False)
@_glossary_option
@click.option(
    "--format", "form", type=click.Choice(["csv", "tbx"]), default="csv", show_default=True,
    help="CSV, or TBX-Basic for terminology programs.",
)  # fmt: skip
@_pair_option
@click.pass_context
def export(ctx: click.Context, out: Path | None, file: Path | None, form: str, pair: str) -> None:
    """Write the glossary to FILE, or to standard output."""
    read = glossary_files.read(_file(ctx, file))
    text = (
        write(read.terms, read.columns) if form == "csv" else tbx.write(read.terms, parse_pair(pair)).decode()
    )
    if out is None:
        click.echo(text, nl=False)
        return
    files.write_atomic(out, text.encode("utf-8"))
    click.echo(f"{len(read.terms)} entries written to {out}", err=True)


@command.command("check")
@click.argument("file", metavar="[FILE]", type=_FILE, required=False)
@click.option("--lang", default="lv", show_default=True, help="The language of the sources.")
@click.option("--target-lang", default="en", show_default=True, help="The language of the targets.")
@click.option("--forms", "show_forms", is_flag=True, help="Show the forms each entry is found in.")
@json_option
@click.pass_context
def check(
    ctx: click.Context,
    file: Path | None,
    lang: str,
    target_lang: str,
    *,
    show_forms: bool,
    as_json: bool,
) -> int:
    """Say what is wrong with a glossary FILE (the workspace's by default); exit with 1 on an error."""
    read = glossary_files.read(_file(ctx, file))
    remarks = checks.check(read.terms, lang, target_lang)
    entries = checks.entries(read.terms, lang, target_lang) if show_forms else ()
    if as_json:
        click.echo(json.dumps(_checked(remarks, entries, forms.method(lang)), ensure_ascii=False))
    else:
        _print(remarks, entries, len(read.terms), forms.method(lang))
    return 1 if any(remark.severity is Severity.ERROR for remark in remarks) else 0


def _file(ctx: click.Context, named: Path | None) -> Path:
    return named or root_of(ctx) / "glossary.csv"


def _print(
    remarks: tuple[checks.Remark, ...], entries: tuple[checks.Entry, ...], count: int, method: str
) -> None:
    for entry in entries:
        click.echo(f"{entry.term.source} → {' | '.join(entry.renderings)}")
        click.echo(f"    {', '.join(entry.forms)}")
    for remark in remarks:
        click.echo(f"line {remark.line}: {remark.severity} {remark.code}: {remark.source}: {remark.message}")
    click.echo(f"{count} entries, {len(remarks)} remarks; forms are found {method}", err=True)


def _merged(merged: Merged) -> dict[str, Any]:
    return {
        "added": [[term.source, term.target] for term in merged.added],
        "filled": [[term.source, term.target] for term in merged.filled],
        "same": len(merged.same),
        "differences": [
            {
                "source": difference.source,
                "target": difference.target,
                "column": difference.column,
                "here": difference.here,
                "there": difference.there,
            }
            for difference in merged.differences
        ],
    }


def _checked(
    remarks: tuple[checks.Remark, ...], entries: tuple[checks.Entry, ...], method: str
) -> dict[str, Any]:
    return {
        "method": method,
        "remarks": [
            {
                "line": remark.line,
                "code": remark.code,
                "severity": remark.severity.value,
                "source": remark.source,
                "message": remark.message,
            }
            for remark in remarks
        ],
        "entries": [
            {
                "line": entry.term.line,
                "source": entry.term.source,
                "forms": list(entry.forms),
                "renderings": list(entry.renderings),
            }
            for entry in entries
        ],
    }
