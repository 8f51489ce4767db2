"""The translation engines: known by name, built in or brought by another package, each behind the same care.

A package brings one by an entry point of the group ``i18nflow.engines`` that names a function from settings
(the engine's table in ``i18nflow.toml``) to an :class:`i18nflow.translate.Engine`.
"""

from i18nflow.engines.careful import Careful, ask
from i18nflow.engines.registry import Listed, available, get, names

__all__ = ["Careful", "Listed", "ask", "available", "get", "names"]
