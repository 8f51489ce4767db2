"""Search and replace over all articles, its undo; and translations taken to repeats."""

from __future__ import annotations

import pytest

from i18nflow.errors import InputError, Refused
from i18nflow.model import Origin, State
from i18nflow.workflow import reviewing
from i18nflow.workflow.desk import repeating, replacing
from i18nflow.workflow.desk.replacing import Wish
from i18nflow.workflow.reviewing import Move
from tests.desk.conftest import ANNA, JANIS, LANG, TEXTS, Newsroom

WISH = Wish(LANG, "cluster", "association")
SIGNED = "Klasteris parakstīja līgumu."
MET = "Klastera biedri tikās klasterī."


def everything(preview: replacing.Preview) -> dict[Move, list[tuple[int, str]]]:
    return {
        Move(one.found.row.segment.key, one.found.row.target.version): [
            (hit.start, hit.choices[0]) for hit in one.hits
        ]
        for one in preview.proposed
    }


def test_a_preview_shows_every_place_and_changes_nothing(room: Newsroom) -> None:
    """Singular, plural and capitals are found; nothing is written."""
    preview = replacing.preview(room.ws, WISH)
    assert preview.places == 4 and len(preview.proposed) == 3 and preview.left_out == 0
    assert room.target(SIGNED).text == TEXTS[SIGNED]


def test_only_where_the_source_says_so(room: Newsroom) -> None:
    """A condition on the source, in any form of its word, and on the article."""
    wish = Wish(LANG, "the", "a", source="līgums")
    assert [one.found.row.segment.text for one in replacing.preview(room.ws, wish).proposed] == [SIGNED]
    assert replacing.preview(room.ws, Wish(LANG, "cluster", "x", article="fair")).places == 1


def test_hit_by_hit_and_back_again(room: Newsroom) -> None:
    """Only what was chosen is replaced; one undo brings every text, state and author back."""
    preview = replacing.preview(room.ws, WISH)
    chosen = everything(preview)
    met = room.move(MET)
    chosen[met] = [one for one in chosen[met] if one[0] != 0]
    done = replacing.apply(room.ws, WISH, chosen, JANIS)
    assert room.target(MET).text == "Cluster members met at an association."
    assert room.target("Izstādē piedalās 12 klasteri.").text == "Twelve associations are at the fair."
    assert room.target(SIGNED).author == "Jānis Ozols" and room.target(SIGNED).state is State.APPROVED
    assert room.ws.store.targets.history(room.key(SIGNED), LANG)[0].action == "replace"
    undone = replacing.undo(room.ws, done.number, ANNA)
    assert len(undone.changed) == 3 and not undone.problems
    assert {source: room.target(source).text for source in TEXTS} == TEXTS
    assert room.target(SIGNED).author == "Anna"
    with pytest.raises(Refused, match="already"):
        replacing.undo(room.ws, done.number, ANNA)


def test_what_changed_since_is_left_and_reported(room: Newsroom) -> None:
    """Before the replacement and before its undo: a text that somebody changed meanwhile is theirs."""
    chosen = everything(replacing.preview(room.ws, WISH))
    room.confirm(SIGNED, "The cluster signed a deal.", JANIS)
    done = replacing.apply(room.ws, WISH, chosen, ANNA)
    assert [(one.kind, one.by) for one in done.problems] == [("changed", "Jānis Ozols")]
    assert len(done.changed) == 2 and room.target(SIGNED).text == "The cluster signed a deal."
    room.confirm(MET, "Members met.", JANIS)
    undone = replacing.undo(room.ws, done.number, ANNA)
    assert [one.key for one in undone.problems] == [room.key(MET)] and len(undone.changed) == 1
    assert room.target(MET).text == "Members met."


def test_a_replacement_needs_a_word_and_keeps_a_text(room: Newsroom) -> None:
    """Nothing to look for is said; a replacement that would leave an empty text is refused for that segment."""
    with pytest.raises(InputError, match="which word"):
        replacing.preview(room.ws, Wish(LANG, "  ", "x"))
    wish = Wish(LANG, "Port news", "")
    done = replacing.apply(room.ws, wish, everything(replacing.preview(room.ws, wish)), ANNA)
    assert done.number == 0 and done.problems[0].kind == "refused"


def test_the_memory_follows(room: Newsroom) -> None:
    """The memory holds the replaced pair, and after the undo the former one."""
    done = replacing.apply(room.ws, WISH, everything(replacing.preview(room.ws, WISH)), ANNA)
    pair = room.ws.config.pair(LANG)
    assert room.ws.store.memory.exact(SIGNED, pair)[0].target == "The association signed a contract."
    replacing.undo(room.ws, done.number, ANNA)
    assert room.ws.store.memory.exact(SIGNED, pair)[0].target == TEXTS[SIGNED]


