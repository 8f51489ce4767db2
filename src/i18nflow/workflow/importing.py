"""From a file, a paste or an address to an article with segments; and later corrections of its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin

from i18nflow import files, review, segment
from i18nflow.errors import Conflict, InputError, Refused
from i18nflow.ingest import FoundImage, Ingested, address, images, pasted, put_back, read, set_aside
from i18nflow.model import Actor, Article, Block, Furniture, Role, Segment, State, said
from i18nflow.store import Change, Row, StoredArticle, content_hash
from i18nflow.workflow import audit, checking
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

READABLE = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx"})


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


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would make: the article as recognised, its slug, and the article it would revise, if any."""

    ingested: Ingested
    slug: str
    origin: str
    data: bytes
    revises: StoredArticle | None
    segments: tuple[Segment, ...]
    folder: Path | None = None
    """The folder that pictures of the file are read from."""

    @property
    def article(self) -> Article:
        """The article as recognised."""
        return self.ingested.article


def find_files(path: Path) -> list[Path]:
    """The files an import of ``path`` means: itself, or the articles of a directory, by name."""
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.rglob("*") if p.suffix.lower() in READABLE and not _hidden(p, path))
    if not found:
        raise InputError(
            said("holds no article ({kinds})", kinds=", ".join(sorted(READABLE))), where=str(path)
        )
    return found


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


def preview(
    ws: Workspace,
    data: bytes,
    name: str,
    *,
    slug: str | None = None,
    keep_furniture: bool = False,
    lang: str | None = None,
    content_type: str | None = None,
    origin: str | None = None,
) -> Preview:
    """What importing ``data`` under the file name ``name`` would make. Nothing is stored."""
    language = lang or ws.config.source
    ingested = read(
        data,
        name,
        lang=language,
        keep_furniture=keep_furniture,
        furniture_words=ws.config.imports.furniture.get(language, ()),
        content_type=content_type,
        max_bytes=ws.config.imports.max_mb * 1_000_000,
        address=origin if origin and "://" in origin else "",
    )
    return _preview(ws, ingested, origin or name, data, slug=slug, stem=PurePosixPath(name).stem)


def preview_paste(
    ws: Workspace, text: str, *, slug: str | None = None, keep_furniture: bool = False
) -> Preview:
    """What importing a pasted text (plain, or the clipboard's HTML) would make. Nothing is stored."""
    ingested = pasted(
        text,
        lang=ws.config.source,
        keep_furniture=keep_furniture,
        furniture_words=ws.config.imports.furniture.get(ws.config.source, ()),
    )
    return _preview(ws, ingested, "pasted", text.encode(), slug=slug, stem="")


def preview_address(
    ws: Workspace, url: str, *, slug: str | None = None, keep_furniture: bool = False
) -> Preview:
    """What importing a web address would make: fetches it (network), stores nothing."""
    fetched = address.fetch(
        url, max_bytes=ws.config.imports.max_mb * 1_000_000, allow_private=ws.config.imports.private_addresses
    )
    name = PurePosixPath(fetched.final_url.split("?")[0]).name or "page.html"
    return preview(
        ws,
        fetched.data,
        name,
        slug=slug,
        keep_furniture=keep_furniture,
        content_type=fetched.content_type,
        origin=fetched.final_url,
    )


def with_article(ws: Workspace, shown: Preview, article: Article) -> Preview:
    """The preview with ``article`` corrected by a person (metadata, blocks switched off, furniture kept)."""
    ingested = replace(shown.ingested, article=article)
    return replace(shown, ingested=ingested, segments=segment.split(article, shown.slug))


@needs(Role.TRANSLATOR, said("import an article"))
def save(ws: Workspace, shown: Preview, actor: Actor) -> Imported:
    """Store what a preview showed: pictures, the file itself, the article, its segments."""
    article, notes = _with_pictures(ws, shown)
    result = _save(ws, shown.slug, article, actor, note="import", notes=(*shown.ingested.notes, *notes))
    if result.status != "unchanged" and shown.data and "://" not in shown.origin:
        suffix = PurePosixPath(shown.origin).suffix or (
            ".html" if shown.data.lstrip()[:1] == b"<" else ".txt"
        )
        files.write_atomic(files.inside(ws.root, f"articles/{shown.slug}{suffix}"), shown.data)
    return replace(result, furniture=article.furniture)


