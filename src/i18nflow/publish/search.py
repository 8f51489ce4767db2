"""Search without a server: a small index per language, its words folded so that every form finds the article.

A word is lower-cased, stripped of diacritics and cut to a stem by the language's endings; in Latvian also
the consonant that palatalization changes is evened out (``latvietis``, ``latvieša`` -> ``latvies``). The rules are
data and travel in the index, so the script that searches knows no language. A language without rules is searched
by its plain words. Sources of the endings: the declension tables of Latvian, English and German school grammars.

The index of a language is ``search/<lang>.json`` (rules, and the names of its parts) and one part per year and
share of articles; in a part each line is one article: path, headline, date, stems.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from i18nflow.publish.text import plain_of
from i18nflow.publish.views import EditionView

_WORD = re.compile(r"[^\W_]+(?:[.'’-](?=\d)[^\W_]+)*")
_SHARE = 400
"""Articles in one part, about; a part is what one changed article rewrites."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a language's words become stems: endings (folded), the least stem left, what the last letter counts as."""

    endings: tuple[str, ...] = ()
    least: int = 3
    evened: tuple[tuple[str, str], ...] = ()


# Nouns of all declensions, adjectives of both kinds, and the commonest verb endings, without diacritics.
_LATVIAN = (
    "a e i u o s as es is us os ai ei ui am em im um om ar ij "
    "iem ajam ajai ajas aja ajos ajiem ajam ajais ais aku akais aka akas aki akiem ako akos "
    "ja ju jas jam jai jos jiem ji ju iju ijas ijai "
    "sana sanas sanai sanu sanam sanos sanas "
    "t ts ti ta tas to tos tam tai tiem tajam taja tais "
    "ot iet jot amies aties ties os usi usas usais "
)
_ENGLISH = "s es ed ing 's ly er ers"
_GERMAN = "e en er es em n s st ern ste sten ung ungen"
RULES: Mapping[str, Rules] = {
    "lv": Rules(
        tuple(sorted(set(_LATVIAN.split()), key=lambda e: (-len(e), e))), 3, (("t", "s"), ("d", "z"))
    ),
    "en": Rules(tuple(sorted(set(_ENGLISH.split()), key=lambda e: (-len(e), e))), 3, (("i", "y"),)),
    "de": Rules(tuple(sorted(set(_GERMAN.split()), key=lambda e: (-len(e), e))), 4),
}
_NO_RULES = Rules()


def rules_of(lang: str) -> Rules:
    """The folding rules of a language; none for one not listed here."""
    return RULES.get(lang.partition("-")[0].lower(), _NO_RULES)


def fold(word: str) -> str:
    """A word without case and diacritics: ``Līdzfinansējums`` -> ``lidzfinansejums``."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 16)
def stem(word: str, lang: str) -> str:
    """The stem all forms of ``word`` share: ``klasteris``, ``klastera``, ``klasteriem`` -> ``klaster``."""
    rules = rules_of(lang)
    folded = fold(word)
    if any(c.isdigit() for c in folded):
        return folded
    for ending in rules.endings:
        if folded.endswith(ending) and len(folded) - len(ending) >= rules.least:
            folded = folded[: -len(ending)]
            break
    for last, counts_as in rules.evened:
        if folded.endswith(last):
            folded = folded[: -len(last)] + counts_as
    return folded


def stems(text: str, lang: str) -> str:
    """The stems of a text, each once, in the order of their first occurrence."""
    return " ".join(dict.fromkeys([stem(word, lang) for word in _WORD.findall(text)]))


def entry(edition: EditionView, path: str, date: str) -> str:
    """An edition's line in its part of the index: a JSON array."""
    found = stems(plain_of(edition.segments), edition.lang)
    return json.dumps(
        [path, plain_of(edition.headline), date, found], ensure_ascii=False, separators=(",", ":")
    )


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
        "endings": rules.endings,
        "least": rules.least,
        "evened": rules.evened,
        "parts": sorted(set(parts), reverse=True),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
