"""A word or words looked for in texts, in every form, and another put in their place.

Latvian (and other languages with a table of forms) is found by its paradigms; English word-wise, singular and
plural, with the possessive. What is put in keeps the capitals, the number and, in Latvian, the case.
"""

from i18nflow.phrase.finding import Manner, Phrase
from i18nflow.phrase.repeats import Renumbering, is_repeat, shape
from i18nflow.phrase.writing import Hit, hits, replaced

__all__ = ["Hit", "Manner", "Phrase", "Renumbering", "hits", "is_repeat", "replaced", "shape"]
