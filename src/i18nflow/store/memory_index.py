"""The memory's index beside the database: one file per language pair, and what came after it.

The database is the truth. The file covers the units up to some id; younger ones are compared one by one, so a new
unit is seen by the next lookup of every process. Ids are never used twice, and a unit that is gone is not found in
the database when it is fetched: neither can be mistaken. The file may be deleted at any time.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from i18nflow.files import write_atomic
from i18nflow.memory.index import Index
from i18nflow.memory.signatures import WORDS

_MAGIC = b"i18nflow memory 1\n"


@dataclass
class Young:
    """The units that the index file does not cover yet: their ids and texts, up to id ``seen``."""

    seen: int = 0
    ids: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take in units, in order of their ids."""
        for number, text in rows:
            self.ids.append(number)
            self.texts.append(text)
            self.seen = number


@dataclass
class Opened:
    """An index file as a process holds it, with the younger units it has seen."""

    stamp: tuple[int, int]
    index: Index
    young: Young


_opened: dict[Path, Opened] = {}
_lock = threading.Lock()


def opened(path: Path) -> Opened:
    """The index in ``path`` as this process holds it, opened anew when the file has changed; call it under a lock."""
    stamp = _stamp(path)
    held = _opened.get(path)
    if held is None or held.stamp != stamp:
        index = _read(path) or empty()
        held = Opened(stamp, index, Young(seen=index.last))
        _opened[path] = held
    return held


def lock() -> threading.Lock:
    """The lock of what this process holds."""
    return _lock


def write(path: Path, index: Index) -> None:
    """Write ``index`` to ``path``, whole or not at all."""
    head = json.dumps({"units": len(index)}).encode() + b"\n"
    arrays = (index.ids, index.lengths, index.counts, index.columns)
    write_atomic(path, b"".join([_MAGIC, head, *(np.ascontiguousarray(array).tobytes() for array in arrays)]))


def empty() -> Index:
    """An index of nothing."""
    return Index(
        np.zeros(0, np.int64), np.zeros(0, np.uint16), np.zeros(0, np.uint16), np.zeros((WORDS, 0), np.uint64)
    )


def _read(path: Path) -> Index | None:
    """The index in ``path``, mapped into memory; None where there is none or the file is not whole."""
    try:
        with path.open("rb") as file:
            if file.readline() != _MAGIC:
                return None
            units = int(json.loads(file.readline())["units"])
            start = file.tell()
        size = path.stat().st_size
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if size != start + units * (8 + 2 + 2 + 8 * WORDS) or not units:
        return None
    data = np.fromfile(path, np.uint8, offset=start)
    ids, rest = data[: 8 * units].view(np.int64), data[8 * units :]
    lengths, rest = rest[: 2 * units].view(np.uint16), rest[2 * units :]
    counts, rest = rest[: 2 * units].view(np.uint16), rest[2 * units :]
    # A slice that does not begin at a multiple of eight cannot be seen as words: copy it once.
    columns = np.frombuffer(rest.tobytes(), np.uint64).reshape(WORDS, units)
    return Index(ids, lengths, counts, columns)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_ino)
