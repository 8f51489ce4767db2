"""``i18nflow publish``: the bilingual site."""

from __future__ import annotations

import click

from i18nflow.cli import workspace as cli
from i18nflow.workflow import publishing


@click.command("publish")
@click.argument("articles", nargs=-1)
@cli.to_option
@click.option("--drafts", is_flag=True, help="Publish unfinished ARTICLES too, marked for the reader.")
@click.option("--note", default="", help="A correction note shown to the reader.")
@cli.by_option
@cli.json_option
@click.pass_context
def command(
    ctx: click.Context,
    articles: tuple[str, ...],
    to: tuple[str, ...],
    note: str,
    by: str | None,
    *,
    drafts: bool,
    as_json: bool,
) -> int:
    """Publish ARTICLES (every one that is ready by default) and build the site in site/.

    What is not approved, or has an error open, is held back; each reason is listed.
    """
    with cli.opened(ctx) as ws, cli.progress("Publishing") as tick:
        done = publishing.publish_articles(
            ws, articles, cli.languages(ws, to), cli.actor(by), drafts=drafts, note=note, progress=tick
        )
    built = done.built
    assert built is not None
    if as_json:
        cli.print_json(
            {
                "published": [{"article": slug, "lang": lang} for slug, lang in done.editions],
                "blocked": [
                    {"article": slug, "lang": lang, "by": [{"kind": str(b.kind), "segment": b.segment, "number": b.number, "message": b.message} for b in found]}
                    for (slug, lang), found in done.blocked.items()
                ],
                "written": built.written,
                "removed": built.removed,
            }
        )  # fmt: skip
    else:
        for slug, lang in done.editions:
            click.echo(f"published: {slug} ({lang})")
        click.echo(f"site: {len(built.written)} files written, {len(built.removed)} removed")
        for (slug, lang), found in done.blocked.items():
            cli.say(f"held back: {slug} ({lang}): {_summary(found)}")
            if articles:
                for one in found:
                    cli.say(
                        f"  segment {one.number} ({one.segment}): {one.kind}{': ' + one.message if one.message else ''}"
                    )
    return cli.PARTLY if done.blocked and articles else cli.DONE


def _summary(found: tuple[publishing.Blocker, ...]) -> str:
    counts: dict[str, int] = {}
    for one in found:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    return ", ".join(f"{number} {kind}" for kind, number in counts.items())
