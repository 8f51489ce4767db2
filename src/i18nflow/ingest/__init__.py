"""Text files, Markdown, HTML pages, DOCX and pasted text to an article with blocks; furniture is set aside.

Everything here takes bytes or text and gives values; only :mod:`i18nflow.ingest.address` touches the network.
"""

from __future__ import annotations

from i18nflow.errors import InputError
from i18nflow.ingest import encoding, text
from i18nflow.ingest.assemble import put_back, set_aside
from i18nflow.ingest.values import MAX_BYTES, FoundImage, Ingested, Options

__all__ = ["MAX_BYTES", "FoundImage", "Ingested", "put_back", "read", "set_aside"]


def read(
    data: bytes,
    name: str,
    *,
    lang: str,
    keep_furniture: bool = False,
    furniture_words: tuple[str, ...] = (),
    content_type: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Ingested:
    """The article in a file called ``name``; its format is known by content, ``content_type`` and name, in this order.

    Raises ``InputError`` for what is empty, too large, binary or in no known encoding, with the place where known.
    """
    if len(data) > max_bytes:
        raise InputError(f"the file has {len(data):,} bytes; the limit is {max_bytes:,}", where=name)
    options = Options(name, lang, keep_furniture, tuple(furniture_words))
    return text.read(encoding.decode(data, name).text, options)
