"""A workspace: the folder one newsroom works in, opened."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from i18nflow import config as configuration
from i18nflow import files, review
from i18nflow.config import Config
from i18nflow.errors import ConfigError, InputError, NotFound, StoreError
from i18nflow.model import LOCAL_ROLES, Actor, said
from i18nflow.store import Store, database

DATABASE = "i18nflow.db"
FOLDERS = ("articles", "media", "locales")
KEPT = 4
"""Connections that a server's process keeps: as many as it has requests at work."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Workspace:
    """An open workspace. ``clock`` gives the time (UTC); tests give their own.

    The store's connection belongs to its thread: use :meth:`reopened` in another one.
    """

    root: Path
    config: Config
    store: Store
    clock: Callable[[], datetime] = _now
    given_back: Callable[[Store], None] | None = None
    """What takes the store when the workspace is closed; it is closed itself where nothing does."""

    @property
    def rules(self) -> review.Rules:
        """The rules of review here."""
        return review.Rules(self.config.review.steps, self.config.review.two_eyes)

    @property
    def site(self) -> Path:
        """Where the published site is built."""
        return self.root / "site"

    @property
    def glossary(self) -> Path:
        """The glossary file of the source language with the first target language."""
        return self.root / "glossary.csv"

    def glossary_for(self, target: str) -> Path:
        """The glossary file for ``target``: ``glossary.csv`` for the first pair, else ``glossary.lv-de.csv``."""
        if target == self.config.targets[0]:
            return self.glossary
        return self.root / f"glossary.{self.config.source}-{target.partition('-')[0]}.csv"

    def names_for(self, target: str) -> Path:
        """The register of names for ``target``: ``names.csv`` for the first pair, else ``names.lv-de.csv``."""
        if target == self.config.targets[0]:
            return self.root / "names.csv"
        return self.root / f"names.{self.config.source}-{target.partition('-')[0]}.csv"

    def catalog(self, slug: str, target: str) -> Path:
        """The catalog file of an article: ``locales/<lang>/LC_MESSAGES/<slug>.po``."""
        return self.root / "locales" / locale_folder(target) / "LC_MESSAGES" / f"{slug}.po"

    def reopened(self) -> Workspace:
        """The same workspace with a connection of its own, for another thread."""
        return Workspace(self.root, self.config, _watched(Store(self.store.path)), self.clock)

    def now(self) -> datetime:
        """The time, in UTC."""
        return self.clock()

    @property
    def month(self) -> str:
        """The month that is now, in the workspace's zone: ``2026-03``."""
        return self.now().astimezone(self.config.zone).strftime("%Y-%m")

    def close(self) -> None:
        """Close the store, or give it back."""
        if self.given_back is not None:
            self.given_back(self.store)
        else:
            self.store.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def locale_folder(tag: str) -> str:
    """The gettext folder of a language: its base, ``en`` for ``en-GB`` (one variant of a language at a time)."""
    return tag.partition("-")[0].lower()


def create(root: Path, *, text: str | None = None, clock: Callable[[], datetime] = _now) -> Workspace:
    """Make a workspace in ``root`` with these settings; what is there already stays.

    Raises :class:`InputError` where ``root`` holds a workspace already.
    """
    settings = root / configuration.FILE_NAME
    if settings.exists():
        raise InputError(said("is a workspace already; nothing was changed"), where=str(root))
    text = text if text is not None else configuration.template()
    configuration.parse(text)
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    if not (root / "glossary.csv").exists():
        files.write_atomic(
            root / "glossary.csv",
            b"source,target,status,pos,gender,domain,accept,avoid,also,never,case,enforce,note\r\n",
        )
    Store(root / DATABASE, create=True).close()
    # The settings come last: a folder that has them is a whole workspace.
    files.write_atomic(settings, text.encode())
    return open_at(root, clock=clock)


