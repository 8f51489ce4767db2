"""Which format a file is in, told by its content and never by its name."""

from __future__ import annotations

import codecs
import re
import zipfile
from enum import StrEnum
from io import BytesIO

from i18nflow.errors import BROKEN_ARCHIVE, CatalogError
from i18nflow.model import said


class Format(StrEnum):
    """The formats that are told apart."""

    PO = "po"
    XLIFF_12 = "xliff12"
    XLIFF = "xliff"
    TMX = "tmx"
    TBX = "tbx"
    DOCX = "docx"
    JSONL = "jsonl"
    CSV = "csv"


_ROOT = re.compile(r"<(?:\w+:)?(xliff|tmx|tbx|martif)\b([^>]*)", re.IGNORECASE)
_PO = re.compile(r'^(?:#~ ?)?(?:msgid|msgctxt)[ \t]*"', re.MULTILINE)
_HEAD = 65536


def sniff(data: bytes, where: str = "") -> Format:
    """The format of ``data``. Raises :class:`CatalogError` where it is none of those known."""
    if data.startswith(b"PK"):
        return _archive(data, where)
    head = _decoded(data[:_HEAD]).lstrip()
    if head.startswith("<") and (found := _ROOT.search(head)):
        return _xml(found.group(1).lower(), found.group(2))
    if head.startswith("{"):
        return Format.JSONL
    if _PO.search(head):
        return Format.PO
    first = {cell.strip().strip('"').lower() for cell in re.split("[,;\t]", head.partition("\n")[0])}
    if {"source", "target"} <= first:
        return Format.CSV
    raise CatalogError(
        said("is none of the known formats: PO, XLIFF, DOCX table, JSON Lines, TMX, TBX, CSV"),
        where=where or None,
    )


def _xml(root: str, attributes: str) -> Format:
    if root == "tmx":
        return Format.TMX
    if root in ("tbx", "martif"):
        return Format.TBX
    version = re.search(r"version\s*=\s*[\"']([\d.]+)", attributes)
    return Format.XLIFF if version and version.group(1).startswith("2") else Format.XLIFF_12


def _archive(data: bytes, where: str) -> Format:
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except BROKEN_ARCHIVE:
        raise CatalogError(said("is a damaged archive"), where=where or None) from None
    if "word/document.xml" in names:
        return Format.DOCX
    raise CatalogError(said("is an archive but not a DOCX document"), where=where or None)


def _decoded(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace")
