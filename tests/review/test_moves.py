"""The moves of a target: what is allowed, by whom, and what it leaves behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from i18nflow import review
from i18nflow.errors import Refused
from i18nflow.model import Actor, Origin, Role, State, Target
from i18nflow.review import Rules

ONE, TWO, EYES = Rules(1), Rules(2), Rules(2, two_eyes=True)
READER = Actor("Rita", frozenset({Role.READER}))
TRANSLATOR = Actor("Teo", frozenset({Role.TRANSLATOR}))
REVIEWER = Actor("Rūta", frozenset({Role.REVIEWER}))


def target(state: State, **fields: object) -> Target:
    text = "" if state is State.UNTRANSLATED else "A text"
    return replace(Target("k", "en-GB", text=text, state=state), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", list(State))
def test_confirm_works_from_any_state(state: State) -> None:
    """A translator confirms from any state; one step of review approves, two do not."""
    assert review.confirm(target(state), "Better", TRANSLATOR, ONE).state is State.APPROVED
    confirmed = review.confirm(target(state), "Better", TRANSLATOR, TWO)
    assert (confirmed.state, confirmed.text, confirmed.author) == (State.TRANSLATED, "Better", "Teo")


def test_confirming_unedited_keeps_the_origin() -> None:
    """A machine text that a person confirms as it is stays of machine origin; an edited one is human."""
    draft = target(State.DRAFT, origin=Origin.MACHINE)
    assert review.confirm(draft, "A text", TRANSLATOR, ONE).origin is Origin.MACHINE
    assert review.confirm(draft, "A better text", TRANSLATOR, ONE).origin is Origin.HUMAN


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (State.UNTRANSLATED, False),
        (State.DRAFT, True),
        (State.TRANSLATED, True),
        (State.APPROVED, False),
        (State.REJECTED, False),
    ],
)
def test_approve_from(state: State, allowed: bool) -> None:
    """Only a draft or a translated segment is approved."""
    if allowed:
        assert review.approve(target(state), REVIEWER, TWO).state is State.APPROVED
    else:
        with pytest.raises(Refused):
            review.approve(target(state), REVIEWER, TWO)


@pytest.mark.parametrize("state", [State.DRAFT, State.TRANSLATED, State.APPROVED])
def test_reject_keeps_the_text_and_needs_a_reason(state: State) -> None:
    """A rejected text stays, with the reason."""
    rejected = review.reject(target(state), " wrong term ", REVIEWER)
    assert (rejected.state, rejected.text, rejected.reason) == (State.REJECTED, "A text", "wrong term")
    with pytest.raises(Refused, match="why"):
        review.reject(target(state), "  ", REVIEWER)


@pytest.mark.parametrize("state", [State.UNTRANSLATED, State.REJECTED])
def test_nothing_to_reject(state: State) -> None:
    """An empty or rejected target cannot be rejected."""
    with pytest.raises(Refused):
        review.reject(target(state), "no", REVIEWER)


def test_roles() -> None:
    """A reader moves nothing, a translator does not reject, and approves only where review has one step."""
    with pytest.raises(Refused):
        review.confirm(target(State.DRAFT), "x", READER, ONE)
    with pytest.raises(Refused):
        review.reject(target(State.DRAFT), "x", TRANSLATOR)
    assert review.approve(target(State.DRAFT), TRANSLATOR, ONE).state is State.APPROVED
    with pytest.raises(Refused):
        review.approve(target(State.DRAFT), TRANSLATOR, TWO)


def test_two_eyes() -> None:
    """Nobody approves a text of their own where the workspace wants two pairs of eyes."""
    own = target(State.TRANSLATED, author="Rūta")
    with pytest.raises(Refused, match="somebody else"):
        review.approve(own, REVIEWER, EYES)
    assert review.approve(replace(own, author="Teo"), REVIEWER, EYES).state is State.APPROVED


def test_only_untranslated_is_filled() -> None:
    """The program proposes into untranslated targets only."""
    filled = review.propose(target(State.UNTRANSLATED), "Draft", origin=Origin.MACHINE, engine="echo")
    assert (filled.state, filled.text, filled.engine) == (State.DRAFT, "Draft", "echo")
    for state in set(State) - {State.UNTRANSLATED}:
        with pytest.raises(Refused):
            review.propose(target(state), "Draft", origin=Origin.MACHINE)


def test_again_replaces_only_what_nobody_touched() -> None:
    """A machine draft may be made anew; a person's draft, a confirmed and a rejected text may not."""
    assert review.again(target(State.DRAFT, origin=Origin.MACHINE)).state is State.UNTRANSLATED
    for touched in (
        target(State.DRAFT, origin=Origin.MACHINE, author="Teo"),
        target(State.DRAFT, origin=Origin.IMPORT),
        target(State.TRANSLATED, origin=Origin.MACHINE),
        target(State.REJECTED, origin=Origin.MACHINE),
    ):
        with pytest.raises(Refused):
            review.again(touched)


@pytest.mark.parametrize("state", [State.TRANSLATED, State.APPROVED, State.REJECTED, State.DRAFT])
def test_a_changed_source_keeps_the_old_text_and_source(state: State) -> None:
    """The target returns to draft with the source it was made for; a second change keeps the first source."""
    once = review.source_changed(target(state), "old")
    assert (once.state, once.text, once.previous_source) == (State.DRAFT, "A text", "old")
    assert review.source_changed(once, "newer").previous_source == "old"


def test_an_untranslated_target_takes_no_note_of_a_changed_source() -> None:
    """Nothing was made for the old source, so nothing is kept of it."""
    assert review.source_changed(target(State.UNTRANSLATED), "old").previous_source is None


def test_empty_is_never_confirmed() -> None:
    """White space is no translation."""
    with pytest.raises(Refused):
        review.confirm(target(State.DRAFT), "  ", TRANSLATOR, ONE)


def test_import_arrives_as_asked() -> None:
    """Fuzzy arrives as draft, else translated, or approved where a reviewer says so."""
    empty = target(State.UNTRANSLATED)
    arrive = lambda **how: review.imported(empty, "x", REVIEWER, rules=TWO, **how).state  # noqa: E731
    assert arrive(approved=False, fuzzy=False) is State.TRANSLATED
    assert arrive(approved=True, fuzzy=False) is State.APPROVED
    assert arrive(approved=True, fuzzy=True) is State.DRAFT
    with pytest.raises(Refused):
        review.imported(empty, "x", TRANSLATOR, approved=True, fuzzy=False, rules=TWO)
