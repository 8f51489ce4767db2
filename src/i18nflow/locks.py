"""Signs of life: what a process holds for as long as it lives, however it ends.

A file (:class:`Hold`) says that one piece of work goes on; a workspace's folder, that programs work in it
(:func:`in_use`) or that one is there alone (:func:`alone`).
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from i18nflow.errors import Refused
from i18nflow.model import said


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


@contextmanager
def in_use(root: Path) -> Iterator[None]:
    """Say that a program works in the workspace at ``root``; any number may at once, see :func:`alone`."""
    with _folder(root, shared=True):
        yield


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Work in the workspace at ``root`` while nobody else does. Raises :class:`Refused` where somebody is."""
    if not root.is_dir():
        yield
        return
    with _folder(root, shared=False):
        yield


@contextmanager
def _folder(root: Path, *, shared: bool) -> Iterator[None]:
    # The folder itself is locked: no file to leave behind, and the kernel lets go when the program dies.
    handle = os.open(root, os.O_RDONLY)
    try:
        try:
            _lock(handle, shared=shared)
        except OSError as error:
            raise Refused(
                said(
                    "{root} is in use: another i18nflow serves, translates or restores there. Stop it first.",
                    root=root,
                )
            ) from error
        yield
    finally:
        os.close(handle)


def _lock(descriptor: int, *, shared: bool = False) -> None:
    """Lock the open file or folder or raise OSError at once; ``shared`` with all who say so too."""
    if os.name == "nt":  # pragma: no cover
        system: Any = importlib.import_module("msvcrt")
        system.locking(descriptor, system.LK_NBLCK, 1)
        return
    posix: Any = importlib.import_module("fcntl")
    posix.flock(descriptor, (posix.LOCK_SH if shared else posix.LOCK_EX) | posix.LOCK_NB)
