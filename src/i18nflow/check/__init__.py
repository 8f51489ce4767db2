"""Findings about a target: numbers, dates, terms, punctuation, quotes, markup, names, consistency.

``run`` looks at one segment, ``run_article`` at how segments agree with each other, ``proposals`` finds names
for the register. All codes, with severities, are in ``CODES``; ``docs/concepts/checks.md`` describes each.
"""

from i18nflow.check.codes import CODES
from i18nflow.check.consistency import run_article
from i18nflow.check.names import Proposal, proposals
from i18nflow.check.rows import Row
from i18nflow.check.segment import run
from i18nflow.language.names import Name, Register

__all__ = ["CODES", "Name", "Proposal", "Register", "Row", "proposals", "run", "run_article"]
