"""The translation memory: looked up, taken in and written out as TMX."""

from __future__ import annotations

from io import BytesIO
from tempfile import TemporaryFile
from typing import Annotated

from msgspec import Meta

from i18nflow.interchange import tmx
from i18nflow.memory import Query
from i18nflow.model import Role
from i18nflow.webapp.api.base import Empty, Input, Shape
from i18nflow.webapp.api.registry import Call, File, operation
from i18nflow.webapp.api.shapes import Count, MatchShape, of_match, target_lang
from i18nflow.workflow import memories


class LookupInput(Input, frozen=True, kw_only=True):
    """Texts to look up, and the ones before and after each where they are known."""

    text: Annotated[str, Meta(min_length=1, max_length=20000)]
    before: Annotated[str, Meta(max_length=20000)] = ""
    after: Annotated[str, Meta(max_length=20000)] = ""
    min_score: Annotated[float, Meta(ge=0.3, le=1)] = 0.7
    limit: Annotated[int, Meta(ge=1, le=50)] = 5


class TmxQuery(Input, frozen=True, kw_only=True):
    """The file."""

    name: Annotated[str, Meta(description="Its name, for messages", max_length=200)] = "memory.tmx"


class TakenShape(Shape, frozen=True, kw_only=True):
    """How many units were new, and how many were there already."""

    added: Count
    known: Count


@operation("POST", "/memory/{lang}/lookup", body=LookupInput, answer=tuple[MatchShape, ...])
def look_up(call: Call[Empty, LookupInput]) -> tuple[MatchShape, ...]:
    """The best matches of a text, best first: context, exact, fuzzy."""
    asked = call.body
    found = memories.lookup(
        call.ws,
        target_lang(call),
        Query(asked.text, asked.before, asked.after),
        least=asked.min_score,
        limit=asked.limit,
    )
    return tuple(of_match(one) for one in found)


@operation("GET", "/memory/{lang}/file", media=("application/x-tmx+xml",))
def export_memory(call: Call[Empty, None]) -> File:
    """The memory as TMX 1.4b."""
    pair = call.ws.config.pair(target_lang(call))
    # Not as one text: it may be larger than this machine's memory. Removed by the system when it is closed.
    file = TemporaryFile()  # noqa: SIM115 (closed with the answer)
    file.writelines(tmx.encoded(call.ws.store.memory.all(pair), pair))
    file.seek(0)
    return File(file, "application/x-tmx+xml", f"memory.{pair}.tmx")


@operation(
    "POST", "/memory/{lang}/file", needs=Role.REVIEWER, query=TmxQuery, body=bytes, answer=TakenShape,
    problems=(409, 422), idempotent=True,
)  # fmt: skip
def import_memory(call: Call[TmxQuery, bytes]) -> TakenShape:
    """Take the units of a TMX file in; a pair that is there already is passed over."""
    lang = target_lang(call)
    units = tmx.read(BytesIO(call.body), call.ws.config.pair(lang), call.query.name)
    added, known = memories.take_in(call.ws, units, lang, call.actor)
    return TakenShape(added=added, known=known)
