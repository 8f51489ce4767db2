"""``i18nflow audit``: who did what, and whether the log is whole."""

from __future__ import annotations

import csv
import json
import sys
from datetime import datetime, tzinfo

import click

from i18nflow.cli import workspace as cli
from i18nflow.errors import InputError
from i18nflow.model import said
from i18nflow.workflow import audit
from i18nflow.workflow.audit import Entry, Wanted

FIELDS = ("id", "at", "actor", "action", "object", "detail", "hash", "redacted_by")


@click.group("audit")
def command() -> None:
    """The audit log: every act that changed anything."""


@command.command(
    "list",
    epilog=cli.examples(
        "audit list --who juris --since 2026-03-02",
        "audit list --object klastera-aktualitates-2-2020 --action publish --json",
    ),
)
@click.option("--who", default="", help="Only this person's acts.")
@click.option("--action", default="", help="Only this kind of act.")
@click.option("--object", "object_", default="", help="Only what was done to this article, edition or user.")
@click.option("--text", default="", help="Only rows that hold this text.")
@click.option("--since", default="", metavar="DATE", help="From this day on.")
@click.option("--until", default="", metavar="DATE", help="Before this day.")
@click.option("--limit", default=50, show_default=True, help="At most so many, the latest first.")
@cli.by_option
@cli.json_option
@click.pass_context
def list_(
    ctx: click.Context,
    who: str,
    action: str,
    object_: str,
    text: str,
    since: str,
    until: str,
    limit: int,
    by: str | None,
    *,
    as_json: bool,
) -> None:
    """Look into the log."""
    with cli.opened(ctx) as ws:
        audit.may_read(cli.actor(by))
        zone = ws.config.zone
        wanted = Wanted(who, action, object_, text, _day(since, zone), _day(until, zone))
        found = audit.search(ws, wanted, limit=limit)
    if as_json:
        cli.print_json([shown(entry) for entry in found])
        return
    rows = [
        (
            one.id,
            f"{one.time.astimezone(zone):%Y-%m-%d %H:%M:%S}",
            one.actor,
            one.action,
            one.object,
            one.detail,
        )
        for one in found
    ]
    cli.table(("row", "time", "who", "what", "on", "detail"), rows)


@command.command("export", epilog=cli.examples("audit export --format csv > audit.csv"))
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@cli.by_option
@click.pass_context
def export(ctx: click.Context, form: str, by: str | None) -> None:
    """The whole log on standard output, the first row first."""
    with cli.opened(ctx) as ws:
        audit.may_read(cli.actor(by))
        if form == "csv":
            writer = csv.writer(sys.stdout, lineterminator="\r\n")
            for row in audit.csv_rows(ws):
                writer.writerow(row)
            return
        for entry in audit.entries(ws):
            click.echo(json.dumps(shown(entry), ensure_ascii=False))


@command.command("verify", epilog=cli.examples("audit verify", "audit verify --known HASH"))
@click.option(
    "--known", default="", metavar="HASH", help="A hash noted down earlier that must still stand in the log."
)
@click.pass_context
def verify(ctx: click.Context, known: str) -> int:
    """Check that no row was changed, taken out or redacted without an act that says so."""
    with cli.opened(ctx) as ws:
        found = audit.verify(ws, known=known)
        head = ws.store.audit.head()
    for one in found:
        cli.say(f"Row {one.row}: {one.message}.")
    if found:
        cli.say("The log does not fit. Compare it with a backup or an earlier export.")
        return 1
    cli.say(f"The log is whole: {head.id if head else 0} rows.")
    if head:
        cli.say(
            "Note the last hash down somewhere else: later, --known HASH shows whether the end was cut off."
        )
        click.echo(head.hash)
    return 0


def shown(entry: Entry) -> dict[str, object]:
    """A row for machines."""
    return {name: getattr(entry, name) for name in FIELDS} | {"detail": json.loads(entry.detail)}


def _day(text: str, zone: tzinfo) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError as error:
        raise InputError(said("'{text}' is not a date such as 2026-03-02", text=text)) from error
