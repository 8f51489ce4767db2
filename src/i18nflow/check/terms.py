"""Glossary terms: each occurrence in the source has an accepted rendering in the target, and no wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from i18nflow.glossary import find_target
from i18nflow.model import Finding, Occurrence, Severity, Side, Term, TermStatus

_OFF = frozenset({"no", "off", "false", "0"})


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
        entries = [each.term for each in here if each.term.enforce.lower() not in _OFF]
        if entries and not inside:
            yield here[0], entries


def _one(target: str, spot: Occurrence, entries: list[Term], lang: str) -> Iterator[Finding]:
    good = [term for term in entries if term.status is not TermStatus.FORBIDDEN]
    wrong = list(_wrong_renderings(target, entries, lang))
    covered = [span for term in good for span in _found(term, target, lang)]
    wrong = [bad for bad in wrong if not any(s <= bad[0] and bad[1] <= e for s, e, _ in covered)]
    expected = _expected(good)
    for start, end, form in wrong:
        yield _forbidden(target, start, end, form, expected)
    if good and not covered and not wrong:
        yield _missing(spot, good[0], expected)


def _found(term: Term, target: str, lang: str) -> list[tuple[int, int, str]]:
    """Where an accepted rendering stands; what must not be translated is looked for as it is in the source."""
    if term.status is TermStatus.DO_NOT_TRANSLATE:
        term = replace(term, target=term.source)
    return find_target(term, target, lang)


def _wrong_renderings(target: str, entries: Sequence[Term], lang: str) -> Iterator[tuple[int, int, str]]:
    for term in entries:
        forms = (*term.avoid, term.target) if term.status is TermStatus.FORBIDDEN else term.avoid
        for form in forms:
            if form:
                yield from find_target(replace(term, target=form, accept=(), avoid=()), target, lang)


def _expected(good: Sequence[Term]) -> str | None:
    preferred = [term for term in good if term.status is not TermStatus.ADMITTED] or list(good)
    return (preferred[0].target or preferred[0].source) if preferred else None


def _forbidden(target: str, start: int, end: int, form: str, expected: str | None) -> Finding:
    advice = f"; the glossary says “{expected}”" if expected else ""
    fix = expected
    if fix and target[start : start + 1].isupper() and fix[:1].islower():
        fix = fix[0].upper() + fix[1:]
    message = f"“{target[start:end]}” is not to be used here{advice}."
    return Finding(
        "term-forbidden", Severity.ERROR, message, start=start, end=end, expected=expected, fix=fix
    )


def _missing(spot: Occurrence, term: Term, expected: str | None) -> Finding:
    if term.status is TermStatus.DO_NOT_TRANSLATE:
        message = f"“{term.source}” is to be kept as it is."
    else:
        message = f"The glossary renders “{term.source}” as “{expected}”; the target does not have it."
    return Finding(
        "term-missing",
        Severity.WARNING,
        message,
        side=Side.SOURCE,
        start=spot.start,
        end=spot.end,
        expected=expected,
    )
