"""Finding terms in texts, in the forms that stand there."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18nflow.glossary import Matcher
from i18nflow.model import Term


def found(text: str, *terms: str | Term, every: bool = False, lang: str = "lv") -> list[str]:
    """The texts of the occurrences."""
    entries = [term if isinstance(term, Term) else Term(term, "x") for term in terms]
    return [text[hit.start : hit.end] for hit in Matcher(entries, lang).find(text, all=every)]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("muzejs", "Muzejā bija daudz muzeju draugu.", ["Muzejā", "muzeju"]),
        ("vēstniecība", "Vēstniecībām raksta vēstniecība.", ["Vēstniecībām", "vēstniecība"]),
        ("dienas kārtība", "Apsprieda dienas kārtību un kārtību.", ["dienas kārtību"]),
        ("vecā pilsēta", "Vecajā pilsētā un vecām pilsētām.", ["Vecajā pilsētā", "vecām pilsētām"]),
        ("vecā pilsēta", "No vecās pilsētu.", []),  # the cells do not agree
        ("lielie un mazie ražotāji", "Lielo un mazo ražotāju; lielajiem un mazajiem ražotājiem.",
         ["Lielo un mazo ražotāju", "lielajiem un mazajiem ražotājiem"]),
        ("ražošana un tirdzniecība", "Ražošanas un tirdzniecības plāns.", ["Ražošanas un tirdzniecības"]),
        ("iesniegumi", "Iesniegumiem; iesniegumos; iesniegums.", ["Iesniegumiem", "iesniegumos"]),
        ("apvienošanās", "Par apvienošanos.", ["apvienošanos"]),
        ("taksometrs", "Taksometri un taksometru vadītāji.", ["Taksometri", "taksometru"]),
        ("ANO", "ANO un ano, Ano; ANO-ai.", ["ANO", "ANO"]),
        ("B-52", "Par B-52 un B‑52, nevis B-521.", ["B-52", "B‑52"]),
        ("e-rēķins", "Sūta e-rēķinu un rēķinu.", ["e-rēķinu"]),
        ("ateljē", "Ateljē ir ateljē.", ["Ateljē", "ateljē"]),
        ("Džeks Londons", "Džeka Londona romāns, Džekam Londonam, Džeku Londonu.",
         ["Džeka Londona", "Džekam Londonam", "Džeku Londonu"]),
        ("programma LIFE", "Programmā LIFE un programmas Life.", ["Programmā LIFE"]),
        ("regula 2021/7", "Regulas 2021/7 pants.", ["Regulas 2021/7"]),
        ("Latvijas Banka", "Latvijas Bankai un Latvijas bankas.", ["Latvijas Bankai", "Latvijas bankas"]),
        ("sadarbība ar skolām", "Sadarbības ar skolām līgums.", ["Sadarbības ar skolām"]),
        ("ūdens piegāde", "Ūdens piegādes.", ["Ūdens piegādes"]),
        ("tīrs ūdens", "Tīra ūdens un tīrā ūdenī.", ["Tīra ūdens", "tīrā ūdenī"]),
    ],
)  # fmt: skip
def test_terms_are_found_in_their_forms(term: str, text: str, expected: list[str]) -> None:
    """Declension, agreement cell by cell, fixed genitives, coordination, plural citation forms, acronyms, names."""
    assert found(text, term) == expected


def test_the_longest_match_wins_unless_all_are_wanted() -> None:
    """Overlapping and inner matches come with all."""
    text = "Pilsētas domes sēdē"
    terms = ("dome", "domes sēde", "pilsētas dome", "sēde")
    assert found(text, *terms) == ["Pilsētas domes", "sēdē"]
    assert found(text, *terms, every=True) == ["Pilsētas domes", "domes sēdē", "domes", "sēdē"]


def test_every_entry_of_a_place_is_found() -> None:
    """Two renderings of one source are two occurrences, in the file's order."""
    first, second = Term("vēstule", "letter"), Term("vēstule", "message")
    hits = Matcher([first, second], "lv").find("Vēstules")
    assert [hit.term for hit in hits] == [first, second]


def test_offsets_count_the_text_as_received() -> None:
    """Decomposed letters, characters beyond the basic plane, inline codes and no-break spaces keep their places."""
    plain = "🙂 Lielā\u00a0jūra, <1>lielajā</1> jūrā"
    for text in (plain, unicodedata.normalize("NFD", plain)):
        assert found(text, "lielā jūra") == [
            text[text.index("L") : text.index(",")],
            text[text.index("lielaj") :],
        ]


