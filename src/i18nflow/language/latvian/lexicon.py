"""The closed lists of Latvian declension: words whose paradigm their citation form does not tell.

Which nouns belong to the sixth declension, the second-declension nouns in -s, and the exceptions to palatalization
follow the school grammar of the Laboratory of Artificial Intelligence, University of Latvia (valoda.ailab.lv, pages
on the noun's declensions and ``lietv-mija.htm``, looked up in November 2026); the root adjectives are those a school
grammar counts as simplex. Compounds follow their last part: ``galvaspilsēta``,
``uzacs``.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SIXTH = _words(
    """acs ass auss avs balss bārksts birzs blakts cilts dakts debess drāsts dūksts dzelzs ģints govs ilkss izkapts kārts
    klēts klints krāsns krūts kūts kvīts lakts lecekts līksts maksts nakts nāss nots pāksts pils pirts plīts
    pults rūts sirds smilts šalts takts tāss telts uguns uts uzacs valsts vāts vēsts zivs zoss zāss žults"""
)
"""Feminine i-stems in -s; their genitive singular equals the nominative."""

SIXTH_COMPOUNDED = (
    *("acs", "auss", "govs", "zivs", "pils", "valsts", "nakts", "sirds", "cilts", "balss", "uguns", "dzelzs"),
    *("krāsns", "pirts", "klēts", "kvīts", "maksts", "telts", "pults", "nots", "smilts", "durvis", "krūts"),
    *("kūts", "zoss", "birzs", "plīts"),
)
"""The sixth-declension nouns that compounds end in: Daugavpils, dalībvalsts, uzacs, vidusnakts."""

SIXTH_PLURAL = _words("durvis brokastis ļaudis asinis krūtis cēsis smadzenis debesis nāsis acis ausis")
"""Plural citation forms in -is."""

SIXTH_PLAIN = _words("acs uzacs auss balss valsts uts zoss zāss debess brokasts ass takts")
"""Sixth-declension nouns whose genitive plural keeps its consonant: acu, valstu."""

SIXTH_EITHER = _words("avs dakts kūts klēts kvīts maksts nāss pirts tāss")
"""Sixth-declension nouns whose genitive plural stands with and without alternation: klēšu, klētu."""

SIXTH_MASCULINE = _words("ļaudis")

SECOND_IN_S = {
    "akmens": "akmeņ",
    "asmens": "asmeņ",
    "rudens": "rudeņ",
    "ūdens": "ūdeņ",
    "zibens": "zibeņ",
    "mēness": "mēneš",
    "sāls": "sāļ",
    "suns": "suņ",
}
"""Second-declension nouns in -s with the stem of their palatalized cells."""

SECOND_PLAIN = _words("tētis viesis onkulis")
"""Second-declension nouns without palatalization (tētis, tēta)."""

SECOND_PLAIN_ENDINGS = ("skis", "ckis", "astis", "skatis", "matis", "acis", "ausis")
"""Adjectival surnames and compounds without palatalization, some of them as a variant (Čaikovskis, garausis)."""

FIFTH_PLAIN = _words(
    """apaļmute apšaude balamute bāze bise bote brīze duše flote fronte gāze gide kase kušete mise mute pase piešaude
    planšete rase sarakste šprote takse tirāde"""
)
"""Fifth-declension nouns whose genitive plural keeps its consonant (mute, mutu; kase, kasu)."""

FIFTH_PLAIN_ENDINGS = ("ste", "fe", "mate", "pēde")
"""Ends of nouns that keep their consonant in the genitive plural (aste, astu; žirafe, žirafu)."""

FIFTH_EITHER_ENDINGS = ("ate", "ete", "ote", "kte", "nte", "balle")
"""Ends of loan words that stand with and without alternation (torte, tortu; note, nošu)."""

FIFTH_SOFT_ENDINGS = ("iete", "kste")
"""Ends that always alternate, though others like them need not: latviete, latviešu; rīkste, rīkšu."""

MASCULINE_A = _words("puika lauva")
MASCULINE_E = _words("bende")

DEFINITE_ONLY = (
    *("pirm", "otr", "treš", "ceturt", "piekt", "sest", "septīt", "astot", "devīt", "desmit"),
    *("padsmit", "simt", "tūkstoš", "miljon", "galven", "pēdēj", "pārēj", "pastarp", "vien"),
)
"""Ends of the stems of adjectives and ordinals that have definite forms only."""

ADJECTIVES = _words(
    """absolūts abstrakts agrs agrīns aizmugurējs akūts apakšējs apkārtējs ass augsts augšējs auksts ašs
    balts bargs bass biezs biežs blīvs brangs brašs brīvs brūns bāls caurs ciets ciešs cits cēls dažāds
    diskrēts dižs drošs drūms dubults dulls dumjš dzeltens dzidrs dziļš dzīvs dārgs dīvains elegants
    foršs gaišs galants galējs garš gatavs gauds gauss glauns gludens gluds glums greizs grezns grūts
    gudrs gurds gļēvs ideāls iekšējs inteliģents interesants intīms izcils jauks jauns jēls kails kalsns
    karsts klajš klibs kluss kompakts kompetents konkrēts kopējs korekts košs krass kreiss krietns
    kropls krāšņs kupls kurls kūtrs labs labējs laidens laisks lepns lieks liels lokans lēns lēts
    lēzens līdzens līks līksms maigs mazs melns mikls mitrs mobils moderns modrs mundrs mēms
    mērens mīksts mīļš nabags necils nikns parasts pareizs patiess pelēks perfekts pilns plakans     plats plašs pliks prasts priekšējs privāts prāvs publisks raibs resns rets rudens ruds
    rupjš rāms rūgts salds salkans sarkans sauss savāds sekls sens sirms skaidrs skaists skarbs skaļš
    skops skrajš skumjš skābs slaids slaiks slapjš slavens slepens slikts slims slinks slīps smags
    smails smalks smuks solīds spalgs spilgts spirgts spožs spraigs spējš spīvs stabils stalts steidzams
    sterils stingrs stiprs straujš strups stulbs svabads svaigs svešs svēts sākotnējs sārts sāļš
    sīks sūrs tagadējs taisns tievs tiešs tikls tizls toreizējs traks trausls truls tukls tukšs tumšs
    tuvs tuvējs tvirts tāls tīrs valgs vecs vesels vidējs vieds viegls vienāds vietējs violets vispārējs
    vājš vēls vēlīns vērts vēss zaļš zems zils ārējs čakls ērts īgns īpašs īss īsts ļauns ļengans ņiprs
    šaurs šmaugs šķidrs šķērss šķībs šķīsts žigls žilbs žirgts"""
)
"""Adjectives that no suffix gives away."""

ADJECTIVES_COMPOUNDED = (
    *(
        "balts",
        "melns",
        "sarkans",
        "zaļš",
        "zils",
        "dzeltens",
        "brūns",
        "pelēks",
        "sārts",
        "violets",
        "pilns",
    ),
    *("bagāts", "spējīgs", "derīgs"),
)
"""Adjectives that compounds end in: tumšbrūns, saturpilns."""

ADJECTIVE_SUFFIXES = (
    "isks",
    "īgs",
    "ains",
    "āls",
    "īvs",
    "ozs",
    "iāls",
    "uāls",
    "ējošs",
    "ošs",
    "āms",
    "ams",
    "nējs",
)
"""Suffixes whose words are adjectives or participles, with few exceptions."""

NOUNS_LIKE_ADJECTIVES = _words(
    """arhīvs arsenāls bokāls detektīvs disks festivāls fināls fotoobjektīvs grams islams kanāls
    kapitāls karnevāls kilograms kolektīvs kooperatīvs krams kristāls kvartāls materiāls memoriāls
    metāls miligrams minerāls motīvs obelisks personāls portāls
    potenciāls prezervatīvs risks rituāls seriāls signāls skandāls spitāls substantīvs
    tamarisks tribunāls žurnāls"""
)
"""Masculine nouns that end like a suffixed adjective."""
