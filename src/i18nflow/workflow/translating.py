"""Pre-translation: untranslated targets get drafts from memory, then from the engines; committed piece by piece.

The network is asked outside transactions. Each answer is stored, with the drafts it makes, as soon as it is there:
a run that is killed loses nothing, and the next one asks for what is missing only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from i18nflow.model import Actor, Role, said
from i18nflow.translate import Listener
from i18nflow.workflow import asking, glossaries
from i18nflow.workflow.asking import Asked
from i18nflow.workflow.drafting import PROGRAM
from i18nflow.workflow.filling import Estimate, Job, Run, Stop
from i18nflow.workflow.rights import needs
from i18nflow.workflow.runs import Begun
from i18nflow.workflow.workspace import Workspace

__all__ = ["PROGRAM", "Estimate", "Run", "translate"]


@needs(Role.TRANSLATOR, said("translate an article with the engines"))
def translate(
    ws: Workspace,
    slugs: Sequence[str],
    langs: Sequence[str],
    actor: Actor,
    *,
    again: bool = False,
    order: Sequence[str] | None = None,
    dry_run: bool = False,
    listener: Listener | None = None,
    cancelled: Callable[[], bool] | None = None,
    executor: Executor | None = None,
    run: Begun | None = None,
) -> Run:
    """Fill what is untranslated in these articles (``again``: also memory and machine drafts nobody touched).

    ``order`` names engines instead of those of the settings. What a person wrote, confirmed or rejected is never
    replaced. ``dry_run`` counts what would be asked. Engines that fail leave segments untranslated, with the
    reason; they raise nothing. ``cancelled`` is asked before each request: what is under way is still stored.
    Each article is one run that every process sees and can stop; ``run`` is one that has begun already, for a
    single article. Raises :class:`Refused` for a person who may not, or for an engine that the
    settings do not trust, and :class:`GlossaryError` for a glossary that cannot be read.
    """
    for slug in slugs:
        ws.store.articles.get(slug)
    for lang in langs:
        # Whole articles drafted without their terms would be work for nothing.
        glossaries.load(ws, lang)
    engines, second = asking.chosen(ws, order), asking.second(ws)
    budget = asking.budget(ws)
    workers = [max(1, engine.info.workers) for engine in (*engines, second) if engine is not None]
    stop = Stop(cancelled or (lambda: False))
    with _pool(executor, max(workers, default=1)) as pool:
        asked = [Asked(ws, engine, budget, pool, stop) for engine in engines]
        other = Asked(ws, second, budget, pool, stop) if second is not None else None
        job = Job(ws, actor, asked, other, listener or (lambda _: None), stop, again=again, dry_run=dry_run)
        return job.run(slugs, langs, run)


@contextmanager
def _pool(given: Executor | None, workers: int) -> Iterator[Executor]:
    """The executor given, or threads of our own."""
    if given is not None:
        yield given
        return
    own = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="engine")
    try:
        yield own
    finally:
        own.shutdown(wait=True, cancel_futures=True)
