"""``i18nflow memory``: look the memory up, import and export it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import click

from i18nflow import files
from i18nflow.cli import memory_align
from i18nflow.cli import workspace as cli
from i18nflow.cli.check_filter import parse_pair
from i18nflow.cli.filters import run_filter
from i18nflow.interchange import tmx
from i18nflow.memory import Hit, Query, matches
from i18nflow.model import Match, Side
from i18nflow.workflow import memories


@click.group("memory")
def command() -> None:
    """The translation memory: earlier approved pairs."""


@command.command("lookup")
@click.option(
    "--jsonl", is_flag=True, help="Read a source text per line, write its matches as a line of JSON."
)
@click.option("--json-input", is_flag=True, help="A line is a JSON string, so it may hold newlines.")
@click.option(
    "--memory",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A TMX file instead of the workspace's memory.",
)
@click.option("--pair", default="lv-en", show_default=True, help="The languages to take from the TMX file.")
@click.option("--to", "lang", metavar="LANG", help="The target language (workspace; the first by default).")
@click.option(
    "--min-score", default=0.5, show_default=True, type=click.FloatRange(0, 1), help="The least score."
)
@click.option(
    "--limit", default=5, show_default=True, type=click.IntRange(1), help="The most matches per text."
)
@click.option("--json", is_flag=True, expose_value=False, help="Print JSON, which it does in any case.")
@click.argument("text", required=False)
@click.pass_context
def lookup(
    ctx: click.Context,
    file: Path | None,
    pair: str,
    lang: str | None,
    min_score: float,
    limit: int,
    text: str | None,
    *,
    jsonl: bool,
    json_input: bool,
) -> None:
    """The best matches of TEXT, or with --jsonl of each line of standard input, best first."""
    if (text is None) != jsonl:
        raise click.UsageError("Name a TEXT, or say --jsonl to read standard input.")
    if file is not None:
        units = tmx.read_all(files.read_bytes(file), parse_pair(pair), str(file))
        ctx.exit(
            _answer(
                lambda query: matches(query, units, least=min_score, limit=limit), text, json_input=json_input
            )
        )
    with cli.opened(ctx) as ws:
        target = cli.language(ws, lang) if lang else ws.config.targets[0]
        ctx.exit(
            _answer(
                lambda query: memories.lookup(ws, target, query, least=min_score, limit=limit),
                text,
                json_input=json_input,
            )
        )


@command.command("concordance")
@click.argument("text")
@click.option("--to", "lang", metavar="LANG", help="The target language (the first by default).")
@click.option(
    "--side",
    type=click.Choice([str(side) for side in Side]),
    default=str(Side.SOURCE),
    show_default=True,
    help="Where the words stand.",
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="The most units shown.")
@cli.json_option
@click.pass_context
def concordance(
    ctx: click.Context, text: str, lang: str | None, side: str, limit: int, *, as_json: bool
) -> None:
    """The units in which the words of TEXT stand, in any form, newest first."""
    with cli.opened(ctx) as ws:
        target = cli.language(ws, lang) if lang else ws.config.targets[0]
        hits = memories.concordance(ws, text, target, side=side, limit=limit)
    if as_json:
        cli.print_json([_hit(hit) for hit in hits])
        return
    cli.table(("source", "target", "article"), [_line(hit) for hit in hits])


@command.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@cli.to_option
@cli.by_option
@click.pass_context
def import_(ctx: click.Context, file: Path, to: tuple[str, ...], by: str | None) -> None:
    """Take the units of a TMX FILE into the workspace's memory; a pair that is there already is passed over."""
    with cli.opened(ctx) as ws:
        for lang in cli.languages(ws, to):
            # As a stream: a memory may be larger than this machine's.
            with files.opened(file) as stream, cli.progress(f"Importing ({lang})") as tick:
                units = tmx.read(stream, ws.config.pair(lang), str(file))
                added, known = memories.take_in(ws, units, lang, cli.actor(by), progress=tick)
            click.echo(f"{lang}: {added} units added, {known} there already")


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--to", "lang", metavar="LANG", help="The target language (the first by default).")
@click.pass_context
def export(ctx: click.Context, file: Path, lang: str | None) -> None:
    """Write the workspace's memory to FILE as TMX 1.4b."""
    with cli.opened(ctx) as ws:
        target = cli.language(ws, lang) if lang else ws.config.targets[0]
        pair, number = ws.config.pair(target), count(0)
        # As a stream: a memory may be larger than this machine's.
        units = (unit for unit in ws.store.memory.all(pair) if next(number) >= 0)
        files.write_atomic(file, tmx.encoded(units, pair))
    click.echo(f"{file}: {next(number)} units")


command.add_command(memory_align.command)


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "source": hit.unit.source,
        "target": hit.unit.target,
        "article": hit.unit.article,
        "author": hit.unit.author,
        "spans_source": hit.spans_source,
        "spans_target": hit.spans_target,
    }


def _line(hit: Hit) -> tuple[str, str, str]:
    return (
        _marked(hit.unit.source, hit.spans_source),
        _marked(hit.unit.target, hit.spans_target),
        hit.unit.article,
    )


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """``text`` with what was found between guillemets: it reads in a pipe too."""
    for start, end in reversed(spans):
        text = f"{text[:start]}»{text[start:end]}«{text[end:]}"
    return text


def _answer(find: Callable[[Query], list[Match]], text: str | None, *, json_input: bool) -> int:
    if text is not None:
        cli.print_json(_records(find(Query(text))))
        return cli.DONE
    return run_filter(lambda line: _records(find(Query(line))), json_input=json_input)


def _records(found: Sequence[Match]) -> list[dict[str, Any]]:
    """Matches as they go out: best first by the score that is shown, which is the one before penalties."""
    return [_record(match) for match in sorted(found, key=lambda match: -match.similarity)]


def _record(match: Match) -> dict[str, Any]:
    """A match as it goes out: the score before penalties, as the contract says."""
    return {
        "source": match.unit.source,
        "target": match.unit.target,
        "score": round(match.similarity, 6),
        "kind": str(match.kind),
    }
