"""Typed texts as they are stored: NFC, one line, nothing that no file can hold."""

from __future__ import annotations

import re
from unicodedata import normalize

from i18nflow.errors import InputError
from i18nflow.model import said

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def checked(text: str) -> str:
    """``text`` itself. Raises :class:`InputError` for control characters: no catalog and no page could hold them."""
    if found := _CONTROLS.search(text):
        raise InputError(
            said(
                "the text holds the control character U+{code} at {offset}",
                code=f"{ord(found[0]):04X}",
                offset=found.start(),
            )
        )
    return text


def one_line(text: str) -> str:
    """``text`` in NFC, its line ends made spaces: a segment is a sentence."""
    checked(text)
    typed = normalize("NFC", text)
    return " ".join(typed.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
