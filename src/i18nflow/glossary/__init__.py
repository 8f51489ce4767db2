"""The glossary: reading and editing its file, finding its terms in texts, checking it."""

from i18nflow.glossary.matching import Matcher
from i18nflow.glossary.paradigm import cells_of_forms, forms_of
from i18nflow.glossary.reading import COLUMNS, Glossary, decode, read
from i18nflow.glossary.target import find_avoided, find_target, rendering_forms, renderings
from i18nflow.glossary.writing import add, change, remove, write

__all__ = [
    "COLUMNS",
    "Glossary",
    "Matcher",
    "add",
    "cells_of_forms",
    "change",
    "decode",
    "find_avoided",
    "find_target",
    "forms_of",
    "read",
    "remove",
    "rendering_forms",
    "renderings",
    "write",
]
