"""Changing a glossary file: import another file into it, or write it out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from i18nflow import files, glossary, interchange
from i18nflow.glossary import merging
from i18nflow.glossary.merging import Merged
from i18nflow.interchange import tbx
from i18nflow.model import Actor, LanguagePair, Role, Term, said
from i18nflow.workflow import audit
from i18nflow.workflow.rights import needs, require
from i18nflow.workflow.workspace import Workspace

EMPTY = "source,target\n"
"""A glossary file with nothing in it."""
MAX_BYTES = 64_000_000
"""A larger glossary is refused: a hundred thousand entries make a file of some ten megabytes."""


def read(path: Path) -> glossary.Glossary:
    """The glossary in ``path``. Raises :class:`i18nflow.errors.GlossaryError` with the line where it is wrong."""
    return glossary.read(text_of(path), str(path))


def text_of(path: Path) -> str:
    """The text of the glossary file ``path``, as it stands."""
    return glossary.decode(read_file(path), str(path))


def read_file(path: Path) -> bytes:
    """A glossary file, CSV or TBX. Raises :class:`InputError` for one that is too large, without reading it."""
    return files.read_bytes(path, max_bytes=MAX_BYTES, setting=False)


def terms_in(data: bytes, name: str, pair: LanguagePair) -> Sequence[Term]:
    """The terms of a file, CSV or TBX, known by its content; a TBX file may hold other languages too."""
    if interchange.sniff(data, name) is interchange.Format.TBX:
        return tbx.read(data, pair, name)
    return glossary.read(glossary.decode(data, name), name).terms


def merge(
    into: Path,
    other: Path,
    actor: Actor,
    *,
    overwrite: bool,
    dry_run: bool,
    pair: LanguagePair,
) -> Merged:
    """Merge the glossary file ``other`` (CSV or TBX) into ``into``; with ``dry_run`` only say what would happen.

    ``actor`` is who acts: the file itself keeps no names, its version control does.
    """
    require(actor, Role.REVIEWER, said("import a glossary"))
    merged = merging.merge(
        text_of(into), terms_in(read_file(other), str(other), pair), str(into), overwrite=overwrite
    )
    if not dry_run and (merged.added or merged.filled):
        files.write_atomic(into, merged.text.encode("utf-8"))
    return merged


@needs(Role.REVIEWER, said("import a glossary"))
def take_in(
    ws: Workspace, lang: str, data: bytes, name: str, actor: Actor, *, overwrite: bool, dry_run: bool
) -> Merged:
    """Merge the terms of a CSV or TBX file into the workspace's glossary for ``lang``.

    Raises :class:`i18nflow.errors.CatalogError` or :class:`i18nflow.errors.GlossaryError` where it cannot be read.
    """
    terms = terms_in(data, name, ws.config.pair(lang))
    path = ws.glossary_for(lang)
    text = text_of(path) if path.exists() else EMPTY
    merged = merging.merge(text, terms, path.name, overwrite=overwrite)
    if not dry_run and (merged.added or merged.filled):
        files.write_atomic(path, merged.text.encode("utf-8"))
        audit.record(
            ws,
            actor,
            "import-glossary",
            f"glossary/{lang}",
            added=len(merged.added),
            filled=len(merged.filled),
        )
    return merged
