"""``i18nflow assign``: who works on which article, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from i18nflow.cli import workspace as cli
from i18nflow.errors import InputError
from i18nflow.model import said
from i18nflow.workflow.desk import assigning
from i18nflow.workflow.workspace import Workspace


@click.command("assign")
@click.argument("articles", nargs=-1)
@click.option("--person", default="", metavar="NAME", help="Who is to do it.")
@click.option(
    "--from", "first", type=int, metavar="NUMBER", help="The first segment of the part (all by default)."
)
@click.option("--until", "last", type=int, metavar="NUMBER", help="The last segment of the part.")
@click.option(
    "--due",
    metavar="TIME",
    help="The deadline: 16:00 (today), 2026-03-02 or '2026-03-02 16:00'; 'none' lifts it.",
)
@cli.to_option
@cli.by_option
@cli.json_option
@click.pass_context
def command(
    ctx: click.Context,
    articles: tuple[str, ...],
    *,
    person: str,
    first: int | None,
    last: int | None,
    due: str | None,
    to: tuple[str, ...],
    by: str | None,
    as_json: bool,
) -> None:
    """Give ARTICLES (slugs) to a person, set their deadline, or with no option list who works on what."""
    with cli.opened(ctx) as ws:
        langs = cli.languages(ws, to)
        if (person or due) and not articles:
            raise InputError(said("Say which articles: 'i18nflow status' lists their slugs."))
        if person or due:
            actor = cli.actor(by)
            part = (first or last or 1, last or first or 1) if first or last else None
            moment = _due(ws, due)
            with ws.store.write():
                for slug in articles:
                    for lang in langs:
                        if person:
                            assigning.assign(ws, slug, lang, person, actor, part=part)
                        if due:
                            assigning.set_deadline(ws, [slug], lang, moment, actor)
        rows = [row for lang in langs for row in _rows(ws, lang, articles)]
    if as_json:
        cli.print_json(rows)
        return
    names = ("article", "lang", "person", "first", "last", "due")
    cli.table(
        names, [["" if row[name] is None else row[name] for name in names] for row in rows], right=(3, 4)
    )


def _due(ws: Workspace, due: str | None) -> datetime | None:
    return None if due in (None, "none") else assigning.parse_due(ws, due or "")


def _rows(ws: Workspace, lang: str, articles: tuple[str, ...]) -> list[dict[str, Any]]:
    given, deadlines = ws.store.assignments.all(lang), ws.store.assignments.deadlines(lang)
    rows: list[dict[str, Any]] = []
    for slug in articles or sorted({*given, *deadlines}):
        due = deadlines.get(slug)
        told = due.astimezone(ws.config.zone).isoformat(timespec="minutes") if due else None
        rows += [
            {
                "article": slug,
                "lang": lang,
                "person": one.person,
                "first": one.first,
                "last": one.last,
                "due": told,
            }
            for one in given.get(slug, [])
        ] or [{"article": slug, "lang": lang, "person": None, "first": None, "last": None, "due": told}]
    return rows
