"""The last step of every format: frame, blocks and metadata become an article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from i18nflow.errors import InputError
from i18nflow.ingest import frame, metadata
from i18nflow.ingest.metadata import Metadata
from i18nflow.ingest.values import FoundImage, Ingested, Options
from i18nflow.language.tags import base
from i18nflow.model import Article, Block, BlockKind, Furniture, said

_NAME_LONGEST = 120


def article(
    front: Mapping[str, str | tuple[str, ...]],
    lines: Sequence[frame.Line],
    blocks_of: Callable[[Sequence[int]], Sequence[Block]],
    options: Options,
    *,
    known: Metadata | None = None,
    images: Sequence[FoundImage] = (),
    furniture: Sequence[Furniture] = (),
    notes: Sequence[str] = (),
) -> Ingested:
    """The article of ``lines``; ``blocks_of(indexes)`` builds the blocks of the body's lines.

    ``front`` is front matter, ``known`` what the format itself says (a page's metadata), ``furniture`` what it
    already set aside. Raises ``InputError`` when nothing is left to read.
    """
    given, problems = metadata.of_front_matter(front, options.lang)
    known = given.filled_from(known or Metadata())
    found = frame.find(lines, options, title=known.title)
    meta = known.filled_from(found.metadata)
    blocks = tuple(blocks_of(found.body))
    aside = (*furniture, *found.furniture)
    notes = [*notes, *problems]
    if not blocks and not meta.title:
        raise InputError(said("there is no text in it"), where=options.where)
    if not meta.title:
        meta = replace(meta, title=_stand_in(options.where, blocks))
        notes.append(said("No title was found; '{title}' stands in for it.", title=meta.title))
    if meta.lang and base(meta.lang) != base(options.lang):
        notes.append(
            said("The text says it is in '{found}', not '{wanted}'.", found=meta.lang, wanted=options.lang)
        )
    result = Article(
        lang=meta.lang or options.lang,
        title=meta.title,
        blocks=blocks,
        summary=meta.summary,
        date=meta.date,
        author=meta.author,
        topics=meta.topics,
        origin=options.where,
        furniture=aside,
        meta=dict(meta.extra),
    )
    if options.keep_furniture:
        result = put_back(result, aside)
    return Ingested(result, tuple(images), tuple(notes))


def put_back(article: Article, which: Sequence[Furniture]) -> Article:
    """``article`` with these lines of its furniture as paragraphs again, at its head or tail."""
    chosen = [item for item in article.furniture if item in which]
    head = [Block(BlockKind.PARAGRAPH, item.text, line=item.line) for item in chosen if item.where == "head"]
    tail = [Block(BlockKind.PARAGRAPH, item.text, line=item.line) for item in chosen if item.where != "head"]
    left = tuple(item for item in article.furniture if item not in chosen)
    return replace(article, blocks=(*head, *article.blocks, *tail), furniture=left)


def set_aside(
    article: Article, which: Sequence[int], plain: Callable[[Block], str] = lambda b: b.text
) -> Article:
    """``article`` with the blocks of these indexes set aside as furniture, because a person says so."""
    chosen = sorted(set(which) & set(range(len(article.blocks))))
    middle = len(article.blocks) / 2
    aside = tuple(
        Furniture(
            plain(article.blocks[i]), "head" if i < middle else "tail", "chosen", article.blocks[i].line
        )
        for i in chosen
    )
    left = tuple(block for index, block in enumerate(article.blocks) if index not in chosen)
    return replace(article, blocks=left, furniture=(*article.furniture, *aside))


def _stand_in(name: str, blocks: Sequence[Block]) -> str:
    """A title where there is none: the file's name, or the first words of the text."""
    stem = " ".join(PurePath(name).stem.replace("-", " ").replace("_", " ").split())
    if stem and PurePath(name).suffix:
        return stem
    words = next((block.text for block in blocks if block.text), stem or "?").split()
    short = ""
    for word in words:
        if short and len(short) + len(word) >= _NAME_LONGEST // 2:
            return short + " …"
        short = f"{short} {word}".strip()
    return short
