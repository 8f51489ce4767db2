"""What keeps a hostile or broken file out: size, archives that unfold without end, XML entities, the network."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from lxml import etree

from i18nflow.catalog.values import MAX_BYTES
from i18nflow.errors import BROKEN_ARCHIVE, CatalogError
from i18nflow.model import said

MAX_UNPACKED = 256 * 1024 * 1024
MAX_MEMBERS = 2000
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """``text`` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def check_size(data: bytes, where: str) -> None:
    """Refuse a file over :data:`MAX_BYTES`."""
    if len(data) > MAX_BYTES:
        raise CatalogError(said("larger than {mb} MB", mb=MAX_BYTES // 1024 // 1024), where=where)


def parse(data: bytes, where: str) -> etree._Element:
    """The root element of an XML file, entities and network off. Raises :class:`CatalogError` with the line."""
    check_size(data, where)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(error, where) from error
    _refuse_entities(root, where)
    return root


def elements(stream: BinaryIO, tag: str, where: str) -> Iterator[etree._Element]:
    """The elements called ``tag``, one after the other, each freed after its turn: for files of any length."""
    found = etree.iterparse(
        stream,
        events=("end",),
        tag=f"{{*}}{tag}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    checked = False
    try:
        for _, element in found:
            if not checked:
                _refuse_entities(element, where)
                checked = True
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise _broken(error, where) from error


def open_zip(data: bytes, where: str) -> zipfile.ZipFile:
    """An archive whose contents are known to fit into memory. Raises :class:`CatalogError` for a bomb."""
    check_size(data, where)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except BROKEN_ARCHIVE as error:
        raise CatalogError(said("is a damaged archive"), where=where) from error
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        raise CatalogError(
            said(
                "unfolds to {mb} MB in {parts} parts: this is no ordinary document",
                mb=unpacked // 1024 // 1024,
                parts=len(members),
            ),
            where=where,
        )
    return archive


def _refuse_entities(element: etree._Element, where: str) -> None:
    declared = element.getroottree().docinfo.internalDTD
    # The stubs do not know iterentities.
    if declared is not None and any(True for _ in declared.iterentities()):  # type: ignore[attr-defined]
        raise CatalogError(said("declares XML entities, which are never needed and are refused"), where=where)


def _broken(error: etree.XMLSyntaxError, where: str) -> CatalogError:
    reason = (error.msg or "cannot be read").partition(", line ")[0]
    return CatalogError(
        said("is not well-formed XML: {reason}", reason=reason), where=where, line=error.lineno or None
    )
