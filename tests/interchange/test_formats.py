"""Articles in the formats of other tools: out, edited elsewhere, in again, with the report of catalogs."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from i18nflow import interchange
from i18nflow.catalog import Header, Kind, Row, check_belongs, compare, recorded
from i18nflow.errors import CatalogError
from i18nflow.interchange import Format
from i18nflow.model import Code, Match, MatchKind, Origin, SegmentKind, State, Unit

HEADER = Header("ostas-zinas", "lv", "en-GB", "Ostas ziņas", "feedc0de0001")
CODES = (Code(1, "em"), Code(2, "link", href="https://osta.example/?a=1&b=2"), Code(3, "br", empty=True))
ROWS = (
    Row("aaaa2222", "Ostas ziņas", "Port news", State.APPROVED, SegmentKind.HEADLINE, published=True),
    Row(
        "2bbb3333",
        "Kuģi <1>„<2>Baltā</2>”</1> gaida<3/>< 10 & > 5 stundas.",
        "The ship <2>“<1>White</2>”</1> is awaited<3/>< 10 & > 5 hours.",
        State.TRANSLATED,
        codes=CODES,
        terms=("kuģis → ship",),
    ),
    Row(
        "cccc4444",
        "<1>Krasts sākas",
        "<1>The shore begins <1>",
        State.DRAFT,
        origin=Origin.MACHINE,
        codes=CODES,
        matches=(Match(Unit("Krasts", "Shore", article="vecas-zinas"), MatchKind.FUZZY, 0.7, 0.8, "Shore"),),
    ),
    Row("dddd5555", "te</1> un <9> nav kods.", "", codes=CODES),
    Row("eeee6666", "Vējš\tno\njūras", "Wind\tfrom\nthe sea", State.REJECTED, reason="not poetic", note="x"),
    Row("ffff7777", "Bijis", "Gone", State.APPROVED, obsolete=True),
)
FORMATS = [Format.XLIFF, Format.XLIFF_12, Format.DOCX, Format.JSONL]


@pytest.mark.parametrize("form", FORMATS)
def test_an_untouched_export_changes_nothing(form: Format) -> None:
    """Every state and code comes back as it went out, however the texts arrive."""
    catalog = interchange.read(interchange.render(form, ROWS, HEADER), "file")
    for arrive_as in (State.TRANSLATED, State.APPROVED):
        report = compare(catalog, ROWS, recorded(ROWS), arrive_as=arrive_as)
        assert [change.kind for change in report.changes] == [Kind.UNCHANGED] * 5, report.text()
    assert [(entry.key, entry.msgid, entry.msgstr) for entry in catalog.entries] == [
        (row.key, row.source, row.target) for row in ROWS[:5]
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_the_file_names_article_language_and_export(form: Format) -> None:
    """So that the import finds them; the same content gives the same bytes."""
    data = interchange.render(form, ROWS, HEADER)
    assert data == interchange.render(form, ROWS, HEADER)
    assert interchange.sniff(data) is form
    catalog = interchange.read(data, "file")
    assert catalog.get("X-I18nflow-Export") == "feedc0de0001"
    check_belongs(catalog, "ostas-zinas", "en-GB")
    with pytest.raises(CatalogError, match="of the article 'ostas-zinas'"):
        check_belongs(catalog, "citas-zinas", "en-GB")


def by_text(data: bytes) -> bytes:
    """An editor that changes the texts and knows nothing of states."""
    text = data.decode()
    for old, new in (("<target>Wind", "<target>A wind"), (">Wind", ">A wind"), ('"Wind', '"A wind')):
        text = text.replace(old, new)
    return text.encode()


def in_word(data: bytes) -> bytes:
    """A translator in a word processor: one text changed, one row filled in."""
    document = Document(BytesIO(data))
    for row in document.tables[0].rows:
        if row.cells[0].text.startswith("eeee6666"):
            row.cells[1].text = "A wind\tfrom\nthe sea"
        elif row.cells[0].text.startswith("dddd5555"):
            row.cells[1].text = "  here</1> and <9> is no code. "
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_edits_of_another_program_arrive(form: Format) -> None:
    """Exactly what was edited, for the right segment."""
    data = interchange.render(form, ROWS, HEADER)
    edited = in_word(data) if form is Format.DOCX else by_text(data)
    report = compare(interchange.read(edited, "file"), ROWS, recorded(ROWS))
    found = {(c.key, c.kind, c.there) for c in report.changes if c.kind is not Kind.UNCHANGED}
    wind = ("eeee6666", "A wind\tfrom\nthe sea")
    if form is Format.DOCX:
        assert found == {
            (wind[0], Kind.CHANGED_THERE, wind[1]),
            ("dddd5555", Kind.NEW, "here</1> and <9> is no code."),
        }
    else:
        # The state still says rejected: the text is new, but nobody confirmed it.
        assert found == {(wind[0], Kind.FUZZY, wind[1])}


def test_a_tool_that_keeps_no_states_can_still_translate() -> None:
    """A text in a segment said to be untranslated counts as a translation."""
    for form, old, new in (
        (
            Format.XLIFF,
            '</source>\n      </segment>\n    </unit>\n    <unit id="eeee',
            '</source><target>here</target>\n      </segment>\n    </unit>\n    <unit id="eeee',
        ),
        (
            Format.XLIFF_12,
            '<target state="needs-translation">te<it',
            '<target state="needs-translation">here<it',
        ),
        (Format.JSONL, '"target": "", "state": "untranslated"', '"target": "here", "state": "untranslated"'),
    ):
        text = interchange.render(form, ROWS, HEADER).decode()
        assert old in text
        report = compare(interchange.read(text.replace(old, new).encode(), "f"), ROWS, recorded(ROWS))
        assert [(c.key, c.kind, c.state) for c in report.moves()] == [
            ("dddd5555", Kind.NEW, State.TRANSLATED)
        ]


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        (Format.XLIFF, 'state="translated" subState="i18nflow:translated"', 'state="reviewed"'),
        (Format.XLIFF_12, 'state="translated"', 'state="signed-off"'),
        (Format.JSONL, '"state": "translated"', '"state": "approved"'),
    ],
)
def test_a_reviewers_word_counts_where_the_import_lets_it(form: Format, old: str, new: str) -> None:
    """What was raised to reviewed arrives as approved with --as approved, else it is nothing new."""
    catalog = interchange.read(
        interchange.render(form, ROWS, HEADER).decode().replace(old, new).encode(), "f"
    )
    assert compare(catalog, ROWS, recorded(ROWS)).moves() == ()
    (move,) = compare(catalog, ROWS, recorded(ROWS), arrive_as=State.APPROVED).moves()
    assert (move.key, move.state) == ("2bbb3333", State.APPROVED)


def test_a_resegmented_unit_is_put_together_again() -> None:
    """A tool may split the segment of a unit; the white space between is an ignorable."""
    text = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="lv" trgLang="en-GB">
    <file id="f" original="ostas-zinas"><unit id="u1" name="k1">
    <segment state="translated"><source>Viens.</source><target>One.</target></segment>
    <ignorable><source> </source></ignorable>
    <segment state="reviewed"><source>Di<mrk id="m" type="term">vi</mrk><cp hex="0001"/>.</source><target>Two.</target></segment>
    </unit></file></xliff>"""
    (entry,) = interchange.read(text.encode(), "x.xlf").entries
    assert (entry.key, entry.msgid, entry.msgstr) == ("k1", "Viens. Divi\x01.", "One. Two.")
    assert entry.state is State.TRANSLATED


