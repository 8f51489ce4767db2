"""Files made to do harm are refused with one error and no harm done."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from i18nflow import interchange
from i18nflow.catalog import MAX_BYTES
from i18nflow.errors import CatalogError
from i18nflow.interchange import tbx, tmx
from i18nflow.model import LanguagePair
from i18nflow.workflow import workspace as workspaces

PAIR = LanguagePair("lv", "en-GB")
LAUGHS = '<!DOCTYPE {root} [<!ENTITY a0 "ha">{more}]>'.replace(
    "{more}", "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
)


def xliff(dtd: str, text: str) -> bytes:
    return (
        f'<?xml version="1.0"?>{dtd}<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="lv" '
        f'trgLang="en"><file id="f"><unit id="k"><segment><source>{text}</source></segment></unit></file></xliff>'
    ).encode()


def test_billion_laughs_are_refused() -> None:
    """Nothing is expanded."""
    with pytest.raises(CatalogError, match=r"entities|not well-formed"):
        interchange.read(xliff(LAUGHS.replace("{root}", "xliff"), "&a11;"), "x.xlf")
    memory = (
        LAUGHS.replace("{root}", "tmx")
        + '<tmx version="1.4"><header/><body><tu><tuv><seg>&a11;</seg></tuv></tu></body></tmx>'
    )
    with pytest.raises(CatalogError, match=r"entities|not well-formed"):
        tmx.read_all(memory.encode(), PAIR, "x.tmx")
    terms = LAUGHS.replace("{root}", "martif") + "<martif><text><body>&a11;</body></text></martif>"
    with pytest.raises(CatalogError, match=r"entities|not well-formed"):
        tbx.read(terms.encode(), PAIR, "x.tbx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_files_of_the_machine_are_not_read(encoding: str) -> None:
    """An external entity is refused in whatever encoding it comes."""
    dtd = '<!DOCTYPE xliff [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    data = xliff(dtd, "&secret;").decode().replace('<?xml version="1.0"?>', "").encode(encoding)
    with pytest.raises(CatalogError, match="entities"):
        interchange.read(data, "x.xlf")


def test_a_doctype_without_entities_is_harmless() -> None:
    """TMX files commonly name their DTD; it is not fetched."""
    text = (
        '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:1/tmx14.dtd"><tmx version="1.4"><header/><body><tu>'
        '<tuv xml:lang="lv"><seg>Jā</seg></tuv><tuv xml:lang="en"><seg>Yes</seg></tuv></tu></body></tmx>'
    )
    assert [unit.target for unit in tmx.read_all(text.encode(), PAIR, "x.tmx")] == ["Yes"]


def test_a_zip_bomb_is_refused() -> None:
    """By what the archive says it unfolds to, before anything is unfolded."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        block = bytes(16 * 1024 * 1024)
        for number in range(17):
            archive.writestr("word/document.xml" if number == 0 else f"x{number}", block)
    assert len(out.getvalue()) < 1024 * 1024
    with pytest.raises(CatalogError, match="unfolds to 272 MB"):
        interchange.read(out.getvalue(), "x.docx")


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    """What is unfolded never exceeds what was said."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(1024 * 1024))
    lie = out.getvalue().replace((1024 * 1024).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(CatalogError, match="not a readable Word document"):
        interchange.read(lie, "x.docx")


def test_an_archive_of_countless_parts_is_refused() -> None:
    """Ten thousand empty files are no document."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(2100):
            archive.writestr("word/document.xml" if number == 0 else f"x{number}", b"")
    with pytest.raises(CatalogError, match="in 2100 parts"):
        interchange.read(out.getvalue(), "x.docx")


@pytest.mark.parametrize("head", [b'{"source": "', b'msgid "', b'<xliff version="2.0">'])
def test_a_huge_file_is_refused(head: bytes) -> None:
    """Whatever its format, before it is parsed."""
    with pytest.raises(CatalogError, match="larger than 64 MB"):
        interchange.read(head + bytes(MAX_BYTES), "x")


def test_endless_nesting_is_refused() -> None:
    """Depth is limited by the parser."""
    with pytest.raises(CatalogError, match="not well-formed"):
        interchange.read(xliff("", '<pc id="1">' * 5000), "x.xlf")


@pytest.mark.parametrize("text", ["<xliff version='2.0'><file>", "<xliff version='1.2'>&nbsp;</xliff>"])
def test_broken_xml_is_named_with_its_line(text: str) -> None:
    """File, line and what the parser found."""
    with pytest.raises(CatalogError, match=r"x\.xlf, line 1: is not well-formed XML") as refused:
        interchange.read(text.encode(), "x.xlf")
    assert refused.value.line == 1


@pytest.mark.parametrize("name", ["x.po", "x.xlf", "x.jsonl", "x.docx", "x.tmx"])
def test_a_file_of_a_gigabyte_is_refused_in_little_memory(name: str, tmp_path: Path) -> None:
    """The command looks at the size before it reads; a memory is read as a stream and ends at its first fault."""
    heads = {"x.po": b'msgid "', "x.xlf": b'<xliff version="2.0">', "x.jsonl": b'{"source": "', "x.docx": b"PK\x03\x04", "x.tmx": b"<tmx>"}  # fmt: skip
    big = tmp_path / name
    with big.open("wb") as file:
        file.write(heads[name])
        file.truncate(1_000_000_000)
    workspaces.create(tmp_path / "ws").close()
    words = ["memory", "import"] if name == "x.tmx" else ["catalog", "import"]
    code = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], capture_output=True, text=True); "
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, done.stderr)"
    )
    command = [sys.executable, "-m", "i18nflow", "-w", str(tmp_path / "ws"), *words, str(big)]
    said = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True
    ).stdout
    status, megabytes, message = said.split(" ", 2)
    assert status == "1" and ("larger than 64 MB" in message or "not well-formed" in message), said
    assert int(megabytes) < 400
