"""``i18nflow names``: the register of people and organisations, and proposals for it."""

from __future__ import annotations

from typing import Any

import click

from i18nflow.cli import workspace as cli
from i18nflow.errors import NotFound
from i18nflow.model import Severity, said
from i18nflow.names import KINDS, Name, check, forms_of
from i18nflow.workflow import names, naming

_kind = click.option(
    "--kind", type=click.Choice([kind for kind in KINDS if kind]), default=None, help="What it is."
)
_gender = click.option("--gender", type=click.Choice(["m", "f"]), default=None, help="A person's gender.")
_to = click.option("--to", metavar="LANG", help="The target language (the first one by default).")


@click.group("names")
def command() -> None:
    """Keep the register of names: who comes out how, in every article."""


@command.command("list")
@_to
@click.option("--forms", "show_forms", is_flag=True, help="Show the forms each name is found in.")
@cli.json_option
@click.pass_context
def list_(ctx: click.Context, to: str | None, *, show_forms: bool, as_json: bool) -> None:
    """List the names of the register."""
    with cli.opened(ctx) as ws:
        lang = _language(ws, to)
        found = names.load(ws, lang).names
        records = [
            _record(name) | ({"forms": list(forms_of(name, ws.config.source))} if show_forms else {})
            for name in found
        ]
    if as_json:
        cli.print_json(records)
        return
    headers = ("source", "target", "kind", "accept", *(("forms",) if show_forms else ()))
    cli.table(headers, [[_cell(record[column]) for column in headers] for record in records])
    cli.say(f"{len(found)} names")


@command.command("propose")
@click.argument("article", required=False)
@_to
@click.option("--least", default=2, show_default=True, help="In how many segments a name must stand.")
@cli.json_option
@click.pass_context
def propose(ctx: click.Context, article: str | None, to: str | None, least: int, *, as_json: bool) -> None:
    """Propose names that the articles (or one ARTICLE) have and the register has not."""
    with cli.opened(ctx) as ws:
        lang = _language(ws, to)
        if article:
            ws.store.articles.get(article)
        found = names.proposals(ws, lang, article=article or "", least=least)
    records = [
        {
            "source": one.name.source, "target": one.name.target, "kind": one.name.kind, "forms": list(one.forms),
            "renderings": list(one.renderings), "segments": one.segments, "articles": one.articles, "example": one.example,
        }
        for one in found
    ]  # fmt: skip
    if as_json:
        cli.print_json(records)
        return
    headers = ("source", "renderings", "kind", "segments", "articles", "forms")
    cli.table(headers, [[_cell(record[column]) for column in headers] for record in records], right=(3, 4))
    cli.say(f"{len(found)} names proposed; 'i18nflow names add SOURCE TARGET' takes one into the register")


@command.command("add")
@click.argument("source")
@click.argument("target")
@_kind
@_gender
@click.option("--accept", multiple=True, metavar="TEXT", help="Another right rendering.")
@click.option("--also", multiple=True, metavar="TEXT", help="A source form that declension does not give.")
@click.option("--note", default="", help="A note for translators.")
@_to
@cli.by_option
@click.pass_context
def add(
    ctx: click.Context,
    source: str,
    target: str,
    kind: str | None,
    gender: str | None,
    accept: tuple[str, ...],
    also: tuple[str, ...],
    note: str,
    to: str | None,
    by: str | None,
) -> None:
    """Put a name into the register: SOURCE in the nominative, TARGET as it is to come out."""
    name = Name(source, target, kind or "person", gender or "", accept, also, note=note)
    with cli.opened(ctx) as ws:
        looked = naming.add(ws, _language(ws, to), name, cli.actor(by))
        for remark in check((name,), ws.config.source):
            cli.say(f"{remark.severity} {remark.code}: {remark.message}")
    cli.say(f"added; {looked} segments looked at anew")


@command.command("remove")
@click.argument("source")
@_to
@cli.by_option
@click.pass_context
def remove(ctx: click.Context, source: str, to: str | None, by: str | None) -> None:
    """Take the name SOURCE out of the register."""
    with cli.opened(ctx) as ws:
        lang = _language(ws, to)
        found = [name for name in names.load(ws, lang).names if name.source == source]
        if not found:
            raise NotFound(
                said("The register has no '{source}'. 'i18nflow names list' shows it.", source=source)
            )
        for name in found:
            naming.remove(ws, lang, name, cli.actor(by))
    cli.say(f"removed {len(found)}")


@command.command("check")
@_to
@cli.json_option
@click.pass_context
def check_(ctx: click.Context, to: str | None, *, as_json: bool) -> int:
    """Say what is wrong with the register; exit with 1 on an error."""
    with cli.opened(ctx) as ws:
        found = names.load(ws, _language(ws, to)).names
        remarks = check(found, ws.config.source)
    if as_json:
        cli.print_json(
            [
                {"line": one.line, "code": one.code, "severity": str(one.severity), "source": one.source, "message": one.message}
                for one in remarks
            ]
        )  # fmt: skip
    else:
        for one in remarks:
            click.echo(f"line {one.line}: {one.severity} {one.code}: {one.source}: {one.message}")
        cli.say(f"{len(found)} names, {len(remarks)} remarks")
    return 1 if any(one.severity is Severity.ERROR for one in remarks) else 0


def _language(ws: Any, to: str | None) -> str:
    return cli.language(ws, to) if to else str(ws.config.targets[0])


def _record(name: Name) -> dict[str, Any]:
    return {
        "source": name.source, "target": name.target, "kind": name.kind, "gender": name.gender,
        "accept": list(name.accept), "also": list(name.also), "never": list(name.never), "note": name.note,
    }  # fmt: skip


def _cell(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
