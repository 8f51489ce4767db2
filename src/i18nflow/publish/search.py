"""Search without a server: a small index per language, its words folded so that every form finds the article.

A word is lower-cased, stripped of diacritics and cut to a stem by the language's endings; in Latvian also
the consonant that palatalization changes is evened out (``latvietis``, ``latvieša`` -> ``latvies``). The rules are
data and travel in the index, so the script that searches knows no language. A language without rules is searched
by its plain words. Sources of the endings: the declension tables of Latvian, English and German school grammars.

The index of a language is ``search/<lang>.json`` (rules, and the names of its parts) and one part per year and
share of articles; in a part each line is one article: path, headline, date, stems.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from i18nflow.publish.text import to_json
from i18nflow.publish.views import EditionView

_WORD = re.compile(r"[^\W_]+")
_SHARE = 400
"""Articles in one part, about; a part is what one changed article rewrites."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a language's words become stems: endings (folded), the least stem left, what the last letter counts as."""

    endings: frozenset[str] = frozenset()
    least: int = 3
    evened: tuple[tuple[str, str], ...] = ()


# Nouns of all declensions, adjectives indefinite and definite, comparatives; without diacritics.
_LATVIAN = (
    "a e i u o s as es is us os ai ei ui am em im um om iem ie "
    "aja ajai ajais ajam ajas ajiem ajos ais aka akais akam akas aki akiem ako akos aku"
)
_ENGLISH = "s e es ed ing ly er ers"
_GERMAN = "e en er es em n s st ern ste sten ung ungen"
# Agents in -tājs lose what an adjective's ending would take; then what a soft ending does to the last consonant.
_LATVIAN_SOFT = (
    *(("taj", "t"), ("bj", "b"), ("pj", "p"), ("mj", "m"), ("vj", "v")),
    *(("t", "s"), ("d", "z")),
)
RULES: Mapping[str, Rules] = {
    "lv": Rules(frozenset(_LATVIAN.split()), 2, _LATVIAN_SOFT),
    "en": Rules(frozenset(_ENGLISH.split()), 3, (("i", "y"),)),
    "de": Rules(frozenset(_GERMAN.split()), 4),
}
_NO_RULES = Rules()


def rules_of(lang: str) -> Rules:
    """The folding rules of a language; none for one not listed here."""
    return RULES.get(lang.partition("-")[0].lower(), _NO_RULES)


class _Plain(dict[int, str]):
    """Each character without its diacritics, found out when it is first met."""

    def __missing__(self, point: int) -> str:
        apart = unicodedata.normalize("NFD", chr(point))
        self[point] = plain = "".join(c for c in apart if not unicodedata.combining(c))
        return plain


_PLAIN = _Plain()


def fold(word: str) -> str:
    """A word without case and diacritics: ``Līdzfinansējums`` -> ``lidzfinansejums``."""
    lower = word.lower()
    return lower if lower.isascii() else lower.translate(_PLAIN)


def stem(word: str, lang: str) -> str:
    """The stem all forms of ``word`` share: ``klasteris``, ``klastera``, ``klasteriem`` -> ``klaster``."""
    return _table(lang)[word]


def stems(text: str, lang: str) -> str:
    """The stems of a text, each once, in the order of their first occurrence."""
    found = dict.fromkeys(map(_tokens(lang).__getitem__, text.split()))
    found.pop("", None)
    joined = " ".join(found)
    if joined.count(" ") >= len(found):  # a token with several words in it
        joined = " ".join(dict.fromkeys(joined.split(" ")))
    return joined


class _Table(dict[str, str]):
    """The stems of words met before: a language's forms come again and again."""

    MOST = 200_000

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self._rules = rules
        self._longest = max(map(len, rules.endings), default=0)
        self._changing = tuple(last for last, _ in rules.evened)

    def __missing__(self, written: str) -> str:
        if len(self) >= self.MOST:
            self.clear()
        self[written] = stem = self._stem(fold(written))
        return stem

    def _stem(self, folded: str) -> str:
        rules = self._rules
        if not folded.isalpha():
            return folded
        for length in range(min(self._longest, len(folded) - rules.least), 0, -1):
            if folded[-length:] in rules.endings:
                folded = folded[:-length]
                break
        if folded.endswith(self._changing):
            for last, counts_as in rules.evened:
                if folded.endswith(last):
                    folded = folded[: -len(last)] + counts_as
        return folded


class _Tokens(dict[str, str]):
    """The stems in what stands between two spaces: a word with its comma, or two with a slash."""

    def __init__(self, table: _Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, token: str) -> str:
        if len(self) >= _Table.MOST:
            self.clear()
        self[token] = found = " ".join([self._table[word] for word in _WORD.findall(token)])
        return found


@lru_cache(maxsize=32)
def _table(lang: str) -> _Table:
    return _Table(rules_of(lang))


@lru_cache(maxsize=32)
def _tokens(lang: str) -> _Tokens:
    return _Tokens(_table(lang))


def entry(edition: EditionView, path: str, date: str) -> str:
    """An edition's line in its part of the index: a JSON array."""
    return to_json([path, edition.title, date, stems(edition.plain, edition.lang)])


def parts_of(articles: Mapping[str, int]) -> dict[str, str]:
    """Which part of the index each article stands in, from {slug: year}: ``{"slug": "2020-1"}``.

    A year's articles are shared out by their names over a power of two of parts, so that an article stays where
    it is until the year has doubled.
    """
    counts: dict[int, int] = {}
    for year in articles.values():
        counts[year] = counts.get(year, 0) + 1
    shares = {year: 1 << max((count - 1) // _SHARE, 0).bit_length() for year, count in counts.items()}
    return {slug: f"{year}-{crc32(slug.encode()) % shares[year]}" for slug, year in articles.items()}


def part(entries: Iterable[str]) -> str:
    """A part of the index: a JSON array with one article a line."""
    return "[\n" + ",\n".join(entries) + "\n]\n"


def index(lang: str, parts: Iterable[str]) -> str:
    """The index of a language: its rules, and its parts with the newest year first."""
    rules = rules_of(lang)
    value = {
        "endings": sorted(rules.endings, key=lambda ending: (-len(ending), ending)),
        "least": rules.least,
        "evened": rules.evened,
        "parts": sorted(set(parts), reverse=True),
    }
    return to_json(value) + "\n"
