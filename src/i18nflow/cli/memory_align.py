"""``i18nflow memory align``: memory out of published pairs of texts."""

from __future__ import annotations

from pathlib import Path

import click

from i18nflow import files
from i18nflow.cli import workspace as cli
from i18nflow.errors import InputError
from i18nflow.workflow import aligning


@click.command("align")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--to", "lang", metavar="LANG", help="The target language (the first by default).")
@cli.by_option
@cli.json_option
@click.pass_context
def command(
    ctx: click.Context, source: Path, target: Path, lang: str | None, by: str | None, *, as_json: bool
) -> int:
    """Align published texts, sentence by sentence: SOURCE and TARGET are two files, or two folders of equal names.

    Nothing enters the memory yet: the pairs wait under /memory/alignments/ in 'i18nflow serve', where a person
    accepts, corrects, joins or rejects them. The formats are those of 'import'.
    """
    made: list[dict[str, object]] = []
    failed = 0
    with cli.opened(ctx) as ws:
        to = cli.language(ws, lang) if lang else ws.config.targets[0]
        pairs = list(aligning.found_pairs(source, target))
        most = ws.config.imports.max_mb * 1_000_000
        with cli.progress("Aligning", len(pairs)) as tick:
            for done, (ours, theirs) in enumerate(pairs, 1):
                try:
                    texts = [(files.read_bytes(path, max_bytes=most), path.name) for path in (ours, theirs)]
                    number = aligning.propose(ws, texts[0], texts[1], to, cli.actor(by))
                except InputError as error:
                    if len(pairs) == 1:
                        raise
                    cli.say(str(error))
                    failed += 1
                    continue
                found = ws.store.alignments.pairs(number)
                sure = sum(
                    bool(pair.source and pair.target) and pair.confidence >= aligning.SURE for pair in found
                )
                made.append(
                    {
                        "alignment": number,
                        "source": str(ours),
                        "target": str(theirs),
                        "pairs": len(found),
                        "sure": sure,
                    }
                )
                tick(done, len(pairs))
    if as_json:
        cli.print_json(made)
    else:
        for one in made:
            click.echo(
                f"{one['source']}: {one['pairs']} pairs, {one['sure']} of them sure (alignment {one['alignment']})"
            )
        cli.say("Look at them in 'i18nflow serve', under /memory/alignments/: nothing is in the memory yet.")
    return cli.PARTLY if failed else cli.DONE
