"""What a page says of itself: JSON-LD, OpenGraph, meta elements, its language and title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

from i18nflow.ingest import dates, encoding
from i18nflow.ingest.metadata import Metadata
from i18nflow.language import tags

_HEAD_CHARS = 400_000
_MOST_TOPICS = 12
_TOPIC_LONGEST = 60
_ARTICLES = re.compile(
    r"(?:News|Blog|Reportage|Scholarly|Tech|Analysis|Opinion|Review)?Article|BlogPosting|Report|WebPage",
    re.ASCII,
)
_NOBODY = frozenset({"admin", "administrator", "root", "user", "webmaster", "redakcija@"})
_TITLE_END = re.compile(r"\s+[|»–—·-]\s+[^|»–—·]{1,60}$")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageMeta:
    """The metadata, the address that relative ones count from, and the page's window title."""

    metadata: Metadata
    base: str = ""
    window_title: str = ""


def declared_charset(data: bytes, content_type: str | None) -> str | None:
    """The encoding that the header or the page itself claims."""
    if content_type and (
        found := re.search(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", content_type, re.IGNORECASE)
    ):
        return found[1]
    found_bytes = _CHARSET.search(data[:4096])
    return found_bytes[1].decode("ascii") if found_bytes else None


def read(html: str, ld_json: Sequence[str], address: str, lang: str) -> PageMeta:
    """The metadata in ``html`` (bounded) and in the texts of its JSON-LD scripts."""
    head = _Head()
    head.feed(html[:_HEAD_CHARS])
    said = _from_ld_json(ld_json, lang).filled_from(_from_meta(head.meta, lang))
    own = Metadata(lang=head.lang if tags.is_valid(head.lang) else "")
    base = urljoin(address, head.base) if head.base else address
    return PageMeta(said.filled_from(own), base if _is_web(base) else "", _text(head.title))


def bare_title(window_title: str) -> str:
    """A window title without the site's name at its end."""
    return _TITLE_END.sub("", window_title)


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


class _Head(HTMLParser):
    """Collects ``<meta>``, ``<title>``, ``<base>`` and the language."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.title = self.lang = self.base = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            key = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.meta.setdefault(key.lower(), values.get("content", ""))
        elif tag == "html":
            self.lang = self.lang or values.get("lang", "")
        elif tag == "base":
            self.base = self.base or values.get("href", "")
        self._in_title = tag == "title" and not self.title

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def _from_meta(meta: Mapping[str, str], lang: str) -> Metadata:
    def first(*keys: str) -> str:
        return next((_text(meta[key]) for key in keys if meta.get(key)), "")

    day = first(
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dcterms.date",
        "dc.date.issued",
        "pubdate",
    )
    locale = first("og:locale", "dc.language").replace("_", "-")
    return Metadata(
        title=first("og:title", "twitter:title", "dc.title"),
        date=dates.parse(day, lang),
        author=_somebody(first("author", "article:author", "dc.creator")),
        lang=locale.partition("-")[0] if tags.is_valid(locale) else "",
        summary=first("og:description", "description", "twitter:description", "dc.description"),
        topics=_topics(first("news_keywords", "keywords", "article:tag").split(",")),
    )


def _from_ld_json(texts: Sequence[str], lang: str) -> Metadata:
    found = Metadata()
    for text in texts:
        try:
            parsed = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for item in _items(parsed):
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and _ARTICLES.fullmatch(k) for k in kinds):
                found = found.filled_from(_from_item(item, lang))
    return found


def _items(parsed: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    if isinstance(parsed, dict):
        yield parsed
        yield from _items(parsed.get("@graph"), depth + 1) if depth < 3 else ()
    elif isinstance(parsed, list):
        for item in parsed[:50]:
            yield from _items(item, depth + 1) if depth < 3 else ()


def _from_item(item: Mapping[str, object], lang: str) -> Metadata:
    language = _string(item.get("inLanguage"))
    keywords = item.get("keywords")
    listed = keywords if isinstance(keywords, list) else _string(keywords).split(",")
    return Metadata(
        title=_string(item.get("headline")),
        date=dates.parse(_string(item.get("datePublished")), lang),
        author=_somebody(_string(item.get("author"))),
        lang=language if tags.is_valid(language) else "",
        summary=_string(item.get("description")),
        topics=_topics([_string(word) for word in listed]),
    )


def _string(value: object) -> str:
    """A text, or the name of a thing, or the names of several."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        name = value.get("name")
        return _text(name) if isinstance(name, str) else ""
    if isinstance(value, list):
        return ", ".join(
            name for name in (_string(v) if not isinstance(v, list) else "" for v in value[:10]) if name
        )
    return ""


def _text(value: str) -> str:
    return " ".join(encoding.without_controls(unescape(value)).split())


def _somebody(name: str) -> str:
    return "" if name.casefold() in _NOBODY or _is_web(name) else name


def _topics(listed: Sequence[str]) -> tuple[str, ...]:
    topics = [topic.strip() for topic in listed if 0 < len(topic.strip()) <= _TOPIC_LONGEST]
    return tuple(dict.fromkeys(topics))[:_MOST_TOPICS]
