"""What is written is read back the same, whatever it is."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import given, reject
from hypothesis import strategies as st

from i18nflow.catalog import Catalog, Entry, Header, Kind, Row, compare, from_po, recorded, to_po, write
from i18nflow.model import State

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
PROSE = st.text(st.sampled_from("Ābc ē. ,:!/-–—\"\\\n\t„”«»10%€()[]\u00a0\u00ad<>'日"), max_size=120)
TEXT = ANY | PROSE
LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"), max_size=30)
TOKEN = st.text(st.sampled_from("abcāž.:/0123"), min_size=1, max_size=8)
OPTIONAL = st.none() | TEXT


@st.composite
def an_entry(draw: st.DrawFn) -> Entry:
    plural = draw(OPTIONAL)
    return Entry(
        msgid=draw(TEXT.filter(bool)),
        msgstr="" if plural is not None else draw(TEXT),
        context=draw(OPTIONAL),
        plural=plural,
        plurals=tuple(draw(st.lists(TEXT, min_size=1, max_size=4))) if plural is not None else (),
        flags=tuple(draw(st.lists(st.sampled_from(["fuzzy", "c-format", "no-wrap"]), unique=True))),
        previous=draw(OPTIONAL),
        previous_context=draw(OPTIONAL),
        previous_plural=None,
        comments=tuple(f" {line}" for line in draw(st.lists(LINE, max_size=2))),
        extracted=tuple(draw(st.lists(LINE, max_size=2))),
        references=tuple(draw(st.lists(TOKEN, max_size=30))),
        obsolete=draw(st.booleans()),
    )


def name(entry: Entry) -> tuple[object, ...]:
    return (entry.context, entry.msgid)


@given(st.lists(an_entry(), max_size=4, unique_by=name))
def test_reading_is_the_inverse_of_writing(entries: list[Entry]) -> None:
    """Every field of every entry comes back, for any Unicode text."""
    header = Entry("", "Language: en\nContent-Type: text/plain; charset=UTF-8\n", comments=(" first",))
    catalog = Catalog(header, tuple(entries))
    assert from_po(write(catalog).encode(), "x.po") == catalog


@given(
    st.lists(an_entry(), max_size=3, unique_by=name),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "iso-8859-13", "windows-1257"]),
    st.booleans(),
    st.lists(LINE.map(lambda line: f"# {line}"), max_size=2),
)
def test_nothing_is_lost_of_a_file_in_another_dress(
    entries: list[Entry], charset: str, crlf: bool, trailing: list[str]
) -> None:
    """CR LF, a byte order mark, another charset, obsolete entries with what they said before, comments everywhere.

    Read, written and read again, it is the same; only its dress is ours.
    """
    named = "UTF-8" if charset.startswith("utf") else charset
    fields = f"Language: en\nX-Foreign:  kept \nContent-Type: text/plain; charset={named}\n"
    header = Entry("", fields, flags=("fuzzy",), comments=(" first", "", " last"), extracted=("Said.",))
    text = write(Catalog(header, tuple(entries), tuple(trailing)))
    try:
        data = text.replace("\n", "\r\n" if crlf else "\n").encode(charset)
    except UnicodeEncodeError:
        reject()
    read = from_po(data, "x.po")
    assert [replace(one, line=None) for one in read.entries] == entries
    assert (read.header.comments, read.header.extracted) == (header.comments, header.extracted)
    assert read.get("X-Foreign") == "kept"
    again = from_po(write(read).encode(), "x.po")
    assert again == read
    assert write(again) == write(read)


NFC = TEXT.map(lambda text: unicodedata.normalize("NFC", text))


@given(
    st.lists(st.tuples(NFC, NFC, st.sampled_from(State), st.booleans()), max_size=6),
    st.booleans(),
    st.sampled_from([State.TRANSLATED, State.APPROVED]),
)
def test_an_untouched_export_changes_nothing(
    texts: list[tuple[str, str, State, bool]], include: bool, arrive_as: State
) -> None:
    """Exported and imported again without an edit, no segment is touched."""
    rows = [
        Row(f"key{n}", source, "" if state is State.UNTRANSLATED else target, state, obsolete=gone)
        for n, (source, target, state, gone) in enumerate(texts)
    ]
    text = to_po(rows, Header("a", "lv", "en"), include_translated=include)
    report = compare(from_po(text.encode(), "a.po"), rows, recorded(rows), arrive_as=arrive_as)
    assert {change.kind for change in report.changes} <= {Kind.UNCHANGED, Kind.IGNORED}
    assert report.moves(take=Kind) == ()


def test_a_file_in_another_charset_is_written_as_what_it_is() -> None:
    """Found by the property above: written in UTF-8, it still named the old charset, and was garbled when read again."""
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-13\\n"\n\nmsgid "osta"\nmsgstr "Ādaži"\n'
    written = write(from_po(text.encode("iso-8859-13"), "x.po"))
    assert "charset=UTF-8" in written
    assert from_po(written.encode(), "x.po").entries[0].msgstr == "Ādaži"
