"""The publish page: schedule, embargo, correction notes and archive as plain forms, errors as sentences."""

from __future__ import annotations

from i18nflow.workflow import reviewing
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import LANG, LOCAL, PLACE, SLUG, TRANSLATIONS, Visitor, World

PAGE = f"{PLACE}publish/"


def approve(world: World) -> None:
    """Approve every segment."""
    with world.open() as ws:
        for row in ws.store.targets.rows(SLUG, LANG):
            move = Move(row.segment.key, row.target.version)
            reviewing.confirm(ws, move, LANG, TRANSLATIONS[row.segment.text], LOCAL)


def text_of(visitor: Visitor, address: str = PAGE) -> str:
    return str(visitor.get(address).get_data(as_text=True))


def test_a_time_is_typed_in_the_newsrooms_zone(visitor: Visitor, world: World) -> None:
    """The scheduled time is stored in UTC, shown as typed, and can be taken back."""
    approve(world)
    assert visitor.post(f"{PAGE}schedule", {"at": "2099-12-01T09:00"}).status_code == 303
    with world.open() as ws:
        (schedule,) = ws.store.schedules.all()
        assert schedule.due.isoformat() == "2099-12-01T07:00:00+00:00"
    assert 'value="2099-12-01T09:00"' in text_of(visitor)
    assert visitor.post(f"{PAGE}unschedule").status_code == 303
    assert 'value="2099-12-01T09:00"' not in text_of(visitor)


def test_a_bad_time_is_a_sentence(visitor: Visitor) -> None:
    """What is no time, and the past, are refused with the reason on the page."""
    for typed, reason in (("soon", "is not a time"), ("2001-01-01T09:00", "is past")):
        answer = visitor.post(f"{PAGE}schedule", {"at": typed})
        assert answer.status_code == 422 and reason in answer.get_data(as_text=True)


def test_an_embargo_is_among_what_is_left(visitor: Visitor, world: World) -> None:
    """Under embargo the button is off, the POST is refused, and the embargo is a linked item of the list."""
    approve(world)
    visitor.post(f"{PAGE}embargo", {"until": "2099-12-01T09:00"})
    assert 'href="#h-embargo"' in text_of(visitor)
    assert visitor.post(PAGE).status_code == 422
    visitor.post(f"{PAGE}embargo", {"until": ""})
    assert 'href="#h-embargo"' not in text_of(visitor)


def test_a_correction_note_and_the_archive(visitor: Visitor, world: World) -> None:
    """A note typed in the browser stands on the page and in the list of publications; the archive can be left again."""
    approve(world)
    assert visitor.post(PAGE).status_code == 303
    assert visitor.post(PAGE, {f"note-{LANG}": "It was 128 ships."}).status_code == 303
    page = text_of(visitor)
    assert "It was 128 ships." in page
    address = page.partition('href="/site/')[2].partition('"')[0]
    assert "It was 128 ships." in text_of(visitor, f"/site/{address}")
    visitor.post(f"{PAGE}archive")
    assert "in the archive" in text_of(visitor, f"/site/{address}")
    assert visitor.post(f"{PAGE}bring-back").status_code == 303
    assert visitor.post(f"{PAGE}bring-back").status_code == 404
