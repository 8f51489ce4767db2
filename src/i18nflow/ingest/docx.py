"""DOCX to an article: paragraphs by style, lists by numbering, tables, links, emphasis, pictures, footnotes.

The document is read with python-docx after its archive and XML were checked, and told as simple HTML, so that
everything from there on is the same as for a page.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from html import escape

import docx
from lxml import etree

from i18nflow.errors import InputError
from i18nflow.ingest import archive, html
from i18nflow.ingest import docx_parts as parts
from i18nflow.ingest.metadata import Metadata
from i18nflow.ingest.values import Ingested, Options
from i18nflow.model import said

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEADING = re.compile(r"heading ?(\d)|virsraksts ?(\d)", re.IGNORECASE)
# A paragraph of a picture alone, and one in the style of captions under it.
_CAPTIONED = re.compile(r'<p>\s*((?:<img [^>]*>)+)\s*</p><p class="caption">((?:(?!</p>).)*)</p>')
_BREAKS_READING = (
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    IndexError,
    RecursionError,
    etree.LxmlError,
)


def read(data: bytes, options: Options) -> Ingested:
    """The article in a DOCX file. Raises ``InputError`` for an archive that is none, is damaged or too large."""
    members = archive.checked(data, options.where)
    if "word/document.xml" not in members:
        raise InputError(said("this is a zip archive, but not a DOCX document"), where=options.where)
    for name, content in members.items():
        if name.endswith((".xml", ".rels")):
            _check_xml(name, content, options.where)
    try:
        document = docx.Document(io.BytesIO(_repacked(members)))
        told = _Teller(document, members)
        text = told.tell()
        known = _properties(document)
    except _BREAKS_READING as error:
        raise InputError(said("the DOCX document is damaged"), where=options.where) from error
    return html.fragment(text, options, known=known, images=told.images)


def _check_xml(name: str, content: bytes, where: str) -> None:
    """Refuse document types and entities: no word processor writes them, and they are how XML is made to explode."""
    head = content[:4096]
    wide = b"\x00" in head
    if wide or _DOCTYPE.search(content):
        raise InputError(said("{name} declares entities or is in an odd encoding", name=name), where=where)
    try:
        etree.fromstring(
            content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        )
    except etree.XMLSyntaxError as error:
        raise InputError(
            said("{name} is not well-formed", name=name), where=where, line=error.lineno
        ) from error


def _repacked(members: dict[str, bytes]) -> bytes:
    """The checked members as a plain archive: what was checked is what is read."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return packed.getvalue()


def _properties(document: docx.document.Document) -> Metadata:
    """Only the keywords: title, author and date of a file are too often those of its template."""
    words = (document.core_properties.keywords or "").replace(";", ",")
    topics = tuple(word.strip() for word in words.split(",") if word.strip())
    return Metadata(topics=topics[:12])


