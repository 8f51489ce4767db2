"""Pre-translation: untranslated targets get drafts from memory, then from the engines; committed piece by piece.

The network is asked outside transactions. Each answer is stored, with the drafts it makes, as soon as it is there:
a run that is killed loses nothing, and the next one asks for what is missing only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from i18nflow import translate as plan
from i18nflow.errors import Refused
from i18nflow.model import Actor, Role, State
from i18nflow.store import Answer
from i18nflow.translate import Draft, Event, Listener, Question, Result, Stage, Status, Wanted
from i18nflow.workflow import asking, drafting
from i18nflow.workflow.asking import Asked
from i18nflow.workflow.drafting import PROGRAM
from i18nflow.workflow.workspace import Workspace

__all__ = ["PROGRAM", "Estimate", "Run", "translate"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an engine was asked, or would be: ``cost`` is None where its price is unknown."""

    engine: str
    requests: int
    characters: int
    cost: float | None
    currency: str


@dataclass
class Run:
    """What a run did: segments looked at, drafts by origin, reasons of what stayed untranslated, what was asked."""

    total: int = 0
    drafts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    asked: list[Estimate] = field(default_factory=list)
    cancelled: bool = False

    @property
    def done(self) -> int:
        """How many segments got a draft."""
        return sum(self.drafts.values())

    @property
    def requests(self) -> int:
        """Requests to engines."""
        return sum(one.requests for one in self.asked)

    @property
    def characters(self) -> int:
        """Characters sent to engines."""
        return sum(one.characters for one in self.asked)


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
) -> Run:
    """Fill what is untranslated in these articles (``again``: also memory and machine drafts nobody touched).

    ``order`` names engines instead of those of the settings. What a person wrote, confirmed or rejected is never
    replaced. ``dry_run`` counts what would be asked. Engines that fail leave segments untranslated, with the
    reason; they raise nothing. ``cancelled`` is asked before each request: what is under way is still stored.
    Raises :class:`Refused` for a person who may not, or for an engine that the settings do not trust.
    """
    if not actor.may(Role.TRANSLATOR):
        raise Refused(f"{actor.name} may not translate: that takes a translator or more.")
    for slug in slugs:
        ws.store.articles.get(slug)
    engines = asking.chosen(ws, order)
    is_cancelled = cancelled or (lambda: False)
    budget = asking.budget(ws)
    with _pool(executor, max((engine.info.workers for engine in engines), default=1)) as pool:
        asked = [Asked(ws, engine, budget, pool, is_cancelled) for engine in engines]
        job = _Job(ws, asked, Run(), listener or (lambda _: None), is_cancelled, again=again, dry_run=dry_run)
        return job.run(slugs, langs)


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


