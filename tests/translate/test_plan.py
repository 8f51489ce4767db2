"""The plan: what the memory serves, what is asked once, what an answer becomes; breaker and budget."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18nflow.markup import code_tokens
from i18nflow.model import Code, LanguagePair, Match, MatchKind, Occurrence, Origin, Term, Unit
from i18nflow.translate import (
    FALLBACK_FROM,
    FIRST_FROM,
    Breaker,
    Budget,
    EngineInfo,
    Result,
    Status,
    Wanted,
    accept,
    answer_key,
    answered,
    batches,
    copied,
    from_match,
    questions,
)

INFO = EngineInfo("test", "1", offsite=True)
PAIR = LanguagePair("lv", "en-GB")
BOLD = (Code(1, "strong"),)


def match(kind: MatchKind, score: float, target: str = "A text.", source: str = "Teksts.") -> Match:
    unit = Unit(source, target, article="old", segment="abcd2345")
    return Match(unit, kind, score, score, target)


@pytest.mark.parametrize(
    ("kind", "score", "least", "served"),
    [
        (MatchKind.CONTEXT, 1.0, FIRST_FROM, True),
        (MatchKind.EXACT, 0.9, 0.95, True),
        (MatchKind.FUZZY, 0.85, FIRST_FROM, True),
        (MatchKind.FUZZY, 0.84, FIRST_FROM, False),
        (MatchKind.FUZZY, 0.84, FALLBACK_FROM, True),
        (MatchKind.FUZZY, 0.74, FALLBACK_FROM, False),
    ],
)
def test_the_memory_serves_what_is_good_enough(
    kind: MatchKind, score: float, least: float, served: bool
) -> None:
    """Context and exact matches always, fuzzy ones from the given score."""
    draft = from_match(Wanted("k", "Teksts.", 0, match=match(kind, score)), least=least)
    assert (draft is not None) is served
    if draft:
        assert (draft.origin, draft.match) == (Origin.MEMORY, f"{kind} old/abcd2345")


@pytest.mark.parametrize(
    ("target", "unit_source", "source", "codes", "expected"),
    [
        ("A <1>bold</1> word.", "<1>Trekns</1> vārds.", "<1>Trekns</1> vārds.", BOLD, "A <1>bold</1> word."),
        ("A <1>bold</1> word.", "<1>Trekns</1> vārds.", "Trekns vārds.", (), "A bold word."),
        ("A bold word.", "Trekns vārds.", "<1>Trekns</1> vārds.", BOLD, "A bold word."),
        ("Tag <1> is open.", "Birka <1> ir vaļā.", "Birka <1> ir vaļā.", (), "Tag <1> is open."),
        ("A </1>bold<1> word.", "<1>Trekns</1> vārds.", "<1>Trekns</1> vārds.", BOLD, "A bold word."),
    ],
)
def test_a_match_brings_no_foreign_codes(
    target: str, unit_source: str, source: str, codes: tuple[Code, ...], expected: str
) -> None:
    """A unit's codes stand in the draft only where this segment has the same ones."""
    found = match(MatchKind.FUZZY, 0.9, target, unit_source)
    draft = from_match(Wanted("k", source, 0, codes, match=found), least=0.85)
    assert draft is not None
    assert draft.text == expected


def test_equal_texts_are_asked_once() -> None:
    """Two segments with one text make one question; other terms make another."""
    cluster = Occurrence(0, 6, Term("teksts", "text"))
    items = [Wanted("a", "Teksts.", 0), Wanted("b", "Cits.", 0), Wanted("c", "Teksts.", 0)]
    found = questions([*items, Wanted("d", "Teksts.", 0, terms=(cluster,))])
    assert [(q.text, [one.wanted.key for one in q.askers]) for q in found] == [
        ("Teksts.", ["a", "c"]),
        ("Cits.", ["b"]),
        ("Teksts.", ["d"]),
    ]


def test_batches_hold_so_many_texts_and_characters() -> None:
    """Order is kept; a long text goes alone."""
    found = questions([Wanted(str(n), "x" * size + str(n), 0) for n, size in enumerate((3, 3, 50, 3, 3, 3))])
    assert [[len(q.text) for q in batch] for batch in batches(found, 2, 20)] == [[4, 4], [51], [4, 4], [4]]


def test_an_answer_is_known_by_what_it_depends_on() -> None:
    """Engine, version, pair, options and text; glossary entries for engines that are given them."""
    term = Occurrence(0, 6, Term("teksts", "text"))
    plain, with_term = questions([Wanted("a", "Teksts.", 0), Wanted("b", "Teksts.", 0, terms=(term,))])
    keys = {
        answer_key(info, pair, question)
        for info in (
            INFO,
            EngineInfo("other", "1", offsite=True),
            EngineInfo("test", "2", offsite=True),
            EngineInfo("test", "1", offsite=True, options="more"),
            EngineInfo("glossary", "1", offsite=True, glossaries=True),
        )
        for pair in (PAIR, LanguagePair("lv", "de"))
        for question in (plain, with_term)
    }
    assert len(keys) == 5 * 2 + 2
    (composed,), (decomposed,) = questions([Wanted("a", "ā", 0)]), questions([Wanted("a", "a\u0304", 0)])
    assert answer_key(INFO, PAIR, composed) == answer_key(INFO, PAIR, decomposed)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("A {1}bold{2} word.", "A <1>bold</1> word."),
        ("A { 1 }bold{ 2 } word.", "A <1>bold</1> word."),
        ("A \uff5b1\uff5dbold\uff5b2\uff5d word.", "A <1>bold</1> word."),
        ("A bold word.", "A bold word."),
        ("A {1}bold word.", "A bold word."),
        ("A {1}bold{2} {1}word{2}.", "A bold word."),
        ("A {2}bold{1} word.", "A bold word."),
        ("A {1}bold{2}word.", "A <1>bold</1> word."),
        ("A {1}bold word{2}{2} .", "A bold word."),
        ("A {bold word.", None),
        ("A {3}bold{2} word.", None),
        ("{1}{2}", "<1></1>"),
    ],
)
def test_codes_come_back_whole_or_not_at_all(answer: str, expected: str | None) -> None:
    """A lost or doubled code leaves a draft without codes; rests of a placeholder make the answer unusable."""
    (question,) = questions([Wanted("k", "<1>Trekns</1> vārds.", 0, BOLD)])
    assert question.text == "{1}Trekns{2} vārds."
    draft = answered(question.askers[0], answer, INFO, "en-GB")
    assert (draft.text if draft else None) == expected


