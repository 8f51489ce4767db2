"""OmegaT, a translation program from the system's packages, opens our files, fills them in and saves them (make drill)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from i18nflow import interchange
from i18nflow.catalog import Kind, Row, compare, recorded, to_po
from i18nflow.interchange import Format
from i18nflow.model import Code, SegmentKind, State
from tests.interchange.test_formats import HEADER

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(shutil.which("omegat") is None, reason="OmegaT is not installed"),
]
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>lv</source_lang><target_lang>en-GB</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""
TMX = (
    "<tmx version='1.4'><header creationtool='x' creationtoolversion='1' segtype='sentence' o-tmf='x' adminlang='en' "
    "srclang='lv' datatype='plaintext'/><body>{}</body></tmx>"
)
TEXTS = {
    "aaaa2222": ("Ostas ziņas", "Port news"),
    "bbbb3333": ("Ostā ienāca 128 kuģi, pērn – 96 (+33 %).", "128 ships called, 96 last year (+33%)."),
    "cccc4444": ("Vairāk <1>mājaslapā</1>.", "More <1>on the website</1>."),
    "dddd5555": ("„Balts & melns” < 5", "“Black & white” < 5"),
}
CODES = (Code(1, "link", href="https://osta.example/?a=1&b=2"),)


def rows(*, translated: bool) -> list[Row]:
    return [
        Row(
            key,
            source,
            target if translated else "",
            State.APPROVED if translated else State.UNTRANSLATED,
            SegmentKind.PARAGRAPH,
            block=number,
            codes=CODES if "<1>" in source else (),
        )
        for number, (key, (source, target)) in enumerate(TEXTS.items())
    ]


def translated_by_omegat(folder: Path, name: str, data: bytes) -> bytes:
    """The file as OmegaT saves it, with every text that stands in its memory filled in.

    The memory is our TMX: so that file is read by OmegaT too.
    """
    project = folder / "project"
    for part in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (project / part).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT, "utf-8")
    (project / "source" / name).write_bytes(data)
    memory = interchange.render(Format.TMX, rows(translated=True), HEADER)
    (project / "tm" / "auto" / "memory.tmx").write_bytes(memory)
    # What a person would type there where codes are: OmegaT shows them as <g0> in XLIFF, as they stand in PO.
    typed = "".join(
        _unit(*(text.replace("1>", f"{code}>") for text in TEXTS["cccc4444"])) for code in ("g0", "1")
    )
    (project / "tm" / "auto" / "typed.tmx").write_text(TMX.format(typed), "utf-8")
    done = subprocess.run(
        ["omegat", str(project), "--mode=console-translate"],
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0 and "Exception" not in done.stdout, done.stdout + done.stderr
    return (project / "target" / name).read_bytes()


def _unit(source: str, target: str) -> str:
    seg = "<tuv xml:lang='{}'><seg>{}</seg></tuv>"
    return f"<tu>{seg.format('lv', escape(source))}{seg.format('en-GB', escape(target))}</tu>"


def arrived(
    data: bytes, name: str, before: Sequence[Row]
) -> dict[str | None, tuple[Kind, str, State | None]]:
    read = interchange.read(data, name)
    assert (read.get("X-I18nflow-Article"), read.get("X-I18nflow-Export")) == (HEADER.article, HEADER.export)
    report = compare(read, before, recorded(before))
    assert report.missing == ()
    return {one.key: (one.kind, one.there, one.state) for one in report.moves()}


def test_xliff_12_comes_back_translated(tmp_path: Path) -> None:
    """Every text arrives for its segment, codes and entities as they were."""
    before = rows(translated=False)
    saved = translated_by_omegat(tmp_path, "a.xlf", interchange.render(Format.XLIFF_12, before, HEADER))
    assert arrived(saved, "a.xlf", before) == {
        key: (Kind.NEW, target, State.TRANSLATED) for key, (_, target) in TEXTS.items()
    }


def test_xliff_12_that_nobody_translated_changes_nothing(tmp_path: Path) -> None:
    """The source that stands in for a missing target is not taken for a translation."""
    before = [replace(row, source=f"{row.source} Cits.") for row in rows(translated=False)]
    saved = translated_by_omegat(tmp_path, "a.xlf", interchange.render(Format.XLIFF_12, before, HEADER))
    assert arrived(saved, "a.xlf", before) == {}


def test_a_catalog_comes_back_translated(tmp_path: Path) -> None:
    """The .po file in OmegaT's own gettext filter."""
    before = rows(translated=False)
    saved = translated_by_omegat(tmp_path, "a.po", to_po(before, HEADER).encode())
    assert arrived(saved, "a.po", before) == {
        key: (Kind.NEW, target, State.TRANSLATED) for key, (_, target) in TEXTS.items()
    }
