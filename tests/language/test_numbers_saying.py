"""The right form of a figure in the target language."""

from __future__ import annotations

import pytest

from i18nflow.language.numbers import read, say

FORMS = [
    ("48`310 EUR", "lv", "en-GB", "EUR 48,310"),
    ("488 235,29 eiro", "lv", "en", "EUR 488,235.29"),
    ("2020. gada 30. jūnijā", "lv", "en-GB", "30 June 2020"),
    ("2020. gada 30. jūnijā", "lv", "en-US", "June 30, 2020"),
    ("30. jūnijā", "lv", "en-GB", "30 June"),
    ("2020. gada jūnijā", "lv", "en-GB", "June 2020"),
    ("2. ceturksnī", "lv", "en-GB", "second quarter"),
    ("80. gados", "lv", "en", "80s"),
    ("1980. gados", "lv", "en", "1980s"),
    ("19. gadsimtā", "lv", "en", "19th century"),
    ("3,1 milj. eiro", "lv", "en", "EUR 3.1 million"),
    ("85 procenti", "lv", "en", "85%"),
    ("2017. gadā", "lv", "en", "2017"),
    ("maijā", "lv", "en", "May"),
    ("pirmdien", "lv", "en", "Monday"),
    ("EUR 48,310", "en", "lv", "48\u00a0310 EUR"),
    ("30 June 2020", "en", "lv", "2020. gada 30. jūnijs"),
    ("30 June 2020", "en", "de", "30. Juni 2020"),
    ("EUR 48,310", "en", "de", "48.310\u00a0EUR"),
]


@pytest.mark.parametrize(("text", "lang", "into", "form"), FORMS)
def test_forms(text: str, lang: str, into: str, form: str) -> None:
    """A figure is said as the other language prints it."""
    said = say(read(text, lang)[0], into)
    assert said is not None
    assert said.replace("\u00a0", " ") == form.replace("\u00a0", " ")


def test_codes_are_not_said() -> None:
    """A code has no form of another language: it is kept."""
    assert say(read("Nr.3.2.1.1/16/A/006", "lv")[0], "en") is None


@pytest.mark.parametrize(("text", "lang", "into", "form"), FORMS)
def test_what_is_said_is_read_again(text: str, lang: str, into: str, form: str) -> None:
    """Reading the right form gives the value that it was made from."""
    first = read(text, lang)[0]
    again = read(form, into)[0]
    assert first.key == again.key or first.key in again.accepts or again.key in first.accepts
