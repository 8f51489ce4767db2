"""Bytes to text: every promised encoding is read, nothing is replaced, damage is named with its place."""

from __future__ import annotations

import codecs
import unicodedata

import pytest

from i18nflow.errors import InputError
from i18nflow.ingest import encoding

TEXT = "Rīgā šodien „Ziņu lapa” raksta par ķēžu un žurku gadu.\nOtrā rinda – ģērbtuve.\n"
WITHOUT_DASH = TEXT.replace("–", "-")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("windows-1257"), "windows-1257"),
    ],
)
def test_each_encoding_is_detected(data: bytes, name: str) -> None:
    """The same text arrives from every encoding, and its name is told."""
    decoded = encoding.decode(data, "a.txt")
    assert (decoded.text, decoded.encoding) == (TEXT, name)


@pytest.mark.parametrize("quotes", ["„{}”", "“{}”", "„{}“"])
def test_quotation_marks_tell_the_baltic_code_pages_apart(quotes: str) -> None:
    """ISO-8859-13 and Windows-1257 share the letters; the quotation marks come out right from both."""
    text = f"Žurnāls {quotes.format('Saule')} iznāk Cēsīs."
    for name in ("iso-8859-13", "windows-1257"):
        decoded = encoding.decode(text.encode(name), "a.txt")
        assert (decoded.text, decoded.encoding) == (text, name)


def test_text_becomes_nfc_with_plain_line_ends() -> None:
    """Decomposed letters are composed; Windows, old Mac and Unicode line ends become one kind."""
    data = unicodedata.normalize("NFD", "Ābols\r\nbūs\rķēde\u2028galā\x0bjā").encode()
    assert encoding.decode(data, "a.txt").text == "Ābols\nbūs\nķēde\ngalā\njā"


def test_characters_nobody_sees_are_dropped() -> None:
    """Soft hyphens, zero-width spaces and the DOS end mark do not reach the article; a no-break space does."""
    assert (
        encoding.decode("elek\u00adtro\u200bnika 5\u00a0EUR\x1a".encode(), "a.txt").text
        == "elektronika 5\u00a0EUR"
    )


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        ("Šī ķēde ir gara".encode() + b"\xc5 un beigas", 19),
        ("Pirmā ķēde".encode()[:-1] + b"\xff", 12),
        ("Rīga".encode("windows-1257") + b" \x83 \x93", 5),
        (b"text \x00 more", 5),
        (b"text \x02 more", 5),
        (codecs.BOM_UTF16_LE + "ābols".encode("utf-16-le") + b"\x00\xd8", 12),
        ("Съезд открылся вчера".encode("windows-1251"), 0),
    ],
)
def test_what_cannot_be_decoded_is_an_error_with_its_place(data: bytes, offset: int) -> None:
    """The message names the file and the byte, counted from 0; no replacement character is made."""
    with pytest.raises(InputError) as caught:
        encoding.decode(data, "bojāts.txt")
    assert (caught.value.where, caught.value.offset) == ("bojāts.txt", offset)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n",
        b"{\\rtf1 x}",
        b"PK\x03\x04abc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """An empty file and files of other kinds are refused by their content."""
    with pytest.raises(InputError):
        encoding.decode(data, "a.txt")


def test_a_declared_encoding_is_used_when_it_fits_and_doubted_when_not() -> None:
    """A page's claim is believed if its bytes agree; otherwise the bytes decide and a note says so."""
    cyrillic = "Съезд открылся".encode("windows-1251")
    assert encoding.decode(cyrillic, "a.html", declared="windows-1251").text == "Съезд открылся"
    lied = encoding.decode("Rīgā „jā”".encode("windows-1257"), "a.html", declared="utf-8")
    assert lied.text == "Rīgā „jā”"
    assert "windows-1257" in lied.note
    assert encoding.decode(b"+ADw-script+AD4-", "a.html", declared="utf-7").text == "+ADw-script+AD4-"
