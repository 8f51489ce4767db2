"""The search index folds the forms of a word to one stem, the same in the index as in the browser."""

from __future__ import annotations

import json

import pytest

from i18nflow.publish import search
from tests.publish import examples


@pytest.mark.parametrize(
    "forms",
    [
        "tilts tilta tiltam tiltu tiltā tilti tiltiem tiltus tiltos",
        "upe upes upei upi upē upju upēm upēs",
        "skola skolas skolai skolu skolā skolām skolās",
        "skolotājs skolotāja skolotājam skolotāji skolotājiem",
        "brālis brāļa brālim brāli brāļi brāļiem brāļus",
        "lācis lāča lācim lāču lāčiem",
        "latvietis latvieša latvietim latvieši latviešiem latviešu",
        "briedis brieža briedim brieži",
        "zivs zivi zivju zivīm zivīs",
        "ledus ledum ledu ledū",
        "jauns jauna jaunam jauno jaunais jaunajā jaunajiem jaunākais",
        "atklāšana atklāšanas atklāšanai atklāšanu atklāšanā",
        "Ķemeri Ķemeros Ķemeru ķemeriem",
    ],
)
def test_latvian_forms_share_a_stem(forms: str) -> None:
    """All cases and numbers of a word are found by any of them."""
    assert len({search.stem(form, "lv") for form in forms.split()}) == 1, [
        search.stem(f, "lv") for f in forms.split()
    ]


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("en-GB", "bridge bridges"),
        ("en", "city cities"),
        ("en", "open opens opened opening"),
        ("de", "Brücke Brücken"),
        ("de", "Bahnhof Bahnhofs Bahnhöfe"),
    ],
)
def test_other_languages_fold_too(lang: str, forms: str) -> None:
    """English and German endings, case and diacritics do not matter."""
    assert len({search.stem(form, lang) for form in forms.split()}) == 1, [
        search.stem(f, lang) for f in forms.split()
    ]


def test_different_words_stay_different() -> None:
    """Short words keep enough letters to be told apart."""
    words = ["tilts", "tīrs", "upe", "skola", "skats", "māte", "māja", "gads", "gaiss", "ceļš"]
    assert len({search.stem(word, "lv") for word in words}) == len(words)


def test_numbers_stay_whole() -> None:
    """A word with a digit has no endings to lose; punctuation parts words."""
    assert search.stems("2024. 3,2 COVID-19 B12as", "en").split() == [
        "2024",
        "3",
        "2",
        "covid",
        "19",
        "b12as",
    ]


def test_a_language_without_rules_is_searched_by_plain_words() -> None:
    """A new target language works without code: case and accents fold, endings stay."""
    assert search.stems("Élève élèves", "fr") == "eleve eleves"
    assert json.loads(search.index("fr", ["2024-0"]))["endings"] == []


def test_an_entry_holds_the_words_of_the_whole_text() -> None:
    """Headline, summary, topics, paragraphs, alternative texts: one line of JSON."""
    line = search.entry(examples.edition("lv"), "lv/2024/x/", "2024-05-14")
    path, headline, date, found = json.loads(line)
    assert (path, headline, date) == ("lv/2024/x/", "Pār Lielupi atklāts gājēju tilts", "2024-05-14")
    for word in ("tiltam", "satiksmes", "balti", "diennakts", "pamatskolas"):
        assert search.stem(word, "lv") in found.split(), word
    assert "\n" not in line


def test_parts_share_a_year_and_stay_put() -> None:
    """A year is split by powers of two, so another article moves none until the year has doubled."""
    few = search.parts_of({f"a{n}": 2024 for n in range(400)})
    assert set(few.values()) == {"2024-0"}
    many = search.parts_of({f"a{n}": 2024 for n in range(1000)})
    more = search.parts_of({f"a{n}": 2024 for n in range(1001)})
    assert {slug: more[slug] for slug in many} == many
    assert set(many.values()) == {f"2024-{n}" for n in range(4)}
