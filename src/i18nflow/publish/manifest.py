"""What the last build wrote and from what, so that the next one does only what is new.

Kept as one JSON file beside the site's folder, never inside it. A manifest that cannot be read counts as none:
everything is made again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from i18nflow.publish.views import Card, Summary

_FORMAT = 1


class Record(NamedTuple):
    """An article as last built: the caller's digest, its files, its pictures, its lines for indexes and search.

    ``cards`` may be bare lists, as they were read; :meth:`summary` gives them their names. ``finds`` is
    {language: digest of its line in the search index}.
    """

    digest: str
    files: tuple[str, ...]
    media: tuple[str, ...]
    year: int
    cards: tuple[Card, ...]
    finds: Mapping[str, str]

    def summary(self, slug: str) -> Summary:
        """The article's lines for the indexes."""
        return Summary(slug, self.year, tuple([Card(*values) for values in self.cards]))


@dataclass
class Manifest:
    """The state of a site's folder: every file with a stamp of its content, every article, every planned job."""

    site: str = ""
    files: dict[str, str] = field(default_factory=dict)
    """{path: "size:digest"}"""
    jobs: dict[str, str] = field(default_factory=dict)
    articles: dict[str, Record] = field(default_factory=dict)


def dump(manifest: Manifest) -> str:
    """The manifest as JSON."""
    value = {
        "format": _FORMAT,
        "site": manifest.site,
        "files": manifest.files,
        "jobs": manifest.jobs,
        "articles": manifest.articles,
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def parse(text: str) -> Manifest:
    """The inverse of :func:`dump`; an empty manifest for what is not one."""
    try:
        value = json.loads(text)
        if value["format"] != _FORMAT:
            return Manifest()
        articles = {slug: Record(*values) for slug, values in value["articles"].items()}
        return Manifest(value["site"], value["files"], value["jobs"], articles)
    except (ValueError, KeyError, TypeError):
        return Manifest()
