"""Files that come in and go out: what is written is read back; anything else is read or refused with an error of ours."""

from __future__ import annotations

import gettext
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from i18nflow import catalog, config, files, glossary, interchange, names
from i18nflow.catalog import Catalog, Entry, Header, Row, decode
from i18nflow.catalog.sent import comment, mark, marks_of
from i18nflow.engines import options
from i18nflow.errors import CatalogError, GlossaryError, I18nFlowError, InputError, Refused
from i18nflow.ingest import dates, frontmatter
from i18nflow.interchange import Format, tbx, tmx
from i18nflow.language.sentences import srx
from i18nflow.model import LanguagePair, State, Term, TermStatus, Unit
from i18nflow.names import Name
from i18nflow.workflow import backups
from tests.catalog.test_roundtrips import an_entry
from tests.properties.strategies import CELL, FILLED, LISTED, damaged

PAIR = LanguagePair("lv", "en-GB")
ROWS = [Row("key1", "Viens <1>divi</1>", "One", State.APPROVED), Row("key2", "Trīs", "", State.UNTRANSLATED)]
HEADER = Header("raksts", "lv", "en-GB", "Raksts")


def zipped(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


# --- interchange

EXPORTS = {
    Format.XLIFF: interchange.render(Format.XLIFF, ROWS, HEADER),
    Format.XLIFF_12: interchange.render(Format.XLIFF_12, ROWS, HEADER),
    Format.DOCX: interchange.render(Format.DOCX, ROWS, HEADER),
    Format.JSONL: interchange.render(Format.JSONL, ROWS, HEADER),
}


@pytest.mark.parametrize("form", EXPORTS)
def test_a_damaged_export_is_read_or_refused(form: Format) -> None:
    """Known by its content, whatever is left of it."""

    @settings(max_examples=60)
    @given(damaged(EXPORTS[form]))
    def read(data: bytes) -> None:
        try:
            assert interchange.sniff(data, "f") in Format
            interchange.read(data, "f")
        except CatalogError:
            return

    read()


@given(st.binary(max_size=200) | st.sampled_from([b"PK\x03\x04", b"<xliff", b"{", b"\xff\xfe<\0t\0m\0x\0"]))
def test_any_bytes_are_of_a_known_format_or_of_none(data: bytes) -> None:
    """Nothing but a CatalogError tells that it is none."""
    try:
        assert interchange.sniff(data) in Format
    except CatalogError:
        return


TERM = st.builds(
    Term,
    source=FILLED,
    target=FILLED,
    status=st.sampled_from([TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.FORBIDDEN]),
    pos=st.sampled_from(["", "noun", "verb"]),
    gender=st.sampled_from(["", "m", "f"]),
    domain=CELL,
    accept=LISTED,
    avoid=LISTED,
    also=LISTED,
    never=LISTED,
    note=CELL,
)


@given(
    st.lists(
        TERM, min_size=1, max_size=4, unique_by=lambda one: (one.source, one.target, one.pos, one.domain)
    )
)
def test_terms_come_back_out_of_tbx(terms: list[Term]) -> None:
    """Every column, whatever stands in it."""
    read = tbx.read(tbx.write(terms, PAIR), PAIR, "a.tbx")
    assert sorted((replace(one, line=None) for one in read), key=repr) == sorted(terms, key=repr)


TBX = tbx.write([Term("osta", "port", pos="noun", note="n"), Term("kuģis", "ship")], PAIR)
TMX = "".join(tmx.write([], PAIR)).encode()


UNIT = st.builds(Unit, FILLED, FILLED, article=FILLED, segment=st.sampled_from(["", "aaaa2222"]), author=CELL)


@given(st.lists(UNIT, max_size=3))
def test_a_memory_comes_back_out_of_a_stream(units: list[Unit]) -> None:
    """Unit by unit, as bytes."""
    assert list(tmx.read(BytesIO(b"".join(tmx.encoded(units, PAIR))), PAIR, "a.tmx")) == units


@given(damaged(TBX))
def test_a_damaged_tbx_is_read_or_refused(data: bytes) -> None:
    """Terms or a CatalogError."""
    try:
        tbx.read(data, PAIR, "a.tbx")
    except I18nFlowError:
        return


@given(damaged(TMX) | st.binary(max_size=100))
def test_a_damaged_tmx_is_read_or_refused(data: bytes) -> None:
    """Units or a CatalogError, from a stream and at once."""
    for read in (
        lambda: list(tmx.read(BytesIO(data), PAIR, "a.tmx")),
        lambda: tmx.read_all(data, PAIR, "a.tmx"),
    ):
        try:
            read()
        except I18nFlowError:
            continue


@given(st.lists(st.sampled_from(
    ["<srx version='2.0'>", "</srx>", "<body>", "<languagerules>", "<languagerule languagerulename='a'>",
     "<rule break='no'>", "<beforebreak>", "[", "a{9}", "(?i)", "\\", "</beforebreak>", "</rule>", "<maprules>",
     "<languagemap languagepattern='.*' languagerulename='a'/>", "</maprules>", "</body>", "&e;", "<!DOCTYPE x>"]
), max_size=24))  # fmt: skip
def test_any_pieces_of_rules_are_read_or_refused(parts: list[str]) -> None:
    """An SRX file of any pieces in any order."""
    try:
        srx.read("".join(parts).encode(), "a.srx")
    except InputError:
        return


# --- catalogs


@settings(max_examples=60)
@given(st.lists(an_entry(), max_size=4, unique_by=lambda one: (one.context, one.msgid)))
def test_a_binary_catalog_says_what_the_text_says(entries: list[Entry]) -> None:
    """Python's gettext finds every finished entry in it, and no other."""
    header = Entry("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=4; plural=n%4;\n")
    entries = [
        replace(one, plurals=(*one.plurals, "x", "x", "x", "x")[:4]) if one.plural is not None else one
        for one in entries
        if one.plural != ""
        and "\0" not in repr(one)
        and "\\x00" not in repr(one)
        and "\\x04" not in repr(one)
    ]
    made = gettext.GNUTranslations(BytesIO(catalog.to_mo(Catalog(header, tuple(entries)))))
    for one in entries:
        finished = (
            not one.obsolete and not one.fuzzy and bool(one.msgstr or (one.plurals and all(one.plurals)))
        )
        if one.plural is not None:
            there = (
                made.ngettext(one.msgid, "\0", 1)
                if one.context is None
                else made.npgettext(one.context, one.msgid, "\0", 1)
            )
            assert there == (one.plurals[1] if finished else "\0") or not finished
        elif finished:
            there = made.gettext(one.msgid) if one.context is None else made.pgettext(one.context, one.msgid)
            assert there == one.msgstr


@given(
    st.binary(max_size=60)
    | st.builds(
        lambda name, rest: b'msgid ""\nmsgstr "Content-Type: text/plain; charset=' + name + b'\\n"\n' + rest,
        st.sampled_from(
            [
                b"UTF-8",
                b"utf-16",
                b"hex",
                b"zip",
                b"idna",
                b"punycode",
                b"unicode_escape",
                b"x",
                b"windows-1257",
            ]
        ),
        st.binary(max_size=30),
    )
)
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """With a charset that its header names, or with none."""
    try:
        text, _ = decode.decode(data, "a.po")
    except CatalogError:
        return
    assert "\r" not in text and "\0" not in text


KEYS = st.text("abcdefghjkmnpqrstuvwxyz23456789", min_size=8, max_size=8)


@given(st.lists(st.tuples(KEYS, CELL, CELL, st.sampled_from(State)), min_size=1, max_size=4))
def test_marks_come_back(rows: list[tuple[str, str, str, State]]) -> None:
    """What an entry says that was sent in it is read out of the file again, and is no other row's."""
    marks = [mark(*row) for row in rows]
    entry = Entry("x", "y", comments=(comment(marks), " of the translator"))
    file = catalog.write(Catalog(Entry("", "Content-Type: text/plain; charset=UTF-8\n"), (entry,)))
    (back,) = catalog.from_po(file.encode(), "a.po").entries
    assert marks_of(back) == tuple(marks)
    assert len(set(marks)) == len(set(rows))


@given(st.lists(st.tuples(FILLED, CELL), max_size=3, unique_by=lambda row: row[0]))
def test_a_template_has_every_source_and_no_translation(texts: list[tuple[str, str]]) -> None:
    """A POT file is a PO file that nobody has translated."""
    rows = [Row(f"key{n}", source, target, State.APPROVED) for n, (source, target) in enumerate(texts)]
    read = catalog.from_po(catalog.to_pot(rows, HEADER).encode(), "a.pot")
    assert [one.msgid for one in read.entries] == [source for source, _ in texts]
    assert not any(one.msgstr for one in read.entries)


# --- tables and settings


@given(st.lists(st.builds(
    Name, FILLED, FILLED, st.sampled_from(["", "person", "organisation", "place"]), st.sampled_from(["", "m", "f"]),
    LISTED, LISTED, LISTED, CELL,
), max_size=4, unique_by=names.file.identity))  # fmt: skip
def test_names_are_added_changed_and_taken_out(known: list[Name]) -> None:
    """Row by row; what was added is read, and once all are out nothing is left."""
    text = ""
    for one in known:
        text = names.add(text, one)
    read = names.read(text).names
    assert [replace(one, line=None, extra={}) for one in read] == known
    for one in read:
        changed = replace(one, note="changed")
        text = names.change(text, one, changed)
        text = names.remove(text, changed)
    assert not names.read(text).names


@given(st.text(max_size=60))
def test_any_register_is_read_or_refused(text: str) -> None:
    """With the line of what is wrong."""
    try:
        names.read("source,target\n" + text)
    except GlossaryError as error:
        assert error.line is not None


@given(st.binary(max_size=80))
def test_any_bytes_are_a_glossary_or_refused(data: bytes) -> None:
    """Bytes that are no text are refused like rows that are none."""
    try:
        glossary.read(glossary.decode(data, "g.csv"), "g.csv")
    except GlossaryError:
        return


KNOWN = {
    "": ["source", "targets", "timezone", "domain", "x"],
    "review": ["steps", "two_eyes"],
    "site": ["base_url", "name", "parallel", "page_size"],
    "imports": ["max_mb", "private_addresses", "furniture"],
    "memory": ["penalty_machine", "penalty_year", "oldest"],
    "engines": ["order", "second", "budget", "deepl"],
}
VALUE = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["lv", "en-GB", "UTC", "https://a.example"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["lv", "url", "x"]), inner, max_size=2),
    max_leaves=3,
)  # fmt: skip


