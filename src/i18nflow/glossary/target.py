"""Finding a term's accepted renderings in a target text: plural, possessive, hyphens and capitals allowed for.

Another spelling (``programme``, ``program``) counts only where the entry lists it in ``accept``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from i18nflow.language.english import last_word_forms
from i18nflow.language.tags import base
from i18nflow.model import Term, TermStatus

_GAP = r"(?:[\s\u00a0\u202f]+|\s?[-\u2010\u2011]\s?)"
_POSSESSIVE = r"(?:['’]s|(?<=s)['’])?"


def find_target(term: Term, text: str, lang: str) -> list[tuple[int, int, str]]:
    """The places in ``text`` (of the target language ``lang``) where ``term`` is rendered as accepted.

    Gives ``(start, end, form)`` by place, ``form`` being the text there. Accepted are the target and the
    ``accept`` forms (for a do-not-translate entry: its source). A forbidden entry's places are where the
    forbidden rendering stands.
    """
    return _find(renderings(term), text, lang, exact=term.case == "exact")


def find_avoided(term: Term, text: str, lang: str) -> list[tuple[int, int, str]]:
    """The places in ``text`` where a rendering stands that the entry lists in ``avoid``, outside accepted ones."""
    accepted = find_target(term, text, lang)
    return [
        place
        for place in _find(term.avoid, text, lang, exact=False)
        if not any(start <= place[0] and place[1] <= end for start, end, _ in accepted)
    ]


def renderings(term: Term) -> tuple[str, ...]:
    """The accepted renderings of a term as listed, the preferred one first."""
    if term.status is TermStatus.DO_NOT_TRANSLATE:
        return tuple(dict.fromkeys((term.source, *term.accept)))
    return tuple(dict.fromkeys((term.target, *term.accept)))


def rendering_forms(term: Term, lang: str) -> tuple[str, ...]:
    """The accepted renderings with their inflected forms: ``cluster``, ``clusters``."""
    return tuple(dict.fromkeys(form for phrase in renderings(term) for form in _forms(phrase, lang)))


def _find(phrases: tuple[str, ...], text: str, lang: str, *, exact: bool) -> list[tuple[int, int, str]]:
    spans: dict[int, int] = {}
    for phrase in phrases:
        if not phrase.strip():
            continue
        for match in _pattern(phrase, base(lang), exact).finditer(text):
            spans[match.start()] = max(match.end(), spans.get(match.start(), 0))
    found: list[tuple[int, int, str]] = []
    for start, end in sorted(spans.items()):
        if not found or start >= found[-1][1]:
            found.append((start, end, text[start:end]))
    return found


@lru_cache(maxsize=8192)
def _pattern(phrase: str, language: str, exact: bool) -> re.Pattern[str]:  # noqa: FBT001 (a cache key)
    """One regular expression for all forms of a phrase, the longest first."""
    forms = sorted(_forms(phrase, language), key=len, reverse=True)
    body = "|".join(_flexible(form) for form in forms)
    own_case = exact or _is_acronym(phrase)
    possessive = _POSSESSIVE if language == "en" else ""
    return re.compile(rf"(?<!\w)(?:{body}){possessive}(?!\w)", 0 if own_case else re.IGNORECASE)


def _forms(phrase: str, lang: str) -> tuple[str, ...]:
    phrase = " ".join(phrase.split())
    if base(lang) != "en":
        return (phrase,)
    start, gap, last = phrase.rpartition(" ")
    return tuple(start + gap + form for form in last_word_forms(last))


def _flexible(form: str) -> str:
    """The form with any space or hyphen between its words: ``co-financing``, ``co financing``, ``cofinancing``."""
    parts = re.split(r"([\s\u00a0]+|[-\u2010\u2011])", form)
    return "".join(_gap(part) if at % 2 else re.escape(part) for at, part in enumerate(parts))


def _gap(part: str) -> str:
    return _GAP if part.isspace() else rf"(?:{_GAP})?"


def _is_acronym(phrase: str) -> bool:
    letters = [letter for letter in phrase if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) * 2 > len(letters)
