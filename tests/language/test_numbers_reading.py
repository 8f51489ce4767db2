"""What is read in a text: the values of its numbers, dates, times and amounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18nflow.language.numbers import read

LATVIAN = [
    ("Budžets ir 48`310 EUR", ["n:48310"]),
    ("Izmaksas ir 480’506.67", ["n:480506.67"]),
    ("Saņēma 488 235,29 eiro", ["n:488235.29"]),
    ("Saņēma 488\u00a0235,29 eiro", ["n:488235.29"]),
    ("Saņēma 488\u2009235 eiro", ["n:488235"]),
    ("ieguldīja 3,1 milj. eiro", ["n:3100000"]),
    ("ieguldīja 2,5 miljonus", ["n:2500000"]),
    ("apgrozījums 1,4 mljrd.", ["n:1400000000"]),
    ("85% vai 85 procenti", ["n:85", "n:85"]),
    ("€ 414 999,81", ["n:414999.81"]),
    ("30.06.2020.", ["d:2020-6-30"]),
    ("30/06/2020", ["d:2020-6-30"]),
    ("2021. gada 3. augustā", ["d:2021-8-3"]),
    ("2021.gada augustā", ["d:2021-8-"]),
    ("2020.gada 2.ceturksnī", ["n:2020", "n:2"]),
    ("IV ceturksnī", ["n:4"]),
    ("80. gados", ["short:80"]),
    ("1980. gados", ["dec:1980"]),
    ("20. gs. 80. gados", ["dec:1980"]),
    ("divdesmitajos gados", ["short:20"]),
    ("plkst. 14.30", ["t:14:30"]),
    ("pulksten 7 vakarā", ["t:19:00"]),
    ("no 2017. gada līdz 2020. gadam", ["n:2017", "n:2020"]),
    ("2014.–2020. gads", ["n:2014", "n:2020"]),
    ("uzvara ar 4:2", ["n:4", "n:2"]),
    ("tālrunis +371 67 123 456", ["p:37167123456"]),
    ("līgums Nr.3.2.1.1/16/A/006", ["c:3.2.1.1/16/a/006"]),
    ("trīs", ["n:3"]),
    ("divdesmit pieci", ["n:25"]),
    ("pusotrs miljons", ["n:1500000"]),
    ("divi tūkstoši trīs simti četrdesmit", ["n:2340"]),
    ("divdesmit pirmais", ["n:21"]),
    ("divarpus miljoni", ["n:2500000"]),
    ("XIX gadsimts", ["n:19"]),
    ("\u22125 grādi", ["n:-5"]),
    ("12 m2", ["n:12"]),
]

ENGLISH = [
    ("EUR 48,310", ["n:48310"]),
    ("EUR 488,235.29", ["n:488235.29"]),
    ("€3.1 million", ["n:3100000"]),
    ("$5bn", ["n:5000000000"]),
    ("€5m", ["n:5000000"]),
    ("half a million", ["n:500000"]),
    ("one and a half million", ["n:1500000"]),
    ("two hundred and thirty-four thousand", ["n:234000"]),
    ("twenty-fifth", ["n:25"]),
    ("30 June 2020", ["d:2020-6-30"]),
    ("June 30, 2020", ["d:2020-6-30"]),
    ("in June 2020", ["d:2020-6-"]),
    ("the second quarter", ["n:2"]),
    ("Q2", ["n:2"]),
    ("the 1980s", ["dec:1980"]),
    ("the eighties", ["short:80"]),
    ("2.30 p.m.", ["t:14:30"]),
    ("12 a.m.", ["t:0:00"]),
    ("10 o'clock", ["t:10:00"]),
    ("a 33-year-old man", ["n:33"]),
    ("COVID-19", ["c:covid19"]),
    ("4x4", ["n:4", "n:4"]),
    ("CO₂", ["c:co2"]),
    ("minus 5", ["n:-5"]),
]


@pytest.mark.parametrize(("text", "keys"), LATVIAN)
def test_latvian(text: str, keys: list[str]) -> None:
    """Latvian figures are read by value, however they are written."""
    assert [figure.key for figure in read(text, "lv") if figure.weight != "soft"] == keys


@pytest.mark.parametrize(("text", "keys"), ENGLISH)
def test_english(text: str, keys: list[str]) -> None:
    """English figures likewise."""
    assert [figure.key for figure in read(text, "en") if figure.weight != "soft"] == keys


@pytest.mark.parametrize(
    ("text", "lang", "key"),
    [
        ("06/07/2021", "en-GB", "d:2021-7-6"),
        ("06/07/2021", "en-US", "d:2021-6-7"),
        ("6.7.2021", "de", "d:2021-7-6"),
    ],
)
def test_order_of_dates(text: str, lang: str, key: str) -> None:
    """The variant of the language decides which number is the day."""
    assert [figure.key for figure in read(text, lang)] == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1.234,56 Euro", "n:1234.56"),
        ("2,5 Prozent", "n:2.5"),
        ("30. Juni 2020", "d:2020-6-30"),
        ("3. Mai", "d:-5-3"),
    ],
)
def test_a_language_without_a_table(text: str, key: str) -> None:
    """A language that has no table here reads digits, months and signs as CLDR gives them."""
    assert read(text, "de")[0].key == key


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("48`310 EUR", "EUR"),
        ("€ 12", "EUR"),
        ("12 eiro", "EUR"),
        ("30 ASV dolāri", "USD"),
        ("30 dolāri", "$"),
        ("5 cilvēki", ""),
    ],
)
def test_money(text: str, currency: str) -> None:
    """The currency beside a number is known by its ISO code; a bare dollar is any dollar."""
    assert read(text, "lv")[0].currency == currency


@pytest.mark.parametrize("text", ["Maija devās mājās", "It may rain", "Marta Kalniņa"])
def test_words_that_only_look_like_months(text: str) -> None:
    """A name or verb that is spelt like a month asks for no counterpart."""
    lang = "en" if text.isascii() else "lv"
    assert all(figure.weight == "soft" for figure in read(text, lang))


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789.,:/-–% €")), max_size=60))
def test_any_text(text: str) -> None:
    """Any Unicode text can be read, and every span lies in it."""
    for lang in ("lv", "en-GB", "de"):
        for figure in read(text, lang):
            assert 0 <= figure.start < figure.end <= len(text)
