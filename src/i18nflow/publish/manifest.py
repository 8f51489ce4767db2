"""What the last build wrote and from what, so that the next one does only what is new.

Kept as one text file beside the site's folder, never inside it: a line of JSON for the whole, then a line per
article (slug, digest and the rest, between tabs). An unchanged article's line is carried over as it is, unread where
possible. A manifest that is not whole counts as none: everything is made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from i18nflow.publish.text import to_json
from i18nflow.publish.views import Card, Summary

_FORMAT = 3


class Record:
    """An article as last built: the caller's digest and, read when first asked for, what the build remembers.

    ``line`` is that memory as JSON: files, pictures, year, cards, and {language: digest of its search line}.
    """

    __slots__ = ("_values", "digest", "line")

    def __init__(self, digest: str, line: str) -> None:
        self.digest = digest
        self.line = line
        self._values: list[Any] = []

    @classmethod
    def of(
        cls,
        digest: str,
        files: Iterable[str],
        media: Iterable[str],
        summary: Summary,
        finds: Mapping[str, str],
    ) -> Record:
        """The record of an article just built."""
        return cls(digest, to_json([list(files), list(media), summary.year, summary.cards, finds]))

    @property
    def files(self) -> list[str]:
        """The paths of its files."""
        return self._value(0)  # type: ignore[no-any-return]

    @property
    def media(self) -> list[str]:
        """Its pictures, below the site's media folder."""
        return self._value(1)  # type: ignore[no-any-return]

    @property
    def year(self) -> int:
        """The year of its addresses."""
        return self._value(2)  # type: ignore[no-any-return]

    @property
    def finds(self) -> dict[str, str]:
        """{language: digest of its line in the search index}; empty when nothing of it is public."""
        return self._value(4)  # type: ignore[no-any-return]

    def summary(self, slug: str) -> Summary:
        """Its lines for the indexes."""
        return Summary(slug, self.year, tuple([Card(*values) for values in self._value(3)]))

    def _value(self, place: int) -> Any:
        if not self._values:
            self._values = json.loads(self.line)
        return self._values[place]


@dataclass
class Manifest:
    """The state of a site's folder: every file with a stamp of its content, every planned job, every article.

    ``media`` are all pictures that public articles show.
    """

    site: str = ""
    files: dict[str, str] = field(default_factory=dict)
    """{path: "size:digest"}"""
    jobs: dict[str, str] = field(default_factory=dict)
    media: list[str] = field(default_factory=list)
    articles: dict[str, Record] = field(default_factory=dict)


def dump(manifest: Manifest) -> str:
    """The manifest as text."""
    lines = "\n".join(
        [f"{to_json(slug)}\t{to_json(r.digest)}\t{r.line}" for slug, r in manifest.articles.items()]
    )
    head = {
        "format": _FORMAT,
        "sum": _sum(lines),
        "site": manifest.site,
        "files": manifest.files,
        "jobs": manifest.jobs,
        "media": manifest.media,
    }
    return f"{to_json(head)}\n{lines}"


def parse(text: str) -> Manifest:
    """The inverse of :func:`dump`; an empty manifest for what is not one."""
    head, _, lines = text.partition("\n")
    try:
        value = json.loads(head)
        if value["format"] != _FORMAT or value["sum"] != _sum(lines):
            return Manifest()
        articles = {}
        for line in lines.split("\n") if lines else ():
            slug, digest, rest = line.split("\t", 2)
            articles[json.loads(slug)] = Record(json.loads(digest), rest)
        return Manifest(value["site"], value["files"], value["jobs"], value["media"], articles)
    except (ValueError, KeyError, TypeError):
        return Manifest()


def _sum(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
