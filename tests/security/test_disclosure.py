"""What an answer, a log line and a terminal give away, and what they obey."""

from __future__ import annotations

import logging

import pytest
from click.testing import CliRunner

from i18nflow.cli import cli
from i18nflow.cli.workspace import harmless
from tests.security.conftest import Newsroom


@pytest.mark.parametrize("address", ["/sign-in", "/", "/api/v1/me"])
@pytest.mark.parametrize("broken", ["i18nflow.db", "i18nflow.toml"])
def test_a_broken_workspace_does_not_say_where_it_lies(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture, broken: str, address: str
) -> None:
    """A stranger reads which file is broken and what to do; where it lies is in the log, for who runs the server."""
    client = newsroom.app().test_client()
    (newsroom.root / broken).write_bytes(b"= broken =" * 1000)
    with caplog.at_level(logging.ERROR):
        answer = client.get(address, headers={"Authorization": "Bearer i18nflow_x"})
    said = answer.get_data(as_text=True)
    assert answer.status_code in (422, 503) and broken in said
    assert str(newsroom.root) not in said and str(newsroom.root.parent) not in said
    assert any(str(newsroom.root / broken) in record.getMessage() for record in caplog.records)


def test_what_people_typed_does_not_steer_the_admins_terminal(newsroom: Newsroom) -> None:
    """A name with escape sequences, marks of direction, markup of the table's own: shown, not obeyed, never an error."""
    visitor = newsroom.visitor("reader", newsroom.app())
    evil = "\x1b]0;owned\x07[/b][red]\u202eexe.gnp\x9b31m"
    visitor.post("/account/profile", {"display": evil, "email": f"{evil}@x"})
    for terminal in ({}, {"FORCE_COLOR": "1"}):
        done = CliRunner(env=terminal).invoke(cli, ["-w", str(newsroom.root), "user", "list"])
        assert done.exit_code == 0, done.output
        assert "[/b][red]" in done.output
        assert not any(char in done.output for char in ("\x1b]", "\x07", "\u202e", "\x9b"))
    assert harmless("a\tb\nc", but="\t\n") == "a\tb\nc"
