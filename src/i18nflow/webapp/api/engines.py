"""The translation engines: which there are, whether they work, how much was edited in what each made."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from i18nflow import engines
from i18nflow.model import Role
from i18nflow.store import PostEdits
from i18nflow.webapp.api.base import Empty, Input, Shape
from i18nflow.webapp.api.registry import Call, operation
from i18nflow.webapp.api.shapes import Count
from i18nflow.webapp.api.texts import checked
from i18nflow.workflow import trying


class EngineShape(Shape, frozen=True, kw_only=True):
    """A translation engine, and what is missing where it cannot be used here."""

    name: str
    available: bool
    missing: str
    chosen: Annotated[bool, Meta(description="Whether the settings name it")]
    second: Annotated[bool, Meta(description="Whether it is asked only to show where two engines disagree")]
    elsewhere: Annotated[
        bool | None, Meta(description="Whether texts leave this machine; null where unknown")
    ]
    version: str
    limits: str
    licence: str
    price_per_million: float | None
    currency: str


class TryInput(Input, frozen=True, kw_only=True):
    """A sentence to try, and the target language."""

    engine: Annotated[str, Meta(min_length=1, max_length=40)]
    lang: Annotated[str, Meta(max_length=35, description="The first target language where it is empty")] = ""
    text: Annotated[str, Meta(min_length=1, max_length=2000)] = trying.SENTENCE


class TriedShape(Shape, frozen=True, kw_only=True):
    """What came of it: ``status`` is `ok`, or why there is no text."""

    engine: str
    status: str
    text: str
    detail: str


class EditedShape(Shape, frozen=True, kw_only=True):
    """How much was edited in what an engine made, of approved segments of one month (all where it is "")."""

    engine: str
    lang: str
    month: str
    segments: Count
    words: Count
    edit_share: Annotated[float, Meta(description="Edits by words of the approved texts (TER as a share)")]
    chrf: Annotated[float, Meta(description="0 to 100; 100: nothing changed")]
    untouched: Count


@operation("GET", "/engines", answer=tuple[EngineShape, ...])
def list_engines(call: Call[Empty, None]) -> tuple[EngineShape, ...]:
    """The translation engines; no network is asked."""
    chosen = call.ws.config.engines
    return tuple(
        EngineShape(
            name=one.name,
            available=one.health.available,
            missing=one.health.missing,
            chosen=one.name in chosen.order,
            second=one.name == chosen.second,
            elsewhere=one.info.offsite if one.info else None,
            version=one.info.version if one.info else "",
            limits=one.info.limits if one.info else "",
            licence=one.info.licence if one.info else "",
            price_per_million=one.info.price if one.info else None,
            currency=one.info.currency if one.info else "",
        )
        for one in engines.available(chosen.settings)
    )


@operation(
    "POST", "/engines/test", needs=Role.TRANSLATOR, body=TryInput, answer=TriedShape, problems=(404, 422)
)
def try_engine(call: Call[Empty, TryInput]) -> TriedShape:
    """Try one sentence; an engine elsewhere is sent it, and only where the settings name that engine."""
    asked = call.body
    done = trying.try_engine(call.ws, asked.engine, checked(asked.text), asked.lang, call.actor)
    return TriedShape(engine=asked.engine, status=done.status, text=done.text, detail=done.detail)


@operation("GET", "/engines/report", answer=tuple[EditedShape, ...])
def report_engines(call: Call[Empty, None]) -> tuple[EditedShape, ...]:
    """How much was edited in what each engine made: by month, and in all."""
    table = call.ws.store.postedits
    return tuple(map(_edited, (*table.by_engine_month(), *table.by_engine())))


def _edited(one: PostEdits) -> EditedShape:
    return EditedShape(
        engine=one.engine,
        lang=one.lang,
        month=one.month,
        segments=one.segments,
        words=one.words,
        edit_share=round(one.edit_share, 4),
        chrf=round(one.chrf, 2),
        untouched=one.untouched,
    )
