"""Whether what an engine answered can be the translation of what it was asked: anything else is no answer."""

from __future__ import annotations

import html
import re
import unicodedata

from i18nflow.translate.values import Result, Status

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
# What engines and the machines before them send in place of a translation, with status 200.
_PAGE = re.compile(r"<!doctype|</?(?:html|head|body|title|script)\b|<\?xml", re.IGNORECASE)
_ERROR = re.compile(
    r"That[’']s an error\b.*That[’']s all we know|\bError \d{3} \([^)]*\)!!1"
    r"|\A(?:502 Bad Gateway|503 Service (?:Temporarily )?Unavailable|504 Gateway Time-?out)"
    r"|\AMYMEMORY WARNING|\AQUERY LENGTH LIMIT EXCEEDED|\APLEASE SELECT TWO DISTINCT LANGUAGES",
    re.DOTALL,
)
# A UTF-8 sequence of two or three bytes, and the share of the non-ASCII bytes that must be in one.
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_MOSTLY = 0.75
# A translation shorter than a tenth or longer than six times its source is a torso or a loop; Chinese is a
# third of its Latvian, short texts may do as they like.
_SHORTEST, _LONGEST, _FREE = 0.1, 6, 40


def accept(source: str, answer: str | None) -> Result:
    """``answer`` as the result for ``source``: cleaned and with the source's outer white space, or refused.

    Escaped characters are unescaped (unless the source itself speaks of ``&amp;``), the text is NFC.
    """
    if answer is None:
        return Result(Status.EMPTY)
    text = answer if _ENTITY.search(source) else html.unescape(answer)
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        return Result(Status.EMPTY)
    if fault := _fault(source, text):
        return Result(Status.BAD_RESPONSE, detail=fault)
    core = source.strip()
    before, after = source[: source.index(core)], source[source.index(core) + len(core) :]
    return Result(Status.OK, before + text + after)


def has_words(text: str) -> bool:
    """Whether there is anything in ``text`` that an engine could translate."""
    return any(character.isalnum() for character in text)


def _fault(source: str, text: str) -> str:
    if _ERROR.search(text) and not _ERROR.search(source):
        return "an error page"
    if _PAGE.search(text) and not _PAGE.search(source):
        return "a page, not a translation"
    if "\ufffd" in text and "\ufffd" not in source:
        return "damaged characters"
    if any(unicodedata.category(one) == "Cc" and one not in "\t\n\r" for one in text):
        return "control characters"
    if _is_misread(text) and not _is_misread(source):
        return "in the wrong encoding"
    if len(source) > _FREE and len(text) < _SHORTEST * len(source):
        return "cut short"
    if len(text) > _FREE + _LONGEST * len(source):
        return "far too long"
    return ""


def _is_misread(text: str) -> bool:
    """Whether ``text`` is UTF-8 that somebody read as Windows-1252 or Latin-1 (``Ä«`` for ``ī``).

    Most of what is not ASCII must make whole UTF-8 sequences: a sequence may have lost its end on the way, where
    it looked like white space, and a quoted capital (``SÍ»``) makes one by chance.
    """
    if text.isascii():
        return False
    data = b"".join(_byte(character) for character in text)
    sequences = _SEQUENCE.findall(data)
    return len(b"".join(sequences)) >= _MOSTLY * sum(byte > 0x7F for byte in data) and bool(sequences)


def _byte(character: str) -> bytes:
    """The byte that Windows-1252 shows as ``character``; what it lacks counts as a byte that fits nowhere."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", errors="ignore") or b"\xff"
