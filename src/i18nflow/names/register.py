"""Finding registered names in texts, in every case.

The forms of all names are written out once (people by :mod:`i18nflow.language.latvian.personal`, the rest by the
glossary's paradigms) and kept by their first word: the cost of a text does not grow with the register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import normalize

from i18nflow.glossary import Matcher
from i18nflow.language.latvian import personal
from i18nflow.model import Term
from i18nflow.names.records import Name, Spot

_TOKEN = re.compile(r"[\w\u0300-\u036f]+(?:['’-][\w\u0300-\u036f]+)*")
_BEGINS = re.compile(r"(?:\A|[.!?…:;]\s|[\n•–—]\s?)[„“\"«(\s–—•]*\Z")
_Entry = tuple[tuple[str, ...], Name, bool]


def forms_of(name: Name, lang: str) -> tuple[str, ...]:
    """The forms that a name is found in: its cases, then ``also``, without ``never``."""
    if lang == "lv" and name.kind == "person":
        cases = personal.declined(name.source, name.gender)
        found = [form for case in cases for form in case]
    else:
        found = list(Matcher((), lang).forms(Term(name.source, name.target, pos="name")))
    never = set(name.never)
    return tuple(form for form in dict.fromkeys([name.source, *found, *name.also]) if form not in never)


class Register:
    """The names that come out one way, ready to be found in texts. Build it once, use it for many texts."""

    def __init__(self, names: Sequence[Name], lang: str = "lv") -> None:
        self.names = tuple(names)
        self._by_first: dict[str, list[_Entry]] = {}
        for name in names:
            for form in forms_of(name, lang):
                self._enter(form, name, short=False)
            for form in _surnames(name, lang):
                self._enter(form, name, short=True)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[2]))

    def find(self, text: str) -> list[Spot]:
        """The places of registered names, from left to right, the longest where several begin together.

        A surname alone counts inside a sentence only: at its start the capital says nothing. Where several people
        share it, none is meant for sure and nothing is found.
        """
        if not self._by_first:
            return []
        tokens = list(_TOKEN.finditer(text))
        words = [_plain(token.group()) for token in tokens]
        spots: list[Spot] = []
        free = 0
        for at, token in enumerate(tokens):
            if at < free or not token.group()[0].isupper():
                continue
            found = next(self._at(at, words, tokens, text), None)
            if found is not None:
                spots.append(found[0])
                free = at + found[1]
        return spots

    def _enter(self, form: str, name: Name, *, short: bool) -> None:
        words = tuple(_plain(word) for word in _TOKEN.findall(normalize("NFC", form)))
        if words:
            entries = self._by_first.setdefault(words[0], [])
            if not any(entry[0] == words and entry[1] is name for entry in entries):
                entries.append((words, name, short))

    def _at(
        self, at: int, words: Sequence[str], tokens: Sequence[re.Match[str]], text: str
    ) -> Iterator[tuple[Spot, int]]:
        for form, name, short in self._by_first.get(words[at], ()):
            length = len(form)
            group = tokens[at : at + length]
            if tuple(words[at : at + length]) != form or not _together(group, text):
                continue
            start, end = group[0].start(), group[-1].end()
            if not _capitals_fit(group, name):
                continue
            if short and (_begins_sentence(text, start) or self._shared(form, name)):
                continue
            yield Spot(start, end, name, short), length

    def _shared(self, form: tuple[str, ...], name: Name) -> bool:
        return any(entry[0] == form and entry[1].target != name.target for entry in self._by_first[form[0]])


def _surnames(name: Name, lang: str) -> tuple[str, ...]:
    """The forms of a person's surname, where the name has one."""
    last = personal.surname(name.source)
    if name.kind != "person" or not last:
        return ()
    if lang != "lv":
        return (last,)
    gender = name.gender or personal.gender_of(name.source)
    forms = [form for case in personal.declined(last, gender) for form in case]
    return tuple(form for form in forms if form not in name.never and form[:1].isupper())


def _capitals_fit(group: Sequence[re.Match[str]], name: Name) -> bool:
    """A person's words have capitals as the entry has them; of other names the first word's is enough."""
    if name.kind != "person":
        return True
    return all(token.group()[0].isupper() or token.group().lower() in personal.PARTICLES for token in group)


def _together(group: Sequence[re.Match[str]], text: str) -> bool:
    return all(
        text[one.end() : two.start()].strip('„“”"«»') in ("", " ", "\u00a0") for one, two in pairwise(group)
    )


def _begins_sentence(text: str, start: int) -> bool:
    return _BEGINS.search(text[max(0, start - 6) : start] if start > 6 else text[:start]) is not None


def _plain(word: str) -> str:
    return normalize("NFC", word).lower().replace("’", "'")
