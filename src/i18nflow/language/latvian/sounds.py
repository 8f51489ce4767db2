"""The consonant alternations of Latvian declension (valoda.ailab.lv, ``lietv-mija.htm``): palatalization of a stem's end."""

from __future__ import annotations

# Longest first: groups alternate as a whole.
_ALTERNATIONS = (
    ("kst", "kš"),
    ("ll", "ļļ"),
    ("nn", "ņņ"),
    ("ln", "ļņ"),
    ("sn", "šņ"),
    ("zn", "žņ"),
    ("sl", "šļ"),
    ("zl", "žļ"),
    ("dz", "dž"),
    ("st", "š"),
    ("l", "ļ"),
    ("n", "ņ"),
    ("d", "ž"),
    ("t", "š"),
    ("s", "š"),
    ("z", "ž"),
    ("c", "č"),
    ("b", "bj"),
    ("p", "pj"),
    ("m", "mj"),
    ("v", "vj"),
    ("f", "fj"),
)


def palatalized(stem: str) -> str:
    """The stem before an old ``j``: ``brāl`` → ``brāļ``, ``gulb`` → ``gulbj``; r, k, g and palatals stay."""
    for plain, soft in _ALTERNATIONS:
        if stem.endswith(plain):
            return stem[: -len(plain)] + soft
    return stem


def syllables(word: str) -> int:
    """The number of vowel groups, a diphthong counting as one: ``Guntis`` 2."""
    count, before = 0, False
    for letter in word.lower():
        vowel = letter in "aāeēiīoōuū"
        count += vowel and not before
        before = vowel
    return count
