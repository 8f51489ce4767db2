"""The workspace's translation memory, looked up for segments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice

from i18nflow.glossary import find_target
from i18nflow.memory import Hit, Named, Penalties, Phrase, Query, Repaired, ranked, repair
from i18nflow.memory.matching import OFFERED_FROM
from i18nflow.model import Actor, Match, Role, Side, Unit, said
from i18nflow.store import Row
from i18nflow.workflow import audit, glossaries, names
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

_SOME = 3
"""Units that are weighed for one match: several may offer the same text, and penalties change the order."""


def lookup(
    ws: Workspace, lang: str, query: Query, *, least: float = OFFERED_FROM, limit: int = 5
) -> list[Match]:
    """The best matches for a text, best first: context, exact, fuzzy."""
    pair = ws.config.pair(lang)
    exact = [(unit, 1.0) for unit in ws.store.memory.exact(query.source, pair)]
    if len(exact) >= limit:
        return ranked(query, exact, limit=limit, penalties=_penalties(ws))
    # Several units may offer the same text, and penalties change the order: ask for some more than are wanted.
    fuzzy = ws.store.memory.search(query.source, pair, least=least, limit=limit * _SOME)
    known = {unit.id for unit, _ in exact}
    found = exact + [one for one in fuzzy if one[0].id not in known]
    return ranked(
        query,
        found,
        limit=limit,
        penalties=_penalties(ws),
        adapt=partial(_adapted, ws, lang, query),
    )


def _penalties(ws: Workspace) -> Penalties:
    settings = ws.config.memory
    return Penalties(
        machine=settings.penalty_machine,
        domain=settings.penalty_domain,
        year=settings.penalty_year,
        oldest=settings.penalty_oldest,
        own_domain=ws.config.domain,
        now=ws.now(),
    )


def _adapted(ws: Workspace, lang: str, query: Query, unit: Unit) -> Repaired | None:
    """The unit's target with the numbers and names of the query, where that is certain."""
    if query.source == unit.source:
        return None
    here, there = named(ws, lang, query.source), named(ws, lang, unit.source)
    return repair(
        query.source, unit.source, unit.target, ws.config.pair(lang), names=here, source_names=there
    )


def named(ws: Workspace, lang: str, text: str) -> list[Named]:
    """The names in ``text`` whose rendering is known, by the register and by the glossary's proper terms."""
    register = names.register(ws, lang)
    spots = register.find(text) if register is not None else []
    found = [
        Named(spot.start, spot.end, "" if spot.short else spot.name.target, spot.name.kind == "person")
        for spot in spots
    ]
    for one in glossaries.occurrences(ws, lang, text):
        proper = one.term.source[:1].isupper() and one.term.target[:1].isupper()
        if proper and not any(one.start < other.end and other.start < one.end for other in found):
            found.append(Named(one.start, one.end, one.term.target))
    return sorted(found, key=lambda name: name.start)


def for_row(ws: Workspace, row: Row, lang: str, *, limit: int = 5) -> list[Match]:
    """The matches to offer for a segment; its own unit is none of them."""
    before, after = ws.store.articles.neighbours(row.segment.key)
    found = lookup(ws, lang, Query(row.segment.text, before, after), limit=limit + 1)
    return [match for match in found if match.unit.segment != row.segment.key][:limit]


def for_key(ws: Workspace, key: str, lang: str, *, limit: int = 3) -> list[Match]:
    """The matches to offer for the segment ``key``."""
    return for_row(ws, ws.store.targets.row(key, lang), lang, limit=limit)


def for_rows(ws: Workspace, rows: Sequence[Row], everything: Sequence[Row], lang: str) -> dict[str, Match]:
    """The best match of each of ``rows``, by key; ``everything`` are all rows of the article, in order."""
    sources = [row.segment.text for row in everything]
    places = {row.segment.key: index for index, row in enumerate(everything)}
    pair, penalties = ws.config.pair(lang), _penalties(ws)
    exact = ws.store.memory.exact_many(list({row.segment.text for row in rows}), pair)
    open_texts = list({row.segment.text for row in rows} - exact.keys())
    found = ws.store.memory.search_many(open_texts, pair, least=OFFERED_FROM, limit=_SOME)
    fuzzy = dict(zip(open_texts, found, strict=True))
    result = {}
    for row in rows:
        index, text = places[row.segment.key], row.segment.text
        query = Query(
            text, sources[index - 1] if index else "", sources[index + 1] if index + 1 < len(sources) else ""
        )
        scored = [(unit, 1.0) for unit in exact.get(text, ())] or fuzzy[text]
        if scored:
            adapt = partial(_adapted, ws, lang, query)
            result[row.segment.key] = ranked(query, scored, limit=1, penalties=penalties, adapt=adapt)[0]
    return result


def concordance(
    ws: Workspace, text: str, lang: str, *, side: Side | str = Side.SOURCE, limit: int = 50
) -> list[Hit]:
    """The units in whose ``side`` the words of ``text`` stand in any form, newest first, and where.

    ``lang`` is the target language. On the other side the spans show the renderings that the glossary knows.
    """
    pair, side = ws.config.pair(lang), Side(side)
    phrase = Phrase(text, pair.source if side is Side.SOURCE else pair.target)
    if not phrase.words:
        return []
    hits = (
        _hit(ws, unit, phrase, lang, side) for unit in ws.store.memory.holding(phrase.prefixes, pair, side)
    )
    return list(islice((hit for hit in hits if hit is not None), limit))


def _hit(ws: Workspace, unit: Unit, phrase: Phrase, lang: str, side: Side) -> Hit | None:
    spans = phrase.spans(unit.source if side is Side.SOURCE else unit.target)
    if not spans:
        return None
    known = [
        ((one.start, one.end), [(start, end) for start, end, _ in find_target(one.term, unit.target, lang)])
        for one in glossaries.occurrences(ws, lang, unit.source)
    ]
    if side is Side.SOURCE:
        other = {place for here, there in known if _meets(here, spans) for place in there}
        return Hit(unit, spans, tuple(sorted(other)))
    other = {here for here, there in known if any(_meets(place, spans) for place in there)}
    return Hit(unit, tuple(sorted(other)), spans)


def _meets(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def prepare(ws: Workspace) -> None:
    """Bring the memory's indexes up to date; worth calling where many units came in."""
    for lang in ws.config.targets:
        ws.store.memory.refresh_index(ws.config.pair(lang))


@needs(Role.REVIEWER, said("fill the memory"))
def take_in(
    ws: Workspace,
    units: Iterable[Unit],
    lang: str,
    actor: Actor,
    *,
    progress: Callable[[int, int], None] | None = None,
    chunk: int = 5000,
) -> tuple[int, int]:
    """Add foreign units to the memory, a chunk per transaction; how many were new, and how many were known."""
    pair, at = ws.config.pair(lang), ws.now()
    added = seen = 0
    source = iter(units)
    while part := list(islice(source, chunk)):
        with ws.store.write():
            new = ws.store.memory.put_new(part, pair, at=at)
            if new:
                audit.record(ws, actor, "fill-memory", lang, units=new)
            added += new
        seen += len(part)
        if progress:
            progress(seen, seen)
    ws.store.memory.refresh_index(pair)
    return added, seen - added
