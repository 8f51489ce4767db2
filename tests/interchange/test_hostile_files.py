"""Files made to do harm are refused with one error and no harm done."""

from __future__ import annotations

import json
import re
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


HUGE = {
    "catalog import x.po": b'msgid "',
    "catalog import x.xlf": b'<xliff version="2.0">',
    "catalog import x.jsonl": b'{"source": "',
    "catalog import x.docx": b"PK\x03\x04",
    "catalog merge x.po x.po x.po": b'msgid "',
    "memory import x.tmx": b"<tmx>",
    "memory align x.txt x.txt": b"Osta ",
    "glossary import x.csv": b"source,target\n",
    "glossary import x.tbx": b"<tbx>",
    "glossary check x.csv": b"source,target\n",
    "import x.txt": b"Osta ",
    "import x.html": b"<html><p>",
    "import x.docx": b"PK\x03\x04",
    "watch --once in": b"Osta ",
}
"""A command, and what its file of a gigabyte begins with."""
RUN = """
import json, re, sys
from pathlib import Path
from click.testing import CliRunner
from i18nflow.cli import cli
for words in json.load(sys.stdin):
    done = CliRunner().invoke(cli, words, standalone_mode=False)
    print(json.dumps([words[2:], done.return_value or done.exit_code, done.output + str(done.exception)]))
# Its own peak: the ru_maxrss of a new process begins with that of the one that started it.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def test_files_of_a_gigabyte_are_refused_in_little_memory(tmp_path: Path) -> None:
    """Every command looks at the size before it reads; a memory is read as a stream and ends at its first fault."""
    workspaces.create(tmp_path / "ws").close()
    (tmp_path / "in").mkdir()
    commands = []
    for number, (words, head) in enumerate(HUGE.items()):
        named = [word if "." not in word else str(tmp_path / f"{number}{word}") for word in words.split()]
        big = Path(named[-1]) if "." in words else tmp_path / "in" / "x.txt"
        named[-1] = str(tmp_path / "in") if named[-1] == "in" else named[-1]
        with big.open("wb") as file:
            file.write(head)
            file.truncate(1_000_000_000)
        commands.append(["-w", str(tmp_path / "ws"), *named])
    done = subprocess.run(
        [sys.executable, "-c", RUN], input=json.dumps(commands), capture_output=True, text=True, check=True
    )
    *said, megabytes = done.stdout.splitlines()
    assert len(said) == len(HUGE)
    for line in said:
        _words, status, output = json.loads(line)
        assert status in (1, 3), line
        assert re.search("larger than|not well-formed", output), line
    assert int(megabytes) < 400
