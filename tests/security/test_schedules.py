"""What is scheduled is published by the right of who scheduled it, as it is at that moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from i18nflow.model import PublicationStatus, Role
from i18nflow.workflow import erasing, people, publishing, reviewing
from i18nflow.workflow.publishing.gate import Block
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.security.conftest import LANG, SLUG, Newsroom


def scheduled(ws: Workspace, newsroom: Newsroom) -> None:
    """The article is ready, and the editor has scheduled it."""
    for row in ws.store.targets.rows(SLUG, LANG):
        figures = "128 " if "128" in row.segment.text else ""
        text = f"{figures}ships, 45,200 EUR." if "45 200" in row.segment.text else f"{figures}A text."
        reviewing.confirm(
            ws, Move(row.segment.key, row.target.version), LANG, text, newsroom.actor(Role.REVIEWER)
        )
    due = ws.now() + timedelta(seconds=60)
    publishing.schedule(ws, SLUG, [LANG], due, newsroom.actor(Role.EDITOR), drafts=True)
    object.__setattr__(ws, "clock", lambda: due + timedelta(seconds=1))


@pytest.mark.parametrize("what", ["role", "disabled", "erased", "nothing"])
def test_the_role_of_now_counts(newsroom: Newsroom, what: str) -> None:
    """Demoted, closed or erased meanwhile: it waits, even where drafts were allowed; an editor schedules it anew."""
    admin = newsroom.actor(Role.ADMIN)
    with newsroom.open() as ws:
        scheduled(ws, newsroom)
        if what == "role":
            people.set_role(ws, "editor", Role.REVIEWER, admin)
        elif what == "disabled":
            people.disable(ws, "editor", admin)
        elif what == "erased":
            erasing.erase(ws, "editor", "asked for", admin)
        done = publishing.publish_due(ws, build=False)
        live = ws.store.editions.get(SLUG, LANG).status is PublicationStatus.PUBLISHED
        assert live == (what == "nothing")
        if what != "nothing":
            assert Block.ROLE in [one.kind for one in done.blocked[SLUG, LANG]]
            publishing.publish_articles(ws, [SLUG], [LANG], admin, drafts=True)
            assert ws.store.editions.get(SLUG, LANG).status is PublicationStatus.PUBLISHED


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "may not publish any more"), ("lv", "vairs nedrīkst publicēt")]
)
def test_a_schedule_that_will_not_be_kept_is_shown(newsroom: Newsroom, lang: str, says: str) -> None:
    """On the desk, above the article and on its page of publication, before it is due too; scheduled anew it is gone."""
    pages = ("/", f"/articles/{SLUG}/{LANG}/", f"/articles/{SLUG}/{LANG}/publish/")
    with newsroom.open() as ws:
        publishing.schedule(ws, SLUG, [LANG], ws.now() + timedelta(days=1), newsroom.actor(Role.EDITOR))
        visitor = newsroom.visitor("admin")
        visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = lang
        assert [says in visitor.get(one).get_data(as_text=True) for one in pages] == [False] * 3
        people.set_role(ws, "editor", Role.REVIEWER, newsroom.actor(Role.ADMIN))
        assert [says in visitor.get(one).get_data(as_text=True) for one in pages] == [True] * 3
        assert SLUG in visitor.get("/?view=blocked").get_data(as_text=True)
        publishing.schedule(ws, SLUG, [LANG], ws.now() + timedelta(days=1), newsroom.actor(Role.ADMIN))
        assert [says in visitor.get(one).get_data(as_text=True) for one in pages] == [False] * 3
