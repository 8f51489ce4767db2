"""``i18nflow user``: accounts, roles, passwords, invitations, API tokens."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Any

import click

from i18nflow.cli import workspace as cli
from i18nflow.cli.articles import report
from i18nflow.cli.tokens import tokens
from i18nflow.errors import InputError
from i18nflow.model import Role, said
from i18nflow.people import User
from i18nflow.webapp.words import LANGUAGES
from i18nflow.workflow import erasing, invitations, people, sessions

ROLE = click.Choice([str(role) for role in Role])
LANG = click.Choice(LANGUAGES)
_password_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input (one line)."
)


@click.group("user")
def command() -> None:
    """Accounts: add, list, change, invite, disable; their API tokens.

    With the first account (an admin) the workspace asks everybody to sign in, and `--by NAME` means an account.
    """


command.add_command(tokens)


@command.command(
    "add",
    epilog=cli.examples(
        "user add anna --role admin --display 'Anna Liepa'",
        "user add juris --role translator --password-stdin < password.txt",
    ),
)
@click.argument("name")
@click.option("--role", type=ROLE, required=True, help="What the person may do.")
@click.option("--display", default="", help="The name that people read.")
@click.option("--email", default="", help="An address for messages.")
@click.option("--lang", type=LANG, default=None, help="The language of the UI.")
@_password_option
@cli.by_option
@click.pass_context
def add(
    ctx: click.Context,
    name: str,
    role: str,
    display: str,
    email: str,
    lang: str | None,
    by: str | None,
    *,
    password_stdin: bool,
) -> None:
    """Add an account; asks for its password on a terminal."""
    password = _password(stdin=password_stdin)
    with cli.opened(ctx) as ws:
        user = User(name, Role(role), display=display, email=email, lang=lang or "")
        made = people.add(ws, user, cli.actor(by), password=password)
    cli.say(f"Added {made.name} ({made.role}).")
    if password is None:
        cli.say(f"{made.name} cannot sign in yet: 'i18nflow user password {made.name}' sets a password.")


@command.command("list", epilog=cli.examples("user list", "user list --json"))
@cli.json_option
@click.pass_context
def list_(ctx: click.Context, *, as_json: bool) -> None:
    """The accounts of the workspace."""
    with cli.opened(ctx) as ws:
        users = ws.store.users.all()
    if as_json:
        cli.print_json([_shown(user) for user in users])
        return
    if not users:
        cli.say("There are no accounts: whoever is at this machine may do everything.")
    rows = [
        (user.name, user.role, user.display, user.email, "disabled" if user.disabled else "")
        for user in users
    ]
    cli.table(("name", "role", "display", "e-mail", ""), rows)


@command.command("role", epilog=cli.examples("user role juris reviewer --by anna"))
@click.argument("name")
@click.argument("role", type=ROLE)
@cli.by_option
@click.pass_context
def role_(ctx: click.Context, name: str, role: str, by: str | None) -> None:
    """Give an account another role."""
    with cli.opened(ctx) as ws:
        changed = people.set_role(ws, name, Role(role), cli.actor(by))
    cli.say(f"{changed.name} is {changed.role} now.")


@command.command(
    "disable", epilog=cli.examples("user disable juris --by anna", "user disable juris --undo --by anna")
)
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let the person in again.")
@cli.by_option
@click.pass_context
def disable(ctx: click.Context, name: str, by: str | None, *, undo: bool) -> None:
    """Keep a person out: signed out everywhere, tokens void. What the person did stays."""
    with cli.opened(ctx) as ws:
        verb = people.enable if undo else people.disable
        changed = verb(ws, name, cli.actor(by))
    cli.say(f"{changed.name} may {'sign in again' if undo else 'not sign in any more'}.")


@command.command("password", epilog=cli.examples("user password juris --by anna"))
@click.argument("name")
@_password_option
@cli.by_option
@click.pass_context
def password_(ctx: click.Context, name: str, by: str | None, *, password_stdin: bool) -> None:
    """Set the password of an account; the person is signed out everywhere."""
    password = _password(stdin=password_stdin)
    if password is None:
        raise InputError(said("no password: type it on a terminal, or give it with --password-stdin"))
    with cli.opened(ctx) as ws:
        changed = people.set_password(ws, name, password, cli.actor(by))
    cli.say(f"{changed.name} has a new password.")


@command.command("sign-out", epilog=cli.examples("user sign-out juris --by anna"))
@click.argument("name")
@cli.by_option
@click.pass_context
def sign_out(ctx: click.Context, name: str, by: str | None) -> None:
    """Sign a person out everywhere."""
    with cli.opened(ctx) as ws:
        ended = sessions.sign_out_everywhere(ws, name, cli.actor(by))
    cli.say(f"{ended} sessions ended.")


@command.command(
    "invite", epilog=cli.examples("user invite --role translator --email liga@example.org --days 3 --by anna")
)
@click.option("--role", type=ROLE, required=True, help="What the person may do.")
@click.option("--email", default="", help="Whom it is for.")
@click.option("--lang", type=LANG, default=None, help="The language of the UI.")
@click.option("--days", default=7, show_default=True, help="How long it is good.")
@cli.by_option
@click.pass_context
def invite(ctx: click.Context, role: str, email: str, lang: str | None, days: int, by: str | None) -> None:
    """Make a link by which one person makes an account; it is shown this once."""
    with cli.opened(ctx) as ws:
        made, token = invitations.invite(
            ws, Role(role), cli.actor(by), email=email, lang=lang or "", days=days
        )
    cli.say(f"Invitation {made.id} ({made.role}), good until {made.expires:%Y-%m-%d %H:%M} UTC, once:")
    click.echo(f"/invitation/{token}")
    cli.say("Put the address of your server before it, and send it to the person.")


@command.command(
    "erase", epilog=cli.examples("user erase juris --reason 'asked for it in writing, 2 March' --by anna")
)
@click.argument("name")
@click.option("--reason", required=True, help="Why: it stays in the audit log.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@cli.by_option
@click.pass_context
def erase(ctx: click.Context, name: str, reason: str, by: str | None, *, yes: bool) -> None:
    """Take a person's name out of everything: account, history, authorship, comments, audit log.

    It cannot be undone. What the person did stays, under "erased-N".
    """
    if not yes:
        click.confirm(f"Take the name '{name}' out of everything?", abort=True, err=True)
    with cli.opened(ctx) as ws:
        done = erasing.erase(ws, name, reason, cli.actor(by))
    report(done)


def _password(*, stdin: bool) -> str | None:
    """A password from standard input or a terminal; None where there is neither."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        return None
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _shown(user: User) -> dict[str, Any]:
    return asdict(user)
