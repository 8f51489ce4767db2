"""The codes of all checks, with the severity each has: the one list that docs, settings and the UI read.

A check may lower its severity for a doubtful case (a number word, a capitalised month); it never raises it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from i18nflow.model import Severity

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

CODES: Mapping[str, Severity] = MappingProxyType(
    {
        "number-differs": _ERROR,
        "date-differs": _ERROR,
        "code-differs": _ERROR,
        "currency-differs": _ERROR,
        "number-format": _WARNING,
        "term-missing": _WARNING,
        "term-forbidden": _ERROR,
        "name-differs": _WARNING,
        "name-inconsistent": _WARNING,
        "inconsistent": _WARNING,
        "untranslated": _ERROR,
        "markup": _ERROR,
        "end-punctuation": _WARNING,
        "quotes": _WARNING,
        "brackets": _WARNING,
        "double-space": _WARNING,
        "edge-space": _WARNING,
        "doubled-word": _WARNING,
        "length": _WARNING,
    }
)
"""code -> severity, most serious themes first."""