def open_at(root: Path, *, clock: Callable[[], datetime] = _now) -> Workspace:
    """Open the workspace in ``root``; new target languages of its settings get their targets."""
    settings = root / configuration.FILE_NAME
    if not settings.is_file():
        raise NotFound(
            said(
                "{root} is not a workspace (no {file}). 'i18nflow init {root}' makes one.",
                root=root,
                file=configuration.FILE_NAME,
            )
        )
    config = configuration.read(settings)
    workspace = Workspace(root.resolve(), config, _watched(Store(root / DATABASE)), clock)
    _ensure_targets(workspace)
    return workspace


class Opener:
    """Opens the same workspace for request after request of a process, with connections that are used again.

    Opening one costs more than most requests ask of it: pragmas, the list of migrations, each statement taken apart.
    One that was given back also keeps SQLite from emptying the log into the database, with a wait for the disk, as it does
    when the last connection closes. The first is made with the first call, so after a server's processes have forked.

    What it opens is the database that was there when it was made, or nothing: one that is put in its place meanwhile
    would be read together with the old one's log, which mixes the two.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._database = files.identity(root / DATABASE)
        self._pid = 0
        self._idle: list[Store] = []
        self._settings: tuple[tuple[int, int], Config] | None = None

    def __call__(self) -> Workspace:
        """The workspace, with a connection for the caller; closing it gives the connection back.

        Raises :class:`StoreError` where it is not there any more.
        """
        if files.identity(self._root / DATABASE) != self._database:
            raise database.moved(self._root / DATABASE)
        if self._pid != os.getpid():
            self._pid, self._idle, self._settings = os.getpid(), [], None
        config = self._config()
        return Workspace(self._root, config, self._store(), given_back=self._take_back)

    def _store(self) -> Store:
        while True:
            try:
                store = self._idle.pop()
            except IndexError:
                return _watched(Store(self._root / DATABASE, lent=True))
            try:
                store.check_files()
            except StoreError:
                # The files may be put back.
                self._idle.append(store)
                raise
            if store.is_current():
                return store
            store.close()

    def _config(self) -> Config:
        """The settings, read anew when the file changes; new target languages get their targets then."""
        path = self._root / configuration.FILE_NAME
        try:
            status = path.stat()
        except OSError as error:
            raise StoreError(
                said(
                    "{path} was deleted or moved while the program was running. Put it back, or put back a backup with 'i18nflow restore'.",
                    path=path,
                )
            ) from error
        stamp = (status.st_mtime_ns, status.st_size)
        if self._settings is None or self._settings[0] != stamp:
            try:
                with open_at(self._root) as opened:
                    self._settings = (stamp, opened.config)
            except ConfigError as error:
                # Nothing that the one who asks has sent: the server cannot work until the settings are mended.
                raise StoreError(error.said) from error
        return self._settings[1]

    def _take_back(self, store: Store) -> None:
        if store.settle() and len(self._idle) < KEPT and self._pid == os.getpid():
            self._idle.append(store)
        else:
            store.close()


def _watched(store: Store) -> Store:
    """The store, in which every change must be somebody's act."""
    store.acts.watched = True
    return store


def _ensure_targets(workspace: Workspace) -> None:
    """A language added to the settings needs a target for every segment; asked once, not at each opening."""
    store = workspace.store
    wanted = " ".join(workspace.config.targets)
    if store.setting("targets") == wanted:
        return
    with store.write(aside="empty targets for the languages of the settings"):
        store.targets.ensure(None, workspace.config.targets)
        store.set_setting("targets", wanted)


def find(start: Path) -> Path:
    """The nearest folder from ``start`` upwards that is a workspace. Raises :class:`NotFound`."""
    for folder in (start, *start.parents):
        if (folder / configuration.FILE_NAME).is_file():
            return folder
    raise NotFound(
        said(
            "No workspace in {start} or above it. Name one with -w DIR or I18NFLOW_WORKSPACE, or make one with 'i18nflow init DIR'.",
            start=start,
        )
    )


def local_actor(name: str | None = None) -> Actor:
    """The person at this machine: every role, and the system's user name unless one is given."""
    return Actor(name or _system_user(), LOCAL_ROLES)


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER", "local")
