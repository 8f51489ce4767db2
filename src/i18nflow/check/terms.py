"""Glossary terms: each occurrence in the source has an accepted rendering in the target, and no wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from i18nflow.glossary import find_avoided, find_target
from i18nflow.language.english import in_number_of
from i18nflow.language.tags import base
from i18nflow.model import Finding, Occurrence, Severity, Side, Term, TermStatus, said

_Place = tuple[int, int, str]


def terms(target: str, occurrences: Sequence[Occurrence], lang: str) -> Iterator[Finding]:
    """``term-missing`` and ``term-forbidden``; one finding for all occurrences of one term."""
    seen: set[str] = set()
    for spot, entries in _by_place(occurrences):
        heading = entries[0].source
        if heading not in seen:
            seen.add(heading)
            yield from _one(target, spot, entries, lang)


def _by_place(occurrences: Sequence[Occurrence]) -> Iterator[tuple[Occurrence, list[Term]]]:
    """The occurrences that stand within no longer one, with all entries that stand at that place."""
    places: dict[tuple[int, int], list[Occurrence]] = {}
    for occurrence in occurrences:
        places.setdefault((occurrence.start, occurrence.end), []).append(occurrence)
    for (start, end), here in sorted(places.items()):
        inside = any(s <= start and end <= e and (s, e) != (start, end) for s, e in places)
        if not inside:
            yield here[0], [each.term for each in here]


def _one(target: str, spot: Occurrence, entries: list[Term], lang: str) -> Iterator[Finding]:
    good = [term for term in entries if term.status is not TermStatus.FORBIDDEN]
    covered = [place for term in good for place in find_target(term, target, lang)]
    wrong = [place for place in _wrong(target, entries, lang) if not _within(place, covered)]
    expected = _expected(good)
    for start, end, _ in wrong:
        fix = expected
        if expected and base(lang) == "en" and any(term.target == expected for term in good):
            fix = in_number_of(target[start:end], expected)
        yield _forbidden(target, start, end, expected, fix)
    # "enforce: no" asks for no rendering, but what the entry says to avoid is still wrong.
    asked = good and not any(term.enforce == "no" for term in good)
    if asked and not covered and not wrong:
        yield _missing(spot, good[0], expected)


def _wrong(target: str, entries: Sequence[Term], lang: str) -> list[_Place]:
    """Where a rendering stands that an entry forbids or wants avoided."""
    found = {place for term in entries for place in find_avoided(term, target, lang)}
    for term in entries:
        if term.status is TermStatus.FORBIDDEN:
            found.update(find_target(term, target, lang))
    return sorted(found)


def _within(place: _Place, others: Sequence[_Place]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end, _ in others)


def _expected(good: Sequence[Term]) -> str | None:
    preferred = [term for term in good if term.status is not TermStatus.ADMITTED] or list(good)
    return (preferred[0].target or preferred[0].source) if preferred else None


def _forbidden(target: str, start: int, end: int, expected: str | None, fix: str | None) -> Finding:
    if fix and target[start : start + 1].isupper() and fix[:1].islower():
        fix = fix[0].upper() + fix[1:]
    here = target[start:end]
    message = (
        said(
            "“{found}” is not to be used here; the glossary says “{expected}”.", found=here, expected=expected
        )
        if expected
        else said("“{found}” is not to be used here.", found=here)
    )
    return Finding(
        "term-forbidden", Severity.ERROR, message, start=start, end=end, expected=expected, fix=fix
    )


def _missing(spot: Occurrence, term: Term, expected: str | None) -> Finding:
    if term.status is TermStatus.DO_NOT_TRANSLATE:
        message = said("“{source}” is to be kept as it is.", source=term.source)
    else:
        message = said(
            "The glossary renders “{source}” as “{expected}”; the target does not have it.",
            source=term.source,
            expected=expected or "",
        )
    return Finding(
        "term-missing",
        Severity.WARNING,
        message,
        side=Side.SOURCE,
        start=spot.start,
        end=spot.end,
        expected=expected,
    )
