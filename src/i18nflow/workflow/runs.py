"""Runs that every process sees: one an article at a time, its progress, its end, and the wish to stop it.

A run is a row in the database and a file that its process holds. A run whose file nobody holds was killed: it is
closed as interrupted, and the next one goes on from what it stored.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from i18nflow.errors import I18nFlowError, Refused, StoreError, of_the_machine
from i18nflow.locks import Hold, is_held
from i18nflow.model import Actor, Role, Said, said
from i18nflow.store import RunState, StoredRun
from i18nflow.translate import Stage
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

_BETWEEN = 0.3
"""Seconds between two notes of what the memory serves: it is faster than anybody reads, and each is a transaction."""


@dataclass(frozen=True)
class Begun:
    """A run that has begun and whose work is still to be done: by :func:`at_work`, in whichever thread."""

    number: int
    hold: Hold


@dataclass
class Claim:
    """The run in hand: what tells others of it, and is told by them."""

    ws: Workspace
    number: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    stopped: bool = False
    _told: float = 0.0

    def tell(self, stage: Stage, engine: str, done: int, total: int, drafts: Mapping[str, int]) -> None:
        """Note how far the run is."""
        now = time.monotonic()
        if stage is Stage.MEMORY and now - self._told < _BETWEEN:
            return
        self._told = now
        with self.ws.store.write(aside="how far a run is"):
            self.ws.store.runs.progress(
                self.number,
                self.ws.now(),
                stage=str(stage),
                engine=engine,
                done=done,
                total=total,
                drafts=drafts,
            )

    def is_unwanted(self) -> bool:
        """Whether somebody asked it to stop."""
        self.stopped = self.stopped or not self.ws.store.runs.is_wanted(self.number)
        return self.stopped


@needs(Role.TRANSLATOR, said("translate an article with the engines"))
def begin(ws: Workspace, slug: str, lang: str, actor: Actor) -> Begun:
    """Begin a run over the article. Raises :class:`Refused` where one is under way already."""
    ws.store.articles.get(slug)
    with ws.store.write():
        other = ws.store.runs.open_of(slug)
        if other is not None:
            if is_alive(ws, other):
                raise Refused(
                    said(
                        "'{slug}' is being pre-translated by {who} ({done} of {all} segments). Wait for it to end, or stop it.",
                        slug=slug,
                        who=other.actor,
                        done=other.done,
                        all=other.total,
                    )
                )
            _close_killed(ws, other)
        number = ws.store.runs.begin(slug, lang, actor.name, ws.now())
        # Held before anybody can see the row: a run that is seen is alive.
        return Begun(number, Hold(_place(ws, number)))


def is_alive(ws: Workspace, run: StoredRun) -> bool:
    """Whether the run is under way: not ended, and its process is there."""
    return run.ended_at is None and is_held(_place(ws, run.id))


def state_of(ws: Workspace, run: StoredRun) -> RunState:
    """Where the run stands: one that was killed could not say so itself."""
    if run.ended_at is None and not is_alive(ws, run):
        # It may have ended between the two looks.
        now = ws.store.runs.get(run.id)
        return now.state if now is not None and now.ended_at is not None else RunState.INTERRUPTED
    return run.state


@needs(Role.TRANSLATOR, said("stop a run of the engines"))
def ask_to_stop(ws: Workspace, slug: str, actor: Actor) -> bool:
    """Ask the article's run to stop, whichever process it is in; whether there is one.

    It stops before its next request; what is under way is still stored.
    """
    with ws.store.write():
        run = ws.store.runs.open_of(slug)
        if run is None:
            return False
        if is_alive(ws, run):
            ws.store.runs.ask_to_stop(run.id, actor.name)
        else:
            _close_killed(ws, run)
        return True


@contextmanager
def at_work(ws: Workspace, begun: Begun) -> Iterator[Claim]:
    """Do the work of a run that has begun: it lives as long as this, and is closed however this ends."""
    claim = Claim(ws, begun.number)
    state, wrong = RunState.INTERRUPTED, None
    try:
        yield claim
        state = RunState.STOPPED if claim.stopped else RunState.DONE
    except I18nFlowError as error:
        state, wrong = RunState.FAILED, error.said
        raise
    except Exception as error:
        state, wrong = RunState.FAILED, unforeseen(error)
        raise
    finally:
        close(ws, begun, state, claim.reasons if wrong is None else {wrong: 0})


def unforeseen(error: Exception) -> Said:
    """What to tell of an error that is none of ours."""
    return of_the_machine(error) or said(
        "an error that was not foreseen: it stands in the log of the program"
    )


def close(ws: Workspace, begun: Begun, state: RunState, reasons: Mapping[str, int]) -> None:
    """Say how a run ended and let go of it; one that is closed already stays as it is."""
    with suppress(StoreError), ws.store.write(aside="how a run ended"):
        ws.store.runs.end(begun.number, state, ws.now(), reasons)
    begun.hold.release()


def _close_killed(ws: Workspace, run: StoredRun) -> None:
    ws.store.runs.end(run.id, RunState.INTERRUPTED, ws.now())
    _place(ws, run.id).unlink(missing_ok=True)


def _place(ws: Workspace, number: int) -> Path:
    return ws.root / ".runs" / str(number)
