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
from i18nflow import publish
from i18nflow.engines import registry
from i18nflow.errors import I18nFlowError, Refused
from i18nflow.store import Store, snapshot
from i18nflow.workflow import audit, backups, erasing, glossaries, names, publishing, runs, signing
from i18nflow.workflow.workspace import DATABASE, FOLDERS, Workspace

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
    remarks = [*_settings(root), *_rights(root), *_readable(root), *_disk(root), *_database(root)]
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


def _readable(root: Path) -> Iterator[Remark]:
    """What a backup would stumble over, or leave out without a word."""
    unread, links = [], []
    for path in [*root.glob("*.csv"), *(one for name in FOLDERS for one in (root / name).rglob("*"))]:
        if path.is_symlink():
            links.append(path.relative_to(root).as_posix())
        elif not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
            unread.append(path.relative_to(root).as_posix())
    if unread:
        yield Remark(
            "rights", Level.ERROR, f"{len(unread)} files cannot be read: {_some(unread)}",
            "Give the program's user the right to read them; until then no backup can be made.",
        )  # fmt: skip
    if links:
        yield Remark(
            "links", Level.WARNING, f"{len(links)} links lead to other places: {_some(links)}",
            "They are in no backup: put the files themselves there.",
        )  # fmt: skip


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
    """Pictures that are missing, and those that no article shows: nothing is wrong with these, but they take room."""
    shown, missing = set(), []
    for article in ws.store.articles.all():
        for block in ws.store.articles.document(article.slug).blocks:
            if block.image and block.image.src:
                name = block.image.src.removeprefix("media/")
                shown.add(name)
                if "://" not in name and not (ws.root / "media" / name).is_file():
                    missing.append(f"{article.slug}: {name}")
    if missing:
        yield Remark(
            "media", Level.WARNING, f"{len(missing)} pictures are not there: {', '.join(missing[:5])}",
            "Import those articles again, or put the files back from a backup.",
        )  # fmt: skip
    folder = ws.root / "media"
    extra = [
        name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (name := path.relative_to(folder).as_posix()) not in shown
    ]
    if extra:
        yield Remark(
            "media", Level.OK, f"{len(extra)} files in media/ are shown by no article: {_some(extra)}",
            "Earlier revisions may show them; delete them where nobody needs them.",
        )  # fmt: skip


def _runs(ws: Workspace) -> Iterator[Remark]:
    for article in ws.store.articles.all():
        run = ws.store.runs.open_of(article.slug)
        if run is not None and not runs.is_alive(ws, run):
            yield Remark(
                "run", Level.WARNING,
                f"the pre-translation of '{run.article}' by {run.actor} was interrupted at {run.done} of {run.total} segments",
                f"Nothing is lost: 'i18nflow translate {run.article}' does the rest.",
            )  # fmt: skip


def _schedules(ws: Workspace) -> Iterator[Remark]:
    lapsed = publishing.lapsed(ws)
    for one in ws.store.schedules.all():
        what = f"'{one.article}' ({one.lang}), scheduled by {one.actor} for {one.due:%Y-%m-%d %H:%M} UTC,"
        again = f"'i18nflow publish {one.article} --to {one.lang} --at TIME --by EDITOR'"
        if (one.article, one.lang) in lapsed:
            yield Remark(
                "schedule", Level.WARNING, f"{what} will not be published: {one.actor} may not publish any more",
                f"Let an editor schedule it anew: {again}.",
            )  # fmt: skip
        elif one.due < ws.now() - timedelta(minutes=10):
            against = publishing.blockers(ws, one.article, one.lang)
            yield Remark(
                "schedule", Level.WARNING,
                f"{what} is held back: {len(against)} things stand against it" if against else f"{what} is overdue: nothing published it",
                "Settle them, or take the schedule back; the page 'Publish' of the article lists them." if against
                else "Let 'i18nflow serve' run, or 'i18nflow publish --due' by cron.",
            )  # fmt: skip


def _search(ws: Workspace) -> Iterator[Remark]:
    """What is searched is a copy of the texts; by hand, one can be changed without the other."""
    if wrong := ws.store.search.faults():
        yield Remark(
            "search", Level.ERROR, f"{wrong} texts are filed for searching otherwise than they stand",
            "Somebody changed the database by hand. Put back a backup with 'i18nflow restore'.",
        )  # fmt: skip


def _erasures(ws: Workspace) -> Iterator[Remark]:
    if erasing.is_unfinished(ws):
        yield Remark(
            "erasure", Level.ERROR, "an erasure was interrupted and is not ended: files or pages may still hold what was to go",
            "Give the same command again ('i18nflow article purge' or 'i18nflow user erase'): it does what is left.",
        )  # fmt: skip


def _site(ws: Workspace) -> Iterator[Remark]:
    if not any(mark for _, mark in ws.store.publications.marks()):
        return
    altered = publish.altered(ws.site)
    if altered is None:
        yield Remark(
            "site", Level.WARNING, "the site is not built, or nothing is known of its last build",
            "Build it: 'i18nflow publish'.",
        )  # fmt: skip
    elif altered:
        yield Remark(
            "site", Level.WARNING, f"{len(altered)} files of the site are not as they were built: {_some(altered)}",
            "Delete them, then build them anew: 'i18nflow publish'.",
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
                signing.keys_of(ws, one)
            except Refused as error:
                yield Remark("webhook", Level.WARNING, "what is sent cannot be signed", str(error))


def _clock(ws: Workspace) -> Iterator[Remark]:
    head = ws.store.audit.head()
    times = [article.changed_at for article in ws.store.articles.all()] + (
        [datetime.fromisoformat(head.at)] if head else []
    )
    latest = max(times, default=None)
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
    try:
        backups.read(made[-1])
    except I18nFlowError as error:
        yield Remark(
            "backup",
            Level.WARNING,
            f"the latest backup cannot be used: {error}",
            "Make another: 'i18nflow backup'.",
        )
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


def _some(names: list[str]) -> str:
    """The first names, and that there are more."""
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


LOOKS: tuple[Callable[[Workspace], Iterator[Remark]], ...] = (
    _audit, _counts, _search, _glossaries, _names, _media, _engines, _runs, _schedules, _erasures, _site, _webhooks,
    _clock, _backups, _left_over,
)  # fmt: skip
