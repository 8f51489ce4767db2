"""The ending tables of Latvian declension, ending -> cells (LVG and LG, chapters on noun and adjective).

Tables named ``..._SOFT`` belong to the palatalized stem. Adjectives add gender to every cell.
"""

from __future__ import annotations

from i18nflow.language.latvian.cells import (
    ACC,
    DAT,
    GEN,
    LOC,
    NOM,
    SINGULAR,
    VOC,
    feminine,
    only,
    plural,
    prefixed,
    union,
)

_PLURAL_1 = plural({"i": NOM | VOC, "u": GEN, "iem": DAT, "us": ACC, "os": LOC})

# First declension: tēvs, ceļš. The citation ending is added by the noun's own class (-s or -š).
FIRST_S = union({"s": NOM, "a": GEN, "am": DAT, "u": ACC, "ā": LOC}, _PLURAL_1)
FIRST_SH = union({"š": NOM, "a": GEN, "am": DAT, "u": ACC, "ā": LOC}, _PLURAL_1)

# Second declension: brālis, akmens; singular without genitive on the plain stem.
SECOND = {"is": NOM, "im": DAT, "i": ACC | VOC, "ī": LOC}
SECOND_IN_S = {"s": NOM | GEN | VOC, "im": DAT, "i": ACC | VOC, "ī": LOC}
SECOND_SUNS = {"s": NOM | VOC, "im": DAT, "i": ACC | VOC, "ī": LOC}
SECOND_SOFT = union({"a": GEN}, _PLURAL_1)
SECOND_IN_S_SOFT = _PLURAL_1

# Third declension: tirgus.
THIRD = union({"us": NOM | GEN | VOC, "um": DAT, "u": ACC | VOC, "ū": LOC}, _PLURAL_1)

# Fourth declension: liepa; masculine puika has the dative -am.
_PLURAL_4 = plural({"as": NOM | ACC | VOC, "u": GEN, "ām": DAT, "ās": LOC})
_FOURTH = {"a": NOM | VOC, "as": GEN, "u": ACC, "ā": LOC}
FOURTH = feminine(union(_FOURTH, {"ai": DAT}, _PLURAL_4))
FOURTH_MASCULINE = union(_FOURTH, {"am": DAT}, _PLURAL_4)

# Fifth declension: egle; the genitive plural is on the palatalized stem; masculine bende has the dative -em.
_PLURAL_5 = plural({"es": NOM | ACC | VOC, "ēm": DAT, "ēs": LOC})
_FIFTH = {"e": NOM | VOC, "es": GEN, "i": ACC, "ē": LOC}
FIFTH = feminine(union(_FIFTH, {"ei": DAT}, _PLURAL_5))
FIFTH_MASCULINE = union(_FIFTH, {"em": DAT}, _PLURAL_5)

# Sixth declension: zivs; masculine plural ļaudis.
SIXTH_MASCULINE = union(
    {"s": NOM | GEN | VOC, "ij": DAT, "i": ACC, "ī": LOC},
    plural({"is": NOM | ACC | VOC, "īm": DAT, "īs": LOC}),
)
SIXTH = feminine(SIXTH_MASCULINE)
GENITIVE_PLURAL_MASCULINE = plural({"u": GEN})
GENITIVE_PLURAL = feminine(GENITIVE_PLURAL_MASCULINE)

# Reflexive nouns of action in -šanās have nominative, genitive and accusative only.
REFLEXIVE = feminine(union({"ās": NOM | GEN, "os": ACC}, plural({"ās": NOM | ACC, "os": GEN})))

_INDEFINITE_M = union({"a": GEN, "am": DAT, "u": ACC, "ā": LOC}, _PLURAL_1)
_INDEFINITE_F = FOURTH
INDEFINITE = union(_INDEFINITE_M, _INDEFINITE_F)
INDEFINITE_S = union({"s": NOM}, INDEFINITE)
INDEFINITE_SH = union({"š": NOM}, INDEFINITE)

_DEFINITE_M = union(
    {"ais": NOM | VOC, "ā": GEN, "ajam": DAT, "o": ACC | VOC, "ajā": LOC},
    plural({"ie": NOM | VOC, "o": GEN, "ajiem": DAT, "os": ACC, "ajos": LOC}),
)
_DEFINITE_F = feminine(
    union(
        {"ā": NOM | VOC, "ās": GEN, "ajai": DAT, "o": ACC | VOC, "ajā": LOC},
        plural({"ās": NOM | ACC | VOC, "o": GEN, "ajām": DAT, "ajās": LOC}),
    )
)
DEFINITE = union(_DEFINITE_M, _DEFINITE_F)

# Stems in -ēj- contract the definite -aja-: vidējam, vidējā, vidējiem, vidējos, vidējai, vidējām, vidējās.
_CONTRACTED = union(
    {"am": DAT, "ā": LOC},
    plural({"iem": DAT, "os": LOC}),
    feminine(union({"ai": DAT, "ā": LOC}, plural({"ām": DAT, "ās": LOC}))),
)
DEFINITE_CONTRACTED = union(DEFINITE, _CONTRACTED)

COMPARATIVE = prefixed("āk", union(INDEFINITE_S, DEFINITE_CONTRACTED))
SUPERLATIVE = prefixed("āk", DEFINITE_CONTRACTED)

# Past active participle, masculine on -is and -us-: strādājis, strādājuša; feminine strādājusi, strādājušas.
PARTICIPLE_IS = union({"is": NOM}, feminine({"usi": NOM}))
PARTICIPLE_US = {"uš" + ending: mask for ending, mask in union(INDEFINITE, DEFINITE).items()}
for _ending, _mask in (("uša", NOM << 12), ("uša", VOC << 12)):
    PARTICIPLE_US[_ending] &= ~_mask

# The numerals two to nine.
TWO = union(
    plural({"i": NOM, "u": GEN, "iem": DAT, "us": ACC, "os": LOC}),
    feminine(plural({"as": NOM | ACC, "u": GEN, "ām": DAT, "ās": LOC})),
)
THREE = union(
    plural({"īs": NOM | ACC | LOC, "iju": GEN, "im": DAT, "ijiem": DAT, "ijos": LOC}),
    feminine(plural({"īs": NOM | ACC | LOC, "iju": GEN, "im": DAT, "ijām": DAT, "ijās": LOC})),
)

# Plural citation forms: grozījumi, vēlēšanas, brilles.
_PLURALS = SINGULAR << 6 | SINGULAR << 18
FIRST_PLURAL = only(FIRST_S, _PLURALS)
FOURTH_PLURAL = only(FOURTH, _PLURALS)
FIFTH_PLURAL = only(FIFTH, _PLURALS)
SIXTH_PLURAL = only(SIXTH, _PLURALS)
SIXTH_MASCULINE_PLURAL = only(SIXTH_MASCULINE, _PLURALS)
