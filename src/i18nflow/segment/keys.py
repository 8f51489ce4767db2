"""The stable key of a segment: 8 characters made from where it was first seen."""

from __future__ import annotations

import hashlib
from collections.abc import Container

# Base 32 without i, l, o and u, which are misread; the first character is a letter so that no program takes a
# key for a number (12345678, 1e234567).
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = _ALPHABET[10:]
LENGTH = 8


def make_key(slug: str, source: str, occurrence: int, taken: Container[str]) -> str:
    """The key of the ``occurrence``-th segment (from 1) with this source in the article ``slug``.

    Equal arguments give equal keys. A key in ``taken`` is never given again: the next one in the row is.
    """
    attempt = 0
    while True:
        key = _digest(f"{slug}\0{source}\0{occurrence}\0{attempt}")
        if key not in taken:
            return key
        attempt += 1


def _digest(seed: str) -> str:
    number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    number, first = divmod(number, len(_LETTERS))
    rest = []
    for _ in range(LENGTH - 1):
        number, index = divmod(number, len(_ALPHABET))
        rest.append(_ALPHABET[index])
    return _LETTERS[first] + "".join(rest)
