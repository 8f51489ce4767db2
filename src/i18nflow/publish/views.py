"""What a page is made of: the site's settings, an article in its languages, and the line an index shows of it.

The workflow fills these values from the store; every renderer of this package takes nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from i18nflow.errors import I18nFlowError
from i18nflow.model import (
    Article,
    Block,
    Code,
    Origin,
    PublicationStatus,
    Segment,
    SegmentKind,
    State,
    said,
)
from i18nflow.publish.text import plain_of, words_of

_LIVE = frozenset({PublicationStatus.PUBLISHED, PublicationStatus.CORRECTED})


class Misaligned(I18nFlowError):
    """Two editions of an article do not have the same segments in the same places; import or segment it again."""


class Making(StrEnum):
    """How an edition came about, for the reader."""

    ORIGINAL = "original"
    HUMAN = "human"
    MACHINE_REVISED = "machine-revised"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """The site as the newsroom sets it up.

    ``base_url`` is the absolute address where the site will stand, with or without a path. ``default_lang`` is
    what ``hreflang="x-default"`` points to; empty means the source language. ``handover`` also writes an HTML
    fragment per edition and a JSON document per article for other systems.
    """

    base_url: str
    name: str
    source: str
    targets: tuple[str, ...]
    tz: str = "Europe/Riga"
    per_page: int = 20
    feed_length: int = 20
    default_lang: str = ""
    handover: bool = True

    @property
    def languages(self) -> tuple[str, ...]:
        """The source language, then the targets."""
        return (self.source, *self.targets)


class SegmentView(NamedTuple):
    """A segment in one language: its text with inline codes, and what the reader must know of it.

    ``state`` other than approved is marked on the page. An untranslated segment carries the *source* text and is
    shown as such. ``stale`` says its source changed after the translation was approved. ``joined`` says that its
    words stand in a neighbouring segment and the text is empty on purpose. ``gap`` is what stands between it and
    the next segment of the block.
    """

    key: str
    text: str
    codes: tuple[Code, ...] = ()
    state: State = State.APPROVED
    origin: Origin | None = None
    kind: SegmentKind = SegmentKind.PARAGRAPH
    gap: str = " "
    stale: bool = False
    joined: bool = False


class Rendition(NamedTuple):
    """A segment in a target language as it was published; ``stale`` says that its source was another one then."""

    text: str
    state: State
    origin: Origin | None = None
    stale: bool = False


class BlockView(NamedTuple):
    """A block of the article with its segments in one language."""

    block: Block
    segments: tuple[SegmentView, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """How an edition was made and checked, as the reader is told.

    ``reviewed_by`` are the names of persons with their consent; ``by_others`` says that others reviewed too. Without
    a name it was "the editors".
    ``source_revision`` and ``source_at`` name the revision of the original the translation was made from.
    ``source_changed`` is when the original changed since then, None when it did not.
    """

    making: Making = Making.HUMAN
    engine: str = ""
    reviewed: bool = True
    reviewed_by: tuple[str, ...] = ()
    by_others: bool = True
    reviewed_on: date | None = None
    source_revision: int | None = None
    source_at: datetime | None = None
    source_changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction after publication that the editor wants readers to know of, in the words of one language.

    On an edition in another language than ``lang`` it is a correction of the original, shown in the original's words.
    """

    at: datetime
    text: str
    lang: str


@dataclass(frozen=True)
class EditionView:
    """An article in one language, as it is to be published.

    ``former`` lists earlier addresses as ``year/slug``; each becomes a redirect page. ``corrections`` are shown to
    the reader, oldest first. ``note`` is the reason given for a withdrawn edition. ``archived_at`` is when the
    newsroom put the article away: it keeps its address and leaves the news and the feed.
    """

    lang: str
    slug: str
    headline: tuple[SegmentView, ...]
    summary: tuple[SegmentView, ...] = ()
    topics: tuple[SegmentView, ...] = ()
    blocks: tuple[BlockView, ...] = ()
    date: date | None = None
    author: str = ""
    author_is_person: bool = False
    provenance: Provenance = field(default_factory=Provenance)
    status: PublicationStatus = PublicationStatus.PUBLISHED
    published_at: datetime | None = None
    modified_at: datetime | None = None
    note: str = ""
    former: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    archived_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Whether readers may see it."""
        return self.status in _LIVE

    @property
    def withdrawn(self) -> bool:
        """Whether it was public once and is not any more."""
        return self.status is PublicationStatus.WITHDRAWN

    @cached_property
    def title(self) -> str:
        """The headline as plain text."""
        return plain_of(self.headline)

    @cached_property
    def lead(self) -> str:
        """The summary as plain text."""
        return plain_of(self.summary)

    @cached_property
    def topic_names(self) -> tuple[str, ...]:
        """The topics as plain texts, those without a word left out."""
        return tuple(name for name in (plain_of([topic]) for topic in self.topics) if name)

    @cached_property
    def segments(self) -> tuple[SegmentView, ...]:
        """All its segments in document order."""
        parts = [view.segments for view in self.blocks]
        return tuple(chain(self.headline, self.summary, self.topics, *parts))

    @property
    def plain(self) -> str:
        """The words of all of it."""
        return words_of(self.segments)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its source edition and its target editions; only live ones get pages.

    ``year`` is the year of its addresses: of its date, or of its first publication. ``former`` lists earlier
    addresses of its parallel pages as ``year/slug``.
    """

    slug: str
    source: EditionView
    targets: tuple[EditionView, ...] = ()
    year: int = 0
    former: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.year:
            day = self.source.date or self.source.published_at
            object.__setattr__(self, "year", day.year if day else 1970)

    @property
    def editions(self) -> tuple[EditionView, ...]:
        """The source edition, then the targets."""
        return (self.source, *self.targets)


