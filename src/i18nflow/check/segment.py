"""All checks of one segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from i18nflow.check.inline import inline
from i18nflow.check.names import names
from i18nflow.check.numbers import numbers
from i18nflow.check.punctuation import brackets, end_punctuation
from i18nflow.check.quotes import quotes
from i18nflow.check.spacing import spacing
from i18nflow.check.terms import terms
from i18nflow.check.view import place, view
from i18nflow.check.wording import length, untranslated
from i18nflow.model import Code, Finding, LanguagePair, Occurrence, SegmentKind, Severity, Side
from i18nflow.names import Register

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def run(
    source: str,
    target: str,
    *,
    pair: LanguagePair,
    occurrences: Sequence[Occurrence] = (),
    source_codes: Sequence[Code] = (),
    kind: SegmentKind | None = None,
    register: Register | None = None,
) -> list[Finding]:
    """What there is to say of ``target`` as a translation of ``source``: most serious first, then by place.

    ``occurrences`` are the glossary terms found in ``source``; ``source_codes`` the inline codes of the
    segment (both texts may use them); ``register`` holds the names that come out one way. An empty target gives one finding, an empty source none. ``kind``
    spares headings and the like what is expected of a sentence.
    """
    before, after = view(source, source_codes), view(target, source_codes)
    if not before.plain.strip() or not after.plain.strip():
        return list(untranslated(before.plain, after.plain, pair))
    found = [place(each, before, after) for each in _plain(before.plain, after.plain, pair, kind)]
    found.extend(inline(source, target, source_codes))
    found.extend(
        each if each.side is Side.SOURCE else place(each, before, after)
        for each in _terms(after.plain, occurrences, pair)
    )
    if register is not None:
        found.extend(place(each, before, after) for each in names(before.plain, after.plain, register))
    return sorted(found, key=lambda each: (_ORDER[each.severity], -1 if each.start is None else each.start))


def _plain(source: str, target: str, pair: LanguagePair, kind: SegmentKind | None) -> Iterator[Finding]:
    lang = pair.target_base
    yield from numbers(source, target, pair)
    yield from untranslated(source, target, pair)
    yield from spacing(source, target, lang)
    yield from quotes(source, target, lang)
    yield from brackets(source, target)
    if kind not in (SegmentKind.ALT, SegmentKind.CREDIT, SegmentKind.TOPIC):
        yield from end_punctuation(source, target)
    yield from length(source, target)


def _terms(target: str, occurrences: Sequence[Occurrence], pair: LanguagePair) -> Iterator[Finding]:
    """Term findings; the spans of missing ones count in the source as the caller gave it."""
    if occurrences:
        yield from terms(target, occurrences, pair.target_base)
