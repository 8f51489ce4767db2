"""Which export a file came from, told entry by entry: as safe as if its header had named the export."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18nflow.catalog import (
    Catalog,
    ImportReport,
    Kind,
    Row,
    compare,
    from_po,
    merge,
    recorded,
    sent,
    to_po,
    write,
)
from i18nflow.model import State
from tests.catalog.examples import HEADER, ROWS

Rows = tuple[Row, ...]
DONE = State.APPROVED


def told(text: str | bytes, now: Rows, exports: list[Rows], *, ours: bool = True) -> ImportReport:
    """The report of a file that came back, by its marks and the recorded exports."""
    catalog = from_po(text.encode() if isinstance(text, str) else text, "x.po")
    found = sent(catalog, [recorded(one) for one in exports], ours=ours)
    return compare(catalog, now, found.entries or None, doubtful=found.doubtful)


def moved(rows: Rows, **texts: str | tuple[str, State]) -> Rows:
    """The rows with other targets, approved here unless a state is said."""
    new = {key: text if isinstance(text, tuple) else (text, DONE) for key, text in texts.items()}
    return tuple(
        replace(row, target=new[row.key][0], state=new[row.key][1]) if row.key in new else row for row in rows
    )


def typed(text: str, old: str, new: str) -> str:
    """As a person types over a text in an editor and takes the fuzzy mark off."""
    head, found, tail = text.partition(f'msgstr "{old}"')
    assert found
    block = head.rpartition("\n\n")
    return f'{block[0]}{block[1]}{block[2].replace("#, fuzzy" + chr(10), "")}msgstr "{new}"{tail}'


def bare(text: str) -> str:
    """A script that throws every comment away."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(("#.", "#:", "# ")))


def poedit(text: str) -> str:
    """Another date, another order of the header."""
    return text.replace('"PO-Revision-Date: 2026-05-03 14:30+0000\\n"\n', "").replace(
        '"MIME-Version',
        '"PO-Revision-Date: 2026-06-01 10:11+0300\\n"\n"X-Generator: Poedit 3.5\\n"\n"MIME-Version',
    )


FIRST = ROWS
SECOND = moved(ROWS, hhhh9999="It starts at 12.", jjjj2345="Not translated before.")


def kinds(report: ImportReport) -> dict[str | None, Kind]:
    """What is said of each segment that anything is said of."""
    quiet = (Kind.UNCHANGED, Kind.IGNORED)
    return {change.key: change.kind for change in report.changes if change.kind not in quiet}


def test_the_header_is_the_same_in_every_export() -> None:
    """So a diff shows the entry that was decided, and the date."""
    before, after = to_po(FIRST, HEADER).split("\n"), to_po(SECOND, HEADER).split("\n")
    assert before[: before.index("")] == after[: after.index("")]


@pytest.mark.parametrize("editor", [str, poedit])
def test_an_old_export_edited_after_colleagues_decided(editor: Callable[[str], str]) -> None:
    """What they decided stays; what was typed comes in; what both changed is a question."""
    file = typed(editor(to_po(FIRST, HEADER)), "Details: <1>website</1>.", "More: <1>website</1>.")
    assert kinds(told(file, SECOND, [FIRST, SECOND])) == {
        "cccc4444": Kind.CHANGED_THERE, "hhhh9999": Kind.CHANGED_HERE, "jjjj2345": Kind.CHANGED_HERE,
    }  # fmt: skip
    both = typed(file, "It starts at 11.", "It begins at 11.")
    assert kinds(told(both, SECOND, [FIRST, SECOND]))["hhhh9999"] is Kind.BOTH


def test_a_newer_export_edited_is_no_question() -> None:
    """Several texts were sent out of the segment; its entry says which one was typed over."""
    file = typed(poedit(to_po(SECOND, HEADER)), "It starts at 12.", "We start at 12.")
    assert kinds(told(file, SECOND, [FIRST, SECOND])) == {"hhhh9999": Kind.CHANGED_THERE}


def test_a_text_put_back_to_what_was_sent_before_is_seen() -> None:
    """The second export was edited back to the text of the first: that is a change there, not an old file."""
    file = typed(to_po(SECOND, HEADER), "It starts at 12.", "It starts at 11.")
    assert kinds(told(file, SECOND, [FIRST, SECOND])) == {"hhhh9999": Kind.CHANGED_THERE}


def test_without_marks_only_what_every_export_says_is_known() -> None:
    """A script that drops comments: what was sent out in two forms is a question, the rest is not."""
    file = bare(typed(to_po(FIRST, HEADER), "Details: <1>website</1>.", "More: <1>website</1>."))
    file = typed(file, "It starts at 11.", "It begins at 11.")
    assert kinds(told(file, SECOND, [FIRST, SECOND])) == {
        "cccc4444": Kind.CHANGED_THERE, "hhhh9999": Kind.BOTH, "jjjj2345": Kind.CHANGED_HERE,
    }  # fmt: skip