class Card(NamedTuple):
    """What an index, a feed and the sitemap say of one edition: plain texts, ISO dates, a path within the site.

    ``topics`` are (address part, name) in the order of the article, the same topic at the same place in every
    language. ``archived`` is the day it was put away, "" while it is news. ``mark`` changes whenever anything else here does.
    """

    lang: str
    path: str
    headline: str
    summary: str
    date: str
    published: str
    modified: str
    author: str = ""
    topics: Sequence[Sequence[str]] = ()
    archived: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """An article's lines in the indexes: one card per live edition."""

    slug: str
    year: int
    cards: tuple[Card, ...]


def edition_of(
    article: Article,
    segments: Sequence[Segment],
    *,
    lang: str,
    slug: str,
    targets: Mapping[str, Rendition] | None = None,
    **more: object,
) -> EditionView:
    """The edition of an article in ``lang`` out of the model's values.

    Without ``targets`` it is the source edition. With them, by segment key, each takes its target's text; one without
    text keeps the source and is marked untranslated, or joined when a person approved it empty. ``more`` goes
    to :class:`EditionView`.
    """
    views = [_segment_view(segment, targets) for segment in segments]
    parts: dict[int, list[SegmentView]] = {}
    for segment, view in zip(segments, views, strict=True):
        parts.setdefault(segment.block, []).append(view)
    front = parts.get(-1, [])
    return EditionView(
        lang=lang,
        slug=slug,
        headline=tuple(view for view in front if view.kind is SegmentKind.HEADLINE),
        summary=tuple(view for view in front if view.kind is SegmentKind.SUMMARY),
        topics=tuple(view for view in front if view.kind is SegmentKind.TOPIC),
        blocks=tuple(BlockView(b, tuple(parts.get(i, ()))) for i, b in enumerate(article.blocks)),
        **{"date": article.date, "author": article.author, **more},  # type: ignore[arg-type]
    )


def aligned(source: EditionView, target: EditionView) -> None:
    """Check that two editions have the same blocks with the same segments; raises :class:`Misaligned`."""
    if len(source.blocks) != len(target.blocks):
        raise Misaligned(
            said(
                "'{slug}' has {here} blocks in {lang} and {there} in {other}",
                slug=source.slug,
                here=len(source.blocks),
                lang=source.lang,
                there=len(target.blocks),
                other=target.lang,
            )
        )
    ours, theirs = ([segment.key for segment in edition.segments] for edition in (source, target))
    if ours != theirs:
        odd = sorted(set(ours) ^ set(theirs)) or ["the order"]
        raise Misaligned(
            said(
                "'{slug}' has other segments in {lang} than in {other}: {keys}",
                slug=source.slug,
                lang=source.lang,
                other=target.lang,
                keys=", ".join(odd[:5]),
            )
        )


_MISSING = Rendition("", State.UNTRANSLATED)


def _segment_view(segment: Segment, targets: Mapping[str, Rendition] | None) -> SegmentView:
    kind, codes = segment.kind, segment.codes
    if targets is None:
        return SegmentView(segment.key, segment.text, codes, kind=kind, gap=segment.gap)
    text, state, origin, stale = targets.get(segment.key, _MISSING)
    joined = not text and state in (State.APPROVED, State.TRANSLATED)
    if not text and not joined:
        text, state = segment.text, State.UNTRANSLATED
    return SegmentView(segment.key, text, codes, state, origin, kind, segment.gap or " ", stale, joined)
