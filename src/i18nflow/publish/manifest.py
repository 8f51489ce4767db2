"""What the last build wrote and from what, so that the next one does only what is new.

Kept as one JSON file beside the site's folder, never inside it. A manifest that cannot be read counts as none:
everything is made again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from i18nflow.publish.views import Card, Summary

_FORMAT = 1
_FIELDS = ("lang", "path", "headline", "summary", "date", "published", "modified", "author", "topics", "mark")
_values = attrgetter(*_FIELDS)


@dataclass(frozen=True, slots=True)
class Record:
    """An article as last built: the caller's digest, its files, its pictures, its lines for indexes and search."""

    digest: str
    files: tuple[str, ...]
    media: tuple[str, ...]
    summary: Summary
    finds: Mapping[str, str]
    """{language: digest of its line in the search index}"""


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
    articles = {
        slug: [r.digest, r.files, r.media, r.summary.year, [_values(c) for c in r.summary.cards], r.finds]
        for slug, r in manifest.articles.items()
    }
    value = {
        "format": _FORMAT,
        "site": manifest.site,
        "files": manifest.files,
        "jobs": manifest.jobs,
        "articles": articles,
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def parse(text: str) -> Manifest:
    """The inverse of :func:`dump`; an empty manifest for what is not one."""
    try:
        value = json.loads(text)
        if value["format"] != _FORMAT:
            return Manifest()
        articles = {slug: _record(slug, *parts) for slug, parts in value["articles"].items()}
        return Manifest(value["site"], value["files"], value["jobs"], articles)
    except (ValueError, KeyError, TypeError):
        return Manifest()


def _record(slug: str, digest: str, files: Any, media: Any, year: int, cards: Any, finds: Any) -> Record:
    made = tuple(_card(dict(zip(_FIELDS, values, strict=True))) for values in cards)
    return Record(digest, tuple(files), tuple(media), Summary(slug, year, made), finds)


def _card(values: dict[str, Any]) -> Card:
    values["topics"] = tuple((slug, name) for slug, name in values["topics"])
    return Card(**values)
