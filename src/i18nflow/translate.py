"""The plan of pre-translation: memory first, then the engines in their order; every draft knows its origin.

Pure: engines are given as values that satisfy :class:`Engine`, answers come back as :class:`Draft` values, and
whoever runs the plan stores them chunk by chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from i18nflow.model import LanguagePair, Match, MatchKind, Occurrence, Origin

CHUNK = 20
"""Segments sent to an engine, and committed, at a time."""


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
    takes, ``batch`` how many texts one request may hold, ``price`` the price per million characters (None:
    free or unknown).
    """

    name: str
    version: str
    offsite: bool
    licence: str = ""
    pairs: frozenset[str] | None = None
    max_chars: int = 4500
    batch: int = 1
    price: str = ""
    glossaries: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """Whether an engine can be used, and what is missing where it cannot."""

    available: bool
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """An engine's answer to one text: the text, or why there is none. ``detail`` never holds a key."""

    status: Status
    text: str = ""
    detail: str = ""


class Engine(Protocol):
    """A machine translation engine. ``translate`` gives one result per text, in order, and never raises per item."""

    @property
    def info(self) -> EngineInfo: ...

    def check(self) -> Health:
        """Installed? Key set? Asks the network only where it must."""
        ...

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]] = ()
    ) -> Sequence[Result]:
        """Translate plain texts; ``terms`` are the glossary terms that stand in each."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A segment to be filled: its text (with inline codes), the terms in it, and its best match, if any."""

    key: str
    source: str
    version: int
    terms: Sequence[Occurrence] = ()
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
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Event:
    """Progress of a run: segments done of total, and the drafts just made, by origin or reason."""

    stage: Stage
    done: int
    total: int
    engine: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


def from_match(wanted: Wanted, *, least: float) -> Draft | None:
    """A draft from the memory, where the match is good enough (context and exact always are)."""
    match = wanted.match
    if match is None or (match.kind is MatchKind.FUZZY and match.score < least):
        return None
    return Draft(
        key=wanted.key,
        text=match.target,
        origin=Origin.MEMORY,
        score=match.score,
        match=f"{match.kind} {match.unit.article}/{match.unit.segment}".strip(),
        repairs=match.repaired,
    )


def chunks(items: Sequence[Wanted], size: int = CHUNK) -> Iterator[Sequence[Wanted]]:
    """``items`` in their order, ``size`` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def deduplicated(items: Sequence[Wanted]) -> dict[str, list[Wanted]]:
    """``items`` by source text: equal segments are asked for once."""
    groups: dict[str, list[Wanted]] = {}
    for item in items:
        groups.setdefault(item.source, []).append(item)
    return groups


Listener = Callable[[Event], None]