def test_xliff_12_codes_of_other_tools_become_numbers_again() -> None:
    """Tools replace g and x by bpt, ept, ph, bx, ex or it."""
    text = """<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a"
    source-language="lv" target-language="en" datatype="plaintext"><body><trans-unit id="k1">
    <source><bpt id="1">[b]</bpt>a<ept id="1">[/b]</ept><ph id="2">x</ph><bx id="3"/>b<ex id="4" rid="3"/></source>
    <target><g id="1">c</g><it id="5" pos="open">d</it><mrk mtype="seg" mid="0">e</mrk></target>
    </trans-unit></body></file></xliff>"""
    (entry,) = interchange.read(text.encode(), "x.xlf").entries
    assert entry.msgid == "<1>a</1><2/><3>b</3>"
    assert entry.msgstr == "<1>c</1><5>e"
    assert entry.state is None


def test_a_word_table_with_tracked_changes_reads_as_if_they_were_accepted() -> None:
    """Insertions count, deletions do not."""
    data = interchange.render(Format.DOCX, ROWS[:1], HEADER)
    old = "<w:t>Port news</w:t></w:r>"
    new = (
        '<w:t>Port</w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t xml:space="preserve"> tidings</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText> news</w:delText></w:r></w:del>'
    )
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                assert old in part.decode()
                part = part.decode().replace(old, new).encode()
            after.writestr(name, part)
    assert interchange.read(out.getvalue(), "x.docx").entries[0].msgstr == "Port tidings"


def test_a_key_twice_in_a_word_table_is_refused() -> None:
    """A copied row: which of the two is meant nobody can know."""
    data = interchange.render(Format.DOCX, [ROWS[0], ROWS[0]], HEADER)
    with pytest.raises(CatalogError, match="'aaaa2222' stands there twice"):
        interchange.read(data, "x.docx")


