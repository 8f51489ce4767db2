"""From a file, a paste or an address to an article with segments; and later corrections of its source."""

from __future__ import annotations

from i18nflow.workflow.importing.correcting import correct_source, merge, split
from i18nflow.workflow.importing.previews import (
    READABLE,
    Preview,
    find_files,
    preview,
    preview_address,
    preview_paste,
    with_article,
)
from i18nflow.workflow.importing.saving import Imported, import_address, import_file, save

__all__ = [
    "READABLE",
    "Imported",
    "Preview",
    "correct_source",
    "find_files",
    "import_address",
    "import_file",
    "merge",
    "preview",
    "preview_address",
    "preview_paste",
    "save",
    "split",
    "with_article",
]
