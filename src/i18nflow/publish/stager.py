"""Writes a site's new files aside, where no reader looks, until all of them can be moved into place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from i18nflow.errors import InputError
from i18nflow.model import said


class Put(NamedTuple):
    """A file of the site: its path, a stamp of its content, and where it waits; "" when it stands there already."""

    path: str
    stamp: str
    name: str


class Stager:
    """A folder of files that wait.

    ``known`` is {path: stamp} of what stands in the site. A new site is written ``in_shape``, so that it can be
    moved as a whole; else files are numbered, behind ``prefix`` so that several processes can share the folder.
    """

    def __init__(self, aside: str, known: Mapping[str, str], *, in_shape: bool, prefix: str = "") -> None:
        self._aside = aside
        self._known = known
        self._in_shape = in_shape
        self._prefix = prefix
        self._folders: set[str] = set()
        self.puts: list[Put] = []

    def branch(self, prefix: str, paths: list[str]) -> Stager:
        """A stager for another process, which will put about these paths."""
        known = {path: self._known[path] for path in paths if path in self._known}
        return Stager(self._aside, known, in_shape=self._in_shape, prefix=prefix)

    def put(self, path: str, data: bytes) -> Put:
        """Have ``data`` at ``path``; nothing is written when it stands there already."""
        stamp = f"{len(data)}:{sha256(data).hexdigest()[:16]}"
        name = self.claim(path, stamp)
        if name:
            _write(name, data)
        return self.puts[-1]

    def claim(self, path: str, stamp: str) -> str:
        """Where to write the file for ``path``, "" when one with this stamp stands there."""
        name = ""
        if self._known.get(path) != stamp:
            name = f"{self._aside}/site/{safe(path)}" if self._in_shape else self._number()
            if self._in_shape:
                make_folder(name, self._folders)
        self.puts.append(Put(path, stamp, name))
        return name

    def _number(self) -> str:
        return f"{self._aside}/{self._prefix}{len(self.puts)}"


def safe(path: str) -> str:
    """``path`` itself. Raises :class:`InputError` where it would lead out of the site's folder."""
    if path.startswith("/") or ".." in path.split("/"):
        raise InputError(said("leads out of the site's folder"), where=path)
    return path


def make_folder(name: str, made: set[str]) -> None:
    """Make the folder of a file, unless it is among those ``made``."""
    folder = name.rpartition("/")[0]
    if folder in made:
        return
    try:
        os.mkdir(folder)  # noqa: PTH102 - strings: a site has tens of thousands of files
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    made.add(folder)


def _write(name: str, data: bytes) -> None:
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)
