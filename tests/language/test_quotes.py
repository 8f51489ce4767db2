"""Quoted passages and their marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18nflow.language.quotes import passages


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Uzņēmums „Saule” aug", ["„Saule”"]),
        ('Uzņēmums "Saule" aug', ['"Saule"']),
        ("Er sagt: „Ja“, dann geht er", ["„Ja“"]),
        ("Die »Zeit« schreibt", ["»Zeit«"]),
        ("« Oui », dit-il", ["« Oui »"]),
        ("“One “inner” end”", ["“One “inner” end”", "“inner”"]),
        ('a 5" pipe', []),
    ],
)
def test_passages(text: str, quoted: list[str]) -> None:
    """A passage runs from its opening to its closing mark, in every language's style."""
    found, lonely = passages(text)
    assert [text[each.start : each.end] for each in found] == quoted
    assert lonely == []


def test_a_mark_without_a_partner() -> None:
    """A passage that is not closed leaves its mark alone."""
    assert passages("He said: “No.")[1] == [9]


@given(st.text(alphabet='ab „“”"«».', max_size=30))
def test_every_mark_is_accounted_for(text: str) -> None:
    """Each mark opens, closes, or is alone (an inch sign apart)."""
    found, lonely = passages(text)
    marks = sum(char in '„“”"«»' for char in text)
    assert 2 * len(found) + len(lonely) <= marks
