"""The findings of one segment: code, place, what was expected, and the fix."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18nflow.check import CODES, run
from i18nflow.model import Code, Finding, LanguagePair, SegmentKind, Side

PAIR = LanguagePair("lv", "en-GB")
BOLD = (Code(1, "strong"),)


def findings(source: str, target: str, code: str = "") -> list[Finding]:
    return [each for each in run(source, target, pair=PAIR) if not code or each.code == code]


CASES: list[tuple[str, str, list[str]]] = [
    ("Saņemti 48`310 EUR.", "EUR 48,310 was received.", []),
    ("Saņemti 48`310 EUR.", "EUR 48,130 was received.", ["number-differs"]),
    ("Saņemti 2,5 miljoni.", "2,5 million was received.", ["number-format"]),
    ("Saņemti 48 310 EUR.", "48 310 EUR was received.", ["number-format"]),
    ("Sākās 2021. gada 3. maijā.", "It began on 3 June 2021.", ["date-differs"]),
    ("Līgums Nr.3.2.1.1/16/A/006.", "Contract No 3.2.1.1/16/A/007.", ["code-differs"]),
    ("Cena ir 10 eiro.", "The price is 10 dollars.", ["currency-differs"]),
    ("Darbs sākās.", "Work began", ["end-punctuation"]),
    ("Vai darbs sākās?", "Work began.", ["end-punctuation"]),
    ("Darbs sākās plkst. 14.", "Work began at 2 p.m.", []),
    ("klasteru sadarbība;", "cluster cooperation;", []),
    ("„Darbs sākās.”", "“Work began.”", []),
    ("Darbs sākās agri.", "Darbs sākās agri.", ["untranslated"]),
    ("Darbs sākās agri.", "Work sākās early.", ["untranslated"]),
    ("Darbs sākās agri.", "", ["untranslated"]),
    ("LETERA", "LETERA", []),
    ("2020", "2020", []),
    ("Darbs sākās.", "Work  began.", ["double-space"]),
    ("Darbs sākās.", " Work began.", ["edge-space"]),
    ("Darbs sākās.", "Work work began.", ["doubled-word"]),
    ("Darbs sākās.", "He had had work.", []),
    ("Darbs (jauns) sākās.", "Work (new began.", ["brackets"]),
    ("a) darbs sākās;", "a) work began;", []),
    ("Uzņēmums „Saule” aug.", "The company „Saule” grows.", ["quotes"]),
    ("Uzņēmums „Saule” aug.", "The company “Saule” grows.", []),
    ("Uzņēmums „Saule” aug.", "The company “Saule grows.", ["quotes"]),
    ("Darbs sākās ļoti agri no rīta, un visi bija klāt jau laikus.", "Work began.", ["length"]),
]


@pytest.mark.parametrize(("source", "target", "codes"), CASES)
def test_codes(source: str, target: str, codes: list[str]) -> None:
    """Each slip gives its code and nothing else does."""
    assert [each.code for each in findings(source, target)] == codes


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("Saņemti 48`310 EUR.", "EUR 48,130 was received.", "EUR 48,310 was received."),
        ("Saņemti 48 310 EUR.", "48 310 EUR was received.", "EUR 48,310 was received."),
        ("Aug 2. ceturksnī.", "It grows in the 2. quarter.", "It grows in the second quarter."),
        ("Sākās 2021. gada 3. maijā.", "It began on 3 June 2021.", "It began on 3 May 2021."),
        ("Atnāca trīs cilvēki.", "Four people came.", "Three people came."),
        ("Uzņēmums „Saule” aug.", "The company „Saule” grows.", "The company “Saule” grows."),
        ("Uzņēmums „Saule” aug.", "The company «Saule» grows.", "The company “Saule” grows."),
        ("Darbs sākās.", "Work  began", "Work began."),
        ("Cena ir 10 eiro.", "The price is 10 dollars.", "The price is EUR 10."),
    ],
)
def test_fixes(source: str, target: str, mended: str) -> None:
    """Putting every fix in its place gives the right text, and the right text has no findings."""
    text = target
    for each in sorted(findings(source, target), key=lambda each: -(each.start or 0)):
        assert each.fix is not None
        text = text[: each.start] + each.fix + text[each.end :]
    assert text == mended
    assert findings(source, mended) == []


def test_what_is_missing_has_no_place() -> None:
    """A number that the target does not say gives no span, but says what was expected."""
    (found,) = findings("Saņemti 48`310 EUR.", "It was received.")
    assert (found.code, found.start, found.end, found.expected) == (
        "number-differs",
        None,
        None,
        "EUR 48,310",
    )


def test_inline_codes_are_passed_over() -> None:
    """Numbers in codes are no numbers, and spans count in the text with its codes."""
    found = run("Ir <1>48 310</1> EUR.", "It is EUR <1>48,130</1>.", pair=PAIR, source_codes=BOLD)
    assert [each.code for each in found] == ["number-differs"]
    assert (found[0].start, found[0].end) == (13, 19)


def test_a_fix_never_swallows_a_code() -> None:
    """Where a code stands inside the span there is no one-click fix."""
    found = run(
        "Ir 48 310 EUR.", "It is EUR 4<1/>8,130.", pair=PAIR, source_codes=(Code(1, "br", empty=True),)
    )
    assert all(each.fix is None for each in found if each.code == "number-differs")


@pytest.mark.parametrize(
    ("target", "count"),
    [
        ("<1>Work</1> began.", 0),
        ("Work</1> began.", 1),
        ("Work began.", 2),
        ("<1>Work</1> <1>began</1>.", 2),
        ("</1>Work<1> began.", 1),
    ],
)
def test_markup(target: str, count: int) -> None:
    """Every code of the source stands once in the target and closes after it opens."""
    found = run("<1>Darbs</1> sākās.", target, pair=PAIR, source_codes=BOLD)
    assert sum(each.code == "markup" for each in found) == count


def test_alt_texts_need_no_full_stop() -> None:
    """An alternative text is no sentence."""
    assert run("Zāle.", "A hall", pair=PAIR, kind=SegmentKind.ALT) == []


def test_codes_are_listed() -> None:
    """Every code that a check gives is in the list, with at least that severity."""
    for source, target, _ in CASES:
        for each in findings(source, target):
            assert each.code in CODES


@settings(max_examples=80)
@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from('0123456789.,:/-– €„”"()[]')), max_size=50),
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from('0123456789.,:/-– €„”"()[]')), max_size=50),
)
def test_any_text(source: str, target: str) -> None:
    """Any Unicode text can be checked; every span lies in the text it names."""
    for each in run(source, target, pair=PAIR):
        if each.start is not None and each.end is not None:
            text = target if each.side is Side.TARGET else source
            assert 0 <= each.start <= each.end <= len(text)
