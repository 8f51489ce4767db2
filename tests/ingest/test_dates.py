"""Dates as whole lines, in the forms that Latvian and other newsrooms write."""

from __future__ import annotations

from datetime import date

import pytest

from i18nflow.ingest import dates

THE_DAY = date(2021, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "05/03/2021",
        "5.3.2021",
        "05.03.2021.",
        "05. 03. 2021.",
        "2021-03-05",
        "2021-03-05T14:30:00+02:00",
        "2021. gada 5. martā",
        "2021.gada 5.martā",
        "2021. gada 5. marts",
        "5. marts, 2021",
        "5. marts 2021",
        "Piektdiena, 2021. gada 5. marts",
        "05.03.2021. 14:30",
        "05.03.2021. plkst. 14.30",
        "5 March 2021",
        "March 5, 2021",
        "5th March 2021",
    ],
)
def test_forms_of_one_day(text: str) -> None:
    """Every usual form of the fifth of March is that day."""
    assert dates.parse(text, "lv") == THE_DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021",
        "5. marts",
        "31.02.2021",
        "5. martā notika sapulce",
        "Nr. 05.03.2021-7",
        "1.2.3",
        "2021. gada 5. skudra",
        "12/2020",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """A line with other words, an impossible day or no year is no date."""
    assert dates.parse(text, "lv") is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("5. März 2021", "de"),
        ("5 марта 2021 г.", "ru"),  # noqa: RUF001
        ("2021 m. kovo 5", "lt"),
        ("5 de marzo de 2021", "es"),
    ],
)
def test_other_languages(text: str, lang: str) -> None:
    """Month names come from CLDR, whatever the language of the text."""
    assert dates.parse(text, lang) == THE_DAY


def test_a_month_first_date_is_read_where_nothing_else_fits() -> None:
    """Day first is the rule; 03/25/2021 can only be month first."""
    assert dates.parse("03/05/2021", "lv") == date(2021, 5, 3)
    assert dates.parse("03/25/2021", "lv") == date(2021, 3, 25)
