"""LibreOffice, from the system's packages, opens and saves the Word table that a translator filled in (make drill)."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from i18nflow import interchange
from i18nflow.catalog import Kind, compare, recorded
from i18nflow.interchange import Format
from tests.catalog.examples import HEADER, ROWS

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def filled(data: bytes, source: str, text: str) -> bytes:
    """The document with ``text`` typed into the last cell of the row that holds ``source``."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(part)
                (row,) = (one for one in root.iter(f"{W}tr") if source in "".join(one.itertext()))
                paragraph = list(row.iter(f"{W}tc"))[-1].find(f"{W}p")
                etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = text
                part = etree.tostring(root)
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("way", [("docx",), ("odt", "docx")])
def test_a_filled_table_comes_back(way: tuple[str, ...], tmp_path: Path) -> None:
    """Saved as Word, or by way of an OpenDocument: what was typed arrives for its segment, and nothing else."""
    rows = [row for row in ROWS if not row.obsolete]
    path = tmp_path / "0" / "table.docx"
    path.parent.mkdir()
    sent = interchange.render(Format.DOCX, rows, HEADER)
    path.write_bytes(filled(sent, "Vēl netulkots teikums.", "Typed in Writer."))
    for number, form in enumerate(way, 1):
        folder = tmp_path / str(number)
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
                *("--convert-to", form, "--outdir", str(folder), str(path)),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        path = folder / f"table.{form}"
    report = compare(interchange.read(path.read_bytes(), path.name), rows, recorded(rows))
    assert [(c.key, c.kind, c.there) for c in report.moves()] == [("jjjj2345", Kind.NEW, "Typed in Writer.")]
