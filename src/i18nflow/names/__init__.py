"""The register of names: people and organisations that come out one way in every article.

Its file is ``names.csv`` beside the glossary; :class:`Register` finds the names in texts, in any case.
"""

from i18nflow.names.checks import Remark, check
from i18nflow.names.citing import citation_of, kind_of
from i18nflow.names.file import COLUMNS, KINDS, Names, add, change, read, remove
from i18nflow.names.records import Name, Spot
from i18nflow.names.register import Register, forms_of

__all__ = [
    "COLUMNS", "KINDS", "Name", "Names", "Register", "Remark", "Spot", "add", "change", "check", "citation_of", "forms_of",
    "kind_of", "read", "remove",
]  # fmt: skip
