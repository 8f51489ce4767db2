"""Catalogs out and in: exports are recorded, imports compare three ways against the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from i18nflow import catalog, files, interchange, review
from i18nflow.catalog import Catalog, Header, ImportReport, Kind
from i18nflow.errors import CatalogError, Conflict, NotFound
from i18nflow.model import Actor, PublicationStatus, Role, State, said
from i18nflow.store import Change, Export, Row
from i18nflow.workflow import audit, checking, glossaries, memories, reviewing
from i18nflow.workflow.rights import needs, require
from i18nflow.workflow.workspace import Workspace

BUILT = frozenset({"mo", "pot", "tmx"})
"""Formats that nobody edits to bring them back: they are overwritten."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A catalog as bytes, and where it was or would be written (relative to the workspace)."""

    article: str
    lang: str
    format: str
    path: str
    data: bytes
    written: bool = False


@dataclass(frozen=True, slots=True)
class CatalogImport:
    """What an import of a catalog found and did.

    ``applied`` counts the targets that were written, ``undecided`` the entries with a text that nobody has decided
    about: both sides changed it, or it fits several segments.
    """

    article: str
    lang: str
    report: ImportReport
    applied: int
    dry_run: bool
    undecided: int = 0


def render_po(
    ws: Workspace, slug: str, lang: str, *, include_translated: bool = False, contexts: bool = True
) -> Exported:
    """The .po catalog of an article in one language; the same state gives the same bytes. Records the export."""
    rows = catalog_rows(ws, slug, lang)
    header = _header(ws, slug, lang)
    options = {"include_translated": include_translated, "contexts": contexts}
    number = catalog.export_id(catalog.to_po(rows, header, **options))
    # The header says the same in every export, so that git shows an approval as its entry and the date.
    data = catalog.to_po(rows, replace(header, export=_series(ws, slug, lang)), **options).encode()
    path = ws.catalog(slug, lang).relative_to(ws.root).as_posix()
    return _recorded(ws, Exported(slug, lang, "po", path, data), number, rows)


def render_other(ws: Workspace, slug: str, lang: str, form: str) -> Exported:
    """The article in another bilingual format: xliff, xliff12, docx, jsonl or tmx. Records the export."""
    rows = [
        replace(row, matches=tuple(memories.for_key(ws, row.key, lang))) if form.startswith("xliff") else row
        for row in catalog_rows(ws, slug, lang)
    ]
    header = _header(ws, slug, lang)
    # What the file says decides its id, not how it is packed: equal content is the same export.
    header = replace(header, export=catalog.export_id(f"{form} {catalog.to_po(rows, header)}"))
    data = interchange.render(form, rows, header)
    suffix = interchange.SUFFIXES[interchange.Format(form)]
    path = ws.catalog(slug, lang).relative_to(ws.root).with_suffix(suffix).as_posix()
    return _recorded(ws, Exported(slug, lang, form, path, data), header.export, rows)


def _recorded(ws: Workspace, exported: Exported, export: str, rows: Sequence[catalog.Row]) -> Exported:
    """Remember what is exported, so that its import can compare three ways."""
    with ws.store.write(aside="what was exported, for the comparison at its return"):
        ws.store.exports.record(
            Export(
                id=export,
                article=exported.article,
                lang=exported.lang,
                format=exported.format,
                path=exported.path,
                sha256=sha256(exported.data).hexdigest(),
                at=ws.now(),
                entries=catalog.recorded(rows),
            )
        )
    return exported


def _remember(ws: Workspace, slug: str, lang: str, name: str, data: bytes) -> None:
    """Note that a file was taken in whole, by its digest; the name tells it from exports."""
    digest = sha256(data).hexdigest()
    if not ws.store.exports.has_sha256(digest):
        ws.store.exports.record(
            Export(f"taken-{digest[:12]}", slug, lang, "taken", name, digest, ws.now(), entries={})
        )


def export_po(ws: Workspace, slug: str, lang: str) -> bytes:
    """The .po catalog of an article, as :func:`render_po` gives it, for a download."""
    return render_po(ws, slug, lang).data


def render_pot(ws: Workspace, slug: str, lang: str) -> Exported:
    """The template of an article's catalog: the same entries without targets."""
    data = catalog.to_pot(catalog_rows(ws, slug, lang), _header(ws, slug, lang)).encode()
    return Exported(slug, lang, "pot", f"locales/{slug}.pot", data)


def render_mo(ws: Workspace, slug: str, lang: str, *, include_translated: bool = False) -> Exported:
    """The compiled catalog: approved texts only (``include_translated``: translated ones too)."""
    built = catalog.build(
        catalog_rows(ws, slug, lang), _header(ws, slug, lang), include_translated=include_translated
    )
    path = ws.catalog(slug, lang).relative_to(ws.root).with_suffix(".mo").as_posix()
    return Exported(slug, lang, "mo", path, catalog.to_mo(built))


