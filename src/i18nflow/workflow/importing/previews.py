"""What importing a file, a paste or an address would make. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from i18nflow import files, segment
from i18nflow.errors import InputError
from i18nflow.ingest import Ingested, address, pasted, read
from i18nflow.model import Article, Segment, said
from i18nflow.store import StoredArticle
from i18nflow.workflow.workspace import Workspace

READABLE = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx"})


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


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
