"""A bound for code that may never come back: it is done in a thread of its own, which is given up on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")


class Overdue(Exception):
    """It took longer than it may."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """What ``work`` gives, or raises. Raises :class:`Overdue` after ``seconds``.

    The thread cannot be ended: it is left behind and does not keep the program from ending.
    """
    ended: SimpleQueue[tuple[T, None] | tuple[None, BaseException]] = SimpleQueue()

    def do() -> None:
        try:
            ended.put((work(), None))
        except BaseException as error:
            ended.put((None, error))

    threading.Thread(target=do, name="engine with a deadline", daemon=True).start()
    try:
        value, error = ended.get(timeout=seconds)
    except Empty:
        raise Overdue from None
    if error is not None:
        raise error
    return value  # type: ignore[return-value]
