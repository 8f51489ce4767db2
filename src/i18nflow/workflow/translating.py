"""Pre-translation: untranslated targets get drafts from memory, then from the engines; committed piece by piece.

The network is asked outside transactions. Each answer is stored, with the drafts it makes, as soon as it is there:
a run that is killed loses nothing, and the next one asks for what is missing only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace

from i18nflow import engines, review
from i18nflow import translate as plan
from i18nflow.engines import Careful
from i18nflow.errors import Refused
from i18nflow.model import Actor, LanguagePair, Origin, Role, State, Target
from i18nflow.store import Answer, Change, Row
from i18nflow.translate import Breaker, Draft, Event, Question, Result, Stage, Status, Wanted
from i18nflow.workflow import checking, glossaries, memories
from i18nflow.workflow.workspace import Workspace

PROGRAM = "i18nflow"
"""Who makes drafts, in the history."""


@dataclass
class Run:
    """What a run did: drafts by origin, reasons of what stayed untranslated, segments that were looked at."""

    total: int = 0
    drafts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    characters: int = 0

    @property
    def done(self) -> int:
        """How many segments got a draft."""
        return sum(self.drafts.values())


def translate(
    ws: Workspace,
    slugs: Sequence[str],
    langs: Sequence[str],
    actor: Actor,
    *,
    again: bool = False,
    order: Sequence[str] | None = None,
    dry_run: bool = False,
    listener: plan.Listener | None = None,
    cancelled: Callable[[], bool] | None = None,
    executor: Executor | None = None,
) -> Run:
    """Fill what is untranslated in these articles (``again``: also memory and machine drafts nobody touched).

    ``order`` names engines instead of those of the settings. What a person wrote, confirmed or rejected is never
    replaced. ``dry_run`` counts what would be asked. Engines that fail leave segments untranslated, with the
    reason; they raise nothing.
    """
    if not actor.may(Role.TRANSLATOR):
        raise Refused(f"{actor.name} may not translate: that takes a translator or more.")
    run = Run()
    asked = [_engine(ws, name) for name in (order if order is not None else ws.config.engines.order)]
    for slug in slugs:
        ws.store.articles.get(slug)
        for lang in langs:
            job = _Job(ws, slug, lang, run, listener, cancelled, dry_run=dry_run)
            job.fill(asked, executor, again=again)
    return run


class _Job:
    """One article in one language."""

    def __init__(
        self,
        ws: Workspace,
        slug: str,
        lang: str,
        run: Run,
        listener: plan.Listener | None,
        cancelled: Callable[[], bool] | None,
        *,
        dry_run: bool,
    ) -> None:
        self._ws, self._slug, self._lang, self._run = ws, slug, lang, run
        self._listener, self._cancelled, self._dry_run = listener, cancelled, dry_run
        self._pair: LanguagePair = ws.config.pair(lang)
        self._total = self._done = 0

    def fill(self, asked: Sequence[Careful], executor: Executor | None, *, again: bool) -> None:
        """Memory, then each engine in order, then weaker matches; what is left gets its reason."""
        rows = self._ws.store.targets.rows(self._slug, self._lang)
        wanted = self._wanted(rows, again=again)
        self._total = len(wanted)
        self._run.total += len(wanted)
        waiting = self._serve(
            wanted, lambda one: plan.from_match(one, least=plan.FIRST_FROM) or plan.copied(one)
        )
        reason = plan.NO_ENGINE if not asked else ""
        for engine in asked:
            if not waiting:
                break
            waiting, reason = self._ask(engine, waiting, executor)
        waiting = self._serve(waiting, lambda one: plan.from_match(one, least=plan.FALLBACK_FROM))
        if waiting and not self._dry_run:
            with self._ws.store.write():
                self._ws.store.targets.set_reasons({one.key: reason for one in waiting}, self._lang)
        if waiting:
            self._run.reasons[reason] += len(waiting)
        self._tell(Stage.DONE)

    def _wanted(self, rows: Sequence[Row], *, again: bool) -> list[Wanted]:
        open_rows = [
            row
            for row in rows
            if row.target.state is State.UNTRANSLATED or (again and review.is_untouched(row.target))
        ]
        found = memories.for_rows(self._ws, open_rows, rows, self._lang)
        return [
            Wanted(
                key=row.segment.key,
                source=row.segment.text,
                version=row.target.version,
                codes=row.segment.codes,
                terms=tuple(glossaries.occurrences(self._ws, self._lang, row.segment.text)),
                match=found.get(row.segment.key),
            )
            for row in open_rows
        ]

    def _serve(self, wanted: Sequence[Wanted], draft: Callable[[Wanted], Draft | None]) -> list[Wanted]:
        """Store the drafts that ``draft`` makes without asking anybody; what is left."""
        left, made = [], []
        for one in wanted:
            found = draft(one)
            if found is None:
                left.append(one)
            else:
                made.append((one, found))
        for start in range(0, len(made), plan.CHUNK):
            self._store(made[start : start + plan.CHUNK], ())
            self._tell(Stage.MEMORY)
        return left

    def _ask(
        self, engine: Careful, wanted: Sequence[Wanted], executor: Executor | None
    ) -> tuple[list[Wanted], str]:
        """Cache, then the engine; what it could not do, and why."""
        health = engine.check()
        if not health.available:
            return list(wanted), health.missing or plan.REASONS[Status.OFFLINE]
        questions = plan.questions(wanted)
        # By identity: a question holds glossary entries, which have no hash.
        keys = {id(question): plan.answer_key(engine.info, self._pair, question) for question in questions}
        known = self._ws.store.answers.find(list(keys.values()))
        self._take(
            engine,
            [(q, Result(Status.OK, known[keys[id(q)]])) for q in questions if keys[id(q)] in known],
            keys,
            new=False,
        )
        open_questions = [question for question in questions if keys[id(question)] not in known]
        size = max(1, min(engine.options.batch, engine.info.batch))
        batches = list(plan.batches(open_questions, size, engine.info.max_chars))
        self._run.requests += len(batches)
        self._run.characters += sum(len(question.text) for question in open_questions)
        if self._dry_run:
            return [], ""
        breaker, reason = Breaker(), ""
        for batch, results in self._answers(engine, batches, breaker, executor):
            breaker.note(results)
            self._take(engine, list(zip(batch, results, strict=True)), keys, new=True)
            for result in results:
                if result.status is not Status.OK:
                    reason = plan.REASONS[result.status]
            self._tell(Stage.ENGINE, engine.info.name)
        left = self._left(wanted)
        if left and self._is_cancelled():
            reason = plan.REASONS[Status.CANCELLED]
        elif left and breaker.open is not None:
            reason = plan.REASONS[breaker.open]
        return left, reason or plan.REASONS[Status.BAD_RESPONSE]

    def _answers(
        self,
        engine: Careful,
        batches: Sequence[tuple[Question, ...]],
        breaker: Breaker,
        executor: Executor | None,
    ) -> Iterator[tuple[tuple[Question, ...], Sequence[Result]]]:
        """The answers as they come in; no further request is sent once the engine is known to be gone."""
        own = None if executor else ThreadPoolExecutor(max_workers=engine.info.workers)
        pool = executor or own
        assert pool is not None
        waiting = list(batches)
        under_way: dict[Future[tuple[Result, ...]], tuple[Question, ...]] = {}
        try:
            while waiting or under_way:
                # One request at first: an engine that is out of reach is not asked by many at once.
                room = engine.info.workers if breaker.worked else 1
                while waiting and len(under_way) < room and breaker.open is None and not self._is_cancelled():
                    batch = waiting.pop(0)
                    terms = [question.terms for question in batch]
                    texts = [question.text for question in batch]
                    under_way[pool.submit(engines.ask, engine, texts, self._pair, terms)] = batch
                if not under_way:
                    return
                future = next(as_completed(under_way))
                yield under_way.pop(future), future.result()
        finally:
            if own:
                own.shutdown(wait=True, cancel_futures=True)

    def _take(
        self,
        engine: Careful,
        answered: Sequence[tuple[Question, Result]],
        keys: dict[int, str],
        *,
        new: bool,
    ) -> None:
        """Store answers and the drafts they make, together."""
        made: list[tuple[Wanted, Draft]] = []
        answers: list[Answer] = []
        for question, result in answered:
            if result.status is not Status.OK:
                continue
            if new:
                info = engine.info
                answers.append(
                    Answer(keys[id(question)], info.name, info.version, question.text, result.text)
                )
            for asker in question.askers:
                draft = plan.answered(asker, result.text, engine.info)
                if draft is not None:
                    made.append((asker.wanted, draft))
        if made or answers:
            self._store(made, answers)

    def _store(self, made: Sequence[tuple[Wanted, Draft]], answers: Iterable[Answer]) -> None:
        if self._dry_run:
            return
        ws, at = self._ws, self._ws.now()
        with ws.store.write():
            ws.store.answers.put(answers, self._pair, at=at)
            pairs = []
            for wanted, draft in made:
                row = ws.store.targets.row(wanted.key, self._lang)
                if row.target.version != wanted.version or row.segment.text != wanted.source:
                    continue  # somebody was there meanwhile: theirs stands
                target = row.target if row.target.state is State.UNTRANSLATED else review.again(row.target)
                pairs.append((row, Change(_proposed(target, draft), "propose", row.segment.text)))
                self._run.drafts[str(draft.origin)] += 1
            written = ws.store.targets.write([change for _, change in pairs], actor=PROGRAM, at=at)
            checking.refresh(
                ws, self._lang, [(row, new) for (row, _), new in zip(pairs, written, strict=True)]
            )
            if written:
                ws.store.articles.touch(self._slug, at)
        self._done += len(made)

    def _left(self, wanted: Sequence[Wanted]) -> list[Wanted]:
        """Those that still have the version they were seen with: nothing was stored for them."""
        versions = {
            row.segment.key: row.target.version for row in self._ws.store.targets.rows(self._slug, self._lang)
        }
        return [one for one in wanted if versions.get(one.key) == one.version]

    def _is_cancelled(self) -> bool:
        return self._cancelled is not None and self._cancelled()

    def _tell(self, stage: Stage, engine: str = "") -> None:
        if self._listener:
            self._listener(Event(stage, self._done, self._total, engine, self._slug, dict(self._run.drafts)))


def _proposed(target: Target, draft: Draft) -> Target:
    assert draft.origin is not None
    new = review.propose(
        target,
        draft.text,
        origin=draft.origin,
        engine=draft.engine,
        engine_version=draft.engine_version,
        score=draft.score,
        match=draft.match,
        note="; ".join(draft.repairs),
    )
    return replace(new, machine_text=draft.raw) if draft.origin is Origin.MACHINE else new


def _engine(ws: Workspace, name: str) -> Careful:
    return engines.get(name, ws.config.engines.settings.get(name, {}))
