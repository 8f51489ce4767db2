"""Whether two Latvian words are forms of one word, without knowing which: for search, where a form more is no harm.

A stem with any two endings of the declensions, its end palatalized or not, or the same lemma in the table of forms
(for verbs). It asks less than a term's paradigm does: whoever searches may type any form.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from i18nflow.language.latvian import endings, evidence
from i18nflow.language.latvian.sounds import palatalized

_TABLES = (
    endings.FIRST_S, endings.FIRST_SH, endings.SECOND, endings.SECOND_SOFT, endings.THIRD, endings.FOURTH,
    endings.FIFTH, endings.FIFTH_MASCULINE, endings.SIXTH, endings.REFLEXIVE, endings.INDEFINITE_S,
    endings.INDEFINITE_SH, endings.DEFINITE, endings.COMPARATIVE, endings.SUPERLATIVE,
)  # fmt: skip
_ENDINGS = frozenset(ending for table in _TABLES for ending in table)
# After the vowel of a verb's stem: veicinā-t, -ju, -ja, -šu, -tu, -jot, -dams, -šana.
_VERB = frozenset(
    [
        "t",
        "ties",
        "m",
        "s",
        "ju",
        "ji",
        "ja",
        "jam",
        "jat",
        "jām",
        "jāt",
        "jos",
        "jās",
        "šu",
        "si",
        "sim",
        "siet",
        "šos",
        "tu",
        "tos",
        "jot",
        "joties",
        "dams",
        "dama",
        "ts",
        "ta",
        "ti",
        "tas",
        "to",
        "tā",
        "tais",
        "tie",
        "tam",
        "tajam",
        "tajā",
        "jis",
        "jusi",
        "jušas",
        "jušie",
        "šana",
        "šanas",
        "šanu",
        "šanā",
        "šanai",
        "šanās",
    ]
)
_LONGEST = max(map(len, _ENDINGS))
_STEM = 3
"""The fewest letters of a stem: with fewer nearly every short word would be a form of every other."""


def alike(one: str, two: str) -> bool:
    """Whether two lower-case words can be forms of one word."""
    if one == two:
        return True
    if one[:_STEM] != two[:_STEM]:
        return False
    lemma = evidence.lemma(one)
    return bool(_stems(one) & _stems(two)) or bool(lemma and lemma == evidence.lemma(two))


def prefixes(word: str) -> tuple[str, ...]:
    """Beginnings one of which every form of ``word`` that :func:`alike` knows has."""
    found = {*(stem.rstrip(":") for stem in _stems(word)), word}
    if lemma := evidence.lemma(word):
        found.add(lemma[:-2] if len(lemma) > _STEM + 1 else lemma)
    return tuple(sorted(one for one in found if not any(one != two and one.startswith(two) for two in found)))


@lru_cache(maxsize=65536)
def _stems(word: str) -> frozenset[str]:
    """The stems that ``word`` can have, each plain and palatalized; a verb's has a colon behind it."""
    return frozenset(_cut(word))


def _cut(word: str) -> Iterator[str]:
    for at in range(max(_STEM, len(word) - _LONGEST), len(word)):
        stem, ending = word[:at], word[at:]
        if ending in _ENDINGS:
            yield from (stem, palatalized(stem))
        if ending in _VERB and stem[-1] in "āēīo":
            yield stem + ":"
