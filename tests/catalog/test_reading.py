"""Catalogs as translators send them: read with nothing lost, or refused with line and reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from i18nflow.catalog import MAX_BYTES, Catalog, Entry, from_po, write
from i18nflow.errors import CatalogError

FILES = Path(__file__).parent / "files"


def read(name: str) -> Catalog:
    return from_po((FILES / name).read_bytes(), name)


READABLE = (
    "plurals.po",
    "fuzzy_previous.po",
    "obsolete_previous.po",
    "windows_line_ends.po",
    "byte_order_mark.po",
    "windows_1257.po",
    "iso_8859_13.po",
    "no_header.po",
    "by_hand.po",
)


@pytest.mark.parametrize("name", READABLE)
def test_nothing_that_was_read_is_lost_on_writing(name: str) -> None:
    """Written in UTF-8 and read again, a catalog is the same in every field."""
    catalog = read(name)
    text = re.sub("charset=[^\\\\]+", "charset=UTF-8", write(catalog))
    assert from_po(text.encode(), name).entries == catalog.entries
    for line in catalog.trailing:
        assert line in write(catalog)


@pytest.mark.parametrize("name", ["plurals.po", "fuzzy_previous.po", "obsolete_previous.po"])
def test_a_file_in_gettexts_own_form_is_written_byte_for_byte(name: str) -> None:
    """Also what other libraries drop: previous msgids of obsolete entries, comments of the header."""
    assert write(read(name)).encode() == (FILES / name).read_bytes()


def test_plural_forms() -> None:
    """Both msgids, all forms, flags and the context beside them."""
    first, second = read("plurals.po").entries
    assert first == Entry(
        "%d grāmata lasītavā",
        plural="%d grāmatas lasītavā",
        plurals=("%d book in the reading room", "%d books in the reading room"),
        flags=("c-format",),
        references=("lasitava.c:14",),
    )
    assert (second.context, second.msgid, second.line) == ("poga", "Meklēt", 20)


def test_fuzzy_with_previous_and_a_commented_header() -> None:
    """The previous msgid is joined, header comments of every kind stay."""
    catalog = read("fuzzy_previous.po")
    assert catalog.header is not None
    assert catalog.header.comments == (" Library day, English.", " Copyright © 2026 the library.")
    assert (catalog.header.extracted, catalog.header.fuzzy) == (("kept by hand",), True)
    (entry,) = catalog.entries
    assert entry.flags == ("fuzzy", "python-format")
    assert (entry.previous_context, entry.context) == ("vecs", "jauns")
    assert entry.previous == "Bibliotēka ir atvērta no %(no)s līdz %(lidz)s, arī svētdienās."


def test_obsolete_with_previous() -> None:
    """What polib drops is read."""
    gone = [entry for entry in read("obsolete_previous.po").entries if entry.obsolete]
    assert (gone[0].previous, gone[0].previous_context) == ("Grāmatu tirgus pagalmā", "virsraksts")
    assert (gone[0].comments, gone[0].fuzzy) == ((" kept for the anniversary",), True)
    assert gone[1].plurals == ("%d shelf", "%d shelves")


@pytest.mark.parametrize(
    ("name", "msgid", "note"),
    [
        ("windows_line_ends.po", "Mape\tC:\\dati", "CR LF"),
        ("byte_order_mark.po", "Ķirši", "byte order mark"),
        ("windows_1257.po", "Šūpoļu ielā būs žūrija", "windows-1257"),
        ("iso_8859_13.po", "„Ēnas” Rēzeknē", "ISO-8859-13"),
        ("no_header.po", "Ziema", "no header"),
    ],
)
def test_oddities_are_read_and_told(name: str, msgid: str, note: str) -> None:
    """The text is right, and the report says what was odd."""
    catalog = read(name)
    assert catalog.entries[0].msgid == msgid
    assert any(note in said for said in catalog.notes), catalog.notes


def test_strings_on_one_line_and_lines_after_the_last_entry() -> None:
    """gettext joins strings on one line too; closing comments are kept."""
    catalog = read("no_header.po")
    assert (catalog.entries[1].msgid, catalog.entries[1].msgstr) == ("Pavasaris  nāk", "Spring is coming")
    assert catalog.trailing == ("# the last word", "#. of the file")


def test_what_people_type_by_hand() -> None:
    """No blank lines between entries, tabs, numeric escapes, further header fields, no-wrap."""
    catalog = read("by_hand.po")
    assert catalog.get("x-generator") == "a script"
    assert catalog.fields[-1] == ("X-Poedit-Bookmarks", "1,-1")
    assert catalog.entries[1].references == ("b.html:3", "c.html:4")
    assert catalog.entries[1].msgid == 'Zvaigzne "Auseklis" * *'
    assert 'msgid "Ļoti gara rinda, kas' in write(catalog)


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("duplicate.po", 19, "the same msgid as in line 13"),
        ("unterminated.po", 14, "no closing quote"),
        ("wrong_charset.po", None, "line 13 is not UTF-8"),
        ("merge_conflict.po", 14, "merge conflict"),
    ],
)
def test_broken_files_are_refused_with_line_and_reason(name: str, line: int | None, reason: str) -> None:
    """A person can go straight to the place."""
    with pytest.raises(CatalogError, match=reason) as refused:
        read(name)
    assert (refused.value.where, refused.value.line) == (name, line)
    assert name in str(refused.value)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('msgid "a"\n', 1, "no msgstr"),
        ('msgid "a"\nmsgid "b"\nmsgstr ""\n', 2, "a second msgid"),
        ('msgstr "a"\n', 1, "msgstr without msgid"),
        ('"a"\n', 1, "belongs to no msgid"),
        ('msgid "a"\nmsgstr "b" c\n', 2, "after a closing quote|quote inside"),
        ('msgid "a"\nmsgstr "b \\q"\n', 2, r"unknown escape '\\q'"),
        ('msgid "a"\nmsgstr\n', 2, "a string is missing"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 1, "belong together"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', 1, "numbered"),
        ('msgid "a"\n#~ msgstr "b"\n', 2, "partly marked obsolete"),
        ('#~ msgid "a"\n#~ msgstr "b"\n#~#~ msgstr "c"\n', 3, "'#~' is no keyword"),
        ('msgid "a"\nmsgctxt "b"\nmsgstr "c"\n', 2, "belongs before it"),
        ('domain "x"\n', 1, "'domain' is no keyword"),
        ('#| msgid "x"\n', 1, "no msgid"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n', 2, "unknown charset 'klingon'"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=hex\\n"\n', 2, "unknown charset 'hex'"),
        ('msgid "a\0"\nmsgstr ""\n', 1, "NUL"),
    ],
)
def test_what_is_wrong_is_named(text: str, line: int, reason: str) -> None:
    """Every way to be no catalog has its own sentence."""
    with pytest.raises(CatalogError, match=reason) as refused:
        from_po(text.encode(), "x.po")
    assert refused.value.line == line


def test_utf16_with_its_mark_is_read() -> None:
    """A text editor's idea of Unicode."""
    assert from_po('msgid "ā"\nmsgstr "b"\n'.encode("utf-16"), "x.po").entries[0].msgid == "ā"


def test_a_huge_file_is_refused() -> None:
    """Before anything is decoded."""
    with pytest.raises(CatalogError, match="larger than 64 MB"):
        from_po(bytes(MAX_BYTES + 1), "x.po")


def test_an_empty_file_is_an_empty_catalog() -> None:
    """Nothing in it is nothing to take."""
    catalog = from_po(b"", "x.po")
    assert (catalog.header, catalog.entries, write(catalog)) == (None, (), "")


def test_a_previous_text_within_an_obsolete_entry() -> None:
    """`#~ #|` is what `#~|` is, as for msgcat."""
    (entry,) = from_po(b'#~ #| msgid "x"\n#~ msgid "b"\n#~ msgstr "c"\n', "a.po").entries
    assert (entry.previous, entry.msgid, entry.comments) == ("x", "b", ())
