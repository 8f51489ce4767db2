"""The workspace's registers of names, as read from their files, and proposals for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from i18nflow import files, glossary
from i18nflow import names as stage
from i18nflow.errors import Conflict, GlossaryError
from i18nflow.language.names import name_key
from i18nflow.model import Role, said
from i18nflow.names import Name, Names, Register
from i18nflow.store import NameUse
from i18nflow.workflow.workspace import Workspace

KEEPER = Role.REVIEWER
"""Who may change a register."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that articles have and the register has not: a ready entry, and where it comes from.

    ``target`` of the entry is the most frequent rendering, or "" where none was recognised.
    """

    name: Name
    forms: tuple[str, ...]
    renderings: tuple[str, ...]
    segments: int
    articles: int
    example: str


def load(ws: Workspace, lang: str) -> Names:
    """The register for target language ``lang``; an empty one where there is no file.

    Raises :class:`i18nflow.errors.GlossaryError` with the line where the file is wrong.
    """
    path = ws.names_for(lang)
    return stage.read(text_of(path), path.name)


def register(ws: Workspace, lang: str) -> Register | None:
    """The register ready to find names, kept until its file changes; None where there is no file.

    None too where the file is wrong: nobody's save fails for a slip in it. The page of names and ``doctor`` say what.
    """
    path = ws.names_for(lang)
    try:
        stamp = path.stat()
    except FileNotFoundError:
        return None
    try:
        return _register(path, stamp.st_mtime_ns, stamp.st_size, ws.config.pair(lang).source_base)
    except GlossaryError:
        return None


def at_line(names: Names, line: int, source: str) -> Name:
    """The entry that a page showed at ``line``. Raises :class:`Conflict` where it is another one now."""
    for name in names.names:
        if name.line == line and name.source == source:
            return name
    raise Conflict(
        said("The entry '{source}' changed meanwhile; look at the register and decide.", source=source)
    )


def proposals(
    ws: Workspace, lang: str, *, article: str = "", least: int = 2, limit: int = 200
) -> Sequence[Proposal]:
    """Names of the articles (or of one) that the register does not have, the most frequent first.

    ``least`` is in how many segments a name must stand.
    """
    known = register(ws, lang)
    found = []
    for use in ws.store.agreement.names(lang, least=least, article=article):
        if known is None or not any(known.find(form) for form in use.forms):
            found.append(_proposal(use))
        if len(found) == limit:
            break
    return found


def keys_of(ws: Workspace, lang: str, name: Name) -> tuple[str, ...]:
    """The segments whose source has the name, as far as the index knows."""
    return ws.store.agreement.segments_of_name(lang, name_key(name.source))


def _proposal(use: NameUse) -> Proposal:
    rendering = use.renderings[0] if use.renderings else ""
    source = _cited(use.forms, rendering, use.kind or "person")
    name = Name(source, rendering, use.kind)
    return Proposal(name, use.forms, use.renderings, use.segments, use.articles, use.example)


def text_of(path: Path) -> str:
    """The text of a register's file; "" where there is none."""
    return glossary.decode(files.read_bytes(path), path.name) if path.exists() else ""


@lru_cache(maxsize=4096)
def _cited(forms: tuple[str, ...], rendering: str, kind: str) -> str:
    """Kept, because a page of proposals asks the same again after each one that is taken over."""
    return stage.citation_of(forms, rendering, kind)


@lru_cache(maxsize=8)
def _register(path: Path, modified: int, size: int, lang: str) -> Register:
    """``modified`` and ``size`` are part of the key: a changed file is read anew."""
    return Register(stage.read(text_of(path), path.name).names, lang)
