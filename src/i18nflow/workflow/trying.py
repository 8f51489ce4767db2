"""Trying an engine with one sentence: within its budget, and only where it may be asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from i18nflow import engines
from i18nflow import translate as plan
from i18nflow.errors import NotFound
from i18nflow.model import Actor, Role, said
from i18nflow.translate import Result, Status, Wanted
from i18nflow.workflow import asking
from i18nflow.workflow.asking import Asked
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

SENTENCE = "Klasteris apvieno nozares uzņēmumus."


@needs(Role.TRANSLATOR, said("try an engine"))
def try_engine(ws: Workspace, name: str, text: str, lang: str, actor: Actor) -> Result:
    """The engine's answer for ``text`` into ``lang`` (the first target language where it is "").

    Raises :class:`NotFound` for an engine or language that there is not, :class:`Refused` for an engine elsewhere
    that the settings do not name.
    """
    if name not in engines.names():
        raise NotFound(
            said(
                "There is no engine '{name}'. There are: {names}.",
                name=name,
                names=", ".join(engines.names()),
            )
        )
    if lang and lang not in ws.config.targets:
        raise NotFound(
            said(
                "'{lang}' is not a target language here: {targets}.",
                lang=lang,
                targets=", ".join(ws.config.targets),
            )
        )
    (engine,) = asking.chosen(ws, [name])
    health = engine.check()
    if not health.available:
        return Result(Status.OFFLINE, detail=health.missing)
    pair = ws.config.pair(lang or ws.config.targets[0])
    with ThreadPoolExecutor(max_workers=1) as pool:
        asked = Asked(ws, engine, asking.budget(ws), pool, lambda: False)
        answers = [one for some in asked.answers(plan.questions([Wanted("", text, 0)]), pair) for one in some]
    return answers[0][1] if answers else Result(Status.EMPTY)
