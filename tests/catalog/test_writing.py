"""Rows as the text of a catalog."""

from __future__ import annotations

import difflib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from i18nflow import catalog
from i18nflow.catalog import Row, from_po, to_po, to_pot
from i18nflow.model import State
from tests.catalog.examples import HEADER, ROWS, changed


def entries(text: str) -> dict[tuple[str | None, str], catalog.Entry]:
    return {(e.context, e.msgid): e for e in from_po(text.encode(), "x.po").entries if not e.obsolete}


def test_header_is_complete_and_names_article_and_export() -> None:
    """Tools find their fields, an import finds its article, and the order is fixed."""
    fields = from_po(to_po(ROWS, HEADER).encode(), "x.po").fields
    assert fields == (
        ("Project-Id-Version", "mezaparka-svetki"),
        ("PO-Revision-Date", "2026-05-03 14:30+0000"),
        ("Last-Translator", "Ilze Kalna"),
        ("Language-Team", "English"),
        ("Language", "en_GB"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ("X-Source-Language", "lv"),
        ("X-I18nflow-Article", "mezaparka-svetki"),
        ("X-I18nflow-Export", "0123456789ab"),
    )


def test_nothing_decided_gives_a_fixed_date() -> None:
    """The clock never gets into a catalog: the same content is the same bytes."""
    header = replace(HEADER, revised=None, translator="")
    text = to_po(ROWS, header)
    assert "PO-Revision-Date: 1970-01-01 00:00+0000" in text
    assert text == to_po(ROWS, header)


def test_dates_are_written_in_utc() -> None:
    """A decision taken in Riga in summer is three hours earlier in UTC."""
    riga = datetime.fromisoformat("2026-07-01T10:00:00+03:00")
    assert "2026-07-01 07:00+0000" in to_po(ROWS, replace(HEADER, revised=riga))
    assert "2026-07-01 07:00+0000" in to_po(ROWS, replace(HEADER, revised=riga.astimezone(UTC)))


@pytest.mark.parametrize(
    ("state", "include", "fuzzy"),
    [
        (State.DRAFT, False, True),
        (State.REJECTED, False, True),
        (State.TRANSLATED, False, True),
        (State.TRANSLATED, True, False),
        (State.DRAFT, True, True),
        (State.APPROVED, False, False),
    ],
)
def test_every_text_that_is_not_approved_is_fuzzy(state: State, include: bool, fuzzy: bool) -> None:
    """Nothing unreviewed reaches a .mo, unless translated texts are included on purpose."""
    text = to_po([Row("k", "Viens", "One", state)], HEADER, include_translated=include)
    assert entries(text)[None, "Viens"].fuzzy is fuzzy
    assert ("X-I18nflow-Include: translated" in text) is include


def test_an_empty_target_is_not_fuzzy() -> None:
    """What has no text is untranslated, which gettext shows by itself."""
    assert not entries(to_po([Row("k", "Viens")], HEADER))[None, "Viens"].flags


def test_equal_sources_that_share_a_target_share_one_entry() -> None:
    """The most frequent target keeps the bare entry; another gets its key as context."""
    found = entries(to_po(ROWS, HEADER))
    assert found[None, "Paldies visiem!"].msgstr == "Thanks to all!"
    assert found[None, "Paldies visiem!"].references == ("block-3:8", "block-8:18")
    assert found["eeee6666", "Paldies visiem!"].msgstr == "Thank you, everyone!"
    assert ("dddd5555", "Paldies visiem!") not in found


def test_a_shared_entry_is_fuzzy_unless_all_are_approved() -> None:
    """One doubtful occurrence is enough: the binary knows only one text."""
    found = entries(to_po(changed("ffff7777", state=State.DRAFT), HEADER))
    assert found[None, "Paldies visiem!"].fuzzy


def test_an_untranslated_occurrence_does_not_make_an_approved_one_fuzzy() -> None:
    """No text is a target of its own."""
    found = entries(
        to_po([Row("k1", "Jā."), Row("k2", "Jā."), Row("k3", "Jā.", "Yes.", State.APPROVED)], HEADER)
    )
    assert not found[None, "Jā."].fuzzy
    assert {context for context, _ in found} == {None, "k1", "k2"}


def test_the_context_free_variant_has_each_source_once() -> None:
    """For tools that know no msgctxt; its header says so, for the import."""
    text = to_po(ROWS, HEADER, contexts=False)
    assert "msgctxt" not in text
    assert text.count('msgid "Paldies visiem!"') == 1
    assert "X-I18nflow-Contexts: none" in text


def test_translator_sees_state_origin_terms_reason_and_note() -> None:
    """What a translator needs stands in extracted comments, one fact a line."""
    found = entries(to_po(ROWS, HEADER))
    assert found[None, "Sīkāk: <1>mājaslapā</1>."].extracted == (
        "state: draft",
        "origin: machine (echo 2)",
        "kind: paragraph",
    )
    assert "rejected: “for all” is not said" in found[None, "Ieeja bez maksas."].extracted
    assert "note: the time was changed on the day" in found[None, "Sākums pulksten 12."].extracted
    assert "term: programma → programme" in found[None, ROWS[1].source].extracted


def test_a_note_with_line_breaks_stays_in_its_comment() -> None:
    """A newline, or what else ends a line somewhere, would make the rest of a note a keyword."""
    text = to_po([Row("k", "Viens", note='pirmā\nmsgid "x"\u2028trešā\x85')], HEADER)
    assert '#. note: pirmā msgid "x" trešā\n' in text


def test_a_changed_source_shows_the_previous_one() -> None:
    """The old source stands beside the old text."""
    found = entries(to_po(ROWS, HEADER))[None, "Sākums pulksten 12."]
    assert (found.previous, found.fuzzy) == ("Sākums pulksten 11.", True)


def test_obsolete_rows_come_last_and_never_clash() -> None:
    """An obsolete entry with the msgid of a living one carries its key: equal msgids are fatal to msgfmt."""
    gone = [e for e in from_po(to_po(ROWS, HEADER).encode(), "x.po").entries if e.obsolete]
    assert [(e.context, e.msgid, e.previous) for e in gone] == [
        (None, "Senāks teikums.", None),
        ("mmmm2345", "Paldies visiem!", None),
    ]


def test_newlines_at_the_ends_follow_the_source() -> None:
    """msgfmt refuses a catalog where they differ."""
    found = entries(to_po([Row("k", "\nViens\n", "One", State.APPROVED), Row("l", "Divi", "Two\n")], HEADER))
    assert found[None, "\nViens\n"].msgstr == "\nOne\n"
    assert found[None, "Divi"].msgstr == "Two"


def test_one_approved_segment_changes_its_entry_and_the_header() -> None:
    """What git shows of an approval is that entry and the revision."""
    before = to_po(ROWS, HEADER)
    later = replace(HEADER, revised=datetime(2026, 5, 4, 9, 0, tzinfo=UTC))
    after = to_po(changed("cccc4444", state=State.APPROVED), later)
    diff = [
        line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line.startswith(("+ ", "- "))
    ]
    assert [line for line in diff if "# i18nflow: " not in line] == [
        '- "PO-Revision-Date: 2026-05-03 14:30+0000\\n"',
        '+ "PO-Revision-Date: 2026-05-04 09:00+0000\\n"',
        "- #. state: draft",
        "+ #. state: approved",
        "- #, fuzzy",
    ]


def test_export_id_depends_on_the_content_alone() -> None:
    """Equal exports have equal ids, another target another one."""
    header = replace(HEADER, export="")
    first = catalog.export_id(to_po(ROWS, header))
    assert first == catalog.export_id(to_po(ROWS, header))
    assert first != catalog.export_id(to_po(changed("cccc4444", target="Else"), header))


def test_template_has_no_targets_states_or_language() -> None:
    """The .pot is the same whatever was translated."""
    text = to_pot(ROWS, HEADER)
    assert text == to_pot(
        [replace(row, target="", state=State.UNTRANSLATED, origin=None) for row in ROWS], HEADER
    )
    assert "state:" not in text
    assert "#~" not in text
    assert "Language: \\n" in text
    assert {e.msgstr for e in entries(text).values()} == {""}


def test_binary_holds_only_what_is_approved() -> None:
    """Drafts and obsolete entries stay out of the .mo."""
    made = catalog.to_mo(catalog.build(ROWS, HEADER))
    assert b"Mez\xcc\x8caparks" not in made
    assert "Mežaparks festival".encode() in made
    assert b"It starts at 11." not in made
    assert b"An older sentence." not in made
