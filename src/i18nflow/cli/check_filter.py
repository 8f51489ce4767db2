"""``i18nflow check``: the findings of a workspace's targets, or of pairs that come in as JSON lines."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import click

from i18nflow import check, glossary, names
from i18nflow.cli.filters import DONE, PARTLY, run_filter
from i18nflow.errors import InputError, why
from i18nflow.model import Finding, LanguagePair, Severity, said

# What the workspace mode runs; loaded on use, so that the filter needs no store.
WORKSPACE = "i18nflow.cli.check_workspace"


@click.command("check")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--jsonl", is_flag=True, help='Read {"source": …, "target": …} lines, write lists of findings.')
@click.option(
    "--glossary", "glossary_file", type=click.Path(path_type=Path, dir_okay=False), help="A glossary file."
)
@click.option(
    "--names", "names_file", type=click.Path(path_type=Path, dir_okay=False), help="A register of names."
)
@click.option("--pair", default="lv-en", show_default=True, help="Source and target language of the lines.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    help="Exit with 3 where a finding is this serious or more.",
)
@click.option("--to", multiple=True, metavar="LANG", help="Target languages (workspace; all by default).")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON (workspace).")
@click.pass_context
def command(
    ctx: click.Context,
    articles: tuple[str, ...],
    glossary_file: Path | None,
    names_file: Path | None,
    pair: str,
    fail_on: str | None,
    to: tuple[str, ...],
    *,
    jsonl: bool,
    as_json: bool,
) -> int:
    """Check the targets of a workspace, or with --jsonl the pairs on standard input."""
    if not jsonl:
        if glossary_file or names_file:
            raise click.UsageError(
                "--glossary and --names go with --jsonl; a workspace has its own glossary.csv and names.csv"
            )
        workspace = importlib.import_module(WORKSPACE)
        status: int = workspace.run(ctx, articles, to=to, fail_on=fail_on, as_json=as_json)
        return status
    if articles:
        raise click.UsageError("--jsonl reads standard input and takes no articles")
    return _filter(parse_pair(pair), glossary_file, names_file, fail_on)


def parse_pair(text: str) -> LanguagePair:
    """``lv-en``, or with variants ``lv-en-GB``: the source is the first part."""
    source, _, target = text.partition("-")
    if not (source.isalpha() and target and target.partition("-")[0].isalpha()):
        raise click.UsageError(f"--pair {text!r}: two languages are wanted, as in lv-en")
    return LanguagePair(source.lower(), target)


def record(finding: Finding) -> dict[str, Any]:
    """A finding as it goes out on a line."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "in": str(finding.side),
        "start": finding.start,
        "end": finding.end,
        "expected": finding.expected,
        "fix": finding.fix,
    }


def serious(finding: Finding, fail_on: str | None) -> bool:
    """Whether a finding is as serious as ``--fail-on`` says."""
    if fail_on is None:
        return False
    return finding.severity is Severity.ERROR or (
        fail_on == "warning" and finding.severity is Severity.WARNING
    )


def _filter(
    pair: LanguagePair, glossary_file: Path | None, names_file: Path | None, fail_on: str | None
) -> int:
    matcher = _matcher(glossary_file, pair) if glossary_file else None
    register = _register(names_file, pair) if names_file else None
    failed = False

    def judge(line: dict[str, Any]) -> list[dict[str, Any]]:
        nonlocal failed
        source, target = _texts(line)
        occurrences = matcher.find(source) if matcher else ()
        findings = check.run(source, target, pair=pair, occurrences=occurrences, register=register)
        failed = failed or any(serious(finding, fail_on) for finding in findings)
        return [record(finding) for finding in findings]

    status = run_filter(judge, objects=True)
    return PARTLY if failed or status != DONE else DONE


def _texts(line: dict[str, Any]) -> tuple[str, str]:
    texts = line.get("source"), line.get("target")
    if not isinstance(texts[0], str) or not isinstance(texts[1], str):
        raise ValueError('an object with the texts "source" and "target" is wanted')
    return texts[0], texts[1]


def _matcher(file: Path, pair: LanguagePair) -> glossary.Matcher:
    return glossary.Matcher(glossary.read(_text(file), str(file)).terms, pair.source_base)


def _register(file: Path, pair: LanguagePair) -> names.Register:
    return names.Register(names.read(_text(file), str(file)).names, pair.source_base)


def _text(file: Path) -> str:
    try:
        return glossary.decode(file.read_bytes(), str(file))
    except OSError as error:
        raise InputError(said("cannot be read: {reason}", reason=why(error)), where=str(file)) from error
