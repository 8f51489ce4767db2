"""Where sentences end, by language.

``lv`` and ``en`` have rules of their own; other languages fall back to the Unicode segmentation rules of UAX #29,
and :func:`rules_in_use` says so. A user's SRX rules (:func:`i18nflow.language.sentences.srx.read`) take precedence
for the languages that they map.
"""

from __future__ import annotations

from i18nflow.language.sentences import scan, uax29
from i18nflow.language.sentences.latvian import LATVIAN
from i18nflow.language.sentences.rules import RuleSet

RULE_SETS: dict[str, RuleSet] = {"lv": LATVIAN}


def split(text: str, lang: str) -> list[tuple[int, int]]:
    """The sentences of ``text`` as (start, end), without outer white space, in order.

    Only white space lies between them. A line break always ends a sentence.
    """
    rules = RULE_SETS.get(_base(lang))
    return uax29.split(text) if rules is None else scan.split(text, rules)


def _base(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()
