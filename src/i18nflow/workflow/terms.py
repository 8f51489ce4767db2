"""A term added or mended from the article: the glossary file is the truth, its row is changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from i18nflow import files, glossary
from i18nflow.errors import InputError
from i18nflow.glossary import Matcher
from i18nflow.model import Actor, Role, Term, said
from i18nflow.workflow import audit, checking, glossaries, glossary_files
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

_HEAD = "source,target,status,pos,gender,domain,accept,avoid,also,never,case,enforce,note\r\n"


def entries(ws: Workspace, lang: str, text: str) -> list[Term]:
    """The entries that ``text`` is about, as a mend begins: written like it, or found in it in some form."""
    loaded = glossaries.load(ws, lang)
    wanted = " ".join(text.split())
    if loaded is None or not wanted:
        return []
    same = [term for term in loaded.glossary.terms if term.source == wanted]
    if same:
        return same
    found = glossaries.occurrences(ws, lang, wanted)
    whole = [one.term for one in found if one.start == 0 and one.end == len(wanted)]
    return [one for at, one in enumerate(whole) if one not in whole[:at]]


def entry(ws: Workspace, lang: str, line: int) -> Term:
    """The entry that stands at ``line`` of the glossary file. Raises :class:`InputError` where there is none."""
    loaded = glossaries.load(ws, lang)
    for term in loaded.glossary.terms if loaded else ():
        if term.line == line:
            return term
    raise InputError(said("there is no entry at this line any more; look at the glossary again"), line=line)


def forms(ws: Workspace, term: Term) -> tuple[str, ...]:
    """The forms in which the source text is searched for ``term``."""
    if not term.source.strip():
        return ()
    return Matcher([term], ws.config.source).forms(term)


@needs(Role.TRANSLATOR, said("add or mend a term"))
def save(ws: Workspace, lang: str, old: Term | None, new: Term, actor: Actor) -> Path:
    """Add ``new`` to the glossary, or put it in the place of ``old``; the file that was written.

    Raises :class:`Refused` by role, :class:`i18nflow.errors.Conflict` where the row changed underneath,
    :class:`i18nflow.errors.GlossaryError` where the entry breaks the format or stands there already.
    """
    if not new.source.strip():
        raise InputError(said("a term needs a source text"))
    path = ws.glossary_for(lang)
    # The store's one writer at a time keeps two people of this workspace from writing over each other's row.
    with ws.store.write():
        text = glossary_files.text_of(path) if path.exists() else _HEAD
        if old is None:
            changed = glossary.add(text, new, path.name)
        else:
            changed = glossary.change(text, old, replace(new, line=old.line, extra=old.extra), path.name)
        files.write_atomic(path, changed.encode("utf-8"))
        audit.record(ws, actor, "save-term", f"glossary/{lang}", term=new.source)
    return path


def touched(ws: Workspace, slug: str, lang: str, terms: Sequence[Term]) -> list[str]:
    """The keys of the article's segments in whose source one of ``terms`` stands."""
    matcher = Matcher(terms, ws.config.source)
    return [row.segment.key for row in ws.store.targets.rows(slug, lang) if matcher.find(row.segment.text)]


def recheck(ws: Workspace, slug: str, lang: str) -> None:
    """Look at the article anew: the glossary says something else now."""
    with ws.store.write(aside="findings are computed"):
        checking.refresh_article(ws, slug, lang)