def test_repeats_are_found_with_their_numbers(room: Newsroom) -> None:
    """Equal sources get the same text, nearly equal ones the text with their own numbers."""
    room.confirm("Osta ir atvērta.", "The port is open.", article="port")
    found = repeating.find(room.ws, room.key("Osta ir atvērta.", "port"), LANG)
    assert [(one.row.article, one.exact) for one in found.open] == [("fair", True), ("cluster", True)]
    near = repeating.find(room.ws, room.key("Ostā martā ienāca 128 kuģi."), LANG)
    assert [(one.text, one.exact) for one in near.open] == [
        ("In March, 135 ships called at the port.", False)
    ]


def test_repeats_are_counted_as_they_are_found(room: Newsroom) -> None:
    """Beside the editor they are only counted, and no further than a limit; those that agree are none."""
    room.confirm("Osta ir atvērta.", "The port is open.", article="port")
    key = room.key("Osta ir atvērta.", "port")
    assert repeating.count(room.ws, key, LANG) == repeating.Waiting(2, 0, more=False)
    assert repeating.count(room.ws, key, LANG, most=1) == repeating.Waiting(1, 0, more=True)
    room.confirm("Osta ir atvērta.", "The harbour is open.", JANIS, article="fair")
    assert repeating.count(room.ws, key, LANG) == repeating.Waiting(1, 1, more=False)
    room.confirm("Osta ir atvērta.", "The port is open.", JANIS, article="cluster")
    assert repeating.count(room.ws, key, LANG) == repeating.Waiting(0, 1, more=False)
    near = room.key("Ostā martā ienāca 128 kuģi.")
    assert repeating.count(room.ws, near, LANG) == repeating.Waiting(1, 0, more=False)
    # A number that the translation does not say has no place: nothing is taken there.
    room.confirm("Ostā martā ienāca 128 kuģi.", "Ships called in March.")
    assert repeating.count(room.ws, near, LANG) == repeating.Waiting(0, 0, more=False)


def test_repeats_are_filled_by_choice(room: Newsroom) -> None:
    """Chosen equal ones are confirmed, nearly equal ones become drafts; the others stay."""
    key = room.key("Osta ir atvērta.", "port")
    room.confirm("Osta ir atvērta.", "The port is open.", article="port")
    filled = repeating.fill(room.ws, key, LANG, [room.move("Osta ir atvērta.", "fair")], ANNA)
    assert len(filled.targets) == 1 and not filled.problems
    assert room.target("Osta ir atvērta.", "fair").state is State.APPROVED
    assert room.target("Osta ir atvērta.", "cluster").state is State.UNTRANSLATED
    near = room.move("Ostā martā ienāca 135 kuģi.")
    repeating.fill(room.ws, room.key("Ostā martā ienāca 128 kuģi."), LANG, [near], ANNA)
    target = room.target("Ostā martā ienāca 135 kuģi.")
    assert (target.state, target.origin) == (State.DRAFT, Origin.MEMORY)
    assert target.text == "In March, 135 ships called at the port."


def test_other_translations_are_conflicts(room: Newsroom) -> None:
    """A repeat that is translated otherwise is listed, and changed only where a person chooses it."""
    room.confirm("Osta ir atvērta.", "The port is open.", article="port")
    room.confirm("Osta ir atvērta.", "The harbour is open.", JANIS, article="fair")
    room.confirm("Osta ir atvērta.", "The port is open.", JANIS, article="cluster")
    found = repeating.find(room.ws, room.key("Osta ir atvērta.", "port"), LANG)
    assert (found.open, found.agreeing) == ((), 1)
    assert [one.row.target.text for one in found.conflicts] == ["The harbour is open."]
    stale = Move(room.key("Osta ir atvērta.", "fair"), 0)
    assert repeating.fill(room.ws, found.row.segment.key, LANG, [stale], ANNA).problems[0].kind == "changed"
    repeating.fill(room.ws, found.row.segment.key, LANG, [room.move("Osta ir atvērta.", "fair")], ANNA)
    assert room.target("Osta ir atvērta.", "fair").text == "The port is open."


def test_a_rejected_repeat_is_no_free_place(room: Newsroom) -> None:
    """What a person rejected is a conflict, not something to fill."""
    room.confirm("Osta ir atvērta.", "The port is open.", article="port")
    room.confirm("Osta ir atvērta.", "It is open.", article="fair")
    reviewing.reject(room.ws, room.move("Osta ir atvērta.", "fair"), LANG, "tone", JANIS)
    found = repeating.find(room.ws, room.key("Osta ir atvērta.", "port"), LANG)
    assert [one.row.article for one in found.conflicts] == ["fair"]
