"""``i18nflow engines``: which translation engines there are, and whether they work here."""

from __future__ import annotations

from pathlib import Path

import click

from i18nflow import engines
from i18nflow.cli import workspace as cli
from i18nflow.config import Config
from i18nflow.engines.opus import install, shelf
from i18nflow.errors import I18nFlowError, NotFound
from i18nflow.model import LanguagePair
from i18nflow.store import PostEdits
from i18nflow.translate import Status


@click.group("engines")
def command() -> None:
    """The translation engines."""


@command.command("list")
@cli.json_option
@click.pass_context
def list_(ctx: click.Context, *, as_json: bool) -> None:
    """List the engines: available or what is missing, where they run, limits, licence, price."""
    config = _config(ctx)
    listed = engines.available(config.engines.settings)
    rows = [
        (
            one.name,
            "yes" if one.name in config.engines.order else "",
            "available" if one.health.available else one.health.missing,
            "" if one.info is None else "elsewhere" if one.info.offsite else "here",
            "" if one.info is None else one.info.limits,
            "" if one.info is None else one.info.licence,
            ""
            if one.info is None or one.info.price is None
            else f"{one.info.price} {one.info.currency}/million",
        )
        for one in listed
    ]
    headers = ("engine", "used", "state", "runs", "limits", "licence", "price")
    if as_json:
        cli.print_json(
            [
                {
                    **dict(zip(headers, row, strict=True)),
                    "available": one.health.available,
                    "version": one.info.version if one.info else "",
                    "pairs": sorted(one.info.pairs) if one.info and one.info.pairs is not None else None,
                    "price_per_million": one.info.price if one.info else None,
                    "currency": one.info.currency if one.info else "",
                }
                for one, row in zip(listed, rows, strict=True)
            ]
        )
    else:
        cli.table(headers, rows)


@command.command("test")
@click.argument("name")
@click.option(
    "--text", default="Klasteris apvieno nozares uzņēmumus.", show_default=True, help="The sentence to try."
)
@click.option("--pair", default="lv-en", show_default=True, help="The language pair.")
@click.pass_context
def test(ctx: click.Context, name: str, text: str, pair: str) -> int:
    """Try one sentence with the engine NAME (an engine elsewhere is sent that sentence)."""
    engine = engines.get(name, _config(ctx).engines.settings.get(name, {}))
    health = engine.check()
    if not health.available:
        cli.say(f"{name}: {health.missing}")
        return 1
    source, _, target = pair.partition("-")
    (result,) = engine.translate([text], LanguagePair(source, target))
    if result.status is not Status.OK:
        cli.say(f"{name}: {result.status} {result.detail}".rstrip())
        return 1
    click.echo(result.text)
    return cli.DONE


@command.command("report")
@cli.json_option
@click.pass_context
def report(ctx: click.Context, *, as_json: bool) -> None:
    """Say how much was edited in what each engine made, by month: TER and chrF at each approval."""
    with cli.opened(ctx) as ws:
        table = ws.store.postedits
        found = {
            "by_engine": table.by_engine(),
            "by_month": table.by_engine_month(),
            "by_article": table.by_engine_article(),
        }
    if as_json:
        cli.print_json({name: [_figures(one) for one in rows] for name, rows in found.items()})
        return
    if not found["by_engine"]:
        cli.say("Nothing is measured yet: it begins with the first approved machine draft.")
        return
    headers = ("month", "engine", "language", "segments", "words", "edited", "chrF", "approved as it was")
    rows = [
        (
            one.month or "all",
            one.engine,
            one.lang,
            one.segments,
            one.words,
            f"{one.edit_share:.1%}",
            f"{one.chrf:.1f}",
            one.untouched,
        )
        for one in (*found["by_month"], *found["by_engine"])
    ]
    cli.table(headers, rows, right=(3, 4, 5, 6, 7))


def _figures(one: PostEdits) -> dict[str, object]:
    """A row of the report without what it is not about."""
    return {
        "engine": one.engine,
        "lang": one.lang,
        **({"month": one.month} if one.month else {}),
        **({"article": one.article} if one.article else {}),
        "segments": one.segments,
        "words": one.words,
        "edit_share": round(one.edit_share, 4),
        "chrf": round(one.chrf, 2),
        "untouched": one.untouched,
    }


@command.command("install")
@click.argument("name")
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its archive, fetched elsewhere: for a machine without internet.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def install_(name: str, file: Path | None, *, yes: bool) -> int:
    """Install the local model NAME, e.g. opus-mt-lv-en, after showing its licence, size and address."""
    install.require()
    seen = install.look(name, file)
    _show(seen)
    if not yes:
        click.confirm("Install it?", abort=True, err=True)
    path = file
    if path is None:
        with cli.progress("Fetching", seen.size) as tick:
            path = install.fetch(name, seen, tick)
        if seen.licence is None:
            # The server gave no look inside: now the archive is here, and can still be refused.
            _show(install.look(name, path))
            if not yes:
                click.confirm("Install it?", abort=True, err=True)
    done = install.install(name, path, seen.address)
    if file is None:
        path.unlink(missing_ok=True)
    cli.say(f"{done.name} is installed in {shelf.folder() / done.name}.")
    cli.say('To use it: [engines] order = ["opus"] in i18nflow.toml')
    return cli.DONE


def _show(seen: install.Look) -> None:
    cli.say(f"address  {seen.address}")
    cli.say(f"size     {seen.size / 1_000_000:.1f} MB")
    if seen.licence is None:
        cli.say("licence  in the archive; it is shown before anything is installed")
        return
    cli.say(f"licence  {seen.licence.name}")
    for place, says in seen.licence.said:
        cli.say(f"         {place} says {says}")
    for line in seen.licence.beginning.splitlines():
        cli.say(f"         | {line}")


def _config(ctx: click.Context) -> Config:
    """The workspace's settings where there is one; engines can be listed without."""
    try:
        with cli.opened(ctx) as ws:
            return ws.config
    except NotFound:
        return Config()
    except I18nFlowError as error:
        raise click.ClickException(str(error)) from error
