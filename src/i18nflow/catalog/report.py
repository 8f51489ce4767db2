"""What an import would do: one change per entry and segment, each with its reason."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from i18nflow.model import State


class Kind(StrEnum):
    """What an entry of the file means for a segment.

    ``new``: a text where there is none. ``changed-there``: only the file changed. ``changed-here``: only we
    did. ``both``: both did, or nobody knows. ``fuzzy``: the file has an unfinished text or doubts ours.
    ``stale``: it belongs to an earlier source. ``ambiguous``: it fits several segments. ``ignored``: it fits
    none, or has nothing to say. ``unchanged``: the same on both sides.
    """

    NEW = "new"
    CHANGED_THERE = "changed-there"
    CHANGED_HERE = "changed-here"
    BOTH = "both"
    FUZZY = "fuzzy"
    STALE = "stale"
    AMBIGUOUS = "ambiguous"
    IGNORED = "ignored"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry seen against one segment.

    ``key`` is None where no segment could be named. ``state`` is the state the text of the file would arrive
    in, None where there is nothing that could be taken. ``taken`` says whether it is taken without asking.
    ``reason`` is a sentence for the reader; ``line`` the place in the file.
    """

    kind: Kind
    source: str
    there: str
    key: str | None = None
    here: str = ""
    here_state: State | None = None
    base: str | None = None
    state: State | None = None
    taken: bool = False
    reason: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All changes in the order of the file. ``missing`` are the keys that no entry speaks of."""

    changes: tuple[Change, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self) -> dict[Kind, int]:
        """How many changes of each kind there are, kinds in their order, none left out."""
        return {kind: sum(change.kind is kind for change in self.changes) for kind in Kind}

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of these kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    def moves(
        self, *, take: Iterable[Kind] = (), choices: Mapping[str, bool] | None = None
    ) -> tuple[Change, ...]:
        """The changes to carry out: those taken by themselves, those of the kinds in ``take``.

        ``choices`` (segment key -> take it or not) decides before both.
        """
        kinds = set(take)
        choices = choices or {}
        return tuple(
            change
            for change in self.changes
            if change.state is not None
            and change.key is not None
            and choices.get(change.key, change.taken or change.kind in kinds)
        )

    def digest(self) -> str:
        """What tells this report from another one: who decided by it can see that nothing has changed since."""
        seen = [(c.kind, c.key, c.source, c.here, c.here_state, c.there, c.state) for c in self.changes]
        return hashlib.sha256(repr(seen).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def text(self) -> str:
        """The report for a reader: the counts, then every change that is not plain, with its difference."""
        counts = ", ".join(f"{number} {kind}" for kind, number in self.count().items() if number)
        shown = [change for change in self.changes if change.kind not in (Kind.UNCHANGED, Kind.IGNORED)]
        parts = [counts or "no entries", *self.notes, *(_shown(change) for change in shown)]
        return "\n".join(parts) + "\n"


def difference(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The way from ``old`` to ``new`` word by word: pairs of ``same``, ``gone`` or ``added`` and a text."""
    words = [re.findall(r"\w+|\s+|[^\w\s]", text) for text in (old, new)]
    matcher = difflib.SequenceMatcher(a=words[0], b=words[1], autojunk=False)
    parts: list[tuple[str, str]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(words[0][a:b])))
            continue
        parts += [("gone", "".join(words[0][a:b]))] if b > a else []
        parts += [("added", "".join(words[1][c:d]))] if d > c else []
    return tuple(parts)


def _shown(change: Change) -> str:
    place = f"line {change.line}" if change.line else (change.key or "")
    head = f"{place}: {change.kind}" + (f" ({change.reason})" if change.reason else "")
    lines = [head, f"    {change.source}"]
    if change.here == change.there:
        return "\n".join(lines)
    marks = {"same": "{}", "gone": "[-{}-]", "added": "{{+{}+}}"}
    merged = "".join(marks[tag].format(text) for tag, text in difference(change.here, change.there))
    return "\n".join([*lines, f"  → {merged}"])
