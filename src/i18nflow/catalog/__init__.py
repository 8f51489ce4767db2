"""Segments and their targets as gettext catalogs, and what comes back in them.

Everything here is pure: text or bytes in, values out; only :mod:`i18nflow.catalog.runtime` reads a file. The
way of a catalog::

    rows ─build─▶ Catalog ─write─▶ text        what `export po` does (to_po is both steps)
    bytes ─from_po─▶ Catalog ─compare─▶ ImportReport        what `catalog import` does, also for other formats

How it is meant is told in ``docs/concepts/catalogs.md``.
"""

from i18nflow.catalog.binary import to_mo
from i18nflow.catalog.build import build, context_free, export_id, recorded, series_id, to_po, to_pot
from i18nflow.catalog.compare import Change, ImportReport, Kind, check_belongs, compare, difference
from i18nflow.catalog.merge import Merged, merge
from i18nflow.catalog.read import from_po
from i18nflow.catalog.sent import Sent, sent
from i18nflow.catalog.values import MAX_BYTES, Catalog, Entry, Header, Row
from i18nflow.catalog.write import write

__all__ = [
    "MAX_BYTES",
    "Catalog",
    "Change",
    "Entry",
    "Header",
    "ImportReport",
    "Kind",
    "Merged",
    "Row",
    "Sent",
    "build",
    "check_belongs",
    "compare",
    "context_free",
    "difference",
    "export_id",
    "from_po",
    "merge",
    "recorded",
    "sent",
    "series_id",
    "to_mo",
    "to_po",
    "to_pot",
    "write",
]
