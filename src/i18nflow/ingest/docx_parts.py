"""The parts of a DOCX document beside its text: the names of styles, the numbering of lists, footnotes."""

from __future__ import annotations

import re

import docx
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def number_of(properties: etree._Element) -> tuple[str, int]:
    """The list that a paragraph's properties name, and its level from 0."""
    number, level = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
    depth = level.get(f"{_W}val", "0") if level is not None else "0"
    return (
        number.get(f"{_W}val", "") if number is not None else "",
        _level(depth),
    )


def _level(text: str) -> int:
    return min(8, int(text)) if re.fullmatch("[0-9]{1,4}", text) else 0


def style_names(document: docx.document.Document) -> dict[str, str]:
    """The names of the styles by their ids."""
    return {style.style_id: style.name or "" for style in document.styles}


def style_numbering(document: docx.document.Document) -> dict[str, tuple[str, int]]:
    found = {}
    for style in document.styles:
        properties = style.element.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            found[style.style_id] = number_of(properties)
    return found


def numbering(members: dict[str, bytes]) -> dict[tuple[str, int], str]:
    """The number format ("bullet", "decimal", …) by list and level."""
    content = members.get("word/numbering.xml")
    if content is None:
        return {}
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    formats: dict[str, dict[int, str]] = {}
    for abstract in root.iter(f"{_W}abstractNum"):
        levels = {_level(level.get(f"{_W}ilvl", "0")): _format(level) for level in abstract.iter(f"{_W}lvl")}
        formats[abstract.get(f"{_W}abstractNumId", "")] = levels
    found = {}
    for number in root.iter(f"{_W}num"):
        abstract_id = number.find(f"{_W}abstractNumId")
        levels = formats.get(abstract_id.get(f"{_W}val", ""), {}) if abstract_id is not None else {}
        for level, kind in levels.items():
            found[number.get(f"{_W}numId", ""), level] = kind
    return found


def _format(level: etree._Element) -> str:
    found = level.find(f"{_W}numFmt")
    return found.get(f"{_W}val", "bullet") if found is not None else "bullet"


def notes(members: dict[str, bytes], kind: str) -> dict[str, list[etree._Element]]:
    """The paragraphs of footnotes or endnotes by their number; separators are left out."""
    content = members.get(f"word/{kind}s.xml")
    if content is None:
        return {}
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    return {
        note.get(f"{_W}id", ""): list(note.iterchildren(f"{_W}p"))
        for note in root.iterchildren(f"{_W}{kind}")
        if note.get(f"{_W}type", "normal") == "normal"
    }
