"""The bytes of a PO file as text: byte order mark, the charset its header names, line ends."""

from __future__ import annotations

import codecs
import re

from i18nflow.catalog.values import MAX_BYTES
from i18nflow.errors import CatalogError
from i18nflow.model import said

# The header is the entry whose msgid is empty; a text that speaks of a charset names none.
_HEADER = re.compile(rb'^\s*msgid\s+""\s+msgstr\s+((?:"[^\n]*"\s*)+)', re.MULTILINE)
_CHARSET = re.compile(rb"Content-Type:[^\n\"]*?charset=([A-Za-z0-9_.:()+-]+)", re.IGNORECASE)
_OF_PYTHON = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape"})
"""Codecs of Python's that no other program takes for the charset of a file."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """The text with ``\\n`` line ends, and notes on what was not as it should be.

    Raises :class:`CatalogError` with the offset of the first byte that the charset does not know.
    """
    if len(data) > MAX_BYTES:
        raise CatalogError(
            said("larger than {mb} MB; a catalog of one article is smaller", mb=MAX_BYTES // 1024 // 1024),
            where=where,
        )
    notes: list[str] = []
    charset, data = _marked(data, notes)
    text = _text(data, charset or _named(data, notes, where), where)
    if "\r" in text:
        notes.append(said("its lines end in CR LF; they are written with LF"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise CatalogError(said("holds a NUL character: this is not a text file"), where=where, line=line)
    return text, tuple(notes)


def _marked(data: bytes, notes: list[str]) -> tuple[str, bytes]:
    for mark, charset in _BOMS:
        if data.startswith(mark):
            notes.append(said("a byte order mark was dropped; gettext's own tools refuse files with one"))
            return charset, data[len(mark) :]
    return "", data


def _named(data: bytes, notes: list[str], where: str) -> str:
    header = _HEADER.search(data)
    found = _CHARSET.search(data, header.start(1), header.end(1)) if header else None
    name = found.group(1).decode("ascii") if found else ""
    if not found or name.upper() == "CHARSET":
        notes.append(said("no charset is named; UTF-8 was assumed"))
        return "utf-8"
    try:
        codec = codecs.lookup(name)
        b"a".decode(name)  # a codec that is not for text (hex, zip) raises LookupError here
        if codec.name in _OF_PYTHON:
            raise LookupError(name)
    except (LookupError, UnicodeError):
        line = data[: found.start()].count(b"\n") + 1
        raise CatalogError(
            said("unknown charset '{name}' in Content-Type", name=name), where=where, line=line
        ) from None
    if codec.name not in ("utf-8", "ascii"):
        notes.append(said("it was read as {charset}; catalogs are written in UTF-8", charset=name))
    return name


def _text(data: bytes, charset: str, where: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeError as error:
        # Some codecs (punycode, idna) do not say where.
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = data[:start].count(b"\n") + 1
        message = said(
            "line {line} is not {charset}: change the charset in Content-Type or save the file anew",
            line=line,
            charset=charset,
        )
        raise CatalogError(message, where=where, offset=start) from error
