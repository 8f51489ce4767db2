"""The documents agree with the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from i18nflow.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference" / "cli.md"
ROLES = REFERENCE.with_name("roles.md")


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and subcommand, with the words that call it."""
    context = click.Context(cli)
    for name in sorted(COMMANDS):
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                found = command.get_command(context, inner)
                assert found is not None
                yield f"{name} {inner}", found


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_is_documented(name: str, command: click.Command) -> None:
    """Each command has help, and the reference shows exactly that help."""
    assert command.help, f"{name} has no help"
    assert f"### `i18nflow {name}`" in REFERENCE.read_text(encoding="utf-8"), "run: make docs"


def test_the_reference_is_what_the_program_says() -> None:
    """`make docs` writes commands and roles from the program; what is committed is its output."""
    namespace: dict[str, object] = {}
    exec((ROOT / "tools" / "docs.py").read_text(encoding="utf-8"), namespace)
    for page, write in ((REFERENCE, "reference"), (ROLES, "roles")):
        assert page.read_text(encoding="utf-8") == namespace[write](), "run: make docs"  # type: ignore[operator]


@pytest.mark.parametrize(
    "page", [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"], ids=lambda p: p.name
)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a document points to a file that exists."""
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
