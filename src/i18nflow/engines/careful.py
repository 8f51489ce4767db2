"""The care around every engine: paced, retried, and never an exception or a wrong number of answers."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import stamina

from i18nflow.engines import options
from i18nflow.engines.deadline import Overdue, within
from i18nflow.engines.options import Options
from i18nflow.model import LanguagePair, Occurrence
from i18nflow.translate import Engine, EngineInfo, Health, Result, Status, accept, unready

# stamina tells of each retry by a warning; here the results say what became of the texts.
logging.getLogger("stamina").addHandler(logging.NullHandler())
logging.getLogger("stamina").propagate = False

# What another try may mend at once. An engine that is out of reach or overdue is not waited for a second time
# here: whoever runs the plan asks again at its end, if the engine answers others.
_FOREIGN = 60.0
"""Seconds that a request to a foreign engine may take where the settings say nothing: it may be a slow local model."""
_CHECK = 10.0
"""Seconds that a foreign engine may think about whether it can be used."""
_PASSING = frozenset({Status.RATE_LIMITED, Status.BAD_RESPONSE})


class Pace:
    """Keeps requests apart by at least ``seconds``, whatever the number of threads."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._next = 0.0

    def __reduce__(self) -> tuple[type[Pace], tuple[float]]:
        # A process of its own paces by itself: a lock does not travel.
        return (Pace, (self.seconds,))

    def wait(self) -> None:
        """Sleep until it is this request's turn."""
        if not self.seconds:
            return
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self.seconds
        time.sleep(turn - now)


class _NotYet(Exception):
    """Some texts have no answer yet; ``seconds`` is the pause that the engine asked for."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__()
        self.seconds = seconds


@dataclass(frozen=True)
class Careful:
    """``engine`` with care: an :class:`i18nflow.translate.Engine` itself, and it can be pickled for a cluster."""

    engine: Engine
    options: Options
    pace: Pace = field(compare=False)
    bounded: bool = False
    """Whether each request has to be bounded here: a foreign engine may never come back."""

    @classmethod
    def around(cls, engine: Engine, settings: Mapping[str, Any]) -> Careful:
        """``engine`` with its own options if it has any, else those in ``settings``."""
        found = getattr(engine, "options", None)
        bounded = not isinstance(found, Options)
        if not isinstance(found, Options):
            known = {key: value for key, value in settings.items() if key in Options.__slots__}
            info = engine.info
            own = Options(
                timeout=_FOREIGN, attempts=1, batch=max(1, info.batch), workers=max(1, info.workers)
            )
            found = options.read(info.name, known, own)
        return cls(engine, found, Pace(found.pace), bounded)

    @property
    def info(self) -> EngineInfo:
        """What is known of the engine."""
        return self.engine.info

    def check(self) -> Health:
        """Whether it can be used."""
        try:
            if self.bounded:
                return within(min(self.options.timeout, _CHECK), self.engine.check)
            return self.engine.check()
        except Overdue:
            return Health(available=False, missing=unready.silent(f"{min(self.options.timeout, _CHECK):g}"))
        except Exception as error:
            return Health(available=False, missing=unready.failed(type(error).__name__))

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]] = ()
    ) -> Sequence[Result]:
        """One result per text, in order; what another try may mend is tried again."""
        results: list[Result] = [Result(Status.BAD_RESPONSE) for _ in texts]
        waiting = list(range(len(texts)))
        tries = stamina.retry_context(
            on=self._pause,
            attempts=self.options.attempts,
            timeout=None,
            wait_initial=self.options.wait,
            wait_max=self.options.patience,
            wait_jitter=self.options.wait,
        )
        try:
            for attempt in tries:
                with attempt:
                    found = self._ask(texts, pair, terms, waiting)
                    for place, result in zip(waiting, found, strict=True):
                        results[place] = result
                    waiting = [place for place in waiting if results[place].status in _PASSING]
                    if waiting:
                        raise _NotYet(_asked_pause([results[place] for place in waiting]))
        except _NotYet:
            pass
        return results

    def _pause(self, error: Exception) -> bool | float:
        if not isinstance(error, _NotYet):
            return False
        if error.seconds is None:
            return True
        return error.seconds if error.seconds <= self.options.patience else False

    def _ask(
        self,
        texts: Sequence[str],
        pair: LanguagePair,
        terms: Sequence[Sequence[Occurrence]],
        places: Sequence[int],
    ) -> list[Result]:
        """The engine's results for the texts at ``places``, each looked at before it is believed."""
        self.pace.wait()
        part = [texts[place] for place in places]
        their_terms = [terms[place] for place in places] if terms else ()
        try:
            if self.bounded:
                found = within(
                    self.options.timeout, lambda: list(self.engine.translate(part, pair, their_terms))
                )
            else:
                found = list(self.engine.translate(part, pair, their_terms))
        except Overdue:
            return [Result(Status.TIMEOUT)] * len(part)
        except Exception as error:
            # The contract says it never raises; a foreign engine may. Its message could hold anything.
            return [Result(Status.BAD_RESPONSE, detail=type(error).__name__)] * len(part)
        if not all(isinstance(one, Result) and isinstance(one.text, str) for one in found):
            return [Result(Status.BAD_RESPONSE, detail="not the answers of an engine")] * len(part)
        if len(found) != len(part):
            # Which answer belongs to which text is anybody's guess: none is used.
            return [Result(Status.BAD_RESPONSE, detail="a wrong number of answers")] * len(part)
        return [
            accept(text, result.text) if result.status is Status.OK else result
            for text, result in zip(part, found, strict=True)
        ]


def ask(
    engine: Engine, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]]
) -> tuple[Result, ...]:
    """One request as a function of values, for an executor of any kind."""
    return tuple(engine.translate(texts, pair, terms))


def _asked_pause(results: Sequence[Result]) -> float | None:
    asked = [result.retry_after for result in results if result.retry_after is not None]
    return max(asked) if asked else None