@given(st.text())
def test_any_answer_gives_sound_codes_or_nothing(answer: str) -> None:
    """Whatever an engine says, the draft has the source's codes or none."""
    (question,) = questions([Wanted("k", "<1>Trekns</1> vārds.", 0, BOLD)])
    draft = answered(question.askers[0], answer, INFO, "en-GB")
    if draft:
        assert [token.kind for token in code_tokens(draft.text, BOLD)] in ([], ["open", "close"])


def test_what_has_no_words_is_copied() -> None:
    """Nobody is asked to translate a dash."""
    draft = copied(Wanted("k", "<1>—</1>", 0, BOLD))
    assert draft is not None
    assert (draft.text, draft.engine) == ("<1>—</1>", "copy")
    assert copied(Wanted("k", "2020", 0)) is None


@pytest.mark.parametrize(
    ("source", "answer", "text"),
    [
        (" Jā. ", "Yes.", " Yes. "),
        ("Jā.", "Yes &amp; no", "Yes & no"),
        ("A &amp; B", "A &amp; B", "A &amp; B"),
        ("Jā.", "e\u0301", "é"),
        ("Jā.", "CAFÉ „Ūdens“", "CAFÉ „Ūdens“"),
        ("Kļūda 500 (Server Error)", "Error 500 (Server Error)", "Error 500 (Server Error)"),
        ("Jā", "Well, that is certainly so.", "Well, that is certainly so."),
        ("Birka <html> ir vajadzīga", "The tag <html> is needed", "The tag <html> is needed"),
    ],
)
def test_good_answers_are_taken(source: str, answer: str, text: str) -> None:
    """What can be a translation is taken, cleaned."""
    assert accept(source, answer) == Result(Status.OK, text)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (None, Status.EMPTY),
        ("", Status.EMPTY),
        (" \n", Status.EMPTY),
        ("<!DOCTYPE html><html>", Status.BAD_RESPONSE),
        ("Error 404 (Not Found)!!1", Status.BAD_RESPONSE),
        ("That's an error. That's all we know.", Status.BAD_RESPONSE),
        ("a\ufffdb", Status.BAD_RESPONSE),
        ("a\x00b", Status.BAD_RESPONSE),
        ("KlÄ«st RÄ«gÄ", Status.BAD_RESPONSE),
        ("Yes", Status.BAD_RESPONSE),
        ("the the " * 100, Status.BAD_RESPONSE),
    ],
)
def test_what_is_no_translation_is_refused(answer: str | None, status: Status) -> None:
    """Error pages, damaged letters, torsos and loops never become a draft."""
    result = accept("Klasteris Rīgā apvieno nozares uzņēmumus un augstskolas.", answer)
    assert (result.status, result.text) == (status, "")


@given(st.text(), st.text())
def test_no_answer_is_too_strange(source: str, answer: str) -> None:
    """Any text for any text: a result, and a text only when all is well."""
    result = accept(source, answer)
    assert bool(result.text) is (result.status is Status.OK)


def outcome(breaker: Breaker, *statuses: Status) -> Status | None:
    for status in statuses:
        breaker.note([Result(status)])
    return breaker.open


@pytest.mark.parametrize(
    ("first", "statuses", "opened"),
    [
        (3, [Status.OFFLINE] * 2, None),
        (3, [Status.OFFLINE] * 3, Status.OFFLINE),
        (1, [Status.TIMEOUT], Status.TIMEOUT),
        (1, [Status.OK, Status.TIMEOUT, Status.TIMEOUT], None),
        (3, [Status.OFFLINE, Status.OFFLINE, Status.OK, Status.OFFLINE], None),
        (3, [Status.AUTH], Status.AUTH),
        (3, [Status.OK, Status.UNSUPPORTED_PAIR], None),
        (3, [Status.BAD_RESPONSE] * 4, None),
        (3, [Status.BAD_RESPONSE] * 5, Status.BAD_RESPONSE),
        (3, [Status.TOO_LONG, Status.BUDGET] * 5, None),
        (3, [Status.EMPTY], None),
    ],
)
def test_the_breaker_opens_when_asking_is_no_use(
    first: int, statuses: list[Status], opened: Status | None
) -> None:
    """After failures in a row, at once where nothing can mend them, never for what concerns one text."""
    assert outcome(Breaker(first=first), *statuses) is opened


def test_a_budget_holds_per_run_and_per_month() -> None:
    """The smaller of the two decides; what is given back may be spent again."""
    budget = Budget(run=100, month=150, spent_month=80)
    assert budget.allows(70)
    assert not budget.allows(71)
    budget.spend(70)
    assert not budget.allows(1)
    budget.spend(-20)
    assert budget.allows(20)
    assert Budget().allows(10**9)
