"""The deep-translator library behind our own door: the only place that knows it.

The library sets no timeout, keeps state in its objects (one shared by threads swaps answers between texts),
gives None for some texts and error pages for others, and puts keys into its messages. So each call makes an
object of its own, and all its HTTP goes through our transport.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from i18nflow.engines.transport import Failure, Line, Reply
from i18nflow.translate import Health, Result, Status, unready


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library sees of a response."""

    text: str
    data: Any = None
    status_code: int = 200

    def json(self) -> Any:
        return self.data

    def close(self) -> None:
        return None


Reader = Callable[[Reply], Answer]
_current: ContextVar[tuple[Line, Reader]] = ContextVar("i18nflow_line")


class _Door:
    """Stands where the library expects ``requests``: every request takes the line of the current call."""

    def __init__(self, real: ModuleType) -> None:
        self.exceptions = real.exceptions

    def get(self, url: str, params: Mapping[str, Any] | None = None, **_: Any) -> Answer:
        line, reader = _current.get()
        return reader(line.send("GET", url, params=params, redirects=True))

    def post(
        self,
        url: str,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        **_: Any,
    ) -> Answer:
        line, reader = _current.get()
        return reader(line.send("POST", url, params=params, headers=headers, json=json))


def called(line: Line, call: Callable[[], str | None], reader: Reader) -> Result:
    """What ``call`` gives, over ``line``; whatever the library raises becomes a result without its words."""
    with _using(line, reader):
        try:
            answer = call()
        except Failure as failure:
            return failure.result()
        except Exception as error:
            return Result(Status.BAD_RESPONSE, detail=type(error).__name__)
    if answer is None:
        return Result(Status.EMPTY)
    return Result(Status.OK, answer) if isinstance(answer, str) else Result(Status.BAD_RESPONSE)


@contextmanager
def _using(line: Line, reader: Reader) -> Iterator[None]:
    token = _current.set((line, reader))
    try:
        yield
    finally:
        _current.reset(token)


def module(name: str) -> ModuleType:
    """A module of the library with our door in it. Loading takes a sixth of a second: on first use only."""
    found = importlib.import_module(f"deep_translator.{name}")
    if not isinstance(found.requests, _Door):
        found.requests = _Door(found.requests)  # type: ignore[attr-defined]
    return found


def installed() -> Health:
    try:
        importlib.import_module("deep_translator")
    except ImportError:
        return Health(
            available=False, missing=unready.not_installed("deep-translator", "pip install deep-translator")
        )
    return Health(available=True)
