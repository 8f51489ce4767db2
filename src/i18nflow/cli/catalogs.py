"""``i18nflow catalog import``: translators' files back in."""

from __future__ import annotations

from pathlib import Path

import click

from i18nflow import files
from i18nflow.catalog import Kind
from i18nflow.cli import workspace as cli
from i18nflow.workflow import catalogs


@click.group("catalog")
def command() -> None:
    """Catalogs that come back from translators."""


@command.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--article", metavar="SLUG", help="The article it belongs to (its header or name says by default)."
)
@click.option("--to", "lang", metavar="LANG", help="The target language (its header says by default).")
@click.option(
    "--as",
    "as_",
    type=click.Choice(["translated", "approved"]),
    default="translated",
    show_default=True,
    help="The state in which texts arrive that are not fuzzy.",
)
@click.option(
    "--take",
    multiple=True,
    type=click.Choice([Kind.BOTH, Kind.STALE, Kind.CHANGED_HERE]),
    help="Also take these changes: the file wins.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, change nothing.")
@cli.by_option
@cli.json_option
@click.pass_context
def import_(
    ctx: click.Context,
    file: Path,
    article: str | None,
    lang: str | None,
    as_: str,
    take: tuple[str, ...],
    by: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Import FILE (PO, XLIFF, DOCX table or JSON Lines, known by its content).

    What only the file changed is taken; what both sides changed is reported and left, unless --take both.
    """
    data = files.read_bytes(file)
    with cli.opened(ctx) as ws:
        done = catalogs.import_catalog(
            ws,
            data,
            file.name,
            cli.actor(by),
            article=article,
            lang=cli.language(ws, lang) if lang else None,
            as_approved=as_ == "approved",
            dry_run=dry_run,
            take=[Kind(kind) for kind in take],
        )
    if as_json:
        cli.print_json(
            {
                "article": done.article,
                "lang": done.lang,
                "applied": done.applied,
                "counts": {str(kind): number for kind, number in done.report.count().items()},
                "changes": [
                    {"kind": str(c.kind), "segment": c.key, "source": c.source, "here": c.here, "there": c.there, "reason": c.reason, "line": c.line}
                    for c in done.report.changes
                    if c.kind is not Kind.UNCHANGED
                ],
            }
        )  # fmt: skip
    else:
        click.echo(f"{done.article} ({done.lang}): {done.applied} taken{' (dry run)' if dry_run else ''}")
        click.echo(done.report.text(), nl=False)
    left = done.report.of(Kind.BOTH, Kind.AMBIGUOUS) if not take else done.report.of(Kind.AMBIGUOUS)
    return cli.PARTLY if left else cli.DONE
