"""What the law and a court can ask of a newsroom: an article gone for good, a person's name gone everywhere.

Both leave a tombstone: the act itself in the audit log, with who, when and why. Backups made before still hold what
was taken out; they are files of the newsroom's own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
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

    One that was killed half-way is ended by asking again.

    Rows of the audit log that name it are redacted; the row of the purge keeps a digest of the slug, so that one who
    asks for that very article can be answered.
    """
    _reason(reason)
    digest = sha256(slug.encode()).hexdigest()
    if (ended := _end_interrupted(ws, digest)) is not None:
        return Erased(ended.tombstone, {}, ended.files, _still(ws, slug))
    ws.store.articles.get(slug)
    erasing = ws.store.erasing
    erasing.prepare()
    with ws.store.write():
        own, others = erasing.pictures(slug)
        tombstone = f"purged-{digest[:8]}"
        audit.record(ws, actor, "purge-article", tombstone, reason=reason, slug_sha256=digest)
        head = ws.store.audit.head()
        assert head is not None
        with erasing.allowed():
            rows = erasing.article(slug)
            rows["audit"] = erasing.redact_article(slug, tombstone, head.id)
        _begin(ws, digest, tombstone, slug, own - others)
    return Erased(tombstone, rows, _end(ws), _still(ws, slug))


@needs(Role.ADMIN, said("erase a person"))
def erase(ws: Workspace, name: str, reason: str, actor: Actor) -> Erased:
    """Take a person's name out of everything: account, history, authorship, comments, publications, audit log.

    What the person did stays, under ``erased-N``. Raises :class:`NotFound` for a name that stands nowhere.
    """
    _reason(reason)
    if (ended := _end_interrupted(ws, sha256(name.casefold().encode()).hexdigest())) is not None:
        return Erased(ended.tombstone, {}, left=_still(ws, name))
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
        _begin(ws, sha256(name.casefold().encode()).hexdigest(), tombstone)
    _end(ws)
    return Erased(tombstone, rows, left=_still(ws, name))


UNFINISHED = "unfinished erasure"
"""The setting that says what is still to be done after the rows are gone: files, pages, the free pages of the database.

It is written with the rows, so that an erasure that is killed after them is ended by the same command, and ``doctor``
tells of it. What it names is gone from it before the database is cleaned.
"""


def is_unfinished(ws: Workspace) -> bool:
    """Whether an erasure was interrupted."""
    return bool(ws.store.setting(UNFINISHED))


def _begin(ws: Workspace, digest: str, tombstone: str, slug: str = "", pictures: Iterable[str] = ()) -> None:
    about = {"digest": digest, "tombstone": tombstone, "slug": slug, "pictures": sorted(pictures)}
    ws.store.set_setting(UNFINISHED, json.dumps(about))


def _end(ws: Workspace) -> tuple[str, ...]:
    """Do what is left of an erasure; the files that are gone."""
    about = json.loads(ws.store.setting(UNFINISHED) or "{}")
    ws.store.erasing.prepare()
    gone = _remove_files(ws, about["slug"], set(about["pictures"])) if about.get("slug") else []
    if ws.config.site.base_url:
        publishing.build_site(ws)
    with ws.store.write(aside="how far an erasure is"):
        left = {"digest": about.get("digest", ""), "tombstone": about.get("tombstone", "")}
        ws.store.set_setting(UNFINISHED, json.dumps(left))
    ws.store.erasing.settle()
    with ws.store.write(aside="how far an erasure is"):
        ws.store.set_setting(UNFINISHED, "")
    return tuple(gone)


def _end_interrupted(ws: Workspace, digest: str) -> Erased | None:
    """End an erasure that was interrupted; what became of it where it is the one with this digest."""
    if not is_unfinished(ws):
        return None
    about = json.loads(ws.store.setting(UNFINISHED) or "{}")
    gone = _end(ws)
    return Erased(about["tombstone"], {}, gone) if about["digest"] == digest else None


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
