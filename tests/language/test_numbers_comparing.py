"""Which differences between two texts are differences of value."""

from __future__ import annotations

import pytest

from i18nflow.language.numbers import compare, other_era

SAME = [
    ("Saņēma 48`310 EUR", "Received EUR 48,310"),
    ("2,5 miljoni eiro", "€2.5 million"),
    ("2,5 miljoni eiro", "EUR 2,500,000"),
    ("mačs beidzās 8:6", "the match ended 8-6"),
    ("astoņdesmito gadu mūzika", "music of the 1980s"),
    ("80. gadu mūzika", "music of the 1980s"),
    ("20. gs. 80. gados", "in the eighties of the 20th century"),
    ("20. gadsimta 80. gados", "in the 20th century, in the 1980s"),
    ("handbols-7", "handball sevens"),
    ("plkst. 16.40", "at 4.40 p.m."),
    ("plkst. 16.40", "at 16:40"),
    ("plkst. 10.00 no rīta", "at 10 o'clock in the morning"),
    ("2. pasaules karš", "World War II"),
    ("2. pasaules karš", "the Second World War"),
    ("trīs uzņēmumi", "3 companies"),
    ("divdesmit pieci", "25"),
    ("pusotrs miljons", "1.5 million"),
    ("divi", "both"),
    ("divdesmit gadus", "for two decades"),
    ("4–5 miljoni", "four million to five million"),
    ("1939.–1945. gads", "1939–45"),
    ("2020. gada janvārī un 2020. gada martā", "in January and March 2020"),
    ("2020. gada 2. ceturksnis", "Q2 2020"),
    ("30.06.2020.", "June 30, 2020"),
    ("F-35 lidmašīna", "an F35 aircraft"),
    ("tālr. +371 67 123 456", "phone 67123456"),
    ("20 grādi", "20 degrees"),
    ("pirmais un otrais", "the one and the other"),
    ("no 10 līdz 20 eiro", "from €10 to €20"),
    ("desmitgadīgs zēns", "a 10-year-old boy"),
    ("30 ASV dolāri", "$30"),
    ("plkst. 9", "at 9 p.m."),
    ("versija V4.5.6", "version 4.5.6"),
    ("līdz 12,000 vienībām", "up to 12,000 units"),
]

DIFFERENT = [
    ("Saņēma 48`310 EUR", "Received EUR 48,130"),
    ("2,5 miljoni", "25 million"),
    ("2,5 miljoni", "2.5 billion"),
    ("48 310", "48.310"),
    ("pieci", "four"),
    ("5 uzņēmumi", "companies"),
    ("uzņēmumi", "5 companies"),
    ("plkst. 9.20", "at 9.20 p.m."),
    ("30–40 miljoni", "30√40 million"),
    ("2020. gada jūnijā", "in July 2020"),
    ("2020. gada jūnijā", "in June 2021"),
    ("2020. gada 30. jūnijā", "in June 2020"),
    ("1980. gados", "in the 1880s"),
    ("16. gs. 30. gados", "in the 1930s"),
    ("plkst. 16.40", "at 4.50 p.m."),
    ("2014.–2020. gads", "2014.2020"),
    ("80. gadi", "80 years"),
    ("uzvara ar 8:6", "a 8-7 win"),
    ("Nr.3.2.1.1/16/A/006", "No 3.2.1.1/16/B/006"),
    ("lidojums BT631", "flight BT613"),
    ("10 eiro", "10 dollars"),
    ("10 eiro un 20 dolāri", "10 dollars and 20 euros"),
    ("85 procenti", "85 kilometres"),
    ("pirmdien", "on Tuesday"),
]


@pytest.mark.parametrize(("source", "target"), SAME)
def test_same_values(source: str, target: str) -> None:
    """The same value said another way is no difference."""
    assert compare(source, target, "lv", "en-GB") == []


@pytest.mark.parametrize(("source", "target"), DIFFERENT)
def test_different_values(source: str, target: str) -> None:
    """Another value is one."""
    assert compare(source, target, "lv", "en-GB")


@pytest.mark.parametrize(("source", "target"), [(s, t) for s, t in SAME if "20. gadsimta" not in s])
def test_the_other_way_round(source: str, target: str) -> None:
    """From English to Latvian the same pairs agree too."""
    assert compare(target, source, "en-GB", "lv") == []


def test_eras() -> None:
    """Before and after Christ are told apart, and silence is no difference."""
    assert other_era("44. gadā p.m.ē.", "in 44 AD", "lv", "en") == (6, 8)
    assert other_era("44. gadā p.m.ē.", "in 44 BC", "lv", "en") is None
    assert other_era("44. gadā p.m.ē.", "in 44", "lv", "en") is None


def test_a_third_pair() -> None:
    """A pair with a language that has no table of its own is compared by its digits and months."""
    assert compare("2020. gada 30. jūnijā 2,5%", "am 30. Juni 2020 2,5 %", "lv", "de") == []
    assert compare("2020. gada 30. jūnijā", "am 30. Juli 2020", "lv", "de")
