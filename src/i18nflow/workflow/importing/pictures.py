"""The pictures of an imported article, taken into the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote, urljoin

from i18nflow import files
from i18nflow.errors import InputError, Refused
from i18nflow.ingest import FoundImage, address, images
from i18nflow.model import Article, Block, said
from i18nflow.workflow.importing.previews import Preview
from i18nflow.workflow.workspace import Workspace


def with_pictures(ws: Workspace, shown: Preview) -> tuple[Article, tuple[str, ...]]:
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
