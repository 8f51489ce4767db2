"""Write ``docs/reference/cli.md`` and ``api-operations.md`` from what the program itself declares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from i18nflow.cli import cli
from i18nflow.webapp.api import OPERATIONS

HEAD = """# Command line

`i18nflow [-w DIR] COMMAND ...`. The workspace is `-w DIR` or `I18NFLOW_WORKSPACE`, else the nearest folder upwards
that holds `i18nflow.toml`. Exit status: 0 done, 1 error, 2 wrong usage, 3 done in part. Data goes to standard output,
messages to standard error.

This page is written by `make docs` from the program's own help.
"""


OPERATIONS_HEAD = """# Operations of the REST interface

Below `/api/v1`; how they are used is told in [REST interface](api.md). Shapes, parameters and statuses stand in
`/api/v1/openapi.json`. This page is written by `make docs` from the same declarations.
"""


def walk(group: click.Group, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below ``group`` with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*words, name), command
        if isinstance(command, click.Group):
            yield from walk(command, (*words, name))


def reference() -> str:
    """The whole page."""
    parts = [HEAD]
    for words, command in walk(cli, ("i18nflow",)):
        context = click.Context(command, info_name=" ".join(words), max_content_width=100, terminal_width=100,
            # As a parent would hand them down; click keeps whichever it meets first.
            help_option_names=["-h", "--help"],
        )  # fmt: skip
        parts.append(f"### `{' '.join(words)}`\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def operations() -> str:
    """Every operation of the REST interface, by tag."""
    parts = [OPERATIONS_HEAD]
    for tag in dict.fromkeys(one.tag for one in OPERATIONS):
        rows = [
            f"| `{one.method} {one.path}` | {one.needs or 'nobody'} | {one.summary} |"
            for one in OPERATIONS
            if one.tag == tag
        ]
        parts.append(
            "\n".join([f"## {tag}\n", "| request | least role | |", "| --- | --- | --- |", *rows, ""])
        )
    return "\n".join(parts)


if __name__ == "__main__":
    folder = Path(__file__).resolve().parents[1] / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cli.md").write_text(reference(), encoding="utf-8")
    (folder / "api-operations.md").write_text(operations(), encoding="utf-8")