@needs(Role.REVIEWER, said("correct a source text"))
def correct_source(ws: Workspace, key: str, text: str, actor: Actor) -> Imported:
    """Correct the source text of one segment in place: a new revision, the rest keeps its targets."""
    if not text.strip():
        raise InputError(
            said("an empty source cannot be saved; remove the sentence from the article and import it again")
        )
    slug = ws.store.articles.slug_of_segment(key)
    article, segments = ws.store.articles.document(slug), ws.store.articles.segments(slug)
    texts = {one.key: one.text for one in segments} | {key: text}
    corrected = segment.join(article, segments, texts)
    if texts[key] == next(one.text for one in segments if one.key == key):
        return _unchanged(ws, slug)
    corrected = replace(
        corrected, title=texts[segments[0].key] if segments[0].key == key else corrected.title
    )
    return _save(ws, slug, corrected, actor, note=f"source of {key} corrected", retyped=key)


@needs(Role.TRANSLATOR, said("split a segment"))
def split(ws: Workspace, key: str, offset: int, actor: Actor) -> Imported:
    """Cut a segment in two at ``offset`` (code points); the first half keeps the key, the choice survives re-import.

    The text of a target stays with the first half, as a draft that remembers the whole source.
    """
    with ws.store.write():
        slug = ws.store.articles.slug_of_segment(key)
        old = ws.store.articles.segments(slug)
        edited = segment.split_at(old, key, offset, slug=slug, taken=ws.store.articles.taken_keys_of(slug))
        return _resegment(ws, slug, key, old, edited, actor)


@needs(Role.TRANSLATOR, said("merge segments"))
def merge(ws: Workspace, key: str, actor: Actor) -> Imported:
    """Join a segment with the next one of its block; the first one's key stays, the choice survives re-import.

    The texts of both targets stand in the merged one, as a draft; so do comments, and what was typed is set aside.
    """
    with ws.store.write():
        slug = ws.store.articles.slug_of_segment(key)
        old = ws.store.articles.segments(slug)
        edited = segment.merge_after(old, key)
        gap = next(one.gap for one in old if one.key == key) or " "
        second = [ws.store.targets.row(edited.removed, lang) for lang in ws.config.targets]
        result = _resegment(ws, slug, key, old, edited, actor)
        for row in second:
            _join_target(ws, key, row, gap)
        # The other segment is never seen again: what was typed and said there would be lost with it.
        ws.store.drafts.join(edited.removed, key)
        ws.store.comments.join(edited.removed, key)
        return result


def _resegment(
    ws: Workspace, slug: str, key: str, old: Sequence[Segment], edited: segment.Edited, actor: Actor
) -> Imported:
    """Store other cuts of the same text; call it inside a transaction."""
    at = ws.now()
    ws.store.articles.set_choices(
        slug, segment.with_choice(ws.store.articles.choices(slug), edited.choice), at=at, actor=actor.name
    )
    ws.store.articles.resegment(slug, edited.segments, at=at)
    ws.store.targets.ensure(slug, ws.config.targets)
    source = next(one.text for one in old if one.key == key)
    _mark_changed(ws, slug, {key: source}, edited.segments)
    for lang in ws.config.targets:
        checking.refresh_article(ws, slug, lang)
    act = "merge-segments" if edited.removed else "split-segment"
    audit.record(ws, actor, act, f"{slug}/{key}", added=edited.added or "", removed=edited.removed or "")
    stored = ws.store.articles.get(slug)
    return Imported(
        slug, stored.title, stored.revision, "resegmented", len(edited.segments),
        added=tuple(filter(None, (edited.added,))), changed=(key,), removed=tuple(filter(None, (edited.removed,))),
    )  # fmt: skip


def _join_target(ws: Workspace, key: str, removed: Row, gap: str) -> None:
    """Put the text of the removed segment into the one that stays, in one language."""
    second = removed.target
    if not second.text:
        return
    row = ws.store.targets.row(key, second.lang)
    first = row.target
    if first.text:
        joined = replace(
            first,
            text=f"{first.text}{gap}{second.text}",
            state=State.DRAFT,
            author=review.joint(first.author, second.author),
        )
    else:
        # The only text there is comes with all that is known of it, and was made for another source.
        joined = replace(
            second,
            segment=key,
            version=first.version,
            state=State.DRAFT,
            previous_source=second.previous_source or removed.segment.text,
        )
    ws.store.targets.write([Change(joined, "merge", row.segment.text)], actor="i18nflow", at=ws.now())


