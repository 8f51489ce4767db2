"""What the law and a court can ask of a newsroom: an article gone for good, a person's name gone everywhere.

Both leave a tombstone: the act itself in the audit log, with who, when and why. Backups made before still hold what
was taken out; they are files of the newsroom's own.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from i18nflow import files
from i18nflow.errors import InputError, NotFound
from i18nflow.model import Actor, Role, said
from i18nflow.workflow import audit, people, publishing
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken out: ``tombstone`` stands in its place, ``rows`` count by kind, ``left`` are files to look at."""

    tombstone: str
    rows: dict[str, int] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@needs(Role.ADMIN, said("purge an article"))
def purge(ws: Workspace, slug: str, reason: str, actor: Actor) -> Erased:
    """Take an article out for good: texts, history, memory units, typing, comments, publications, media, files, pages.

    Rows of the audit log that name it are redacted; the row of the purge keeps a digest of the slug, so that one who
    asks for that very article can be answered.
    """
    _reason(reason)
    ws.store.articles.get(slug)
    erasing = ws.store.erasing
    erasing.prepare()
    with ws.store.write():
        own, others = erasing.pictures(slug)
        digest = sha256(slug.encode()).hexdigest()
        tombstone = f"purged-{digest[:8]}"
        audit.record(ws, actor, "purge-article", tombstone, reason=reason, slug_sha256=digest)
        head = ws.store.audit.head()
        assert head is not None
        with erasing.allowed():
            rows = erasing.article(slug)
            rows["audit"] = erasing.redact_article(slug, tombstone, head.id)
    gone = _remove_files(ws, slug, own - others)
    erasing.settle()
    if ws.config.site.base_url:
        publishing.build_site(ws)
    return Erased(tombstone, rows, tuple(gone), _still(ws, slug))


@needs(Role.ADMIN, said("erase a person"))
def erase(ws: Workspace, name: str, reason: str, actor: Actor) -> Erased:
    """Take a person's name out of everything: account, history, authorship, comments, publications, audit log.

    What the person did stays, under ``erased-N``. Raises :class:`NotFound` for a name that stands nowhere.
    """
    _reason(reason)
    user = ws.store.users.find(name)
    if user is not None:
        people.not_the_last_admin(ws, user)
        name = user.name
    erasing = ws.store.erasing
    if user is None and not erasing.knows(name):
        raise NotFound(said("'{name}' stands nowhere in this workspace.", name=name))
    erasing.prepare()
    with ws.store.write(), erasing.allowed():
        tombstone = erasing.tombstone(name, reason=reason, at=ws.now())
        who = tombstone if actor.name == name else actor.name
        audit.record(ws, who, "erase-user", f"user {tombstone}", reason=reason)
        head = ws.store.audit.head()
        assert head is not None
        rows = {"names": erasing.name(name, tombstone)}
        rows["audit"] = erasing.redact_name(name, tombstone, head.id)
    erasing.settle()
    if ws.config.site.base_url:
        publishing.build_site(ws)
    return Erased(tombstone, rows, left=_still(ws, name))


def _reason(reason: str) -> None:
    if not reason.strip():
        raise InputError(said("say why: the reason is what stays (--reason)"))


def _remove_files(ws: Workspace, slug: str, pictures: set[str]) -> list[str]:
    found = [*ws.root.glob(f"articles/{slug}.*"), *ws.root.glob(f"locales/*/LC_MESSAGES/{slug}.*")]
    found += [ws.root / "locales" / f"{slug}.pot"]
    found += [files.inside(ws.root, f"media/{name}") for name in pictures if name and "://" not in name]
    gone = [path for path in found if path.is_file()]
    for path in gone:
        path.unlink()
    shutil.rmtree(ws.root / ".incoming", ignore_errors=True)
    ws.store.memory.rewrite_indexes(ws.config.pair(lang) for lang in ws.config.targets)
    return [path.relative_to(ws.root).as_posix() for path in gone]


def _still(ws: Workspace, said: str) -> tuple[str, ...]:
    """Files of the workspace that hold the name all the same: catalogs and backups that people look at themselves."""
    needle = said.encode()
    return tuple(
        path.relative_to(ws.root).as_posix()
        for path in sorted(ws.root.rglob("*"))
        if path.is_file() and not path.name.startswith("i18nflow.db") and _holds(path, needle)
    )


def _holds(path: Path, needle: bytes) -> bool:
    try:
        return needle in path.read_bytes()
    except OSError:
        return False
