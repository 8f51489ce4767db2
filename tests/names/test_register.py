"""The register of names: declension, citation forms, its file, its places in texts, what is wrong with it."""

from __future__ import annotations

import pytest

from i18nflow.errors import Conflict, GlossaryError
from i18nflow.language.latvian.personal import citation, declined, gender_of
from i18nflow.names import Name, Register, add, change, check, citation_of, forms_of, kind_of, read, remove

# Nominative, genitive, dative, accusative, locative: men and women, own and foreign names, what does not decline.
PEOPLE = [
    ("", "Džo Baidens, Džo Baidena, Džo Baidenam, Džo Baidenu, Džo Baidenā"),
    ("", "Kamala Harisa, Kamalas Harisas, Kamalai Harisai, Kamalu Harisu, Kamalā Harisā"),
    ("", "Baraks Obama, Baraka Obamas, Barakam Obamam, Baraku Obamu, Barakā Obamā"),
    ("f", "Džordža Meloni, Džordžas Meloni, Džordžai Meloni, Džordžu Meloni, Džordžā Meloni"),
    ("m", "Nikolā Sarkozī, Nikolā Sarkozī, Nikolā Sarkozī, Nikolā Sarkozī, Nikolā Sarkozī"),
    ("", "Volodimirs Zelenskis, Volodimira Zelenska, Volodimiram Zelenskim, Volodimiru Zelenski, Volodimirā Zelenskī"),
    ("", "Kārlis Lācis, Kārļa Lāča, Kārlim Lācim, Kārli Lāci, Kārlī Lācī"),
    ("", "Guntis Zaķis, Gunta Zaķa, Guntim Zaķim, Gunti Zaķi, Guntī Zaķī"),
    ("", "Ingus Bērziņš, Ingus Bērziņa, Ingum Bērziņam, Ingu Bērziņu, Ingū Bērziņā"),
    ("", "Anna Liepa, Annas Liepas, Annai Liepai, Annu Liepu, Annā Liepā"),
    ("", "Jānis Liepa, Jāņa Liepas, Jānim Liepam, Jāni Liepu, Jānī Liepā"),
    ("", "Ilze Krūze, Ilzes Krūzes, Ilzei Krūzei, Ilzi Krūzi, Ilzē Krūzē"),
    ("", "Imants Lielais, Imanta Lielā, Imantam Lielajam, Imantu Lielo, Imantā Lielajā"),
    ("f", "Anna Lielā, Annas Lielās, Annai Lielajai, Annu Lielo, Annā Lielajā"),
    ("", "Ludvigs van Bēthovens, Ludviga van Bēthovena, Ludvigam van Bēthovenam, Ludvigu van Bēthovenu, Ludvigā van Bēthovenā"),
    ("", "Vaira Vīķe-Kalna, Vairas Vīķes-Kalnas, Vairai Vīķei-Kalnai, Vairu Vīķi-Kalnu, Vairā Vīķē-Kalnā"),
]  # fmt: skip


@pytest.mark.parametrize(("gender", "cases"), PEOPLE, ids=[cases[:20] for _, cases in PEOPLE])
def test_names_of_people_decline(gender: str, cases: str) -> None:
    """All parts of a name stand in one case, and each name is found back from every case."""
    wanted = cases.split(", ")
    assert [case[0] for case in declined(wanted[0], gender)] == wanted
    register = Register([Name(wanted[0], "X", "person", gender)])
    for form in wanted:
        text = f"Vakar {form} bija klāt."
        assert [text[spot.start : spot.end] for spot in register.find(text)] == [form]


def test_a_name_that_tells_no_gender_has_both_datives() -> None:
    """Obama alone may be a man or a woman."""
    assert gender_of("Obama") == ""
    assert declined("Obama")[2] == ("Obamai", "Obamam")


@pytest.mark.parametrize(
    ("forms", "rendering", "nominative"),
    [
        (["Ilzei Liepiņai"], "", "Ilze Liepiņa"),
        (["Džo Baidenam"], "", "Džo Baidens"),
        (["Džo Baidena", "Džo Baidenam"], "Joe Biden", "Džo Baidens"),
        (["Jāņa Bērziņa"], "", "Jānis Bērziņš"),
        (["Kārļa Lāča"], "", "Kārlis Lācis"),
        (["Edgaru Rinkēviču"], "", "Edgars Rinkēvičs"),
        (["Volodimira Zelenska"], "Volodymyr Zelenskyy", "Volodimirs Zelenskis"),
        (["Gunta Zaķa"], "Guntis Zaķis", "Guntis Zaķis"),
        (["Ursulas fon der Leienas"], "", "Ursula fon der Leiena"),
        (["Džordžai Meloni"], "", "Džordža Meloni"),
    ],
)
def test_citation_forms(forms: list[str], rendering: str, nominative: str) -> None:
    """The nominative is found from cases, with the other language's name as a hint where there is one."""
    assert citation(forms, rendering) == nominative


