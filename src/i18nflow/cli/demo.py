"""``i18nflow demo``: the whole way on two sample articles."""

from __future__ import annotations

from pathlib import Path

import click

from i18nflow.cli import serve
from i18nflow.cli import workspace as cli
from i18nflow.model import Severity, State
from i18nflow.workflow import demonstration, status
from i18nflow.workflow import workspace as workspaces

PORT = 8000


@click.command("demo")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--serve/--no-serve", "serving", default=True, help="Serve the review UI afterwards.")
@click.option("--port", default=PORT, show_default=True, help="The port to serve on.")
@cli.by_option
def command(directory: Path, by: str | None, *, serving: bool, port: int) -> None:
    """Make the demo workspace in DIRECTORY: one article published, one waiting to be reviewed.

    Its settings name Google as the engine, because the texts of the demo are public. Run it twice: what a person
    did there stays.
    """
    report = demonstration.run(
        directory, workspaces.local_actor(by), base_url=f"http://127.0.0.1:{port}/site", tell=cli.say
    )
    _print(directory, report)
    if serving:
        serve.run(directory, port=port, by=by)
    else:
        click.echo(f"\nTo review: i18nflow -w {directory} serve")


def _print(directory: Path, report: demonstration.Report) -> None:
    with workspaces.open_at(directory) as ws:
        listed = status.articles(ws)
        origins = {
            (one.slug, lang): ws.store.targets.origins(one.slug, lang)
            for one in listed
            for lang in one.progress
        }
    rows: list[tuple[object, ...]] = []
    for one in listed:
        for lang, p in one.progress.items():
            for (state, origin), number in sorted(
                origins[one.slug, lang].items(), key=lambda item: list(State).index(item[0][0])
            ):
                rows.append((one.slug, lang, state, origin or "", number))
            rows.append(
                (
                    one.slug,
                    lang,
                    "findings",
                    f"{p.findings.get(Severity.ERROR, 0)} errors",
                    sum(p.findings.values()),
                )
            )
            rows.append((one.slug, lang, "publication", p.edition.status, ""))
    cli.table(("article", "to", "state", "origin", "segments"), rows, title="What the demo made", right=(4,))
    click.echo("")
    cli.table(
        ("stage", "seconds"),
        [(name, f"{seconds:.2f}") for name, seconds in report.seconds.items()],
        right=(1,),
    )
    click.echo("\nFiles:")
    for path in report.files:
        click.echo(f"  {directory / path}")
    if report.reasons:
        reasons = ", ".join(f"{number} segments: {reason}" for reason, number in report.reasons.items())
        click.echo(f"\nStill untranslated: {reasons}.")
        click.echo(f"To go on: i18nflow -w {directory} translate   (or translate them by hand: serve)")
