"""The values of pre-translation: what an engine is and answers, what a segment wants and gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from i18nflow.model import Code, LanguagePair, Match, Occurrence, Origin


class Status(StrEnum):
    """What became of one text given to an engine."""

    OK = "ok"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    RATE_LIMITED = "rate_limited"
    TIMEOUT = "timeout"
    OFFLINE = "offline"
    AUTH = "auth"
    BAD_RESPONSE = "bad_response"
    UNSUPPORTED_PAIR = "unsupported_pair"
    BUDGET = "budget"
    CANCELLED = "cancelled"


REASONS: Mapping[Status, str] = {
    Status.EMPTY: "engine had no answer",
    Status.TOO_LONG: "too long for the engine",
    Status.RATE_LIMITED: "engine asked us to slow down",
    Status.TIMEOUT: "engine did not answer in time",
    Status.OFFLINE: "engine unreachable",
    Status.AUTH: "engine refused the key",
    Status.BAD_RESPONSE: "engine gave an unusable answer",
    Status.UNSUPPORTED_PAIR: "engine does not know this language pair",
    Status.BUDGET: "character budget used up",
    Status.CANCELLED: "stopped",
}
"""Why a segment stayed untranslated, as people read it."""

NO_ENGINE = "no engine configured"


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What is known of an engine before it is asked.

    ``pairs`` are language pairs as ``lv-en``, None where any may be asked. ``max_chars`` is the longest text it
    takes, ``batch`` how many texts one request may hold, ``workers`` how many requests may be under way at once.
    ``price`` is the price per million characters in ``currency`` (0 is free, None unknown); ``limits`` says in
    words what its provider allows. ``options`` are settings that change its answers, as they go into the key of
    the cache. ``glossaries``: it takes glossary terms along with the texts.
    """

    name: str
    version: str
    offsite: bool
    licence: str = ""
    pairs: frozenset[str] | None = None
    max_chars: int = 4500
    batch: int = 1
    workers: int = 4
    price: float | None = None
    currency: str = "EUR"
    limits: str = ""
    options: str = ""
    glossaries: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """Whether an engine can be used, and what is missing where it cannot."""

    available: bool
    missing: str = ""
    """Translatable where it is one of :mod:`i18nflow.translate.unready`."""


@dataclass(frozen=True, slots=True)
class Result:
    """An engine's answer to one text: the text, or why there is none.

    ``detail`` is a few words for a log and never holds a key or the text. ``retry_after`` are the seconds that
    the engine asked us to wait, where it said so.
    """

    status: Status
    text: str = ""
    detail: str = ""
    retry_after: float | None = None


class Engine(Protocol):
    """A machine translation engine. ``translate`` gives one result per text, in order, and never raises per item."""

    @property
    def info(self) -> EngineInfo: ...

    def check(self) -> Health:
        """Installed? Key set? No network."""
        ...

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]] = ()
    ) -> Sequence[Result]:
        """Translate plain texts; ``terms`` are the glossary terms that stand in each."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A segment to be filled: its text with inline codes, the terms in it, and its best match, if any.

    ``version`` is the version of its target that was seen.
    """

    key: str
    source: str
    version: int
    codes: tuple[Code, ...] = ()
    terms: tuple[Occurrence, ...] = ()
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a segment gets: a text with its origin, or no text and the reason.

    ``raw`` is the engine's answer before glossary repair; ``repairs`` says what was changed in it.
    """

    key: str
    text: str
    origin: Origin | None
    engine: str = ""
    engine_version: str = ""
    score: float | None = None
    match: str = ""
    raw: str = ""
    repairs: tuple[str, ...] = ()
    reason: str = ""


class Stage(StrEnum):
    """What a progress event tells of."""

    MEMORY = "memory"
    ENGINE = "engine"
    SECOND = "second"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Event:
    """Progress of a run: segments done of total, and the drafts just made, by origin or reason."""

    stage: Stage
    done: int
    total: int
    engine: str = ""
    article: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


Listener = Callable[[Event], None]
