"""Glossary terms in the target."""

from __future__ import annotations

import pytest

from i18nflow.check import run
from i18nflow.check.terms import terms
from i18nflow.glossary import Matcher
from i18nflow.model import LanguagePair, Occurrence, Side, Term, TermStatus

PAIR = LanguagePair("lv", "en-GB")
TERMS = (
    Term("klasteris", "cluster", accept=("cluster body",), avoid=("bunch",)),
    Term("projekts", "project", enforce="no"),
    Term("LETERA", "", status=TermStatus.DO_NOT_TRANSLATE),
    Term("nozare", "sector"),
    Term("nozare", "branch", status=TermStatus.FORBIDDEN),
    Term("pasākums", "measure"),
    Term("pasākums", "event", status=TermStatus.ADMITTED),
)
MATCHER = Matcher(TERMS, "lv")


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("Klastera darbs.", "The cluster's work.", []),
        ("Klasteriem ir darbs.", "The clusters have work.", []),
        ("Klastera darbs.", "The work of the cluster body.", []),
        ("Klastera darbs.", "The group's work.", ["term-missing"]),
        ("Klastera darbs.", "The bunch's work.", ["term-forbidden"]),
        ("Klastera un klastera darbs.", "The group's work.", ["term-missing"]),
        ("Nozares darbs.", "The branch's work.", ["term-forbidden"]),
        ("Nozares darbs.", "The sector's work.", []),
        ("Pasākuma darbs.", "The event's work.", []),
        ("LETERA darbs.", "The work of LETERA.", []),
        ("LETERA darbs.", "The work of Letera.", ["term-missing"]),
        ("Projekta darbs.", "The work of the scheme.", []),
    ],
)
def test_terms(source: str, target: str, codes: list[str]) -> None:
    """A term is rendered as the glossary says, in any form; what it forbids is an error."""
    found = run(source, target, pair=PAIR, occurrences=MATCHER.find(source))
    assert [each.code for each in found] == codes


def test_missing_term_points_to_the_source() -> None:
    """A missing term is shown where it stands in the source; a forbidden one where it stands in the target."""
    source, target = "Aug klastera darbs.", "The group's work grows."
    (missing,) = run(source, target, pair=PAIR, occurrences=MATCHER.find(source))
    assert (missing.side, missing.start, missing.end, missing.expected) == (Side.SOURCE, 4, 12, "cluster")
    (wrong,) = run(source, "A bunch works.", pair=PAIR, occurrences=MATCHER.find(source))
    assert (wrong.side, wrong.start, wrong.end, wrong.fix) == (Side.TARGET, 2, 7, "cluster")


@pytest.mark.parametrize(
    ("found", "fix"),
    [
        ("delivery chains", "supply chains"),
        ("delivery chain", "supply chain"),
        ("Delivery chains", "Supply chains"),
    ],
)
def test_the_fix_has_the_number_and_the_capital_of_what_stands_there(found: str, fix: str) -> None:
    """One click makes a sentence, not a citation form in its middle."""
    chain = Term("piegādes ķēde", "supply chain", avoid=("delivery chain",))
    (finding,) = terms(f"{found} matter.", [Occurrence(0, 5, chain)], "en-GB")
    assert (finding.code, finding.fix) == ("term-forbidden", fix)


def test_a_name_to_be_kept_gets_no_plural() -> None:
    """What is not translated stands as it is in the source."""
    name = Term("LETERA", "", TermStatus.DO_NOT_TRANSLATE, avoid=("letters",))
    (finding,) = terms("The letters met.", [Occurrence(0, 6, name)], "en-GB")
    assert finding.fix == "LETERA"