def test_bodies() -> None:
    """A body's name is brought to its nominative, and known for a body."""
    assert (
        citation_of(["Rīgas Tehniskajā universitātē"], kind="organisation") == "Rīgas Tehniskā universitāte"
    )
    assert citation_of(["Valsts ieņēmumu dienestam"], kind="organisation") == "Valsts ieņēmumu dienests"
    assert [kind_of(form) for form in ("Latvijas Bankas", "Anna Liepa", "LETA", "Rīga")] == [
        "organisation",
        "person",
        "organisation",
        "",
    ]
    assert "Rīgas Tehniskajā universitātē" in forms_of(
        Name("Rīgas Tehniskā universitāte", "RTU", "organisation"), "lv"
    )


def test_places_in_a_text() -> None:
    """Longer names win; a surname counts inside a sentence only, and only where one person has it."""
    register = Register(
        [
            Name("Rīgas Tehniskā universitāte", "Riga Technical University", "organisation"),
            Name("Rīga", "Riga", "place"),
            Name("Jānis Liepa", "Jānis Liepa", "person"),
        ]
    )
    text = "Liepa zied. Rīgas Tehniskajā universitātē un Rīgā redzēja Liepu."
    assert [(text[spot.start : spot.end], spot.short) for spot in register.find(text)] == [
        ("Rīgas Tehniskajā universitātē", False),
        ("Rīgā", False),
        ("Liepu", True),
    ]
    two = Register([Name("Jānis Liepa", "J. Liepa", "person"), Name("Pēteris Liepa", "P. Liepa", "person")])
    assert two.find("Tad redzēja Liepam uzticīgo suni.") == []


def test_also_and_never() -> None:
    """The keeper of the register can add a form and take one away."""
    register = Register([Name("Rīga", "Riga", "place", also=("Rīdziņā",), never=("Rīgas",))])
    assert [spot.start for spot in register.find("Rīdziņā un Rīgas un Rīgā")] == [0, 20]


def test_the_file_keeps_what_it_does_not_change() -> None:
    """Rows are added, changed and removed; other bytes, unknown columns and line ends stay."""
    text = 'source,target,desk\r\nDžo Grīns,"Green, Joe",sports\r\n'
    text = add(text, Name("Anna Liepa", "Anna Liepa", "person"))
    assert (
        text
        == 'source,target,desk,kind\r\nDžo Grīns,"Green, Joe",sports\r\nAnna Liepa,Anna Liepa,,person\r\n'
    )
    first, second = read(text).names
    assert first.extra == {"desk": "sports"}
    text = change(text, second, Name("Anna Liepa", "Anna Liepa", "person", note="sings"))
    assert text.endswith("Anna Liepa,Anna Liepa,,person,sings\r\n")
    with pytest.raises(Conflict):
        remove(text, second)
    assert remove(text, read(text).names[1]).count("\r\n") == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("source\nx", 1),
        ("source,target\nX,", 2),
        ("source,target,kind\nX,Y,cat", 2),
        ("source,target\nX,Y\nX,Y", 3),
        ('source,target\nX,"Y', 2),
    ],
)
def test_a_bad_file_is_refused_with_its_line(text: str, line: int) -> None:
    """The message names the line."""
    with pytest.raises(GlossaryError) as caught:
        read(text)
    assert caught.value.line == line


def test_an_empty_file_is_an_empty_register() -> None:
    """Nothing written yet is no error."""
    assert read("").names == ()
    assert read("source,target\r\n").names == ()


def test_remarks() -> None:
    """The check tells of an oblique form, of an entry that cannot be found, of two targets and of an open gender."""
    found = check(
        [
            Name("Pēterim Kalnam", "Pēteris Kalns", "person", line=2),
            Name("kalns", "mountain", "person", line=3),
            Name("Obama", "Obama", "person", line=4),
            Name("Rīga", "Riga", "place", line=5),
            Name("Rīga", "Rīga", "place", line=6),
        ],
        "lv",
    )
    assert [(one.line, one.code) for one in found] == [
        (2, "not-citation"),
        (3, "never-matches"),
        (4, "no-gender"),
        (6, "contradicts"),
    ]
