"""Archives made to do harm: as a backup, as a document, as a catalog, as an engine's model."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from i18nflow import config, ingest, interchange
from i18nflow.engines.opus import archive as models
from i18nflow.errors import I18nFlowError, InputError
from i18nflow.workflow import backups
from i18nflow.workflow import workspace as workspaces

AT = datetime(2026, 3, 2, tzinfo=UTC)
Entries = dict[str | zipfile.ZipInfo, bytes]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound backup."""
    folder = tmp_path_factory.mktemp("good")
    text = config.template(base_url="https://osta.example.org", name="Osta")
    workspaces.create(folder / "ws", text=text).close()
    return backups.create(folder / "ws", folder / "good.zip", AT).path.read_bytes()


def crafted(good: bytes, entries: Entries, noted: dict[str, object] | None = None) -> bytes:
    """The backup with more members, each noted as it is; ``noted`` says of some what is not so."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        about = json.loads(old.read("manifest.json"))
        taken = {one if isinstance(one, str) else one.filename for one in entries}
        for name in old.namelist():
            if name != "manifest.json" and name not in taken:
                new.writestr(name, old.read(name))
        for name, data in entries.items():
            new.writestr(name, data)
            plain = name if isinstance(name, str) else name.filename
            about["files"][plain] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        about["files"].update(noted or {})
        new.writestr("manifest.json", json.dumps(about))
    return out.getvalue()


def link(name: str, to: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def everywhere(data: bytes, at: tuple[int, int], value: bytes, *, flag: bool = False) -> bytes:
    """``value`` in every local header (at the first offset) and every entry of the directory (at the second)."""
    made = bytearray(data)
    for mark, offset in zip((b"PK\x03\x04", b"PK\x01\x02"), at, strict=True):
        found = made.find(mark)
        while found >= 0:
            place = found + offset
            made[place : place + len(value)] = bytes([made[place] | value[0]]) if flag else value
            found = made.find(mark, found + 4)
    return bytes(made)


def encrypted(data: bytes) -> bytes:
    return everywhere(data, (6, 8), b"\x01", flag=True)


def packed_as(data: bytes, method: int) -> bytes:
    return everywhere(data, (8, 10), struct.pack("<H", method))


def bare_manifest(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("manifest.json", text)
    return out.getvalue()


SIZE_ONE = {"size": 1, "sha256": "x"}
BACKUPS: dict[str, Callable[[bytes], bytes]] = {
    "an absolute name": lambda good: crafted(good, {"/tmp/evil": b"x"}),
    "a name that climbs": lambda good: crafted(good, {"media/../../evil": b"x"}),
    "a drive": lambda good: crafted(good, {"C:evil": b"x"}),
    "backslashes": lambda good: crafted(good, {"media\\..\\..\\evil": b"x"}),
    "a link, and a file through it": lambda good: crafted(good, {link("media/d", ".."): b"/tmp", "media/d/evil": b"x"}),
    "a file that is a folder too": lambda good: crafted(good, {"media/x": b"1", "media/x/evil": b"2"}),
    "a file in place of a folder": lambda good: crafted(good, {"media": b"evil"}),
    "a folder's name": lambda good: crafted(good, {"media/evil/": b""}),
    "a key that somebody else knows": lambda good: crafted(good, {".webhooks.key": b"k" * 64}),
    "a lock": lambda good: crafted(good, {".clock": b""}),
    "a log of writes": lambda good: crafted(good, {"i18nflow.db-wal": b"x" * 5000}),
    "a program": lambda good: crafted(good, {"sitecustomize.py": b"evil()"}),
    "a NUL": lambda good: crafted(good, {}, {"media/a\0b": SIZE_ONE}),
    "half a pair": lambda good: crafted(good, {}, {"media/\ud800": SIZE_ONE}),
    "a line end": lambda good: crafted(good, {"media/evil\n[core]": b"x"}),
    "no name": lambda good: crafted(good, {}, {"": SIZE_ONE}),
    "a dot": lambda good: crafted(good, {}, {".": SIZE_ONE}),
    "folders without end": lambda good: crafted(good, {"media/" + "a/" * 2000 + "b": b"x"}),
    "a name too long": lambda good: crafted(good, {"media/" + "a" * 300: b"x"}),
    "infinitely large": lambda good: crafted(good, {}, {"media/x": {"size": float("inf"), "sha256": "x"}}),
    "larger than the disk": lambda good: crafted(good, {}, {"media/x": {"size": 2**60, "sha256": "x"}}),
    "5000 digits": lambda good: crafted(good, {}, {"media/x": {"size": "9" * 5000, "sha256": "x"}}),
    "less than nothing": lambda good: crafted(good, {"media/x": b"x"}, {"media/x": {"size": -1, "sha256": "x"}}),
    "lists in lists": lambda _good: bare_manifest("[" * 100_000),
    "settings in settings": lambda good: crafted(good, {"i18nflow.toml": b"a = " + b"[" * 50_000}),
    "a setting of 5000 digits": lambda good: crafted(good, {"i18nflow.toml": b"a = " + b"9" * 5000}),
    "encrypted": encrypted,
    "an unknown method": lambda good: packed_as(good, 99),
    "another method": lambda good: packed_as(good, 12),
    "an offset beyond the end": lambda good: everywhere(good, (60, 42), struct.pack("<I", 0xFFFFFFF0)),
}  # fmt: skip


@pytest.mark.parametrize("name", BACKUPS)
def test_a_crafted_backup_restores_nothing(good: bytes, tmp_path: Path, name: str) -> None:
    """It is refused with a sentence; nothing is written outside, no link is made, nothing half-done is left."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "c.zip").write_bytes(BACKUPS[name](good))
    with pytest.raises(InputError):
        backups.restore(folder / "c.zip", folder / "ws", AT)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["c.zip", "in"]


