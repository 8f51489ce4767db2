"""``i18nflow find``: segments over all articles."""

from __future__ import annotations

import click

from i18nflow.cli import workspace as cli
from i18nflow.model import Origin, State
from i18nflow.store import Found, SegmentFilter
from i18nflow.workflow.desk import searching
from i18nflow.workflow.desk.searching import Asked


@click.command("find")
@click.argument("text", required=False, default="")
@click.option("--forms", is_flag=True, help="Find TEXT in every form of its words.")
@click.option(
    "--in",
    "side",
    type=click.Choice(["both", "source", "target"]),
    default="both",
    show_default=True,
    help="Where TEXT is looked for.",
)
@click.option(
    "--state", multiple=True, type=click.Choice([one.value for one in State]), help="Only in this state."
)
@click.option(
    "--origin", multiple=True, type=click.Choice([one.value for one in Origin]), help="Only of this origin."
)
@click.option(
    "--finding", default="", metavar="CODE", help="Only with this finding: a code, a severity or 'any'."
)
@click.option(
    "--term", default="", metavar="SOURCE", help="Only with this term of the glossary, in every form."
)
@click.option("--article", default="", metavar="NAME", help="Only in articles of this slug or title.")
@click.option("--author", default="", metavar="NAME", help="Only texts by this person.")
@click.option("--assigned", default="", metavar="NAME", help="Only what is assigned to this person.")
@click.option(
    "--limit", type=click.IntRange(1), default=100, show_default=True, help="The most segments to list."
)
@cli.to_option
@cli.json_option
@click.pass_context
def command(
    ctx: click.Context,
    text: str,
    *,
    forms: bool,
    side: str,
    state: tuple[str, ...],
    origin: tuple[str, ...],
    finding: str,
    term: str,
    article: str,
    author: str,
    assigned: str,
    limit: int,
    to: tuple[str, ...],
    as_json: bool,
) -> None:
    """Find segments in all articles, by text and by what is known of them."""
    found: list[Found] = []
    total = 0
    with cli.opened(ctx) as ws:
        for lang in cli.languages(ws, to):
            wanted = SegmentFilter(
                lang,
                states=tuple(State(one) for one in state),
                origins=tuple(Origin(one) for one in origin),
                finding=finding,
                text=text,
                side=side,
                article=article,
                author=author,
                assigned=assigned,
            )
            page = searching.search(ws, Asked(wanted, forms=forms, term=term), size=limit)
            found += page.found
            total += page.total
    if as_json:
        cli.print_json([_record(one) for one in found])
    else:
        rows = [
            (one.row.article, one.row.position + 1, one.row.segment.key, one.row.target.lang, one.row.target.state,
             one.row.segment.text, one.row.target.text)
            for one in found
        ]  # fmt: skip
        cli.table(("article", "no.", "key", "to", "state", "source", "translation"), rows, right=(1,))
    if total > len(found):
        cli.say(f"{total} segments in all; {len(found)} are listed (--limit).")


def _record(one: Found) -> dict[str, object]:
    target = one.row.target
    return {
        "article": one.row.article,
        "number": one.row.position + 1,
        "key": one.row.segment.key,
        "lang": target.lang,
        "state": str(target.state),
        "origin": str(target.origin) if target.origin else None,
        "author": target.author,
        "version": target.version,
        "source": one.row.segment.text,
        "target": target.text,
        "findings": one.findings,
        "comments": one.comments,
    }
