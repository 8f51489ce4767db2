"""The glossary in an engine's text: verified always, repaired only where that is safe.

Safe is one case alone: the entry's ``avoid`` lists a rendering of several words, that rendering stands once in
the text for one occurrence in the source, no accepted rendering stands there, and the accepted one has the same
number. Replacing single words was right in little more than half of the cases when it was measured, and phrases with
a preposition in 8 of 10 (``python -m benchmarks.enforcement``): those are left to the checks, which offer the fix, and
to the translator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from i18nflow.glossary import find_avoided, find_target
from i18nflow.language.english import is_plural, last_word_forms
from i18nflow.language.tags import base
from i18nflow.model import Occurrence, Term, TermStatus

_ARTICLE = re.compile(r"\b(an?)\s+$", re.IGNORECASE)
# A determiner that goes with any noun, an adjective between at most; a figure before a unit.
_DEFINITE = re.compile(
    r"(?:\b(?:the|this|that|its|their|his|her|our|my|your|whose)|['’]s)\s+(?:[a-z-]+\s+)?$|\d\s?$",
    re.IGNORECASE,
)
# "collection of information" for "information gathering": what stands around such a phrase seldom fits a compound.
_PREPOSITION = re.compile(r"\b(?:about|against|at|by|for|from|in|of|on|over|to|under|with)\b", re.IGNORECASE)
_JOINED = "-\u2010\u2011'’"
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Enforced:
    """A text after enforcement; ``repairs`` are ``old → new``, one for each change."""

    text: str
    repairs: tuple[str, ...] = ()


def enforce(text: str, terms: Sequence[Occurrence], lang: str) -> Enforced:
    """``text`` with the renderings that the glossary wants, where they can safely be put in.

    ``terms`` are the occurrences in the source, ``lang`` the language of ``text``. Only English is repaired: the
    number of a noun is not known to be equal in other languages.
    """
    if base(lang) != "en":
        return Enforced(text)
    repairs = []
    for entries in _groups(terms):
        found = _repair(text, entries, terms, lang)
        if found is not None:
            start, end, new = found
            repairs.append(f"{text[start:end]} → {new}")
            text = text[:start] + new + text[end:]
    return Enforced(text, tuple(repairs))


def missing(text: str, terms: Sequence[Occurrence], lang: str) -> tuple[Term, ...]:
    """The terms of which no accepted rendering stands in ``text``: one per place in the source."""
    return tuple(
        entries[0] for entries in _groups(terms) if not any(find_target(term, text, lang) for term in entries)
    )


def _groups(terms: Sequence[Occurrence]) -> list[list[Term]]:
    """The entries of each source term that occurs, the preferred first; forbidden ones say nothing of what to use."""
    groups: dict[str, list[Term]] = {}
    for one in terms:
        if one.term.status is not TermStatus.FORBIDDEN and one.term.enforce != "no":
            entries = groups.setdefault(one.term.source, [])
            if one.term not in entries:
                entries.append(one.term)
    return [
        sorted(entries, key=lambda term: term.status is TermStatus.ADMITTED) for entries in groups.values()
    ]


def _repair(
    text: str, entries: Sequence[Term], terms: Sequence[Occurrence], lang: str
) -> tuple[int, int, str] | None:
    """The one place to change and its new text, or None where it is not safe."""
    wanted = entries[0]
    places = {(one.start, one.end) for one in terms if one.term.source == wanted.source}
    if len(places) != 1 or not wanted.target or any(find_target(term, text, lang) for term in entries):
        return None
    found = {place for term in entries for place in find_avoided(term, text, lang)}
    if len(found) != 1:
        return None
    start, end, old = found.pop()
    if len(re.findall(r"\w+", old)) < 2 or _PREPOSITION.search(old) or not _stands_alone(text, start, end):
        return None
    if any(s < end and start < e for s, e, _ in _others(text, wanted, terms, lang)):
        return None
    new = _in_shape(old, [one for term in entries for one in term.avoid], wanted.target)
    if new is None or not _fits(text[:start], text[end:], old, new):
        return None
    return start, end, new


def _others(text: str, wanted: Term, terms: Sequence[Occurrence], lang: str) -> list[tuple[int, int, str]]:
    """Where accepted renderings of the other terms stand: a repair must not cut into them."""
    return [
        place
        for one in terms
        if one.term.source != wanted.source and one.term.status is not TermStatus.FORBIDDEN
        for place in find_target(one.term, text, lang)
    ]


def _in_shape(old: str, variants: Sequence[str], target: str) -> str | None:
    """``target`` with the number and the capitals of ``old``; None where either is in doubt."""
    if re.search(r"['’]s\Z|['’]\Z", old) or _has_names(old) or _has_names(target):
        return None
    new = _in_number(old, variants, target)
    if new is None or not old[:1].isupper():
        return new
    return new[:1].upper() + new[1:]


def _has_names(text: str) -> bool:
    """Whether a capital stands after the first letter: a proper name has articles of its own."""
    return any(letter.isupper() for letter in text[1:])


def _in_number(old: str, variants: Sequence[str], target: str) -> str | None:
    """``target`` in the number that ``old`` has.

    As listed the two have one number, or the terminologist means something else. The other number is formed
    where the noun stays (``delivery chains``, ``supply chains``) or the spelling alone differs; another noun may
    have no plural (``legal acts``, ``legislation``).
    """
    last, new_last = _last(old), _last(target)
    listed = next((one for one in variants if last in last_word_forms(_last(one).lower())), None)
    if listed is None or is_plural(_last(listed)) != is_plural(new_last):
        return None
    if last == _last(listed).lower():
        return target
    start = target[: len(target) - len(new_last)]
    if new_last.lower() == _last(listed).lower() or _joined(listed) == _joined(target):
        return start + next((form for form in last_word_forms(new_last) if form != new_last), new_last)
    return None


def _last(phrase: str) -> str:
    return re.split(r"[\s-]", phrase.lower())[-1]


def _joined(phrase: str) -> str:
    return re.sub(r"[\W_]", "", phrase.lower())


def _fits(before: str, after: str, old: str, new: str) -> bool:
    """Whether the words around take the new ones: articles, countability, nothing doubled."""
    article = _ARTICLE.search(before)
    if article and (old[:1].lower() in _VOWELS) != (new[:1].lower() in _VOWELS):
        return False
    if _words(before)[-1:] == _words(new)[:1] or _words(after)[:1] == _words(new)[-1:]:
        return False
    if _last(old) == _last(new) or _joined(old) == _joined(new) or is_plural(_last(old)):
        return True
    # Another noun may not be countable where the old one was, or the reverse: only a definite one is safe.
    return article is None and _DEFINITE.search(before) is not None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not a part of a hyphened compound or a possessive."""
    return text[start - 1 : start] not in tuple(_JOINED) and text[end : end + 1] not in tuple(_JOINED)
