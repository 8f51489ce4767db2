"""Writes a site's folder so that only what changed is touched and no reader meets a half-written file.

New files are written aside first and moved into place together at the end: first those at new addresses, then the
changed ones in the order they were put; what is no longer wanted is removed last. So no page that a reader can come to
ever links to one that is not there. A build that is killed
leaves the old site, or whole files of both, and the next one finishes the work.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from i18nflow.errors import Conflict
from i18nflow.model import said
from i18nflow.publish.stager import Put, Stager, make_folder, safe

_ASIDE = ".new"


class Writer:
    """A site's folder being brought up to date.

    ``known`` is {path: stamp} of the last build; what is neither put nor kept will be removed by ``commit``.
    """

    def __init__(self, folder: Path, known: dict[str, str]) -> None:
        self._folder = folder.resolve()
        self._aside = self._folder / _ASIDE
        self._known = known
        self._moves: list[tuple[str, str]] = []
        self._is_new = False
        self.files: dict[str, str] = {}

    def __enter__(self) -> Writer:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._claim()
        self._is_new = next((p for p in self._folder.iterdir() if p != self._aside), None) is None
        self.stager = Stager(str(self._aside), self._known, in_shape=self._is_new)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)

    def put(self, path: str, data: bytes) -> None:
        """Have ``data`` at ``path``; an equal file that stands there already is left alone."""
        self.adopt([self.stager.put(path, data)])

    def copy(self, path: str, source: Path) -> None:
        """Have a copy of the file ``source`` at ``path``; its size and time tell whether it is the same."""
        found = source.stat()
        if name := self.stager.claim(path, f"{found.st_size}:{found.st_mtime_ns}"):
            shutil.copyfile(source, name)
        self.adopt(self.stager.puts[-1:])

    def adopt(self, puts: Iterable[Put]) -> None:
        """Take over what a stager put. Raises :class:`Conflict` when two articles want one address."""
        for path, stamp, name in puts:
            if path in self.files:
                raise Conflict(
                    said("two articles claim the address '{path}'; give one of them another slug", path=path)
                )
            self.files[path] = stamp
            if name:
                self._moves.append((path, name))

    def keep(self, paths: Iterable[str]) -> None:
        """Leave files of the last build as they are."""
        known, files = self._known, self.files
        for path in paths:
            files[path] = known[path]

    def lines_of(self, paths: Iterable[str]) -> list[str]:
        """The lines of some files of the last build, without the commas a JSON list puts at their ends."""
        texts = ((self._folder / path).read_text("utf-8") for path in paths)
        return [line.removesuffix(",") for text in texts for line in text.split("\n")]

    def pending(self) -> list[str]:
        """The paths that ``commit`` will write."""
        return [path for path, _ in self._moves]

    def commit(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Move what was put into place, then remove what is not wanted; returns both lists of paths."""
        if self._is_new and self._moves:
            # The front door comes last: before it nobody gets in.
            for found in sorted((self._aside / "site").iterdir(), key=lambda one: one.name == "index.html"):
                found.replace(self._folder / found.name)
        elif self._moves:
            made: set[str] = set()
            # New files first: nothing leads to them yet, and what is changed after may lead to any of them.
            for path, name in sorted(self._moves, key=lambda move: move[0] in self._known):
                place = self._place(path)
                make_folder(place, made)
                os.replace(name, place)  # noqa: PTH105 - strings: a site has tens of thousands of files
        gone = [path for path in self._known if path not in self.files]
        for path in gone:
            self._remove(path)
        return tuple(self.pending()), tuple(gone)

    def _place(self, path: str) -> str:
        return f"{self._folder}/{safe(path)}"

    def _remove(self, path: str) -> None:
        place = Path(self._place(path))
        place.unlink(missing_ok=True)
        for folder in place.parents:
            if folder == self._folder:
                break
            with suppress(OSError):  # not empty: somebody else's files, or other pages
                folder.rmdir()

    def _claim(self) -> None:
        """Take the folder for this process; raises :class:`Conflict` while another one builds it."""
        owner = self._aside / "owner"
        if self._aside.exists():
            pid = owner.read_text() if owner.exists() else ""
            if pid.isdecimal() and int(pid) != os.getpid() and _alive(int(pid)):
                raise Conflict(
                    said(
                        "{folder} is being built by process {pid}; try again when it is done",
                        folder=self._folder,
                        pid=pid,
                    )
                )
            shutil.rmtree(self._aside)
        try:
            self._aside.mkdir()
        except FileExistsError as error:
            raise Conflict(
                said("{folder} is being built by another process; try again", folder=self._folder)
            ) from error
        owner.write_text(str(os.getpid()))


def intact(folder: Path, files: dict[str, str]) -> dict[str, str]:
    """Those of ``files`` that still stand in ``folder`` with their size."""
    found = {}
    base, stat = f"{folder}/", os.stat
    for path, stamp in files.items():
        try:
            size = stat(base + path).st_size
        except (OSError, ValueError):
            continue
        if stamp.startswith(f"{size}:"):
            found[path] = stamp
    return found


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
