"""A folder that is watched: what lands in it is imported once it is whole, and what cannot be is said and left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from i18nflow import files, interchange
from i18nflow.errors import CatalogError, I18nFlowError, why
from i18nflow.interchange import Format
from i18nflow.model import Actor, said
from i18nflow.workflow import catalogs, importing
from i18nflow.workflow.workspace import Workspace

CATALOGS = frozenset({".po", ".xlf", ".xliff", ".jsonl"})
# What browsers, editors and file transfers call a file that is not whole yet.
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp", ".filepart", "~")
DONE, FAILED = "done", "failed"


class What(StrEnum):
    """What became of a file."""

    ARTICLE = "article"
    CATALOG = "catalog"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was dealt with: what became of it, and a sentence."""

    path: Path
    what: What
    message: str


Stamp = tuple[int, int, int]
"""Size, time of the last change in nanoseconds, and inode: a file of which these stand still is whole."""


@dataclass
class Watch:
    """A folder under watch. :meth:`look` is one round; call it every second or so.

    A file is taken when it has stood unchanged for ``rounds`` rounds. One that was dealt with is not looked at
    again until it changes. With ``move`` it goes to ``done/`` or ``failed/`` in the folder (there with its reason
    beside it); otherwise everything stays where it is.
    """

    folder: Path
    actor: Actor
    rounds: int = 2
    move: bool = False
    as_approved: bool = False
    _standing: dict[Path, tuple[Stamp, int]] = field(default_factory=dict)
    _dealt: dict[Path, Stamp] = field(default_factory=dict)

    def look(self, ws: Workspace) -> Iterator[Seen]:
        """One round: what became of the files that are whole by now."""
        there = dict(self._files())
        self._standing = {path: known for path, known in self._standing.items() if path in there}
        self._dealt = {path: stamp for path, stamp in self._dealt.items() if path in there}
        for path, stamp in sorted(there.items()):
            if self._dealt.get(path) != stamp and self._whole(path, stamp):
                seen = self._take(ws, path)
                self._dealt[path] = stamp
                if self.move:
                    self._put_away(seen)
                yield seen

    @property
    def pending(self) -> bool:
        """Whether some file is not known to be whole yet."""
        return any(self._dealt.get(path) != stamp for path, stamp in self._files())

    def _files(self) -> Iterator[tuple[Path, Stamp]]:
        try:
            found = sorted(self.folder.iterdir())
        except OSError as error:
            raise I18nFlowError(
                said("{folder}: cannot be read: {reason}", folder=self.folder, reason=why(error))
            ) from error
        for path in found:
            if path.name.startswith((".", "~$")) or path.name.lower().endswith(_UNFINISHED):
                continue
            if path.suffix.lower() not in CATALOGS | importing.READABLE:
                continue
            try:
                stat = path.lstat()
            except OSError:
                continue  # gone between the listing and the look
            if path.is_file() and not path.is_symlink():
                yield path, (stat.st_size, stat.st_mtime_ns, stat.st_ino)

    def _whole(self, path: Path, stamp: Stamp) -> bool:
        before, rounds = self._standing.get(path, (None, 0))
        rounds = rounds + 1 if before == stamp else 0
        self._standing[path] = (stamp, rounds)
        return rounds >= self.rounds

    def _take(self, ws: Workspace, path: Path) -> Seen:
        try:
            data = files.read_bytes(path, max_bytes=ws.config.imports.max_mb * 1_000_000)
            if _is_catalog(path, data):
                return self._catalog(ws, path, data)
            if (known := _known(ws, path, data)) is not None:
                return Seen(path, What.ARTICLE, f"{known}: unchanged, it is the same file under another name")
            done = importing.import_file(ws, path, self.actor)
        except I18nFlowError as error:
            return Seen(path, What.FAILED, str(error))
        return Seen(path, What.ARTICLE, f"{done.slug}: {done.status}, {done.segments} segments")

    def _catalog(self, ws: Workspace, path: Path, data: bytes) -> Seen:
        done = catalogs.import_catalog(ws, data, path.name, self.actor, as_approved=self.as_approved)
        if done.undecided:
            # What it says there is in no other place: the file is not done with.
            return Seen(
                path,
                What.FAILED,
                f"{path.name}: {done.applied} taken, {done.undecided} undecided (changed in the file and here): decide in "
                "the browser, or with 'i18nflow catalog import --take both'",
            )
        counts = ", ".join(f"{number} {kind}" for kind, number in done.report.count().items() if number)
        return Seen(path, What.CATALOG, f"{done.article} ({done.lang}): {done.applied} taken ({counts})")

    def _put_away(self, seen: Seen) -> None:
        folder = self.folder / (FAILED if seen.what is What.FAILED else DONE)
        folder.mkdir(exist_ok=True)
        target, number = folder / seen.path.name, 2
        while target.exists():
            target, number = folder / f"{seen.path.stem}-{number}{seen.path.suffix}", number + 1
        if seen.what is What.FAILED:
            # Before the file itself: whatever stands in failed/ has its reason, also where the watch was killed here.
            files.write_atomic(target.with_name(f"{target.name}.reason.txt"), f"{seen.message}\n".encode())
        seen.path.rename(target)


def _known(ws: Workspace, path: Path, data: bytes) -> str | None:
    """The article that was made of these very bytes under another name: a file renamed, or downloaded twice."""
    own = files.slugify(path.stem)
    if ws.store.articles.find(own) is not None:
        return None
    for kept in sorted((ws.root / "articles").glob("*.*")):
        same = kept.stat().st_size == len(data) and kept.read_bytes() == data
        if same and kept.stem != own and ws.store.articles.find(kept.stem) is not None:
            return kept.stem
    return None


def _is_catalog(path: Path, data: bytes) -> bool:
    """Whether a file is a catalog; of a Word file only its content tells."""
    if path.suffix.lower() != ".docx":
        return path.suffix.lower() in CATALOGS
    try:
        if interchange.sniff(data, path.name) is not Format.DOCX:
            return False
        interchange.read(data, path.name)
    except CatalogError:
        return False
    return True