class _Job:
    """One run: its engines, its figures, and who is told of its progress."""

    def __init__(
        self,
        ws: Workspace,
        asked: Sequence[Asked],
        run: Run,
        listener: Listener,
        is_cancelled: Callable[[], bool],
        *,
        again: bool,
        dry_run: bool,
    ) -> None:
        self._ws, self._asked, self._run = ws, asked, run
        self._listener, self._is_cancelled = listener, is_cancelled
        self._again, self._dry_run = again, dry_run
        self._done = self._total = 0
        self._article = ""
        # What a dry run has counted already: the real one would find it in the cache.
        self._counted: set[str] = set()

    def run(self, slugs: Sequence[str], langs: Sequence[str]) -> Run:
        """All articles in all languages, one after the other: memory stays flat however many there are."""
        expected = self._expected(slugs, langs)
        self._total = sum(expected.values())
        for slug in slugs:
            for lang in langs:
                if self._is_cancelled():
                    break
                self._article = slug
                wanted = drafting.wanted(self._ws, slug, lang, again=self._again)
                self._total += len(wanted) - expected[slug, lang]
                self._run.total += len(wanted)
                if wanted:
                    self._fill(slug, lang, wanted)
        self._run.cancelled = self._is_cancelled()
        self._run.asked = [self._estimate(one) for one in self._asked if one.requests]
        self._tell(Stage.DONE)
        return self._run

    def _expected(self, slugs: Sequence[str], langs: Sequence[str]) -> Counter[tuple[str, str]]:
        """How many segments each article will want, as far as the states tell."""
        states = [State.UNTRANSLATED, State.DRAFT] if self._again else [State.UNTRANSLATED]
        found: Counter[tuple[str, str]] = Counter()
        for lang in langs:
            counts = self._ws.store.targets.progress(lang)
            for slug in slugs:
                if slug in counts:
                    found[slug, lang] = sum(counts[slug].segments.get(state, 0) for state in states)
        return found

    def _fill(self, slug: str, lang: str, wanted: Sequence[Wanted]) -> None:
        """Good matches, then each engine in order, then weaker matches; what is left gets its reason."""
        waiting = self._serve(slug, lang, wanted, plan.FIRST_FROM)
        reasons = dict.fromkeys((one.key for one in waiting), plan.NO_ENGINE)
        for asked in self._asked:
            if waiting and not (self._dry_run and asked.breaker.open):
                waiting = self._ask(asked, slug, lang, waiting, reasons)
        waiting = self._serve(slug, lang, waiting, plan.FALLBACK_FROM)
        left = {one.key: reasons[one.key] for one in waiting}
        self._run.reasons.update(left.values())
        self._done += len(left)
        if left and not self._dry_run:
            with self._ws.store.write():
                self._ws.store.targets.set_reasons(left, lang)
        self._tell(Stage.MEMORY)

    def _serve(self, slug: str, lang: str, wanted: Sequence[Wanted], least: float) -> list[Wanted]:
        """Store the drafts that memory makes without asking anybody; what is left."""
        made: list[tuple[Wanted, Draft]] = []
        left: list[Wanted] = []
        for one in wanted:
            draft = plan.from_match(one, least=least) or plan.copied(one)
            if draft is None:
                left.append(one)
            else:
                made.append((one, draft))
        for start in range(0, len(made), plan.CHUNK):
            self._store(slug, lang, made[start : start + plan.CHUNK], ())
            self._tell(Stage.MEMORY)
        return left

    def _ask(
        self, asked: Asked, slug: str, lang: str, wanted: Sequence[Wanted], reasons: dict[str, str]
    ) -> list[Wanted]:
        """Cache, then the engine; what it could not do. ``reasons`` are told why, by key."""
        health = asked.engine.check()
        if not health.available:
            reasons.update(dict.fromkeys((one.key for one in wanted), health.missing))
            return list(wanted)
        pair, info = self._ws.config.pair(lang), asked.engine.info
        questions = plan.questions(wanted)
        keys = {id(question): plan.answer_key(info, pair, question) for question in questions}
        known = self._ws.store.answers.find(list(keys.values()))
        left = {one.key: one for one in wanted}
        cached = [(q, Result(Status.OK, known[keys[id(q)]])) for q in questions if keys[id(q)] in known]
        self._take(asked, slug, lang, cached, keys, left, reasons, new=False)
        fresh = [question for question in questions if keys[id(question)] not in known]
        if self._dry_run:
            return self._count(asked, fresh, keys)
        for answered in asked.answers(fresh, pair):
            self._take(asked, slug, lang, answered, keys, left, reasons, new=True)
            self._tell(Stage.ENGINE, asked.name)
        return list(left.values())

    def _count(self, asked: Asked, fresh: Sequence[Question], keys: dict[int, str]) -> list[Wanted]:
        """What a dry run says of an engine that is there: it would be asked for all of this."""
        new = [question for question in fresh if keys[id(question)] not in self._counted]
        self._counted.update(keys[id(question)] for question in new)
        asked.requests += len(asked.batches(new))
        asked.characters += sum(len(question.text) for question in new)
        return []

    def _take(
        self,
        asked: Asked,
        slug: str,
        lang: str,
        answered: Sequence[tuple[Question, Result]],
        keys: dict[int, str],
        left: dict[str, Wanted],
        reasons: dict[str, str],
        *,
        new: bool,
    ) -> None:
        """Store answers with the drafts they make, in one transaction; note why there is none."""
        info = asked.engine.info
        for question, result in answered:
            status = Status.BAD_RESPONSE if result.status is Status.OK else result.status
            reasons.update(
                dict.fromkeys((asker.wanted.key for asker in question.askers), plan.REASONS[status])
            )
        made, usable = drafting.made_of(answered, info, lang)
        texts = {id(question): result.text for question, result in answered}
        answers = [
            Answer(keys[id(one)], info.name, info.version, one.text, texts[id(one)]) for one in usable if new
        ]
        if made or answers:
            self._store(slug, lang, made, answers)
        for one, _ in made:
            left.pop(one.key, None)

    def _store(
        self,
        slug: str,
        lang: str,
        made: Sequence[tuple[Wanted, Draft]],
        answers: Sequence[Answer],
    ) -> None:
        drafts = [draft for _, draft in made]
        if not self._dry_run:
            drafts = drafting.store(self._ws, slug, lang, made, answers)
        self._run.drafts.update(str(draft.origin) for draft in drafts)
        self._done += len(made)

    def _estimate(self, asked: Asked) -> Estimate:
        info = asked.engine.info
        cost = None if info.price is None else round(info.price * asked.characters / 1_000_000, 4)
        return Estimate(asked.name, asked.requests, asked.characters, cost, info.currency)

    def _tell(self, stage: Stage, engine: str = "") -> None:
        self._listener(Event(stage, self._done, self._total, engine, self._article, dict(self._run.drafts)))