def test_a_term_is_not_found_inside_an_address() -> None:
    """Web and mail addresses are one thing."""
    assert found("Raksti uz saule@zeme.lv, skati www.saule.lv vai saule.lv!", "saule") == []
    assert found("Raksti uz saule.", "saule") == ["saule"]


HOMOGRAPHS = [
    ("raksts", "Viņa raksta vēstuli.", []),
    ("raksts", "Šī raksta autors ir zināms.", ["raksta"]),
    ("runa", "Ministrs teica, ka runā ar ārstiem.", []),
    ("runa", "Savā runā viņš minēja ostu.", ["runā"]),
    ("skaļš", "Bērni skaļi smejas.", []),
    ("skaļš", "Skaļi bērni smejas.", ["Skaļi"]),
    ("lēns", "Vilcieni bija lēni.", ["lēni"]),
    ("tiešs", "Tas notika tieši vakar.", []),
    ("laiks", "Laikam līs, bet laikam nav nozīmes.", []),
    ("diena", "Es dienu armijā.", []),
    ("diena", "Katru dienu.", ["dienu"]),
    ("ozols", "Runāja Anna Ozola un Pēteris Ozols.", []),
    ("ozols", "Ozola lapas.", ["Ozola"]),
    ("pacients", "Pacientu skaits.", ["Pacientu"]),
    ("paciente", "Pacientu skaits; pacientes.", ["pacientes"]),
]


@pytest.mark.parametrize(("term", "text", "expected"), HOMOGRAPHS)
def test_homographs_are_told_apart_by_their_neighbours(term: str, text: str, expected: list[str]) -> None:
    """Noun or verb, adjective or adverb, common noun or surname."""
    assert found(text, term) == expected


MENDED = [
    # What the matcher gets wrong by itself, the text, and the column that mends it.
    (Term("lapsa", "Lapsa"), "Lapsam", {"gender": "m"}, ["Lapsam"]),
    (Term("pults", "x"), "Pultam", {"gender": "m1"}, ["Pultam"]),
    (Term("bumbulis", "x"), "Bumbulenes", {"also": ("bumbulenes",)}, ["Bumbulenes"]),
    (Term("raksts", "x"), "Pie raksta.", {"never": ("raksta",)}, []),
    (Term("blāvums", "x"), "Blāvumajam.", {"pos": "adj"}, ["Blāvumajam"]),
    (Term("gudrais", "x"), "Gudrs.", {"pos": "noun"}, []),
    (Term("Rasa", "x"), "Rasa un RASA, rasa.", {"case": "exact"}, ["Rasa"]),
    (Term("kino", "x"), "Kinoj kino.", {"gender": "0"}, ["kino"]),
    (Term("lietus un vēja spēks", "x"), "Lietus vēja spēks", {"also": ("lietus vēja spēks",)},
     ["Lietus vēja spēks"]),
]  # fmt: skip


@pytest.mark.parametrize(("term", "text", "cells", "expected"), MENDED)
def test_the_terminologist_mends_an_entry_without_code(
    term: Term, text: str, cells: dict[str, object], expected: list[str]
) -> None:
    """The columns gender, pos, also, never and case change what is found."""
    assert found(text, replace(term, **cells)) == expected  # type: ignore[arg-type]


def test_forms_are_shown_with_also_and_without_never() -> None:
    """The terminologist sees what an entry matches."""
    term = Term("mazais dārzs", "x", also=("dārziņš",), never=("mazo dārzu",))
    forms = Matcher([term], "lv").forms(term)
    assert forms[0] == "mazais dārzs"
    assert {"mazajā dārzā", "maziem dārziem", "dārziņš"} <= set(forms)
    assert "mazo dārzu" not in forms


def test_every_form_that_is_shown_is_found() -> None:
    """What forms says, find does."""
    for source in ("tirgus", "zelta rudens", "Lielais Kristaps", "krūts", "pirmā palīdzība"):
        term = Term(source, "x")
        matcher = Matcher([term], "lv")
        for form in matcher.forms(term):
            assert matcher.find(f"Pie {form}", all=True) or matcher.find(form, all=True), form


def test_other_languages_use_lemmas_or_the_text_as_written() -> None:
    """German plurals by simplemma's table; a language it does not know as written."""
    assert found("Die Häuser und das Haus.", "Haus", lang="de") == ["Häuser", "Haus"]
    assert found("domus domum", "domus", lang="eo") == ["domus"]


@given(st.text(max_size=80))
def test_any_text_is_searched(text: str) -> None:
    """Spans lie inside the text, whatever it holds."""
    matcher = Matcher([Term("saule", "sun"), Term("a b", "x"), Term("-", "y")], "lv")
    for hit in matcher.find(text, all=True):
        assert 0 <= hit.start < hit.end <= len(text)
