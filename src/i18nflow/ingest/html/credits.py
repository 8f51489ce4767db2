"""Who made a picture: told by the markup of its caption, or at the end of the caption's words."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from i18nflow.ingest.encoding import without_controls

_CREDIT_CLASS = re.compile(
    r"credit|copyright|photographer|byline|\bauthor|\bsource|autors|autori", re.IGNORECASE
)
_CREDIT_LABEL = re.compile(
    r"(?:(?<=[.!?…”\"»)|/;(])|\A|(?<=\s))\s*(?:[|/]\s*)?"
    r"(?:(?:foto|fotogrāfs|fotogrāfija|attēls|photo|photographer|picture|credit)\s*[:–]|©)\s*",
    re.IGNORECASE,
)
_CREDIT_LONGEST = 120


def split(caption: str) -> tuple[str, str]:
    """A caption and the credit at its end: ``Tilts. Foto: A. Liepa`` → ``("Tilts.", "A. Liepa")``."""
    for found in _CREDIT_LABEL.finditer(caption):
        credit = caption[found.end() :].strip(" ./|)")
        if 0 < len(credit) <= _CREDIT_LONGEST:
            return caption[: found.start()].rstrip(" (/|"), credit
    return caption, ""


def is_credit(element: HtmlElement) -> bool:
    """Whether an element of a caption says who made the picture."""
    if element.tag in {"small", "cite"}:
        return True
    return element.tag in {"span", "p", "div", "em", "i"} and bool(
        _CREDIT_CLASS.search(element.get("class", ""))
    )


def text_of(element: HtmlElement) -> str:
    """The credit that such an element holds, without its label."""
    text = " ".join(without_controls(element.text_content()).split()).strip(" ()/|")
    return split(text)[1] or text