def _preview(
    ws: Workspace, ingested: Ingested, origin: str, data: bytes, *, slug: str | None, stem: str
) -> Preview:
    article = replace(ingested.article, origin=origin)
    wanted = slug or article.meta.get("slug") or ""
    if wanted:
        files.check_slug(wanted)
    revises = ws.store.articles.find(wanted) if wanted else _former(ws, origin, stem)
    chosen = wanted or (revises.slug if revises else _free_slug(ws, stem, article.title))
    segments = segment.split(article, chosen, choices=ws.store.articles.choices(chosen) if revises else ())
    if not segments:
        raise InputError(said("holds no text to translate"), where=origin)
    return Preview(replace(ingested, article=article), chosen, origin, data, revises, segments)


def _former(ws: Workspace, origin: str, stem: str) -> StoredArticle | None:
    """The article that this file or address was imported as before. A paste is always a new article."""
    if origin == "pasted":
        return None
    return ws.store.articles.by_origin(origin) or (
        ws.store.articles.find(files.slugify(stem)) if "://" not in origin else None
    )


def _free_slug(ws: Workspace, stem: str, title: str) -> str:
    first = files.slugify(stem) or files.slugify(title) or "article"
    if first in files.RESERVED:
        first = f"{first}-article"
    slug, number = first, 2
    while ws.store.articles.find(slug):
        slug, number = f"{first}-{number}", number + 1
    return slug


def _with_pictures(ws: Workspace, shown: Preview) -> tuple[Article, tuple[str, ...]]:
    """The article with its pictures in ``media/``, and a note for each that could not be taken."""
    stored: dict[str, images.Picture] = {}
    notes = []
    for found in shown.ingested.images:
        try:
            picture = images.check(_picture(ws, shown, found), found.src)
        except (InputError, Refused) as error:
            notes.append(f"picture left out: {error}")
            continue
        path = files.inside(ws.root, f"media/{picture.name}")
        if not path.exists():
            files.write_atomic(path, picture.data)
        stored[found.src] = picture
    blocks = (_with_picture(block, stored) for block in shown.article.blocks)
    return replace(shown.article, blocks=tuple(blocks)), tuple(notes)


def _picture(ws: Workspace, shown: Preview, found: FoundImage) -> bytes:
    """The bytes of a picture: embedded, beside the imported file, or at an address of the article's own."""
    if found.data is not None:
        return found.data
    limit = images.MAX_BYTES
    if "://" in shown.origin:
        where = urljoin(shown.origin, found.src)
        private = ws.config.imports.private_addresses
        return address.fetch(where, max_bytes=limit, allow_private=private, accept=("image/",)).data
    if shown.folder is not None and "://" not in found.src:
        return files.read_bytes(files.inside(shown.folder, unquote(found.src)), max_bytes=limit)
    raise InputError(said("is not part of the file; add it to the page by hand"), where=found.src)


def _with_picture(block: Block, stored: Mapping[str, images.Picture]) -> Block:
    if block.image is None:
        return block
    picture = stored.get(block.image.src)
    if picture is None:
        # A picture that could not be taken leaves its words: alt text, caption and credit.
        return replace(block, image=replace(block.image, src="", width=None, height=None))
    return replace(
        block, image=replace(block.image, src=picture.name, width=picture.width, height=picture.height)
    )


def _unchanged(ws: Workspace, slug: str) -> Imported:
    stored = ws.store.articles.get(slug)
    return Imported(slug, stored.title, stored.revision, "unchanged", len(ws.store.articles.segments(slug)))


def _save(
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
            return replace(_unchanged(ws, slug), notes=notes)
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
        _mark_changed(ws, slug, carried.changed, segments)
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


def _mark_changed(ws: Workspace, slug: str, changed: Mapping[str, str], segments: Sequence[Segment]) -> None:
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


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def keep_line(article: Article, number: int) -> Article:
    """The article with furniture line ``number`` (0-based) put back into the text."""
    return put_back(article, [article.furniture[number]])


def drop_block(article: Article, number: int) -> Article:
    """The article with block ``number`` (0-based) set aside as furniture."""
    return set_aside(article, [number])
