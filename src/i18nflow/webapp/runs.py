"""Pre-translation from the browser: what it would take, how far it is, stopping it, going on with it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from i18nflow import engines
from i18nflow.engines import Listed
from i18nflow.errors import I18nFlowError, Refused
from i18nflow.model import Role
from i18nflow.store import RunState, StoredRun
from i18nflow.translate import NO_ENGINE, REASONS, Status, unready
from i18nflow.webapp import background
from i18nflow.webapp.context import actor, target_language, workspace
from i18nflow.webapp.problems import status_of
from i18nflow.webapp.words import _, explain, say
from i18nflow.workflow import asking, runs, translating
from i18nflow.workflow.translating import Run

blueprint = Blueprint("runs", __name__, url_prefix="/articles/<slug>/<lang>/pretranslate")

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A run as the page shows it; ``state`` is what is true now, also of a run that was killed."""

    run: StoredRun
    state: RunState

    @property
    def going(self) -> bool:
        """Whether it is under way."""
        return self.state is RunState.RUNNING


@blueprint.get("/")
def show(slug: str, lang: str) -> str:
    """The run under way; else what the last one did, and what another would take."""
    return _page(slug, target_language(lang))


@blueprint.post("/")
def start(slug: str, lang: str) -> Answer:
    """Begin."""
    try:
        background.pretranslate(slug, [target_language(lang)], actor(), again="again" in request.form)
    except Refused as error:
        return _page(slug, lang, problem=explain(error)), status_of(error)
    return redirect(url_for("runs.show", slug=slug, lang=lang), code=303)


@blueprint.post("/stop")
def stop(slug: str, lang: str) -> Answer:
    """Ask it to stop; what is under way is still stored."""
    if not runs.ask_to_stop(workspace(), slug, actor()):
        flash(_("It has ended already."))
    return redirect(url_for("runs.show", slug=slug, lang=target_language(lang)), code=303)


@blueprint.get("/state")
def state(slug: str, lang: str) -> str:
    """The progress alone, for the script that asks again and again."""
    shown = of(slug, target_language(lang))
    template = "run/_strip.html" if request.args.get("strip") else "run/_state.html"
    return render_template(template, shown=shown, slug=slug, lang=lang)


def of(slug: str, lang: str) -> Shown | None:
    """The article's run under way, in whichever language; else its latest one in ``lang``."""
    ws = workspace()
    run = ws.store.runs.open_of(slug)
    if run is None or not runs.is_alive(ws, run):
        run = ws.store.runs.latest(slug, lang)
    return Shown(run, runs.state_of(ws, run)) if run is not None else None


@blueprint.app_template_global()
def run_state(shown: Shown) -> str:
    """Where a run stands, in words."""
    return {
        RunState.RUNNING: _("under way") if not shown.run.stop_asked_by else _("stopping"),
        RunState.DONE: _("done"),
        RunState.STOPPED: _("stopped"),
        RunState.INTERRUPTED: _("interrupted: its process is gone. Going on does what is left."),
        RunState.FAILED: _("failed"),
    }[shown.state]


@blueprint.app_template_global()
def reason_word(reason: str) -> str:
    """Why a segment stayed untranslated, in the person's language (a foreign engine's own words as they are)."""
    return {
        NO_ENGINE: _("no engine configured"),
        REASONS[Status.EMPTY]: _("the engine had no answer"),
        REASONS[Status.TOO_LONG]: _("too long for the engine"),
        REASONS[Status.RATE_LIMITED]: _("the engine asked us to slow down"),
        REASONS[Status.TIMEOUT]: _("the engine did not answer in time"),
        REASONS[Status.OFFLINE]: _("the engine cannot be reached"),
        REASONS[Status.AUTH]: _("the engine refused the key"),
        REASONS[Status.BAD_RESPONSE]: _("the engine gave an unusable answer"),
        REASONS[Status.UNSUPPORTED_PAIR]: _("the engine does not know this language pair"),
        REASONS[Status.BUDGET]: _("the character budget is used up"),
        REASONS[Status.CANCELLED]: _("stopped"),
    }.get(reason) or say(unready.again(reason))


def may_start() -> bool:
    """Whether the person may pre-translate."""
    return actor().may(Role.TRANSLATOR)


def used() -> tuple[Listed, ...]:
    """The engines that would be asked, in order, each with what is missing; the second engine last."""
    settings = workspace().config.engines
    names = [*settings.order, settings.second] if settings.second else list(settings.order)
    by_name = {one.name: one for one in engines.available(settings.settings)}
    return tuple(by_name[name] for name in dict.fromkeys(names) if name in by_name)


def _page(slug: str, lang: str, problem: str = "") -> str:
    ws = workspace()
    shown = of(slug, lang)
    article = ws.store.articles.get(slug)
    estimate = None
    if shown is None or not shown.going:
        try:
            estimate = _estimate(slug, lang)
        except I18nFlowError as error:
            problem = problem or explain(error)
    return render_template(
        "run/page.html",
        slug=slug,
        lang=lang,
        article=article,
        shown=shown,
        estimate=estimate,
        used=used(),
        second=ws.config.engines.second,
        budget=asking.budget(ws),
        problem=problem,
        source_lang=ws.config.source,
    )


def _estimate(slug: str, lang: str) -> Run | None:
    """What a run would take: segments, requests, characters, cost. Nobody is asked anything."""
    if not may_start():
        return None
    return translating.translate(workspace(), [slug], [lang], actor(), dry_run=True)
