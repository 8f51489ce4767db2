"""Catalogs as editors and scripts hand them back: whatever they did to the file, the edits arrive."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from i18nflow.catalog import Kind, compare, from_po, recorded, to_po
from i18nflow.model import State
from tests.catalog.examples import HEADER, ROWS

TEXT = to_po(ROWS, HEADER)
EDITED = (
    TEXT.replace('#, fuzzy\n#| msgid "Sākums pulksten 11."\n', "")
    .replace("It starts at 11.", "It starts at noon.")
    .replace(
        'msgid "Vēl netulkots teikums."\nmsgstr ""', 'msgid "Vēl netulkots teikums."\nmsgstr "Done now."'
    )
)


def plain(text: str) -> str:
    """Only the two texts were typed."""
    return text


def poedit(text: str) -> str:
    """Header rewritten with new fields, its own order and its own date."""
    text = text.replace('"Language: en_GB\\n"\n', "").replace(
        '"Project-Id-Version: mezaparka-svetki\\n"\n',
        '"Project-Id-Version: \\n"\n"POT-Creation-Date: \\n"\n"Language: en_GB\\n"\n',
    )
    text = text.replace("PO-Revision-Date: 2026-05-03 14:30+0000", "PO-Revision-Date: 2026-05-05 10:11+0300")
    return text.replace("X-I18nflow-Article", 'X-Generator: Poedit 3.5\\n"\n"X-I18nflow-Article')


def lokalize(text: str) -> str:
    """A translator comment above the header, a generator, long lines not wrapped."""
    text = re.sub(r'(?<=[^n])"\n"', "", text.replace('""\n"', '"'))
    return "# Ilze Kalna <ilze@example.org>, 2026.\n" + text.replace(
        '"MIME-Version', '"X-Generator: Lokalize 24.12\\n"\n"MIME-Version'
    )


def windows_script(text: str) -> str:
    """CR LF, a byte order mark, comments thrown away."""
    text = "\n".join(line for line in text.split("\n") if not line.startswith(("#.", "#:")))
    return "\ufeff" + text.replace("\n", "\r\n")


def polib_script(text: str) -> str:
    """Read and saved by polib with its narrow lines."""
    file = polib.pofile(text, wrapwidth=40)
    file.metadata["X-Generator"] = "script"
    return str(file)


def sorted_script(text: str) -> str:
    """Entries in another order."""
    head, *blocks = text.strip("\n").split("\n\n")
    return "\n\n".join([head, *sorted(blocks, reverse=True)]) + "\n"


@pytest.mark.parametrize("editor", [plain, poedit, lokalize, windows_script, polib_script, sorted_script])
def test_edits_come_back_right(editor: Callable[[str], str]) -> None:
    """Two texts were edited; exactly these two arrive, as translated, and nothing else changes."""
    catalog = from_po(editor(EDITED).encode(), "x.po")
    report = compare(catalog, ROWS, recorded(ROWS))
    assert {(c.key, c.kind, c.there, c.state) for c in report.moves()} == {
        ("hhhh9999", Kind.CHANGED_THERE, "It starts at noon.", State.TRANSLATED),
        ("jjjj2345", Kind.NEW, "Done now.", State.TRANSLATED),
    }
    others = {c.kind for c in report.changes if c not in report.moves()}
    assert others == {Kind.UNCHANGED, Kind.IGNORED}
    assert (catalog.get("X-I18nflow-Export"), report.missing) == (HEADER.export, ())


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="GNU gettext is not installed")
def test_merged_with_a_newer_template_by_msgmerge(tmp_path: Path) -> None:
    """msgmerge makes a near source fuzzy with its old text: that arrives as a draft, for the right segment."""
    (tmp_path / "a.po").write_text(TEXT, "utf-8")
    newer = TEXT.replace('msgid "Ieeja bez maksas."', 'msgid "Ieeja ir bez maksas."')
    (tmp_path / "b.pot").write_text(newer, "utf-8")
    merged = subprocess.run(
        ["msgmerge", "--quiet", "--previous", str(tmp_path / "a.po"), str(tmp_path / "b.pot")],
        capture_output=True,
        check=True,
    ).stdout
    now = [row for row in ROWS if row.key != "gggg8888"]
    now.append(next(r for r in ROWS if r.key == "gggg8888").__class__("nnnn2222", "Ieeja ir bez maksas."))
    (move,) = compare(from_po(merged, "x.po"), now, recorded(ROWS)).moves()
    assert (move.key, move.kind, move.state) == ("nnnn2222", Kind.FUZZY, State.DRAFT)
    assert move.there == "Free entry for all."
