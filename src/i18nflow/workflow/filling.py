"""The work of pre-translation, article by article: what memory serves, what engines are asked, what is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from i18nflow import translate as plan
from i18nflow.errors import Refused
from i18nflow.model import Actor, State
from i18nflow.store import Answer
from i18nflow.translate import Draft, Event, Listener, Question, Stage, Status, Wanted
from i18nflow.workflow import asking, comparing, drafting, runs
from i18nflow.workflow.asking import Answered, Asked, Inquiry
from i18nflow.workflow.runs import Begun, Claim
from i18nflow.workflow.workspace import Workspace


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
    """What a run did: segments looked at, drafts by origin, reasons of what stayed untranslated, what was asked.

    ``compared`` drafts have the answer of a second engine beside them; ``busy`` says which articles somebody else
    was pre-translating.
    """

    total: int = 0
    drafts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    asked: list[Estimate] = field(default_factory=list)
    compared: int = 0
    busy: list[str] = field(default_factory=list)
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


class Stop:
    """Whether to stop: the whole (somebody at the terminal), or the article in hand (somebody in a browser)."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self.everything = cancelled
        self.claim: Claim | None = None

    def __call__(self) -> bool:
        return self.everything() or (self.claim is not None and self.claim.is_unwanted())


class Job:
    """A translation of articles: its engines, its figures, and who is told of its progress."""

    def __init__(
        self,
        ws: Workspace,
        actor: Actor,
        asked: Sequence[Asked],
        second: Asked | None,
        listener: Listener,
        stop: Stop,
        *,
        again: bool,
        dry_run: bool,
    ) -> None:
        self._ws, self._actor = ws, actor
        self._asked, self._second = asked, second
        self._run = Run()
        self._listener, self._is_cancelled = listener, stop
        self._again, self._dry_run = again, dry_run
        self._done = self._total = 0
        self._article = ""
        # Where the article in hand began, in each count.
        self._before = (0, 0, Counter[str](), Counter[str]())
        # What a dry run has counted already (the real one would find it in the cache), and what it would draft.
        self._counted: set[str] = set()
        self._drafted: list[Wanted] = []

    def run(self, slugs: Sequence[str], langs: Sequence[str], begun: Begun | None) -> Run:
        """All articles in all languages, one after the other: memory stays flat however many there are."""
        expected = self._expected(slugs, langs)
        self._total = sum(expected.values())
        for slug in slugs:
            for lang in langs:
                if self._is_cancelled.everything():
                    break
                if begun is not None or expected[slug, lang] or self._second:
                    self._one(slug, lang, expected[slug, lang], begun)
        self._run.cancelled = self._run.cancelled or self._is_cancelled.everything()
        asked = [*self._asked, self._second] if self._second else self._asked
        self._run.asked = [self._estimate(one) for one in asked if one.requests]
        self._tell(Stage.DONE)
        return self._run

    def _one(self, slug: str, lang: str, expected: int, begun: Begun | None) -> None:
        """One article in one language, as a run of its own."""
        try:
            work = self._claimed(slug, lang, begun)
        except Refused as error:
            self._run.busy.append(str(error))
            self._total -= expected
            return
        with work as claim:
            self._article, self._is_cancelled.claim = slug, claim
            wanted = drafting.wanted(self._ws, slug, lang, again=self._again)
            self._before = (
                self._done, self._total - expected, self._run.drafts.copy(), self._run.reasons.copy()
            )  # fmt: skip
            self._total += len(wanted) - expected
            self._run.total += len(wanted)
            self._drafted = []
            self._tell(Stage.MEMORY)
            if wanted:
                self._fill(slug, lang, wanted)
            if self._second is not None and not self._is_cancelled():
                self._compare(self._second, slug, lang)
            self._tell(Stage.DONE)
            if claim is not None:
                claim.reasons = self._run.reasons - self._before[3]
                self._run.cancelled = self._run.cancelled or claim.is_unwanted()
            self._is_cancelled.claim = None

    def _claimed(
        self, slug: str, lang: str, begun: Begun | None
    ) -> AbstractContextManager[Claim] | AbstractContextManager[None]:
        """The article for this job alone; a dry run takes nothing from anybody."""
        if self._dry_run:
            return nullcontext()
        return runs.at_work(self._ws, begun or runs.begin(self._ws, slug, lang, self._actor))

    def _expected(self, slugs: Sequence[str], langs: Sequence[str]) -> Counter[tuple[str, str]]:
        """How many segments each article will want, as far as the states tell."""
        states = [State.UNTRANSLATED, State.DRAFT] if self._again else [State.UNTRANSLATED]
        found: Counter[tuple[str, str]] = Counter()
        for lang in langs:
            counts = self._ws.store.tally.of_language(lang, slugs[0] if len(slugs) == 1 else None)
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
        # What somebody stopped is not done with: the next run goes on there.
        self._done += sum(reason != plan.REASONS[Status.CANCELLED] for reason in left.values())
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
        inquiry = asking.inquire(self._ws, asked, wanted, lang)
        left = {one.key: one for one in wanted}
        self._take(asked, slug, lang, inquiry.cached, inquiry, left, reasons)
        if self._dry_run:
            self._note_drafted(asked, [question for question, _ in inquiry.cached])
            return self._count(asked, inquiry)
        for answered in asked.answers(inquiry.fresh, inquiry.pair):
            self._take(asked, slug, lang, answered, inquiry, left, reasons)
            self._tell(Stage.ENGINE, asked.name)
        return list(left.values())

    def _compare(self, second: Asked, slug: str, lang: str) -> None:
        """Ask a second engine for what the first one drafted, and keep how far they are apart."""
        if not second.engine.check().available or (self._dry_run and second.breaker.open):
            return
        wanted = comparing.wanted(self._ws, slug, lang, second.engine.info)
        if self._dry_run:
            self._count(second, asking.inquire(self._ws, second, [*wanted, *self._drafted], lang))
            return
        inquiry = asking.inquire(self._ws, second, wanted, lang)
        self._run.compared += comparing.store(self._ws, lang, second.engine.info, inquiry.cached, inquiry)
        for answered in second.answers(inquiry.fresh, inquiry.pair):
            self._run.compared += comparing.store(self._ws, lang, second.engine.info, answered, inquiry)
            self._tell(Stage.SECOND, second.name)

    def _count(self, asked: Asked, inquiry: Inquiry) -> list[Wanted]:
        """What a dry run says of an engine that is there: it would be asked for all of this."""
        new = [question for question in inquiry.fresh if inquiry.key(question) not in self._counted]
        self._counted.update(inquiry.key(question) for question in new)
        asked.requests += len(asked.batches(new))
        asked.characters += sum(len(question.text) for question in new)
        self._note_drafted(asked, inquiry.fresh)
        return []

    def _note_drafted(self, asked: Asked, questions: Sequence[Question]) -> None:
        """What a dry run's second engine would be asked for: what another engine than itself would draft."""
        if self._second is not None and asked.name != self._second.name:
            self._drafted += [asker.wanted for question in questions for asker in question.askers]

    def _take(
        self,
        asked: Asked,
        slug: str,
        lang: str,
        answered: Sequence[Answered],
        inquiry: Inquiry,
        left: dict[str, Wanted],
        reasons: dict[str, str],
    ) -> None:
        """Store answers with the drafts they make, in one transaction; note why there is none."""
        info = asked.engine.info
        for question, result in answered:
            status = Status.BAD_RESPONSE if result.status is Status.OK else result.status
            reasons.update(
                dict.fromkeys((asker.wanted.key for asker in question.askers), plan.REASONS[status])
            )
        made, usable = drafting.made_of(answered, info, lang)
        answers = inquiry.answers(info, answered, usable)
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
        if self._is_cancelled.claim is not None:
            done, total, drafts, _ = self._before
            self._is_cancelled.claim.tell(
                stage, engine, self._done - done, self._total - total, self._run.drafts - drafts
            )
