"""A two-column Word table: source on the left, translation on the right, for people without any tool.

Above each source stands, small and grey, the segment's key (and its state where the text is unfinished); by
the key a row is read back. Codes such as ``<1>`` stay visible in the text and are kept by the translator.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

from i18nflow.catalog.build import NOTHING_DECIDED
from i18nflow.catalog.values import Catalog, Entry, Header, Row
from i18nflow.errors import BROKEN_ARCHIVE, CatalogError
from i18nflow.interchange import common, guard
from i18nflow.interchange.guard import clean
from i18nflow.language import tags
from i18nflow.model import State, said

_MARK = "i18nflow"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GREY = RGBColor(0x70, 0x70, 0x70)
_UNREAD = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback"})


def write(rows: Sequence[Row], header: Header) -> bytes:
    """The article as a Word document; the same content gives the same bytes."""
    document = Document()
    when = (header.revised or NOTHING_DECIDED).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.identifier = (
        common.title(header),
        "i18nflow",
        _named(header),
    )
    properties.created = properties.modified = when
    _wide(document)
    document.add_heading(clean(common.title(header)), level=1)
    _small(document.add_paragraph(), _named(header))
    _table(document, common.present(rows), header)
    out = BytesIO()
    document.save(out)
    return _dated(out.getvalue(), when)


def read(data: bytes, where: str) -> Catalog:
    """The rows of a document that :func:`write` made and a translator filled in.

    Tracked insertions count as text, tracked deletions do not. Raises :class:`CatalogError` where there is no
    such table, or a key stands there twice.
    """
    archive = guard.open_zip(data, where)
    try:
        document = archive.read("word/document.xml")
    except (KeyError, *BROKEN_ARCHIVE) as error:
        raise CatalogError(said("is not a readable Word document"), where=where) from error
    body = guard.parse(document, where)
    entries = list(_entries(body, where))
    if not entries:
        raise CatalogError(
            said("holds no table with segment keys: it was not exported as a table"), where=where
        )
    return common.catalog("docx", where, _fields(body), entries)


def _named(header: Header) -> str:
    """The line by which an import knows the article, the languages and the recorded export."""
    return " ".join(
        part for part in (_MARK, header.article, header.source, header.target, header.export) if part
    )


def _fields(body: etree._Element) -> dict[str, str]:
    for paragraph in body.iter(f"{_WORD}p"):
        words = _text(paragraph).split()
        if words[:1] == [_MARK] and len(words) in (4, 5):
            return common.fields(words[1], words[4] if len(words) == 5 else "", words[2], words[3])
    return {}


def _wide(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.8)


def _table(document: Any, rows: Sequence[Row], header: Header) -> None:
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    for cell, lang in zip(table.rows[0].cells, (header.source, header.target), strict=True):
        cell.paragraphs[0].add_run(tags.native_name(lang, header.target)).bold = True
    for row in rows:
        source, target = table.add_row().cells
        _small(source.paragraphs[0], _label(row))
        _say(source.add_paragraph(), row.source, header.source)
        _say(target.paragraphs[0], row.target, header.target)


def _label(row: Row) -> str:
    shown = f" · {row.state}" if row.state in (State.DRAFT, State.REJECTED) else ""
    return f"{row.key}{shown}"


def _small(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(clean(text))
    run.font.size, run.font.color.rgb = Pt(7), _GREY


def _say(paragraph: Any, text: str, lang: str) -> None:
    """``text`` marked with its language, so that the spelling checker knows it."""
    run = paragraph.add_run(clean(text))
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), lang)
    run._r.get_or_add_rPr().append(mark)


def _entries(body: etree._Element, where: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for row in body.iter(f"{_WORD}tr"):
        cells = [list(cell.iter(f"{_WORD}p")) for cell in row.iter(f"{_WORD}tc")]
        if len(cells) != 2 or len(cells[0]) < 2:
            continue
        label = _text(cells[0][0]).split()
        if not label:
            continue
        if label[0] in seen:
            raise CatalogError(
                said("the segment '{key}' stands there twice: delete one row", key=label[0]), where=where
            )
        seen.add(label[0])
        source, target = (
            "\n".join(_text(paragraph) for paragraph in cell) for cell in (cells[0][1:], cells[1])
        )
        yield common.entry(label[0], source, target.strip(), None)


def _text(element: etree._Element) -> str:
    """The text of a paragraph as a reader sees it with all changes accepted."""
    parts = []
    for one in element:
        name = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        if name == "t":
            parts.append(one.text or "")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name in ("tab", "ptab"):
            parts.append("\t")
        elif name == "noBreakHyphen":
            parts.append("\u2011")
        elif name not in _UNREAD and name != "pPr":
            parts.append(_text(one))
    return "".join(parts)


def _dated(data: bytes, when: datetime) -> bytes:
    """The archive with one fixed time in it instead of the clock's."""
    out = BytesIO()
    moment = max(when, datetime(1980, 1, 1)).timetuple()[:6]  # noqa: DTZ001 -- zip knows no zones
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            made = zipfile.ZipInfo(member.filename, moment)
            made.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(made, old.read(member))
    return out.getvalue()
