"""A catalog that came back, against what was sent and what stands here now."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from i18nflow.catalog import (
    Catalog,
    Change,
    Entry,
    Header,
    Kind,
    Row,
    check_belongs,
    compare,
    difference,
    from_po,
    recorded,
    to_po,
)
from i18nflow.errors import CatalogError
from i18nflow.model import State

HEADER = Header("a", "lv", "en")
D, T, A, R, U = State.DRAFT, State.TRANSLATED, State.APPROVED, State.REJECTED, State.UNTRANSLATED


def one(
    sent: tuple[str, State] | None, here: tuple[str, State], there: tuple[str, bool], arrive_as: State = T
) -> Change:
    """The change that an entry ``there`` (text, fuzzy) means for a row ``here``."""
    row = Row("k1", "Vārds", *here)
    base = {"k1": ["Vārds", sent[0], str(sent[1])]} if sent is not None else None
    entry = Entry("Vārds", there[0], flags=("fuzzy",) if there[1] else ())
    (change,) = compare(Catalog(None, (entry,)), [row], base, arrive_as=arrive_as).changes
    return change


@pytest.mark.parametrize(
    ("sent", "here", "there", "kind", "state", "taken"),
    [
        # nobody did anything
        (("", U), ("", U), ("", False), Kind.UNCHANGED, None, False),
        (("word", D), ("word", D), ("word", True), Kind.UNCHANGED, None, False),
        (("word", A), ("word", A), ("word", False), Kind.UNCHANGED, None, False),
        # the translator worked
        (("", U), ("", U), ("word", False), Kind.NEW, T, True),
        (("", U), ("", U), ("word", True), Kind.FUZZY, D, True),
        (("word", D), ("word", D), ("term", False), Kind.CHANGED_THERE, T, True),
        (("word", D), ("word", D), ("word", False), Kind.CHANGED_THERE, T, True),
        (("word", R), ("word", R), ("term", False), Kind.CHANGED_THERE, T, True),
        (("word", A), ("word", A), ("term", False), Kind.CHANGED_THERE, T, True),
        (("word", D), ("word", D), ("term", True), Kind.FUZZY, D, True),
        (("word", A), ("word", A), ("term", True), Kind.FUZZY, D, False),
        (("word", A), ("word", A), ("word", True), Kind.FUZZY, None, False),
        (("word", A), ("word", A), ("", False), Kind.IGNORED, None, False),
        # we worked
        (("word", D), ("term", A), ("word", True), Kind.CHANGED_HERE, D, False),
        (("", U), ("term", A), ("", False), Kind.CHANGED_HERE, None, False),
        (("word", D), ("word", A), ("word", True), Kind.CHANGED_HERE, None, False),
        # both did
        (("word", D), ("term", A), ("name", False), Kind.BOTH, T, False),
        (("word", D), ("term", A), ("name", True), Kind.BOTH, D, False),
        (("word", D), ("word", A), ("name", False), Kind.BOTH, T, False),
        (("word", D), ("word", R), ("word", False), Kind.BOTH, T, False),
        (("word", D), ("term", D), ("word", False), Kind.BOTH, T, False),
        (("word", D), ("term", A), ("term", False), Kind.CHANGED_HERE, None, False),
        # what was sent out is not known
        (None, ("", U), ("word", False), Kind.NEW, T, True),
        (None, ("term", A), ("word", False), Kind.BOTH, T, False),
        (None, ("word", A), ("word", False), Kind.UNCHANGED, None, False),
        (None, ("word", D), ("word", False), Kind.CHANGED_THERE, T, True),
        (None, ("word", D), ("", False), Kind.CHANGED_HERE, None, False),
    ],
)
def test_three_ways(
    sent: tuple[str, State] | None,
    here: tuple[str, State],
    there: tuple[str, bool],
    kind: Kind,
    state: State | None,
    taken: bool,
) -> None:
    """What was sent, what is here and what came back decide together."""
    change = one(sent, here, there)
    assert (change.kind, change.state, change.taken) == (kind, state, taken), change.reason


def test_as_approved() -> None:
    """What is not fuzzy arrives as approved, untouched texts stay as they are."""
    assert one(("", U), ("", U), ("word", False), A).state is A
    assert one(("", U), ("", U), ("word", True), A).state is D
    assert one(("word", T), ("word", T), ("word", False), A).state is A
    assert one(("word", T), ("word", T), ("word", True), A).kind is Kind.UNCHANGED


def test_moves_follow_policy_and_choices() -> None:
    """By itself only what is plain is taken; a policy takes kinds, a person decides line by line."""
    rows = [Row("k1", "Viens", "One", A), Row("k2", "Divi"), Row("k3", "Trīs", "Three", D)]
    entries = (Entry("Viens", "1"), Entry("Divi", "2"), Entry("Trīs", "3"))
    report = compare(Catalog(None, entries), rows)
    assert [change.kind for change in report.changes] == [Kind.BOTH, Kind.NEW, Kind.BOTH]
    assert [change.key for change in report.moves()] == ["k2"]
    assert [change.key for change in report.moves(take=[Kind.BOTH])] == ["k1", "k2", "k3"]
    assert [change.key for change in report.moves(choices={"k2": False, "k3": True})] == ["k3"]
    assert report.count()[Kind.BOTH] == 2


def test_a_shared_entry_speaks_for_all_its_segments() -> None:
    """One correction of the shared text reaches every place where it stands."""
    rows = [Row("k1", "Jā.", "Yes.", A), Row("k2", "Jā.", "Yes.", A), Row("k3", "Jā.", "Yeah.", D)]
    text = to_po(rows, HEADER).replace("Yes.", "Yes!")
    report = compare(from_po(text.encode(), "a.po"), rows, recorded(rows))
    assert [(c.key, c.kind) for c in report.changes] == [
        ("k1", Kind.CHANGED_THERE),
        ("k2", Kind.CHANGED_THERE),
        ("k3", Kind.UNCHANGED),
    ]


def test_an_untouched_shared_entry_with_a_draft_changes_nothing() -> None:
    """It is fuzzy for the draft's sake; the approved occurrence is not doubted by that."""
    rows = [Row("k1", "Jā.", "Yes.", A), Row("k2", "Jā.", "Yes.", D)]
    report = compare(from_po(to_po(rows, HEADER).encode(), "a.po"), rows, recorded(rows))
    assert {c.kind for c in report.changes} == {Kind.UNCHANGED}


