"""Look a workspace over and say what is wrong with it and what to do. Nothing is changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from i18nflow import config as configuration
from i18nflow.engines import registry
from i18nflow.errors import I18nFlowError, Refused
from i18nflow.store import Store, snapshot
from i18nflow.workflow import audit, glossaries, names, signing
from i18nflow.workflow.workspace import DATABASE, Workspace

ROOM = 500 * 1024 * 1024
"""Free bytes below which the disk is said to be nearly full."""
LONG_LOG = 256 * 1024 * 1024
BACKUP_DAYS = 7
LEFT_OVER_HOURS = 24


class Level(StrEnum):
    """How bad it is: ``error`` must be mended before work goes on, ``warning`` soon."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Remark:
    """What was looked at, how it is, and what to do where it is not well."""

    about: str
    level: Level
    message: str
    remedy: str = ""


def examine(root: Path, at: datetime) -> list[Remark]:
    """Every remark on the workspace in ``root``, in the order in which to mend."""
    remarks = [*_settings(root), *_rights(root), *_disk(root), *_database(root)]
    if any(one.level is Level.ERROR and one.about in ("settings", "database") for one in remarks):
        return remarks
    if waiting := snapshot.pending(root / DATABASE):
        # Opening it would migrate it, and a doctor changes nothing.
        return [
            *remarks,
            Remark(
                "database", Level.WARNING, f"of an earlier version: {len(waiting)} steps are to come",
                "Open it with any command: it is copied to backups/ and then migrated.",
            ),
        ]  # fmt: skip
    # Looked at through the store alone: opening the workspace would already change things in it.
    config = configuration.read(root / configuration.FILE_NAME)
    try:
        with Store(root / DATABASE) as store:
            ws = Workspace(root.resolve(), config, store, lambda: at)
            for look in LOOKS:
                remarks += look(ws)
    except I18nFlowError as error:
        remarks.append(Remark("database", Level.ERROR, str(error)))
    return remarks


def _settings(root: Path) -> Iterator[Remark]:
    path = root / configuration.FILE_NAME
    if not path.is_file():
        yield Remark(
            "settings", Level.ERROR, f"{root} has no {configuration.FILE_NAME}",
            "Name a workspace with -w, or put back a backup with 'i18nflow restore'.",
        )  # fmt: skip
        return
    try:
        configuration.read(path)
    except I18nFlowError as error:
        yield Remark("settings", Level.ERROR, str(error), "Mend the named line.")
        return
    yield Remark("settings", Level.OK, f"{configuration.FILE_NAME} can be read")


def _rights(root: Path) -> Iterator[Remark]:
    for path in (root, *(root / name for name in (DATABASE, "media", "locales", "articles"))):
        if path.exists() and not os.access(path, os.W_OK):
            yield Remark(
                "rights",
                Level.ERROR,
                f"{path} cannot be written",
                "Give the program's user the right to write.",
            )


def _disk(root: Path) -> Iterator[Remark]:
    if not root.is_dir():
        return
    free = shutil.disk_usage(root).free
    if free < ROOM:
        yield Remark(
            "disk", Level.WARNING, f"{free // 1024 // 1024} MB are free", "Make room before the disk is full."
        )
    log = root / f"{DATABASE}-wal"
    if log.is_file() and log.stat().st_size > LONG_LOG:
        yield Remark(
            "disk", Level.WARNING, f"the database's log has {log.stat().st_size // 1024 // 1024} MB",
            "Some program reads without end: stop it, and the log is folded in.",
        )  # fmt: skip


def _database(root: Path) -> Iterator[Remark]:
    path = root / DATABASE
    if not path.is_file():
        yield Remark(
            "database", Level.ERROR, f"{path} is not there", "Put back a backup with 'i18nflow restore'."
        )
        return
    wrong = snapshot.faults(path)
    for one in wrong:
        newer = "newer version" in one
        yield Remark(
            "database", Level.ERROR, one,
            "" if newer else "Stop all programs, keep a copy of the file, put back a backup with 'i18nflow restore'.",
        )  # fmt: skip
    if not wrong:
        yield Remark("database", Level.OK, "pages, indexes and references are sound")


def _audit(ws: Workspace) -> Iterator[Remark]:
    broken = audit.verify(ws)
    if broken:
        first = broken[0]
        yield Remark(
            "audit", Level.ERROR,
            f"the audit log does not fit in {len(broken)} places, first in row {first.row}: {first.message}",
            "Somebody changed the database by hand. Compare with a backup or an export ('i18nflow audit verify').",
        )  # fmt: skip
    else:
        yield Remark("audit", Level.OK, "the audit log is whole")


