"""The memory's index beside the database: one file per language pair, and what came after it.

The database is the truth. The file covers the units up to some id; younger ones are read from the database, so a
new unit is seen by the next lookup of every process. Ids are never used twice, and a unit that is gone is not found
in the database when it is fetched: neither can be mistaken. The file may be deleted at any time. It is mapped into
memory, so that several processes share one copy.
"""

from __future__ import annotations

import json
import mmap
import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from i18nflow.files import write_atomic
from i18nflow.memory.index import Best, Index, Real, Sought, build, joined, take
from i18nflow.memory.letters import Letters
from i18nflow.memory.rows import Rows
from i18nflow.memory.signatures import SHAPES

_MAGIC = b"i18nflow memory 3\n"
_ALIGNED = 64
_MANY = 500
"""Young units that a process puts into an index of its own rather than comparing each."""
_CHUNK = 50_000


@dataclass(frozen=True)
class View:
    """What can be searched at one moment: the file's index, the process's own, and the youngest units one by one."""

    file: Index
    own: Index
    young: dict[int, str]
    gone: set[int]

    @property
    def beside_file(self) -> int:
        """How many units the file does not have."""
        return len(self.own) + len(self.young)

    def search(self, sought: Sought, best: Best, real: Real) -> None:
        """Add to ``best`` the units that resemble a text."""
        if self.young:
            young = {unit: other for unit, other in self.young.items() if unit not in self.gone}
            take(sought.text, list(young), list(young.values()), best)
        for index in (self.own, self.file):
            if len(index):
                index.search(sought, best, real, self.gone)

    def joined(self, alive: NDArray[np.int64]) -> Index:
        """One index of all, without the units that are not among ``alive``."""
        young = build(list(self.young), list(self.young.values()), self.own.letters)
        return joined([self.file, self.own, young], alive)


@dataclass
class Opened:
    """What a process holds of a memory. ``seen`` is the greatest unit id in it, ``gone`` are ids known as deleted.

    No unit up to the id ``asked`` is missing: those after ``seen`` are other languages'.
    """

    stamp: tuple[int, int]
    file: Index
    own: Index
    seen: int
    asked: int = 0
    young: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    def add(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take in units, in order of their ids."""
        made: list[Index] = []
        for number, text in rows:
            self.young[number] = text
            self.seen = number
            if len(self.young) >= _CHUNK:
                made.append(self._indexed(made))
        if len(self.young) >= _MANY:
            made.append(self._indexed(made))
        if made:
            self.own = joined([self.own, *made])

    def _indexed(self, before: list[Index]) -> Index:
        letters = before[-1].letters if before else self.own.letters
        index = build(list(self.young), list(self.young.values()), letters)
        self.young = {}
        return index

    def view(self) -> View:
        """What can be searched while others go on adding."""
        return View(self.file, self.own, dict(self.young), self.gone)


_opened: dict[Path, Opened] = {}
_lock = threading.Lock()


def opened(path: Path, last: int, marks: Callable[[], Collection[str]]) -> Opened:
    """The index in ``path`` as this process holds it, opened anew when the file has changed; call it under a lock.

    ``last`` is the greatest id that the database ever gave, and ``marks`` are those of the files that were written
    for it: another file belongs to another state of the database (a backup was put back) and is left aside.
    """
    stamp = _stamp(path)
    held = _opened.get(path)
    if held is None or held.stamp != stamp or held.asked > last:
        index = _read(path, marks())
        if index is None or index.last > last:
            index = build([], [])
        held = Opened(stamp, index, build([], [], index.letters), index.last, index.last)
        _opened[path] = held
    return held


def forget(path: Path) -> None:
    """Drop the index in ``path``: it does not belong to the database."""
    with _lock:
        _opened.pop(path, None)
        path.unlink(missing_ok=True)


def lock() -> threading.Lock:
    """The lock of what this process holds."""
    return _lock


def write(path: Path, index: Index, mark: str) -> None:
    """Write ``index`` to ``path``, whole or not at all; the database knows it by its ``mark``."""
    rows = index.rows
    ids = np.dtype(np.uint32 if index.last < 1 << 32 else np.int64)
    head = {
        "mark": mark,
        "letters": index.letters.known,
        "shapes": _shapes(),
        "ids": ids.name,
        "bytes": len(rows.codes),
        "units": [columns.shape[1] for columns in rows.columns],
    }
    parts = _filled(_MAGIC + json.dumps(head).encode() + b"\n")
    for array in (rows.ids.astype(ids), rows.lengths, rows.counts, rows.codes, *rows.columns):
        parts += _filled(np.ascontiguousarray(array).tobytes())
    write_atomic(path, b"".join(parts))


def _filled(data: bytes) -> list[bytes]:
    """Filled up so that the next part begins where words may begin."""
    return [data, b"\0" * (-len(data) % _ALIGNED)]


def _shapes() -> list[list[Any]]:
    return [[shape.below, shape.words, list(shape.features)] for shape in SHAPES]


def _read(path: Path, marks: Collection[str]) -> Index | None:
    """The index in ``path``, mapped into memory; None where there is none, or it is not whole, or of another kind."""
    try:
        with path.open("rb") as file:
            if file.readline() != _MAGIC:
                return None
            head = json.loads(file.readline())
            start = file.tell()
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if head["mark"] not in marks or head["shapes"] != _shapes():
            return None
        return _index(data, start, head)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _index(data: mmap.mmap, at: int, head: dict[str, Any]) -> Index:
    """The index in ``data`` behind its head. Raises ValueError where the data is shorter or longer than it says."""
    at += -at % _ALIGNED
    units = [int(number) for number in head["units"]]
    shaped = [(np.dtype(np.uint64), own * shape.words) for own, shape in zip(units, SHAPES, strict=True)]
    arrays: list[NDArray[Any]] = []
    for kind, count in (
        (np.dtype(head["ids"]), sum(units)),
        (np.dtype(np.uint16), sum(units)),
        (np.dtype(np.uint16), sum(units)),
        (np.dtype(np.uint8), int(head["bytes"])),
        *shaped,
    ):
        arrays.append(np.frombuffer(data, kind, count, at) if count else np.zeros(0, kind))
        at += count * kind.itemsize
        at += -at % _ALIGNED
    if at != len(data):
        raise ValueError("not whole")
    ids, lengths, counts, codes, *columns = arrays
    signed = [own.reshape(shape.words, -1) for own, shape in zip(columns, SHAPES, strict=True)]
    return Index(Letters(head["letters"]), Rows(ids, lengths, counts, codes, tuple(signed)))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_ino)