def test_a_segment_decided_meanwhile_is_not_overwritten_by_a_shared_entry() -> None:
    """Each segment of a shared entry is compared for itself."""
    then = [Row("k1", "Jā.", "Yes.", D), Row("k2", "Jā.", "Yes.", D)]
    now = [then[0], replace(then[1], target="Indeed.", state=A)]
    text = to_po(then, HEADER).replace("#, fuzzy\n", "").replace('"Yes."', '"Aye."')
    report = compare(from_po(text.encode(), "a.po"), now, recorded(then))
    assert [(c.key, c.kind, c.taken) for c in report.changes] == [
        ("k1", Kind.CHANGED_THERE, True),
        ("k2", Kind.BOTH, False),
    ]


def test_dropped_contexts_do_not_make_the_bare_entry_speak_for_others() -> None:
    """A tool that threw away entries with msgctxt changes nothing at the segments they stood for."""
    rows = [Row("k1", "Jā.", "Yes.", A), Row("k2", "Jā.", "Yes.", A), Row("k3", "Jā.", "Yeah.", A)]
    bare = Catalog(None, (Entry("Jā.", "Aye."),))
    report = compare(bare, rows, recorded(rows))
    assert [(c.key, c.kind) for c in report.changes] == [
        ("k1", Kind.CHANGED_THERE),
        ("k2", Kind.CHANGED_THERE),
    ]
    assert report.missing == ("k3",)


