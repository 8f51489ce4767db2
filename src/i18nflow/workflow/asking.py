"""Asking an engine through a run: requests side by side, until it is done, gone, paid out or somebody says stop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field

from i18nflow import engines
from i18nflow import translate as plan
from i18nflow.engines import Careful
from i18nflow.errors import Refused
from i18nflow.model import LanguagePair, said
from i18nflow.store import Answer
from i18nflow.translate import Breaker, Budget, EngineInfo, Question, Result, Status, Wanted
from i18nflow.workflow.workspace import Workspace

_ONCE_MORE = frozenset({Status.TIMEOUT, Status.OFFLINE, Status.BAD_RESPONSE, Status.TOO_LONG})
# Requests sent side by side before the engine has answered once.
_FIRST = 3

Answered = tuple[Question, Result]


@dataclass
class Asked:
    """One engine of a run, with what was learnt of it on the way: shared by all articles of the run."""

    ws: Workspace
    engine: Careful
    budget: Budget
    executor: Executor
    is_cancelled: Callable[[], bool]
    breaker: Breaker = field(init=False)
    # Language pairs it does not know: it may know the next one.
    unknown: set[LanguagePair] = field(default_factory=set)
    requests: int = 0
    characters: int = 0

    def __post_init__(self) -> None:
        self.breaker = Breaker(first=min(_FIRST, self.workers))

    @property
    def workers(self) -> int:
        """How many requests may be under way at once."""
        return max(1, self.engine.info.workers)

    @property
    def name(self) -> str:
        """The engine's name."""
        return self.engine.info.name

    def batches(self, questions: Sequence[Question], size: int | None = None) -> list[tuple[Question, ...]]:
        """The requests that ``questions`` take."""
        info = self.engine.info
        most = max(1, min(self.engine.options.batch, info.batch)) if size is None else size
        return list(plan.batches(questions, most, info.max_chars))

    def answers(self, questions: Sequence[Question], pair: LanguagePair) -> Iterator[list[Answered]]:
        """The results, a request's at a time as they come in; each question once.

        Questions that are never sent get a result too. What failed in passing is sent once more at the end, one
        by one: a text that upsets the engine shall not take the others of its request with it.
        """
        for kept in self._round(self.batches(questions), pair, last=False):
            if isinstance(kept, list):
                yield kept
            else:
                for batch in self._round(self.batches(kept, 1), pair, last=True):
                    assert isinstance(batch, list)
                    yield batch

    def _round(
        self, batches: Sequence[tuple[Question, ...]], pair: LanguagePair, *, last: bool
    ) -> Iterator[list[Answered] | tuple[Question, ...]]:
        """Results as they come; at the end, as a tuple, the questions worth asking once more."""
        waiting = deque(batches)
        under_way: dict[Future[tuple[Result, ...]], tuple[Question, ...]] = {}
        failed: list[Answered] = []
        while waiting or under_way:
            yield from self._send(waiting, under_way, pair)
            if not under_way:
                continue
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                answered = self._received(under_way.pop(future), future)
                if answered[0][1].status is Status.UNSUPPORTED_PAIR:
                    self.unknown.add(pair)
                again = [] if last else [one for one in answered if self._worth_more(one, len(answered))]
                failed += again
                if rest := [one for one in answered if one not in again]:
                    yield rest
        if failed and self.breaker.worked and self.breaker.open is None and not self.is_cancelled():
            yield tuple(question for question, _ in failed)
        elif failed:
            yield failed

    def _send(
        self,
        waiting: deque[tuple[Question, ...]],
        under_way: dict[Future[tuple[Result, ...]], tuple[Question, ...]],
        pair: LanguagePair,
    ) -> Iterator[list[Answered]]:
        """Fill the room for requests; what cannot be sent any more gets its result."""
        while waiting and len(under_way) < self._room(len(under_way)):
            status = self._stopped(waiting[0], pair)
            if status is not None:
                yield [(question, Result(status)) for question in waiting.popleft()]
                continue
            batch = waiting.popleft()
            self._count(1, sum(len(question.text) for question in batch))
            future = self.executor.submit(
                engines.ask, self.engine, [q.text for q in batch], pair, [q.terms for q in batch]
            )
            under_way[future] = batch

    def _room(self, under_way: int) -> int:
        """How many requests may be under way. An engine that never answered is not sent one for each that failed."""
        if self.breaker.worked:
            return self.workers
        return max(min(self.workers, _FIRST) - self.breaker.failures, 0 if under_way else 1)

    def _stopped(self, batch: tuple[Question, ...], pair: LanguagePair) -> Status | None:
        """Why nothing more is sent, or None."""
        if self.is_cancelled():
            return Status.CANCELLED
        if pair in self.unknown:
            return Status.UNSUPPORTED_PAIR
        if self.breaker.open is not None:
            return self.breaker.open
        if self._is_counted() and not self.budget.allows(sum(len(question.text) for question in batch)):
            return Status.BUDGET
        return None

    def _received(self, batch: tuple[Question, ...], future: Future[tuple[Result, ...]]) -> list[Answered]:
        try:
            results = future.result()
        except Exception as error:
            # The executor may be a cluster's: a worker that died is a request that failed.
            results = (Result(Status.BAD_RESPONSE, detail=type(error).__name__),) * len(batch)
        self.breaker.note(results)
        answered = list(zip(batch, results, strict=True))
        # What came to nothing is not paid for.
        self._count(0, -sum(len(q.text) for q, result in answered if result.status is not Status.OK))
        return answered

    @staticmethod
    def _worth_more(one: Answered, together: int) -> bool:
        status = one[1].status
        return status in (Status.TIMEOUT, Status.OFFLINE) or (together > 1 and status in _ONCE_MORE)

    def _is_counted(self) -> bool:
        return self.engine.info.offsite

    def _count(self, requests: int, characters: int) -> None:
        self.requests += requests
        self.characters += characters
        if self._is_counted() and (requests or characters):
            self.budget.spend(characters)
            # Written before the answer is there: a kill must not make a budget forget what was sent.
            with self.ws.store.write(aside="what engines were given"):
                self.ws.store.usage.add(self.name, self.ws.month, requests=requests, characters=characters)


