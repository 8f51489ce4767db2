"""Putting another phrase in the place of a found one: capitals, number and case kept, the article before it right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from i18nflow.glossary import cells_of_forms
from i18nflow.language.english import is_plural, last_word_forms
from i18nflow.language.forms import forms_for
from i18nflow.language.tags import base
from i18nflow.model import Term
from i18nflow.phrase.finding import Manner, Phrase

_POSSESSIVE = re.compile(r"['’]s?\Z")
_ARTICLE = re.compile(r"(?<!\w)(an?)(\s+)\Z", re.IGNORECASE)
_VOWEL_SOUND = re.compile(r"(?:hour|honest|honou?r|heir|[aeio]|u(?!ni|se|su|ti|bi|ra)|e(?!u))", re.IGNORECASE)
_CONSONANT_SOUND = re.compile(r"(?:eu|one\b|once\b|ewe)", re.IGNORECASE)
_LETTERS_WITH_VOWEL = "AEFHILMNORSX"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a phrase stands, and what may be put there, the likeliest first."""

    start: int
    end: int
    text: str
    choices: tuple[str, ...]


def hits(phrase: Phrase, text: str, instead: str) -> list[Hit]:
    """The places of ``phrase`` in ``text``, each with the forms of ``instead`` that fit it."""
    return [_hit(phrase, text, start, end, instead) for start, end in phrase.find(text)]


def replaced(text: str, chosen: Iterable[tuple[int, int, str]]) -> str:
    """``text`` with these spans (start, end, new text) replaced; they must not overlap."""
    for start, end, new in sorted(chosen, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _hit(phrase: Phrase, text: str, start: int, end: int, instead: str) -> Hit:
    here = text[start:end]
    if phrase.manner is Manner.EXACT:
        return Hit(start, end, here, (instead,))
    options = tuple(
        dict.fromkeys(_cased(option, here, phrase.text) for option in _options(phrase, here, instead))
    )
    if base(phrase.lang) != "en" or not instead:
        return Hit(start, end, here, options)
    return _with_article(Hit(start, end, here, options), text)


def _options(phrase: Phrase, here: str, instead: str) -> tuple[str, ...]:
    if phrase.manner is not Manner.FORMS or not instead:
        return (instead,)
    if base(phrase.lang) == "en":
        return (_english(here, phrase.text, instead),)
    if base(phrase.lang) == "lv":
        return _latvian(phrase, here, instead)
    return (instead,)


def _english(here: str, wanted: str, instead: str) -> str:
    """``instead`` in the number of ``here`` where that is not the number that was typed, and its possessive."""
    owned = _POSSESSIVE.search(here)
    bare = here[: owned.start()] if owned and not _POSSESSIVE.search(wanted) else here
    start, gap, last = instead.rpartition(" ")
    if is_plural(bare.split()[-1]) != is_plural(wanted.split()[-1]):
        last = last_word_forms(last)[-1]
    if bare == here or owned is None:
        return start + gap + last
    mark = owned.group()[0]
    return start + gap + last + (mark if last.endswith("s") and is_plural(last) else f"{mark}s")


def _latvian(phrase: Phrase, here: str, instead: str) -> tuple[str, ...]:
    """The forms of ``instead`` in the cases and the number that ``here`` can stand for."""
    forms = forms_for(phrase.lang)
    cells = 0
    for term in phrase.terms:
        cells |= cells_of_forms(term, forms).get(here.lower(), 0)
    offered = cells_of_forms(Term(source=instead, target=""), forms)
    places = _case_and_number(cells)
    fitting = [form for form, mask in offered.items() if _case_and_number(mask) & places]
    if not fitting:
        # A noun that has no such number: its case at least.
        fitting = [form for form, mask in offered.items() if _case(mask) & _case(places)]
    return tuple(fitting) or (instead,)


def _case_and_number(mask: int) -> int:
    return (mask | mask >> 12) & 0xFFF


def _case(mask: int) -> int:
    both = _case_and_number(mask)
    return (both | both >> 6) & 0x3F


def _cased(new: str, here: str, wanted: str) -> str:
    """``new`` with the capitals that ``here`` has and that were not typed in ``wanted``."""
    letters = [letter for letter in here if letter.isalpha()]
    if not new or not letters or wanted[:1].isupper():
        return new
    if len(letters) > 1 and all(letter.isupper() for letter in letters) and not wanted.isupper():
        return new.upper()
    words = here.split()
    if len(words) > 1 and all(word[:1].isupper() for word in words):
        return " ".join(word[:1].upper() + word[1:] for word in new.split(" "))
    return new[:1].upper() + new[1:] if here[:1].isupper() else new


def _with_article(hit: Hit, text: str) -> Hit:
    """The hit with the ``a`` or ``an`` before it, where the new word wants the other one."""
    before = _ARTICLE.search(text, 0, hit.start)
    if before is None or not hit.choices or not hit.choices[0]:
        return hit
    article, gap = before.group(1), before.group(2)
    wanted = "an" if _starts_with_vowel(hit.choices[0]) else "a"
    if article.lower() == wanted or (article.lower() == "an") != _starts_with_vowel(hit.text):
        return hit
    written = wanted.capitalize() if article[0].isupper() else wanted
    choices = tuple(f"{written}{gap}{choice}" for choice in hit.choices)
    return Hit(before.start(), hit.end, text[before.start() : hit.end], choices)


def _starts_with_vowel(text: str) -> bool:
    word = re.split(r"\W", text, maxsplit=1)[0]
    if len(word) > 1 and word.isupper():
        return word[0] in _LETTERS_WITH_VOWEL
    return bool(_VOWEL_SOUND.match(word)) and not _CONSONANT_SOUND.match(word)
