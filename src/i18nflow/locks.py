"""Signs of life: a file that a process holds for as long as it lives, however it ends."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from types import TracebackType
from typing import Any


class Hold:
    """The file at ``path``, held from now on; the system lets go of it when the process is gone.

    Raises :class:`BlockingIOError` where another holds it. It belongs to the open file, not to the process: two
    holders in one process are told apart.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        self.path = path
        self._file = path.open("ab")
        try:
            _lock(self._file.fileno())
        except OSError:
            self._file.close()
            raise

    def release(self) -> None:
        """Let go, and leave no file behind."""
        self.path.unlink(missing_ok=True)
        self._file.close()

    def __enter__(self) -> Hold:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def is_held(path: Path) -> bool:
    """Whether a living process holds ``path``."""
    try:
        with path.open("rb+") as file:
            _lock(file.fileno())
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _lock(descriptor: int) -> None:
    """Lock the open file or raise OSError at once."""
    if os.name == "nt":  # pragma: no cover
        system: Any = importlib.import_module("msvcrt")
        system.locking(descriptor, system.LK_NBLCK, 1)
        return
    posix: Any = importlib.import_module("fcntl")
    posix.flock(descriptor, posix.LOCK_EX | posix.LOCK_NB)
