"""Numbers, dates, codes and amounts of right and wrong translations, in the forms that a newsroom meets."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18nflow.check import run
from i18nflow.model import LanguagePair

PAIR = LanguagePair("lv", "en-GB")
CODES = {"number-differs", "date-differs", "code-differs", "currency-differs", "number-format"}
RIGHT = [
    tuple(line.split("|"))
    for line in (Path(__file__).parent / "right_pairs.txt").read_text("utf-8").splitlines()
]
# source, wrong target -> code, the fix that one click makes (None where only what was expected is shown)
WRONG = [
    ("Saņēma 220 231 EUR.", "Received 220 231 EUR.", "number-format", "EUR 220,231"),
    ("Ieguva 220`231 EUR.", "Got EUR 202,231.", "number-differs", "220,231"),
    ("Maksā 480’506.67 eiro.", "It costs EUR 480,506.76.", "number-differs", "480,506.67"),
    (
        "Tas notika 2020. gada 2. ceturksnī.",
        "It was in the 2. quarter of 2020.",
        "number-format",
        "second quarter",
    ),
    ("Tas notika 30.06.2020.", "It was on 30 July 2020.", "date-differs", "30 June 2020"),
    ("Tas notika 30/06/2020.", "It was on 30 June 2021.", "date-differs", "30 June 2020"),
    ("Tas notika 2020. gada 30. jūnijā.", "It was on 3 June 2020.", "date-differs", "30 June 2020"),
    ("Līgums Nr.3.2.1.1/16/A/006.", "Contract No 3.2.1.1/16/A/060.", "code-differs", "3.2.1.1/16/A/006"),
    ("Maksā 10 eiro.", "It costs $10.", "currency-differs", "EUR 10"),
    ("Trīs vīri.", "Four men.", "number-differs", "Three"),
    ("Divdesmit pieci gadi.", "Twenty-four years.", "number-differs", "25"),
    ("Pusotrs miljons cilvēku.", "2.5 million people.", "number-differs", "1.5 million"),
    ("Piešķīra 3,1 milj. eiro.", "EUR 31 million was granted.", "number-differs", "3.1 million"),
    ("Ieguva 85% balsu.", "It got 58% of the votes.", "number-differs", "85"),
    ("Plkst. 14.30.", "At 4.30 p.m.", "date-differs", "14:30"),
    ("No 2017. gada līdz 2020. gadam.", "From 2017 to 2021.", "date-differs", "2020"),
    ("2014.–2020. gada periods.", "The 2014-2021 period.", "date-differs", "2020"),
    ("70. gados.", "In the 1980s.", "date-differs", "70s"),
    ("XXI gadsimtā.", "In the 20th century.", "date-differs", "21st century"),
    ("Tālr. 67123456.", "Tel. 67123465.", "code-differs", "67123456"),
    ("1/3 no summas.", "1/4 of the sum.", "number-differs", "1/3"),
    ("No plkst. 9 līdz 17.", "From 9 a.m. to 6 p.m.", "date-differs", "17"),
    ("Spēle beidzās 3:2.", "The game ended 4–2.", "number-differs", "3"),
]


@pytest.mark.parametrize(("source", "target"), RIGHT, ids=[source[:40] for source, _ in RIGHT])
def test_right_translations_are_silent(source: str, target: str) -> None:
    """The same value in the other language's manner is no finding."""
    assert [one.message for one in run(source, target, pair=PAIR) if one.code in CODES] == []


@pytest.mark.parametrize(
    ("source", "target", "code", "fix"), WRONG, ids=[source[:40] for source, *_ in WRONG]
)
def test_wrong_values_are_found_with_their_fix(source: str, target: str, code: str, fix: str) -> None:
    """The code says what differs, the fix is the right form in English."""
    found = [one for one in run(source, target, pair=PAIR) if one.code in CODES]
    assert [(one.code, one.expected, one.fix) for one in found] == [(code, fix, fix)]
