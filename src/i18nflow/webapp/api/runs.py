"""Pre-translations that go on by themselves: begun, watched, stopped. (`…/draft` waits until it is done.)"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from i18nflow.errors import NotFound
from i18nflow.model import Role, said
from i18nflow.store import RunState, StoredRun
from i18nflow.webapp import background
from i18nflow.webapp.api.base import Empty, Input, Shape
from i18nflow.webapp.api.registry import Call, Created, operation
from i18nflow.webapp.api.shapes import Count, Instant, target_lang
from i18nflow.workflow import runs

ARTICLE = "/articles/{slug}/translations/{lang}/runs"


class BeginInput(Input, frozen=True, kw_only=True):
    """How untranslated segments are filled."""

    again: Annotated[bool, Meta(description="Replace memory and machine drafts that nobody touched too")] = (
        False
    )


class PretranslationShape(Shape, frozen=True, kw_only=True):
    """A run. ``state`` is `interrupted` where its process was killed; what it had stored by then stays.

    ``drafts`` counts by origin, ``reasons`` why segments stayed untranslated; ``stop_asked_by`` is who wants it to stop.
    """

    id: int
    article: str
    lang: str
    by: str
    state: RunState
    stage: str
    engine: str
    done: Count
    total: Count
    drafts: dict[str, int]
    reasons: dict[str, int]
    stop_asked_by: str | None
    started_at: Instant
    beat_at: Annotated[Instant, Meta(description="When it last told of its progress")]
    ended_at: Instant | None


@operation("GET", ARTICLE, answer=tuple[PretranslationShape, ...])
def list_runs(call: Call[Empty, None]) -> tuple[PretranslationShape, ...]:
    """The latest runs over an article in a language, newest first."""
    slug, lang = call.path["slug"], target_lang(call)
    call.ws.store.articles.get(slug)
    return tuple(_shape(call, one) for one in call.ws.store.runs.of_article(slug, lang))


@operation(
    "POST", ARTICLE, needs=Role.TRANSLATOR, body=BeginInput, answer=PretranslationShape, status=(201,),
    problems=(422,),
)  # fmt: skip
def begin_run(call: Call[Empty, BeginInput]) -> Created:
    """Begin to fill untranslated segments with drafts, and answer at once; watch the run at its address."""
    number = background.pretranslate(
        call.path["slug"], [target_lang(call)], call.actor, again=call.body.again
    )
    return Created(_run(call, number), f"runs/{number}")


@operation("GET", "/runs/{id}", answer=PretranslationShape)
def get_run(call: Call[Empty, None]) -> PretranslationShape:
    """How far a run is, or how it ended."""
    return _run(call, int(call.path["id"]))


@operation("POST", "/runs/{id}/stop", needs=Role.TRANSLATOR, answer=PretranslationShape, problems=(422,))
def stop_run(call: Call[Empty, None]) -> PretranslationShape:
    """Ask a run to stop before its next request; what is under way is still stored. One that has ended stays as it is."""
    run = _run(call, int(call.path["id"]))
    if run.ended_at is None:
        runs.ask_to_stop(call.ws, run.article, call.actor)
    return _run(call, run.id)


def _run(call: Call[Empty, None] | Call[Empty, BeginInput], number: int) -> PretranslationShape:
    found = call.ws.store.runs.get(number)
    if found is None:
        raise NotFound(said("There is no run {number}.", number=number))
    return _shape(call, found)


def _shape(call: Call[Empty, None] | Call[Empty, BeginInput], one: StoredRun) -> PretranslationShape:
    return PretranslationShape(
        id=one.id,
        article=one.article,
        lang=one.lang,
        by=one.actor,
        state=runs.state_of(call.ws, one),
        stage=one.stage,
        engine=one.engine,
        done=one.done,
        total=one.total,
        drafts=dict(one.drafts),
        reasons=dict(one.reasons),
        stop_asked_by=one.stop_asked_by,
        started_at=one.started_at,
        beat_at=one.beat_at,
        ended_at=one.ended_at,
    )
