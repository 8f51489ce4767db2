"""What Word and its like put on the clipboard, made plain: list paragraphs, titles, notes and review marks."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from i18nflow.ingest.html.regions import remove

_LEVEL = re.compile(r"mso-list:[^;]*\blevel(\d)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_GONE = re.compile(r"mso-element:\s*(?:comment|header|footer|annotation)|mso-hide:\s*all", re.IGNORECASE)
_HEADING_CLASS = re.compile(r"\bMsoHeading(\d)", re.IGNORECASE)
_ORDERED = re.compile(r"\(?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivxIVX]+)[.)]")
_GONE_CLASSES = ("MsoCommentReference", "MsoCommentText", "MsoCommentSubject")


def make_plain(root: HtmlElement) -> None:
    """Change ``root`` in place; pages that no word processor wrote are left as they are."""
    for element in list(root.iter()):
        style, classes = element.get("style", ""), element.get("class", "")
        if not style and not classes:
            continue
        if _GONE.search(style) or any(name in classes for name in _GONE_CLASSES):
            remove(element)
        elif element.tag in {"p", "div", "h1", "h2", "h3"}:
            _paragraph(element, style, classes)


def _paragraph(element: HtmlElement, style: str, classes: str) -> None:
    if level := _LEVEL.search(style):
        marker = _take_marker(element)
        if element.tag in {"p", "div"}:
            element.tag = "p"
            element.set("data-list", "ordered" if _ORDERED.fullmatch(marker) else "bullet")
            element.set("data-level", level[1])
    elif "MsoTitle" in classes:
        element.tag = "h1"
    elif heading := _HEADING_CLASS.search(classes):
        element.tag = f"h{min(6, int(heading[1]) or 1)}"
    elif re.search(r"\bMso(?:Intense)?Quote\b", classes):
        element.tag = "blockquote"


def _take_marker(element: HtmlElement) -> str:
    for span in list(element.iter("span")):
        if _IGNORED.search(span.get("style", "")):
            marker: str = "".join(span.text_content().split())
            remove(span)
            return marker
    return ""
