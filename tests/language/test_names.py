"""Names found in Latvian text and folded from their cases."""

from __future__ import annotations

import pytest

from i18nflow.language.names import candidates, fold, same, without_first_word


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vakar Džo Grīnam piezvanīja Ilze Liepiņa.", ["Džo Grīnam", "Ilze Liepiņa"]),
        ("Uzņēmums aug. Projekts sākās jūlijā.", []),
        ("Ursula fon der Leiena runāja ilgi.", ["Ursula fon der Leiena"]),
        ("Vakar Rīgā tikās Ventspils Augstskola.", ["Rīgā", "Ventspils Augstskola"]),
    ],
)
def test_candidates(text: str, names: list[str]) -> None:
    """Capitalised runs are names; the first word of a sentence alone is none."""
    assert [found.text for found in candidates(text)] == names


@pytest.mark.parametrize(
    "forms",
    [
        ("Džo Grīns", "Džo Grīna", "Džo Grīnam", "Džo Grīnu"),
        ("Andris Liepiņš", "Andra Liepiņa", "Andrim Liepiņam", "Andri Liepiņu"),
        ("Ilze Liepiņa", "Ilzes Liepiņas", "Ilzei Liepiņai", "Ilzi Liepiņu"),
        ("Kārlis Lācis", "Kārļa Lāča", "Kārlim Lācim"),
    ],
)
def test_cases_fold_to_the_nominative(forms: tuple[str, ...]) -> None:
    """All cases of a name are one name, called by its nominative."""
    assert set(fold(reversed(forms)).values()) == {forms[0]}


def test_a_first_word_is_cut_off() -> None:
    """A capital that only the start of the sentence gave does not become a part of the name."""
    found = [
        each
        for text in ("Runāja Ilze Liepiņa.", "Paldies Ilzei Liepiņai!", "Ilze Liepiņa runāja.")
        for each in candidates(text)
    ]
    assert [without_first_word(each) for each in found] == ["Ilze Liepiņa", "Ilzei Liepiņai", "Ilze Liepiņa"]


def test_man_and_woman() -> None:
    """Liepiņš and Liepiņa are two people where a form tells it."""
    assert not same("Andrim Liepiņam", "Andrai Liepiņai")
    assert same("Andra Liepiņa", "Andrim Liepiņam")
