"""The search over all articles, in any form of a word where that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from i18nflow.errors import InputError
from i18nflow.glossary import Matcher, forms_of
from i18nflow.language.forms import forms_for
from i18nflow.model import Term, said
from i18nflow.phrase import Manner, Phrase
from i18nflow.store import Found, SegmentFilter
from i18nflow.workflow import glossaries
from i18nflow.workflow.workspace import Workspace

PAGE = 50
"""Segments on one page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as a person asks it: ``wanted``, its text in any form of its words, or the places of a term.

    ``term`` is the source of a glossary entry; ``missing`` keeps to the segments where its target is not used.
    """

    wanted: SegmentFilter
    forms: bool = False
    term: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of what was found: ``number`` counts from 1; the totals are of all pages."""

    found: Sequence[Found]
    number: int
    pages: int
    total: int
    words: int
    spans: tuple[Phrase | None, Phrase | None] = (None, None)
    """What was looked for in source and target, so that its places can be shown."""


def search(ws: Workspace, asked: Asked, *, number: int = 1, size: int = PAGE) -> Page:
    """The page ``number`` of the segments asked for; one beyond the last is the last."""
    wanted, phrases = resolved(ws, asked)
    total, words = ws.store.search.count(wanted)
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    found = ws.store.search.page(wanted, offset=(number - 1) * size, limit=size, total=total) if total else []
    return Page(found, number, pages, total, words, phrases)


def resolved(ws: Workspace, asked: Asked) -> tuple[SegmentFilter, tuple[Phrase | None, Phrase | None]]:
    """The search as the store answers it: forms and terms looked up, their segments named by key."""
    wanted, phrases = asked.wanted, _phrases(ws, asked)
    keys: set[str] | None = None
    if asked.forms and wanted.text:
        keys = set()
        for side, phrase in zip(("source", "target"), phrases, strict=True):
            if phrase is not None and wanted.side in (side, "both"):
                keys |= holding(ws, phrase, wanted.lang, side=side)
        wanted = replace(wanted, text="")
    if asked.term:
        found = _with_term(ws, asked.term, wanted.lang)
        keys = found if keys is None else keys & found
    return (wanted if keys is None else replace(wanted, keys=tuple(sorted(keys)))), phrases


def holding(ws: Workspace, phrase: Phrase, lang: str, *, side: str) -> set[str]:
    """The keys of the current segments whose ``side`` holds ``phrase``."""
    texts = ws.store.search.texts(lang, phrase.needle, side=side)
    return {key for key, text in texts if phrase.find(text)}


def _phrases(ws: Workspace, asked: Asked) -> tuple[Phrase | None, Phrase | None]:
    text = asked.wanted.text
    if not text:
        return None, None
    if not asked.forms:
        return Phrase(text, ws.config.source, Manner.PART), Phrase(text, asked.wanted.lang, Manner.PART)
    return Phrase(text, ws.config.source), Phrase(text, asked.wanted.lang)


def _with_term(ws: Workspace, source: str, lang: str) -> set[str]:
    """The keys of the segments whose source holds the glossary's term, in any form that the glossary finds."""
    loaded = glossaries.load(ws, lang)
    terms = [one for one in loaded.glossary.terms if one.source == source] if loaded else []
    if not terms:
        raise InputError(
            said(
                "'{source}' is not a term of the glossary; write it as its source column does.", source=source
            )
        )
    matcher = Matcher(terms, ws.config.source)
    texts = ws.store.search.texts(lang, _needle(terms, ws.config.source), side="source")
    return {key for key, text in texts if matcher.find(text)}


def _needle(terms: Sequence[Term], lang: str) -> str:
    """What every source with one of these terms holds: the beginning that their forms share."""
    forms = sorted(form.casefold() for term in terms for form in forms_of(term, forms_for(lang)))
    shared = 0
    for one, other in zip(forms[0], forms[-1], strict=False):
        if one != other:
            break
        shared += 1
    return forms[0][:shared].split(" ")[0].split("-")[0]
