"""Assignments, deadlines, comments and the inbox that follows from them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from i18nflow.errors import InputError, NotFound, Refused
from i18nflow.model import Actor, Role
from i18nflow.people import User
from i18nflow.workflow import audit, reviewing
from i18nflow.workflow import people as accounts
from i18nflow.workflow.desk import assigning, commenting, inbox
from i18nflow.workflow.desk.people import people
from tests.desk.conftest import ANNA, JANIS, LANG, TRANSLATOR, Newsroom


def test_an_edition_or_a_part_is_assigned(room: Newsroom) -> None:
    """Whole and in parts, by the numbers that the article shows; the same again is no second assignment."""
    assert assigning.assign(room.ws, "port", LANG, "Līga", ANNA)
    assert not assigning.assign(room.ws, "port", LANG, "Līga", ANNA)
    assert assigning.assign(room.ws, "port", LANG, "Jānis Ozols", ANNA, part=(2, 3))
    found = room.ws.store.assignments.of_article("port", LANG)
    assert [(one.person, one.first, one.last) for one in found] == [
        ("Līga", None, None),
        ("Jānis Ozols", 2, 3),
    ]
    with pytest.raises(InputError, match="1 to 4"):
        assigning.assign(room.ws, "port", LANG, "Līga", ANNA, part=(3, 9))
    with pytest.raises(NotFound):
        assigning.assign(room.ws, "nowhere", LANG, "Līga", ANNA)


def test_chosen_segments_become_parts(room: Newsroom) -> None:
    """Neighbours are one part, others parts of their own, article by article."""
    keys = [one.key for one in room.ws.store.articles.segments("port")]
    fair = [one.key for one in room.ws.store.articles.segments("fair")]
    assert assigning.assign_segments(room.ws, [keys[0], keys[3], keys[1], *fair], LANG, "Līga", ANNA) == 3
    found = room.ws.store.assignments.of_person("Līga")
    assert {(one.article, one.first, one.last) for one in found} == {
        ("port", 1, 2), ("port", 4, 4), ("fair", None, None),
    }  # fmt: skip


def test_a_translator_takes_work_and_gives_none(room: Newsroom) -> None:
    """One's own work may be taken and given up; somebody else's takes a reviewer."""
    assigning.assign(room.ws, "port", LANG, "Līga", TRANSLATOR)
    assigning.assign(room.ws, "port", LANG, "Anna", ANNA)
    with pytest.raises(Refused, match="reviewer"):
        assigning.assign(room.ws, "fair", LANG, "Anna", TRANSLATOR)
    mine, anna = (
        next(one.id for one in room.ws.store.assignments.of_article("port", LANG) if one.person == name)
        for name in ("Līga", "Anna")
    )
    with pytest.raises(Refused, match="reviewer"):
        assigning.unassign(room.ws, anna, TRANSLATOR)
    assigning.unassign(room.ws, mine, TRANSLATOR)
    with pytest.raises(Refused, match="deadline"):
        assigning.set_deadline(room.ws, ["port"], LANG, room.ws.now(), TRANSLATOR)
    with pytest.raises(NotFound, match="already"):
        assigning.unassign(room.ws, mine, TRANSLATOR)


def test_deadlines_are_typed_in_the_workspaces_zone(room: Newsroom) -> None:
    """A time is today's in Riga, a date lasts to its end, nonsense is said."""
    assert assigning.parse_due(room.ws, "16:00").isoformat() == "2026-03-02T16:00:00+02:00"
    assert assigning.parse_due(room.ws, "2026-07-01").isoformat() == "2026-07-01T23:59:00+03:00"
    assert assigning.parse_due(room.ws, "2026-07-01T12:30").isoformat() == "2026-07-01T12:30:00+03:00"
    for wrong in ("four", "25:00", "2026-13-01", ""):
        with pytest.raises(InputError, match="write 16:00"):
            assigning.parse_due(room.ws, wrong)


def test_mentions_are_the_longest_names() -> None:
    """Names with spaces and Latvian letters, whatever the capitals; an address is no mention."""
    known = ["Anna", "Jānis", "Jānis Ozols", "Līga"]
    assert commenting.mentions("@JĀNIS OZOLS un @anna: skat.", known) == ["Jānis Ozols", "Anna"]
    assert commenting.mentions("raksti anna@liga.lv, @Annas, @nobody", known) == []
    assert commenting.mentions("@Līga @Līga", known) == ["Līga"]


