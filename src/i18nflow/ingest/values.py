"""What ingest takes and gives: options in, an article with its pictures and notes out."""

from __future__ import annotations

from dataclasses import dataclass

from i18nflow.model import Article

MAX_BYTES = 20 * 1024 * 1024
"""The largest file read when the caller names no other limit."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the file's name for messages, the source language, and what to do with furniture."""

    where: str
    lang: str
    keep_furniture: bool = False
    furniture_words: tuple[str, ...] = ()
    address: str = ""
    """Where a fetched page stands: what its relative links and pictures count from."""


@dataclass(frozen=True, slots=True)
class FoundImage:
    """A picture that the article shows.

    ``src`` is what ``Block.image.src`` holds: an address, a path relative to the file, or a name of our own
    for embedded pictures, whose bytes are in ``data``. Unchecked: :func:`i18nflow.ingest.images.check` comes next.
    """

    src: str
    data: bytes | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Ingested:
    """An article as read, the pictures it shows, and sentences for the person who imports it."""

    article: Article
    images: tuple[FoundImage, ...] = ()
    notes: tuple[str, ...] = ()
