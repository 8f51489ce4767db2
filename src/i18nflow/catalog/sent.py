"""What was sent out, entry by entry: a mark in each entry of a .po file, and the way back from marks to texts.

A catalog comes back days later, from an editor that rewrites its header, out of a merge in git, or put together from
two exports. So the header does not say which export it was (that line would change with every export). Each entry
says itself what was sent in it, in a translator comment (``# i18nflow: 5c1f0a9b``): a digest of the segment's key,
source, target and state. It is a translator comment (not ``#.``) because it must go wherever the *text* goes:
``msgmerge old.po new.po`` takes extracted comments from the new file and texts with their comments from the old one.

What no mark says is taken for known only where every export that could be meant says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from unicodedata import normalize

from i18nflow.catalog.values import Catalog, Entry

Variant = tuple[str, str, str]
"""Source, target and state of a segment as they were sent out once."""
Base = Mapping[str, Sequence[str]]
"""The entries of a recorded export: key -> source, target, state."""
_LABEL = " i18nflow: "


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent out. ``entries`` are known; of ``doubtful`` segments several texts were, and nothing says which."""

    entries: Base
    doubtful: frozenset[str] = frozenset()


def mark(key: str, source: str, target: str, state: str) -> str:
    """The mark of what is sent out of a segment."""
    return sha256("\0".join((key, source, target, state)).encode()).hexdigest()[:8]


def comment(marks: Iterable[str]) -> str:
    """The translator comment that holds the marks of the segments that share an entry."""
    return _LABEL + " ".join(marks)


def is_mark(line: str) -> bool:
    """Whether a translator comment is one of ours."""
    return line.startswith(_LABEL)


def marks_of(entry: Entry) -> tuple[str, ...]:
    """The marks of an entry, from all its lines of ours."""
    return tuple(word for line in entry.comments if is_mark(line) for word in line[len(_LABEL) :].split())


def sent(catalog: Catalog, exports: Sequence[Base], *, ours: bool) -> Sent:
    """What was sent out in ``catalog``, by its marks and the recorded ``exports`` of its article, the oldest first.

    ``ours`` says that the file names this workspace's series of exports: only then may an entry without a mark be
    known, by all the exports saying the same of it.
    """
    variants: dict[str, dict[Variant, None]] = {}
    # The newest export comes first: its order of segments is the one that is kept.
    for export in reversed(exports):
        for key, (source, target, state) in export.items():
            variants.setdefault(key, {}).setdefault((source, target, state))
    known = {mark(key, *one): (key, one) for key, several in variants.items() for one in several}
    said: dict[str, set[Variant]] = {}
    silent = _Silent()
    for entry in catalog.entries:
        if entry.obsolete:
            continue
        marks = marks_of(entry)
        for key, one in (known[word] for word in marks if word in known):
            said.setdefault(key, set()).add(one)
        if not marks or any(word not in known for word in marks):
            silent.add(entry, unmarked=not marks)
    entries: dict[str, Variant] = {}
    doubtful: set[str] = set()
    for key, several in variants.items():
        meant = said.get(key, set())
        if not meant and silent.speaks_of(key, several):
            # A mark that is not known here was made elsewhere: then our exports say nothing of this entry.
            agreed = ours and len(several) == 1 and silent.is_unmarked(key, several)
            meant = set(several) if agreed else set()
            if not agreed:
                doubtful.add(key)
        if len(meant) == 1:
            (entries[key],) = meant
        elif meant:
            doubtful.add(key)
    return Sent(entries, frozenset(doubtful))


class _Silent:
    """The entries of a file that do not say what was sent in them, by their contexts and their sources."""

    def __init__(self) -> None:
        self._unmarked: dict[str, bool] = {}

    def add(self, entry: Entry, *, unmarked: bool) -> None:
        """Remember an entry; ``unmarked`` where it has no mark at all, rather than one that nobody knows."""
        for name in (entry.context, normalize("NFC", entry.msgid)):
            if name is not None:
                self._unmarked[name] = unmarked and self._unmarked.get(name, True)

    def speaks_of(self, key: str, several: Iterable[Variant]) -> bool:
        """Whether one of the entries may speak of the segment, in one of the forms in which it was sent out."""
        return any(name in self._unmarked for name in _names(key, several))

    def is_unmarked(self, key: str, several: Iterable[Variant]) -> bool:
        """Whether none of these entries has a mark."""
        return all(self._unmarked.get(name, True) for name in _names(key, several))


def _names(key: str, several: Iterable[Variant]) -> Iterable[str]:
    return (key, *(normalize("NFC", source) for source, _, _ in several))
