"""Where sentences end, by language.

Latvian and English have rules of their own; other languages fall back to the boundaries of Unicode UAX #29, and
:func:`rules_in_use` says so. A user's SRX file takes precedence for the languages that it maps.
"""

from __future__ import annotations

from i18nflow.language.sentences import scan, uax29
from i18nflow.language.sentences.english import ENGLISH
from i18nflow.language.sentences.latvian import LATVIAN
from i18nflow.language.sentences.rules import RuleSet
from i18nflow.language.sentences.srx import Srx
from i18nflow.language.sentences.srx import read as read_srx
from i18nflow.language.sentences.srx import split as _split_by_srx

__all__ = ["RULE_SETS", "Srx", "has_rules", "read_srx", "rules_in_use", "split"]

RULE_SETS: dict[str, RuleSet] = {rules.lang: rules for rules in (LATVIAN, ENGLISH)}
_NAMES = {"lv": "Latvian", "en": "English"}


def split(text: str, lang: str, *, srx: Srx | None = None) -> list[tuple[int, int]]:
    """The sentences of ``text`` as (start, end), without outer white space, in order.

    Only white space lies between them, and a line break always ends a sentence. ``srx`` are the user's rules.
    """
    own = srx.rules(lang) if srx else ()
    if own:
        return _split_by_srx(text, own)
    rules = RULE_SETS.get(_base(lang))
    return uax29.split(text) if rules is None else scan.split(text, rules)


def has_rules(lang: str, *, srx: Srx | None = None) -> bool:
    """Whether ``lang`` has rules of its own, built in or in the user's file."""
    return bool(srx and srx.rules(lang)) or _base(lang) in RULE_SETS


def rules_in_use(lang: str, *, srx: Srx | None = None) -> str:
    """A sentence for the user that says which rules split texts in ``lang``."""
    if srx and srx.rules(lang):
        return f"Sentences in {lang} are split by the rules of {srx.where}."
    name = _NAMES.get(_base(lang))
    if name:
        return f"Sentences in {lang} are split by the {name} rules."
    return (
        f"There are no sentence rules for {lang}: the default boundaries of Unicode (UAX #29) are used. "
        "They know no abbreviations; an SRX file can say more."
    )


def _base(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()