def test_what_could_mean_several_segments_is_reported_not_guessed() -> None:
    """Without contexts, or with foreign ones, equal sources with different targets are ambiguous."""
    rows = [Row("k1", "Jā.", "Yes.", A), Row("k2", "Jā.", "Yeah.", A)]
    bare = to_po(rows, HEADER, contexts=False).replace("Yes.", "Aye.")
    (change,) = compare(from_po(bare.encode(), "a.po"), rows, recorded(rows)).changes
    assert (change.kind, change.key, change.state) == (Kind.AMBIGUOUS, None, None)
    (change,) = compare(Catalog(None, (Entry("Jā.", "Aye."),)), rows).changes
    assert change.kind is Kind.AMBIGUOUS
    (change,) = compare(Catalog(None, (Entry("Jā.", "Aye.", context="menu"),)), rows).changes
    assert change.kind is Kind.AMBIGUOUS


def test_a_foreign_context_is_no_obstacle_where_the_source_is_unique() -> None:
    """Matching goes by msgctxt and msgid, then by msgid."""
    (change,) = compare(Catalog(None, (Entry("Jā.", "Yes.", context="menu"),)), [Row("k1", "Jā.")]).changes
    assert (change.kind, change.key) == (Kind.NEW, "k1")


def test_an_entry_for_an_earlier_source_is_stale() -> None:
    """It is found by what was exported, and offered as a draft where nobody decided meanwhile."""
    then = [Row("k1", "Sākums 11.", "Start at 11.", D), Row("k2", "Beigas 15.", "End at 15.", A)]
    now = [replace(then[0], source="Sākums 12."), replace(then[1], source="Beigas 16.", target="End at 16.")]
    text = to_po(then, HEADER).replace("Start at", "Starts at").replace("End at", "Ends at")
    report = compare(from_po(text.encode(), "a.po"), now, recorded(then))
    assert [(c.key, c.kind, c.state, c.taken) for c in report.changes] == [
        ("k1", Kind.STALE, D, True),
        ("k2", Kind.STALE, D, False),
    ]


def test_stale_by_context_by_previous_source_and_by_disappearance() -> None:
    """The key in msgctxt, the remembered source or the obsolete segment tell what an entry was for."""
    rows = [
        Row("k1", "Jauns.", "New.", A),
        Row("k2", "Otrs.", "Second.", D, previous_source="Otrais."),
        Row("k3", "Bijis.", "Gone.", A, obsolete=True),
    ]
    entries = (Entry("Vecs.", "Old.", context="k1"), Entry("Otrais.", "The second."), Entry("Bijis.", "Was."))
    report = compare(Catalog(None, entries), rows)
    assert [(c.key, c.kind, c.taken) for c in report.changes] == [
        ("k1", Kind.STALE, False),
        ("k2", Kind.STALE, False),
        ("k3", Kind.STALE, False),
    ]
    assert report.changes[2].state is None


def test_what_has_no_place_is_ignored() -> None:
    """Obsolete entries, plurals, texts of nothing: told, and nothing else."""
    entries = (
        Entry("Viens", "x", obsolete=True),
        Entry("Viens", plural="Vieni", plurals=("a", "b")),
        Entry("Svešs", "y"),
    )
    report = compare(Catalog(None, entries), [Row("k1", "Viens", "One", A)])
    assert {change.kind for change in report.changes} == {Kind.IGNORED}
    assert report.missing == ("k1",)


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    """Some editors write ā as two characters."""
    (change,) = compare(Catalog(None, (Entry("Ja\u0304.", "Ye\u0301s."),)), [Row("k1", "Jā.")]).changes
    assert (change.key, change.there) == ("k1", "Yés.")