def _counts(ws: Workspace) -> Iterator[Remark]:
    """Whether the counts that lists show are what a full count gives."""
    if wrong := ws.store.tally.wrong():
        yield Remark(
            "counts", Level.ERROR, f"the counts of {len(wrong)} articles are wrong: {', '.join(wrong[:5])}",
            "The database was changed past the program. Count anew: 'i18nflow check ARTICLE'.",
        )  # fmt: skip


def _glossaries(ws: Workspace) -> Iterator[Remark]:
    return _read(ws, "glossary", glossaries.load, ws.glossary_for, "until then no term is known.")


def _names(ws: Workspace) -> Iterator[Remark]:
    return _read(ws, "names", names.load, ws.names_for, "until then no name is checked.")


def _read(
    ws: Workspace,
    what: str,
    load: Callable[[Workspace, str], object],
    path_for: Callable[[str], Path],
    until: str,
) -> Iterator[Remark]:
    """Whether a file that people edit by hand can be read, for each target language that has one."""
    for lang in ws.config.targets:
        path = path_for(lang)
        try:
            load(ws, lang)
        except I18nFlowError as error:
            yield Remark(what, Level.ERROR, str(error), f"Mend the named line; {until}")
        else:
            if path.exists():
                yield Remark(what, Level.OK, f"{path.name} can be read")


def _media(ws: Workspace) -> Iterator[Remark]:
    missing = []
    for article in ws.store.articles.all():
        for block in ws.store.articles.document(article.slug).blocks:
            if block.image and block.image.src and "://" not in block.image.src:
                name = block.image.src.removeprefix("media/")
                if not (ws.root / "media" / name).is_file():
                    missing.append(f"{article.slug}: {name}")
    if missing:
        yield Remark(
            "media", Level.WARNING, f"{len(missing)} pictures are not there: {', '.join(missing[:5])}",
            "Import those articles again, or put the files back from a backup.",
        )  # fmt: skip


def _engines(ws: Workspace) -> Iterator[Remark]:
    for one in registry.available(ws.config.engines.settings):
        if one.name in ws.config.engines.order and not one.health.available:
            yield Remark(
                "engine", Level.WARNING, f"{one.name}: {one.health.missing}", "See 'i18nflow engines list'."
            )


def _webhooks(ws: Workspace) -> Iterator[Remark]:
    for one in ws.store.webhooks.all():
        if one.disabled_at is None and not one.salt:
            yield Remark(
                "webhook", Level.WARNING, f"webhook {one.id} has no secret yet; what is due waits",
                f"Make one and give it to the receiver: 'i18nflow webhooks rotate {one.id}'.",
            )  # fmt: skip
        elif one.disabled_at is None:
            try:
                signing.secret_of(ws, one)
            except Refused as error:
                yield Remark("webhook", Level.WARNING, "what is sent cannot be signed", str(error))


def _clock(ws: Workspace) -> Iterator[Remark]:
    latest = max((article.changed_at for article in ws.store.articles.all()), default=None)
    if latest is not None and latest > ws.now() + timedelta(minutes=5):
        yield Remark(
            "clock", Level.WARNING, f"the latest change is dated {latest:%Y-%m-%d %H:%M} UTC, in the future",
            "Set the machine's clock. Nothing is lost: order goes by version, not by time.",
        )  # fmt: skip


def _backups(ws: Workspace) -> Iterator[Remark]:
    made = sorted((ws.root / "backups").glob("*.zip"), key=lambda path: path.stat().st_mtime)
    if not made:
        yield Remark(
            "backup", Level.WARNING, "there is no backup in backups/", "Make one: 'i18nflow backup'."
        )
        return
    age = ws.now() - datetime.fromtimestamp(made[-1].stat().st_mtime, UTC)
    if age > timedelta(days=BACKUP_DAYS):
        yield Remark(
            "backup",
            Level.WARNING,
            f"the latest backup is {age.days} days old",
            "Make one: 'i18nflow backup'.",
        )


def _left_over(ws: Workspace) -> Iterator[Remark]:
    """What a killed program left: never part of the work, safe to delete."""
    old = ws.now().timestamp() - LEFT_OVER_HOURS * 3600
    places = ((ws.root.parent, f".{ws.root.name}.restoring-*"), (ws.root / "backups", ".backup-*"))
    found = [
        path for folder, pattern in places for path in folder.glob(pattern) if path.stat().st_mtime < old
    ]
    if found:
        yield Remark(
            "leftovers", Level.WARNING, f"a stopped program left {', '.join(str(path) for path in found)}",
            "Nothing is running there: delete it.",
        )  # fmt: skip


LOOKS: tuple[Callable[[Workspace], Iterator[Remark]], ...] = (
    _audit, _counts, _glossaries, _names, _media, _engines, _webhooks, _clock, _backups, _left_over,
)  # fmt: skip
