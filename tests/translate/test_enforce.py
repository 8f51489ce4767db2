"""Glossary enforcement: what is repaired, and what is left to the translator."""

from __future__ import annotations

import pytest

from i18nflow.model import Occurrence, Term, TermStatus
from i18nflow.translate import enforce, missing

CHAIN = Term("piegādes ķēde", "supply chain", avoid=("delivery chain", "delivery"))
PARTNERS = Term(
    "sadarbības partneris", "cooperation partner", avoid=("collaboration partner", "partner in cooperation")
)
AGENCY = Term("aģentūra", "agency", avoid=("office",))
EVENT = Term("atklāšanas pasākums", "Opening Day", avoid=("kick off meeting", "launch occasion"))
FRAUD = Term("krāpšana", "fraud", avoid=("wrong dealing",))
SHARE = Term("procentpunkts", "pp", avoid=("hundredth part",))
SURFACE = Term("ūdens virsma", "water surface", avoid=("surface of the water", "face water"))
MAIL = Term("e-pasts", "email", avoid=("e-mail",))
LAWS = Term("tiesību akts", "legislation", avoid=("legal acts",))


def at(*terms: Term) -> list[Occurrence]:
    return [Occurrence(10 * number, 10 * number + 5, term) for number, term in enumerate(terms)]


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("The delivery chain is long.", [CHAIN], "The supply chain is long."),
        ("The delivery chains are long.", [CHAIN], "The supply chains are long."),
        ("Delivery chain in trouble", [CHAIN], "Supply chain in trouble"),
        ("Our collaboration partners came.", [PARTNERS], "Our cooperation partners came."),
        ("The launch occasion was short.", [EVENT], None),
        # the article would no longer fit, or the new noun may have none or need one
        ("It was a launch occasion.", [EVENT], None),
        ("They speak of wrong dealing.", [FRAUD], None),
        ("They speak of the wrong dealing.", [FRAUD], "They speak of the fraud."),
        ("They saw wrong dealings.", [FRAUD], None),
        # a word would stand twice
        ("The global supply delivery chain.", [CHAIN], None),
        # a unit after a figure
        ("It is 5 hundredth part.", [SHARE], "It is 5 pp."),
        # spelling alone
        ("Send an e-mail.", [MAIL], "Send an email."),
        ("Send e-mails.", [MAIL], "Send emails."),
        # another number is listed than is wanted
        ("All legal acts apply.", [LAWS], None),
        # what stands around a phrase with a preposition seldom fits a compound
        ("On the surface of the water force is felt.", [SURFACE], None),
        ("The face water is calm.", [SURFACE], "The water surface is calm."),
        # a single word says too little
        ("The office is closed.", [AGENCY], None),
        # already right
        ("The supply chain, not the delivery chain.", [CHAIN], None),
        # twice in the text, or twice in the source
        ("A delivery chain beside a delivery chain.", [CHAIN], None),
        ("The delivery chain is long.", [CHAIN, CHAIN], None),
        # part of something longer, or with another ending
        ("A delivery-chain-like thing.", [CHAIN], None),
        ("The delivery chain's end.", [CHAIN], None),
        # capitals that are somebody's name or a headline's
        ("The Delivery Chain Board met.", [CHAIN], None),
        ("DELIVERY CHAIN", [CHAIN], None),
        ("No such thing here.", [CHAIN], None),
    ],
)
def test_only_the_safe_class_is_repaired(text: str, terms: list[Term], expected: str | None) -> None:
    """Several words, one place, equal number; everything else stays as the engine wrote it."""
    enforced = enforce(text, at(*terms), "en-GB")
    assert enforced.text == (expected or text)
    assert bool(enforced.repairs) is (expected is not None)


def test_repairs_say_what_was_changed() -> None:
    """The old words and the new ones."""
    enforced = enforce("The delivery chain.", at(CHAIN), "en")
    assert enforced.repairs == ("delivery chain → supply chain",)


def test_other_languages_are_left_alone() -> None:
    """German endings are not known to be equal."""
    term = Term("piegādes ķēde", "Lieferkette", avoid=("Kette der Lieferung",))
    assert enforce("Die Kette der Lieferung.", at(term), "de").repairs == ()


def test_entries_that_ask_for_nothing_change_nothing() -> None:
    """``enforce: no`` and forbidden entries bring no repair."""
    quiet = Term("piegādes ķēde", "supply chain", avoid=("delivery chain",), enforce="no")
    forbidden = Term("piegādes ķēde", "chain of supply", status=TermStatus.FORBIDDEN)
    assert enforce("The delivery chain.", at(quiet, forbidden), "en").repairs == ()


def test_missing_terms_are_told_once() -> None:
    """One for each term that has no accepted rendering in the text."""
    assert missing("The supply chain of the office.", at(CHAIN, AGENCY, AGENCY), "en-GB") == (AGENCY,)
