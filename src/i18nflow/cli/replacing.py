"""``i18nflow replace``: words in the translations of all articles."""

from __future__ import annotations

import click

from i18nflow.cli import workspace as cli
from i18nflow.model import State
from i18nflow.phrase import Manner, replaced
from i18nflow.workflow.desk import replacing
from i18nflow.workflow.desk.replacing import Outcome, Preview, Wish
from i18nflow.workflow.reviewing import Move


@click.command("replace")
@click.argument("find", required=False)
@click.argument("instead", metavar="[WITH]", required=False)
@click.option(
    "--manner",
    type=click.Choice(["forms", "words", "exact"]),
    default="forms",
    show_default=True,
    help="In every form of the words, as whole words, or exactly these letters.",
)
@click.option(
    "--source", default="", metavar="WORDS", help="Only where the source has these words, in any form."
)
@click.option("--article", default="", metavar="NAME", help="Only in articles of this slug or title.")
@click.option(
    "--state", multiple=True, type=click.Choice([one.value for one in State]), help="Only in this state."
)
@click.option("--to", "lang", metavar="LANG", help="The target language (the first by default).")
@click.option("--undo", type=int, metavar="NUMBER", help="Take the replacement of that number back.")
@click.option("--dry-run", is_flag=True, help="Show what would be changed, change nothing.")
@cli.by_option
@cli.json_option
@click.pass_context
def command(
    ctx: click.Context,
    find: str | None,
    instead: str | None,
    *,
    manner: str,
    source: str,
    article: str,
    state: tuple[str, ...],
    lang: str | None,
    undo: int | None,
    dry_run: bool,
    by: str | None,
    as_json: bool,
) -> int:
    """Replace FIND by WITH in the translations of all articles; number, capitals and case are kept.

    It prints the number of the replacement: --undo NUMBER takes it back where nothing has changed since.
    """
    if undo is None and (not find or instead is None):
        raise click.UsageError("Say what to find and what to put in its place, or --undo NUMBER.")
    with cli.opened(ctx) as ws:
        actor = cli.actor(by)
        if undo is not None:
            return _told(replacing.undo(ws, undo, actor), "taken back", as_json=as_json)
        wish = Wish(
            lang=cli.language(ws, lang) if lang else ws.config.targets[0],
            text=find or "",
            instead=instead or "",
            manner=Manner(manner),
            source=source,
            article=article,
            states=tuple(State(one) for one in state),
        )
        preview = replacing.preview(ws, wish)
        if dry_run:
            _show(preview, as_json=as_json)
            return cli.DONE
        chosen = {
            Move(one.found.row.segment.key, one.found.row.target.version): [
                (hit.start, hit.choices[0]) for hit in one.hits
            ]
            for one in preview.proposed
        }
        status = _told(replacing.apply(ws, wish, chosen, actor), "replaced", as_json=as_json)
    if preview.left_out:
        cli.say(f"{preview.left_out} more segments: run it again.")
        return cli.PARTLY
    return status


def _show(preview: Preview, *, as_json: bool) -> None:
    rows = []
    for one in preview.proposed:
        row = one.found.row
        after = replaced(row.target.text, [(hit.start, hit.end, hit.choices[0]) for hit in one.hits])
        rows.append((row.article, row.position + 1, row.segment.key, row.target.text, after))
    if as_json:
        names = ("article", "number", "key", "before", "after")
        cli.print_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    cli.table(("article", "no.", "key", "before", "after"), rows, right=(1,))
    if preview.left_out:
        cli.say(f"{preview.left_out} more segments are not listed.")


def _told(done: Outcome, what: str, *, as_json: bool) -> int:
    if as_json:
        cli.print_json(
            {
                "number": done.number,
                "changed": [one.segment for one in done.changed],
                "left": [{"key": one.key, "why": one.kind, "by": one.by} for one in done.problems],
            }
        )
    else:
        click.echo(f"replacement {done.number}: {len(done.changed)} segments {what}")
        for one in done.problems:
            cli.say(
                f"{one.article} {one.number}: left as it is ({one.message or one.kind}{f' by {one.by}' if one.by else ''})"
            )
    return cli.PARTLY if done.problems else cli.DONE
