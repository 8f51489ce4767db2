"""Findings about a target: numbers, dates, terms, punctuation, quotes, markup, names, consistency.

``run`` looks at one segment, ``run_article`` at how segments agree with each other; ``pattern`` and ``seen`` are
what a workspace keeps in an index for that. All codes, with severities, are in ``CODES``;
``docs/concepts/checks.md`` describes each.
"""

from i18nflow.check.codes import CODES
from i18nflow.check.consistency import differs_from, pattern, run_article
from i18nflow.check.names import SeenName, name_differs_from, seen
from i18nflow.check.rows import Row
from i18nflow.check.segment import run

__all__ = [
    "CODES", "Row", "SeenName", "differs_from", "name_differs_from", "pattern", "run", "run_article", "seen",
]  # fmt: skip
