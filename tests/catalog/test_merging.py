"""Two catalogs with a common ancestor become one, and only what both translated differently is a conflict."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from i18nflow.catalog import Catalog, Entry, Kind, compare, from_po, merge, recorded, to_po, write
from i18nflow.model import State
from tests.catalog.examples import HEADER, ROWS, changed

BASE = from_po(to_po(ROWS, HEADER).encode(), "base.po")
EMPTY, START = "Vēl netulkots teikums.", "Sākums pulksten 12."


def edited(catalog: Catalog, msgid: str, text: str, *, fuzzy: bool = False) -> Catalog:
    """The catalog with another text."""
    flags = ("fuzzy",) if fuzzy else ()
    return replace(
        catalog,
        entries=tuple(
            replace(one, msgstr=text, flags=flags, previous=one.previous if fuzzy else None)
            if one.msgid == msgid
            else one
            for one in catalog.entries
        ),
    )


def texts(catalog: Catalog) -> dict[str, tuple[str, bool]]:
    return {one.msgid: (one.msgstr, one.fuzzy) for one in catalog.entries if one.context is None}


def test_what_each_side_changed_is_in_it() -> None:
    """Ours and theirs, in other entries: no conflict."""
    done = merge(BASE, edited(BASE, EMPTY, "Ours."), edited(BASE, START, "Theirs."))
    assert done.conflicts == ()
    assert (texts(done.catalog)[EMPTY], texts(done.catalog)[START]) == (("Ours.", False), ("Theirs.", False))


def test_the_header_is_never_a_conflict() -> None:
    """Ours says which export it is; the later revision date and their translator count."""
    newer = to_po(
        changed("jjjj2345", target="Now.", state=State.APPROVED), replace(HEADER, export="fedcba987654")
    )
    ours = from_po(newer.encode(), "ours.po")
    theirs = from_po(
        write(edited(BASE, START, "Theirs."))
        .replace("2026-05-03 14:30+0000", "2026-05-09 08:00+0300")
        .replace("Ilze Kalna", "Jānis Bērziņš")
        .encode(),
        "theirs.po",
    )
    merged = merge(BASE, ours, theirs).catalog
    assert merged.get("X-I18nflow-Export") == "fedcba987654"
    assert merged.get("PO-Revision-Date") == "2026-05-09 08:00+0300"
    assert merged.get("Last-Translator") == "Jānis Bērziņš"


def test_two_texts_for_one_entry_are_a_conflict() -> None:
    """Both stand there under gettext's marks, fuzzy; equal changes are none."""
    done = merge(BASE, edited(BASE, EMPTY, "Ours."), edited(BASE, EMPTY, "Theirs."))
    text, fuzzy = texts(done.catalog)[EMPTY]
    assert done.conflicts == (EMPTY,) and fuzzy
    assert text == "#-#-#-#-#  ours  #-#-#-#-#\nOurs.\n#-#-#-#-#  theirs  #-#-#-#-#\nTheirs."
    assert merge(BASE, edited(BASE, EMPTY, "Same."), edited(BASE, EMPTY, "Same.")).conflicts == ()


def test_doubt_wins_over_certainty() -> None:
    """The same text, finished on one side and doubted on the other, stays fuzzy."""
    done = merge(BASE, edited(BASE, START, "New."), edited(BASE, START, "New.", fuzzy=True))
    assert done.conflicts == () and texts(done.catalog)[START] == ("New.", True)


def test_nothing_that_only_one_side_has_is_lost() -> None:
    """Their new entry stays; one that we no longer have stays as obsolete, with the text they gave it."""
    theirs = edited(BASE, START, "Theirs.")
    theirs = replace(theirs, entries=(*theirs.entries, Entry("Jauns.", "New one.")))
    ours = replace(BASE, entries=tuple(one for one in BASE.entries if one.msgid != START))
    merged = merge(BASE, ours, theirs).catalog
    assert texts(merged)["Jauns."] == ("New one.", False)
    (gone,) = [one for one in merged.entries if one.msgid == START]
    assert (gone.msgstr, gone.obsolete) == ("Theirs.", True)


def test_an_undecided_entry_is_never_taken_in() -> None:
    """An import names it and leaves the text here alone."""
    done = merge(BASE, edited(BASE, EMPTY, "Ours."), edited(BASE, EMPTY, "Theirs."))
    report = compare(from_po(write(done.catalog).encode(), "x.po"), ROWS, recorded(ROWS))
    (change,) = [one for one in report.changes if one.source == EMPTY]
    assert (change.kind, change.taken, change.state) == (Kind.AMBIGUOUS, False, None)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
def test_gettext_takes_a_conflict_without_complaint(tmp_path: Path) -> None:
    """msgfmt checks it and leaves the undecided entry out."""
    done = merge(BASE, edited(BASE, EMPTY, "Ours."), edited(BASE, EMPTY, "Theirs."))
    path = tmp_path / "a.po"
    path.write_text(write(done.catalog), "utf-8")
    said = subprocess.run(
        ["msgfmt", "--check", "--check-header", "-o", str(tmp_path / "a.mo"), str(path)],
        capture_output=True,
        text=True,
    )
    assert (said.returncode, said.stderr) == (0, "")
