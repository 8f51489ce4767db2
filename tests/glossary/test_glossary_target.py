"""Finding a term's renderings in the target text."""

from __future__ import annotations

import pytest

from i18nflow.glossary import find_avoided, find_target, rendering_forms
from i18nflow.language.english import last_word_forms
from i18nflow.model import Term, TermStatus


@pytest.mark.parametrize(
    ("target", "text", "expected"),
    [
        ("museum", "Museums, the museum’s hall and the museums' staff; a museumgoer.", ["Museums", "museum’s", "museums'"]),
        ("policy", "Policies and a policy.", ["Policies", "policy"]),
        ("analysis", "Two analyses.", ["analyses"]),
        ("studies", "One study.", ["study"]),
        ("spokeswoman", "Spokeswomen said.", ["Spokeswomen"]),
        ("co-operation", "Cooperation, co operation, co-operation.", ["Cooperation", "co operation", "co-operation"]),
        ("value chain", "Value\u00a0chains and value-chain.", ["Value\u00a0chains", "value-chain"]),
        ("SME", "SMEs, SME’s, smes.", ["SMEs", "SME’s"]),
        ("programme", "A program.", []),
        ("IT", "It is IT.", ["IT"]),
    ],
)  # fmt: skip
def test_renderings_are_found_in_english_forms(target: str, text: str, expected: list[str]) -> None:
    """Plural, possessive, hyphen and capital variants count; another spelling does not."""
    places = find_target(Term("x", target), text, "en-GB")
    assert [form for _, _, form in places] == expected
    assert all(text[start:end] == form for start, end, form in places)


def test_accepted_forms_count_and_avoided_ones_are_named() -> None:
    """accept adds renderings; an avoided form inside an accepted one is not avoided."""
    term = Term(
        "x", "European Commission", accept=("Commission",), avoid=("EU commission", "Euro commission")
    )
    assert [form for *_, form in find_target(term, "The Commission", "en")] == ["Commission"]
    assert [form for *_, form in find_avoided(term, "The EU Commission", "en")] == ["EU Commission"]
    inner = Term("x", "cluster member", avoid=("member",))
    assert find_avoided(inner, "A cluster member", "en") == []


def test_what_is_not_translated_must_stand_as_it_is() -> None:
    """The source is the rendering of a do-not-translate entry."""
    term = Term("LETERA", "", status=TermStatus.DO_NOT_TRANSLATE)
    assert find_target(term, "LETERA and Letera", "en") == [(0, 6, "LETERA")]


def test_other_target_languages_are_compared_as_written() -> None:
    """No English plural is made of a German word."""
    assert rendering_forms(Term("x", "Haus"), "de") == ("Haus",)
    assert find_target(Term("x", "Haus"), "Das haus.", "de") == [(4, 8, "haus")]


@pytest.mark.parametrize(
    ("word", "other"),
    [("box", "boxes"), ("leaf", "leaves"), ("criteria", "criterion"), ("Child", "Children"), ("day", "days"),
     ("hero", "heroes"), ("photo", "photos"), ("businesses", "business"), ("by-product", "by-products")],
)  # fmt: skip
def test_the_other_number_of_an_english_noun(word: str, other: str) -> None:
    """Regular and irregular, both ways, capitals kept."""
    assert last_word_forms(word) == (word, other)


def test_nouns_without_another_number_keep_their_form() -> None:
    """series, electronics."""
    assert last_word_forms("series") == ("series",)
    assert last_word_forms("electronics") == ("electronics",)
