"""A model's archive: what it says of its licence, and its files taken out safely."""

from __future__ import annotations

import re
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from i18nflow.errors import BROKEN_ARCHIVE, InputError
from i18nflow.model import said

MOST_BYTES = 2_000_000_000
_MOST_TEXT = 200_000
_NEEDED = ("decoder.yml", "source.spm", "target.spm")
_WANTED = re.compile(
    r"(?:decoder\.yml|source\.spm|target\.spm|[\w.+-]+\.npz|[\w.+-]+\.yml|LICENSE(?:\.\w+)?|README(?:\.\w+)?)"
)
# The licence itself says what it is in its first lines; the order matters where one text names another.
_LICENCES = (
    (
        "CC-BY-4.0",
        re.compile(r"Attribution 4\.0 International|creativecommons\.org/licenses/by/4\.0", re.IGNORECASE),
    ),
    ("CC-BY-SA-4.0", re.compile(r"Attribution-ShareAlike 4\.0|licenses/by-sa/4\.0", re.IGNORECASE)),
    ("CC-BY-NC-4.0", re.compile(r"Attribution-NonCommercial 4\.0|licenses/by-nc/4\.0", re.IGNORECASE)),
    (
        "Apache-2.0",
        re.compile(r"Apache(?: License)?,?[\s-]+(?:Version )?2\.0|licenses/LICENSE-2\.0", re.IGNORECASE),
    ),
    ("MIT", re.compile(r"\bMIT License\b|Permission is hereby granted, free of charge", re.IGNORECASE)),
)
_LABEL = re.compile(r"^\W*licen[cs]e\W{1,4}(.{2,60}?)\W*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Licence:
    """What an archive says of its licence: each place with what it says there, and the licence file's beginning."""

    said: tuple[tuple[str, str], ...]
    beginning: str = ""

    @property
    def name(self) -> str:
        """All different names that were found, or that there is none."""
        return " / ".join(dict.fromkeys(name for _, name in self.said)) or "not stated in the archive"


def licence(archive: ZipFile) -> Licence:
    """What the archive itself says: its licence file and its read-me. Labels elsewhere differ from both."""
    said: list[tuple[str, str]] = []
    beginning = ""
    for info in archive.infolist():
        name = PurePosixPath(info.filename).name
        if info.file_size > _MOST_TEXT:
            continue
        if name.upper().startswith("LICEN"):
            text = archive.read(info).decode("utf-8", errors="replace")
            beginning = beginning or "\n".join([line for line in text.splitlines() if line.strip()][:3])
            said.append((name, _named(text) or "see its text"))
        elif name.upper().startswith("README"):
            text = archive.read(info).decode("utf-8", errors="replace")
            if label := _LABEL.search(text):
                said.append((name, _named(label[1]) or label[1].strip()))
    return Licence(tuple(said), beginning)


def unpack(archive: ZipFile, into: Path) -> None:
    """Take the needed files out, flat into ``into``. Raises :class:`InputError` for an archive that is not safe."""
    chosen = _chosen(archive)
    if sum(info.file_size for info in chosen.values()) > MOST_BYTES:
        raise InputError(said("unpacks to more than a model can be; nothing was unpacked"))
    for name, info in chosen.items():
        with archive.open(info) as source, (into / name).open("xb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        if (into / name).stat().st_size != info.file_size:
            raise InputError(said("{name} has another size than the archive says", name=name))


def opened(path: Path) -> ZipFile:
    """The archive at ``path``, every file's checksum verified. Raises :class:`InputError`."""
    try:
        archive = ZipFile(path)
        broken = archive.testzip()
    except BROKEN_ARCHIVE as error:
        raise InputError(said("is not a whole zip archive"), where=str(path)) from error
    if broken is not None:
        archive.close()
        raise InputError(said("is damaged: {broken}", broken=broken), where=str(path))
    return archive


def _chosen(archive: ZipFile) -> dict[str, ZipInfo]:
    """The files of a model by plain name; a name that leads elsewhere or comes twice is refused."""
    chosen: dict[str, ZipInfo] = {}
    for info in archive.infolist():
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", info.filename):
            raise InputError(said("holds a file that leads elsewhere: {name}", name=f"{info.filename!r}"))
        if stat.S_ISLNK(info.external_attr >> 16):
            raise InputError(said("holds a link: {name}", name=f"{info.filename!r}"))
        if info.is_dir() or not _WANTED.fullmatch(path.name):
            continue
        if path.name in chosen:
            raise InputError(said("holds {name} twice", name=path.name))
        chosen[path.name] = info
    missing = [name for name in _NEEDED if name not in chosen]
    if missing or not any(name.endswith(".npz") for name in chosen):
        raise InputError(
            said("is not an OPUS-MT model: {missing} is missing", missing=", ".join(missing) or "no .npz")
        )
    return chosen


def _named(text: str) -> str:
    return next((name for name, pattern in _LICENCES if pattern.search(text[:3000])), "")
