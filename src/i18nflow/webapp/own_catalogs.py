"""The UI's own catalogs, read from their .po files at start."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def load(locales: Path, lang: str, domain: str = "ui") -> NullTranslations:
    """The catalog of ``lang``; where there is none, one that leaves every word as it is."""
    path = locales / lang / "LC_MESSAGES" / f"{domain}.po"
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=lang))
    compiled.seek(0)
    return GNUTranslations(compiled)
