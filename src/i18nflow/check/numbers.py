"""Numbers, dates, codes and amounts: the target says the same values, in its own language's form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18nflow.language.numbers import Difference, Figure, Kind, Sort, Weight, compare, other_era, read, say
from i18nflow.language.numbers.saying import amount, bare, in_word
from i18nflow.model import Finding, LanguagePair, Said, Severity, said

_DATES = frozenset({Kind.DATE, Kind.MONTH, Kind.WEEKDAY, Kind.YEAR, Kind.DECADE, Kind.CENTURY, Kind.TIME})
_CODES = frozenset({Kind.CODE, Kind.PHONE})
_FRACTION = re.compile(r"\d+/\d+")
_DOTTED = re.compile(r"\d\.\s")
_CODE_BEHIND = re.compile(r"\d\s?[A-Z]{3}\Z")


def numbers(source: str, target: str, pair: LanguagePair) -> Iterator[Finding]:
    """``number-differs``, ``date-differs``, ``code-differs``, ``currency-differs`` and ``number-format``."""
    spoiled: set[int] = set()
    for difference in compare(source, target, pair.source, pair.target):
        if difference.found is not None:
            spoiled.add(difference.found.start)
        yield _finding(difference, source, target, pair.target)
    era = other_era(source, target, pair.source, pair.target)
    if era is not None:
        message = said("“{found}” is not the era of the source.", found=target[era[0] : era[1]])
        yield Finding("date-differs", Severity.ERROR, message, start=era[0], end=era[1])
    for figure in read(target, pair.target):
        if figure.start not in spoiled:
            yield from _form(figure, target, pair.target)


def _finding(difference: Difference, source: str, target: str, lang: str) -> Finding:
    wanted, found = difference.wanted, difference.found
    expected = _expected(difference, target, lang, source)
    if found is None:
        assert wanted is not None
        return Finding(
            _code(difference), _severity(difference),
            said("The source says “{wanted}”; the target does not.", wanted=_text(source, wanted)),
            expected=expected,
        )  # fmt: skip
    start, end = _span(difference, found)
    return Finding(
        _code(difference),
        _severity(difference),
        _message(difference, source, target),
        start=start,
        end=end,
        expected=expected,
        fix=expected if difference.sort is not Sort.UNIT else None,
    )


def _code(difference: Difference) -> str:
    if difference.sort is Sort.CURRENCY:
        return "currency-differs"
    kinds = {figure.kind for figure in (difference.wanted, difference.found) if figure is not None}
    if kinds & _CODES:
        return "code-differs"
    return "date-differs" if kinds & _DATES else "number-differs"


def _severity(difference: Difference) -> Severity:
    """A value in digits and a month are errors; number words leave a translator more freedom."""
    hard = any(
        each is not None and each.weight is Weight.HARD for each in (difference.wanted, difference.found)
    )
    return Severity.ERROR if hard else Severity.WARNING


def _message(difference: Difference, source: str, target: str) -> Said:
    wanted, found = difference.wanted, difference.found
    assert found is not None
    if wanted is None:
        return said("The source does not say “{found}”.", found=_text(target, found))
    if difference.sort is Sort.CURRENCY:
        theirs, ours = _text(source, wanted, wide=True), _text(target, found, wide=True)
        return said(
            "The source says “{wanted}”, the target “{found}”: the currency differs.",
            wanted=theirs,
            found=ours,
        )
    if difference.sort is Sort.UNIT:
        return said(
            "“{found}” counts {unit} here and {other} in the source.",
            found=_text(target, found),
            unit=found.unit,
            other=wanted.unit,
        )
    return said(
        "The source says “{wanted}”, the target “{found}”.",
        wanted=_text(source, wanted),
        found=_text(target, found),
    )


def _text(text: str, figure: Figure, *, wide: bool = False) -> str:
    start, end = figure.amount if wide and figure.amount else (figure.start, figure.end)
    return text[start:end].strip(" ,")


def _span(difference: Difference, found: Figure) -> tuple[int, int]:
    if difference.sort is Sort.CURRENCY and found.amount:
        return found.amount
    return found.start, found.end


def _expected(difference: Difference, target: str, lang: str, source: str) -> str | None:
    """The right form in the target language, to stand where the wrong one stands."""
    wanted, found = difference.wanted, difference.found
    if wanted is None:
        return None
    if wanted.kind in _CODES or _FRACTION.fullmatch(source, wanted.start, wanted.end):
        return source[wanted.start : wanted.end]
    if difference.sort is Sort.CURRENCY:
        return amount(wanted, lang) if wanted.currency else None
    if found is None or wanted.value is None or found.kind in _DATES:
        return say(wanted, lang)
    if wanted.kind in (Kind.QUARTER, Kind.CENTURY, Kind.YEAR):
        return say(wanted, lang)
    if found.written == "words" and (word := in_word(wanted, lang)):
        return word.capitalize() if target[found.start].isupper() else word
    if wanted.kind is Kind.ORDINAL and found.kind in (Kind.ORDINAL, Kind.CENTURY):
        return say(wanted, lang)
    return bare(wanted, lang)


def _form(figure: Figure, target: str, lang: str) -> Iterator[Finding]:
    """A right value in another language's form: 2,5 or 220 231 EUR in English."""
    if figure.written != "digits":
        return
    text = target[figure.start : figure.end]
    start, end = figure.amount or (figure.start, figure.end)
    expected = say(figure, lang)
    if figure.odd or (
        figure.kind in (Kind.QUARTER, Kind.CENTURY) and lang.startswith("en") and _DOTTED.search(text)
    ):
        decimal = figure.odd and figure.value != int(figure.value or 0)
        severity = Severity.WARNING if decimal or not figure.odd else Severity.INFO
    elif len(figure.currency) == 3 and lang.startswith("en") and _CODE_BEHIND.search(target[start:end]):
        severity = Severity.INFO
    else:
        return
    if expected is not None and expected != target[start:end]:
        message = said("This language writes “{expected}”.", expected=expected)
        yield Finding(
            "number-format", severity, message, start=start, end=end, expected=expected, fix=expected
        )
