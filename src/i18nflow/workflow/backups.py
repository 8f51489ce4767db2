"""Backup and restore of a whole workspace: one archive, verified before anything is replaced.

An archive is a zip file: the database as it stood at one moment, the settings, the glossaries and other tables at
the top, ``articles/``, ``media/`` and ``locales/``, and ``manifest.json`` with size and SHA-256 of each. What can be
made again (the site, compiled catalogs, the memory's index) is left out.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from unicodedata import category

from i18nflow import __version__, files, locks
from i18nflow import config as configuration
from i18nflow.errors import BROKEN_ARCHIVE, InputError, Refused, why
from i18nflow.model import said
from i18nflow.store import Store, database, snapshot
from i18nflow.workflow import signing
from i18nflow.workflow.workspace import DATABASE, FOLDERS

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1024 * 1024
DEEPEST = 32
"""The most folders in each other, the file itself counted."""
MOST_MANIFEST = 64 * 1024 * 1024

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Backup:
    """What an archive holds: when it was made, by which version, and its files (name → size in bytes)."""

    path: Path
    at: datetime
    version: str
    files: dict[str, int]

    @property
    def size(self) -> int:
        """Bytes of all its files, unpacked."""
        return sum(self.files.values())


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored workspace, and where the one it replaced was put (None: there was none)."""

    root: Path
    backup: Backup
    before: Path | None


