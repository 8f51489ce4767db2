"""``i18nflow user tokens``: keys for programs."""

from __future__ import annotations

from collections.abc import Sequence

import click

from i18nflow.cli import workspace as cli
from i18nflow.people import ApiToken, Scope
from i18nflow.workflow import people
from i18nflow.workflow import tokens as verbs


@click.group("tokens")
def tokens() -> None:
    """API tokens: keys for programs, shown once."""


@tokens.command("list", epilog=cli.examples("user tokens list juris --by anna"))
@click.argument("name", required=False)
@cli.by_option
@cli.json_option
@click.pass_context
def list_(ctx: click.Context, name: str | None, by: str | None, *, as_json: bool) -> None:
    """The tokens of an account, or (an admin) of all."""
    with cli.opened(ctx) as ws:
        people.may_see(cli.actor(by), name or "")
        found = ws.store.tokens.of(name)
    if as_json:
        cli.print_json([_shown(one) for one in found])
        return
    rows = [
        (one.id, one.user, one.label, f"{one.prefix}…", " ".join(sorted(one.scopes)), *_times(one))
        for one in found
    ]
    cli.table(("id", "user", "for", "begins", "scopes", "ends", "last used", "revoked"), rows)


@tokens.command(
    "issue",
    epilog=cli.examples(
        "user tokens issue juris --for 'the CMS' --scope read --scope publish --days 30 --by anna"
    ),
)
@click.argument("name")
@click.option("--for", "label", required=True, help="What it is for.")
@click.option(
    "--scope", "scopes", multiple=True, required=True, type=click.Choice([str(one) for one in Scope]),
    help="What it may be used for (several times for several).",
)  # fmt: skip
@click.option("--days", default=90, show_default=True, help="How long it is good.")
@cli.by_option
@click.pass_context
def issue(
    ctx: click.Context, name: str, label: str, scopes: Sequence[str], days: int, by: str | None
) -> None:
    """Make a token for an account and print it, this once."""
    with cli.opened(ctx) as ws:
        made, text = verbs.issue(
            ws, label, frozenset(map(Scope, scopes)), cli.actor(by), user=name, days=days
        )
    cli.say(f"Token {made.id} of {made.user}. It is not shown again:")
    click.echo(text)


@tokens.command("revoke", epilog=cli.examples("user tokens revoke 3 --by anna"))
@click.argument("number", type=int)
@cli.by_option
@click.pass_context
def revoke(ctx: click.Context, number: int, by: str | None) -> None:
    """Make a token void."""
    with cli.opened(ctx) as ws:
        verbs.revoke(ws, number, cli.actor(by))
    cli.say(f"Token {number} is void.")


def _times(token: ApiToken) -> tuple[str, str, str]:
    ends, used, gone = (
        f"{at:%Y-%m-%d %H:%M}" if at else "" for at in (token.expires, token.last_used, token.revoked)
    )
    return ends, used, gone


def _shown(token: ApiToken) -> dict[str, object]:
    return {
        "id": token.id,
        "user": token.user,
        "label": token.label,
        "prefix": token.prefix,
        "scopes": sorted(token.scopes),
        "created": token.created,
        "expires": token.expires,
        "last_used": token.last_used,
        "revoked": token.revoked,
    }
