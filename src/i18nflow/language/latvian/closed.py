"""The closed classes of Latvian in full: prepositions with their cases, conjunctions, particles, pronouns, auxiliaries.

LVG and LG name them all in the chapters on these parts of speech.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GENITIVE_PREPOSITIONS = _words(
    "aiz ārpus apakš bez dēļ iekš iekšpus kopš labad lejpus līdzās no otrpus pēc pie pirms priekš viņpus virs virspus šaipus zem "
    "abpus vidū starpā pretim blakus uz"
)
ACCUSATIVE_PREPOSITIONS = _words("ap appl ar caur gar par pār pret starp uz pa caurim") - {"appl", "caurim"}
DATIVE_PREPOSITIONS = _words("līdz pa pretī pretim blakus līdzi cauri pāri garām")
PREPOSITIONS = (GENITIVE_PREPOSITIONS | ACCUSATIVE_PREPOSITIONS | DATIVE_PREPOSITIONS) - {
    "vidū",
    "starpā",
    "dēļ",
    "labad",
    "līdzi",
    "cauri",
    "pāri",
    "garām",
    "pretī",
    "apakš",
}
CONJUNCTIONS = _words("un vai jeb")