def toml(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007f")
    return str(value).lower() if isinstance(value, bool) else repr(value)


@given(st.lists(st.sampled_from(sorted(KNOWN)).flatmap(
    lambda table: st.tuples(st.just(table), st.sampled_from(KNOWN[table]), VALUE)
), max_size=5, unique_by=lambda one: one[:2]))  # fmt: skip
def test_any_settings_are_what_they_say_or_refused(chosen: list[tuple[str, str, object]]) -> None:
    """A value of whatever kind in whatever table; an error names the setting."""
    lines = ['source = "lv"', 'targets = ["en-GB"]'] if not any(one[0] == "" for one in chosen) else []
    for table in sorted({one[0] for one in chosen}):
        lines += [f"[{table}]"] if table else []
        lines += [f"{key} = {toml(value)}" for of, key, value in chosen if of == table]
    try:
        read = config.parse("\n".join(lines))
    except I18nFlowError:
        return
    assert read.zone.key == read.timezone and all(read.pair(one).target == one for one in read.targets)


@given(st.text(max_size=60))
def test_any_text_is_settings_or_refused(text: str) -> None:
    """Broken TOML is refused with its line."""
    try:
        config.parse(text)
    except I18nFlowError:
        return


@given(
    st.sampled_from(["lv", "de"]),
    st.lists(st.sampled_from(["en-US", "ru", "fr-CA"]), min_size=1, unique=True),
)
def test_a_template_of_settings_says_what_was_chosen(source: str, targets: list[str]) -> None:
    """``init`` writes what ``config`` reads."""
    read = config.parse(
        config.template(source=source, targets=tuple(targets), base_url="https://a.example", name="Ziņas")
    )
    assert (read.source, list(read.targets), read.site.name) == (source, targets, "Ziņas")


@given(
    st.dictionaries(
        st.sampled_from(["url", "timeout", "batch", "price", "formality", "api_key", "x"]), VALUE, max_size=3
    )
)
def test_any_settings_of_an_engine_are_taken_or_refused(settings_: dict[str, object]) -> None:
    """Whatever is said of an engine."""
    try:
        read = options.read("deepl", settings_, options.Options())
    except I18nFlowError:
        return
    assert read.timeout > 0 and read.batch >= 1


# --- parts of articles


@given(st.text(max_size=70), st.sampled_from(["lv", "en", "xx"]))
@example("\uff11. 2. 2020", "lv")
def test_any_text_is_a_date_or_none(text: str, lang: str) -> None:
    """A line under a title."""
    found = dates.parse(text, lang)
    assert found is None or dates.parse(found.isoformat(), lang) == found


@given(st.lists(st.sampled_from(
    ["---\n", "title: a\n", "? [a]: b\n", "date: 2020-01-01\n", "topics: [a, b]\n", "x: &a [*a]\n", "- ", "{", "\t", "…\n"]
), max_size=10).map("".join) | st.text(max_size=60))  # fmt: skip
def test_any_front_matter_is_split_off_or_refused(text: str) -> None:
    """What is left is the end of what was given."""
    try:
        found = frontmatter.split(text, "a.md")
    except InputError:
        return
    assert text.endswith(found.body)


# --- backups

NOTED = {"i18nflow.db": {"size": 1, "sha256": "00"}, "i18nflow.toml": {"size": 1, "sha256": "00"}}
ABOUT = {"format": 1, "version": "0.1.0", "at": datetime(2026, 1, 1, tzinfo=UTC).isoformat(), "files": NOTED}
ARCHIVE = zipped({backups.MANIFEST: json.dumps(ABOUT).encode(), "i18nflow.db": b"x", "i18nflow.toml": b"y"})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["size", "sha256"]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


def looked_at(data: bytes, folder: Path) -> None:
    path = folder / "a.zip"
    path.write_bytes(data)
    for look in (backups.read, backups.verify):
        try:
            look(path)
        except (InputError, Refused):
            continue


@settings(max_examples=60)
@given(data=damaged(ARCHIVE))
def test_a_damaged_backup_is_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever bytes are other ones or missing."""
    looked_at(data, tmp_path_factory.mktemp("backup"))


@settings(max_examples=60)
@given(changed=st.dictionaries(st.sampled_from(sorted(ABOUT)), JSON, max_size=3) | JSON)
@example(changed={"files": NOTED | {"a": {"size": 1e999, "sha256": ""}}})
@example(changed="deep")
def test_a_manifest_that_says_anything_is_read_or_refused(
    changed: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any JSON in the place of any of its values."""
    about = ABOUT | changed if isinstance(changed, dict) and changed.keys() <= ABOUT.keys() else changed
    text = json.dumps(about) if changed != "deep" else "[" * 100_000
    looked_at(
        zipped({backups.MANIFEST: text.encode(), "i18nflow.db": b"x"}), tmp_path_factory.mktemp("backup")
    )


# --- names of files


@given(
    st.text(max_size=120) | st.sampled_from(["../x", "a/../../b", "/etc/passwd", "a\0b", "é" * 200, "..", ""])
)
@example("x" * 5000)
def test_no_name_leads_out_of_the_workspace(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Inside, or Refused; and what slugify makes of a name is a slug, or nothing."""
    root = tmp_path_factory.getbasetemp()
    try:
        path = files.inside(root, name)
        assert path == root.resolve() or root.resolve() in path.parents
    except I18nFlowError:
        pass
    slug = files.slugify(name)
    assert slug == files.slugify(slug)
    if slug and slug not in files.RESERVED:
        assert files.check_slug(slug) == slug