@needs(
    Role.TRANSLATOR,
    said("write an export into the workspace"),
    note="reviewer, to overwrite what somebody changed",
)
def write(
    ws: Workspace, exported: Exported, actor: Actor, *, out: Path | None = None, force: bool = False
) -> Exported:
    """Write an export to its place in the workspace, or below ``out``.

    Raises :class:`Conflict` where the file there differs from what was last written: that is somebody's work.
    """
    path = out / Path(exported.path).name if out else files.inside(ws.root, exported.path)
    if path.exists():
        there = path.read_bytes()
        if there == exported.data:
            return exported
        if exported.format not in BUILT and not force and not _is_ours(ws, there):
            raise Conflict(
                said(
                    "{path} was changed since it was exported: somebody's work is in it. Import it first ('i18nflow catalog import {path}'), or overwrite it with --force.",
                    path=path,
                )
            )
        if exported.format not in BUILT and force and not _is_ours(ws, there):
            require(actor, Role.REVIEWER, said("overwrite a file that somebody changed"))
    files.write_atomic(path, exported.data)
    audit.record(
        ws, actor, "export", f"{exported.article}/{exported.lang}", format=exported.format, forced=force
    )
    return replace(exported, path=str(path) if out else exported.path, written=True)


def read_file(path: Path) -> bytes:
    """A translator's file. Raises :class:`CatalogError` for one that is too large, without reading it."""
    if path.is_file() and path.stat().st_size > catalog.MAX_BYTES:
        raise CatalogError(said("larger than {mb} MB", mb=catalog.MAX_BYTES // 1024 // 1024), where=str(path))
    return files.read_bytes(path)


@needs(
    Role.TRANSLATOR,
    said("import a catalog"),
    note="reviewer, to import as approved where review has two steps",
)
def import_catalog(
    ws: Workspace,
    data: bytes,
    name: str,
    actor: Actor,
    *,
    article: str | None = None,
    lang: str | None = None,
    as_approved: bool = False,
    dry_run: bool = False,
    take: Iterable[Kind] = (),
    choices: Mapping[str, bool] | None = None,
    seen: str | None = None,
) -> CatalogImport:
    """Take a translator's file in: PO, XLIFF, DOCX table or JSON Lines, known by its content.

    ``take`` names kinds of change to accept besides those that are plain (``both``: the file wins where both
    sides changed); ``choices`` decides per segment key. ``seen`` is the digest of the report by which was
    decided: where it would be another one by now, nothing is done and a :class:`Conflict` raised. Raises
    :class:`CatalogError` where the file cannot be read or belongs to another article.
    """
    read = interchange.read(data, name)
    slug, target = _belongs(ws, read, name, article, lang)
    sent = _sent(ws, read, slug, target)
    arrive = State.APPROVED if as_approved else State.TRANSLATED
    with ws.store.write():
        rows = catalog_rows(ws, slug, target)
        report = catalog.compare(read, rows, sent.entries or None, doubtful=sent.doubtful, arrive_as=arrive)
        if seen is not None and seen != report.digest():
            raise Conflict(said("Something changed here while you looked at the file: look at it again."))
        moves = report.moves(take=take, choices=choices)
        decided = {move.key for move in moves} | set(choices or ())
        undecided = sum(
            change.kind in (Kind.BOTH, Kind.AMBIGUOUS) and (change.key is None or change.key not in decided)
            for change in report.changes
        )
        if not dry_run:
            _apply(ws, slug, target, moves, actor)
            if not undecided:
                # Everything in it is here or was decided against: an export may take its place.
                _remember(ws, slug, target, name, data)
    return CatalogImport(slug, target, report, 0 if dry_run else len(moves), dry_run, undecided)


def catalog_rows(ws: Workspace, slug: str, lang: str) -> list[catalog.Row]:
    """The segments of an article as a catalog shows them; obsolete ones that have a text come last."""
    document = ws.store.articles.document(slug)
    published = ws.store.editions.get(slug, lang).status in (
        PublicationStatus.PUBLISHED,
        PublicationStatus.CORRECTED,
    )

    def line_of(block: int) -> int | None:
        return document.blocks[block].line if 0 <= block < len(document.blocks) else None

    def terms_of(text: str) -> tuple[str, ...]:
        found = {f"{one.term.source} → {one.term.target}" for one in glossaries.occurrences(ws, lang, text)}
        return tuple(sorted(found))

    rows = [
        replace(
            _catalog_row(row, published=published),
            line=line_of(row.segment.block),
            terms=terms_of(row.segment.text),
        )
        for row in ws.store.targets.rows(slug, lang)
    ]
    gone = [
        replace(_catalog_row(row, published=False), obsolete=True)
        for row in ws.store.targets.obsolete_rows(slug, lang)
    ]
    return rows + gone


def _catalog_row(row: Row, *, published: bool) -> catalog.Row:
    target = row.target
    return catalog.Row(
        key=row.segment.key,
        source=row.segment.text,
        target=target.text,
        state=target.state,
        kind=row.segment.kind,
        block=row.segment.block,
        order=row.segment.order,
        previous_source=target.previous_source,
        origin=target.origin,
        engine=target.engine,
        engine_version=target.engine_version,
        note=target.note,
        reason=target.reason if target.state is State.REJECTED else "",
        published=published,
        codes=row.segment.codes,
        author=target.author,
        changed=target.changed,
    )


def _header(ws: Workspace, slug: str, lang: str) -> Header:
    stored = ws.store.articles.get(slug)
    decided = ws.store.targets.latest_decision(slug, lang)
    return Header(
        article=slug,
        source=stored.lang,
        target=lang,
        title=stored.title,
        revised=decided[0] if decided else None,
        translator=decided[1] if decided else "",
    )


def _is_ours(ws: Workspace, data: bytes) -> bool:
    """Whether a file is, byte for byte, an export of ours that is on record."""
    return ws.store.exports.has_sha256(sha256(data).hexdigest())


def _sent(ws: Workspace, read: Catalog, slug: str, lang: str) -> catalog.Sent:
    """What was sent out in a file that came back: by the export it names, or entry by entry."""
    named = read.get("X-I18nflow-Export")
    export = ws.store.exports.find(named) if named else None
    if export is not None:
        # Every format but .po names its export; .po files did until 0.1.
        return catalog.Sent(export.entries)
    if read.format != "po":
        return catalog.Sent({})
    exports = [one.entries for one in ws.store.exports.of_edition(slug, lang, "po")]
    return catalog.sent(read, exports, ours=named == _series(ws, slug, lang))


def _series(ws: Workspace, slug: str, lang: str) -> str:
    return catalog.series_id(slug, lang, ws.store.articles.revisions(slug)[-1].at)


def _belongs(
    ws: Workspace, read: Catalog, name: str, article: str | None, lang: str | None
) -> tuple[str, str]:
    """Which article and language a catalog is for: what the caller says, its header, its file name."""
    slug = article or read.get("X-I18nflow-Article") or files.slugify(Path(name).stem)
    if ws.store.articles.find(slug) is None:
        raise CatalogError(
            said("belongs to the article '{slug}', which this workspace does not have", slug=slug), where=name
        )
    tag = lang or read.get("Language").replace("_", "-") or ws.config.targets[0]
    for target in ws.config.targets:
        if tag.lower() in (target.lower(), target.partition("-")[0].lower()) or (
            tag.partition("-")[0].lower() == target.partition("-")[0].lower() and lang is None
        ):
            catalog.check_belongs(read, slug, target)
            return slug, target
    raise CatalogError(
        said(
            "is in '{tag}', which is not a target language here ({targets})",
            tag=tag,
            targets=", ".join(ws.config.targets),
        ),
        where=name,
    )


def _apply(ws: Workspace, slug: str, lang: str, moves: Sequence[catalog.Change], actor: Actor) -> None:
    rows = {row.segment.key: row for row in ws.store.targets.rows(slug, lang)}
    changed = []
    for move in moves:
        row = rows.get(move.key or "")
        if row is None:
            raise NotFound(said("There is no segment '{key}' in '{slug}'.", key=move.key, slug=slug))
        target = review.imported(
            row.target,
            move.there,
            actor,
            approved=move.state is State.APPROVED,
            fuzzy=move.state is State.DRAFT,
            rules=ws.rules,
        )
        target = replace(target, author=reviewing.author_of(ws, row, move.there, actor.name))
        if move.kind is Kind.STALE:
            # The text was made for an earlier source: it says so until somebody has looked.
            target = replace(target, previous_source=move.source)
        changed.append((row, Change(target, "import", row.segment.text)))
    written = ws.store.targets.write([change for _, change in changed], actor=actor.name, at=ws.now())
    for (row, _), target in zip(changed, written, strict=True):
        reviewing.remember(ws, row, target)
    if written:
        ws.store.articles.touch(slug, ws.now())
        audit.record(ws, actor, "import-catalog", f"{slug}/{lang}", segments=[one.segment for one in written])
        checking.refresh_article(ws, slug, lang)
