"""Catalogs in the formats of other tools, and the bilingual files beside them.

XLIFF 2.1 and 1.2, a Word table and JSON Lines hold an article as a PO file does: they are written from the same
rows and read to the same :class:`~i18nflow.catalog.Catalog`, so that one comparison serves all. TMX holds a
memory (:mod:`i18nflow.interchange.tmx`), TBX a glossary (:mod:`i18nflow.interchange.tbx`). Pure: bytes in,
values out.
"""

from __future__ import annotations

from collections.abc import Sequence

from i18nflow.catalog import Catalog, Header, Row, from_po
from i18nflow.errors import CatalogError
from i18nflow.interchange import docx, jsonl, tmx, xliff1, xliff2
from i18nflow.interchange.sniffing import Format, sniff
from i18nflow.model import said

__all__ = ["SUFFIXES", "Catalog", "Format", "read", "render", "sniff"]

SUFFIXES = {
    Format.XLIFF: ".xlf",
    Format.XLIFF_12: ".xlf",
    Format.DOCX: ".docx",
    Format.JSONL: ".jsonl",
    Format.TMX: ".tmx",
}
"""How the file of a format is called."""

_READERS = {
    Format.PO: from_po,
    Format.XLIFF: xliff2.read,
    Format.XLIFF_12: xliff1.read,
    Format.DOCX: docx.read,
    Format.JSONL: jsonl.read,
}
_WRITERS = {
    Format.XLIFF: xliff2.write,
    Format.XLIFF_12: xliff1.write,
    Format.DOCX: docx.write,
    Format.JSONL: jsonl.write,
    Format.TMX: tmx.of_article,
}


def read(data: bytes, where: str) -> Catalog:
    """The catalog in ``data``, whatever its format; ``where`` names the file in errors.

    Raises :class:`CatalogError` where it cannot be read, is hostile, or is no catalog of an article.
    """
    form = sniff(data, where)
    if form not in _READERS:
        command = "memory import" if form is Format.TMX else "glossary import"
        raise CatalogError(
            said("is no catalog of an article ({form}): use '{command}'", form=form, command=command),
            where=where,
        )
    return _READERS[form](data, where)


def render(form: Format | str, rows: Sequence[Row], header: Header) -> bytes:
    """An article's rows as a file of ``form``: xliff, xliff12, docx, jsonl or tmx."""
    return _WRITERS[Format(form)](rows, header)
