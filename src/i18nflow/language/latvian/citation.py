"""Whether a term is in its citation form (nominative), and which one was likely meant."""

from __future__ import annotations

from i18nflow.language.latvian.adjectives import adjective
from i18nflow.language.latvian.cells import NOMINATIVES
from i18nflow.language.latvian.evidence import has_verb_lemma, is_adjective_form, lemma
from i18nflow.language.latvian.nouns import noun
from i18nflow.language.latvian.terms import INVARIANT, WORD, head_place
from i18nflow.model import Term

_OBLIQUE = ("ajiem", "ajām", "ajam", "ajai", "ajos", "ajās", "ajā", "iem", "ām", "ēm", "īm")


def citation(term: Term) -> str:
    """The citation form that was likely meant, "" where the source is one or nothing better is known.

    The head is looked at: an ending that only oblique cases have, or a form whose lemma is another word and
    that is not a nominative of that lemma. An entry whose ``pos`` or ``gender`` says otherwise is believed.
    """
    words = WORD.findall(term.source)
    if not words or term.pos in INVARIANT or term.gender or term.case == "exact":
        return ""
    head = words[head_place(words)]
    low = head.lower()
    base = lemma(low)
    if not base or base == low or has_verb_lemma(low):
        return ""
    if not _is_oblique(low, base):
        return ""
    return (
        term.source.replace(head, base if head == low else base.capitalize(), 1) if len(words) == 1 else base
    )


def _is_oblique(low: str, base: str) -> bool:
    declined = (*noun(base), *adjective(base)) if is_adjective_form(low) else noun(base)
    cells = 0
    for inflection in declined:
        cells |= inflection.cells(low)
    return bool(cells) and not cells & NOMINATIVES and (low.endswith(_OBLIQUE) or len(low) > 3)
