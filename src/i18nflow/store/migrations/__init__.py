"""The schema: append-only, numbered steps. A step's name is its identity; none is ever renamed or edited.

One module a theme; they are imported, and so applied, in the order of their numbers. The words in the CHECK
constraints are those of the enums in :mod:`i18nflow.model`; a test compares them.
"""

from __future__ import annotations

from i18nflow.store.migrations.registry import migrations

# In the order of the numbers, not of the names.
# isort: off
from i18nflow.store.migrations import foundation  # m001
from i18nflow.store.migrations import people  # m010
from i18nflow.store.migrations import desk  # m020
from i18nflow.store.migrations import latvian  # m030
from i18nflow.store.migrations import memory  # m040
from i18nflow.store.migrations import engines  # m050
from i18nflow.store.migrations import publishing  # m060
from i18nflow.store.migrations import interop  # m070
from i18nflow.store.migrations import editor  # m080
from i18nflow.store.migrations import faults  # m090
from i18nflow.store.migrations import counting  # m150
# isort: on

__all__ = [
    "counting",
    "desk",
    "editor",
    "engines",
    "faults",
    "foundation",
    "interop",
    "latvian",
    "memory",
    "migrations",
    "people",
    "publishing",
]
