"""The schema: append-only, numbered steps. A step's name is its identity; none is ever renamed or edited.

One module a theme; they are imported, and so applied, in the order of their numbers. The words in the CHECK
constraints are those of the enums in :mod:`i18nflow.model`; a test compares them.
"""

from __future__ import annotations

from i18nflow.store.migrations import foundation, memory
from i18nflow.store.migrations.registry import migrations

__all__ = ["foundation", "memory", "migrations"]
