"""Two catalogs with a common ancestor made one, entry by entry: what a text merge of their lines cannot do.

For git: header lines change with every export, and a line merge calls that a conflict. Here only an entry that both
sides translated differently is one; it then holds both texts under gettext's own marks (as msgcat writes them), fuzzy,
so that no program takes it for a translation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from i18nflow.catalog.sent import is_mark
from i18nflow.catalog.values import Catalog, Entry

MARK = "#-#-#-#-#"
_OURS = ("X-I18nflow-Article", "X-I18nflow-Export", "X-I18nflow-Include", "X-I18nflow-Contexts")

Name = tuple[str | None, str, bool]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged catalog, and the msgids that both sides translated differently."""

    catalog: Catalog
    conflicts: tuple[str, ...]


def merge(base: Catalog, ours: Catalog, theirs: Catalog) -> Merged:
    """What ``ours`` is with the changes from ``base`` to ``theirs``. Order and form are those of ``ours``.

    What an import finds its way by (``X-I18nflow-…``) is ours. Entries that only they have are kept at the end; one
    that we no longer have is kept as obsolete, for its text.
    """
    before, there = _named(base), _named(theirs)
    conflicts: list[str] = []
    entries = [
        _entry(before.get(name), one, there.get(name), conflicts) for name, one in _named(ours).items()
    ]
    known = _named(ours).keys()
    entries += [_foreign(one, before) for name, one in there.items() if name not in known]
    header = _header(base.header, ours.header, theirs.header)
    return Merged(replace(ours, header=header, entries=tuple(entries)), tuple(conflicts))


def is_conflict(entry: Entry) -> bool:
    """Whether an entry holds several texts that nobody has decided between."""
    return MARK in entry.msgstr or any(MARK in text for text in entry.plurals)


def _named(catalog: Catalog) -> dict[Name, Entry]:
    return {(one.context, one.msgid, one.obsolete): one for one in catalog.entries}


def _entry(base: Entry | None, ours: Entry, theirs: Entry | None, conflicts: list[str]) -> Entry:
    if theirs is None or _said(theirs) == (_said(base) if base else None):
        return ours if theirs is None else replace(ours, comments=_comments(base, ours, theirs))
    made = replace(ours, comments=_comments(base, ours, theirs))
    if _said(ours) == _said(theirs):
        return made
    if base is not None and _said(ours) == _said(base):
        return _taken(made, theirs)
    if _texts(ours) == _texts(theirs):
        # Only the flag differs: what somebody still doubts is doubtful.
        return _fuzzy(made)
    if not any(_texts(ours)):
        return _taken(made, theirs)
    if not any(_texts(theirs)):
        return made
    conflicts.append(ours.msgid)
    both = tuple(_both(a, b) for a, b in zip(_padded(ours, theirs), _padded(theirs, ours), strict=True))
    made = _fuzzy(made)
    return replace(made, plurals=both) if ours.plural is not None else replace(made, msgstr=both[0])


def _said(entry: Entry) -> tuple[object, ...]:
    """What a translator says by an entry: its text, and whether it is done."""
    return (*_texts(entry), entry.fuzzy)


def _texts(entry: Entry) -> tuple[str, ...]:
    return entry.plurals if entry.plural is not None else (entry.msgstr,)


def _padded(one: Entry, other: Entry) -> Sequence[str]:
    texts = _texts(one)
    return (*texts, *("",) * (len(_texts(other)) - len(texts)))


def _taken(ours: Entry, theirs: Entry) -> Entry:
    flags = tuple(flag for flag in ours.flags if flag != "fuzzy")
    return replace(
        ours,
        msgstr=theirs.msgstr,
        plurals=theirs.plurals,
        flags=("fuzzy", *flags) if theirs.fuzzy else flags,
        previous=theirs.previous if theirs.fuzzy else None,
    )


def _fuzzy(entry: Entry) -> Entry:
    return entry if entry.fuzzy else replace(entry, flags=("fuzzy", *entry.flags))


def _both(ours: str, theirs: str) -> str:
    return f"{MARK}  ours  {MARK}\n{ours}\n{MARK}  theirs  {MARK}\n{theirs}"


def _comments(base: Entry | None, ours: Entry, theirs: Entry) -> tuple[str, ...]:
    """Our comments, and the lines that they added; what an entry says of its export is ours, as its text was."""
    before = base.comments if base else ()
    added = [
        line
        for line in theirs.comments
        if line not in before and line not in ours.comments and not is_mark(line)
    ]
    return (*ours.comments, *added)


def _foreign(theirs: Entry, base: Mapping[Name, Entry]) -> Entry:
    name = (theirs.context, theirs.msgid, theirs.obsolete)
    return replace(theirs, obsolete=True, references=(), extracted=()) if name in base else theirs


def _header(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> Entry | None:
    if ours is None or theirs is None:
        return ours or theirs
    before, here, there = (_fields(one) for one in (base, ours, theirs))
    merged = {name: _field(name, before.get(name), value, there.get(name)) for name, value in here.items()}
    merged |= {name: value for name, value in there.items() if name not in here and name not in before}
    text = "".join(f"{name}: {value}\n" for name, value in merged.items())
    return replace(ours, msgstr=text, comments=_comments(base, ours, theirs))


def _field(name: str, before: str | None, ours: str, theirs: str | None) -> str:
    if theirs is None or theirs == before or name in _OURS:
        return ours
    if name == "PO-Revision-Date":
        return max(ours, theirs)
    return theirs if ours == before else ours


def _fields(entry: Entry | None) -> dict[str, str]:
    return dict(Catalog(entry, ()).fields)