def create(
    root: Path, target: Path | None, at: datetime, *, by: str = "i18nflow", tell: Tell | None = None
) -> Backup:
    """Write an archive of the workspace in ``root`` to ``target`` (by default below ``root/backups``), as ``by``'s act.

    People may go on working meanwhile. The archive appears whole or not at all; an existing one is not
    overwritten. Raises :class:`InputError`, :class:`StoreError`.
    """
    if not (root / configuration.FILE_NAME).is_file():
        raise InputError(
            said("is not a workspace (no {file})", file=configuration.FILE_NAME), where=str(root)
        )
    path = target or root / "backups" / f"{root.resolve().name}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"
    if path.exists():
        raise InputError(said("is there already; a backup is never overwritten"), where=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
            made = _pack(root, Path(folder), at, tell)
            # Linked, not renamed: should somebody else have made the name meanwhile, theirs stays.
            os.link(made, path)
            files.sync_folder(path.parent)
    except FileExistsError as error:
        raise InputError(said("is there already; a backup is never overwritten"), where=str(path)) from error
    except OSError as error:
        raise InputError(said("cannot be written: {reason}", reason=why(error)), where=str(path)) from error
    with Store(root / DATABASE) as store, store.write():
        store.audit.add(at, by, "backup", path.name, {"bytes": path.stat().st_size})
    return read(path)


def read(path: Path) -> Backup:
    """What the archive at ``path`` says it holds; nothing is verified yet. Raises :class:`InputError`."""
    with _opened(path) as archive:
        return _manifest(archive, path)[0]


def verify(path: Path, *, tell: Tell | None = None) -> Backup:
    """Read the whole archive: every file is there, of the size and hash noted, and the database is sound.

    Raises :class:`InputError` with what is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="i18nflow-verify-") as folder:
        return _unpack(path, Path(folder), tell)


def restore(
    path: Path,
    root: Path,
    at: datetime,
    *,
    replace: bool = False,
    by: str = "i18nflow",
    tell: Tell | None = None,
) -> Restored:
    """Make the workspace in ``root`` what the archive at ``path`` holds.

    The archive is unpacked beside ``root`` and verified first; only a sound one takes its place. A workspace
    that is there (``replace``) is put aside whole, never deleted. Killed at any moment, it leaves the old
    workspace, or the new one, or the old one put aside and the new one ready beside it: running it again
    ends it. Raises :class:`InputError`, :class:`Refused`.
    """
    root = root.resolve()
    occupied = root.exists() and any(root.iterdir())
    if occupied and not replace:
        raise Refused(
            said("{root} is not empty. Name another folder, or --replace to put it aside.", root=root)
        )
    with locks.alone(root):
        root.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=root.parent, prefix=f".{root.name}.restoring-"))
        try:
            backup = _unpack(path, fresh, tell)
            _keep_what_is_not_in_it(root, fresh)
            # In the log of what is restored: from here on it goes on where the archive was made.
            with Store(fresh / DATABASE) as store, store.write():
                store.audit.add(
                    at, by, "restore", path.name, {"made": backup.at.isoformat(), "replaced": occupied}
                )
            fresh.chmod(0o755)
            aside = _put_aside(root, at) if occupied else None
            if root.exists():
                root.rmdir()
            fresh.rename(root)
            files.sync_folder(root.parent)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
    return Restored(root, backup, aside)


def _keep_what_is_not_in_it(root: Path, fresh: Path) -> None:
    """The folder of backups and the key of the webhooks go over to the new workspace: hard links, so that both have them."""
    if (key := signing.key_file(root)).exists():
        os.link(key, signing.key_file(fresh))
    for one in sorted((root / "backups").glob("*.zip")) if (root / "backups").is_dir() else []:
        (fresh / "backups").mkdir(exist_ok=True)
        if not (fresh / "backups" / one.name).exists():
            os.link(one, fresh / "backups" / one.name)


def _put_aside(root: Path, at: datetime) -> Path:
    stem = f"{root.name}.before-restore-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    aside = root.with_name(stem)
    number = 1
    while aside.exists():
        number += 1
        aside = root.with_name(f"{stem}-{number}")
    root.rename(aside)
    return aside


def _pack(root: Path, folder: Path, at: datetime, tell: Tell | None) -> Path:
    copied = folder / DATABASE
    with database.explained(root / DATABASE):
        snapshot.copy(root / DATABASE, copied)
    wanted = [(DATABASE, copied), *_files_of(root)]
    total = sum(path.stat().st_size for _, path in wanted)
    made = folder / "backup.zip"
    noted: dict[str, dict[str, Any]] = {}
    done = 0
    with zipfile.ZipFile(made, "x", compression=zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, path in wanted:
            digest, size = hashlib.sha256(), 0
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as sink:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    done += len(chunk)
                    sink.write(chunk)
                    if tell is not None:
                        tell(done, max(total, done))
            noted[name] = {"size": size, "sha256": digest.hexdigest()}
        about = {
            "format": FORMAT,
            "program": "i18nflow",
            "version": __version__,
            "at": at.astimezone(UTC).isoformat(timespec="seconds"),
            "steps": snapshot.steps(copied),
            "files": noted,
        }
        archive.writestr(MANIFEST, json.dumps(about, ensure_ascii=False, indent=1))
    with made.open("rb") as file:
        os.fsync(file.fileno())
    return made


def _files_of(root: Path) -> Iterator[tuple[str, Path]]:
    """The workspace's own files below ``root``, without links (they could lead anywhere) and what is made anew."""
    top = [root / configuration.FILE_NAME, *sorted(root.glob("*.csv"))]
    deep = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*"))]
    for path in (*top, *deep):
        if path.is_symlink() or not path.is_file() or path.suffix == ".mo" or path.name.startswith("."):
            continue
        if any(parent.is_symlink() for parent in path.relative_to(root).parents if parent.name):
            continue
        name = path.relative_to(root).as_posix()
        if not _belongs(name):
            raise InputError(
                said("has a name that no backup can hold: rename it, or take it away"), where=ascii(str(path))
            )
        yield name, path


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except OSError as error:
        raise InputError(said("cannot be read: {reason}", reason=why(error)), where=str(path)) from error
    except BROKEN_ARCHIVE as error:
        raise InputError(said("is not a backup, or is damaged"), where=str(path)) from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> tuple[Backup, dict[str, dict[str, Any]]]:
    try:
        if archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
            raise ValueError("too large")
        about = json.loads(archive.read(MANIFEST))
        noted = about["files"]
        sizes = {str(name): int(one["size"]) for name, one in noted.items()}
        at, version, number = datetime.fromisoformat(about["at"]), str(about["version"]), int(about["format"])
        if DATABASE not in sizes or configuration.FILE_NAME not in sizes:
            raise ValueError("incomplete")
    except (*BROKEN_ARCHIVE, KeyError, TypeError, AttributeError) as error:
        raise InputError(said("is not a backup of i18nflow, or is damaged"), where=str(path)) from error
    if number > FORMAT:
        raise InputError(
            said("was made by a newer version ({version}): update the program", version=version),
            where=str(path),
        )
    return Backup(path, at, version, sizes), noted


def _unpack(path: Path, folder: Path, tell: Tell | None) -> Backup:
    """Unpack into ``folder`` and verify everything. Only what the manifest names, and no byte more, is read."""
    with _opened(path) as archive:
        backup, noted = _manifest(archive, path)
        if backup.size > shutil.disk_usage(folder).free:
            raise InputError(
                said(
                    "unfolds to {mb} MB, more than there is room for in {folder}",
                    mb=backup.size // 1_000_000,
                    folder=folder.parent,
                ),
                where=str(path),
            )
        done = 0
        for name, one in noted.items():
            target = _place(folder, name, path)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as source, target.open("xb") as sink:
                    size, digest = _pour(source, sink, int(one["size"]))
            except OSError as error:
                raise InputError(
                    said("cannot be unpacked: {reason}", reason=why(error)), where=str(path)
                ) from error
            except (*BROKEN_ARCHIVE, KeyError) as error:
                raise InputError(
                    said("is damaged: '{name}' cannot be read", name=name), where=str(path)
                ) from error
            if size != one["size"] or digest != one.get("sha256"):
                raise InputError(
                    said("is damaged: '{name}' is not what was packed", name=name), where=str(path)
                )
            done += size
            if tell is not None:
                tell(done, backup.size)
    if wrong := snapshot.faults(folder / DATABASE):
        raise InputError(
            said("holds a database that cannot be used: {reason}", reason=wrong[0]), where=str(path)
        )
    configuration.read(folder / configuration.FILE_NAME)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    return backup


def _place(folder: Path, name: str, path: Path) -> Path:
    """Where the member ``name`` goes. Raises :class:`InputError` for what no backup of a workspace holds."""
    if not _belongs(name):
        raise InputError(
            said("holds a file that belongs to no workspace: '{name}'", name=name), where=str(path)
        )
    return files.inside(folder, name)


def _belongs(name: str) -> bool:
    """Whether a backup may hold ``name``: the database, the settings, a table, or a file below one of the folders.

    At the top nothing else, for there lie keys, locks, and what a program run there would load. No name that another
    system, or a person, reads as something else.
    """
    parts = name.split("/")
    if len(parts) == 1:
        known = name in (DATABASE, configuration.FILE_NAME) or name.endswith(".csv")
    else:
        known = parts[0] in FOLDERS and len(parts) <= DEEPEST
    strange = any(char == "\\" or category(char) in ("Cc", "Cs") for char in name)
    return known and not strange and not any(part in ("", ".", "..") for part in parts)


def _pour(source: IO[bytes], sink: IO[bytes], most: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(min(CHUNK, most - size + 1)):
        size += len(chunk)
        if size > most:
            break
        digest.update(chunk)
        sink.write(chunk)
    sink.flush()
    os.fsync(sink.fileno())
    return size, digest.hexdigest()
