"""The matrix of roles, walked: over every verb, every web route that sends something, every command."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from i18nflow import workflow
from i18nflow.cli import COMMANDS, cli
from i18nflow.errors import NotAllowed
from i18nflow.model import Actor, Role
from i18nflow.workflow import rights
from tests.security.conftest import LANG, SLUG, Newsroom

for _module in pkgutil.walk_packages(workflow.__path__, "i18nflow.workflow."):
    importlib.import_module(_module.name)

# What everybody who is signed in may send.
ANYBODYS = {
    "preferences.choose",
    "entrance.sign_in",
    "entrance.sign_out",
    "entrance.accept",
}
# Commands that are not run here, and why.
NOT_RUN = {
    "serve": "it serves until it is stopped",
    "demo": "it makes a workspace of its own",
    "init": "it makes a workspace of its own",
}


def verb_of(right: rights.Right):
    module, _, name = right.verb.rpartition(".")
    return getattr(importlib.import_module(f"i18nflow.workflow.{module}"), name)


@pytest.mark.parametrize("right", rights.declared(), ids=lambda right: right.verb)
def test_a_verb_is_refused_below_its_role(newsroom: Newsroom, right: rights.Right) -> None:
    """Every role below the least one is refused before anything happens; the least one is not refused for its role."""
    verb = verb_of(right)
    given = {
        name: None
        for name, one in inspect.signature(verb).parameters.items()
        if one.default is inspect.Parameter.empty and name not in ("ws", "actor")
    }
    before = newsroom.state()
    order = list(Role)
    with newsroom.open() as ws:
        for role in (None, *order[: order.index(right.least)]):
            nobody = Actor("somebody", frozenset({role} if role else ()))
            with pytest.raises(NotAllowed):
                verb(ws=ws, actor=nobody, **given)
    assert newsroom.state() == before
    least = Actor("somebody", frozenset({right.least}))
    rights.require(least, right.least, right.what)


def test_every_role_may_do_what_the_one_before_may() -> None:
    """Roles stand in a row."""
    order = list(Role)
    for index, role in enumerate(order):
        assert all(Actor("a", frozenset({role})).may(lower) for lower in order[: index + 1])
        assert not any(Actor("a", frozenset({role})).may(higher) for higher in order[index + 1 :])


def test_a_reader_changes_nothing_in_the_browser(newsroom: Newsroom) -> None:
    """Every route that takes something, sent by a reader with a right token and fitting values, leaves all as it was."""
    app = newsroom.app()
    visitor = newsroom.visitor("reader", app)
    before = newsroom.state()
    values = {
        "slug": SLUG,
        "lang": LANG,
        "key": newsroom.keys[1],
        "number": 1,
        "version": 1,
        "token": "x" * 32,
        "name": "admin",
    }
    form = {
        "text": "A text.", "version": "0", "reason": "so", "slug": "new-slug", "offset": "3", "name": "admin", "role": "admin",
        "password": "long enough words", "again": "long enough words", "file": "", "address": "", "html": "", "note": "", "label": "x",
        "scopes": "read", "days": "7", "keys": newsroom.keys[1], "segments": newsroom.keys[1], "action": "approve", "lang": LANG,
    }  # fmt: skip
    sent = 0
    for rule in app.url_map.iter_rules():
        if (
            not rule.methods & {"POST", "PUT", "PATCH", "DELETE"}
            or rule.endpoint in ANYBODYS
            or rule.rule.startswith("/api/")
        ):
            continue
        address = rule.rule
        for argument in rule.arguments:
            for kind in ("", "int:", "path:", "string:"):
                address = address.replace(f"<{kind}{argument}>", str(values.get(argument, "1")))
        for lang_part in ({}, {"HX-Request": "true"}):
            response = visitor.post(address, dict(form), headers=lang_part)
            assert response.status_code != 500, address
            assert newsroom.state() == before, f"{address} let a reader change something"
        sent += 1
    assert sent > 15


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    def walk(group: click.Group, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
        context = click.Context(group)
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            if isinstance(found, click.Group):
                yield from walk(found, (*words, name))
            else:
                yield (*words, name), found

    for name in sorted(COMMANDS):
        command = cli.get_command(click.Context(cli), name)
        if isinstance(command, click.Group):
            yield from walk(command, (name,))
        else:
            yield (name,), command


ACTING = [
    (words, command)
    for words, command in commands()
    if words[0] not in NOT_RUN and any(one.name == "by" for one in command.params)
]


@pytest.mark.parametrize(
    ("words", "command"), ACTING, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_a_reader_changes_nothing_at_the_command_line(
    newsroom: Newsroom, tmp_path: Path, words: tuple[str, ...], command: click.Command
) -> None:
    """Every command that asks who acts, called by a reader with fitting arguments, leaves all as it was."""
    sample = tmp_path / "sample.txt"
    sample.write_text("Jauns raksts\n\nTeksts te.\n", encoding="utf-8")
    values = {
        "key": newsroom.keys[1],
        "slug": SLUG,
        "articles": SLUG,
        "article": SLUG,
        "name": "translator",
        "number": "1",
        "role": "admin",
    }
    arguments = ["-w", str(newsroom.root), *words, "--by", "reader"]
    for one in command.params:
        if isinstance(one, click.Option) and one.required:
            value = one.type.choices[0] if isinstance(one.type, click.Choice) else "1"
            arguments += [one.opts[0], str(value)]
        elif isinstance(one, click.Argument):
            if isinstance(one.type, click.Choice):
                value = one.type.choices[0]
            elif isinstance(one.type, click.Path) or one.name in ("sources", "source", "file", "files"):
                value = str(sample)
            else:
                value = values.get(one.name or "", SLUG)
            arguments.append(str(value))
    before = newsroom.state()
    CliRunner().invoke(cli, arguments, input="long enough words\n")
    assert newsroom.state() == before, " ".join(arguments)


def test_an_account_acts_in_its_role_at_the_command_line(newsroom: Newsroom) -> None:
    """`--by NAME` is that account; a name that is none is refused; without one the system's user must be one."""
    run = CliRunner().invoke
    root = ["-w", str(newsroom.root)]
    refused = run(cli, [*root, "user", "role", "reader", "admin", "--by", "translator"])
    assert isinstance(refused.exception, NotAllowed)
    before = newsroom.state()
    for by in (["--by", "nobody"], []):
        unknown = run(cli, [*root, "import", str(newsroom.root / "articles" / f"{SLUG}.txt"), *by])
        assert "no active account" in unknown.output
    assert newsroom.state() == before
    done = run(cli, [*root, "user", "role", "reader", "translator", "--by", "admin"])
    assert done.exit_code == 0, done.output
    assert newsroom.actor(Role.READER).roles == {Role.TRANSLATOR}
