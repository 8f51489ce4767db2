"""The closed classes of Latvian: prepositions with their cases, conjunctions, pronouns, auxiliaries, adverbs.

LVG and LG name them in the chapters on these parts of speech.
"""

from __future__ import annotations

from i18nflow.language.latvian.cells import ACC, DAT, GEN


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _both_genders(mask: int) -> int:
    return mask | mask << 12


def _cases(singular: int) -> int:
    """The case in the singular, and the dative of the plural, which every preposition governs."""
    return _both_genders(singular | DAT << 6)


_GENITIVE = "aiz ārpus apakš augšpus bez iekšpus kopš lejpus no otrpus pēc pie pirms priekš šaipus viņpus virs virspus zem"
_ACCUSATIVE = "ap ar caur gar par pār pret starp"
PREPOSITION_CASES: dict[str, int] = {
    **dict.fromkeys(_GENITIVE.split(), _cases(GEN)),
    **dict.fromkeys(_ACCUSATIVE.split(), _cases(ACC)),
    "uz": _cases(GEN | ACC),
    "pa": _cases(ACC | DAT),
    "līdz": _cases(DAT),
    "līdztekus": _cases(DAT),
    "pretī": _cases(DAT),
    "pretim": _cases(DAT),
    "blakus": _cases(DAT),
}
"""The cells a preposition's noun can stand in; in the plural all govern the dative."""

PREPOSITIONS = frozenset(PREPOSITION_CASES)
POSTPOSITIONS = _words("dēļ labad")
CONJUNCTIONS = _words("un vai jeb")
COORDINATORS = CONJUNCTIONS | _words("bet taču kā arī ne gan nevis tomēr , ;")
SUBORDINATORS = _words(
    "ka lai ja kad kamēr jo kaut tikko līdzko ko kas kurš kura kuri kuras kur kāpēc cik kā vai"
)

SUBJECTS = _words(
    "es tu viņš viņa mēs jūs viņi viņas kas kurš kura kuri kuras tas tie tās šis šie nekas neviens"
)
"""Pronouns in the nominative, the likely subjects of a verb that follows."""
OBJECTS = _words(
    "mani tevi viņu mūs jūs viņus viņas to šo tos tās šos sevi ko kuru kurus man tev viņam viņai mums jums"
)
PLURAL_SUBJECTS = _words("mēs jūs viņi tie šie visi kuri daudzi daži abi paši citi vieni otri dažādi")
COPULAS = _words(
    """ir nav bija nebija būs nebūs būtu nebūtu būt nebūt esam neesam esat neesat bijām bijāt būsim būsiet esot bijuši
    kļūst kļūs kļuva kļuvuši kļūt kļūstam kļuvām paliek paliks palika palikuši palikt tiek tika tiks šķiet šķita
    izskatās izskatījās jūtas jutās jūtamies jutāmies izrādās izrādījās"""
)
AUXILIARIES = _words(
    "var varu vari varam varat nevar nevaru varēja nevarēja varētu varēs vajag vajadzēja vajadzētu"
)
DEGREES = _words(
    "ļoti tik tikpat pārāk diezgan visai gluži pavisam samērā arvien vēl mazliet daudz krietni ne tādi arī"
)
DETERMINERS = {
    "šis", "šī", "šo", "šim", "šai", "šajā", "šie", "šīs", "šiem", "šīm", "šos", "šajos", "šajās", "tas", "tā", "to",
    "tam", "tai", "tajā", "tie", "tās", "tiem", "tām", "tos", "tajos", "tajās", "savs", "sava", "savu", "savam",
    "savai", "savā", "savi", "savas", "savus", "saviem", "savām", "savos", "savās", "mans", "mana", "manu", "manā",
    "manai", "manam", "tavs", "tava", "tavu", "tavā", "katrs", "katra", "katru", "katrā", "katram", "katrai", "kāds",
    "kāda", "kādu", "kādā", "kādam", "kādi", "kādas", "kādus", "viss", "visa", "visu", "visā", "visam", "visai",
    "visi", "visas", "visus", "visiem", "visām", "visos", "visās", "cits", "cita", "citu", "citā", "citi", "citas",
    "citus", "citiem", "citām", "citos", "citās", "viens", "viena", "vienu", "vienā", "vienam", "vienai", "divi",
    "divas", "divu", "divus", "trīs", "četri", "četras", "četru", "pieci", "piecas", "piecu", "mūsu", "jūsu", "viņu",
    "viņa", "viņas", "tāds", "tāda", "tādu", "tādā", "tādi", "tādas", "šāds", "šāda", "šādu", "šādā", "šādi", "šādas",
}  # fmt: skip

PARTICLES = _words(
    "arī taču tad jau nu vien gan pat vēl tikai tik tomēr ne tak nemaz vairs reiz patiesībā nekad vienmēr"
)
ADVERBS = _words(
    """apmēram atkal augšā apakšā ārā brīžiem cauri cieši citādi diezgan drīz droši garām gandrīz iekšā īpaši īsti
    it klāt klusām kopā labi lejā laikam laukā laukām līdzi mājup pakaļ pagaidām pamazām papildus parasti patiesi
    patlaban pāri pamatā patiešām pavisam pēkšņi piemēram pretī pretim priekšā priekšu pulkiem reizē reti retumis
    savukārt sevišķi skaļi tagad tālu tiešām tieši tikai tuvu vienīgi vietām virsū visai"""
)
"""Adverbs and particles that look like a form of a noun or an adjective (laikam, garām, tieši)."""
