"""Memory out of published pairs: align two texts, let a person decide of each pair, put what was accepted in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from i18nflow import ingest, markup, segment
from i18nflow.errors import InputError, Refused
from i18nflow.language.tags import base
from i18nflow.memory.alignment import align, anchors
from i18nflow.model import Actor, Article, Role, SegmentKind, Unit, said
from i18nflow.store import Alignment, Decision, Pair
from i18nflow.workflow import glossaries, importing
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

SURE = 0.9
"""The confidence from which the review page offers to accept pairs all at once."""
LONGEST = 3000
"""Sentences of a text that are aligned at once: the table of ways grows with their square."""
_LEFT_OUT = frozenset({SegmentKind.TOPIC, SegmentKind.CREDIT})


@needs(Role.REVIEWER, said("align texts for the memory"))
def propose(
    ws: Workspace, source: tuple[bytes, str], target: tuple[bytes, str], lang: str, actor: Actor
) -> int:
    """Align two published texts, each its bytes and file name; the number of the alignment. Nothing is accepted yet.

    Raises :class:`InputError` for a file that cannot be read, is empty, or is too long.
    """
    ours = _sentences(ws, *source, ws.config.source)
    theirs = _sentences(ws, *target, lang)
    pair = ws.config.pair(lang)
    terms = [glossaries.occurrences(ws, lang, text) for text in ours]
    beads = align(ours, theirs, anchors(ours, theirs, pair, terms))
    pairs = [
        (" ".join(ours[slice(*bead.source)]), " ".join(theirs[slice(*bead.target)]), bead.confidence)
        for bead in beads
    ]
    with ws.store.write():
        return ws.store.alignments.add(lang, (source[1], target[1]), pairs, actor=actor.name, at=ws.now())


def found_pairs(source: Path, target: Path) -> Iterator[tuple[Path, Path]]:
    """The files to align: two files, or the files of two folders that have the same name (but for its ending).

    A language at the end of a name does not count: ``news.lv.html`` goes with ``news.en.html``. Raises
    :class:`InputError` where there is nothing to align.
    """
    if source.is_dir() is not target.is_dir():
        raise InputError(said("name two files, or two folders"), where=f"{source}, {target}")
    if not source.is_dir():
        yield source, target
        return
    theirs = {_stem(path): path for path in importing.find_files(target)}
    both = [(path, theirs[_stem(path)]) for path in importing.find_files(source) if _stem(path) in theirs]
    if not both:
        raise InputError(
            said("no file of one has the name of a file of the other"), where=f"{source}, {target}"
        )
    yield from both


@needs(Role.REVIEWER, said("decide of an aligned pair"))
def decide(
    ws: Workspace, number: int, pair: Pair, decision: Decision, texts: tuple[str, str], actor: Actor
) -> Pair:
    """Accept, reject or reopen a pair, with its texts as the person left them. ``pair`` has the version seen.

    Raises :class:`Refused` where a side of an accepted pair is empty, :class:`Conflict` where it changed meanwhile.
    """
    source, target = (" ".join(text.split()) for text in texts)
    if decision is Decision.ACCEPTED and not (source and target):
        raise Refused(
            said("A pair needs a text on both sides: write the missing one, or join it with the next pair.")
        )
    with ws.store.write():
        ws.store.alignments.get(number)
        ws.store.alignments.change(replace(pair, source=source, target=target, decision=decision))
        return ws.store.alignments.pair(number, pair.id)


@needs(Role.REVIEWER, said("join aligned pairs"))
def join(ws: Workspace, number: int, pair: Pair, texts: tuple[str, str], actor: Actor) -> Pair:
    """Put the next pair's texts to this one's; it is open again. Raises :class:`Refused` at the last pair."""
    with ws.store.write():
        after = ws.store.alignments.next(number, pair.position)
        if after is None:
            raise Refused(said("This is the last pair: there is none to join it with."))
        ws.store.alignments.change(
            replace(
                pair,
                source=f"{texts[0]} {after.source}".strip(),
                target=f"{texts[1]} {after.target}".strip(),
                confidence=min(pair.confidence, after.confidence),
                decision=Decision.OPEN,
            )
        )
        ws.store.alignments.drop_pair(after)
        return ws.store.alignments.pair(number, pair.id)


@needs(Role.REVIEWER, said("accept aligned pairs"))
def accept_sure(ws: Workspace, number: int, least: float, actor: Actor) -> int:
    """Accept every open pair that is at least so sure; how many."""
    with ws.store.write():
        ws.store.alignments.get(number)
        return ws.store.alignments.accept_from(number, least)


@needs(Role.REVIEWER, said("put aligned pairs into the memory"))
def finish(ws: Workspace, number: int, actor: Actor) -> tuple[int, int]:
    """Put the accepted pairs into the memory; how many were new, and how many pairs are still open.

    Accepted and rejected pairs are done with; an alignment without open ones is gone.
    """
    with ws.store.write():
        alignment = ws.store.alignments.get(number)
        accepted = ws.store.alignments.pairs(number, Decision.ACCEPTED)
        added = ws.store.memory.put_new(
            list(_units(ws, alignment, accepted, actor)), ws.config.pair(alignment.lang), at=ws.now()
        )
        for decision in (Decision.ACCEPTED, Decision.REJECTED):
            ws.store.alignments.drop_pairs(number, decision)
        left = alignment.counts[Decision.OPEN]
        if not left:
            ws.store.alignments.drop(number)
    return added, left


@needs(Role.REVIEWER, said("throw an alignment away"))
def drop(ws: Workspace, number: int, actor: Actor) -> None:
    """Throw an alignment away: nothing of it enters the memory."""
    with ws.store.write():
        ws.store.alignments.get(number)
        ws.store.alignments.drop(number)


def _units(ws: Workspace, alignment: Alignment, pairs: list[Pair], actor: Actor) -> Iterator[Unit]:
    near = {pair.position: pair.source for pair in pairs}
    for pair in pairs:
        yield Unit(
            source=pair.source,
            target=pair.target,
            before=near.get(pair.position - 1, ""),
            after=near.get(pair.position + 1, ""),
            article=Path(alignment.source_name).stem,
            author=actor.name,
            domain=ws.config.domain,
        )


def _sentences(ws: Workspace, data: bytes, name: str, lang: str) -> list[str]:
    read = ingest.read(
        data,
        name,
        lang=lang,
        furniture_words=ws.config.imports.furniture.get(base(lang), ()),
        max_bytes=ws.config.imports.max_mb * 1_000_000,
    )
    article: Article = read.article
    found = [
        markup.plain(one.text, one.codes)
        for one in segment.split(article, "aligned")
        if one.kind not in _LEFT_OUT
    ]
    texts = [" ".join(text.split()) for text in found if text.strip()]
    if not texts:
        raise InputError(said("has no sentences to align"), where=name)
    if len(texts) > LONGEST:
        raise InputError(
            said("has {count} sentences; align parts of at most {limit}", count=len(texts), limit=LONGEST),
            where=name,
        )
    return texts


def _stem(path: Path) -> str:
    stem = path.stem
    name, _, lang = stem.rpartition(".")
    if not name:
        name, _, lang = stem.rpartition("_")
    return name if name and 2 <= len(lang) <= 5 and lang.replace("-", "").isalpha() else stem
