"""What people say to each other about a segment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from i18nflow.errors import InputError
from i18nflow.model import Actor, Role, said
from i18nflow.workflow import audit
from i18nflow.workflow.desk.people import people
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

LONGEST = 4000
"""Characters of a comment."""


@needs(Role.TRANSLATOR, said("comment"))
def add(ws: Workspace, key: str, lang: str, text: str, actor: Actor) -> int:
    """Say ``text`` about a segment; people named in it with @ find it in their inbox. The comment's number."""
    words = normalize("NFC", text).replace("\r\n", "\n").strip()
    if not words:
        raise InputError(said("An empty comment says nothing."))
    if len(words) > LONGEST:
        raise InputError(
            said(
                "A comment has at most {limit} characters; this one has {length}.",
                limit=LONGEST,
                length=len(words),
            )
        )
    with ws.store.write():
        row = ws.store.targets.row(key, lang)
        named = mentions(words, people(ws, actor))
        number = ws.store.comments.add(key, lang, words, named, author=actor.name, at=ws.now())
        audit.record(ws, actor, "comment", f"{row.article}/{lang}/{key}", comment=number)
    return number


@needs(Role.TRANSLATOR, said("settle a comment"))
def resolve(ws: Workspace, number: int, actor: Actor) -> None:
    """Note that a comment is settled."""
    _set(ws, number, actor, settled=True)


@needs(Role.TRANSLATOR, said("open a comment again"))
def reopen(ws: Workspace, number: int, actor: Actor) -> None:
    """Note that a comment is not settled after all."""
    _set(ws, number, actor, settled=False)


def mentions(text: str, known: Iterable[str]) -> list[str]:
    """The people named in ``text`` with ``@``, each once; the longest known name counts (``@Anna Bērziņa``).

    >>> mentions("@anna, skat. @Jānis Ozols", ["Anna", "Jānis", "Jānis Ozols"])
    ['Anna', 'Jānis Ozols']
    """
    names = sorted(known, key=len, reverse=True)
    found: dict[str, None] = {}
    for at in re.finditer(r"(?<![\w.])@", text):
        rest = text[at.end() :]
        for name in names:
            after = rest[len(name) : len(name) + 1]
            if rest[: len(name)].casefold() == name.casefold() and not (after.isalnum() or after == "_"):
                found.setdefault(name)
                break
    return list(found)


def _set(ws: Workspace, number: int, actor: Actor, *, settled: bool) -> None:
    with ws.store.write():
        said = ws.store.comments.get(number)
        ws.store.comments.resolve(number, by=actor.name, at=ws.now() if settled else None)
        action = "settle-comment" if settled else "reopen-comment"
        audit.record(ws, actor, action, f"{said.article}/{said.lang}/{said.segment}", comment=number)
