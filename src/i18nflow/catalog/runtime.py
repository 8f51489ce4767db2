"""The program's own words at run time: a .po file read straight into gettext, no .mo on the disk.

The one module of this package that is an edge: it reads a file, named by the caller, and keeps what it read
until the file changes.
"""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from i18nflow.catalog.binary import to_mo
from i18nflow.catalog.read import from_po


def translations(locales: Path, domain: str, lang: str) -> NullTranslations:
    """The catalog ``<locales>/<lang>/LC_MESSAGES/<domain>.po``, ready to be asked.

    ``lang`` is a tag such as ``lv`` or ``en-GB``; a variant without a catalog of its own gets the one of its
    language. Where there is none at all, every message is its own translation. Raises
    :class:`i18nflow.errors.CatalogError` where the file is broken.
    """
    for name in (lang.replace("-", "_"), lang, lang.partition("-")[0]):
        path = locales / name / "LC_MESSAGES" / f"{domain}.po"
        if path.is_file():
            stat = path.stat()
            return _read(path, stat.st_mtime_ns, stat.st_size)
    return NullTranslations()


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int, _size: int) -> GNUTranslations:
    return GNUTranslations(BytesIO(to_mo(from_po(path.read_bytes(), str(path)))))