def test_a_link_in_a_backup_becomes_a_file(good: bytes, tmp_path: Path) -> None:
    """Its target's name is the file's text; the file it points to is neither read nor written."""
    (tmp_path / "c.zip").write_bytes(crafted(good, {link("media/x", ""): b"/etc/passwd"}))
    root = backups.restore(tmp_path / "c.zip", tmp_path / "ws", AT).root
    assert not (root / "media" / "x").is_symlink()
    assert (root / "media" / "x").read_bytes() == b"/etc/passwd"


@pytest.mark.parametrize("name", ["a\nb.txt", "a\\b.txt", "a\udcff.txt"], ids=ascii)
def test_a_backup_that_could_not_be_restored_is_not_made(tmp_path: Path, name: str) -> None:
    """A name that a restore refuses is said when the backup is made, not when it is needed."""
    text = config.template(base_url="https://osta.example.org", name="Osta")
    workspaces.create(tmp_path / "ws", text=text).close()
    (tmp_path / "ws" / "media").mkdir(exist_ok=True)
    (tmp_path / "ws" / "media" / name).write_bytes(b"x")
    with pytest.raises(InputError, match="rename it"):
        backups.create(tmp_path / "ws", tmp_path / "b.zip", AT)


def document() -> bytes:
    made = docx.Document()
    made.add_paragraph("Teksts ir šeit.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def damaged(data: bytes) -> list[bytes]:
    """Encrypted, packed in every way, and with a byte turned here and there, also in the archive's directory."""
    made = [encrypted(data), *(packed_as(data, method) for method in (0, 9, 12, 14, 93, 99))]
    directory = data.find(b"PK\x01\x02")
    for place in (*range(0, len(data), len(data) // 60), *range(directory, len(data), 23)):
        made.append(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
    return made


def test_a_damaged_archive_is_always_an_error_with_a_sentence(tmp_path: Path) -> None:
    """Whatever zip, deflate, bzip2 and LZMA raise."""

    def model(data: bytes) -> None:
        (tmp_path / "m.zip").write_bytes(data)
        with models.opened(tmp_path / "m.zip") as archive:
            models.unpack(archive, tmp_path)

    refused = 0
    for data in damaged(document()):
        for read in (
            lambda data: ingest.read(data, "x.docx", lang="lv"),
            lambda data: interchange.read(data, "x.docx"),
            model,
        ):
            try:
                read(data)
            except I18nFlowError:
                refused += 1
    assert refused > 200


@pytest.mark.parametrize(
    "data", [b'{"i18nflow": 1}\n{"key": ' + b"9" * 5000 + b"}", b'{"a":' * 100_000], ids=["digits", "depth"]
)
def test_lines_of_json_without_measure_are_refused(data: bytes) -> None:
    """A number too long to be one, objects in objects."""
    with pytest.raises(InputError):
        interchange.read(data, "x.jsonl")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"<!---->" * 400 + b"x"),
        ("a.md", b"# T\n\n" + b"![a" * 100_000),
        (
            "a.html",
            b"<html><body><h1>T</h1><p>x <img src='x' width='1" + b" " * 200_000 + b"x'></p></body></html>",
        ),
    ],
)
def test_a_text_made_to_be_read_for_hours_is_not(name: str, data: bytes) -> None:
    """Comments of nothing but their marks (each reading doubled the time), links without end, blanks without end.

    A process of its own, which the system ends after seconds of computing: a regular expression cannot be interrupted.
    """
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "from i18nflow import ingest; from i18nflow.errors import InputError\n"
        "try: ingest.read(sys.stdin.buffer.read(), sys.argv[1], lang='lv')\n"
        "except InputError: pass\n"
    )
    done = subprocess.run([sys.executable, "-c", program, name], input=data, check=False)
    assert done.returncode == 0
