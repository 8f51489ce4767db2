"""Filters and search over all articles, and moves over what was chosen there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from i18nflow.errors import InputError
from i18nflow.model import Origin, State
from i18nflow.store import SegmentFilter
from i18nflow.workflow import checking, reviewing
from i18nflow.workflow.desk import assigning, bulk, commenting, searching
from i18nflow.workflow.desk.searching import Asked
from i18nflow.workflow.reviewing import Move
from tests.desk.conftest import ANNA, JANIS, LANG, TEXTS, TRANSLATOR, Newsroom

ALL = SegmentFilter(LANG)
TOTAL = 11


def sources(room: Newsroom, wanted: SegmentFilter, **asked: object) -> set[str]:
    page = searching.search(room.ws, Asked(wanted, **asked))  # type: ignore[arg-type]
    assert page.total == len(page.found)
    return {one.row.segment.text for one in page.found}


def test_everything_page_by_page(room: Newsroom) -> None:
    """Pages follow each other without gap or repetition, the newest article first, in document order."""
    pages = [searching.search(room.ws, Asked(ALL), number=number, size=4) for number in (1, 2, 3)]
    rows = [one.row for page in pages for one in page.found]
    assert (pages[0].total, pages[0].pages) == (TOTAL, 3)
    assert len({row.segment.key for row in rows}) == TOTAL
    assert [row.article for row in rows][:3] == [rows[0].article] * 3 and rows[0].position == 0
    assert searching.search(room.ws, Asked(ALL), number=99, size=4).number == 3


def test_by_state_origin_and_person(room: Newsroom) -> None:
    """State, origin and author narrow the list, alone and together."""
    room.confirm("Osta ir atvērta.", "The port is open.", JANIS, article="port")
    assert sources(room, replace(ALL, states=(State.APPROVED,))) == {*TEXTS, "Osta ir atvērta."}
    assert sources(room, replace(ALL, origins=(Origin.MACHINE,))) == set()
    assert sources(room, replace(ALL, author="Jānis Ozols")) == {"Osta ir atvērta."}
    assert sources(room, replace(ALL, author="Jānis Ozols", states=(State.DRAFT,))) == set()


def test_by_text_folded_on_either_side(room: Newsroom) -> None:
    """Capitals do not count, Latvian ones neither; a side can be named; % and _ are letters like others."""
    assert sources(room, replace(ALL, text="OSTĀ MARTĀ")) == {
        "Ostā martā ienāca 128 kuģi.",
        "Ostā martā ienāca 135 kuģi.",
    }
    assert sources(room, replace(ALL, text="port", side="target")) == {
        "Ostas ziņas",
        "Ostā martā ienāca 128 kuģi.",
    }
    assert sources(room, replace(ALL, text="port", side="source")) == set()
    assert sources(room, replace(ALL, text="%")) == set()


def test_by_text_in_any_form(room: Newsroom) -> None:
    """A word is found in its other forms: Latvian in the source, English in the target."""
    latvian = sources(room, replace(ALL, text="klasteriem", side="source"), forms=True)
    assert latvian == {
        "Klastera aktualitātes",
        "Klastera biedri tikās klasterī.",
        "Klasteris parakstīja līgumu.",
        "Izstādē piedalās 12 klasteri.",
    }
    english = sources(room, replace(ALL, text="cluster", side="target"), forms=True)
    assert "Izstādē piedalās 12 klasteri." in english and len(english) == 3


def test_by_term_and_finding(room: Newsroom) -> None:
    """A glossary term finds its segments in any form; findings by kind, severity or at all."""
    assert len(sources(room, ALL, term="klasteris")) == 4
    with pytest.raises(InputError, match="not a term"):
        searching.search(room.ws, Asked(ALL, term="nav"))
    room.confirm("Klasteris parakstīja līgumu.", "The group signed a contract.")
    for slug in ("port", "cluster", "fair"):
        checking.check_articles(room.ws, [slug], LANG)
    assert sources(room, replace(ALL, finding="term-missing")) == {"Klasteris parakstīja līgumu."}
    assert "Klasteris parakstīja līgumu." in sources(room, replace(ALL, finding="any"))
    codes = dict(room.ws.store.search.finding_codes(LANG))
    assert codes["term-missing"] == 1


def test_by_article_assignment_age_and_comment(room: Newsroom) -> None:
    """Article by slug or title words; who it is assigned to, with parts; how old; open comments."""
    assert len(sources(room, replace(ALL, article="port"))) == 4
    assert len(sources(room, replace(ALL, article="IZSTĀDE"))) == 3
    assigning.assign(room.ws, "port", LANG, "Anna", ANNA, part=(2, 3))
    assigning.assign(room.ws, "fair", LANG, "Anna", ANNA)
    assert len(sources(room, replace(ALL, assigned="Anna"))) == 2 + 3
    now = room.ws.now()
    assert searching.search(room.ws, Asked(replace(ALL, changed_before=now))).total == TOTAL
    assert sources(room, replace(ALL, changed_before=now - timedelta(days=1))) == set()
    assert sources(room, replace(ALL, changed_after=now - timedelta(days=1))) == set(TEXTS)
    commenting.add(room.ws, room.key("Ostas ziņas"), LANG, "?", ANNA)
    assert sources(room, replace(ALL, commented=True)) == {"Ostas ziņas"}


def test_by_last_change(room: Newsroom) -> None:
    """The oldest or the newest change first."""
    room.confirm("Ostas ziņas", "News of the port")
    newest = searching.search(room.ws, Asked(replace(ALL, order="newest"))).found
    assert newest[0].row.segment.text == "Ostas ziņas"
    oldest = searching.search(room.ws, Asked(replace(ALL, order="oldest", states=(State.APPROVED,)))).found
    assert oldest[-1].row.segment.text == "Ostas ziņas"


def test_the_queries_use_their_indexes(room: Newsroom) -> None:
    """No filter over all articles reads the target table from end to end and sorts it."""
    for wanted in (ALL, replace(ALL, text="osta"), replace(ALL, states=(State.DRAFT,))):
        plan = " / ".join(room.ws.store.search.plan(wanted))
        assert "TEMP B-TREE" not in plan and "segment_article" in plan, plan
    for order in ("oldest", "newest"):
        plan = " / ".join(room.ws.store.search.plan(replace(ALL, order=order)))
        assert "target_changed" in plan and "TEMP B-TREE" not in plan, plan


def test_many_are_approved_or_none(room: Newsroom) -> None:
    """One that cannot be approved, one that was changed: nothing is done, and each is named with its reason."""
    for source in ("Ostas ziņas", "Klasteris parakstīja līgumu."):
        reviewing.reject(room.ws, room.move(source), LANG, "no", ANNA)
    room.confirm("Ostas ziņas", "Port news")
    good, rejected = room.move("Ostas ziņas"), room.move("Klasteris parakstīja līgumu.")
    stale = Move(room.key("Ostā martā ienāca 128 kuģi."), 0)
    done = bulk.reject(room.ws, [good, rejected, stale, Move("nowhere1", 1)], LANG, "tone", ANNA)
    assert done.targets == ()
    assert [one.kind for one in done.problems] == ["refused", "changed", "gone"]
    assert room.target("Ostas ziņas").state is State.APPROVED
    done = bulk.reject(room.ws, [good], LANG, "tone", ANNA)
    assert [target.reason for target in done.targets] == ["tone"] and not done.problems


def test_bulk_moves_keep_to_the_roles(room: Newsroom) -> None:
    """A translator rejects nothing, however many."""
    done = bulk.reject(room.ws, [room.move("Ostas ziņas")], LANG, "tone", TRANSLATOR)
    assert done.problems[0].kind == "refused" and "reviewer" in done.problems[0].message