def test_a_word_document_without_the_table_is_refused() -> None:
    """An ordinary letter is no catalog."""
    out = BytesIO()
    Document().save(out)
    with pytest.raises(CatalogError, match="no table with segment keys"):
        interchange.read(out.getvalue(), "letter.docx")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 2: is not JSON"),
        ("[1]", "line 2: is no JSON object"),
        ('{"key": "a"}', "line 2: 'source' is missing"),
        ('{"key": 5, "source": "a"}', "line 2: 'key' must be a text"),
        ('{"source": "a", "state": "done"}', "line 2: 'done' is no state"),
        ('{"source": "\\ud800"}', "line 2: 'source' holds half a character"),
        ('{"i18nflow": 9}', "line 2: has version 9"),
        ('{"a":' * 100_000, "line 2: is not JSON"),
    ],
)
def test_a_broken_line_is_named(line: str, reason: str) -> None:
    """JSON Lines: line and reason."""
    with pytest.raises(CatalogError, match=re.escape(reason)):
        interchange.read(('{"i18nflow": 1, "article": "a"}\n' + line + "\n").encode(), "x.jsonl")


def test_json_lines_without_keys_are_matched_by_their_source() -> None:
    """A script needs to know no more than the texts."""
    line = json.dumps({"source": "Ostas ziņas", "target": "Harbour news"})
    (change,) = compare(interchange.read(line.encode(), "x.jsonl"), ROWS, recorded(ROWS)).changes
    assert (change.key, change.kind) == ("aaaa2222", Kind.CHANGED_THERE)


PARTS = st.sampled_from(["<1>", "</1>", "<2>", "</2>", "<3/>", "<4>", "\n", "\t", " "])
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
TEXT = st.lists(PARTS | CHARACTERS, max_size=20).map(
    lambda parts: unicodedata.normalize("NFC", "".join(parts))
)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT.filter(str.strip), TEXT, st.sampled_from(State)), min_size=1, max_size=3))
def test_any_text_survives(form: Format, texts: list[tuple[str, str, State]]) -> None:
    """Codes in any order, doubled, halved or overlapping, beside any characters that XML can hold."""
    rows = [
        Row(f"key{n}", source, "" if state is State.UNTRANSLATED else target, state, codes=CODES)
        for n, (source, target, state) in enumerate(texts)
    ]
    catalog = interchange.read(interchange.render(form, rows, HEADER), "f")
    report = compare(catalog, rows, recorded(rows))
    assert {change.kind for change in report.changes} == {Kind.UNCHANGED}
    if form is not Format.DOCX:
        assert [(e.msgid, e.msgstr) for e in catalog.entries] == [(row.source, row.target) for row in rows]


@pytest.mark.parametrize("form", FORMATS)
def test_control_characters_do_no_harm(form: Format) -> None:
    """XML cannot hold them: they are left out, and the segment is not changed by that."""
    rows = [Row("k1", "Viens\x0b divi", "One\x0b two\x01", State.APPROVED)]
    report = compare(interchange.read(interchange.render(form, rows, HEADER), "f"), rows, recorded(rows))
    assert [change.kind for change in report.changes] == [Kind.UNCHANGED]


SNIFFED: list[tuple[Callable[[], bytes], Format]] = [
    (lambda: b'# x\nmsgid ""\nmsgstr ""\n', Format.PO),
    (lambda: '\ufeffmsgid "a"\r\nmsgstr ""'.encode(), Format.PO),
    (lambda: b'<?xml version="1.0"?><!-- c --><xliff version="2.0">', Format.XLIFF),
    (lambda: '<xliff version="1.2">'.encode("utf-16"), Format.XLIFF_12),
    (lambda: b'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">', Format.TMX),
    (lambda: b"<martif type='TBX-Basic'>", Format.TBX),
    (lambda: b'<tbx type="TBX-Basic">', Format.TBX),
    (lambda: b'{"source": "a"}', Format.JSONL),
    (lambda: b"source,target,status\n", Format.CSV),
]


@pytest.mark.parametrize(("data", "form"), SNIFFED)
def test_formats_are_known_by_content(data: Callable[[], bytes], form: Format) -> None:
    """The name of the file does not matter."""
    assert interchange.sniff(data()) is form


@pytest.mark.parametrize(
    "data", [b"", b"Hello.", b"\x00\x01\x02", b"PK\x03\x04", b"<html>", escape("<").encode()]
)
def test_what_is_no_known_format_is_refused(data: bytes) -> None:
    """One clear sentence."""
    with pytest.raises(CatalogError, match=r"known formats|archive"):
        interchange.read(data, "x")


def test_memories_and_glossaries_are_sent_to_their_own_commands() -> None:
    """They are no catalogs of an article."""
    with pytest.raises(CatalogError, match="memory import"):
        interchange.read(b'<tmx version="1.4">', "x.tmx")
    with pytest.raises(CatalogError, match="glossary import"):
        interchange.read(b"source,target\n", "x.csv")
