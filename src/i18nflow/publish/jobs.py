"""A file to be made, planned before it is rendered, so that an unchanged one need not be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from i18nflow.publish.views import Card


@dataclass(frozen=True, slots=True)
class Job:
    """A file's path within the site, a digest of all that goes into it, and how to make it."""

    path: str
    digest: str
    render: Callable[[], str]


def digest(*parts: object) -> str:
    """Sixteen hexadecimal digits that change whenever a part does."""
    return blake2b("\0".join(map(str, parts)).encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()


def marks(cards: Iterable[Card]) -> str:
    """The marks of some cards, as one part of a digest."""
    return ",".join([card.mark for card in cards])
