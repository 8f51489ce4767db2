"""Metadata in the words of a text: lines such as ``Autors: LETERA``, and the keys of front matter.

A metadata line is a date and nothing else, or a known label, a colon and a short value. Several may share a line
(``30.06.2020. | Autors: LETERA``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from i18nflow.ingest import dates
from i18nflow.language import tags
from i18nflow.model import Said, said

_LABELS: dict[str, tuple[str, ...]] = {
    "author": (
        "autors",
        "autore",
        "autori",
        "autores",
        "teksts",
        "author",
        "authors",
        "by",
        "autor",
        "autorin",
        "автор",
    ),
    "date": (
        "datums",
        "publicēts",
        "publicēšanas datums",
        "date",
        "published",
        "datum",
        "veröffentlicht",
        "дата",
    ),
    "lang": ("valoda", "language", "lang", "sprache", "язык"),
    "summary": ("kopsavilkums", "anotācija", "summary", "abstract", "zusammenfassung"),
    "topics": (
        "tēmas",
        "tēma",
        "birkas",
        "atslēgvārdi",
        "topics",
        "tags",
        "keywords",
        "themen",
        "schlagwörter",
    ),
    "note": ("piezīme", "piezīmes", "note", "anmerkung"),
    "source": ("avots", "source", "quelle"),
}
_KEY_OF = {label: key for key, labels in _LABELS.items() for label in labels}
_ALIASES = {
    "language": "lang",
    "description": "summary",
    "tags": "topics",
    "keywords": "topics",
    "authors": "author",
}
_LABELLED = re.compile(r"\A([^\W\d_]+(?: [^\W\d_]+)?)\s*:\s*(\S.*)\Z", re.DOTALL)
_LONGEST = {"summary": 1000, "note": 1000}
_AT_TAIL = frozenset({"author", "source", "note", "topics"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its blocks; empty where unknown."""

    title: str = ""
    date: date | None = None
    author: str = ""
    lang: str = ""
    summary: str = ""
    topics: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    def filled_from(self, other: Metadata) -> Metadata:
        """This, with what is empty taken from ``other``."""
        return Metadata(
            title=self.title or other.title,
            date=self.date or other.date,
            author=self.author or other.author,
            lang=self.lang or other.lang,
            summary=self.summary or other.summary,
            topics=self.topics or other.topics,
            extra={**other.extra, **self.extra},
        )


def of_line(text: str, lang: str, *, tail: bool = False) -> Metadata | None:
    """The metadata that a line is, or None for a line of the article.

    After the body (``tail``) only labels that people put there count: a date or summary there is text.
    """
    text = text.strip()
    if found := _of_part(text, lang, tail=tail):
        return found
    parts = [part.strip() for part in re.split(r"\s[|·•]\s", text)]
    if len(parts) < 2:
        return None
    together = Metadata()
    for part in parts:
        found = _of_part(part, lang, tail=tail)
        if found is None:
            return None
        together = together.filled_from(found)
    return together


def of_front_matter(values: Mapping[str, str | tuple[str, ...]], lang: str) -> tuple[Metadata, list[Said]]:
    """The metadata of front matter's keys, and a note for each value that could not be used."""
    found, notes, extra = Metadata(), [], {}
    for name, value in values.items():
        key = _ALIASES.get(name, name)
        taken = _take(found, key, value, lang)
        if taken is not None:
            found = taken
            continue
        if key in {"date", "lang"}:
            notes.append(
                said("The front matter's {key} '{value}' was not understood.", key=key, value=_flat(value))
            )
        if flat := _flat(value):
            extra[key] = flat
    return replace(found, extra={**extra, **found.extra}), notes


def _of_part(text: str, lang: str, *, tail: bool) -> Metadata | None:
    if not tail and (day := dates.parse(text, lang)):
        return Metadata(date=day)
    labelled = _LABELLED.match(text)
    key = _KEY_OF.get(labelled[1].casefold()) if labelled else None
    if not labelled or key is None or (tail and key not in _AT_TAIL):
        return None
    value = labelled[2].strip()
    if len(value) > _LONGEST.get(key, 120):
        return None
    if key in {"note", "source"}:
        return Metadata(extra={key: value})
    return _take(Metadata(), key, value, lang)


def _take(found: Metadata, key: str, value: str | tuple[str, ...], lang: str) -> Metadata | None:
    """``found`` with ``key`` filled, or None where the key is unknown or the value does not fit it."""
    if key == "title":
        return replace(found, title=_flat(value))
    if key == "author":
        return replace(found, author=_flat(value))
    if key == "summary":
        return replace(found, summary=_flat(value))
    if key == "date":
        day = dates.parse(_flat(value), lang)
        return replace(found, date=day) if day else None
    if key == "lang":
        tag = _flat(value)
        return replace(found, lang=tag) if tags.is_valid(tag) else None
    if key == "topics":
        several = value if isinstance(value, tuple) else tuple(re.split(r"[,;]", value))
        return replace(found, topics=tuple(topic.strip() for topic in several if topic.strip()))
    return None


def _flat(value: str | tuple[str, ...]) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else value
    return " ".join(text.split())