@dataclass(frozen=True)
class Inquiry:
    """What an engine is to be asked for some segments: the answers at hand already, and what is left to ask."""

    pair: LanguagePair
    cached: tuple[Answered, ...]
    fresh: tuple[Question, ...]
    keys: Mapping[int, str]

    def key(self, question: Question) -> str:
        """What the answer to ``question`` is remembered by."""
        return self.keys[id(question)]

    def answers(
        self, info: EngineInfo, answered: Sequence[Answered], usable: Sequence[Question]
    ) -> list[Answer]:
        """The new answers worth remembering: those to ``usable`` questions that were not at hand."""
        old = {id(question) for question, _ in self.cached}
        texts = {id(question): result.text for question, result in answered}
        return [
            Answer(self.key(one), info.name, info.version, one.text, texts[id(one)])
            for one in usable
            if id(one) not in old
        ]


def inquire(ws: Workspace, asked: Asked, wanted: Sequence[Wanted], lang: str) -> Inquiry:
    """The questions for ``wanted``: equal texts once, and none whose answer is in the cache."""
    pair, questions = ws.config.pair(lang), plan.questions(wanted)
    keys = {id(question): plan.answer_key(asked.engine.info, pair, question) for question in questions}
    known = ws.store.answers.find(list(keys.values()))
    cached = [(one, Result(Status.OK, known[keys[id(one)]])) for one in questions if keys[id(one)] in known]
    fresh = [one for one in questions if keys[id(one)] not in known]
    return Inquiry(pair, tuple(cached), tuple(fresh), keys)


def second(ws: Workspace) -> Careful | None:
    """The engine that is asked as well, only to see where two disagree; None where the settings name none."""
    settings = ws.config.engines
    if not settings.second:
        return None
    return engines.get(settings.second, table(settings.settings, settings.second))


def budget(ws: Workspace) -> Budget:
    """The budget of a run that begins now."""
    settings = ws.config.engines
    return Budget(
        settings.budget_run, settings.budget_month, sum(ws.store.usage.characters(ws.month).values())
    )


def chosen(ws: Workspace, named: Sequence[str] | None) -> list[Careful]:
    """The engines to ask, in order: those ``named``, else those of the settings.

    Raises :class:`Refused` for one that is elsewhere and that the settings do not name.
    """
    settings = ws.config.engines
    trusted = {*settings.order, settings.second}
    result = []
    for name in settings.order if named is None else named:
        engine = engines.get(name, table(settings.settings, name))
        if engine.info.offsite and name not in trusted:
            raise Refused(
                said(
                    "'{name}' is elsewhere: the texts would leave this machine. Name it in i18nflow.toml first: [engines] order = [\"{name}\"]",
                    name=name,
                )
            )
        result.append(engine)
    return result


def table(settings: Mapping[str, Mapping[str, object]], name: str) -> Mapping[str, object]:
    """The settings of one engine."""
    return settings.get(name, {})
