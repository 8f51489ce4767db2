"""What is wrong with a glossary: remarks for the terminologist, entry by entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from i18nflow.glossary.matching import Matcher
from i18nflow.glossary.target import rendering_forms, renderings
from i18nflow.language.forms import forms_for
from i18nflow.model import Severity, Term, TermStatus

KNOWN_POS = frozenset(
    [
        "noun",
        "propn",
        "name",
        "adj",
        "adjective",
        "participle",
        "num",
        "numeral",
        "ordinal",
        "det",
        "pron",
        "pronoun",
        "adv",
        "adverb",
        "verb",
        "acronym",
        "abbreviation",
        "indecl",
        "phrase",
        "symbol",
    ]
) | {"n", "proper noun", ""}
_COUNTED = 8


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of an entry; ``line`` is its line in the file."""

    code: str
    severity: Severity
    message: str
    source: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with the forms it is found in and the renderings that count as it."""

    term: Term
    forms: tuple[str, ...]
    renderings: tuple[str, ...]


def entries(terms: Sequence[Term], lang: str, target_lang: str) -> tuple[Entry, ...]:
    """Each term with its forms."""
    matcher = Matcher((), lang)
    return tuple(Entry(term, matcher.forms(term), rendering_forms(term, target_lang)) for term in terms)


def check(terms: Sequence[Term], lang: str, target_lang: str = "en") -> tuple[Remark, ...]:
    """The remarks on ``terms``, in the order of the file.

    Codes: ``never-matches``, ``collides``, ``not-citation``, ``contradicts``, ``unknown-pos``, ``space``.
    """
    found = [remark for term in terms for remark in _of_entry(term, lang)]
    found += _collisions(terms, lang)
    found += _contradictions(terms, target_lang)
    return tuple(sorted(found, key=lambda remark: remark.line or 0))


def _of_entry(term: Term, lang: str) -> Iterator[Remark]:
    if term.source != " ".join(term.source.split()):
        yield _remark(term, "space", Severity.INFO, "The source has a space too many.")
    if term.pos not in KNOWN_POS:
        yield _remark(
            term, "unknown-pos", Severity.INFO, f"'{term.pos}' is not a part of speech the matcher knows."
        )
    matcher = Matcher((term,), lang)
    if not any(letter.isalnum() for letter in term.source) or not any(
        matcher.find(form, all=True) for form in matcher.forms(term)
    ):
        yield _remark(term, "never-matches", Severity.ERROR, "This entry can never be found in a text.")
        return
    citation = forms_for(lang).citation(term)
    if citation and citation != term.source:
        yield _remark(
            term,
            "not-citation",
            Severity.WARNING,
            f"This is not a citation form; did you mean “{citation}”?",
        )


def _collisions(terms: Sequence[Term], lang: str) -> Iterator[Remark]:
    """Entries of different sources that share forms: where such a form stands, both are found."""
    matcher = Matcher((), lang)
    owners: dict[str, dict[str, Term]] = defaultdict(dict)
    for term in terms:
        for form in matcher.forms(term):
            owners[form if term.case == "exact" else form.lower()].setdefault(term.source, term)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    named: dict[str, Term] = {}
    for form, sources in owners.items():
        names = list(sources)
        named |= sources
        for at, first in enumerate(names):
            for second in names[at + 1 :]:
                shared[first, second].append(form)
    for (first, second), common in shared.items():
        inner, outer = (first, second) if first.lower() in common else (second, first)
        if inner.lower() in common and inner.lower() != outer.lower():
            yield _remark(
                named[inner],
                "collides",
                Severity.WARNING,
                f"The source is a form of “{outer}” (line {named[outer].line}); is this entry needed?",
            )
            continue
        if _same_rendering(named[first], named[second]):
            continue
        shown = ", ".join(common[:_COUNTED]) + (" …" if len(common) > _COUNTED else "")
        yield _remark(
            named[second],
            "collides",
            Severity.WARNING,
            f"Shares forms with “{first}” (line {named[first].line}): {shown}.",
        )


def _same_rendering(first: Term, second: Term) -> bool:
    return bool(set(renderings(first)) & set(renderings(second)))


def _contradictions(terms: Sequence[Term], lang: str) -> Iterator[Remark]:
    """Entries of one source of which one asks for what the other refuses."""
    by_source: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_source[" ".join(term.source.lower().split())].append(term)
    for group in by_source.values():
        for term in group:
            for other in group:
                if other is not term and (why := _refuses(other, term, lang)):
                    yield _remark(term, "contradicts", Severity.ERROR, f"{why} (line {other.line}).")
        yield from _within(group)
        yield from _second_preferred(group)


def _refuses(other: Term, term: Term, lang: str) -> str:
    """Why ``other`` refuses what ``term`` asks for, "" where it does not."""
    if term.status is TermStatus.FORBIDDEN:
        return ""
    if term.status is TermStatus.DO_NOT_TRANSLATE:
        return "" if other.status in (TermStatus.FORBIDDEN, term.status) else "Another entry translates it"
    if (term.domain and other.domain and term.domain != other.domain) or (
        term.pos and other.pos and term.pos != other.pos
    ):
        return ""
    wanted = term.target.lower()
    if other.status is TermStatus.FORBIDDEN and other.target.lower() == wanted:
        return f"“{term.target}” is forbidden by another entry"
    if wanted in (form.lower() for form in other.avoid):
        return f"“{term.target}” is to be avoided by another entry"
    return ""


def _second_preferred(group: Sequence[Term]) -> Iterator[Remark]:
    """A second preferred rendering for the same source, part of speech and domain."""
    first: dict[tuple[str, str], Term] = {}
    for term in group:
        if term.status is TermStatus.PREFERRED:
            other = first.setdefault((term.pos, term.domain), term)
            if other is not term and other.target.lower() != term.target.lower():
                yield _remark(
                    term,
                    "contradicts",
                    Severity.INFO,
                    f"“{other.target}” (line {other.line}) is preferred already and counts first; is this one 'admitted'?",
                )


def _within(group: Sequence[Term]) -> Iterator[Remark]:
    """An entry that both accepts and avoids a rendering."""
    for term in group:
        both = {form.lower() for form in renderings(term)} & {form.lower() for form in term.avoid}
        for form in sorted(both):
            yield _remark(term, "contradicts", Severity.ERROR, f"“{form}” is both accepted and avoided.")


def _remark(term: Term, code: str, severity: Severity, message: str) -> Remark:
    return Remark(code, severity, message, term.source, term.line)