class _Teller:
    """Tells a document as HTML."""

    def __init__(self, document: docx.document.Document, members: dict[str, bytes]) -> None:
        self.document, self.members = document, members
        self.images: dict[str, bytes] = {}
        self.styles = parts.style_names(document)
        self.numbering = parts.numbering(members)
        self.style_numbering = parts.style_numbering(document)
        self.notes: list[str] = []
        self.footnotes = {kind: parts.notes(members, kind) for kind in ("footnote", "endnote")}

    def tell(self) -> str:
        """The body, then the texts of its footnotes."""
        body = self.document.element.body
        parts = [self._block(element) for element in body]
        notes = "".join(f"<p>{note}</p>" for note in self.notes)
        return _CAPTIONED.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", "".join(parts)) + notes

    def _block(self, element: etree._Element, depth: int = 0) -> str:
        if element.tag == f"{_W}p":
            return self._paragraph(element)
        if element.tag == f"{_W}tbl" and depth < 10:
            return self._table(element, depth)
        if element.tag == f"{_W}sdt" and depth < 10:
            content = element.find(f"{_W}sdtContent")
            return "".join(self._block(child, depth + 1) for child in content) if content is not None else ""
        return ""

    def _table(self, table: etree._Element, depth: int) -> str:
        rows = []
        for row in table.iterchildren(f"{_W}tr"):
            header = row.find(f"{_W}trPr/{_W}tblHeader") is not None
            cells = [
                self._cell(cell, "th" if header else "td", depth) for cell in row.iterchildren(f"{_W}tc")
            ]
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table>{''.join(rows)}</table>"

    def _cell(self, cell: etree._Element, tag: str, depth: int) -> str:
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val") != "restart":
            return f"<{tag}></{tag}>"
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = span.get(f"{_W}val", "1") if span is not None else "1"
        inner = "".join(self._block(child, depth + 1) for child in cell)
        return f'<{tag} colspan="{escape(width)}">{inner}</{tag}>'

    def _paragraph(self, paragraph: etree._Element) -> str:
        style = self._style_of(paragraph)
        name = self.styles.get(style, "").lower()
        inner = self._runs(paragraph)
        if name in {"title", "nosaukums"}:
            return f"<h1>{inner}</h1>"
        if heading := _HEADING.fullmatch(name):
            level = int(heading[1] or heading[2])
            return f"<h{min(6, level + 1)}>{inner}</h{min(6, level + 1)}>"
        if "quote" in name or "citāts" in name:
            return f"<blockquote><p>{inner}</p></blockquote>"
        if name in {"caption", "parakstvārds"} and inner:
            return f'<p class="caption">{inner}</p>'
        if (listed := self._list_of(paragraph, style, name)) and inner.strip():
            return f'<p data-list="{listed[0]}" data-level="{listed[1]}">{inner}</p>'
        return f"<p>{inner}</p>"

    def _style_of(self, paragraph: etree._Element) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return style.get(f"{_W}val", "") if style is not None else ""

    def _list_of(self, paragraph: etree._Element, style: str, name: str) -> tuple[str, int] | None:
        """Whether the paragraph is an item: ``ordered`` or ``bullet``, and its level from 1."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        number, level = (
            parts.number_of(properties)
            if properties is not None
            else self.style_numbering.get(style, ("", 0))
        )
        named = re.match(r"list (bullet|number)(?: (\d))?\Z", name)
        if number and number != "0":
            ordered = self.numbering.get((number, level), "bullet") not in {"bullet", "none"}
            # "List Bullet 2" is a list of its own on paper, and the second level to its reader.
            return ("ordered" if ordered else "bullet", max(level + 1, int(named[2] or 1) if named else 1))
        if named and number != "0":
            return ("ordered" if named[1] == "number" else "bullet", int(named[2] or 1))
        return None

    def _runs(self, parent: etree._Element, depth: int = 0) -> str:
        return "".join(self._inline(child, depth) for child in parent)

    def _inline(self, element: etree._Element, depth: int) -> str:
        tag = element.tag
        if depth > 20 or not isinstance(tag, str):
            return ""
        if tag == f"{_W}r":
            return self._run(element)
        if tag == f"{_W}hyperlink":
            inner = self._runs(element, depth + 1)
            address = self._target(element.get(f"{_R}id", ""))
            return f'<a href="{escape(address)}">{inner}</a>' if address else inner
        if tag in {
            f"{_W}ins",
            f"{_W}smartTag",
            f"{_W}fldSimple",
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}customXml",
            f"{_W}moveTo",
        }:
            return self._runs(element, depth + 1)
        return ""  # deleted and moved text, bookmarks, comment marks, properties

    def _target(self, relation: str) -> str:
        found = self.document.part.rels.get(relation) if relation else None
        return str(found.target_ref) if found is not None and found.is_external else ""

    def _run(self, run: etree._Element) -> str:
        properties = run.find(f"{_W}rPr")
        if properties is not None and _is_on(properties, "vanish"):
            return ""
        text = "".join(self._piece(piece) for piece in run)
        if properties is None or not text:
            return text
        for name, html_tag in (("b", "strong"), ("i", "em")):
            text = f"<{html_tag}>{text}</{html_tag}>" if _is_on(properties, name) else text
        align = properties.find(f"{_W}vertAlign")
        tag = {"superscript": "sup", "subscript": "sub"}.get(
            align.get(f"{_W}val", "") if align is not None else ""
        )
        return f"<{tag}>{text}</{tag}>" if tag else text

    def _piece(self, piece: etree._Element) -> str:
        tag = str(piece.tag)
        if tag == f"{_W}t":
            return escape(piece.text or "")
        if tag == f"{_W}tab":
            return " "
        if tag in {f"{_W}br", f"{_W}cr"}:
            return "" if piece.get(f"{_W}type") == "page" else "<br>"
        if tag == f"{_W}noBreakHyphen":
            return "\u2011"
        if tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            return self._note("footnote" if "footnote" in tag else "endnote", piece.get(f"{_W}id", ""))
        return "".join(self._pictures(piece))

    def _note(self, kind: str, number: str) -> str:
        paragraphs = self.footnotes[kind].get(number)
        if paragraphs is None:
            return ""
        mark = len(self.notes) + 1
        self.notes.append(f"[{mark}] " + " ".join(self._runs(p) for p in paragraphs).strip())
        return f"<sup>[{mark}]</sup>"

    def _pictures(self, piece: etree._Element) -> Iterator[str]:
        for blip in piece.iter(f"{_A}blip"):
            if next(blip.iterancestors(_FALLBACK), None) is not None:
                continue
            relation = self.document.part.rels.get(blip.get(f"{_R}embed", ""))
            if relation is None or relation.is_external:
                continue
            name = str(relation.target_part.partname).lstrip("/")
            src = f"embedded-{posixpath.basename(name)}"
            self.images[src] = self.members.get(name, b"")
            described = next(piece.iter(f"{_WP}docPr"), None)
            alt = described.get("descr", "") if described is not None else ""
            yield f'<img src="{escape(src)}" alt="{escape(alt)}">'


def _is_on(properties: etree._Element, name: str) -> bool:
    found = properties.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in {"0", "false", "off", "none"}
