"""Bytes to text: the encoding is detected, nothing is ever replaced, and the result is NFC.

Known are UTF-8, UTF-16 and UTF-32 (by byte order mark; UTF-8 and UTF-16 also without), Windows-1257 and
ISO-8859-13, the two Baltic code pages. They put the letters at the same places and the quotation marks at
different ones, so the quotation marks tell them apart.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from i18nflow.errors import InputError
from i18nflow.model import said

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)
_HIGH = re.compile(rb"[\x80-\xff]")
_C1 = re.compile(rb"[\x80-\x9f]")
_ISO_ONLY = re.compile(rb"[\xa1\xa5]")  # ” and „ in ISO-8859-13, nothing in Windows-1257
_ISO_LIKELY = re.compile(rb"[\xb4\xff]")  # “ and ’ there; ´ and ˙, which nobody writes, in Windows-1257
_CONTROL = re.compile("[\x00-\x08\x0e-\x1d\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NEWLINES = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
# What word processors leave in plain text: optional hyphens and marks of direction or joining nobody sees.
_UNSEEN = re.compile("[\x1f\xad\ufeff\u200b\u2060]")
# Encodings that a page may declare: Python knows more under such names than text encodings of the web.
_OF_PAGES = re.compile(
    r"utf-8|utf-16(-le|-be)?|ascii|iso8859-\d+|cp12\d\d|koi8-[ru]|gb18030|gbk|big5|euc_.*|shift_jis"
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word 97-2003 document; save it as DOCX"),
    (b"{\\rtf", "an RTF document; save it as DOCX"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, NFC with ``\\n`` line ends, and the encoding it was in; ``note`` says what was odd."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, where: str, *, declared: str | None = None) -> Decoded:
    """The text of ``data``; ``declared`` is what a header or a ``<meta>`` claims.

    Raises ``InputError`` with the byte offset (from 0) for what is empty, binary or in no known encoding.
    """
    _refuse_binary(data, where)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data, name, where, skip=len(mark))
    if declared and (claimed := _try_declared(data, declared, where)):
        return claimed
    encoding = _detect(data, where)
    note = ""
    if declared and not _same_encoding(declared, encoding):
        note = f"The page says it is {declared}, but it is {encoding}."
    return _decoded(data, encoding, where, note=note)


def tidy(text: str) -> str:
    """``text`` as NFC with ``\\n`` line ends and without characters that nobody sees."""
    text = _NEWLINES.sub("\n", text).replace("\x0c", "\n\n").replace("\x1e", "\u2011")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def without_controls(text: str) -> str:
    """``tidy(text)`` with control characters and lone surrogates dropped: for what a browser hands over."""
    return _CONTROL.sub("", tidy(_SURROGATES.sub("", text)))


def _refuse_binary(data: bytes, where: str) -> None:
    if not data:
        raise InputError(said("the file is empty"), where=where)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(said("this is not a text but {what}", what=what), where=where, offset=0)


def _decoded(data: bytes, encoding: str, where: str, *, skip: int = 0, note: str = "") -> Decoded:
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            said("this byte cannot be read as {encoding}; save the file as UTF-8", encoding=encoding),
            where=where,
            offset=skip + error.start,
        ) from error
    text = text.removesuffix("\x1a")  # the end-of-file mark of DOS editors
    if found := _CONTROL.search(text):
        offset = skip + len(text[: found.start()].encode(encoding))
        raise InputError(
            said("control character U+{code}: this is not a text file", code=f"{ord(found.group()):04X}"),
            where=where,
            offset=offset,
        )
    return Decoded(tidy(text), encoding, note)


def _try_declared(data: bytes, declared: str, where: str) -> Decoded | None:
    """The text in the declared encoding, or None where the declaration is unknown or wrong."""
    try:
        name = codecs.lookup(declared.strip()).name
        data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    if not _OF_PAGES.fullmatch(name):
        return None
    # Browsers read these names as Windows-1252; a page in it that says so is read as they do.
    name = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-16-le"}.get(name, name)
    try:
        return _decoded(data, name, where)
    except InputError:
        return None


def _same_encoding(declared: str, found: str) -> bool:
    try:
        return codecs.lookup(declared.strip()).name == codecs.lookup(found).name
    except LookupError:
        return False


def _detect(data: bytes, where: str) -> str:
    if b"\x00" in data:
        if order := _utf16_order(data):
            return order
        raise InputError(
            said("a zero byte: this is not a text file"), where=where, offset=data.index(b"\x00")
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_broken_utf8(data):
            raise InputError(
                said("this byte breaks the file's UTF-8; restore it from its original"),
                where=where,
                offset=error.start,
            ) from error
    else:
        return "utf-8"
    encoding = _baltic(data)
    _refuse_implausible(data, encoding, where)
    return encoding


def _utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: nearly all high bytes are those of Latin text."""
    if len(data) % 2:
        return None
    latin = frozenset((0x00, 0x01, 0x1E, 0x20))
    even, odd = data[0::2], data[1::2]
    order, high, low = ("utf-16-le", odd, even) if odd.count(0) >= even.count(0) else ("utf-16-be", even, odd)
    if sum(byte in latin for byte in high) >= 0.9 * len(high) and not low.count(0):
        return order
    return None


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most high bytes form UTF-8 sequences: then a stray one is damage, not another encoding."""
    whole = _SEQUENCE.findall(data)
    stray = len(_HIGH.findall(data)) - sum(map(len, whole))
    return len(whole) > stray


def _baltic(data: bytes) -> str:
    if _C1.search(data):
        return "windows-1257"
    if _ISO_ONLY.search(data) or _ISO_LIKELY.search(data):
        return "iso-8859-13"
    return "windows-1257"


def _refuse_implausible(data: bytes, encoding: str, where: str) -> None:
    """Refuse what decodes but cannot be meant: a Cyrillic or DOS code page read as a Baltic one."""
    text = data.decode(encoding, errors="ignore")
    letters = [c for c in text if c.isalpha()]
    strange = sum(not c.isascii() for c in letters)
    in_words = re.findall(r"[^\W\d_][‰†‡™¦§¶¤¬±©®][^\W\d_]", text)
    if (len(letters) >= 8 and strange > len(letters) / 2) or len(in_words) > 2:
        first = _HIGH.search(data)
        offset = first.start() if first else 0
        raise InputError(
            said("this is in no encoding I know; save the file as UTF-8"), where=where, offset=offset
        )
