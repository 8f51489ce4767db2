"""Merging another glossary into a file: what is new is added, what is empty is filled, what differs is reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from i18nflow.glossary.reading import identity, read
from i18nflow.glossary.writing import add, change
from i18nflow.model import Term

_CELLS = ("status", "gender", "accept", "avoid", "also", "never", "case", "enforce", "note")


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that both files fill differently."""

    source: str
    target: str
    column: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The file's new text, and what happened to each entry of the other file."""

    text: str
    added: tuple[Term, ...] = ()
    filled: tuple[Term, ...] = ()
    same: tuple[Term, ...] = ()
    differences: tuple[Difference, ...] = ()


def merge(text: str, others: Sequence[Term], where: str, *, overwrite: bool = False) -> Merged:
    """``text`` (a glossary file) with the entries of ``others``.

    An entry is the same where source, target, pos and domain are. Of a cell that differs the file's own is
    kept, with ``overwrite`` the other's; both ways it is reported.
    """
    own = {identity(term): term for term in read(text, where).terms}
    added: list[Term] = []
    filled: list[Term] = []
    same: list[Term] = []
    differences: list[Difference] = []
    for other in others:
        here = own.get(identity(other))
        if here is None:
            text = add(text, other, where)
            own[identity(other)] = other
            added.append(other)
            continue
        wanted, differing = _joined(here, other, overwrite=overwrite)
        differences += differing
        if wanted == here:
            same.append(other)
            continue
        text = change(text, here, wanted, where)
        own[identity(other)] = wanted
        filled.append(wanted)
    return Merged(text, tuple(added), tuple(filled), tuple(same), tuple(differences))


def _joined(here: Term, there: Term, *, overwrite: bool) -> tuple[Term, list[Difference]]:
    wanted = here
    differences: list[Difference] = []
    for column in _CELLS:
        mine, theirs = getattr(here, column), getattr(there, column)
        if not theirs or mine == theirs or (column == "status" and theirs == "preferred"):
            continue
        if mine and not (column == "status" and mine == "preferred"):
            differences.append(Difference(here.source, here.target, column, _shown(mine), _shown(theirs)))
            if not overwrite:
                continue
        wanted = replace(wanted, **{column: theirs})
    extra = {**there.extra, **{name: value for name, value in here.extra.items() if value}}
    if any(value and here.extra.get(name, "") != value for name, value in extra.items()):
        wanted = replace(wanted, extra=extra)
    return wanted, differences


def _shown(value: object) -> str:
    return "|".join(value) if isinstance(value, tuple) else str(value)
