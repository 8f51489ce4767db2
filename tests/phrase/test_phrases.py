"""Phrases: found in every form, replaced in the form, number and case of the place; numbers carried over."""

from __future__ import annotations

import pytest

from i18nflow.phrase import Manner, Phrase, Renumbering, hits, is_repeat, replaced, shape

PAIR = ("lv", "en-GB")


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("klasteris", "Klastera biedri klasterī, klasteriem.", ["Klastera", "klasterī", "klasteriem"]),
        ("klasterī", "Klastera biedri.", ["Klastera"]),
        ("uzņēmumiem", "Uzņēmums un uzņēmumos, ne uzņēmība.", ["Uzņēmums", "uzņēmumos"]),
        ("vērtību ķēde", "Jaunas vērtību ķēdes.", ["vērtību ķēdes"]),
        ("klasteris", "Kultūra un klase.", []),
        ("klasteris", "<1>klastera</1> ziņas", ["klastera"]),
    ],
)
def test_a_latvian_word_is_found_in_any_form(typed: str, text: str, found: list[str]) -> None:
    """Whichever form is typed, every form of the word is found, and no other word."""
    assert [text[start:end] for start, end in Phrase(typed, "lv").find(text)] == found


@pytest.mark.parametrize(
    ("manner", "found"),
    [
        (Manner.FORMS, ["Cluster's", "clusters", "cluster"]),
        (Manner.WORDS, ["Cluster", "cluster"]),
        (Manner.EXACT, ["cluster", "cluster", "cluster"]),
        (Manner.PART, ["Cluster", "cluster", "cluster", "cluster"]),
    ],
)
def test_the_manner_decides(manner: Manner, found: list[str]) -> None:
    """In all forms, as a whole word, letter by letter, or as a part of words."""
    text = "Cluster's clusters, cluster, subcluster"
    spans = Phrase("cluster", "en-GB", manner).find(text)
    assert [text[start:end] for start, end in spans] == found


def test_inline_codes_are_never_hit() -> None:
    """A digit looked for does not stand in a code."""
    assert Phrase("1", "en-GB", Manner.EXACT).find("<1>berth 1</1>") == [(9, 10)]


def test_every_text_that_is_hit_holds_the_needle() -> None:
    """The needle narrows a search and loses nothing, not where the stem changes either."""
    for word, text in (("brālis", "brāļiem"), ("lācis", "lāča"), ("ūdens", "ūdeņi"), ("suns", "suņus")):
        phrase = Phrase(word, "lv")
        assert phrase.find(text) and phrase.needle in text


@pytest.mark.parametrize(
    ("wanted", "text", "instead", "result"),
    [
        ("cluster", "The clusters", "group", "The groups"),
        ("cluster", "CLUSTER Cluster cluster", "group", "GROUP Group group"),
        ("cluster", "the cluster's and clusters’ work", "company", "the company's and companies’ work"),
        ("clusters", "one cluster", "companies", "one company"),
        ("value chain", "Value Chain of value chains", "supply line", "Supply Line of supply lines"),
        ("cluster", "a cluster, an EU cluster", "association", "an association, an EU association"),
        ("association", "An association", "cluster", "A cluster"),
        ("car", "a car", "university", "a university"),
        ("cluster", "a cluster", "", "a "),
    ],
)
def test_english_keeps_number_capitals_and_article(wanted: str, text: str, instead: str, result: str) -> None:
    """What is put in has the number, the possessive and the capitals of the place, and a or an before it."""
    found = hits(Phrase(wanted, "en-GB"), text, instead)
    assert replaced(text, [(hit.start, hit.end, hit.choices[0]) for hit in found]) == result


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Klastera", ("Apvienības",)),
        ("klasterī", ("apvienībā",)),
        ("klasteriem", ("apvienībām",)),
        ("klasteri", ("apvienība", "apvienības", "apvienību")),
    ],
)
def test_latvian_keeps_case_and_number(text: str, choices: tuple[str, ...]) -> None:
    """A Latvian word is put in the case and number of the place; where that is open, every form is offered."""
    (hit,) = hits(Phrase("klasteris", "lv"), text, "apvienība")
    assert set(hit.choices) == set(choices)


def test_repeats_are_equal_but_for_numbers() -> None:
    """The shape of a source forgets its numbers and keeps its codes."""
    assert shape("<1>Rīgā</1> 1 200 un 3,5") == "<1>Rīgā</1> # un #"
    assert is_repeat("Ienāca 128 kuģi.", "Ienāca 1 350 kuģi.")
    assert not is_repeat("Ienāca 128 kuģi.", "Ienāca 128 kuģi.")
    assert not is_repeat("Ienāca 128 kuģi.", "Izgāja 128 kuģi.")


@pytest.mark.parametrize(
    ("target", "source", "other", "result"),
    [
        ("128 ships called.", "Ienāca 128 kuģi.", "Ienāca 135 kuģi.", "135 ships called."),
        ("for EUR 45,200", "par 45 200 EUR", "par 1 345 200 EUR", "for EUR 1,345,200"),
        ("2.5 per cent of 2.5", "2,5 procenti no 2,5", "3,5 procenti no 3,5", "3.5 per cent of 3.5"),
        ("on 12 May 2020", "2020. gada 12. maijā", "2021. gada 13. maijā", "on 13 May 2021"),
        ("Two ships called.", "Ienāca 2 kuģi.", "Ienāca 3 kuģi.", None),
        ("5 ships, 5 in all", "Ienāca 5 kuģi", "Ienāca 6 kuģi", None),
    ],
)
def test_numbers_are_carried_over(target: str, source: str, other: str, result: str | None) -> None:
    """The other's numbers stand in the target as its language writes them; where a place is unsure, nothing is made."""
    assert Renumbering(target, source, PAIR).to(other) == result
