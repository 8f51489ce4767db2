"""Names, and segments that ought to agree."""

from __future__ import annotations

from i18nflow.check import Row, run, run_article, seen
from i18nflow.model import LanguagePair
from i18nflow.names import Name, Register

PAIR = LanguagePair("lv", "en-GB")
REGISTER = Register(
    [Name("Džo Grīns", "Joe Green", "person"), Name("Ziemeļu Universitāte", "Northern University")]
)


def codes(rows: list[Row]) -> list[tuple[str, str]]:
    return [(key, each.code) for key, each in run_article(rows, pair=PAIR)]


def test_registered_names() -> None:
    """A registered name comes out as registered; a surname alone will do for a person."""
    source = "Paldies Džo Grīnam no Ziemeļu Universitātes."
    assert run(source, "Thanks to Mr Green from Northern University.", pair=PAIR, register=REGISTER) == []
    found = run(source, "Thanks to Joe Greene from the North.", pair=PAIR, register=REGISTER)
    assert [(each.code, each.expected) for each in found] == [
        ("name-differs", "Joe Green"),
        ("name-differs", "Northern University"),
    ]
    assert [each.fix for each in found] == ["Joe Green", None]


def test_equal_sources_with_different_targets() -> None:
    """The less usual of two targets of one sentence is a finding."""
    rows = [
        Row("a", "Darbs sākās.", "Work began."),
        Row("b", "Darbs sākās.", "Work began."),
        Row("c", "Darbs sākās.", "It started."),
    ]
    assert codes(rows) == [("c", "inconsistent")]
    assert run_article(rows, pair=PAIR)[0][1].fix == "Work began."


def test_sources_that_differ_in_a_number() -> None:
    """Sentences of one pattern are compared without their numbers and names."""
    agree = [
        Row("a", "Projekts ilgs 18 mēnešus.", "It lasts 18 months."),
        Row("b", "Projekts ilgs 24 mēnešus.", "It lasts 24 months."),
    ]
    assert codes(agree) == []
    assert codes([agree[0], Row("b", "Projekts ilgs 24 mēnešus.", "The project takes 24 months.")]) == [
        ("b", "inconsistent")
    ]


def test_one_name_two_spellings() -> None:
    """A name that comes out in two spellings is a finding where the less usual stands."""
    rows = [
        Row("a", "Paldies Džo Grīnam par darbu.", "Thanks to Joe Green for the work."),
        Row("b", "Vakar Džo Grīns atbrauca.", "Joe Green came yesterday."),
        Row("c", "Klausījās Džo Grīna runu.", "They heard Jo Grin speak."),
    ]
    assert codes(rows) == [("c", "name-inconsistent")]


def test_names_seen_in_a_segment() -> None:
    """Names are told with what is common to their cases, with their renderings and kinds; bodies too."""
    found = seen(
        "Runāja Ilze Liepiņa un Džo Grīns no Ziemeļu zinātņu akadēmijas.",
        "Ilze Liepiņa and Joe Green of the Academy of Northern Sciences spoke.",
    )
    assert [(each.form, each.rendering, each.kind) for each in found] == [
        ("Ilze Liepiņa", "Ilze Liepiņa", "person"),
        ("Džo Grīns", "Joe Green", "person"),
        ("Ziemeļu zinātņu akadēmijas", "", "organisation"),
    ]
    assert seen("Paldies Ilzei Liepiņai.", "")[0].key == found[0].key


def test_unfinished_rows_are_left_out() -> None:
    """A segment without a target contradicts nothing."""
    assert codes([Row("a", "Darbs sākās.", ""), Row("b", "Darbs sākās.", "Work began.")]) == []
