"""Writes a site's folder so that only what changed is touched and no reader meets a half-written file.

New files are written aside first and moved into place together at the end, in the order they were put; what is
no longer wanted is removed last, so no page ever links to one that is not there yet. A build that is killed
leaves the old site, or whole files of both, and the next one finishes the work.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from i18nflow.errors import Conflict, InputError

_ASIDE = ".new"


class Writer:
    """A site's folder being brought up to date.

    ``known`` is {path: stamp} of the last build; what is neither put nor kept will be removed by ``commit``.
    """

    def __init__(self, folder: Path, known: dict[str, str]) -> None:
        self._folder = folder.resolve()
        self._aside = self._folder / _ASIDE
        self._known = known
        self._staged: list[tuple[str, str]] = []
        self.files: dict[str, str] = {}
        self._made: set[str] = set()
        self._is_new = False

    def __enter__(self) -> Writer:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._claim()
        self._is_new = next((p for p in self._folder.iterdir() if p != self._aside), None) is None
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)

    def put(self, path: str, data: bytes) -> None:
        """Have ``data`` at ``path``; an equal file that stands there already is left alone."""
        stamp = f"{len(data)}:{blake2b(data, digest_size=8).hexdigest()}"
        self.files[path] = stamp
        if self._known.get(path) == stamp:
            return
        _write(self._stage(path), data)

    def copy(self, path: str, source: Path) -> None:
        """Have a copy of the file ``source`` at ``path``; its size and time tell whether it is the same."""
        found = source.stat()
        stamp = f"{found.st_size}:{found.st_mtime_ns}"
        self.files[path] = stamp
        if self._known.get(path) != stamp:
            shutil.copyfile(source, self._stage(path))

    def keep(self, paths: Iterable[str]) -> None:
        """Leave files of the last build as they are."""
        known = self._known
        self.files.update((path, known[path]) for path in paths)

    def lines_of(self, paths: Iterable[str]) -> list[str]:
        """The lines of some files of the last build, without the commas a JSON list puts at their ends."""
        texts = ((self._folder / path).read_text("utf-8") for path in paths)
        return [line.removesuffix(",") for text in texts for line in text.split("\n")]

    def pending(self) -> list[str]:
        """The paths that ``commit`` will write."""
        return [path for path, _ in self._staged]

    def commit(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Move what was put into place, then remove what is not wanted; returns both lists of paths."""
        if self._is_new:
            for found in (self._aside / "site").iterdir() if self._staged else ():
                found.replace(self._folder / found.name)
        else:
            for path, name in self._staged:
                place = self._place(path)
                self._folder_for(place)
                os.replace(name, place)  # noqa: PTH105 - strings: a site has tens of thousands of files
        gone = [path for path in self._known if path not in self.files]
        for path in gone:
            self._remove(path)
        return tuple(path for path, _ in self._staged), tuple(gone)

    def _stage(self, path: str) -> str:
        """Where the file for ``path`` is written first; a new site is written in its own shape."""
        if self._is_new:
            name = f"{self._aside}/site/{_safe(path)}"
            self._folder_for(name)
        else:
            name = f"{self._aside}/{len(self._staged)}"
        self._staged.append((path, name))
        return name

    def _place(self, path: str) -> str:
        return f"{self._folder}/{_safe(path)}"

    def _folder_for(self, place: str) -> None:
        folder = place.rpartition("/")[0]
        if folder not in self._made:
            try:
                os.mkdir(folder)  # noqa: PTH102
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._made.add(folder)

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
                raise Conflict(f"{self._folder} is being built by process {pid}; try again when it is done")
            shutil.rmtree(self._aside)
        try:
            self._aside.mkdir()
        except FileExistsError as error:
            raise Conflict(f"{self._folder} is being built by another process; try again") from error
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


def _safe(path: str) -> str:
    if path.startswith("/") or ".." in path.split("/"):
        raise InputError("leads out of the site's folder", where=path)
    return path


def _write(name: str, data: bytes) -> None:
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
