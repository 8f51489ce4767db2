"""Write ``docs/reference/``: commands, roles and operations, from what the program itself declares."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import click

from i18nflow import workflow
from i18nflow.cli import cli
from i18nflow.model import Role
from i18nflow.webapp.api import OPERATIONS
from i18nflow.workflow import rights

HEAD = """# Command line

`i18nflow [-w DIR] COMMAND ...`. The workspace is `-w DIR` or `I18NFLOW_WORKSPACE`, else the nearest folder upwards
that holds `i18nflow.toml`. Exit status: 0 done, 1 error, 2 wrong usage, 3 done in part. Data goes to standard output,
messages to standard error.

This page is written by `make docs` from the program's own help.
"""

ROLES_HEAD = """# Roles

Each role may do what the ones before it may: reader, translator, reviewer, editor, admin. What a person may do is
decided in one place, the verbs of `workflow/`, so the browser, the API and the command line agree.

Without accounts, whoever is at the machine has every role. With the first account, everybody acts under one: the
browser asks to sign in, an API token acts as its owner (cut down to its scopes), and the command line's `--by NAME`
(the system's user name where it is not given) means the account of that name. The command line asks for no password:
whoever can write the workspace's files can do everything anyway, see the [threat model](../threat-model.md).

Reading (articles, texts, history, statistics, downloads) takes the role reader. An API token's scopes amount to
roles: `read` reader, `translate` translator, `review` reviewer, `publish` editor, `admin` admin; never more than its
owner's own.

This page is written by `make docs` from what the verbs declare.

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
    """The whole page of commands."""
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


def roles() -> str:
    """The whole page of roles."""
    for module in pkgutil.walk_packages(workflow.__path__, "i18nflow.workflow."):
        importlib.import_module(module.name)
    order = list(Role)
    lines = [
        f"| to | {' | '.join(order)} | remark |",
        f"| --- |{' --- |' * len(order)} --- |",
    ]
    rows: dict[tuple[str, str], rights.Right] = {}
    for right in rights.declared():
        rows.setdefault((right.what, right.note), right)
    for right in sorted(rows.values(), key=lambda one: (order.index(one.least), one.what)):
        ticks = " | ".join("yes" if order.index(role) >= order.index(right.least) else "" for role in order)
        lines.append(f"| {right.what} | {ticks} | {right.note} |")
    return ROLES_HEAD + "\n".join(line.replace("|  |", "| |").replace("|  |", "| |") for line in lines) + "\n"


if __name__ == "__main__":
    folder = Path(__file__).resolve().parents[1] / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cli.md").write_text(reference(), encoding="utf-8")
    (folder / "api-operations.md").write_text(operations(), encoding="utf-8")
    (folder / "roles.md").write_text(roles(), encoding="utf-8")
