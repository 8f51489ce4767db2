"""The command line: each command parses, calls one workflow verb, prints."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from i18nflow import __version__
from i18nflow.errors import I18nFlowError, of_the_machine

# name -> module that defines the click command `command` (or `module:name`). Loaded on use: start-up stays fast.
COMMANDS = {
    "segment": "i18nflow.cli.segments",
    "terms": "i18nflow.cli.terms_filter",
    "check": "i18nflow.cli.check_filter",
    "memory": "i18nflow.cli.memory_filter",
    "init": "i18nflow.cli.init",
    "import": "i18nflow.cli.importing",
    "status": "i18nflow.cli.status",
    "find": "i18nflow.cli.finding",
    "replace": "i18nflow.cli.replacing",
    "assign": "i18nflow.cli.assigning",
    "translate": "i18nflow.cli.translating",
    "serve": "i18nflow.cli.serve",
    "export": "i18nflow.cli.exporting",
    "catalog": "i18nflow.cli.catalogs",
    "publish": "i18nflow.cli.publishing",
    "unpublish": "i18nflow.cli.unpublishing",
    "wordpress": "i18nflow.cli.wordpress",
    "glossary": "i18nflow.cli.glossary",
    "names": "i18nflow.cli.names",
    "engines": "i18nflow.cli.engines",
    "demo": "i18nflow.cli.demo",
    "watch": "i18nflow.cli.watch",
    "webhooks": "i18nflow.cli.webhooks",
    "article": "i18nflow.cli.articles",
    "user": "i18nflow.cli.users",
    "audit": "i18nflow.cli.auditing",
    "backup": "i18nflow.cli.backing:backup",
    "restore": "i18nflow.cli.backing:restore",
    "doctor": "i18nflow.cli.backing:doctor_command",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module, _colon, name = COMMANDS.get(cmd_name, "").partition(":")
        if not module:
            return None
        command: click.Command = getattr(importlib.import_module(module), name or "command")
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="i18nflow")
@click.option(
    "-w", "--workspace", type=click.Path(), envvar="I18NFLOW_WORKSPACE", help="The workspace folder."
)
@click.pass_context
def cli(ctx: click.Context, workspace: str | None) -> None:
    """From an article to a reviewed gettext catalog and a bilingual page."""
    ctx.obj = {"workspace": workspace}


def main(args: list[str] | None = None) -> Any:
    """Run the command line; errors become one sentence on stderr and a status."""
    try:
        result = cli.main(args, standalone_mode=False)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except I18nFlowError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
    except (OSError, MemoryError) as error:
        sentence = of_the_machine(error)
        if sentence is None:
            raise
        click.echo(f"Error: {sentence}", err=True)
        sys.exit(1)
    sys.exit(result if isinstance(result, int) else 0)
