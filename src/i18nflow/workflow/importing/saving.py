"""A revision stored: the keys carried, what changed marked, everything a person did kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from i18nflow import files, review, segment
from i18nflow.errors import Conflict
from i18nflow.model import Actor, Article, Furniture, Role, Segment, said
from i18nflow.store import Change, content_hash
from i18nflow.workflow import audit, checking
from i18nflow.workflow.importing.pictures import with_pictures
from i18nflow.workflow.importing.previews import Preview, preview, preview_address
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. ``status`` is ``new``, ``unchanged`` or ``revised``; the lists hold segment keys."""

    slug: str
    title: str
    revision: int
    status: str
    segments: int
    furniture: tuple[Furniture, ...] = ()
    notes: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@needs(Role.TRANSLATOR, said("import an article"))
def import_file(
    ws: Workspace,
    path: Path,
    actor: Actor,
    *,
    slug: str | None = None,
    keep_furniture: bool = False,
    lang: str | None = None,
) -> Imported:
    """Import one file; the same file again is a no-op, a changed one makes a new revision."""
    data = files.read_bytes(path, max_bytes=ws.config.imports.max_mb * 1_000_000)
    shown = preview(ws, data, path.name, slug=slug, keep_furniture=keep_furniture, lang=lang)
    return save(ws, replace(shown, folder=path.parent), actor)


@needs(Role.TRANSLATOR, said("import an article"))
def import_address(
    ws: Workspace, url: str, actor: Actor, *, slug: str | None = None, keep_furniture: bool = False
) -> Imported:
    """Import the article at a web address."""
    return save(ws, preview_address(ws, url, slug=slug, keep_furniture=keep_furniture), actor)


@needs(Role.TRANSLATOR, said("import an article"))
def save(ws: Workspace, shown: Preview, actor: Actor) -> Imported:
    """Store what a preview showed: pictures, the file itself, the article, its segments."""
    article, notes = with_pictures(ws, shown)
    result = revise(ws, shown.slug, article, actor, note="import", notes=(*shown.ingested.notes, *notes))
    if result.status != "unchanged" and shown.data and "://" not in shown.origin:
        suffix = PurePosixPath(shown.origin).suffix or (
            ".html" if shown.data.lstrip()[:1] == b"<" else ".txt"
        )
        files.write_atomic(files.inside(ws.root, f"articles/{shown.slug}{suffix}"), shown.data)
    return replace(result, furniture=article.furniture)


def revise(
    ws: Workspace,
    slug: str,
    article: Article,
    actor: Actor,
    *,
    note: str,
    notes: tuple[str, ...] = (),
    retyped: str = "",
) -> Imported:
    """Store ``article`` as a revision of ``slug``: carry the keys, mark what changed, keep everything a person did."""
    digest = content_hash(article)
    with ws.store.write():
        stored = ws.store.articles.find(slug)
        if stored and stored.content_hash == digest:
            return replace(unchanged(ws, slug), notes=notes)
        old = ws.store.articles.segments(slug) if stored else ()
        new = segment.split(article, slug, choices=ws.store.articles.choices(slug) if stored else ())
        carried = segment.carry(old, new, retyped=retyped)
        if (
            stored
            and old
            and not carried.unchanged
            and not carried.changed
            and stored.origin != article.origin
        ):
            raise Conflict(
                said(
                    "'{slug}' is another article already (from {origin}); nothing of it is in this one. Give this one a slug of its own with --slug.",
                    slug=slug,
                    origin=stored.origin,
                )
            )
        segments = _revived(ws, slug, carried, taken={one.key for one in carried.segments})
        at = ws.now()
        number = ws.store.articles.save(slug, article, digest, segments, at=at, actor=actor.name, note=note)
        ws.store.targets.ensure(slug, ws.config.targets)
        mark_changed(ws, slug, carried.changed, segments)
        for lang in ws.config.targets:
            checking.refresh_article(ws, slug, lang)
        act = "import-article" if note == "import" else "correct-source"
        audit.record(
            ws, actor, act, slug, revision=number, changed=len(carried.changed), added=len(carried.added),
            removed=len(carried.removed), was_there=bool(stored),
        )  # fmt: skip
    return Imported(
        slug=slug,
        title=article.title,
        revision=number,
        status="revised" if stored else "new",
        segments=len(segments),
        notes=notes,
        added=tuple(carried.added),
        changed=tuple(carried.changed),
        removed=tuple(carried.removed),
    )


def _revived(ws: Workspace, slug: str, carried: segment.Carried, taken: set[str]) -> tuple[Segment, ...]:
    """The segments, where an added one that an earlier revision had gets its old key (and with it its target)."""
    added = set(carried.added)
    if not added:
        return carried.segments
    former: dict[tuple[str, str], list[str]] = {}
    if ws.store.articles.find(slug):
        for one in ws.store.articles.obsolete_segments(slug):
            former.setdefault((one.kind, one.text), []).append(one.key)
    foreign = ws.store.articles.taken_keys(added)
    result = []
    for one in carried.segments:
        key = one.key
        if key in added:
            known = former.get((one.kind, one.text), [])
            if known:
                key = known.pop(0)
            elif key in foreign:
                key = segment.make_key(slug, one.text, 0, taken | foreign)
            taken.add(key)
        result.append(replace(one, key=key))
    return tuple(result)


def unchanged(ws: Workspace, slug: str) -> Imported:
    """What an import says that changed nothing."""
    stored = ws.store.articles.get(slug)
    return Imported(slug, stored.title, stored.revision, "unchanged", len(ws.store.articles.segments(slug)))


def mark_changed(ws: Workspace, slug: str, changed: Mapping[str, str], segments: Sequence[Segment]) -> None:
    """Decided targets of changed sources return to draft, with the source they were made for."""
    if not changed:
        return
    now = {one.key: one for one in segments}
    for lang in ws.config.targets:
        rows = {row.segment.key: row for row in ws.store.targets.rows(slug, lang)}
        changes = []
        for key, source in changed.items():
            row = rows.get(key)
            if row is None:
                continue
            marked = review.source_changed(row.target, source)
            if marked != row.target:
                changes.append(Change(marked, "source-changed", now[key].text))
        ws.store.targets.write(changes, actor="i18nflow", at=ws.now())
