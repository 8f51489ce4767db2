"""The sentences of an edition as HTML with their ids, made once for all the pages that show them.

A sentence's id is the first five characters of its segment's key, or the whole key where two segments of the article
begin alike. The first sentence of a block gives its id to the block, each further one is a span with its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from i18nflow.language import tags
from i18nflow.model import BlockKind, Code, Origin, SegmentKind, State
from i18nflow.publish.text import escape, escape_all, html_of
from i18nflow.publish.views import ArticleView, EditionView, SegmentView, aligned
from i18nflow.publish.words import Words

_ID_LENGTH = 5
_NOTHING: tuple[tuple[Any, ...], ...] = ((),) * len(SegmentView._fields)


class Text(NamedTuple):
    """A block's words in one language: the id and HTML of its first sentence, and the spans of the others.

    ``marks`` are the first sentence's attributes where it is not plainly approved text. A figure's caption is not
    here but among :attr:`Prepared.captions`.
    """

    id: str = ""
    first: str = ""
    marks: str = ""
    rest: str = ""


class Prepared(NamedTuple):
    """An edition whose segments are HTML already; they are used on its own page, on the parallel one and elsewhere.

    ``captions`` has the caption and the credit of each figure by its place among the blocks. ``marked`` says that there
    are marks somewhere, ``unfinished`` that a segment is not approved, ``stale`` that the source of one changed since.
    """

    edition: EditionView
    headline: Text
    summary: Text
    blocks: Sequence[Text]
    captions: Mapping[int, tuple[str, str]]
    keys: tuple[str, ...]
    marked: bool
    unfinished: bool
    stale: bool


def prepare_all(view: ArticleView, words: Mapping[str, Words], *, keyed: bool = False) -> dict[str, Prepared]:
    """The live editions of an article by language; ``words`` label what is not approved.

    ``keyed`` gives every sentence, the first of a block too, a span with its key in ``data-key``, for a page that a
    program works on.
    """
    live = [edition for edition in view.editions if edition.live]
    made: dict[str, Prepared] = {}
    keys: tuple[str, ...] = ()
    ids: Sequence[str] = ()
    for edition in live:
        own = tuple([segment.key for segment in edition.segments])
        if own != keys or not ids:
            keys, ids = own, short_ids(own)
        own_words = words[edition.lang]
        made[edition.lang] = _prepare(edition, ids, own_words, view.source.lang, keyed=keyed)
    return made


def check_aligned(source: Prepared, target: Prepared) -> None:
    """Check that two editions go together segment by segment; raises :class:`Misaligned`."""
    if source.keys != target.keys or len(source.blocks) != len(target.blocks):
        aligned(source.edition, target.edition)


def short_ids(keys: Sequence[str]) -> Sequence[str]:
    """The ids of an article's segments, in their order."""
    found = [key[:_ID_LENGTH] for key in keys]
    if len(set(found)) < len(found):
        met = Counter(found)
        found = [short if met[short] == 1 else key for key, short in zip(keys, found, strict=True)]
    return found


@lru_cache(maxsize=64)
def lang_attributes(lang: str, within: str = "") -> str:
    """``lang`` and ``dir`` of a text, the latter only where it differs from that of the language around it."""
    own = tags.direction(lang)
    return f" lang={lang}" if within and own == tags.direction(within) else f" lang={lang} dir={own}"


def _prepare(
    edition: EditionView, places: Sequence[str], words: Words, source: str, *, keyed: bool
) -> Prepared:
    # By field: there are many segments, and little is to be done with most of them.
    fields = tuple(zip(*edition.segments, strict=True)) or _NOTHING
    keys, texts, codes, states, _, _, gaps, stale, joined = fields
    htmls = _with_codes(edition) if any(codes) else escape_all(texts)
    marks: Sequence[str] = ("",) * len(keys)
    marked = False
    unfinished, is_stale = states.count(State.APPROVED) < len(keys), any(stale)
    if unfinished or is_stale or any(joined):
        marked, marker = True, _Marker(words, source)
        found = [marker.marks(segment) for segment in edition.segments]
        marks = [mark for mark, _ in found]
        htmls = [html + label for html, (_, label) in zip(htmls, found, strict=True)]
    if keyed:
        marked, marks = True, [f"{mark} data-key={key}" for mark, key in zip(marks, keys, strict=True)]
    if gaps.count(" ") < len(gaps):
        gaps = tuple([escape(gap) for gap in gaps])
    spans = [
        f"{g}<span id={i}{m}>{h}</span>"
        for g, i, m, h in zip(("", *gaps), places, marks, htmls, strict=False)
    ]

    def text(start: int, end: int) -> Text:
        """Some segments together."""
        if end - start == 1:
            return Text(places[start], htmls[start], marks[start])
        rest = "".join(spans[start + 1 : end])
        return Text(places[start], htmls[start], marks[start], rest) if rest else Text()

    head, lead = len(edition.headline), len(edition.headline) + len(edition.summary)
    at = lead + len(edition.topics)
    blocks: list[Text] = []
    captions = {}
    for block, segments in edition.blocks:
        start, at = at, at + len(segments)
        if block.kind is BlockKind.FIGURE:
            shown = [f"<span id={places[n]}{marks[n]}>{htmls[n]}</span>" for n in range(start, at)]
            captions[len(blocks)] = _caption(segments, shown)
            is_named = at > start and segments[0].kind is SegmentKind.ALT
            blocks.append(Text(places[start] if is_named else ""))
        else:
            blocks.append(text(start, at))
    return Prepared(
        edition, text(0, head), text(head, lead), blocks, captions, keys, marked, unfinished, is_stale
    )


def _with_codes(edition: EditionView) -> list[str]:
    """Each segment's text as HTML; an inline code may reach over several segments of a block."""
    found = []
    parts: list[Sequence[SegmentView]] = [edition.headline, edition.summary]
    parts += [[topic] for topic in edition.topics]
    parts += [view.segments for view in edition.blocks]
    for part in parts:
        opened: tuple[Code, ...] = ()
        for segment in part:
            html, opened = html_of(segment, opened)
            found.append(html)
    return found


def _caption(segments: Sequence[SegmentView], spans: Sequence[str]) -> tuple[str, str]:
    """Caption and credit of a figure."""
    both = list(zip(segments, spans, strict=True))
    caption = [span for s, span in both if s.kind not in (SegmentKind.ALT, SegmentKind.CREDIT)]
    return " ".join(caption), " ".join([span for s, span in both if s.kind is SegmentKind.CREDIT])


class _Marker:
    """What is said of a segment that is not simply approved text."""

    def __init__(self, words: Words, source: str) -> None:
        self._words = words
        self._source = source

    def marks(self, segment: SegmentView) -> tuple[str, str]:
        """The attributes and the label of a segment."""
        _ = self._words
        if segment.joined:
            return " class=joined", ""
        if segment.state is State.UNTRANSLATED:
            lang = lang_attributes(self._source, self._words.lang)
            return f" class=missing{lang}", self._label(_("not translated yet"))
        if segment.state is State.APPROVED:
            return (" class=stale", self._label(_("changed in the original"))) if segment.stale else ("", "")
        if segment.origin is Origin.MACHINE:
            return " class=draft data-origin=machine", self._label(_("machine draft"))
        return " class=draft", self._label(_("not reviewed yet"))

    def _label(self, text: str) -> str:
        return f" <small lang={self._words.lang} dir={self._words.dir}>{escape(text)}</small>"
