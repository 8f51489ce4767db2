"""Findings about a target: numbers, dates, terms, punctuation, quotes, markup, names, consistency.

``run`` looks at one segment, ``run_article`` at how segments agree with each other. All codes, with
severities, are in ``CODES``; ``docs/concepts/checks.md`` describes each.
"""

from i18nflow.check.codes import CODES
from i18nflow.check.segment import run

__all__ = ["CODES", "run"]
