"""``i18nflow export``: catalogs and files for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from i18nflow.cli import workspace as cli
from i18nflow.errors import I18nFlowError
from i18nflow.workflow import catalogs
from i18nflow.workflow.workspace import Workspace

FORMATS = ("po", "pot", "mo", "xliff", "xliff12", "tmx", "docx", "jsonl")


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("articles", nargs=-1)
@cli.to_option
@click.option(
    "--include",
    type=click.Choice(["translated"]),
    help="Count translated texts as finished too (no fuzzy mark).",
)
@click.option("--no-contexts", is_flag=True, help="Write no msgctxt, for tools that know none (po4a).")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write below this directory.")
@click.option("--force", is_flag=True, help="Overwrite a file that was changed since it was exported.")
@cli.by_option
@cli.json_option
@click.pass_context
def command(
    ctx: click.Context,
    format_: str,
    articles: tuple[str, ...],
    to: tuple[str, ...],
    include: str | None,
    out: Path | None,
    by: str | None,
    *,
    no_contexts: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Write catalogs of ARTICLES (all by default) as FORMAT.

    FORMAT is po, pot, mo, xliff (2.1), xliff12, tmx, docx or jsonl."""
    done, failed = [], []
    with cli.opened(ctx) as ws:
        slugs = articles or tuple(article.slug for article in ws.store.articles.all())
        for slug in slugs:
            for lang in cli.languages(ws, to):
                try:
                    rendered = _render(
                        ws, format_, slug, lang, translated=include == "translated", contexts=not no_contexts
                    )
                    done.append(catalogs.write(ws, rendered, cli.actor(by), out=out, force=force))
                except I18nFlowError as error:
                    failed.append(str(error))
    if as_json:
        cli.print_json(
            [{"article": d.article, "lang": d.lang, "path": d.path, "written": d.written} for d in done]
        )
    else:
        for one in done:
            click.echo(f"{one.path}{'' if one.written else ' (unchanged)'}")
    for message in failed:
        cli.say(f"Error: {message}")
    if not failed:
        return cli.DONE
    return cli.PARTLY if done else 1


def _render(
    ws: Workspace, format_: str, slug: str, lang: str, *, translated: bool, contexts: bool
) -> catalogs.Exported:
    if format_ == "po":
        return catalogs.render_po(ws, slug, lang, include_translated=translated, contexts=contexts)
    if format_ == "pot":
        return catalogs.render_pot(ws, slug, lang)
    if format_ == "mo":
        return catalogs.render_mo(ws, slug, lang, include_translated=translated)
    return catalogs.render_other(ws, slug, lang, format_)