def test_a_file_of_another_newsroom_is_a_question_throughout() -> None:
    """Its header names another series, its marks nothing that was sent out here."""
    theirs = moved(ROWS, cccc4444="Theirs.", gggg8888="Theirs too.")
    report = told(to_po(theirs, replace(HEADER, export="another")), ROWS, [ROWS], ours=False)
    assert kinds(report) == {"cccc4444": Kind.BOTH, "gggg8888": Kind.BOTH}
    report = told(to_po(theirs, HEADER), ROWS, [ROWS])
    assert kinds(report) == {"cccc4444": Kind.BOTH, "gggg8888": Kind.BOTH}, "a mark that nobody knows"
    assert not report.moves()


def test_two_exports_concatenated_are_a_question() -> None:
    """msgcat keeps the comments of both: nothing says which text was typed over."""
    first, second = to_po(FIRST, HEADER), to_po(SECOND, HEADER)
    entry = next(block for block in first.split("\n\n") if "It starts at 11." in block)
    line = next(one for one in entry.split("\n") if one.startswith("# i18nflow: "))
    block = next(block for block in second.split("\n\n") if "It starts at 12." in block)
    file = second.replace(block, f"{line}\n{block}".replace("It starts at 12.", "It is at 12."))
    assert kinds(told(file, SECOND, [FIRST, SECOND])) == {"hhhh9999": Kind.BOTH}


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="GNU gettext is not installed")
def test_an_old_file_brought_up_to_date_by_msgmerge_with_a_newer_export(tmp_path: Path) -> None:
    """Texts of the old file under the comments of the new one: what both changed is still a question."""
    mine = typed(to_po(FIRST, HEADER), "It starts at 11.", "It begins at 11.")
    mine = typed(mine, "Details: <1>website</1>.", "More: <1>website</1>.")
    (tmp_path / "mine.po").write_text(mine, "utf-8")
    (tmp_path / "new.po").write_text(to_po(SECOND, HEADER), "utf-8")
    merged = subprocess.run(
        ["msgmerge", "--quiet", "--previous", str(tmp_path / "mine.po"), str(tmp_path / "new.po")],
        capture_output=True,
        check=True,
    ).stdout
    assert "state: approved" in merged.decode().partition("It begins")[0].rpartition("\n\n")[2]
    assert kinds(told(merged, SECOND, [FIRST, SECOND])) == {
        "cccc4444": Kind.CHANGED_THERE, "hhhh9999": Kind.BOTH, "jjjj2345": Kind.CHANGED_HERE,
    }  # fmt: skip


def test_a_merge_by_entries_keeps_the_marks_of_our_texts() -> None:
    """The merged file says of each entry what was sent out last; what the branch typed is seen against it."""
    base = from_po(to_po(FIRST, HEADER).encode(), "x")
    theirs = typed(to_po(FIRST, HEADER), "Details: <1>website</1>.", "More: <1>website</1>.")
    done = merge(base, from_po(to_po(SECOND, HEADER).encode(), "x"), from_po(theirs.encode(), "x"))
    assert done.conflicts == ()
    assert kinds(told(write(done.catalog), SECOND, [FIRST, SECOND])) == {"cccc4444": Kind.CHANGED_THERE}


# --- As safe as a header that names the export

TEXTS = st.sampled_from(["One.", "Two.", "Three."])
STATES = st.sampled_from([State.DRAFT, State.TRANSLATED, State.APPROVED, State.REJECTED])
KEYS = ("aaaa2222", "bbbb2222", "cccc2222", "dddd2222")
START = tuple(
    Row(key, source, block=place)
    for place, (key, source) in enumerate(zip(KEYS, ("Viens.", "Divi.", "Viens.", "Trīs."), strict=True))
)
STEP = st.dictionaries(st.sampled_from(KEYS), st.tuples(TEXTS, STATES), max_size=2)


def edited(catalog: Catalog, edits: dict[int, str], *, keep: bool) -> str:
    """The catalog with texts typed into some entries; ``keep`` its comments."""
    entries = [
        replace(
            entry,
            msgstr=edits.get(place, entry.msgstr),
            flags=() if place in edits else entry.flags,
            previous=None if place in edits else entry.previous,
            comments=entry.comments if keep else (),
        )
        for place, entry in enumerate(catalog.entries)
    ]
    return write(replace(catalog, entries=tuple(entries)))


@settings(max_examples=300, deadline=None)
@given(
    history=st.lists(STEP, min_size=1, max_size=4),
    taken=st.integers(0, 4),
    edits=st.dictionaries(st.integers(0, 3), st.sampled_from(["One.", "Two.", "New."]), max_size=2),
    keep=st.booleans(),
)
def test_never_takes_what_a_named_export_would_not(
    history: list[dict[str, tuple[str, State]]], taken: int, edits: dict[int, str], keep: bool
) -> None:
    """Whatever the newsroom did between exports and the translator in whichever of them: nothing more is taken.

    With its marks, exactly the same is taken as when the header named the export.
    """
    exports = [START]
    for step in history:
        exports.append(moved(exports[-1], **step))
    base = exports[min(taken, len(exports) - 1)]
    file = edited(from_po(to_po(base, HEADER).encode(), "x"), edits, keep=keep)
    now = exports[-1]
    exact = compare(from_po(file.encode(), "x"), now, recorded(base))
    found = told(file, now, exports)
    moves = {(change.key, change.there, change.state) for change in found.moves()}
    named = {(change.key, change.there, change.state) for change in exact.moves()}
    assert moves <= named
    if keep:
        assert moves == named
        assert kinds(found) == kinds(exact)