def test_comments_are_settled_and_reopened(room: Newsroom) -> None:
    """A comment stays with its segment; it is settled by name and opened again."""
    key = room.key("Ostas ziņas")
    number = commenting.add(room.ws, key, LANG, "Is it  the port?\r\n", JANIS)
    commenting.resolve(room.ws, number, ANNA)
    (said,) = room.ws.store.comments.of_segment(key, LANG)
    assert (said.text, said.resolved_by, said.number) == ("Is it  the port?", "Anna", 1)
    assert room.ws.store.comments.open_counts(LANG) == {}
    commenting.reopen(room.ws, number, ANNA)
    assert room.ws.store.comments.open_counts(LANG) == {"port": 1}
    for wrong in ("  ", "x" * 5000):
        with pytest.raises(InputError):
            commenting.add(room.ws, key, LANG, wrong, ANNA)
    with pytest.raises(NotFound):
        commenting.add(room.ws, "nowhere1", LANG, "?", ANNA)


def test_the_inbox_tells_what_waits(room: Newsroom) -> None:
    """Mentions, assignments by others, rejections of my work with the reason, and what is due soon."""
    assert inbox.items(room.ws, "Anna") == []
    commenting.add(room.ws, room.key("Ostas ziņas"), LANG, "@Anna, look", JANIS)
    commenting.add(room.ws, room.key("Ostas ziņas"), LANG, "note to @Anna from herself", ANNA)
    assigning.assign(room.ws, "port", LANG, "Anna", JANIS, part=(2, 3))
    assigning.assign(room.ws, "fair", LANG, "Anna", ANNA)
    reviewing.reject(room.ws, room.move("Klasteris parakstīja līgumu."), LANG, "Wrong tone", JANIS)
    assigning.set_deadline(room.ws, ["port", "cluster"], LANG, room.ws.now() + timedelta(hours=3), JANIS)
    found = inbox.items(room.ws, "Anna")
    assert [one.kind for one in found] == ["due", "rejected", "assigned", "mention"]
    due, rejected, assigned, mention = found
    assert due.article == "port" and (assigned.first, assigned.last) == (2, 3)
    assert (rejected.text, rejected.by, rejected.work) == (
        "Wrong tone", "Jānis Ozols", "The cluster signed a contract.",
    )  # fmt: skip
    assert mention.number == 1 and inbox.unread(room.ws, "Anna") == 4
    inbox.see(room.ws, [mention.id, due.id], ANNA)
    assert inbox.unread(room.ws, "Anna") == 2 and inbox.unread(room.ws, "Jānis Ozols") == 0
    assigning.set_deadline(room.ws, ["port"], LANG, room.ws.now() + timedelta(hours=5), JANIS)
    assert inbox.unread(room.ws, "Anna") == 3
    assigning.set_deadline(room.ws, ["port"], LANG, None, JANIS)
    assert [one.kind for one in inbox.items(room.ws, "Anna")] == ["rejected", "assigned", "mention"]


def test_my_own_rejection_is_no_news(room: Newsroom) -> None:
    """Who rejects what they wrote themselves is not told of it."""
    reviewing.reject(room.ws, room.move("Ostas ziņas"), LANG, "Wrong tone", ANNA)
    assert inbox.items(room.ws, "Anna") == []


def test_everybody_who_did_something_can_be_named(room: Newsroom) -> None:
    """Authors, commenters, assignees and oneself."""
    assigning.assign(room.ws, "port", LANG, "Zane", ANNA)
    assert people(room.ws, JANIS) == ["Anna", "Jānis Ozols", "Zane"]


def test_with_accounts_only_accounts_are_named(room: Newsroom) -> None:
    """Work goes to active accounts, mentions reach accounts, and the audit log says who shared out what."""
    admin = Actor("Anna", frozenset({Role.ADMIN}))
    accounts.add(room.ws, User("Anna", Role.ADMIN), admin)
    accounts.add(room.ws, User("Līga", Role.TRANSLATOR), admin)
    assert people(room.ws, JANIS) == ["Anna", "Līga"]
    with pytest.raises(NotFound, match="Zane"):
        assigning.assign(room.ws, "port", LANG, "Zane", admin)
    assigning.assign(room.ws, "port", LANG, "līga", admin)
    assert [one.person for one in room.ws.store.assignments.of_article("port", LANG)] == ["Līga"]
    accounts.disable(room.ws, "Līga", admin)
    with pytest.raises(Refused, match="disabled"):
        assigning.assign(room.ws, "fair", LANG, "Līga", admin)
    reader = Actor("Ruta", frozenset({Role.READER}))
    with pytest.raises(Refused):
        commenting.add(room.ws, room.key("Ostas ziņas"), LANG, "?", reader)
    logged = [(one.actor, one.action, one.object) for one in audit.entries(room.ws)]
    assert ("Anna", "assign", f"port/{LANG}") in logged
