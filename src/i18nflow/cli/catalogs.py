"""``i18nflow catalog``: translators' files back in, and catalogs merged for git."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from i18nflow import files
from i18nflow.catalog import Kind, from_po, merge, write
from i18nflow.cli import workspace as cli
from i18nflow.errors import I18nFlowError
from i18nflow.workflow import catalogs
from i18nflow.workflow.catalogs import CatalogImport

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("catalog")
def command() -> None:
    """Catalogs that come back from translators."""


@command.command("import")
@click.argument("sources", metavar="FILE...", nargs=-1, required=True, type=_FILE)
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
    type=click.Choice([str(kind) for kind in (Kind.BOTH, Kind.STALE, Kind.CHANGED_HERE)]),
    help="Also take these changes: the file wins.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, change nothing.")
@cli.by_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print JSON: an object for one FILE, a list for several."
)
@click.pass_context
def import_(
    ctx: click.Context,
    sources: tuple[Path, ...],
    article: str | None,
    lang: str | None,
    as_: str,
    take: tuple[str, ...],
    by: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Import each FILE (PO, XLIFF, DOCX table or JSON Lines, known by its content).

    What only the file changed is taken; what both sides changed is reported and left, unless --take both.
    """
    done: list[CatalogImport] = []
    failed: list[I18nFlowError] = []
    with cli.opened(ctx) as ws:
        for path in sources:
            try:
                done.append(
                    catalogs.import_catalog(
                        ws,
                        catalogs.read_file(path),
                        path.name,
                        cli.actor(by),
                        article=article,
                        lang=cli.language(ws, lang) if lang else None,
                        as_approved=as_ == "approved",
                        dry_run=dry_run,
                        take=[Kind(kind) for kind in take],
                    )
                )
            except I18nFlowError as error:
                failed.append(error)
    _print(done, many=len(sources) > 1, as_json=as_json)
    for problem in failed:
        cli.say(f"Error: {problem}")
    if failed:
        return cli.PARTLY if done else 1
    return cli.PARTLY if any(one.undecided for one in done) else cli.DONE


@command.command("merge")
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
def merge_(base: Path, ours: Path, theirs: Path) -> int:
    """Merge the catalog THEIRS into OURS, which BASE was the common ancestor of; OURS is written.

    For git: a merge driver that calls 'i18nflow catalog merge %O %A %B'. Only an entry that both sides translated
    differently is a conflict (status 3): it then holds both texts, fuzzy, under gettext's own marks.
    """
    read = [from_po(catalogs.read_file(path), str(path)) for path in (base, ours, theirs)]
    merged = merge(*read)
    files.write_atomic(ours, write(merged.catalog).encode())
    for msgid in merged.conflicts:
        cli.say(f"Both sides translated: {msgid}")
    return cli.PARTLY if merged.conflicts else cli.DONE


def _print(done: list[CatalogImport], *, many: bool, as_json: bool) -> None:
    if as_json:
        records = [_record(one) for one in done]
        if many:
            cli.print_json(records)
        elif records:
            cli.print_json(records[0])
        return
    for one in done:
        click.echo(f"{one.article} ({one.lang}): {one.applied} taken{' (dry run)' if one.dry_run else ''}")
        click.echo(one.report.text(), nl=False)


def _record(done: CatalogImport) -> dict[str, Any]:
    return {
        "article": done.article,
        "lang": done.lang,
        "applied": done.applied,
        "counts": {str(kind): number for kind, number in done.report.count().items()},
        "changes": [
            {"kind": str(c.kind), "segment": c.key, "source": c.source, "here": c.here, "there": c.there, "reason": c.reason, "line": c.line}
            for c in done.report.changes
            if c.kind is not Kind.UNCHANGED
        ],
    }  # fmt: skip
