"""The workspace's glossaries: read from their files, matched with, and kept until the file changes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from i18nflow import glossary
from i18nflow.errors import InputError, why
from i18nflow.glossary import Glossary, Matcher
from i18nflow.model import Occurrence, said
from i18nflow.workflow.workspace import Workspace

TEXTS_KEPT = 20_000
"""Texts whose terms are remembered, per glossary: a newsroom's articles of some months."""


@dataclass(frozen=True)
class Loaded:
    """A glossary with its matcher, ready to use."""

    glossary: Glossary
    matcher: Matcher
    lock: threading.Lock = field(default_factory=threading.Lock)
    found: dict[str, tuple[Occurrence, ...]] = field(default_factory=dict)
    """What stands in the texts met so far: a page asks for the same ones again and again."""

    def occurrences(self, text: str) -> tuple[Occurrence, ...]:
        """The terms that stand in ``text``."""
        known = self.found.get(text)
        if known is None:
            # A matcher keeps what it has met, for the next text: one thread at a time.
            with self.lock:
                if len(self.found) >= TEXTS_KEPT:
                    self.found.clear()
                known = self.found[text] = tuple(self.matcher.find(text))
        return known


def load(ws: Workspace, lang: str) -> Loaded | None:
    """The glossary for target language ``lang``, or None where there is no file.

    Raises :class:`i18nflow.errors.GlossaryError` with the line where the file is wrong.
    """
    path = ws.glossary_for(lang)
    try:
        stamp = path.stat()
    except FileNotFoundError:
        return None
    return _load(path, stamp.st_mtime_ns, stamp.st_size, ws.config.source)


def occurrences(ws: Workspace, lang: str, text: str) -> Sequence[Occurrence]:
    """The terms of the glossary that stand in ``text``; none where there is no glossary.

    None too where the file is wrong: nobody's save fails for a slip in it. :func:`fault` says what is wrong, on
    the article's page and in ``doctor``.
    """
    try:
        loaded = load(ws, lang)
    except InputError:
        return ()
    return loaded.occurrences(text) if loaded is not None else ()


def fault(ws: Workspace, lang: str) -> str:
    """What is wrong with the glossary file, with its line; "" where it can be read, or there is none."""
    try:
        load(ws, lang)
    except InputError as error:
        return error.said
    return ""


@lru_cache(maxsize=8)
def _load(path: Path, modified: int, size: int, source_lang: str) -> Loaded:
    """``modified`` and ``size`` are part of the key: a changed file is read anew."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(said("cannot be read: {reason}", reason=why(error)), where=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError(said("is not UTF-8"), where=str(path), offset=error.start) from error
    read = glossary.read(text, path.name)
    return Loaded(read, Matcher(read.terms, source_lang))