@pytest.mark.parametrize(
    ("article", "language", "target", "fine"),
    [
        ("a", "en_GB", "en-GB", True),
        ("a", "en", "en-GB", True),
        ("a", "en_US", "en-GB", False),
        ("a", "de", "en", False),
        ("b", "en", "en", False),
        ("", "", "en", True),
    ],
)
def test_a_catalog_of_another_article_or_language_is_refused(
    article: str, language: str, target: str, fine: bool
) -> None:
    """A header that names something else is believed."""
    catalog = Catalog(Entry("", f"Language: {language}\nX-I18nflow-Article: {article}\n"), ())
    if fine:
        check_belongs(catalog, "a", target)
    else:
        with pytest.raises(CatalogError):
            check_belongs(catalog, "a", target)


def test_difference_is_word_by_word() -> None:
    """What is the same, gone and added, in reading order; together it is both texts."""
    parts = difference("The start is at 11.", "The start is at noon.")
    assert parts == (("same", "The start is at "), ("gone", "11"), ("added", "noon"), ("same", "."))


def test_the_report_is_readable() -> None:
    """Counts first, then each change with its place, reason and marked difference."""
    rows = [Row("k1", "Viens", "One apple", A), Row("k2", "Divi", "Two", A)]
    text = 'msgid "Viens"\nmsgstr "One pear"\n\nmsgid "Divi"\nmsgstr "Two"\n'
    assert compare(from_po(text.encode(), "a.po"), rows).text() == (
        "1 both, 1 unchanged\n"
        "no charset is named; UTF-8 was assumed\n"
        "it has no header entry\n"
        "line 1: both (what was sent out is not known)\n"
        "    Viens\n"
        "  → One [-apple-]{+pear+}\n"
    )


def test_a_target_of_newlines_alone_is_no_text() -> None:
    """It is written as nothing, so nothing coming back is no change."""
    rows = [Row("k1", "Viens", "\n", D)]
    report = compare(from_po(to_po(rows, HEADER).encode(), "a.po"), rows, recorded(rows))
    assert [change.kind for change in report.changes] == [Kind.UNCHANGED]


WANTED = [Kind.BOTH, Kind.STALE, Kind.CHANGED_HERE]


@pytest.mark.parametrize("take", [kinds for n in range(4) for kinds in combinations(WANTED, n)])
def test_every_policy_takes_its_kinds_and_a_choice_goes_before_it(take: tuple[Kind, ...]) -> None:
    """What is plain is taken by itself; each kind that is asked for, and no other; a line decided by hand as decided."""
    then = [Row(f"k{n}", f"Teikums {n}.", f"Text {n}.", State.APPROVED) for n in range(5)]
    now = [
        then[0],
        replace(then[1], target="Ours."),
        replace(
            then[2],
            source="Cits teikums.",
            state=State.DRAFT,
            target="Ours too.",
            previous_source="Teikums 2.",
        ),
        replace(then[3], target="Ours again."),
        then[4],
    ]
    text = to_po(then, HEADER)
    for number in (0, 1, 2):
        text = text.replace(f"Text {number}.", f"Theirs {number}.")
    report = compare(from_po(text.encode(), "a.po"), now, recorded(then))
    kinds = {
        "k0": Kind.CHANGED_THERE,
        "k1": Kind.BOTH,
        "k2": Kind.STALE,
        "k3": Kind.CHANGED_HERE,
        "k4": Kind.UNCHANGED,
    }
    assert {change.key: change.kind for change in report.changes} == kinds
    taken = {key for key, kind in kinds.items() if kind in (*take, Kind.CHANGED_THERE)}
    assert {change.key for change in report.moves(take=take)} == taken
    for key in ("k0", "k1", "k2", "k3"):
        assert {c.key for c in report.moves(take=take, choices={key: True})} == taken | {key}
        assert {c.key for c in report.moves(take=take, choices={key: False})} == taken - {key}
    texts = {change.key: change.there for change in report.moves(take=WANTED)}
    assert texts == {"k0": "Theirs 0.", "k1": "Theirs 1.", "k2": "Theirs 2.", "k3": "Text 3."}
