"""Reading and editing the glossary file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18nflow.errors import Conflict, GlossaryError
from i18nflow.glossary import COLUMNS, add, change, decode, read, remove, write
from i18nflow.model import Term, TermStatus

FILE = (
    "\ufeffsource,target,owner,accept,note\r\n"
    'saule,sun,Anna,,"a ""star"", near"\r\n'
    "\r\n"
    'mēness,moon,,satellite|Luna,"two\r\nlines"\r\n'
    "NASA,\r\n"
)


def test_the_columns_may_be_in_any_order_and_unknown_ones_are_carried() -> None:
    """An unknown column travels in extra; lists are split at the bar; a quoted cell may hold a line end."""
    text = FILE.replace("NASA,\r\n", "")
    first, second = read(text, "g.csv").terms
    assert (first.source, first.target, first.note, first.extra) == (
        "saule", "sun", 'a "star", near', {"owner": "Anna"},
    )  # fmt: skip
    assert second.accept == ("satellite", "Luna")
    assert (first.line, second.line) == (2, 4)
    assert first.status is TermStatus.PREFERRED


def test_a_row_may_leave_out_its_last_cells() -> None:
    """Short rows read as empty cells; a do-not-translate entry has an empty target."""
    (term,) = read("source,target,status,note\nNASA,,do-not-translate\n", "g.csv").terms
    assert (term.status, term.note) == (TermStatus.DO_NOT_TRANSLATE, "")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "empty"),
        ("source,note\n", 1, "'target' is missing"),
        ("source;target\nsaule;sun\n", 1, "commas"),
        ("source,target,source\n", 1, "twice"),
        ("source,target\nsaule,sun\n\nsaule,sun\n", 4, "line 2"),
        ("source,target,status\nsaule,sun,best\n", 2, "unknown status 'best'"),
        ("source,target,case\nsaule,sun,upper\n", 2, "unknown case"),
        ("source,target,enforce\nsaule,sun,maybe\n", 2, "unknown enforce"),
        ('source,target\nsaule,"sun\n', 2, "never closed"),
        ('source,target\nsaule,s"un\n', 2, "inside a cell"),
        ('source,target\nsaule,"sun"ny\n', 2, "after the closing"),
        ("source,target\nsaule,sun,bright\n", 2, "3 cells"),
        ("source,target\n,sun\n", 2, "source is empty"),
        ("source,target\nsaule,\n", 2, "no target"),
        ("source,target,status\nNASA,NASA,do-not-translate\n", 2, "empty target"),
        ('source,target\n"a\nb",x\nsaule,s"un\n', 4, "inside a cell"),
    ],
)
def test_a_malformed_file_is_refused_with_the_line(text: str, line: int, words: str) -> None:
    """Every break of the format names its line."""
    with pytest.raises(GlossaryError, match=words) as caught:
        read(text, "g.csv")
    assert caught.value.line == line
    assert str(caught.value).startswith(f"g.csv, line {line}: ")


def test_bytes_that_are_not_utf8_are_refused_with_the_line() -> None:
    """A file in Windows-1257 says where it breaks."""
    with pytest.raises(GlossaryError, match="UTF-8") as caught:
        decode("source,target\nš,x\n".encode("windows-1257"), "g.csv")
    assert caught.value.line == 2


def test_the_same_source_may_have_several_renderings() -> None:
    """A duplicate is the same source, target, pos and domain; case counts."""
    text = "source,target,pos\nlēts,cheap,adj\nlēts,cheap,noun\nlēts,affordable,adj\nLēts,cheap,adj\n"
    assert len(read(text, "g.csv").terms) == 4


def test_a_change_keeps_every_other_byte() -> None:
    """Only the changed cell differs: byte order mark, line ends, quotes and the blank line stay."""
    text = FILE.replace("NASA,\r\n", "")
    term = read(text, "g.csv").terms[0]
    changed = change(text, term, replace(term, target="Sun, the"))
    assert changed == text.replace("saule,sun,", 'saule,"Sun, the",')


def test_a_change_in_a_new_column_widens_the_header_and_its_row_only() -> None:
    """The other rows keep their bytes."""
    text = "source,target\nsaule,sun\nmēness,moon\n"
    term = read(text, "g.csv").terms[0]
    changed = change(text, term, replace(term, never=("saulē", "saulēs")))
    assert changed == "source,target,never\nsaule,sun,saulē|saulēs\nmēness,moon\n"
    assert read(changed, "g.csv").terms[0].never == ("saulē", "saulēs")


def test_a_file_that_changed_underneath_is_never_overwritten() -> None:
    """The row must stand there as it was read."""
    text = "source,target,note\nsaule,sun,\n"
    term = read(text, "g.csv").terms[0]
    for meanwhile in ("source,target,note\nsaule,sun,hot\n", "source,target,note\n"):
        with pytest.raises(Conflict):
            change(meanwhile, term, replace(term, note="star"))
        with pytest.raises(Conflict):
            remove(meanwhile, term)


def test_rows_are_added_and_removed() -> None:
    """A new row stands last, with the file's line ends; a duplicate is refused."""
    text = "source,target\r\nsaule,sun"
    added = add(text, Term("zeme", "earth", domain="space"))
    assert added == "source,target,domain\r\nsaule,sun\r\nzeme,earth,space\r\n"
    assert remove(added, read(added, "g.csv").terms[1]) == "source,target,domain\r\nsaule,sun\r\n"
    with pytest.raises(GlossaryError, match="already"):
        add(text, Term("saule", "sun"))


cells = st.text(st.characters(codec="utf-8", exclude_characters="|\x00\r"), max_size=12)
# Half of them begin as a spreadsheet's formula does, or with an apostrophe.
cells = st.one_of(cells, st.builds("{}{}".format, st.sampled_from(["=", "-", "'", "'=", "''@"]), cells))
filled = cells.filter(lambda text: bool(text.strip()) and text == text.strip())


@given(
    st.lists(
        st.builds(
            Term,
            source=filled,
            target=filled,
            pos=st.sampled_from(["", "noun"]),
            note=cells,
            accept=st.lists(filled, max_size=2).map(tuple),
        ),
        max_size=4,
        unique_by=lambda term: (term.source, term.target, term.pos),
    )
)
def test_what_is_written_is_read_back(terms: list[Term]) -> None:
    """write and read are inverses, whatever stands in the cells."""
    try:
        found = read(write(terms, COLUMNS), "g.csv").terms
    except GlossaryError as error:  # two sources that are equal after NFC
        assert "already" in error.message
        return
    assert [replace(term, line=None) for term in found] == terms


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Reading ends with terms or a GlossaryError."""
    try:
        read("source,target\n" + text, "g.csv")
    except GlossaryError as error:
        assert error.line is not None
