"""Whether a term is in its citation form (nominative), and which one was likely meant."""

from __future__ import annotations

from i18nflow.language.latvian.adjectives import adjective
from i18nflow.language.latvian.cells import NOMINATIVES
from i18nflow.language.latvian.evidence import has_verb_lemma, is_adjective_form, lemma
from i18nflow.language.latvian.nouns import noun
from i18nflow.language.latvian.terms import INVARIANT, WORD, head_place
from i18nflow.model import Term

# No citation form of a noun ends so, but for indeclinable words, which the word list knows.
_OBLIQUE = ("iem", "ām", "ēm", "īm", "am", "im", "um", "ai", "ei", "u", "ā", "ē", "ī", "os", "ēs", "īs")


def citation(term: Term) -> str:
    """The citation form that was likely meant, "" where the source is one or nothing better is known.

    The head is looked at: an oblique ending, on a form whose lemma is another word and that is not a nominative
    of that lemma. An entry whose ``pos`` or ``gender`` says otherwise is believed.
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
    return bool(cells) and not cells & NOMINATIVES and low.endswith(_OBLIQUE)
