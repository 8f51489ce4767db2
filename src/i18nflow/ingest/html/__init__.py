"""HTML to an article: files and pages (main content located), and fragments (pasted, or made from other formats)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from i18nflow import markup
from i18nflow.ingest import assemble, dates, encoding, frame, metadata
from i18nflow.ingest.html import bounded, clean, located, pagemeta, word
from i18nflow.ingest.html.walk import Walked, Walker
from i18nflow.ingest.metadata import Metadata
from i18nflow.ingest.values import FoundImage, Ingested, Options
from i18nflow.model import Block, BlockKind, Furniture

__all__ = ["fragment", "page"]

_MOST_OUTSIDE = 300
_EMBEDDED = re.compile(r"data:image/(\w+);base64,", re.IGNORECASE)
_SOLID = (BlockKind.TABLE_CELL, BlockKind.QUOTE)


def page(data: bytes, options: Options, *, content_type: str | None = None) -> Ingested:
    """The article of an HTML file or page; ``options.where`` is its address, if it has one."""
    decoded = encoding.decode(data, options.where, declared=pagemeta.declared_charset(data, content_type))
    within = bounded.bound(decoded.text, options.where)
    meta = pagemeta.read(within.html, within.ld_json, options.address, options.lang)
    root = clean.tree(within.html)
    word.make_plain(root)
    inside = set(located.main_element(root).iter())
    walker = Walker(meta.base)
    walked = walker.walk(root)
    main = [place in inside for place in walker.places]
    if not any(main):
        main = [True] * len(walked)
    known = _with_title(meta, walked, main)
    known = known.filled_from(_from_around(root, walked, main, options.lang))
    body = [item for item, is_main in zip(walked, main, strict=True) if is_main and not item.region]
    aside = _aside(walked, main, known.title)
    notes = [decoded.note] if decoded.note else []
    return _article(body, options, known=known, furniture=aside, notes=notes)


def fragment(
    html: str,
    options: Options,
    *,
    front: Mapping[str, str | tuple[str, ...]] | None = None,
    known: Metadata | None = None,
    images: Mapping[str, bytes] | None = None,
    notes: Sequence[str] = (),
) -> Ingested:
    """The article of HTML without a page around it; ``images`` are pictures that came with it, by ``src``."""
    within = bounded.bound(html, options.where)
    root = clean.tree(within.html)
    word.make_plain(root)
    walked = Walker(options.address).walk(root)
    given = known or Metadata()
    if front and not given.title and isinstance(title := front.get("title", ""), str):
        given = replace(given, title=title)
    given = replace(given, title=given.title or _h1(walked))
    main = [True] * len(walked)
    body = [item for item in walked if not item.region]
    aside = _aside(walked, main, given.title)
    return _article(body, options, front=front, known=given, furniture=aside, images=images, notes=notes)


def _article(
    body: Sequence[Walked],
    options: Options,
    *,
    known: Metadata,
    furniture: Sequence[Furniture],
    front: Mapping[str, str | tuple[str, ...]] | None = None,
    images: Mapping[str, bytes] | None = None,
    notes: Sequence[str] = (),
) -> Ingested:
    blocks, found = _with_pictures([item.block for item in body], images or {})
    lines = [_line(item) for item in body]
    result = assemble.article(
        front or {}, lines, lambda kept: [blocks[i] for i in kept], options,
        known=known, images=found, furniture=furniture, notes=notes,
    )  # fmt: skip
    shown = {block.image.src for block in result.article.blocks if block.image}
    article = replace(result.article, summary=_own_summary(result.article.summary, result.article.blocks))
    return replace(
        result, article=article, images=tuple(image for image in result.images if image.src in shown)
    )


def _line(item: Walked) -> frame.Line:
    block = item.block
    text = _plain(block)
    if block.image:
        text = text or block.image.alt or block.image.src[:80]
    may_be_title = block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
    return frame.Line(
        text, block.line, may_be_title, solid=block.kind in _SOLID, picture=block.image is not None
    )


def _plain(block: Block) -> str:
    return " ".join(markup.plain(block.text, block.codes).split())


def _h1(walked: Sequence[Walked]) -> str:
    """The text of the only ``<h1>``, "" if there are none or several."""
    titles = [_plain(item.block) for item in walked if item.is_h1 and not item.region]
    return titles[0] if len(titles) == 1 or (titles and walked[0].is_h1) else ""


def _with_title(meta: pagemeta.PageMeta, walked: Sequence[Walked], main: Sequence[bool]) -> Metadata:
    """The page's metadata; its title is what the reader sees as one, before what the page says in its head."""
    inside = [item for item, is_main in zip(walked, main, strict=True) if is_main]
    window = pagemeta.bare_title(meta.window_title)
    said = meta.metadata.title
    outside = _h1([item for item, is_main in zip(walked, main, strict=True) if not is_main])
    if outside and outside not in (said, window) and outside not in meta.window_title:
        outside = ""  # the site's name
    return replace(meta.metadata, title=_h1(inside) or outside or said or window)


def _from_around(root: HtmlElement, walked: Sequence[Walked], main: Sequence[bool], lang: str) -> Metadata:
    """Metadata that stands on the page outside the article's text: a ``<time>``, a date or author line."""
    found = Metadata()
    for item, is_main in zip(walked[:400], main, strict=False):
        if not is_main and (meta := metadata.of_line(_plain(item.block), lang)):
            found = found.filled_from(replace(meta, summary="", extra={}))
    for time in list(root.iter("time"))[:5]:
        day = dates.parse(time.get("datetime", ""), lang) or dates.parse(
            " ".join(time.text_content().split()), lang
        )
        found = replace(found, date=found.date or day)
    return found


def _aside(walked: Sequence[Walked], main: Sequence[bool], title: str) -> list[Furniture]:
    """What the markup sets aside, or what stands outside the article."""
    body = [index for index, item in enumerate(walked) if main[index] and not item.region]
    middle = (body[0] + body[-1]) / 2 if body else len(walked)
    aside = []
    for index, item in enumerate(walked):
        text = _plain(item.block)
        if (main[index] and not item.region) or not text or text == title:
            continue
        where = "head" if index < middle else "tail"
        aside.append(Furniture(text, where, item.region or "outside", item.block.line))
    return aside[:_MOST_OUTSIDE]


def _own_summary(summary: str, blocks: Sequence[Block]) -> str:
    """The summary, unless it only repeats how the text begins, as content systems make it."""
    start = _key("".join(_plain(block) for block in blocks[:5]))
    key = _key(re.sub(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$", "", summary))
    return "" if key and key in start else summary


def _key(text: str) -> str:
    return "".join(text.split()).casefold()


def _with_pictures(
    blocks: Sequence[Block], given: Mapping[str, bytes]
) -> tuple[list[Block], list[FoundImage]]:
    """The blocks with embedded pictures under names of their own, and the pictures found."""
    done: list[Block] = []
    found: dict[str, FoundImage] = {}
    for block in blocks:
        if block.image is None:
            done.append(block)
            continue
        src, data = block.image.src, given.get(block.image.src)
        if embedded := _EMBEDDED.match(src):
            data = _decoded(src[embedded.end() :])
            src = f"embedded-{len(found) + 1}.{embedded[1].lower()}"
        found.setdefault(src, FoundImage(src, data, block.image.alt))
        done.append(replace(block, image=replace(block.image, src=src)))
    return done, list(found.values())


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return None
